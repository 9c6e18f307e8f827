//! What stands in place of a trace where no programs are compiled: numbers carry no mark, and nothing is written down.

use rust_decimal::Decimal as Exact;

use super::Decimal;
use super::op::{Guard, Op, Single};

/// No number is followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark;

impl Mark {
    pub(super) const NONE: Self = Self;
}

/// The result of an operation on one number.
pub(super) const fn single(_: Single, _: u32, of: Decimal, value: Exact) -> Decimal {
    Decimal { value, mark: of.mark }
}

/// The result of an operation on two numbers, where there is one.
pub(super) fn two(_: Op, _: Decimal, _: Decimal, value: Option<Exact>) -> Option<Decimal> {
    value.map(Decimal::of)
}

/// How a comparison comes out.
pub(super) const fn guard(_: Guard, _: Decimal, _: Decimal, holds: bool) -> bool {
    holds
}

/// Looks something up by what it came from.
pub(crate) fn looked_up<T>(look: impl FnOnce() -> T) -> T {
    look()
}
