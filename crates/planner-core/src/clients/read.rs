//! Reads profile files, and refuses names in them that nothing has.

mod names;

use super::Commands;
use super::profile::{
    Confidence, Cost, Cycle, Kept, Kind, Length, Limit, Loss, Measured, Operation, Profile, Renewal, Role,
    Setting, Value, Wanted, When,
};
use crate::document::{Blank, Fields, Misfit, Place, Read, Value as Held, fields, words};
use crate::number::Decimal;
use crate::table::Table;
use crate::unit::{Quantity, Unit, decimal};

fields!(Measured { version: required, redis: optional, on: optional, confidence: required, note: optional });

words!(Loss {
    Lost: "lost",
    ComputedAgain: "computed-again",
    SignedOut: "signed-out",
    CountsAnew: "counts-anew",
});
words!(Confidence { Measured: "measured", Derived: "derived", Unreproduced: "unreproduced" });

fields!(Operation {
    does: required,
    takes: optional,
    costs: optional,
    adds: optional,
    renews: optional,
    sets: optional
});

fields!(Limit { number: required, per: required });

fields!(Role {
    name: required,
    does: required,
    stands_for: optional,
    slots: optional,
    apart: optional,
    limit: optional,
    settings: optional_as(named),
    inert: optional,
    cycles: optional,
    operations: optional_as(named),
    memory: optional,
    note: optional,
});

impl Read for Profile {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let fields = Fields::of(at, &["schema", "client", "name", "measured", "stands_for", "roles"])?;
        let mut read = Self {
            id: String::new(),
            name: String::new(),
            measured: Measured::blank(),
            stands_for: Vec::new(),
            roles: Vec::new(),
        };
        fields.required_as("schema", &mut (), schema);
        fields.required("client", &mut read.id);
        fields.required("name", &mut read.name);
        fields.required("measured", &mut read.measured);
        fields.optional("stands_for", &mut read.stands_for);
        fields.optional_as("roles", &mut read.roles, roles);
        fields.end(read)
    }
}

fn schema(at: &Place<'_>) -> Result<(), Misfit> {
    match at.text("1")? {
        "1" => Ok(()),
        _ => Err(at.wrong("this format is not known; write schema 1")),
    }
}

fn roles(at: &Place<'_>) -> Result<Vec<(String, Role)>, Misfit> {
    let mut roles = Vec::new();
    for (id, node) in at.map()? {
        let place = at.named(id, node);
        let role = Role::read(&place)?;
        names::names_are_known(&role).map_err(|message| place.wrong(message))?;
        roles.push((id.clone(), role));
    }
    Ok(roles)
}

/// A setting as it is written; its kind follows from its default.
struct SettingTerms {
    written: Option<String>,
    says: String,
    unit: Unit,
    default: Value,
    at_least: Decimal,
    at_most: Decimal,
    choices: Vec<String>,
    tune: Vec<Value>,
    tuned: Option<String>,
}

fields!(SettingTerms {
    written: optional,
    says: required,
    unit: or_as(Unit::count(), unit),
    default: required,
    at_least: optional_as(number),
    at_most: or_as(Decimal::from(1_000_000_000), number),
    choices: optional,
    tune: optional,
    tuned: optional,
});

impl Read for Setting {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let SettingTerms { written, says, unit, default, at_least, at_most, choices, tune, tuned } =
            SettingTerms::read(at)?;
        let kind = match &default {
            Value::Flag(_) => Kind::Flag,
            Value::Word(_) => Kind::Choice(choices),
            Value::Number(_) => Kind::Number { unit, at_least, at_most },
        };
        // A default of zero below the least is a setting that is not set.
        let unset = matches!(&default, Value::Number(number) if number.is_zero());
        let default_too = Some(&default).filter(|_| !unset);
        if !default_too.into_iter().chain(&tune).all(|value| super::setup::fits(&kind, value)) {
            return Err(at.wrong("the default or a value to try is none the setting can have"));
        }
        Ok(Self { written, says, kind, default, tune, tuned })
    }
}

fn unit(at: &Place<'_>) -> Result<Unit, Misfit> {
    Unit::parse(at.text("a unit")?).ok_or_else(|| at.wrong("no such unit"))
}

impl Blank for Value {
    fn blank() -> Self {
        Self::Flag(false)
    }
}

impl Read for Value {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        if let Held::Bool(yes) = at.value() {
            return Ok(Self::Flag(*yes));
        }
        let text = at.text("true, false, a number or a word")?;
        Ok(decimal(text).map_or_else(|| Self::Word(text.to_owned()), Self::Number))
    }
}

impl Read for Cycle {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let known = [
            "does",
            "every",
            "times",
            "plus",
            "overhead",
            "steps",
            "at_most",
            "woken_by",
            "all_woken",
            "pauses",
            "from",
            "found",
            "per",
            "when",
            "wire",
            "script",
        ];
        let fields = Fields::of(at, &known)?;
        let mut read = Self {
            does: String::new(),
            every: Length::blank(),
            from: None,
            found: Commands::default(),
            woken_by: Vec::new(),
            all_woken: false,
            pauses: false,
            per: Vec::new(),
            when: When::default(),
            commands: Commands::default(),
        };
        fields.required("does", &mut read.does);
        fields.required_as("every", &mut read.every, length);
        beside(&fields, &mut read.every);
        fields.optional("woken_by", &mut read.woken_by);
        fields.optional("all_woken", &mut read.all_woken);
        fields.optional("pauses", &mut read.pauses);
        fields.optional_as("from", &mut read.from, |at| number(at).map(Some));
        fields.optional("found", &mut read.found);
        fields.optional("per", &mut read.per);
        fields.optional("when", &mut read.when);
        commands(&fields, &mut read.commands);
        fields.end(read)
    }
}

impl Read for Renewal {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let known = [
            "every", "times", "plus", "overhead", "steps", "at_most", "skips", "per", "when", "together",
            "wire", "script",
        ];
        let fields = Fields::of(at, &known)?;
        let mut read = Self {
            every: Length::blank(),
            skips: Decimal::ZERO,
            per: Vec::new(),
            when: When::default(),
            together: false,
            commands: Commands::default(),
        };
        fields.required_as("every", &mut read.every, length);
        beside(&fields, &mut read.every);
        fields.optional_as("skips", &mut read.skips, number);
        fields.optional("per", &mut read.per);
        fields.optional("when", &mut read.when);
        fields.optional("together", &mut read.together);
        commands(&fields, &mut read.commands);
        fields.end(read)
    }
}

impl Read for Cost {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let fields = Fields::of(at, &["when", "per", "shared_by", "lulls", "wire", "script", "backlog"])?;
        let mut read = Self {
            when: When::default(),
            per: Vec::new(),
            shared_by: Vec::new(),
            lulls: false,
            idle: Commands::default(),
            backlog: None,
        };
        fields.optional("when", &mut read.when);
        fields.optional("per", &mut read.per);
        fields.optional("shared_by", &mut read.shared_by);
        fields.optional("lulls", &mut read.lulls);
        commands(&fields, &mut read.idle);
        fields.optional("backlog", &mut read.backlog);
        fields.end(read)
    }
}

impl Read for Kept {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let known = [
            "what", "with", "number", "lifetime", "times", "plus", "overhead", "steps", "at_most", "base",
            "payload", "wrap", "read_by", "refill", "loss", "when",
        ];
        let fields = Fields::of(at, &known)?;
        let mut read = Self {
            what: String::new(),
            with: None,
            number: None,
            lifetime: None,
            base: Decimal::ZERO,
            payload: None,
            wrap: Decimal::ZERO,
            read_by: Vec::new(),
            refill: Commands::default(),
            loss: Loss::Lost,
            when: When::default(),
        };
        fields.required("what", &mut read.what);
        fields.optional("with", &mut read.with);
        fields.optional("number", &mut read.number);
        fields.optional_as("lifetime", &mut read.lifetime, |at| length(at).map(Some));
        if let Some(lifetime) = &mut read.lifetime {
            beside(&fields, lifetime);
        }
        fields.optional_as("base", &mut read.base, number);
        fields.optional("payload", &mut read.payload);
        fields.optional_as("wrap", &mut read.wrap, number);
        fields.optional("read_by", &mut read.read_by);
        fields.optional("refill", &mut read.refill);
        fields.optional("loss", &mut read.loss);
        fields.optional("when", &mut read.when);
        fields.end(read)
    }
}

impl Read for When {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        named(at).map(Self)
    }
}

impl Read for Wanted {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let Held::Map(_) = at.value() else { return Value::read(at).map(Self::Is) };
        match at.kind(&["at_least", "below", "not"])? {
            ("not", other) => Value::read(&other).map(Self::Not),
            ("below", most) => number(&most).map(Self::Below),
            (_, least) => number(&least).map(Self::AtLeast),
        }
    }
}

/// Commands by name, in fields `wire` and `script` of their own.
impl Read for Commands {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let fields = Fields::of(at, &["wire", "script"])?;
        let mut read = Self::default();
        commands(&fields, &mut read);
        fields.end(read)
    }
}

/// The same among other fields.
fn commands(fields: &Fields<'_>, into: &mut Commands) {
    fields.optional_as("wire", &mut into.wire, numbers);
    fields.optional_as("script", &mut into.script, numbers);
}

fn numbers(at: &Place<'_>) -> Result<Table<Decimal>, Misfit> {
    let mut numbers = Table::default();
    for (name, node) in at.map()? {
        numbers.insert(name.clone(), number(&at.named(name, node))?);
    }
    Ok(numbers)
}

fn number(at: &Place<'_>) -> Result<Decimal, Misfit> {
    let text = at.text("a number of zero or more")?;
    let number = decimal(text).filter(|number| *number >= Decimal::ZERO);
    number.ok_or_else(|| at.wrong(format!("`{text}` is no number of zero or more")))
}

impl Blank for Length {
    fn blank() -> Self {
        Self {
            setting: None,
            seconds: Decimal::ZERO,
            times: Decimal::ONE,
            plus: None,
            overhead: Decimal::ZERO,
            steps: None,
            at_most: None,
        }
    }
}

/// A length by its text: a time, else the name of a setting.
fn length(at: &Place<'_>) -> Result<Length, Misfit> {
    let text = at.text("a time, or the name of a setting")?;
    let second = Unit::parse("s");
    let seconds = Quantity::parse(text).and_then(|quantity| quantity.in_unit(second.as_ref()?));
    Ok(match seconds {
        Some(seconds) if seconds < Decimal::ZERO => {
            return Err(at.wrong(format!("`{text}` is a time below zero")));
        }
        Some(seconds) => Length { seconds, ..Length::blank() },
        None => Length { setting: Some(text.to_owned()), ..Length::blank() },
    })
}

/// What is said of a length in the fields beside it.
fn beside(fields: &Fields<'_>, length: &mut Length) {
    fields.optional_as("times", &mut length.times, number);
    fields.optional("plus", &mut length.plus);
    fields.optional("overhead", &mut length.overhead); // below zero for what comes back early
    fields.optional_as("steps", &mut length.steps, |at| {
        let fields = Fields::of(at, &["every", "times", "plus", "overhead"])?;
        let mut step = Length::blank();
        fields.required_as("every", &mut step, self::length);
        fields.optional_as("times", &mut step.times, number);
        fields.optional("plus", &mut step.plus);
        fields.optional("overhead", &mut step.overhead);
        fields.end(Some(Box::new(step)))
    });
    fields.optional_as("at_most", &mut length.at_most, |at| number(at).map(Some));
}

/// Names with values, in the order of the file.
fn named<T: Read>(at: &Place<'_>) -> Result<Vec<(String, T)>, Misfit> {
    let map = at.map()?;
    let mut all = Vec::with_capacity(map.len());
    for (name, node) in map {
        all.push((name.clone(), T::read(&at.named(name, node))?));
    }
    Ok(all)
}
