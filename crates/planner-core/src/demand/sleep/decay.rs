//! `e^-x` and its means over a stretch: about 24 decimals, whatever the exponent.

use crate::number::Decimal;

/// Up to here series are summed: thirteen terms reach the last decimal.
const SMALL: Decimal = Decimal::from_parts(625, 0, 0, false, 4);

/// `e^-x` for an `x` of zero or more. From 65 on it is zero: it lies below the last of 28 decimals.
///
/// By its series at `x / 2^n`, squared `n` times, eleven at most: each squaring doubles the error of the last digit.
pub(super) fn decay(x: Decimal) -> Option<Decimal> {
    if x >= Decimal::from(65) {
        return Some(Decimal::ZERO);
    }
    let (mut parts, mut squarings) = (Decimal::ONE, 0_u8);
    while x > SMALL.times(parts)? {
        parts = parts.times(Decimal::TWO)?;
        squarings = squarings.saturating_add(1);
    }
    let mut value = series(x.over(parts)?, Decimal::ZERO, Decimal::ONE)?;
    for _ in 0..squarings {
        value = value.times(value)?;
    }
    Some(value)
}

/// Means of `e^-(n + xs)` while `s` goes from 0 to 1.
#[derive(Clone, Copy)]
pub(super) struct Means {
    /// The mean, `e^-n (1 - e^-x) / x`.
    pub(super) whole: Decimal,
    /// The mean times `1 - s`, `e^-n (x - 1 + e^-x) / x^2`: the weight of a line's value at the start. What is left of the
    /// whole is the weight of its value at the end.
    pub(super) start: Decimal,
}

/// The means for an `x` of zero or more, from `e^-n` at the start and `e^-(n + x)` at the end. With a small `x` they are
/// summed as a series: the quotients would lose their digits.
pub(super) fn means(x: Decimal, first: Decimal, last: Decimal) -> Option<Means> {
    if x <= SMALL {
        let half = first.times(Decimal::new(5, 1))?;
        return Some(Means { whole: series(x, Decimal::ONE, first)?, start: series(x, Decimal::TWO, half)? });
    }
    let whole = first.minus(last)?.over(x)?;
    Some(Means { whole, start: first.minus(whole)?.over(x)? })
}

/// The sum of `first`, `-first x / (from + 1)`, and so on: each term is the one before times `-x` over the next number.
fn series(x: Decimal, from: Decimal, first: Decimal) -> Option<Decimal> {
    let (mut sum, mut term, mut number) = (first, first, from);
    while !(term.is_zero() || x.is_zero()) {
        number = number.plus(Decimal::ONE)?;
        term = Decimal::ZERO.minus(term.times(x)?.over(number)?)?;
        sum = sum.plus(term)?;
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::decimal;

    #[track_caller]
    fn near(found: Option<Decimal>, wanted: &str) {
        let (Some(found), Some(wanted)) = (found, decimal(wanted)) else {
            assert_eq!(found, decimal(wanted));
            return;
        };
        let off = (found - wanted).abs();
        assert!(off <= Decimal::new(1, 24), "{found} is not {wanted}");
    }

    /// Digits from a computation with 40.
    #[test]
    fn decay_has_the_published_digits() {
        for (x, wanted) in [
            ("0", "1"),
            ("0.0000000001", "0.9999999999000000000050000000"),
            ("0.0625", "0.9394130628134757861197108246"),
            ("1", "0.3678794411714423215955237702"),
            ("25", "0.0000000000138879438649640206"),
            ("64.9", "0.0000000000000000000000000001"),
            ("65", "0"),
            ("79228162514264337593543950335", "0"),
        ] {
            near(decay(decimal(x).unwrap_or_default()), wanted);
        }
    }

    #[test]
    fn means_join_where_the_series_ends() {
        for (x, whole, start) in [
            ("0", "1", "0.5"),
            ("0.0625", "0.9693909949843874220846268060", "0.4897440802498012466459711033"),
            ("0.0626", "0.9693430318833356600827739599", "0.4897279251863313085818856253"),
            ("10", "0.0999954600070237515148464408", "0.0900004539992976248485153559"),
        ] {
            let x = decimal(x).unwrap_or_default();
            let means = means(x, Decimal::ONE, decay(x).unwrap_or_default());
            near(means.map(|means| means.whole), whole);
            near(means.map(|means| means.start), start);
        }
    }
}
