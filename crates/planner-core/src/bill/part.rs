//! Parts of a month under one price list, on one plan of the account, and how much of the month's quantities each has.

use super::charges::Held;
use crate::book::{PriceTerms, Settings};
use crate::model::{Contract, Terms};
use crate::number::Decimal;
use crate::tariff::{Period, TariffError, checked};
use crate::unit::Unit;

/// A part of the month under one price list, on one plan of the account.
pub(super) struct Part<'a> {
    pub(super) from: u32,
    /// The second after the last; for the month's last part without end, since whole started hours may pass it.
    pub(super) to: u32,
    pub(super) contract: Contract<'a>,
    /// How long it is on the plan, under all price lists of that time: the first second, and the second after the last.
    pub(super) on: (u32, u32),
    /// For how many seconds of the month what it includes is there once; none where that is there by time.
    pub(super) all: Option<u32>,
}

impl Part<'_> {
    /// Whether its plan is held all month.
    pub(super) fn is_whole(&self, month: Period) -> bool {
        self.on.0 == 0 && self.on.1 >= month.seconds
    }

    /// The share of the month it is.
    pub(super) fn share(&self, month: Period) -> Result<Decimal, TariffError> {
        let end = self.to.min(month.seconds);
        if self.from == 0 && end == month.seconds {
            return Ok(Decimal::ONE);
        }
        let seconds = Decimal::from(end.saturating_sub(self.from));
        checked(seconds.over(Decimal::from(month.seconds)), "share out")
    }

    /// How much of a month's quantities holds in it: what a plan allows holds whole for as long as the plan does; what it
    /// includes is there by time for a fee by time, and once in all its time for none or a whole one.
    pub(super) fn held(&self, month: Period) -> Result<Held, TariffError> {
        let (share, (from, to)) = (self.share(month)?, self.on);
        let seconds = |from: u32, to: u32| Decimal::from(to.min(month.seconds).saturating_sub(from));
        let of_plan = checked(seconds(self.from, self.to).over(seconds(from, to)), "share out")?;
        let included = match self.all {
            None => share,
            Some(all) => checked(seconds(self.from, self.to).over(all.into()), "share out")?,
        };
        Ok(Held { plan: share, list: share, included, ceiling: of_plan })
    }

    /// What is paid for the plan itself.
    fn fee(&self, settings: &Settings<'_>) -> Fee {
        let charges = self.contract.book.provider.account.charges_of(self.contract.plan.1);
        let mut paid = Fee::None;
        for (_, terms) in charges.filter(|(_, terms)| terms.meter.is_none() && settings.meet(&terms.when)) {
            let free = match &terms.price {
                PriceTerms::Fee(price) => {
                    price.value(|name| settings.number(name, &Unit::count())).is_ok_and(|fee| fee.is_zero())
                }
                _ => false,
            };
            match (free, terms.whole) {
                (true, _) => {}
                (false, true) => paid = Fee::Whole,
                (false, false) => return Fee::ByTime,
            }
        }
        paid
    }
}

/// How a part of a month on a plan is paid.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fee {
    None,
    Whole,
    ByTime,
}

/// Says of each part how long its plan is held in the month, where it is paid whole, or any without a fee, where it has none.
pub(super) fn share_allowances(parts: &mut [Part<'_>], terms: Terms<'_>, month: u32) {
    if parts.iter().all(|part| part.from == 0 && part.to >= month) {
        return; // All of the month has all of it.
    }
    let paid: Vec<Fee> = parts.iter().map(|part| part.fee(&part.contract.settings(terms))).collect();
    let of = |at: usize| {
        let (part, fee) = (parts.get(at)?, paid.get(at)?);
        let same = |(other, paid): (&Part<'_>, &Fee)| {
            paid == fee && (*fee == Fee::None || other.contract.plan.0 == part.contract.plan.0)
        };
        let all = parts.iter().zip(&paid).filter(|both| same(*both));
        let seconds = all.map(|(part, _)| part.to.min(month).saturating_sub(part.from)).sum();
        (*fee != Fee::ByTime).then_some(seconds)
    };
    let all: Vec<Option<u32>> = (0..parts.len()).map(of).collect();
    for (part, all) in parts.iter_mut().zip(all) {
        part.all = all;
    }
}

/// The stretches on one plan of the account, as the first and the last part of each: what a new price list splits goes
/// on.
pub(super) fn stretches(parts: &[Part<'_>]) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let goes_on = |(_, last): &(usize, usize)| {
            let before = parts.get(*last);
            before.is_some_and(|it| it.contract.plan.0 == part.contract.plan.0 && it.to >= part.from)
        };
        match all.last_mut() {
            Some(stretch) if goes_on(stretch) => stretch.1 = at,
            _ => all.push((at, at)),
        }
    }
    all
}
