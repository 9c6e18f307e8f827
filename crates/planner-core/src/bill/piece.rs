//! Parts of runs, and for how long what sleeps runs in them.

use super::Run;
use super::days::DAY;
use super::requests::Tier;
use crate::number::Decimal;
use crate::tariff::{Amount, Span, TariffError, checked};

/// A part of a run that lies within one price list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'r, 'a> {
    pub(super) run: &'r Run<'a>,
    pub(super) from: u32,
    pub(super) to: u32,
    /// Which requests of its usage are looked at.
    pub(super) tier: Tier<'a>,
}

impl Piece<'_, '_> {
    /// For how long it runs, in seconds.
    pub(super) fn seconds(&self) -> Option<Decimal> {
        running(self.run.awake, self.to.saturating_sub(self.from))
    }

    /// Something that is there while it runs.
    pub(super) fn span(&self, amount: Amount) -> Span {
        Span { awake: self.run.awake, ..Span::new(self.from, self.to, amount) }
    }
}

impl Run<'_> {
    /// For how long it runs, in seconds.
    pub(crate) fn seconds(&self) -> Option<Decimal> {
        running(self.awake, self.to.saturating_sub(self.from))
    }
}

/// For how long something runs in some seconds that is awake for so many of each day.
pub(crate) fn running(awake: Option<Decimal>, seconds: u32) -> Option<Decimal> {
    let seconds = Decimal::from(seconds);
    awake.map_or(Some(seconds), |awake| seconds.times(awake)?.over(DAY.into()))
}

/// For how long some runs run together, in seconds.
pub(super) fn ran<'r, 'a: 'r>(mut runs: impl Iterator<Item = &'r Run<'a>>) -> Result<Decimal, TariffError> {
    checked(runs.try_fold(Decimal::ZERO, |sum, run| sum.plus(run.seconds()?)), "share out")
}
