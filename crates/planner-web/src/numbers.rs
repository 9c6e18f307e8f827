//! Exact numbers of the core's output, rounded for reading, in English: the reader's `locale` comes after.

use planner_core::Decimal;
use planner_core::{Currency, Date, Money, Month, Quantity, decimal, shown};

/// An amount of money: rounded to cents, and exact on demand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    /// `$0.28`.
    pub text: String,
    /// `0.2771220141996 USD`; empty where the cents say it all.
    pub exact: String,
    /// The amount itself; none where there is none.
    pub money: Option<Money>,
}

/// An amount from the core's text.
#[must_use]
pub fn amount(text: &str, currency: &str) -> Amount {
    let (Some(value), Some(currency)) = (decimal(text), Currency::parse(currency)) else {
        return Amount { text: text.to_owned(), ..Amount::default() };
    };
    let exact =
        if value.scale() > 2 { ["exactly ", text, " ", currency.code()].concat() } else { String::new() };
    let sum = Money::new(value, currency);
    Amount { text: money(sum), exact, money: Some(sum) }
}

/// Money, rounded to cents.
#[must_use]
pub fn money(sum: Money) -> String {
    sum.to_string()
}

/// A number rounded to exactly so many places, thousands apart.
#[must_use]
pub fn grouped(value: Decimal, places: u32) -> String {
    planner_core::grouped(value, places)
}

/// A quantity for reading.
#[must_use]
pub fn quantity(text: &str) -> String {
    decimal(text).map_or_else(|| text.to_owned(), shown::quantity)
}

/// A quantity with its unit.
#[must_use]
pub fn with_unit(text: &str, unit: &str) -> String {
    format!("{} {unit}", quantity(text)).trim_end().to_owned()
}

/// A share of one as percent: `62 %`, `0.8 %`.
#[must_use]
pub fn percent(share: Decimal) -> String {
    shown::percent(share).replace(' ', "\u{a0}")
}

/// `2027-09-19` as `19 September 2027`.
#[must_use]
pub fn day(text: &str) -> String {
    Date::parse(text).map_or_else(|| text.to_owned(), Date::name)
}

/// `2027-09-19` as `19 Sep 2027`.
#[must_use]
pub fn short_day(text: &str) -> String {
    let Some(date) = Date::parse(text) else { return text.to_owned() };
    [&date.day().to_string(), " ", &short_month(date.month())].concat()
}

/// `2027-09` as `September 2027`.
#[must_use]
pub fn month(text: &str) -> String {
    Month::parse(text).map_or_else(|| text.to_owned(), Month::name)
}

/// `Sep 2027`.
#[must_use]
pub fn short_month(month: Month) -> String {
    let name = month.name();
    let (long, year) = name.split_once(' ').unwrap_or((&name, ""));
    [long.get(..3).unwrap_or(long), " ", year].concat()
}

/// A whole number as people type one: `36`, `1,200`.
#[must_use]
pub fn whole(typed: &str) -> Option<u32> {
    let quantity = Quantity::parse(typed.trim()).filter(|quantity| quantity.unit.is_none())?;
    quantity.value.is_integer().then(|| quantity.value.to_string().parse().ok())?
}

/// The longest name that stands in a heading or a sentence, in characters.
const LONGEST: usize = 80;

/// A name in a heading or a sentence: its beginning, where it is longer than anybody reads there.
#[must_use]
pub fn shortened(name: &str) -> String {
    let mut short: String = name.chars().take(LONGEST).collect();
    if short.len() < name.len() {
        short.pop();
        short.push('…');
    }
    short
}

/// `a, b and c`.
#[must_use]
pub fn list(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// A phrase inside a sentence: its first word small, unless it is an abbreviation.
pub(crate) fn lower(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else { return String::new() };
    if letters.clone().next().is_some_and(char::is_uppercase) {
        return text.to_owned();
    }
    first.to_lowercase().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_for_reading_and_exact_on_demand() {
        let shown = amount("0.2771220141996", "USD");
        assert_eq!((shown.text.as_str(), shown.exact.as_str()), ("$0.28", "exactly 0.2771220141996 USD"));
        assert_eq!(amount("25", "USD").exact, "");
        assert_eq!(quantity("521.24628057"), "521.2");
        assert_eq!(quantity("5.144613144"), "5.14");
        assert_eq!(quantity("0.00002"), "0.00002");
        assert_eq!(with_unit("500000", "commands"), "500,000 commands");
    }

    #[test]
    fn long_names_are_cut_where_they_stand_in_a_sentence() {
        assert_eq!(shortened("AI assistant"), "AI assistant");
        assert_eq!(shortened(&"ü".repeat(80)), "ü".repeat(80));
        let long = shortened(&"ü".repeat(10_000));
        assert!(long.chars().count() == 80 && long.ends_with("ü…"), "{long}");
    }

    #[test]
    fn shares_and_days_are_in_words() {
        assert_eq!(percent(Decimal::new(62, 2)), "62\u{a0}%");
        assert_eq!(percent(Decimal::new(8, 3)), "0.8\u{a0}%");
        assert_eq!(percent(Decimal::ZERO), "0\u{a0}%");
        assert_eq!(day("2027-09-19"), "19 September 2027");
        assert_eq!(short_day("2027-09-19"), "19 Sep 2027");
        assert_eq!(list(&["a", "b", "c"].map(str::to_owned)), "a, b and c");
    }
}
