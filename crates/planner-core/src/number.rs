//! The number everything is worked out in: exact decimals. What floats make of it is read from a program's listing.

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

/// The sum to the last digit; none where 28 digits do not hold it. The decimal's own sum rounds there.
pub(crate) fn exact_sum(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.sum_to_the_last(b)
}

/// A quotient that has not been divided yet, so that `price x part / whole` multiplies first.
///
/// 25 a month for 31 days of a 31-day month is `25 x 31 / 31 = 25`; dividing first loses the last digit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// What is divided.
    pub part: Decimal,
    /// What it is divided by; above zero.
    pub whole: Decimal,
}

impl Ratio {
    /// A value over one.
    #[must_use]
    pub fn of(value: Decimal) -> Self {
        Self { part: value, whole: Decimal::ONE }
    }

    /// The quotient as one number.
    #[must_use]
    pub fn value(self) -> Option<Decimal> {
        if self.whole == Decimal::ONE { Some(self.part) } else { self.part.checked_div(self.whole) }
    }

    /// `self x factor / per`, with the one division last.
    #[must_use]
    pub fn times(self, factor: Decimal, per: Decimal) -> Option<Decimal> {
        let below = self.whole.product(per)?;
        let above = self.part.product(factor)?;
        if below == Decimal::ONE { Some(above) } else { above.checked_div(below) }
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
        assert_eq!(tiny.product(Decimal::new(1, 1)), None);
    }

    #[test]
    fn half_a_cent_rounds_away_from_zero() {
        assert_eq!(Decimal::new(2_005, 3).round_half_away(2), Decimal::new(201, 2));
        assert_eq!(Decimal::new(-2_005, 3).round_half_away(2), Decimal::new(-201, 2));
    }
}
