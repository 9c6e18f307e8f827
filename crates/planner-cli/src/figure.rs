//! Numbers for reading: rounded, grouped, with their unit. The JSON has them exact.

use planner_core::Decimal;
use planner_core::{Currency, Money, decimal, shown};

/// `$1,234.50`, as the core shows money.
pub(crate) fn money(text: &str, currency: &str) -> String {
    let Some(amount) = decimal(text) else { return text.to_owned() };
    let currency = Currency::parse(currency).unwrap_or(Currency::USD);
    Money::new(amount, currency).to_string()
}

/// The same with its sign, for a difference.
pub(crate) fn difference(text: &str, currency: &str) -> String {
    let sign = if decimal(text).is_some_and(|amount| amount > Decimal::ZERO) { "+" } else { "" };
    format!("{sign}{}", money(text, currency))
}

/// `500,000 commands`: three digits that matter for what is small, whole numbers for what is large.
pub(crate) fn quantity(text: &str, unit: &str) -> String {
    // One of several things: `1 instance`, but `1 s`.
    let unit = if text == "1" && !unit.starts_with("days from ") {
        planner_core::singular(unit)
    } else {
        unit.into()
    };
    format!("{} {unit}", number(text)).trim_end().to_owned()
}

/// `1,060` or `0.125`.
pub(crate) fn number(text: &str) -> String {
    decimal(text).map_or_else(|| text.to_owned(), shown::quantity)
}

/// A share as percent.
pub(crate) fn percent(text: &str) -> String {
    decimal(text).map_or_else(|| text.to_owned(), shown::percent)
}

/// How much of a limit is used, as a bar of ten and what is left.
pub(crate) fn bar(headroom: &str) -> String {
    let Some(left) = decimal(headroom) else { return headroom.to_owned() };
    let used = Decimal::ONE.checked_sub(left).unwrap_or(Decimal::ONE);
    let tenths =
        used.checked_mul(Decimal::TEN).unwrap_or(Decimal::TEN).ceil().clamp(Decimal::ZERO, Decimal::TEN);
    let filled = usize::try_from(tenths).unwrap_or(0);
    format!("{}{} {:>6}", "█".repeat(filled), "░".repeat(10_usize.saturating_sub(filled)), percent(headroom))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_small_is_not_shown_as_nothing() {
        assert_eq!(money("0", "USD"), "$0.00");
        assert_eq!(money("0.004", "USD"), "$0.004");
        assert_eq!(money("1234.565", "USD"), "$1,234.57");
        assert_eq!(number("516677.419"), "516,677");
        assert_eq!(number("0.000002"), "0.000002");
    }

    #[test]
    fn a_limit_that_is_nearly_reached_is_not_shown_as_reached() {
        assert_eq!(percent("0.0099"), "0.9 %");
        assert_eq!(percent("0.999"), "99 %");
        assert_eq!(bar("0.38"), "███████░░░   38 %");
        assert_eq!(bar("-2.5"), "██████████ -250 %");
    }
}
