//! `e^-x` and its means, to the last of 28 decimals: the one exponential there is.
//!
//! It is worked out in whole numbers of `2^-124`, so that native code and Wasm give the same digits. The integer part and the
//! first five binary digits of `x` choose factors out of twelve known powers; what is left is below `1/32`, and fifteen terms
//! of the series reach past the last decimal.

use rust_decimal::Decimal as Exact;

/// Binary digits behind the point.
const BITS: u32 = 124;
const ONE: u128 = 1 << BITS;
/// The series ends before this power.
const TERMS: usize = 19;
/// 1 / k!
const RECIPROCALS: [u128; TERMS] = reciprocals();
/// `e^-(2^k / 32)`.
const POWERS: [u128; 12] = powers();
/// As many of them are of what stands behind the point.
const PARTS: u32 = 5;
/// From here on it lies below the last of 28 decimals.
const GONE: u128 = 65;
/// Up to here means are summed as a series: beyond it, quotients keep their digits.
const SMALL: Exact = Exact::from_parts(625, 0, 0, false, 4);

/// `e^-x` for an `x` of zero or more.
pub(crate) fn decay(x: Exact) -> Option<Exact> {
    let (whole, part) = split(x)?;
    if whole >= GONE {
        return Some(Exact::ZERO);
    }
    let rest = part & ((ONE >> PARTS) - 1);
    let chosen = whole << PARTS | part >> (BITS - PARTS);
    let mut power = series(rest, 0, 15);
    for (at, factor) in POWERS.iter().enumerate() {
        if chosen >> at & 1 == 1 {
            power = times(power, *factor);
        }
    }
    decimal(power)
}

/// The mean of `e^-xs` while `s` goes from 0 to 1, for an `x` of zero or more: `(1 - e^-x) / x`.
pub(crate) fn mean(x: Exact) -> Option<Exact> {
    if x > SMALL {
        return Exact::ONE.checked_sub(decay(x)?)?.checked_div(x);
    }
    decimal(series(split(x)?.1, 1, TERMS))
}

/// The mean of `(1 - s) e^-xs`: `(x - 1 + e^-x) / x^2`.
pub(crate) fn mean_to_start(x: Exact) -> Option<Exact> {
    if x > SMALL {
        return Exact::ONE.checked_sub(mean(x)?)?.checked_div(x);
    }
    decimal(series(split(x)?.1, 2, TERMS))
}

/// The whole number before the point, and what stands behind it in `2^-124`. None below zero.
fn split(x: Exact) -> Option<(u128, u128)> {
    let digits = u128::try_from(x.mantissa()).ok()?;
    let unit = 10_u128.checked_pow(x.scale())?;
    let (whole, mut rest) = (digits.checked_div(unit)?, digits.checked_rem(unit)?);
    let mut part = 0;
    // The rest is below 10^28, so that 31 digits more fit.
    for _ in 0..4 {
        rest <<= 31;
        part = part << 31 | rest.checked_div(unit)?;
        rest = rest.checked_rem(unit)?;
    }
    Some((whole, part))
}

/// `1/n! - x/(n+1)! + x^2/(n+2)! - ...` of an `x` so small that the terms past `end` are nothing.
#[expect(clippy::indexing_slicing, reason = "a constant function has no iterators; `end` is at most TERMS")]
const fn series(x: u128, n: usize, end: usize) -> u128 {
    let mut at = end - 1;
    let mut sum = RECIPROCALS[at];
    while at > n {
        at -= 1;
        sum = RECIPROCALS[at] - times(x, sum);
    }
    sum
}

/// Rounded to 28 decimals.
fn decimal(value: u128) -> Option<Exact> {
    if value == ONE {
        return Some(Exact::ONE);
    }
    let (high, low) = product(value, 10_u128.pow(28));
    let (low, carried) = low.overflowing_add(ONE >> 1);
    let digits = (high + u128::from(carried)) << (128 - BITS) | low >> BITS;
    Exact::try_from_i128_with_scale(i128::try_from(digits).ok()?, 28).ok()
}

const fn times(a: u128, b: u128) -> u128 {
    let (high, low) = product(a, b);
    high << (128 - BITS) | low >> BITS
}

/// The upper and the lower half of a product.
const fn product(a: u128, b: u128) -> (u128, u128) {
    const HALF: u128 = u64::MAX as u128;
    let (a_high, a_low, b_high, b_low) = (a >> 64, a & HALF, b >> 64, b & HALF);
    let (low, one, other) = (a_low * b_low, a_high * b_low, a_low * b_high);
    let middle = (low >> 64) + (one & HALF) + (other & HALF);
    (a_high * b_high + (one >> 64) + (other >> 64) + (middle >> 64), low & HALF | middle << 64)
}

#[expect(clippy::indexing_slicing, reason = "worked out when it is compiled")]
const fn reciprocals() -> [u128; TERMS] {
    let mut all = [ONE; TERMS];
    let mut at = 1;
    while at < TERMS {
        all[at] = all[at - 1] / at as u128;
        at += 1;
    }
    all
}

#[expect(clippy::indexing_slicing, reason = "worked out when it is compiled")]
const fn powers() -> [u128; 12] {
    let mut all = [series(ONE >> PARTS, 0, TERMS); 12];
    let mut at = 1;
    while at < all.len() {
        all[at] = times(all[at - 1], all[at - 1]);
        at += 1;
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether what is worked out of `x` is what is wanted, within so many units of its 28th decimal.
    fn is(work: fn(Exact) -> Option<Exact>, x: &str, wanted: &str, units: i64) -> bool {
        let found = x.parse().ok().and_then(work);
        let pair = found.zip(wanted.parse().ok());
        pair.is_some_and(|(found, wanted): (Exact, Exact)| (found - wanted).abs() <= Exact::new(units, 28))
    }

    /// Digits from a computation with 50.
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
            assert!(is(decay, x, wanted, 1), "e^-{x} is not {wanted}");
        }
        assert_eq!(decay(Exact::NEGATIVE_ONE), None);
    }

    #[test]
    fn means_join_where_the_series_ends() {
        for (x, whole, start) in [
            ("0", "1", "0.5"),
            ("0.0625", "0.9693909949843874220846268060", "0.4897440802498012466459711033"),
            ("0.0626", "0.9693430318833356600827739599", "0.4897279251863313085818856253"),
            ("10", "0.0999954600070237515148464408", "0.0900004539992976248485153559"),
        ] {
            assert!(is(mean, x, whole, 1_000), "{x}");
            assert!(is(mean_to_start, x, start, 10_000), "{x}");
        }
    }
}
