//! Pure arithmetic from usage to an amount. It knows no vendor, and its order is fixed:
//!
//! 1. **Cut** the period into [`Span`]s with constant plan, size, count and price list (the caller's job).
//! 2. **Count**: weights and copies act on quantities ([`Formula`]) before anything is included.
//! 3. **Round** each event, or each span of time, where the vendor does ([`Rounding`], [`OverTime::Integral`]).
//! 4. **Aggregate** over time ([`OverTime`]), then over the members of a scope ([`OverMembers`]).
//! 5. **Serve**: what hard limits let through is cut before it gets here ([`Usage::served`]).
//! 6. **Convert** units and round the billed quantity ([`Convert`]).
//! 7. **Include**: subtract what the plan or a pool includes ([`draw`]).
//! 8. **Price** by a [`StepTable`]: flat, per unit, graduated, volume or package, at the total or at each level.
//! 9. **Minimum and maximum** of the item, the caps on what a scope may spend, then levies, floors, [`credit`], taxes ([`adjust`]).
//! 10. **Settle**: what is waived or deferred, and one named rounding step ([`Settle`]).
//!
//! Everything is worked out in exact decimals. What floats make of it, where only sampling needs it, is run from a program that
//! was traced here.

mod adjust;
mod charge;
mod formula;
mod grow;
mod layers;
mod levels;
mod steps;
mod usage;

pub use adjust::{Adjustment, Item, Settle, adjust, credit};
pub use charge::{Charge, Convert, Priced, Pricing, draw};
pub use formula::Formula;
pub use grow::GrowthSteps;
pub use steps::{Band, Mode, Step, StepTable, TableError};
pub use usage::{Amount, Deleted, Deletions, Event, OverMembers, OverTime, Period, Rounding, Span, Usage};

/// The decimal places every amount is kept at, rounded half away from zero once, when a charge or an adjustment is worked out.
///
/// A third of something has no last digit. Kept to 28 digits, such amounts sum to a hair beside their bound, and differently
/// in another order. At one scale sums are exact: a credit leaves exactly what it covers too little, a floor is met to the last
/// digit, in any order. 18 places leave ten digits before the point, 79 thousand million; the cheapest thing sold alone, a
/// token or a millisecond, costs more than a hundred-millionth, so that ten of its digits are kept.
pub const AMOUNT_SCALE: u32 = 18;

/// Why an amount could not be worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TariffError {
    /// A number left the range of 28 digits in the named step.
    Overflow(&'static str),
}

impl std::fmt::Display for TariffError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Overflow(step) => write!(f, "the numbers are too large to {step} exactly (28 digits)"),
        }
    }
}

impl std::error::Error for TariffError {}

/// `None` from a checked operation, told as the step it happened in.
pub(crate) fn checked<T>(value: Option<T>, step: &'static str) -> Result<T, TariffError> {
    value.ok_or(TariffError::Overflow(step))
}
