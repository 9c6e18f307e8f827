//! A figure over the months: a driver, or the usage of a meter.

use super::{Growth, Rate};
use crate::document::{Blank, Misfit, Node, Place, Read, Value, fields};
use crate::month::Month;
use crate::nearest::is_slip;
use crate::number::Decimal;
use crate::table::Table;
use crate::unit::{Dimension, Quantity};

/// The largest figure that is taken for meant: a thousand million million.
pub(crate) const ABSURD: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, false, 0);

/// Where a series starts from.
#[derive(Clone, Debug, PartialEq)]
pub enum Base {
    /// A figure of its own.
    Start(Rate),
    /// So much for each unit of a driver.
    Driver {
        /// The driver.
        driver: String,
        /// How much for each of its units.
        each: Quantity,
        /// A fixed part besides; for a level, what is there at the start.
        plus: Option<Rate>,
        /// How long a level keeps what each unit adds; forever where nothing is said.
        keep: Option<Quantity>,
        /// Written as the driver's bare name: as many as the driver says, so that a level does not pile up.
        bare: bool,
    },
    /// A figure for each month; the last holds on.
    Months(Vec<Quantity>),
    /// Single events a month, where their size matters; of usage alone.
    Events(Vec<Event>),
}

/// Events of one size.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// The size of each.
    pub each: Quantity,
    /// How many there are.
    pub times: Series,
}

fields!(Event { each: required_as(event_size), times: required_as(super::workload::often) });

/// The size of an event, which has one: what is of no size is none, and would cost nothing without a word.
pub(crate) fn event_size(at: &Place<'_>) -> Result<Quantity, Misfit> {
    let size = Quantity::read(at)?;
    if size.value.is_zero() {
        return Err(at
            .wrong(format!("an event of size {size} is none"))
            .hint("write the size of one, such as `each: 2000` or `each: 154 s`; where none happen, write `times: 0`"));
    }
    Ok(size)
}

/// A figure over the months.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Where it starts from.
    pub base: Base,
    /// How it grows.
    pub growth: Option<Growth>,
    /// From these months on it starts anew at these figures.
    pub steps: Table<Quantity, Month>,
    /// Factors of the months of the year, on what growth makes of it.
    pub season: Table<Decimal, u8>,
    /// What of a level is deleted, and after how long; of usage alone.
    pub deleted: Option<Vec<Gone>>,
    /// Why it is assumed, where nobody stated it.
    pub assumed: Option<String>,
}

/// What is deleted of what is stored, at one age.
#[derive(Clone, Debug, PartialEq)]
pub struct Gone {
    /// How much in a month.
    pub amount: Series,
    /// For how long it had been stored.
    pub after: Quantity,
}

fields!(Gone { amount: required, after: required_as(super::length) });

impl Series {
    /// A constant figure.
    #[must_use]
    pub fn constant(rate: Rate) -> Self {
        Self::from(Base::Start(rate))
    }

    /// As many as a driver says.
    pub(crate) fn per(driver: &str) -> Self {
        let each = Quantity::new(Decimal::ONE, None);
        Self::from(Base::Driver { driver: driver.to_owned(), each, plus: None, keep: None, bare: true })
    }

    /// What each unit of its driver adds, seasons and all, without what is there besides and however long it stays; none
    /// where it goes by no driver.
    pub(crate) fn added(&self) -> Option<Self> {
        let Base::Driver { driver, each, .. } = &self.base else { return None };
        let (driver, each) = (driver.clone(), each.clone());
        Some(Self {
            base: Base::Driver { driver, each, plus: None, keep: None, bare: false },
            ..self.clone()
        })
    }

    /// A driver's bare name, where a text is one. What starts as a number does is meant as a number.
    pub(crate) fn named(text: &str) -> Option<Self> {
        let refusal = Rate::try_parse(text).err()?;
        (refusal.why.is_none() && !text.trim().is_empty()).then(|| Self::per(text))
    }

    /// The drivers it follows.
    pub(crate) fn drivers(&self) -> Vec<&str> {
        let base: Vec<&str> = match &self.base {
            Base::Driver { driver, .. } => vec![driver],
            Base::Events(events) => events.iter().flat_map(|event| event.times.drivers()).collect(),
            Base::Start(_) | Base::Months(_) => Vec::new(),
        };
        let gone = self.deleted.iter().flatten().flat_map(|gone| gone.amount.drivers());
        base.into_iter().chain(gone).collect()
    }

    fn from(base: Base) -> Self {
        Self {
            base,
            growth: None,
            steps: Table::default(),
            season: Table::default(),
            deleted: None,
            assumed: None,
        }
    }
}

/// A figure with more to it than its start.
struct Long {
    start: Option<Rate>,
    per: Option<String>,
    each: Option<Quantity>,
    times: Option<Quantity>,
    keep: Option<Quantity>,
    months: Option<Vec<Quantity>>,
    growth: Option<Growth>,
    steps: Table<Quantity>,
    season: Table<Quantity>,
    deleted: Option<Vec<Gone>>,
    assumed: Option<String>,
}

fields!(Long {
    start: optional,
    per: optional,
    each: optional,
    times: optional,
    keep: optional,
    months: optional,
    growth: optional,
    steps: optional,
    season: optional,
    deleted: optional,
    assumed: optional,
});

/// Refuses a map none of whose names belongs to a figure: an object out of an API's answer, or a meter within a meter.
pub(crate) fn nested(at: &Place<'_>, known: &[&str]) -> Result<(), Misfit> {
    let entries = at.map()?;
    let number = |node: &Node| match &node.value {
        Value::Number(text) | Value::Text(text) => Some(text.clone()),
        _ => None,
    };
    let strange =
        |(name, _): &(String, Node)| !known.iter().any(|known| known == name || is_slip(name, known));
    match entries.iter().find_map(|(name, node)| Some((name, number(node)?))) {
        Some((name, value)) if entries.iter().all(strange) => {
            Err(at.wrong(format!("`{name}` is no part of a figure")).hint(format!(
                "state each number under the name of its own meter, one beside the other: `{name}: {value}`"
            )))
        }
        _ => Ok(()),
    }
}

/// The names of a figure with more to it.
const LONG: [&str; 11] =
    ["start", "per", "each", "times", "keep", "months", "growth", "steps", "season", "deleted", "assumed"];

impl Long {
    fn series(self) -> Result<Series, String> {
        let each = match (self.each, self.times) {
            (Some(_), Some(_)) => return Err("`each` and `times` mean the same: give one".to_owned()),
            (each, times) => each.or(times),
        };
        let keep = match self.keep {
            Some(keep)
                if keep.value <= Decimal::ZERO
                    || keep.unit.as_ref().is_none_or(|unit| unit.dimension() != Dimension::Duration) =>
            {
                return Err(format!("`keep` is a length of time such as 30 days, not {keep}"));
            }
            keep => keep,
        };
        let own_growth = self.growth.is_some() || !self.steps.is_empty();
        if own_growth && self.months.is_some() {
            return Err(
                "a list of `months` says every month itself: leave `growth` and `steps` out".to_owned()
            );
        }
        let base = match (self.start, self.per, each, self.months) {
            (start, Some(driver), Some(each), None) => {
                if own_growth {
                    return Err("a figure that follows a driver grows with it: `growth` and `steps` belong to the driver".to_owned());
                }
                Base::Driver { driver, each, plus: start, keep, bare: false }
            }
            _ if keep.is_some() => return Err("`keep` belongs to a figure `per` a driver".to_owned()),
            (_, Some(_), None, None) => {
                return Err(
                    "`per` a driver needs `each` (or `times`): how much for each of its units".to_owned()
                );
            }
            (None, None, None, Some(months)) if !months.is_empty() => Base::Months(months),
            (Some(start), None, None, None) => Base::Start(start),
            _ => {
                return Err(
                    "give `start`, or `per` a driver with `each`, or a list of `months`: one of them"
                        .to_owned(),
                );
            }
        };
        let mut series = Series {
            growth: self.growth,
            deleted: self.deleted,
            assumed: self.assumed,
            ..Series::from(base)
        };
        for (month, figure) in self.steps.into_entries() {
            let Some(at) = Month::parse(&month) else {
                return Err(format!("`{month}` is no month such as 2027-03"));
            };
            series.steps.insert(at, figure);
        }
        for (month, share) in &self.season {
            let number = month.parse::<u8>().ok().filter(|number| (1..=12).contains(number));
            let (Some(number), Some(share)) = (number, share.share()) else {
                return Err(format!(
                    "a season is a month from 1 to 12 with a share such as 150 %, not `{month}: {share}`"
                ));
            };
            series.season.insert(number, share);
        }
        series.sane()
    }
}

impl Series {
    /// Refuses negative and absurd figures.
    fn sane(self) -> Result<Self, String> {
        let base: Vec<&Quantity> = match &self.base {
            Base::Start(rate) => vec![&rate.quantity],
            Base::Driver { each, plus, .. } => {
                std::iter::once(each).chain(plus.iter().map(|plus| &plus.quantity)).collect()
            }
            Base::Months(months) => months.iter().collect(),
            Base::Events(events) => events.iter().map(|event| &event.each).collect(),
        };
        for quantity in base.into_iter().chain(self.steps.values()) {
            if quantity.value < Decimal::ZERO {
                return Err(format!("{quantity} is below zero"));
            }
            if quantity.value > ABSURD {
                return Err(format!(
                    "{quantity} is more than anyone can mean (the largest figure taken is 10^15)"
                ));
            }
        }
        if self.season.values().any(|share| *share < Decimal::ZERO) {
            return Err("a season's share is below zero".to_owned());
        }
        Ok(self)
    }
}

const EXAMPLES: &str =
    "for example 10 GB, 500 /day, { start: 1000, growth: 6 %/month } or { per: users, each: 20 kB }";

impl Blank for Series {
    fn blank() -> Self {
        Self::from(Base::Months(Vec::new()))
    }
}

impl Read for Series {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let series = match at.value() {
            Value::Map(_) => {
                nested(at, &LONG)?;
                Long::read(at)?.series()
            }
            Value::List(_) => {
                let events: Vec<Event> = Read::read(at)?;
                if events.iter().any(|event| matches!(event.times.base, Base::Events(_))) {
                    return Err(at.wrong("`times` is a number, not a list of events"));
                }
                Self::from(Base::Events(events)).sane()
            }
            Value::Text(text) if let Some(named) = Self::named(text) => return Ok(named),
            _ => Rate::read(at).map(Self::constant)?.sane(),
        };
        series.map_err(|message| at.wrong(message).hint(EXAMPLES))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_figure_is_ten_to_the_fifteenth() {
        assert_eq!(ABSURD.to_string(), "1000000000000000");
    }
}
