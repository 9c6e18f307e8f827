//! The second of a month, or of a cycle, at which something happens.

use std::cmp::Ordering;

use crate::number::Decimal;

/// A second, counted from the first of the days that are looked at.
///
/// It is a whole number, and is one of the figures that a trace follows: when a limit is passed goes by how much is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Second(Decimal);

impl Second {
    /// The first second.
    pub(crate) const FIRST: Self = Self(Decimal::ZERO);
    /// No second is later.
    pub(crate) const LAST: Self = Self(Decimal::from_parts(u32::MAX, 0, 0, false, 0));

    /// The second that has begun: what a division that does not end lacks of a whole one is not lacking. None past the
    /// longest time.
    pub(crate) fn begun(seconds: Decimal) -> Option<Self> {
        let whole = seconds.round_half_away(9).floor();
        (whole >= Decimal::ZERO && whole <= Decimal::from(u32::MAX)).then_some(Self(whole))
    }

    /// So many seconds later; none past the longest time.
    pub(crate) fn later(self, seconds: u32) -> Option<Self> {
        Self::begun(self.0.plus(Decimal::from(seconds))?)
    }

    /// As many days later, or earlier; none before the first second.
    pub(crate) fn shifted(self, days: i32) -> Self {
        let seconds = Decimal::from(i64::from(days).saturating_mul(86_400));
        Self(self.0.plus(seconds).unwrap_or(self.0).max(Decimal::ZERO).min(Self::LAST.0))
    }

    /// How many seconds later it is than another.
    pub(crate) fn after(self, other: Self) -> Option<Decimal> {
        self.0.minus(other.0)
    }

    /// The second, for showing it or the day it is on.
    #[must_use]
    pub fn shown(self) -> u32 {
        u32::try_from(self.0.exact()).unwrap_or(u32::MAX)
    }

    /// The second where another thing goes by it.
    pub(crate) fn pinned(self) -> u32 {
        u32::try_from(self.0).unwrap_or(u32::MAX)
    }

    /// As a number.
    pub(crate) const fn number(self) -> Decimal {
        self.0
    }
}

impl PartialOrd for Second {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Second {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }

    fn max(self, other: Self) -> Self {
        Self(self.0.max(other.0))
    }

    fn min(self, other: Self) -> Self {
        Self(self.0.min(other.0))
    }
}

impl From<u32> for Second {
    fn from(second: u32) -> Self {
        Self(second.into())
    }
}
