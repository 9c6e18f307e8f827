//! Usage as single events of known sizes, where a vendor's price may go by the size of one.

use super::{Drivers, Figures, counts, too_large};
use crate::bill::MonthUsage;
use crate::book::{Meter, MeterKind};
use crate::document::Problem;
use crate::number::Decimal;
use crate::stack::{Event, Stack};

/// Events of one size over the months.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::projection) struct Sized {
    /// The size of each, in the meter's unit.
    pub(in crate::projection) size: Decimal,
    /// How many there are, one more than there are months.
    pub(in crate::projection) counts: Vec<Decimal>,
}

impl Figures {
    /// A flow of events of known sizes. `None` past 28 digits.
    pub(in crate::projection) fn events(events: Vec<Sized>) -> Option<Self> {
        let months = events.iter().map(|sized| sized.counts.len()).max().unwrap_or(1);
        let mut values = vec![Decimal::ZERO; months];
        for sized in &events {
            for (value, count) in values.iter_mut().zip(&sized.counts) {
                *value = value.plus(sized.size.times(*count)?)?;
            }
        }
        Some(Self {
            kind: MeterKind::Flow,
            values,
            events,
            held: None,
            gone: None,
            begins: None,
            steps: false,
        })
    }
}

/// A list of events as it is written, in its meter's unit.
pub(super) fn of(
    events: &[Event],
    meter: &Meter,
    stack: &Stack,
    months: u32,
    drivers: &Drivers<'_>,
    path: &str,
) -> Result<Figures, Problem> {
    if meter.kind != MeterKind::Flow {
        return Err(Problem::new(format!("{} is a state: it is held, it does not happen", meter.name))
            .path(path)
            .hint("give a figure, or `{ start: 1, growth: 5 %/month }`"));
    }
    let mut all = Vec::with_capacity(events.len());
    for (at, event) in events.iter().enumerate() {
        let counts = counts(&event.times, stack, months, drivers, &format!("{path}[{at}].times"))?;
        all.push(Sized { size: event.each.in_unit(&meter.unit).ok_or_else(|| too_large(path))?, counts });
    }
    Figures::events(all).ok_or_else(|| too_large(path))
}

/// The events of the month at an index, of a total.
pub(super) fn month(events: &[Sized], total: Decimal, index: usize) -> MonthUsage {
    let mut rest = total;
    let mut all = Vec::with_capacity(events.len());
    for sized in events {
        let count = sized.counts.get(index).or(sized.counts.last()).copied().unwrap_or_default();
        rest = sized.size.times(count).and_then(|part| rest.minus(part)).unwrap_or_default();
        all.push(crate::tariff::Event { size: sized.size, count, on: None });
    }
    // What comes to it without a size of its own is taken to come in the smallest pieces.
    if rest > Decimal::ZERO {
        all.push(crate::tariff::Event { size: Decimal::ONE, count: rest, on: None });
    }
    MonthUsage::Events(all)
}
