//! One kind of client as it is set up: how many there are, their settings, how often they do what.

use super::profile::{Kind, Length, Role, Setting, Value, Wanted, When};
use crate::document::{Problem, ProblemKind};
use crate::nearest::{distance, nearest};
use crate::number::Decimal;
use crate::table::Table;
use crate::unit::{Dimension, Quantity, Refusal, decimal, meant};

/// The name that stands for the number of clients where a profile counts.
pub(super) const COUNT: &str = "count";

/// Clients of one role with the same settings.
#[derive(Clone, Debug)]
pub struct Setup<'a> {
    /// What they do.
    pub role: &'a Role,
    /// How many there are (for each group, where the role has clients of their own for each queue).
    pub count: Decimal,
    settings: Table<Value>,
    rates: Table<Decimal>,
}

impl<'a> Setup<'a> {
    /// Clients with the library's defaults that are asked for nothing.
    #[must_use]
    pub fn new(role: &'a Role, count: Decimal) -> Self {
        Self { role, count, settings: Table::default(), rates: Table::default() }
    }

    /// Whether another one makes the same of its role.
    pub(crate) fn is_as(&self, other: &Self) -> bool {
        std::ptr::eq(self.role, other.role)
            && self.count == other.count
            && self.settings == other.settings
            && self.rates == other.rates
    }

    /// The same without any operation.
    #[must_use]
    pub fn idle(&self) -> Self {
        Self { rates: Table::default(), ..self.clone() }
    }

    /// Sets a setting, by our name.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for an unknown name, with the nearest ones, and for a value the setting cannot have.
    pub fn set(&mut self, name: &str, value: Value) -> Result<(), Problem> {
        let Some(setting) = self.role.setting(name) else { return Err(self.unknown(name)) };
        if !fits(&setting.kind, &value) {
            return Err(Problem::new(format!("`{name}` cannot be {}", shown(&value))).hint(format!(
                "{}: {}",
                setting.says,
                allowed(setting)
            )));
        }
        self.settings.insert(name.to_owned(), value);
        Ok(())
    }

    /// Sets a setting that is a number, in any unit that fits.
    ///
    /// # Errors
    ///
    /// As [`Setup::set`], and for a unit that does not fit, with those that do.
    pub fn set_quantity(&mut self, name: &str, quantity: &Quantity) -> Result<(), Problem> {
        let Some(setting) = self.role.setting(name) else { return Err(self.unknown(name)) };
        let Kind::Number { unit, .. } = &setting.kind else {
            return Err(Problem::new(format!("`{name}` cannot be {quantity}")).hint(format!(
                "{}: {}",
                setting.says,
                allowed(setting)
            )));
        };
        let Some(number) = quantity.in_unit(unit) else {
            let what = if unit.dimension() == Dimension::Count {
                "a plain number".to_owned()
            } else {
                format!("in {unit}")
            };
            if let Some(Refusal { why: Some(why), hint: Some(hint) }) = meant(quantity, unit) {
                return Err(Problem::new(format!("{why}: {name} is {what}")).hint(hint));
            }
            return Err(Problem::new(format!("`{quantity}` does not fit: {name} is {what}"))
                .hint(format!("units that fit: {}", unit.alternatives().join(", "))));
        };
        self.set(name, Value::Number(number))
    }

    /// Says how often an operation is asked for, a second, by all these clients together.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for an unknown name or a rate below zero.
    pub fn ask(&mut self, name: &str, per_second: Decimal) -> Result<(), Problem> {
        if self.role.operation(name).is_none() {
            return Err(self.unknown(name));
        }
        if per_second < Decimal::ZERO {
            return Err(Problem::new(format!("{per_second} {name} a second is below zero")));
        }
        self.rates.insert(name.to_owned(), per_second);
        Ok(())
    }

    /// How often an operation is asked for, a second.
    #[must_use]
    pub fn rate(&self, name: &str) -> Decimal {
        self.rates.get(name).copied().unwrap_or_default()
    }

    /// The value of a setting: what was set, else the library's default. A flag that an operation sets is true once
    /// there is any of it.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<Value> {
        let asked = |(operation, _): &&(String, super::Operation)| !self.rate(operation).is_zero();
        let implied =
            self.role.operations.iter().filter(asked).any(|(_, o)| o.sets.iter().any(|s| s == name));
        if implied {
            return Some(Value::Flag(true));
        }
        self.settings.get(name).or(self.role.setting(name).map(|setting| &setting.default)).cloned()
    }

    /// The value of a setting that is a number, or how many clients there are.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<Decimal> {
        match (name, self.value(name)) {
            (COUNT, _) => Some(self.count),
            (_, Some(Value::Number(number))) => Some(number),
            _ => None,
        }
    }

    /// How many jobs one client runs at a time; none where the role has no slots.
    pub(super) fn slots(&self) -> Option<Decimal> {
        let slots = self.role.slots.as_ref()?;
        self.number(slots).or_else(|| decimal(slots))
    }

    pub(super) fn holds(&self, when: &When) -> bool {
        when.0.iter().all(|(name, wanted)| match (wanted, self.value(name)) {
            (Wanted::Is(wanted), Some(value)) => *wanted == value,
            (Wanted::Not(other), Some(value)) => *other != value,
            (Wanted::AtLeast(least), Some(Value::Number(number))) => number >= *least,
            (Wanted::Below(most), Some(Value::Number(number))) => number < *most,
            _ => false,
        })
    }

    /// A length in seconds; zero is never.
    pub(super) fn seconds(&self, length: &Length) -> Option<Decimal> {
        let base = match &length.setting {
            Some(setting) => self.number(setting)?,
            None => length.seconds,
        };
        if base.is_zero() {
            return Some(base);
        }
        let mut seconds = base.times(length.times)?.plus(length.overhead)?;
        if let Some(more) = &length.plus {
            seconds = seconds.plus(self.number(more)?)?;
        }
        if let Some(step) = &length.steps {
            let step = self.seconds(step)?;
            if !step.is_zero() {
                seconds = seconds.over(step)?.ceil().times(step)?;
            }
        }
        Some(length.at_most.map_or(seconds, |most| seconds.min(most)))
    }

    /// The product of what is counted.
    pub(super) fn product(&self, per: &[String]) -> Option<Decimal> {
        per.iter().try_fold(Decimal::ONE, |product, name| product.times(self.number(name)?))
    }

    /// A name neither a setting nor an operation has, with the nearest, by the spelling and by what it means.
    #[must_use]
    pub fn unknown(&self, name: &str) -> Problem {
        let role = self.role;
        if let Some(inert) = role.inert.iter().find(|inert| same(inert, name)) {
            return Problem::new(format!("`{inert}` of {} changes nothing that is counted", role.name))
                .hint("leave it out: whatever it is, the answer is the same");
        }
        let written =
            |setting: &Setting| setting.written.as_deref().is_some_and(|written| same(written, name));
        let own = role.settings.iter().find(|(known, setting)| written(setting) || same(known, name));
        let operation = |wanted: &&str| role.operation(wanted).is_some();
        let meant = WORK.contains(&name).then(|| WORK.iter().copied().find(operation)).flatten();
        let meant = own.map(|(known, _)| known.as_str()).or(meant);
        let names = |operations: bool| {
            let settings = role.settings.iter().map(|(name, _)| name.as_str());
            let asked = role.operations.iter().map(|(name, _)| name.as_str());
            if operations { nearest(name, asked) } else { nearest(name, settings) }
        };
        let all = nearest(name, names(true).into_iter().chain(names(false)));
        let near = meant.or(all.first().copied().filter(|near| distance(name, near) <= 3));
        let list = |what: &str, names: Vec<&str>| {
            if names.is_empty() {
                format!("it has no {what}")
            } else {
                format!("its {what} are {}", names.join(", "))
            }
        };
        let lists = format!("{}; {}", list("operations", names(true)), list("settings", names(false)));
        let hint = near.map_or(lists.clone(), |near| format!("did you mean {near}? {lists}"));
        Problem::new(format!("`{}` has no setting or operation `{name}`", role.name))
            .of(ProblemKind::Unknown)
            .hint(hint)
    }
}

/// What libraries call the work that a queue carries.
const WORK: &[&str] = &["jobs", "tasks", "messages"];

/// Whether two names are the same but for how words are joined: `drainDelay`, `drain_delay`, `--drain-delay`.
fn same(a: &str, b: &str) -> bool {
    let letters = |name: &str| -> String {
        let kept = name.chars().filter(char::is_ascii_alphanumeric);
        kept.map(|letter| letter.to_ascii_lowercase()).collect()
    };
    letters(a) == letters(b)
}

/// Whether a setting can have a value.
pub(super) fn fits(kind: &Kind, value: &Value) -> bool {
    match (kind, value) {
        (Kind::Number { at_least, at_most, .. }, Value::Number(number)) => {
            number >= at_least && number <= at_most
        }
        (Kind::Flag, Value::Flag(_)) => true,
        (Kind::Choice(words), Value::Word(word)) => words.contains(word),
        _ => false,
    }
}

/// A value as a person writes it.
#[must_use]
pub fn shown(value: &Value) -> String {
    match value {
        Value::Number(number) => number.normalize().to_string(),
        Value::Flag(yes) => yes.to_string(),
        Value::Word(word) => word.clone(),
    }
}

fn allowed(setting: &Setting) -> String {
    match &setting.kind {
        Kind::Flag => "true or false".to_owned(),
        Kind::Choice(words) => format!("one of {}", words.join(", ")),
        Kind::Number { unit, at_least, at_most } => {
            format!("{} to {} {unit}", at_least.normalize(), at_most.normalize()).trim_end().to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::number::Decimal;

    use super::Setup;
    use crate::clients::Profiles;
    use crate::document::Problem;

    #[test]
    fn idle_clients_keep_their_settings_and_are_asked_for_nothing() -> Result<(), Problem> {
        let (profile, role) = Profiles::named("bullmq/worker")?;
        let Some(role) = profile.role(&role) else { return Err(Problem::new("no such role")) };
        let mut busy = Setup::new(role, Decimal::TWO);
        busy.ask("jobs", Decimal::TEN)?;
        assert_eq!((busy.rate("jobs"), busy.idle().rate("jobs")), (Decimal::TEN, Decimal::ZERO));
        assert_eq!(
            (busy.idle().count, busy.idle().value("drain_delay")),
            (Decimal::TWO, busy.value("drain_delay"))
        );
        Ok(())
    }
}
