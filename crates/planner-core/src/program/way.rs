//! One way through the rules: the operations for all numbers for which every comparison comes out the same.

use rust_decimal::Decimal as Exact;

use super::Input;
use super::listing::Listing;
use crate::figures::{Figures, Month, Slot};
use crate::number::Decimal;
use crate::number::op::Op;
use crate::number::trace::{Step, Trace, is_same};

/// A trace with the months it leads to. It keeps the numbers of its last run, so that a run works out what moved.
#[derive(Debug)]
pub(super) struct Way {
    steps: Vec<Step>,
    state: State,
    /// The slots of the inputs.
    inputs: Vec<Option<usize>>,
    months: Vec<Month>,
}

/// The numbers of a run.
#[derive(Debug)]
struct State {
    slots: Vec<Slot>,
    /// A run ended before its end: some slots are of one run and some of another.
    torn: bool,
}

impl Way {
    /// How many steps it has.
    pub(super) fn steps(&self) -> usize {
        self.steps.len()
    }

    pub(super) fn new(trace: Trace, inputs: &[Decimal], mut months: Vec<Month>) -> Self {
        let inputs = inputs.iter().map(|input| input.slot(&trace)).collect();
        for cell in months.iter_mut().flat_map(Month::cells_mut) {
            cell.bind(&trace);
        }
        // All of it: what is in no figure may be past 28 digits all the same, and is refused then.
        let Trace { steps, slots, .. } = trace;
        let slots = slots.into_iter().map(|number| Slot { number, moved: false }).collect();
        let state = State { slots, torn: false };
        Self { steps, state, inputs, months }
    }

    /// Works out what is another number where the inputs are; false where they lead another way.
    pub(super) fn run(&mut self, values: &[Decimal]) -> bool {
        let state = &mut self.state;
        let all = std::mem::replace(&mut state.torn, true);
        state.slots.iter_mut().for_each(|slot| slot.moved = all);
        for (slot, value) in self.inputs.iter().zip(values) {
            if let Some(slot) = slot {
                state.put(*slot, value.exact());
            }
        }
        state.torn = !self.steps.iter().all(|step| state.take(*step).unwrap_or(false));
        !state.torn
    }

    pub(super) fn figures(&self) -> Figures<'_> {
        Figures::new(&self.months, &self.state.slots)
    }

    pub(super) fn listing<'p>(&'p self, names: &'p [Input]) -> Listing<'p> {
        let Self { steps, state, inputs, months } = self;
        Listing { slots: &state.slots, steps, inputs, names, months }
    }
}

impl State {
    fn put(&mut self, slot: usize, number: Exact) -> Option<()> {
        let slot = self.slots.get_mut(slot)?;
        slot.moved |= !is_same(slot.number, number);
        slot.number = number;
        Some(())
    }

    fn get(&self, slot: u32) -> Option<Slot> {
        self.slots.get(usize::try_from(slot).ok()?).copied()
    }

    /// Takes a step where what it is worked out from moved; false where a comparison comes out another way than it did.
    fn take(&mut self, step: Step) -> Option<bool> {
        match step {
            Step::Work { op, a, b, to } => {
                let one = self.get(a)?;
                let number = match op {
                    Op::Single(_) if !one.moved => return Some(true),
                    Op::Single(op) => op.of(one.number, b),
                    op => {
                        let other = self.get(b)?;
                        if !one.moved && !other.moved {
                            return Some(true);
                        }
                        op.of(one.number, other.number)?
                    }
                };
                *self.slots.get_mut(usize::try_from(to).ok()?)? = Slot { number, moved: true };
                Some(true)
            }
            Step::Check { guard, a, b, holds: held } => {
                let (one, other) = (self.get(a)?, self.get(b)?);
                Some(!(one.moved || other.moved) || guard.holds(one.number, other.number) == held)
            }
            Step::Refuse { op, a, b } => Some(op.of(self.get(a)?.number, self.get(b)?.number).is_none()),
        }
    }
}
