//! The numbers of a stack that can be another: figures, their growth, counts; each by its place in the document.

use super::resource::MOST;
use super::series::ABSURD;
use super::{Base, Given, Growth, SHARES, Series, Stack};
use crate::document::{Problem, ProblemKind};
use crate::nearest::{nearest, some};
use crate::number::Decimal;
use crate::unit::Quantity;

/// What a number of a stack is, which says how large it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Constant {
    /// An amount, in the unit that is written beside it.
    Figure,
    /// The share that something grows by each month.
    Growth,
    /// The amount that something grows by each month, or shrinks.
    Step,
    /// What something grows towards.
    Ceiling,
    /// How many there are.
    Count,
}

impl Constant {
    /// The least and the most that a stack can state there.
    pub(crate) fn bounds(self) -> [Decimal; 2] {
        match self {
            Self::Figure | Self::Ceiling => [Decimal::ZERO, ABSURD],
            Self::Growth => SHARES,
            Self::Step => [-ABSURD, ABSURD],
            Self::Count => [Decimal::ZERO, MOST],
        }
    }

    /// Refuses what a stack cannot state there.
    pub(crate) fn check(self, place: &str, number: Decimal) -> Result<(), Problem> {
        let [least, most] = self.bounds();
        if self == Self::Ceiling && number.is_zero() {
            return Err(Problem::new("the ceiling of a growth is above zero").path(place));
        }
        if number < least || number > most {
            return Err(Problem::new(format!("{number} is outside {least} to {most}")).path(place));
        }
        Ok(())
    }
}

/// Who looks at the numbers of a stack, or changes them: the place, what it is, the number.
type Visit<'v> = &'v mut dyn FnMut(&dyn Fn() -> String, Constant, &mut Decimal);

/// What is said where a stack states no number at a place.
pub(crate) fn no_number<'k>(place: &str, known: impl Iterator<Item = &'k str>) -> Problem {
    Problem::new(format!("the stack states no number at `{place}`"))
        .of(ProblemKind::Unknown)
        .hint(format!("it does at {}", some(&nearest(place, known))))
}

/// What is said where a place is given two numbers.
pub(crate) fn given_twice(place: &str) -> Problem {
    Problem::new("two numbers are given").path(place).hint("give one")
}

impl Stack {
    /// The same stack with another number at some places: `drivers.users`, `resources.web.count`.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a place that states no number, or is given twice, and for a number that cannot be stated there.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::document::parse_json;
    /// use planner_core::stack::Stack;
    /// let text = r#"{
    ///     "version": 1, "name": "Shop", "start": "2026-12",
    ///     "resources": { "web": { "product": "render/web", "count": 2 } }
    /// }"#;
    /// let stack = Stack::parse(&parse_json(text, 0).unwrap()).unwrap();
    /// let more = stack.with(&[("resources.web.count", 3.into())]).unwrap();
    /// assert_eq!(more.resources.get("web").unwrap().instances(), 3.into());
    /// assert!(stack.with(&[("resources.web.counts", 3.into())]).is_err());
    /// ```
    pub fn with(&self, given: &[(&str, Decimal)]) -> Result<Self, Problem> {
        let mut changed = self.clone();
        let mut places = Vec::new();
        let mut refused = None;
        changed.constants(&mut |place, kind, number| {
            let place = place();
            let mut wanted = given.iter().filter(|(wanted, _)| **wanted == place);
            if let Some((_, new)) = wanted.next() {
                let twice = wanted.next().map(|_| given_twice(&place));
                refused = refused.take().or(twice).or_else(|| kind.check(&place, *new).err());
                *number = *new;
            }
            places.push(place);
        });
        let unknown = given.iter().find(|(wanted, _)| !places.iter().any(|known| known == wanted));
        if let Some((place, _)) = unknown {
            return Err(no_number(place, places.iter().map(String::as_str)));
        }
        refused.map_or(Ok(changed), Err)
    }

    /// Shows every number of the stack that can be another, always in the same order: amounts that go by time or by a driver,
    /// their growth, and counts. Sizes, lengths, shares, seasons and events, bounds of an autoscaler, options and ceilings are
    /// none of them.
    pub(crate) fn constants(&mut self, visit: Visit<'_>) {
        for (name, driver) in self.drivers.iter_mut() {
            series(driver, &|| format!("drivers.{name}"), visit);
        }
        for (name, account) in self.accounts.iter_mut() {
            for (meter, usage) in account.usage.iter_mut() {
                series(usage, &|| format!("accounts.{name}.usage.{meter}"), visit);
            }
        }
        for (name, resource) in self.resources.iter_mut() {
            let of = format!("resources.{name}");
            if let Some(count) = &mut resource.count {
                visit(&|| format!("{of}.count"), Constant::Count, count);
            }
            for (meter, usage) in resource.usage.iter_mut() {
                series(usage, &|| format!("{of}.usage.{meter}"), visit);
            }
            for (at, client) in resource.clients.iter_mut().enumerate() {
                visit(&|| format!("{of}.clients[{at}].count"), Constant::Count, &mut client.count);
                for (key, given) in &mut client.given {
                    if let Given::Figure(figure) = given {
                        series(figure, &|| format!("{of}.clients[{at}].{key}"), visit);
                    }
                }
            }
            for (at, figure) in resource.stated_mut() {
                series(figure, &|| format!("{of}.{at}"), visit);
            }
        }
    }
}

/// Shows the numbers of a figure: what it starts from, what it has for each unit of its driver, how it grows.
fn series(series: &mut Series, at: &dyn Fn() -> String, visit: Visit<'_>) {
    let mut of = |kind: Constant, part: &str, quantity: &mut Quantity| {
        visit(&|| format!("{}{part}", at()), kind, &mut quantity.value);
    };
    let mut figure = |part: &str, quantity: &mut Quantity| of(Constant::Figure, part, quantity);
    match &mut series.base {
        Base::Start(rate) => figure("", &mut rate.quantity),
        Base::Driver { each, plus, .. } => {
            figure(".each", each);
            if let Some(plus) = plus {
                figure(".start", &mut plus.quantity);
            }
        }
        Base::Months(months) => {
            for (index, month) in months.iter_mut().enumerate() {
                figure(&format!(".months[{index}]"), month);
            }
        }
        Base::Events(_) => {}
    }
    for (month, step) in series.steps.iter_mut() {
        figure(&format!(".steps.{month}"), step);
    }
    match &mut series.growth {
        Some(Growth::Compound(share)) => visit(&|| format!("{}.growth", at()), Constant::Growth, share),
        Some(Growth::Linear(step)) => of(Constant::Step, ".growth", step),
        Some(Growth::Logistic { ceiling, rate }) => {
            of(Constant::Ceiling, ".growth.ceiling", ceiling);
            visit(&|| format!("{}.growth.rate", at()), Constant::Growth, rate);
        }
        None => {}
    }
}
