//! A way as a plain list of operations, for whoever runs it on another kind of number.

use super::Input;
pub use crate::figures::{LimitPlaces, MonthPlaces, Place};
use crate::figures::{Month, Slot};
use crate::number::Decimal;
pub use crate::number::op::{Guard, Op, Single};
pub use crate::number::trace::Step;

/// The operations from the inputs to every figure, for all numbers that lead the same way.
///
/// Slots hold numbers: inputs, constants, and results in the order of the steps. Where a [`Step::Check`] comes out otherwise,
/// the rules lead another way, and what follows says nothing.
///
/// # Example
///
/// ```
/// use planner_core::planner::Planner;
/// use planner_core::program::listing::Place;
///
/// # fn main() -> Result<(), planner_core::document::Problem> {
/// let stack = Planner::bundled()?.stack(r#"{
///     "version": 1, "name": "Shop", "start": "2026-12",
///     "resources": { "web": { "product": "render/web", "plan": "starter", "count": 2 } }
/// }"#)?;
/// let program = stack.compile(1)?;
/// let listing = program.listing()?;
/// let numbers: Vec<_> = listing.numbers().collect();
/// let Place::Slot(total) = listing.months().next().unwrap().total() else { panic!("it goes by the count") };
/// assert_eq!(numbers[total], 14.into());
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Listing<'p> {
    pub(super) slots: &'p [Slot],
    pub(super) steps: &'p [Step],
    pub(super) inputs: &'p [Option<usize>],
    pub(super) names: &'p [Input],
    pub(super) months: &'p [Month],
}

impl<'p> Listing<'p> {
    /// The number in each slot, as the last run left it.
    #[must_use]
    pub fn numbers(self) -> impl ExactSizeIterator<Item = Decimal> + use<'p> {
        self.slots.iter().map(|slot| Decimal::of(slot.number))
    }

    /// What is done, in order.
    #[must_use]
    pub fn steps(self) -> &'p [Step] {
        self.steps
    }

    /// The place of each input in the stack, with its slot; an input that nothing goes by has none, and is left out.
    pub fn inputs(self) -> impl Iterator<Item = (&'p str, usize)> + use<'p> {
        let named = self.names.iter().map(Input::place).zip(self.inputs);
        named.filter_map(|(name, slot)| Some((name, (*slot)?)))
    }

    /// Where the figures of each month stand.
    #[must_use]
    pub fn months(self) -> impl ExactSizeIterator<Item = MonthPlaces<'p>> + use<'p> {
        self.months.iter().map(MonthPlaces::new)
    }
}
