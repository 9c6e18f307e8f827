//! Quantities: a number as a person wrote it, with its unit.

use std::fmt;

use super::{Dimension, Unit, misread, numeral, spelling};
use crate::number::Decimal;

/// A number as a person wrote it, with the unit if one was given.
#[derive(Clone, Debug)]
pub struct Quantity {
    /// The number, with `k`, `M` or `million` already multiplied in.
    pub value: Decimal,
    /// The unit, where one was written.
    pub unit: Option<Unit>,
    /// The power of ten that was written where a unit could stand: `400M` counts things, and is no size in bytes. Beside
    /// a unit, the one that its letter could stand for as well: `30m`.
    counted: Option<u32>,
}

/// Alike in what they say, however they were written.
impl PartialEq for Quantity {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value && self.unit == other.unit
    }
}

impl Eq for Quantity {}

/// Why a text is no quantity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong with it, where there is more to say than that it is none.
    pub why: Option<String>,
    /// What to write instead.
    pub hint: Option<String>,
}

impl Refusal {
    pub(super) fn new(why: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { why: Some(why.into()), hint: Some(hint.into()) }
    }
}

/// The longest text that is read as a quantity.
const MOST_LETTERS: usize = 100;

impl Quantity {
    /// A number in a unit, or a bare one.
    #[must_use]
    pub const fn new(value: Decimal, unit: Option<Unit>) -> Self {
        Self { value, unit, counted: None }
    }

    /// Reads `50 kB`, `500k`, `1.5 M`, `1,000,000 commands`, `2e3 GB`, `1 million`, `70 %`, `12h 30m`, `$200`; `None`
    /// where there is no number or no such unit.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::{Quantity, Unit, decimal};
    /// let size = Quantity::parse("50 kB").unwrap();
    /// assert_eq!(size.in_unit(&Unit::parse("MB").unwrap()), decimal("0.05"));
    /// assert_eq!(size.in_unit(&Unit::parse("h").unwrap()), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::try_parse(text).ok()
    }

    /// The same, with what is wrong and what to write instead.
    ///
    /// # Errors
    ///
    /// A [`Refusal`] for what is no quantity, and for what could be two: `1,5` is 1.5 or 15, and is not guessed.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::Quantity;
    /// let refusal = Quantity::try_parse("1,5 GB").unwrap_err();
    /// assert_eq!(refusal.why.as_deref(), Some("it can be read as 1.5 or as 15"));
    /// ```
    pub fn try_parse(text: &str) -> Result<Self, Refusal> {
        Self::before(text, "")
    }

    /// The same before a `/time`, which stands behind what a refusal says to write instead.
    pub(crate) fn before(text: &str, time: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        if text.len() > MOST_LETTERS {
            return Err(Refusal::new("it is too long for a number with a unit", "write it as 10 GB"));
        }
        if let Some((word, rest)) = spelling::currency(text) {
            let amount = Self::before(rest, time)?;
            return match amount.unit {
                None => Ok(Self::new(amount.value, Unit::parse(word))),
                Some(_) => Err(Refusal::new("it has a currency and a unit", "leave one of them out")),
            };
        }
        let (mut value, rest) = numeral::leading(text)?;
        let mut rest = rest.trim_start();
        let multiple = spelling::multiple(rest);
        if let Some((power, behind)) = multiple {
            let tens = Decimal::from(10_u64.saturating_pow(power));
            value =
                value.times(tens).ok_or_else(|| Refusal::new("it has more than 28 digits", "round it"))?;
            rest = behind;
            if spelling::multiple(rest).is_some() || misread::in_doubt(Decimal::ONE, rest, "").is_some() {
                return Err(Refusal::new("it is multiplied twice", "write the number out"));
            }
        }
        if rest.is_empty() {
            return Ok(Self { value, unit: None, counted: multiple.map(|(power, _)| power) });
        }
        if let Some(refusal) = misread::in_doubt(value, rest, time) {
            return Err(refusal);
        }
        if let Some(refusal) = misread::clock(value, rest) {
            return Err(refusal);
        }
        if let Some((first, second)) =
            rest.find(|c: char| c.is_ascii_digit()).and_then(|at| rest.split_at_checked(at))
        {
            return Self::new(value, Unit::parse(first.trim_end())).and(second).ok_or_else(Refusal::default);
        }
        match Unit::parse(rest) {
            // A bare `m` is minutes, and a power of ten where a number is meant.
            Some(unit) => Ok(Self { value, unit: Some(unit), counted: (rest == "m").then_some(6) }),
            None => Err(misread::no_unit(value, rest, time)),
        }
    }

    /// A length of time with a shorter one behind it, in the unit of that: `12h 30m` is 750 min.
    fn and(&self, second: &str) -> Option<Self> {
        let long = self.unit.as_ref().filter(|unit| unit.dimension() == Dimension::Duration)?;
        let rest = Self::parse(second)?;
        let short =
            rest.unit.filter(|unit| unit.dimension() == Dimension::Duration && unit.size() < long.size())?;
        let positive = !self.value.is_sign_negative() && !rest.value.is_sign_negative();
        let value = self.in_unit(&short)?.plus(rest.value).filter(|_| positive)?;
        Some(Self::new(value, Some(short)))
    }

    /// A percentage as a share: 0.2 for 20 %; none for anything else.
    #[must_use]
    pub fn share(&self) -> Option<Decimal> {
        self.unit.as_ref().filter(|unit| unit.symbol() == "%")?;
        self.value.over(Decimal::ONE_HUNDRED)
    }

    /// The number in another unit. A bare number is taken to be in it already; `None` where the two do not fit, and for a
    /// count such as `400M` where bytes are wanted.
    #[must_use]
    pub fn in_unit(&self, wanted: &Unit) -> Option<Decimal> {
        let Some(unit) = &self.unit else {
            return Some(self.value).filter(|_| self.counted.is_none() || !wanted.is_data());
        };
        if !unit.fits(wanted) {
            return None;
        }
        if unit.size() == wanted.size() {
            return Some(self.value);
        }
        self.value.times(unit.size())?.over(wanted.size())
    }

    /// How long how much of `wanted` was held, in units times seconds: 2 GB-hours are 7,200 GB-seconds. `month` is the
    /// length of a month in seconds. `None` for what is not held for a time, or something else.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::{Quantity, Unit, decimal};
    /// let held = Quantity::parse("2 GB-hours").unwrap();
    /// assert_eq!(held.held(&Unit::parse("GB").unwrap(), 2_592_000), decimal("7200"));
    /// ```
    #[must_use]
    pub fn held(&self, wanted: &Unit, month: u32) -> Option<Decimal> {
        let unit = self.unit.as_ref()?;
        let of = match unit.dimension() {
            Dimension::DataHeld => Dimension::Data,
            Dimension::CountHeld => Dimension::Count,
            _ => return None,
        };
        if of != wanted.dimension() || unit.noun() != wanted.noun() {
            return None;
        }
        let length = if unit.monthly { Decimal::from(month) } else { Decimal::ONE };
        self.value.times(unit.size())?.times(length)?.over(wanted.size())
    }
}

/// What to write instead of a quantity that does not fit a unit, where it looks like one that does.
pub(crate) fn meant(quantity: &Quantity, wanted: &Unit) -> Option<Refusal> {
    misread::meant(quantity.value, quantity.unit.as_ref(), quantity.counted, wanted)
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.unit {
            Some(unit) => write!(f, "{} {unit}", self.value.normalize()),
            None => write!(f, "{}", self.value.normalize()),
        }
    }
}
