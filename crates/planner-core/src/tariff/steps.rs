//! The step table: the one shape every price takes.

use std::fmt;

use super::{TariffError, checked};
use crate::number::{Decimal, Ratio};

/// One step of a price: what a unit costs from the step before up to a bound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    /// Cumulative upper bound; `None` for the last, open step.
    pub up_to: Option<Decimal>,
    /// Charged once when the step is entered.
    pub flat: Decimal,
    /// Price of `per` units.
    pub unit: Decimal,
    /// How many units `unit` buys.
    pub per: Decimal,
    /// Units are sold in whole packages of `per`, rounded so.
    pub package: Option<super::Rounding>,
}

impl Step {
    /// An open step of `unit` for each unit.
    #[must_use]
    pub fn each(unit: Decimal) -> Self {
        Self { up_to: None, flat: Decimal::ZERO, unit, per: Decimal::ONE, package: None }
    }

    /// What some units come to in this step, and how they were counted.
    fn band(&self, at: usize, units: Ratio) -> Option<Band> {
        let packages = match self.package {
            None => None,
            Some(rounding) => {
                Some(rounding.whole(Ratio { part: units.part, whole: units.whole.product(self.per)? })?)
            }
        };
        let variable = match packages {
            None => units.times(self.unit, self.per)?,
            Some(packages) => packages.product(self.unit)?,
        };
        Some(Band {
            step: at,
            units: units.value()?,
            packages,
            unit: self.unit,
            per: self.per,
            flat: self.flat,
            amount: variable.checked_add(self.flat)?,
        })
    }
}

/// How a table's steps act together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mode {
    /// Every unit at the price of the step the total falls in, instead of each unit at its own step's price.
    pub volume: bool,
    /// A quantity equal to a bound already belongs to the next step.
    pub exclusive: bool,
    /// The first step's flat fee is charged at zero usage too.
    pub flat_at_zero: bool,
}

impl Mode {
    /// Each unit at its own step's price, bounds inclusive, nothing charged at zero.
    pub const GRADUATED: Self = Self { volume: false, exclusive: false, flat_at_zero: false };
    /// Every unit at the price of the step the total falls in.
    pub const VOLUME: Self = Self { volume: true, ..Self::GRADUATED };
}

/// Rising steps, the last one open.
#[derive(Clone, Debug, PartialEq)]
pub struct StepTable {
    steps: Vec<Step>,
    mode: Mode,
}

/// Why steps are no table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// There is no step at all.
    Empty,
    /// The step's bound is not above the one before (steps from 1).
    NotRising(usize),
    /// A step without a bound comes before the last, or the last has one: usage above it would be free.
    NotOpen(usize),
    /// A price or a bound is below zero, or a package holds nothing.
    Negative(usize),
}

impl TableError {
    /// The step it is about, from 1; 0 where there is none.
    #[must_use]
    pub const fn step(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::NotRising(step) | Self::NotOpen(step) | Self::Negative(step) => *step,
        }
    }
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a price needs at least one step"),
            Self::NotRising(step) => write!(f, "step {step}: `up_to` must be above the step before"),
            Self::NotOpen(step) => {
                write!(f, "step {step}: the last step, and only the last, has `up_to` null")
            }
            Self::Negative(step) => {
                write!(f, "step {step}: prices and bounds are not below zero, `per` is above it")
            }
        }
    }
}

impl std::error::Error for TableError {}

/// What one step contributed to an amount.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// The step, from 0.
    pub step: usize,
    /// Units charged in it.
    pub units: Decimal,
    /// Whole packages they made, where they are sold so.
    pub packages: Option<Decimal>,
    /// Price of `per` units.
    pub unit: Decimal,
    /// How many units `unit` buys.
    pub per: Decimal,
    /// The flat fee that was charged with it.
    pub flat: Decimal,
    /// What it comes to.
    pub amount: Decimal,
}

impl Band {
    /// Adds what the same step contributed at another time. None past 28 digits.
    pub(super) fn join(&mut self, other: &Self) -> Option<()> {
        self.units = self.units.checked_add(other.units)?;
        self.packages = match (self.packages, other.packages) {
            (Some(one), Some(other)) => Some(one.checked_add(other)?),
            (one, other) => one.or(other),
        };
        self.amount = self.amount.checked_add(other.amount)?;
        Some(())
    }
}

impl StepTable {
    /// Checks and keeps the steps.
    ///
    /// # Errors
    ///
    /// [`TableError`] unless bounds rise, prices are not negative and the last step, and only it, is open.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::decimal;
    /// use planner_core::number::Ratio;
    /// use planner_core::tariff::{Mode, Step, StepTable};
    /// let number = |text| decimal(text).unwrap();
    /// // The first gigabyte is free, each further one costs 0.25.
    /// let table = StepTable::new(
    ///     vec![
    ///         Step { up_to: Some(number("1")), ..Step::each(number("0")) },
    ///         Step::each(number("0.25")),
    ///     ],
    ///     Mode::GRADUATED,
    /// )
    /// .unwrap();
    /// let (amount, _) = table.price(Ratio::of(number("10")), number("0")).unwrap();
    /// assert_eq!(amount, number("2.25"));
    /// ```
    pub fn new(steps: Vec<Step>, mode: Mode) -> Result<Self, TableError> {
        let Some(last) = steps.len().checked_sub(1) else { return Err(TableError::Empty) };
        let mut below = Decimal::ZERO;
        for (at, step) in steps.iter().enumerate() {
            let number = at.saturating_add(1);
            if step.unit < Decimal::ZERO || step.flat < Decimal::ZERO || step.per <= Decimal::ZERO {
                return Err(TableError::Negative(number));
            }
            match step.up_to {
                None if at != last => return Err(TableError::NotOpen(number)),
                Some(_) if at == last => return Err(TableError::NotOpen(number)),
                Some(bound) if bound <= below => return Err(TableError::NotRising(number)),
                Some(bound) => below = bound,
                None => {}
            }
        }
        Ok(Self { steps, mode })
    }

    /// The steps.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// How they act together.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Prices the units between `from` and `quantity`, with bounds counted from zero.
    ///
    /// `from` is what was included when bounds are gross of it, and zero otherwise.
    ///
    /// # Errors
    ///
    /// [`TariffError::Overflow`] past 28 digits.
    pub fn price(&self, quantity: Ratio, from: Decimal) -> Result<(Decimal, Vec<Band>), TariffError> {
        checked(
            if self.mode.volume { self.volume(quantity, from) } else { self.graduated(quantity, from) },
            "price",
        )
    }

    fn graduated(&self, quantity: Ratio, from: Decimal) -> Option<(Decimal, Vec<Band>)> {
        let whole = quantity.whole;
        let start = from.product(whole)?;
        let (mut total, mut bands, mut lower) = (Decimal::ZERO, Vec::new(), Decimal::ZERO);
        for (at, step) in self.steps.iter().enumerate() {
            let upper = step
                .up_to
                .map_or(Some(quantity.part), |bound| bound.product(whole).map(|b| b.min(quantity.part)))?;
            let base = lower.product(whole)?;
            let begin = base.most(start);
            // A step counts as entered above its lower bound, or from it where bounds are exclusive.
            let entered = if self.mode.exclusive && at > 0 {
                quantity.part >= base && quantity.part >= start
            } else {
                quantity.part > begin
            };
            let first_flat = at == 0 && self.mode.flat_at_zero && from == Decimal::ZERO;
            if entered || first_flat {
                let units = Ratio { part: upper.checked_sub(begin)?.most(Decimal::ZERO), whole };
                let band = step.band(at, units)?;
                total = total.checked_add(band.amount)?;
                bands.push(band);
            }
            match step.up_to {
                Some(bound) => lower = bound,
                None => break,
            }
        }
        Some((total, bands))
    }

    fn volume(&self, quantity: Ratio, from: Decimal) -> Option<(Decimal, Vec<Band>)> {
        let start = from.product(quantity.whole)?;
        let units =
            Ratio { part: quantity.part.checked_sub(start)?.most(Decimal::ZERO), whole: quantity.whole };
        if units.part == Decimal::ZERO && !(self.mode.flat_at_zero && from == Decimal::ZERO) {
            return Some((Decimal::ZERO, Vec::new()));
        }
        for (at, step) in self.steps.iter().enumerate() {
            let inside = match step.up_to {
                None => true,
                Some(bound) if self.mode.exclusive => quantity.part < bound.product(quantity.whole)?,
                Some(bound) => quantity.part <= bound.product(quantity.whole)?,
            };
            if inside {
                let band = step.band(at, units)?;
                return Some((band.amount, vec![band]));
            }
        }
        None
    }
}
