//! How numbers read, in every shell and sentence: one way for each kind of figure.

use crate::number::Decimal;

/// The version of what is printed as JSON; it rises when a field changes its meaning or goes.
pub const SCHEMA_VERSION: u32 = 1;

/// A quantity for reading, rounded: whole numbers of what is large, three digits of what is small, and never nothing for
/// something.
///
/// # Example
///
/// ```
/// use planner_core::{decimal, shown::quantity};
/// let reads = |text: &str| quantity(decimal(text).unwrap());
/// assert_eq!(reads("521.24628"), "521.2");
/// assert_eq!(reads("516677.419"), "516,677");
/// assert_eq!(reads("5.144613144"), "5.14");
/// assert_eq!(reads("0.0333333"), "0.0333");
/// assert_eq!(reads("0.000002"), "0.000002");
/// ```
#[must_use]
pub fn quantity(value: Decimal) -> String {
    let size = value.shown().abs();
    let large = [(1_000, 0), (100, 1), (1, 2)];
    let large = large.into_iter().find(|(from, _)| size >= Decimal::from(*from)).map(|(_, places)| places);
    // Zeros behind the point, and three digits.
    let zeros = || (0..26).find(|zeros| size >= Decimal::new(1, zeros + 1)).unwrap_or(26);
    at_most(value, large.unwrap_or_else(|| zeros().saturating_add(3).min(28)))
}

/// A share of one as percent, cut and never rounded up: what is just below a limit is not told to be at it. What is
/// below ten percent keeps a tenth. All that is past 28 digits has no percent.
///
/// # Example
///
/// ```
/// use planner_core::{decimal, shown::percent};
/// let reads = |text: &str| percent(decimal(text).unwrap());
/// assert_eq!(reads("0.999"), "99 %");
/// assert_eq!(reads("0.0099"), "0.9 %");
/// assert_eq!(reads("-2.5"), "-250 %");
/// ```
#[must_use]
pub fn percent(share: Decimal) -> String {
    let Some(percent) = share.shown().times(Decimal::ONE_HUNDRED) else { return String::new() };
    let tenths = if percent.abs() < Decimal::TEN { percent.times(Decimal::TEN) } else { None };
    let cut = tenths.and_then(|tenths| tenths.floor().over(Decimal::TEN)).unwrap_or(percent.floor());
    format!("{} %", at_most(cut, 1))
}

/// A number as it stands in a formula: at most six decimals, and the first digits of a small price.
///
/// # Example
///
/// ```
/// use planner_core::{decimal, shown::term};
/// assert_eq!(term(decimal("0.3333333333").unwrap()), "0.333333");
/// assert_eq!(term(decimal("0.0000000209").unwrap()), "0.0000000209");
/// ```
#[must_use]
pub fn term(value: Decimal) -> String {
    let small = value.shown().abs() < Decimal::new(1, 3);
    at_most(value, if small { 12 } else { 6 })
}

/// Every digit of a number, thousands apart.
#[must_use]
pub fn in_full(value: Decimal) -> String {
    grouped(value, value.shown().normalize().scale())
}

/// A number rounded to so many places, without zeros at its end.
fn at_most(value: Decimal, places: u32) -> String {
    in_full(value.shown().round_half_away(places))
}

/// A number rounded to exactly `places` decimals, thousands apart by commas.
///
/// # Example
///
/// ```
/// use planner_core::{decimal, grouped};
/// assert_eq!(grouped(decimal("1234567.891").unwrap(), 2), "1,234,567.89");
/// assert_eq!(grouped(decimal("-0.001").unwrap(), 2), "0.00");
/// ```
#[must_use]
pub fn grouped(value: Decimal, places: u32) -> String {
    let mut rounded = value.shown().round_half_away(places).exact();
    rounded.rescale(places);
    let text = rounded.abs().to_string();
    let (whole, rest) =
        text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut out = String::with_capacity(text.len().saturating_add(8));
    if rounded.is_sign_negative() && !rounded.is_zero() {
        out.push('-');
    }
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && whole.len().saturating_sub(place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(rest) = rest {
        out.push('.');
        out.push_str(rest);
    }
    out
}
