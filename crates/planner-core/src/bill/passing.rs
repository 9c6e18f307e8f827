//! Which limit comes first: the one rule of it, of a projection's rows and of a program's figures.

use crate::book::Effect;
use crate::month::Date;

/// When a limit is passed, and what it does then.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Passing {
    /// The day.
    pub(crate) on: Option<Date>,
    /// The second, from the first of the days that are looked at.
    pub(crate) second: u32,
    pub(crate) effect: Effect,
    /// Whether all that happens is that the vendor says so.
    pub(crate) is_notice: bool,
}

impl Passing {
    /// By what comes first: the day, and the second of it. A cycle that begins in one month may pass a limit after the next
    /// month has begun, so that seconds alone do not tell.
    pub(crate) fn moment(&self) -> (Option<Date>, Option<u32>) {
        (self.on, self.second.checked_rem(86_400))
    }

    /// It does more than charge, or say so.
    pub(crate) fn breaks(&self) -> bool {
        self.effect != Effect::Charged && !self.is_notice
    }

    /// It charges more.
    pub(crate) fn charges(&self) -> bool {
        self.effect == Effect::Charged
    }
}

/// The limit that is passed first, of those wanted.
pub(crate) fn earliest<T>(
    limits: impl Iterator<Item = T>,
    passing: impl Fn(&T) -> Option<Passing>,
    wanted: fn(&Passing) -> bool,
) -> Option<T> {
    let passed = limits.filter_map(|limit| passing(&limit).filter(wanted).map(|passing| (passing, limit)));
    passed.min_by_key(|(passing, _)| passing.moment()).map(|(_, limit)| limit)
}
