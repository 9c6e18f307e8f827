//! Levels that are stated as what is held over a month, as invoices print them: `448788 GB-minutes`.

use std::borrow::Cow;

use super::{Drivers, Figures, Use, monthly, quantities, too_large, values};
use crate::book::MeterKind;
use crate::document::Problem;
use crate::month::Month;
use crate::stack::{Base, Rate, Series, Stack};
use crate::unit::{Quantity, Unit};

/// How a level is stated as what was held over each month.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// The level is that of one copy, and the vendor counts as many as run.
    pub(super) of_copies: bool,
    /// The length of each month in seconds.
    pub(super) months: Vec<u32>,
}

impl Figures {
    /// A level that is stated as what is held over each month: `448788 GB-minutes`.
    pub(super) fn held(
        series: &Series,
        used: Use<'_>,
        stack: &Stack,
        months: u32,
        drivers: &Drivers<'_>,
    ) -> Result<Self, Problem> {
        let unit = &used.meter.unit;
        let all = quantities(series);
        let is_monthly = |quantity: &&Quantity| quantity.unit.as_ref().is_some_and(Unit::is_monthly);
        let calendar = used.book.month_of(used.product, used.key).is_none() && all.iter().any(is_monthly);
        // A calendar month is one until its length is known; there is nothing else it could be added to.
        let month = if calendar { 1 } else { used.book.month_of(used.product, used.key).unwrap_or(1) };
        let to_unit = |quantity: &Quantity| quantity.held(unit, month);
        let alike = |quantity: &&Quantity| to_unit(quantity).is_some() && (!calendar || is_monthly(quantity));
        if let Some(other) = all.iter().find(|quantity| !alike(quantity)) {
            let name = &used.meter.name;
            return Err(Problem::new(format!(
                "`{other}` does not go with what is held for a time of {name}"
            ))
            .hint(format!("write every figure as {unit}, or every one as {unit}-hours")));
        }
        if matches!(&series.base, Base::Driver { keep: Some(_), .. }) {
            return Err(
                Problem::new("what is held over a month is not kept besides").hint("leave `keep` out")
            );
        }
        if series.deleted.is_some() {
            return Err(Problem::new("what is held over a month says nothing of what was deleted when")
                .hint(format!("give the level in {unit}, and `deleted` beside it")));
        }
        let values = values(series, (stack.start, None), months, drivers, &to_unit)?;
        let mut values = monthly(series, values, stack.start).ok_or_else(|| too_large(""))?;
        let mut lengths = Vec::with_capacity(values.len());
        for (value, index) in values.iter_mut().zip(0_u32..) {
            let length = stack.start.plus(index).map_or(0, Month::seconds);
            if calendar {
                *value = value.times(length.into()).ok_or_else(|| too_large(""))?;
            }
            lengths.push(length);
        }
        let of_copies = used.book.counts_copies(used.product, used.key);
        Ok(Self {
            kind: MeterKind::Level,
            values,
            events: Vec::new(),
            held: Some(Held { of_copies, months: lengths }),
            gone: None,
            begins: None,
            steps: false,
        })
    }

    /// What is held over each month as its mean.
    pub(super) fn level(&self) -> Option<Self> {
        let Some(held) = &self.held else { return Some(self.clone()) };
        let means = self.values.iter().zip(&held.months).map(|(total, length)| total.over((*length).into()));
        Some(Self::new(self.kind, means.collect::<Option<_>>()?))
    }
}

/// A series whose start is bytes for each of some time, where its meter has a unit for that.
pub(super) fn combined<'a>(series: &'a Series, unit: &Unit) -> Cow<'a, Series> {
    match &series.base {
        Base::Start(rate) => match rate.combined(unit) {
            Some(quantity) => {
                Cow::Owned(Series { base: Base::Start(Rate { quantity, per: None }), ..series.clone() })
            }
            None => Cow::Borrowed(series),
        },
        _ => Cow::Borrowed(series),
    }
}
