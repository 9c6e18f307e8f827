//! The number everything is worked out in: exact decimals. What floats make of it is read from a program's listing.

use std::fmt::Debug;

pub(crate) mod decay;
pub(crate) mod exact;
pub(crate) mod op;
#[cfg(feature = "program")]
pub(crate) mod trace;
#[cfg(not(feature = "program"))]
#[path = "number/untraced.rs"]
pub(crate) mod trace;

pub use exact::Decimal;
pub(crate) use trace::looked_up;

/// What the one evaluator asks of a number type.
///
/// Every operation that can leave the type's range answers `None`: an amount is never wrapped, clipped or guessed.
/// [`Decimal`] is the one in use. That the rules hold for another kind too is a test of theirs: no rule may hang on how a decimal
/// is written.
pub trait Number: Copy + Debug + PartialEq + PartialOrd {
    /// Nothing.
    const ZERO: Self;
    /// One unit.
    const ONE: Self;
    /// This type's value nearest to `value`.
    fn from_decimal(value: Decimal) -> Self;
    /// Sum.
    fn checked_add(self, other: Self) -> Option<Self>;
    /// Difference.
    fn checked_sub(self, other: Self) -> Option<Self>;
    /// Product.
    fn checked_mul(self, other: Self) -> Option<Self>;
    /// Quotient; `None` as well when `other` is zero.
    fn checked_div(self, other: Self) -> Option<Self>;
    /// The largest whole number that is not above this one.
    #[must_use]
    fn floor(self) -> Self;
    /// The smallest whole number that is not below this one.
    #[must_use]
    fn ceil(self) -> Self;
    /// Rounded to `places` decimal places, half away from zero.
    #[must_use]
    fn round_half_away(self, places: u32) -> Self;

    /// The smaller of the two.
    #[must_use]
    fn least(self, other: Self) -> Self {
        if other < self { other } else { self }
    }

    /// The larger of the two.
    #[must_use]
    fn most(self, other: Self) -> Self {
        if other > self { other } else { self }
    }
}

impl Number for Decimal {
    const ZERO: Self = Decimal::ZERO;
    const ONE: Self = Decimal::ONE;

    fn from_decimal(value: Decimal) -> Self {
        value
    }
    fn checked_add(self, other: Self) -> Option<Self> {
        self.plus(other)
    }
    fn checked_sub(self, other: Self) -> Option<Self> {
        self.minus(other)
    }
    fn checked_mul(self, other: Self) -> Option<Self> {
        self.product(other)
    }
    fn checked_div(self, other: Self) -> Option<Self> {
        self.over(other)
    }
    fn floor(self) -> Self {
        Decimal::floor(&self)
    }
    fn ceil(self) -> Self {
        Decimal::ceil(&self)
    }
    fn round_half_away(self, places: u32) -> Self {
        Decimal::round_half_away(self, places)
    }
    fn least(self, other: Self) -> Self {
        self.min(other)
    }
    fn most(self, other: Self) -> Self {
        // Of equals this one.
        other.max(self)
    }
}

/// The sum to the last digit; none where 28 digits do not hold it. The decimal's own sum rounds there.
pub(crate) fn exact_sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.sum_to_the_last(b)
}

/// A quotient that has not been divided yet, so that `price x part / whole` multiplies first.
///
/// 25 a month for 31 days of a 31-day month is `25 x 31 / 31 = 25`; dividing first loses the last digit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio<N> {
    /// What is divided.
    pub part: N,
    /// What it is divided by; above zero.
    pub whole: N,
}

impl<N: Number> Ratio<N> {
    /// A value over one.
    pub fn of(value: N) -> Self {
        Self { part: value, whole: N::ONE }
    }

    /// The quotient as one number.
    pub fn value(self) -> Option<N> {
        if self.whole == N::ONE { Some(self.part) } else { self.part.checked_div(self.whole) }
    }

    /// `self x factor / per`, with the one division last.
    pub fn times(self, factor: N, per: N) -> Option<N> {
        let below = self.whole.checked_mul(per)?;
        let above = self.part.checked_mul(factor)?;
        if below == N::ONE { Some(above) } else { above.checked_div(below) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_month_of_shares_costs_the_whole_price() {
        let month = Ratio { part: Decimal::from(31), whole: Decimal::from(31) };
        assert_eq!(month.times(Decimal::from(25), Decimal::ONE), Some(Decimal::from(25)));
    }

    #[test]
    fn a_product_that_vanishes_is_no_answer() {
        let tiny = Decimal::new(1, 28);
        assert_eq!(Number::checked_mul(tiny, Decimal::new(1, 1)), None);
    }

    #[test]
    fn half_a_cent_rounds_away_from_zero() {
        assert_eq!(Decimal::new(2_005, 3).round_half_away(2), Decimal::new(201, 2));
        assert_eq!(Decimal::new(-2_005, 3).round_half_away(2), Decimal::new(-201, 2));
    }
}
