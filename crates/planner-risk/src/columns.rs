//! A program's list of operations, with a sample in each lane.

use std::collections::BTreeMap;

use planner_core::Decimal;
use planner_core::document::Problem;
use planner_core::program::Program;
use planner_core::program::listing::{Op, Place, Step};

pub use crate::arithmetic::LANES;
use crate::arithmetic::{Column, holds, single, work};

/// The way of a program's last run, for some of its inputs, on columns of samples.
///
/// # Example
///
/// ```
/// use planner_core::planner::Planner;
/// use planner_risk::{Columns, LANES};
///
/// # fn main() -> Result<(), planner_core::document::Problem> {
/// let stack = Planner::bundled()?.stack(r#"{
///     "version": 1, "name": "Shop", "start": "2026-12",
///     "drivers": { "users": { "start": 500000 } },
///     "resources": { "cache": { "product": "upstash/redis", "plan": "payg",
///         "usage": { "commands": { "per": "users", "times": 2 }, "storage": "50 MB", "bandwidth": "1 GB" } } }
/// }"#)?;
/// let program = stack.compile(1)?;
/// let mut columns = Columns::of(&program, &["drivers.users"])?;
/// let users: [f64; LANES] = std::array::from_fn(|lane| 500_000.0 + 1_000.0 * lane as f64);
/// let there = columns.run(&[users])?;
/// let totals = columns.total(0).unwrap();
/// assert!(there.all() && (totals[0] - 2.0).abs() < 1e-9 && (totals[10] - 2.04).abs() < 1e-9);
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Columns {
    slots: Vec<Column>,
    /// The inputs that vary, in the order in which they were asked for.
    inputs: Vec<Varied>,
    /// The steps that rest on one of them.
    steps: Vec<Step>,
    months: Vec<MonthRows>,
}

/// An input that varies.
#[derive(Clone, Copy, Debug)]
struct Varied {
    /// Its slot; none where nothing goes by it.
    slot: Option<usize>,
    /// The least and the most that a stack can state there.
    bounds: [f64; 2],
}

/// Which samples lead the way that was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lanes([bool; LANES]);

/// Where the figures of a month stand.
#[derive(Clone, Debug)]
struct MonthRows {
    total: usize,
    limits: Vec<(String, [Option<usize>; 2])>,
}

/// A limit's figures in every lane.
#[derive(Clone, Copy, Debug)]
pub struct Row<'c> {
    /// Its id, such as `cache/commands`.
    pub id: &'c str,
    /// How much is demanded; none where nobody stated it.
    pub usage: Option<&'c [f64; LANES]>,
    /// The share of the ceiling that is left; below zero where it is passed.
    pub headroom: Option<&'c [f64; LANES]>,
}

impl Lanes {
    /// Whether all do.
    #[must_use]
    pub fn all(self) -> bool {
        self.0.iter().all(|lane| *lane)
    }

    /// Each in turn.
    #[must_use]
    pub fn each(self) -> [bool; LANES] {
        self.0
    }
}

impl Columns {
    /// Takes the way of the program's last run, for inputs that vary.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a place that is no input's or is given twice, and where the last run was refused.
    pub fn of(program: &Program<'_>, vary: &[&str]) -> Result<Self, Problem> {
        let listing = program.listing()?;
        let mut kept = Kept { numbers: listing.numbers().map(float).collect(), ..Kept::default() };
        let mut inputs = Vec::with_capacity(vary.len());
        for (at, place) in vary.iter().enumerate() {
            if vary.iter().take(at).any(|known| known == place) {
                return Err(Problem::new("it varies twice").path(*place).hint("give it once"));
            }
            let Some(input) = program.inputs().iter().find(|input| input.place() == *place) else {
                return Err(Problem::new(format!("the program has no input `{place}`")).path(*place));
            };
            // Nothing may go by it.
            let slot = listing.inputs().find(|(name, _)| name == place).map(|(_, slot)| slot);
            let slot = slot.map(|slot| kept.new_slot(slot, true));
            inputs.push(Varied { slot, bounds: input.bounds().map(float) });
        }
        let steps = listing.steps().iter().filter_map(|step| kept.step(*step)).collect();
        let months = listing.months().map(|month| MonthRows {
            total: kept.place(month.total()),
            limits: month
                .limits()
                .map(|limit| {
                    let places = [limit.usage(), limit.headroom()];
                    (limit.id().to_owned(), places.map(|place| place.map(|place| kept.place(place))))
                })
                .collect(),
        });
        let months = months.collect();
        Ok(Self { slots: kept.slots, inputs, steps, months })
    }

    /// Works every figure out for other inputs, a column for each of those that vary, and says which lanes lead this way. A lane
    /// with a number that a stack cannot state there does not.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where there are more columns than inputs that vary, or fewer.
    pub fn run(&mut self, inputs: &[[f64; LANES]]) -> Result<Lanes, Problem> {
        if inputs.len() != self.inputs.len() {
            let (given, wanted) = (inputs.len(), self.inputs.len());
            return Err(Problem::new(format!("{given} columns are given, and {wanted} inputs vary")));
        }
        let mut there = [true; LANES];
        for (Varied { slot, bounds: [least, most] }, column) in self.inputs.iter().zip(inputs) {
            stay(&mut there, column.iter().map(|number| (least..=most).contains(&number)));
            if let Some(slot) = slot.and_then(|slot| self.slots.get_mut(slot)) {
                *slot = *column;
            }
        }
        for step in &self.steps {
            take(&mut self.slots, *step, &mut there);
        }
        Ok(Lanes(there))
    }

    /// How many months there are.
    #[must_use]
    pub fn months(&self) -> usize {
        self.months.len()
    }

    /// What a month comes to.
    #[must_use]
    pub fn total(&self, month: usize) -> Option<&[f64; LANES]> {
        self.slots.get(self.months.get(month)?.total)
    }

    /// The limits of a month, in the order of the projection.
    pub fn limits(&self, month: usize) -> impl Iterator<Item = Row<'_>> {
        let rows = self.months.get(month).into_iter().flat_map(|month| &month.limits);
        rows.map(|(id, [usage, headroom])| {
            let column = |slot: &Option<usize>| slot.and_then(|slot| self.slots.get(slot));
            Row { id, usage: column(usage), headroom: column(headroom) }
        })
    }
}

/// The slots that are kept: those that vary, and the constants they meet.
#[derive(Default)]
struct Kept {
    /// The listing's numbers.
    numbers: Vec<f64>,
    slots: Vec<Column>,
    /// The slot of the listing's, and whether it varies.
    known: BTreeMap<usize, (usize, bool)>,
    constants: BTreeMap<u64, usize>,
}

impl Kept {
    fn new_slot(&mut self, of: usize, varies: bool) -> usize {
        let at = self.slots.len();
        self.slots.push([self.numbers.get(of).copied().unwrap_or(f64::NAN); LANES]);
        self.known.insert(of, (at, varies));
        at
    }

    fn varies(&self, slot: u32) -> bool {
        self.known.get(&index(slot)).is_some_and(|(_, varies)| *varies)
    }

    fn slot(&mut self, of: usize) -> usize {
        match self.known.get(&of) {
            Some((at, _)) => *at,
            None => self.new_slot(of, false),
        }
    }

    fn small(&mut self, of: u32) -> u32 {
        u32::try_from(self.slot(index(of))).unwrap_or(u32::MAX)
    }

    /// The step between slots that are kept; none where nothing in it varies.
    fn step(&mut self, step: Step) -> Option<Step> {
        let (Step::Work { a, b, .. } | Step::Check { a, b, .. } | Step::Refuse { a, b, .. }) = step;
        let alone = matches!(step, Step::Work { op: Op::Single(_), .. });
        if !self.varies(a) && (alone || !self.varies(b)) {
            return None;
        }
        let a = self.small(a);
        let b = if alone { b } else { self.small(b) };
        Some(match step {
            Step::Work { op, to, .. } => {
                let to = u32::try_from(self.new_slot(index(to), true)).unwrap_or(u32::MAX);
                Step::Work { op, a, b, to }
            }
            Step::Check { guard, holds, .. } => Step::Check { guard, a, b, holds },
            Step::Refuse { op, .. } => Step::Refuse { op, a, b },
        })
    }

    fn place(&mut self, place: Place) -> usize {
        match place {
            Place::Slot(slot) => self.slot(slot),
            Place::Constant(number) => {
                let number = float(number);
                if let Some(known) = self.constants.get(&number.to_bits()) {
                    return *known;
                }
                let at = self.slots.len();
                self.slots.push([number; LANES]);
                self.constants.insert(number.to_bits(), at);
                at
            }
        }
    }
}

/// Takes a step in every lane; lanes in which it has no result, or a comparison comes out otherwise, are elsewhere.
fn take(slots: &mut [Column], step: Step, there: &mut [bool; LANES]) {
    let (Step::Work { a, b, .. } | Step::Check { a, b, .. } | Step::Refuse { a, b, .. }) = step;
    let (Some(one), other) = (slots.get(index(a)), slots.get(index(b))) else { return };
    match (step, other) {
        (Step::Work { op, to, .. }, other) => {
            let found = match (op, other) {
                (Op::Single(op), _) => single(op, one, b),
                (op, Some(other)) => work(op, one, other),
                (_, None) => return,
            };
            stay(there, found.iter().map(|number| number.is_finite()));
            if let Some(slot) = slots.get_mut(index(to)) {
                *slot = found;
            }
        }
        (Step::Check { guard, holds: held, .. }, Some(other)) => {
            stay(there, one.iter().zip(other).map(|(one, other)| holds(guard, *one, *other, held)));
        }
        (Step::Refuse { op, .. }, Some(other)) => {
            stay(there, work(op, one, other).iter().map(|number| !number.is_finite()));
        }
        (Step::Check { .. } | Step::Refuse { .. }, None) => {}
    }
}

/// Says of each lane whether it stays on the way.
fn stay(there: &mut [bool; LANES], stays: impl Iterator<Item = bool>) {
    for (there, stays) in there.iter_mut().zip(stays) {
        *there &= stays;
    }
}

fn index(slot: u32) -> usize {
    usize::try_from(slot).unwrap_or(usize::MAX)
}

/// The float nearest to a decimal.
fn float(number: Decimal) -> f64 {
    number.exact().try_into().unwrap_or(f64::NAN)
}
