//! A stack as a program: compiled once, run again for other numbers as plain operations.
//!
//! A question such as "how much may this grow" asks for the same stack with other numbers, many times. A [`Program`] takes a
//! trace of the projection (see `number/trace.rs`) and keeps it as a way: a list of operations from the inputs to
//! every amount, limit and total of all months. Running it decides nothing and asks for no memory. Where other numbers lead
//! another way, past a limit or into another step of a price, that way is taken from the projection itself, and kept.

pub mod listing;
mod way;

use crate::book::Books;
use crate::document::Problem;
use crate::figures::layout;
pub use crate::figures::{Figures, LimitFigures, LineFigures, MonthFigures};
use crate::number::{Decimal, trace};
use crate::projection::{Options, Workings, figures_of};
use crate::stack::{Constant, Stack, given_twice, no_number};
use way::Way;

/// As many ways are kept: those that numbers around one point lead.
const KEPT: usize = 64;

/// As many steps are kept, of all ways together but the last one: about 40 bytes each.
const STEPS: usize = 2_000_000;

/// A stack that can be projected again with other numbers in it.
///
/// # Example
///
/// ```
/// use planner_core::book::Books;
/// use planner_core::document::parse_json;
/// use planner_core::program::Program;
/// use planner_core::projection::Options;
/// use planner_core::stack::Stack;
///
/// let text = r#"{
///     "version": 1, "name": "Shop", "start": "2026-12",
///     "drivers": { "users": { "start": 500000, "growth": "5 %/month" } },
///     "resources": { "cache": { "product": "upstash/redis", "plan": "payg",
///         "usage": { "commands": { "per": "users", "times": 2 }, "storage": "50 MB", "bandwidth": "1 GB" } } }
/// }"#;
/// let (books, stack) = (Books::bundled().unwrap(), Stack::parse(&parse_json(text, 0).unwrap()).unwrap());
/// let mut program = Program::new(&books, &stack, Options::default()).unwrap();
/// let first = |figures: planner_core::program::Figures<'_>| figures.months().next().unwrap().total().to_string();
/// assert_eq!(first(program.run(&[]).unwrap()), "2"); // a million commands at 0.20 a 100,000
/// let twice = [("drivers.users", 1_000_000.into())];
/// assert_eq!(first(program.run(&twice).unwrap()), "4");
/// ```
#[derive(Debug)]
pub struct Program<'a> {
    books: &'a Books,
    stack: Stack,
    options: Options,
    /// Every number that can be another.
    inputs: Vec<Input>,
    /// The places of the inputs, sorted, with where each stands.
    places: Vec<(String, usize)>,
    /// The ways taken so far; the one that was taken last is the first.
    ways: Vec<Way>,
    /// What the inputs are in a run.
    values: Vec<Decimal>,
    /// The last run was refused.
    refused: bool,
}

/// A number of the stack that can be another.
#[derive(Clone, Debug, PartialEq)]
pub struct Input {
    place: String,
    stated: Decimal,
    kind: Constant,
    /// The run at hand gives another.
    is_given: bool,
}

impl Input {
    /// Where it stands in the stack, such as `drivers.users` or `resources.web.count`.
    #[must_use]
    pub fn place(&self) -> &str {
        &self.place
    }

    /// The number that the stack states, in the unit that stands beside it there; a growth by a share of itself as that share.
    #[must_use]
    pub fn stated(&self) -> Decimal {
        self.stated
    }

    /// The least and the most that a run may give; the ceiling of a growth is above the least.
    #[must_use]
    pub fn bounds(&self) -> [Decimal; 2] {
        self.kind.bounds()
    }
}

impl<'a> Program<'a> {
    /// Compiles a stack.
    ///
    /// # Errors
    ///
    /// A [`Problem`] of the projection.
    #[doc(hidden)]
    pub fn new(books: &'a Books, stack: &Stack, options: Options) -> Result<Self, Problem> {
        let mut stack = stack.clone();
        let mut inputs = Vec::new();
        stack.constants(&mut |place, kind, number| {
            inputs.push(Input { place: place(), stated: *number, kind, is_given: false });
        });
        let mut places: Vec<_> = inputs.iter().map(|input| input.place.clone()).zip(0..).collect();
        places.sort_unstable();
        let values = inputs.iter().map(|input| input.stated).collect();
        let mut program =
            Self { books, stack, options, inputs, places, ways: Vec::new(), values, refused: false };
        program.take()?;
        Ok(program)
    }

    /// Every number of the stack that can be another.
    #[must_use]
    pub fn inputs(&self) -> &[Input] {
        &self.inputs
    }

    /// The months with other numbers at some places, and as they are stated at all others.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a place that is no input's or is given twice, for a number that a stack cannot state there, and where the projection
    /// refuses the numbers.
    pub fn run(&mut self, given: &[(&str, Decimal)]) -> Result<Figures<'_>, Problem> {
        self.refused = true;
        for (value, input) in self.values.iter_mut().zip(&mut self.inputs) {
            *value = input.stated;
            input.is_given = false;
        }
        for (place, number) in given {
            let at = self.at(place)?;
            if let (Some(value), Some(input)) = (self.values.get_mut(at), self.inputs.get_mut(at)) {
                if std::mem::replace(&mut input.is_given, true) {
                    return Err(given_twice(place));
                }
                input.kind.check(place, *number)?;
                *value = number.shown();
            }
        }
        let values = &self.values;
        match self.ways.iter_mut().position(|way| way.run(values)) {
            // Numbers that follow each other lead the same way.
            Some(at) => self.ways.get_mut(..=at).unwrap_or_default().rotate_right(1),
            None => self.take()?,
        }
        self.refused = false;
        self.ways.first().map(Way::figures).ok_or_else(|| Problem::new("the projection has no months"))
    }

    /// The way that the numbers of the last run led, as a list of operations.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where the last run was refused.
    #[doc(hidden)]
    pub fn listing(&self) -> Result<listing::Listing<'_>, Problem> {
        let way = self.ways.first().filter(|_| !self.refused);
        way.map(|way| way.listing(&self.inputs)).ok_or_else(|| Problem::new("the last run was refused"))
    }

    /// How many ways are known: the numbers asked for led this many.
    #[must_use]
    pub fn ways(&self) -> usize {
        self.ways.len()
    }

    /// Takes the way that the values lead, by the projection.
    fn take(&mut self) -> Result<(), Problem> {
        let (books, options) = (self.books, self.options);
        let mut slots = Vec::with_capacity(self.values.len());
        let mut stack = self.stack.clone();
        let walk = || {
            let mut values = self.values.iter();
            stack.constants(&mut |_, _, number| {
                *number = trace::input(values.next().copied().unwrap_or(*number).shown());
                slots.push(*number);
            });
            let found = figures_of(books, &stack, options, &mut Workings::default())?;
            Ok(layout(&found))
        };
        let (months, trace) = trace::take(walk);
        let months: Vec<_> = months?;
        let trace = trace.ok_or_else(|| {
            Problem::new("the stack is too large to be compiled").hint("ask for fewer months")
        })?;
        self.ways.insert(0, Way::new(trace, &slots, months));
        let mut steps = 0_usize;
        let fits = self.ways.iter().take_while(|way| {
            steps = steps.saturating_add(way.steps());
            steps <= STEPS
        });
        let fits = fits.count().clamp(1, KEPT);
        self.ways.truncate(fits);
        Ok(())
    }

    fn at(&self, place: &str) -> Result<usize, Problem> {
        let found = self.places.binary_search_by(|(known, _)| known.as_str().cmp(place)).ok();
        let found = found.and_then(|at| self.places.get(at)).map(|(_, at)| *at);
        found.ok_or_else(|| no_number(place, self.places.iter().map(|(known, _)| known.as_str())))
    }
}
