//! A trace: what is worked out from some inputs, written down as it happens, so that it can be worked out again from others.
//!
//! Everything that turns a stack into figures is written once, as the walk that answers a question. While a trace is taken,
//! each operation on a number that comes of an input is written down beside its result, and each comparison as a [`Guard`].
//! The list of operations is that walk for all inputs for which every comparison comes out as it did: run over other inputs it
//! gives what the walk would, to the last digit, or says that the walk would have gone another way. Numbers that come of no
//! input are constants and leave no operation.

mod known;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use rust_decimal::Decimal as Exact;

use super::Decimal;
use super::op::{Guard, Op, Single};
use known::Known;

/// Where a number stands in the trace that follows it; none for a constant. The upper eight bits say which trace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Mark(u32);

impl Mark {
    pub(super) const NONE: Self = Self(0);
    const BITS: u32 = 24;
}

/// One line of a trace: an operation and the slot its result goes to, or a guard and how it came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A slot is worked out from others.
    Work {
        /// What is done.
        op: Op,
        /// The slot of the first number.
        a: u32,
        /// The slot of the second; of an [`Op::Single`], how many places it keeps.
        b: u32,
        /// The slot of the result.
        to: u32,
    },
    /// Another way is led where a comparison comes out otherwise.
    Check {
        /// What is compared.
        guard: Guard,
        /// The slot of the first number.
        a: u32,
        /// The slot of the second.
        b: u32,
        /// How it comes out on this way.
        holds: bool,
    },
    /// The operation has no result on this way.
    Refuse {
        /// What is done.
        op: Op,
        /// The slot of the first number.
        a: u32,
        /// The slot of the second.
        b: u32,
    },
}

/// What was written down.
#[derive(Clone, Debug, Default)]
pub(crate) struct Trace {
    /// The numbers as they were: inputs, constants and results, each at its slot.
    pub(crate) slots: Vec<Exact>,
    pub(crate) steps: Vec<Step>,
    /// The slots of operations, by what is done with which slots.
    known: Known,
    checked: Known,
    /// By what they are. Whoever writes a stack chooses them, so they stand in a tree: no choice of them makes it slow.
    constants: BTreeMap<[u8; 16], u32>,
    /// Which trace this is.
    turn: u8,
    /// Something was refused, or there is too much of it: the trace says nothing.
    broken: bool,
}

/// The traces that were begun, and the one that is being taken.
#[derive(Default)]
struct Taking {
    turn: u8,
    trace: Option<Trace>,
}

thread_local! {
    /// Whether something is being looked up by what it came from.
    static ALIKE: Cell<bool> = const { Cell::new(false) };
    static TAKING: RefCell<Taking> = const { RefCell::new(Taking { turn: 0, trace: None }) };
}

/// Takes a trace of what is worked out meanwhile; none where the walk cannot be followed. One trace is taken at a time.
pub(crate) fn take<T>(walk: impl FnOnce() -> T) -> (T, Option<Trace>) {
    let begin = |taking: &mut Taking| {
        taking.turn = taking.turn.wrapping_add(1).max(1);
        // Slot 0 is no number's.
        taking.trace = Some(Trace { slots: vec![Exact::ZERO], turn: taking.turn, ..Trace::default() });
    };
    TAKING.with_borrow_mut(begin);
    let _end = End;
    let found = walk();
    let trace = TAKING.with_borrow_mut(|taking| taking.trace.take());
    (found, trace.filter(|trace| !trace.broken))
}

/// Ends a trace where its walk panics.
struct End;

impl Drop for End {
    fn drop(&mut self) {
        TAKING.with_borrow_mut(|taking| taking.trace = None);
    }
}

/// An input of the trace that is being taken: what is worked out from it is followed. The number itself where none is.
pub(crate) fn input(value: Decimal) -> Decimal {
    with(|trace| trace.new_slot(value.value)).map_or(value, |mark| Decimal { value: value.value, mark })
}

impl Decimal {
    /// Its slot in the trace that was taken at the time; none for a constant.
    pub(crate) fn slot(self, trace: &Trace) -> Option<usize> {
        let of = self.mark.0 >> Mark::BITS == u32::from(trace.turn);
        usize::try_from(self.mark.0 & ((1 << Mark::BITS) - 1)).ok().filter(|_| of)
    }
}

/// The result of an operation on one number.
pub(super) fn single(op: Single, places: u32, of: Decimal, value: Exact) -> Decimal {
    if of.mark == Mark::NONE {
        return Decimal::of(value);
    }
    let mark = with(|trace| {
        if !trace.follows(of) {
            return None;
        }
        let a = trace.slot_of(of)?;
        trace.work(Op::Single(op), a, places, value)
    });
    Decimal { value, mark: mark.unwrap_or(Mark::NONE) }
}

/// The result of an operation on two numbers, where there is one.
pub(super) fn two(op: Op, one: Decimal, other: Decimal, value: Option<Exact>) -> Option<Decimal> {
    if one.mark.0 | other.mark.0 == 0 {
        return value.map(Decimal::of);
    }
    let mark = with(|trace| {
        if !trace.follows(one) && !trace.follows(other) {
            return None;
        }
        if let Some(same) =
            unchanged(op, one, other).filter(|same| value.is_some_and(|value| is_same(same.value, value)))
        {
            return Some(same.mark);
        }
        let (a, b) = (trace.slot_of(one)?, trace.slot_of(other)?);
        let Some(value) = value else {
            trace.steps.push(Step::Refuse { op, a, b });
            return None;
        };
        trace.work(op, a, b, value)
    });
    value.map(|value| Decimal { value, mark: mark.unwrap_or(Mark::NONE) })
}

/// The one of two numbers that an operation leaves as it is: nothing is added to it, or it is taken once.
fn unchanged(op: Op, one: Decimal, other: Decimal) -> Option<Decimal> {
    let is = |number: Decimal, plain: Exact| number.mark == Mark::NONE && is_same(number.value, plain);
    match op {
        Op::Add | Op::Subtract if is(other, Exact::ZERO) => Some(one),
        Op::Add if is(one, Exact::ZERO) => Some(other),
        Op::Multiply | Op::Product if is(other, Exact::ONE) => Some(one),
        Op::Multiply | Op::Product if is(one, Exact::ONE) => Some(other),
        _ => None,
    }
}

/// Whether two numbers are the same, written the same way: how many places they have acts on what is made of them.
pub(crate) fn is_same(one: Exact, other: Exact) -> bool {
    one.serialize() == other.serialize()
}

/// How a comparison comes out.
pub(super) fn guard(guard: Guard, one: Decimal, other: Decimal, holds: bool) -> bool {
    if one.mark.0 | other.mark.0 == 0 || one.mark == other.mark {
        return holds;
    }
    if ALIKE.get() {
        return false;
    }
    with(|trace| trace.check(guard, one, other, holds));
    holds
}

/// Looks something up by what it came from. Meanwhile numbers that a trace follows are equal where they are one and the same
/// in it: whatever the inputs, what came of the one comes of the other. A look-up is no comparison that the way goes by.
/// Only `==` may be asked meanwhile: neither of two such numbers is below the other.
pub(crate) fn looked_up<T>(look: impl FnOnce() -> T) -> T {
    let _before = Alike(ALIKE.replace(true));
    look()
}

/// Ends a look-up, also where it panics.
struct Alike(bool);

impl Drop for Alike {
    fn drop(&mut self) {
        ALIKE.set(self.0);
    }
}

#[inline(never)]
fn with(found: impl FnOnce(&mut Trace) -> Option<Mark>) -> Option<Mark> {
    TAKING.with_borrow_mut(|taking| taking.trace.as_mut().and_then(found))
}

impl Trace {
    fn follows(&self, number: Decimal) -> bool {
        number.mark.0 >> Mark::BITS == u32::from(self.turn)
    }

    fn new_slot(&mut self, value: Exact) -> Option<Mark> {
        let slot = u32::try_from(self.slots.len()).ok().filter(|slot| slot >> Mark::BITS == 0);
        let Some(slot) = slot.filter(|_| !self.broken) else {
            self.broken = true;
            return None;
        };
        self.slots.push(value);
        Some(Mark(u32::from(self.turn) << Mark::BITS | slot))
    }

    /// The slot of a number; a constant gets one where it first meets what is followed.
    fn slot_of(&mut self, number: Decimal) -> Option<u32> {
        let slot = |mark: Mark| mark.0 & ((1 << Mark::BITS) - 1);
        if self.follows(number) {
            return Some(slot(number.mark));
        }
        let key = number.value.serialize();
        if let Some(known) = self.constants.get(&key) {
            return Some(*known);
        }
        let new = slot(self.new_slot(number.value)?);
        self.constants.insert(key, new);
        Some(new)
    }

    /// Writes an operation down; the same on the same numbers is one.
    fn work(&mut self, op: Op, a: u32, b: u32, value: Exact) -> Option<Mark> {
        let key = key(op.code(), a, b);
        if let Some(known) = self.known.get(key) {
            return Some(Mark(u32::from(self.turn) << Mark::BITS | known));
        }
        let mark = self.new_slot(value)?;
        let to = mark.0 & ((1 << Mark::BITS) - 1);
        self.steps.push(Step::Work { op, a, b, to });
        self.known.insert(key, to);
        Some(mark)
    }

    fn check(&mut self, guard: Guard, one: Decimal, other: Decimal, holds: bool) -> Option<Mark> {
        if !self.follows(one) && !self.follows(other) {
            return None;
        }
        let (a, b) = (self.slot_of(one)?, self.slot_of(other)?);
        if self.checked.insert(key(guard as u8, a, b), 0) {
            self.steps.push(Step::Check { guard, a, b, holds });
        }
        None
    }
}

/// An operation or a comparison of two slots, as one number: a slot has as many bits as a mark.
fn key(what: u8, a: u32, b: u32) -> u64 {
    u64::from(what) << (2 * Mark::BITS) | u64::from(a) << Mark::BITS | u64::from(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As many comparisons a way is held by.
    fn held(walk: impl FnOnce(Decimal, Decimal) -> bool) -> Option<usize> {
        let (holds, trace) = take(|| walk(input(Decimal::from(5)), input(Decimal::from(7))));
        let checks = trace?.steps.iter().filter(|step| matches!(step, Step::Check { .. })).count();
        holds.then_some(checks)
    }

    #[test]
    fn what_is_compared_with_itself_holds_no_way() {
        assert_eq!(held(|one, _| Some(one) == one.plus(Decimal::ZERO)), Some(0));
        assert_eq!(held(|one, other| one < other), Some(1));
        assert_eq!(held(|one, other| [one, one].iter().all(|one| *one < other)), Some(1));
        assert_eq!(held(|_, _| Decimal::ONE < Decimal::TEN), Some(0));
        assert_eq!(held(|one, other| !looked_up(|| one == other)), Some(0));
    }
}
