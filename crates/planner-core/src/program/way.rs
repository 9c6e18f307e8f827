//! One way through the rules: the operations for all numbers for which every comparison comes out the same.

use rust_decimal::Decimal as Exact;

use super::figures::{Figures, Month};
use super::machine::{apply, holds};
use crate::number::Decimal;
use crate::number::trace::{Step, Trace};

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
    slots: Vec<Exact>,
    /// Which slots have another number than in the run before.
    moved: Vec<bool>,
    /// A run ended before its end: some slots are of one run and some of another.
    torn: bool,
}

impl Way {
    pub(super) fn new(trace: Trace, inputs: &[Decimal], mut months: Vec<Month>) -> Self {
        let inputs = inputs.iter().map(|input| input.slot(&trace)).collect();
        for cell in months.iter_mut().flat_map(Month::cells_mut) {
            cell.bind(&trace);
        }
        let wanted = months.iter_mut().flat_map(Month::cells_mut).filter_map(|cell| cell.slot());
        let steps = needed(&trace, wanted);
        let state = State { moved: vec![false; trace.slots.len()], slots: trace.slots, torn: false };
        Self { steps, state, inputs, months }
    }

    /// Works out what is another number where the inputs are; false where they lead another way.
    pub(super) fn run(&mut self, values: &[Decimal]) -> bool {
        let state = &mut self.state;
        let all = std::mem::replace(&mut state.torn, true);
        state.moved.fill(all);
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
}

impl State {
    fn put(&mut self, slot: usize, number: Exact) -> Option<()> {
        let (known, moved) = (self.slots.get_mut(slot)?, self.moved.get_mut(slot)?);
        *moved |= !is_same(*known, number);
        *known = number;
        Some(())
    }

    /// Takes a step where what it is worked out from moved; false where a comparison comes out another way than it did.
    fn take(&mut self, step: Step) -> Option<bool> {
        let has_moved = |a: usize, b: usize| Some(*self.moved.get(a)? || *self.moved.get(b)?);
        match step {
            Step::Work { op, a, b, to } => {
                let (at, other) = (place(a), if op.rounds() { place(a) } else { place(b) });
                if has_moved(at, other)? {
                    let found = apply(op, *self.slots.get(at)?, *self.slots.get(other)?, b)?;
                    self.put(place(to), found)?;
                }
                Some(true)
            }
            Step::Check { guard, a, b, holds: held } => {
                let (a, b) = (place(a), place(b));
                Some(!has_moved(a, b)? || holds(guard, *self.slots.get(a)?, *self.slots.get(b)?) == held)
            }
            Step::Refuse { op, a, b } => {
                let (a, b) = (*self.slots.get(place(a))?, *self.slots.get(place(b))?);
                Some(apply(op, a, b, 0).is_none())
            }
        }
    }
}

fn place(slot: u32) -> usize {
    usize::try_from(slot).unwrap_or(usize::MAX)
}

/// Whether two numbers are the same, written the same way: how many places they have acts on what is made of them.
fn is_same(one: Exact, other: Exact) -> bool {
    one.serialize() == other.serialize()
}

/// The steps that a comparison or a figure of the answer rests on, in their order.
fn needed(trace: &Trace, wanted: impl Iterator<Item = usize>) -> Vec<Step> {
    let mut needs = vec![false; trace.slots.len()];
    let mut need = |slot: usize| {
        if let Some(needed) = needs.get_mut(slot) {
            *needed = true;
        }
    };
    wanted.for_each(&mut need);
    let mut steps = Vec::new();
    for step in trace.steps.iter().rev() {
        match *step {
            Step::Work { op, a, b, to } => {
                if !needs.get(place(to)).copied().unwrap_or(false) {
                    continue;
                }
                for slot in [a, if op.rounds() { a } else { b }] {
                    if let Some(needed) = needs.get_mut(place(slot)) {
                        *needed = true;
                    }
                }
            }
            Step::Check { a, b, .. } | Step::Refuse { a, b, .. } => {
                for slot in [a, b] {
                    if let Some(needed) = needs.get_mut(place(slot)) {
                        *needed = true;
                    }
                }
            }
        }
        steps.push(*step);
    }
    steps.reverse();
    steps
}
