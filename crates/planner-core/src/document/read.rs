//! Typed data from a tree, with the place of whatever does not fit.
//!
//! Written out rather than derived: a derived reader is compiled anew for every type, and price books have many. What
//! the readers share, names, places and refusals, stands in [`Place`] and [`Fields`] and is compiled once.

use super::{Misfit, Node, Place, Problem, Value};
use crate::month::{Date, Month};
use crate::number::Decimal;
use crate::unit::{Dimension, Quantity, Refusal, Unit};

/// Reads a tree as a type.
pub(crate) fn read<T: Read>(node: &Node) -> Result<T, Problem> {
    T::read(&Place::top(node)).map_err(|misfit| misfit.0)
}

/// What can be read from a document.
pub(crate) trait Read: Sized {
    /// Reads what stands at a place.
    ///
    /// # Errors
    ///
    /// What is wrong with it, with its place.
    fn read(at: &Place<'_>) -> Result<Self, Misfit>;
}

/// Something written as one word or number.
pub(crate) trait Scalar: Sized {
    /// What is expected, for the error.
    const EXPECTED: &'static str;
    /// Reads it, `None` where the text is something else.
    fn scalar(text: &str) -> Option<Self>;
    /// Why a text that was not read is something else, and what to write instead.
    fn refusal(_text: &str) -> Refusal {
        Refusal::default()
    }
}

impl Scalar for Decimal {
    const EXPECTED: &'static str = "a decimal number of at most 28 digits, such as 0.25";
    fn scalar(text: &str) -> Option<Self> {
        Quantity::parse(text).filter(|number| number.unit.is_none()).map(|number| number.value)
    }
    fn refusal(text: &str) -> Refusal {
        match Quantity::try_parse(text) {
            Ok(Quantity { value, unit: None, .. }) => {
                Refusal { why: None, hint: Some(format!("write {}", value.normalize())) }
            }
            Ok(Quantity { value, unit: Some(unit), .. }) => Refusal {
                why: Some(format!("it has a unit, {unit}")),
                hint: Some(without(value.normalize(), &unit)),
            },
            Err(refusal) => refusal,
        }
    }
}

/// What to write instead of a number with a unit, where a bare number belongs: the same amount, not the same digits.
fn without(value: Decimal, unit: &Unit) -> String {
    match unit.symbol().to_ascii_lowercase().as_str() {
        "dollars" | "dollar" | "usd" => format!("write {value}"),
        "cents" | "cent" => {
            let whole = value.over(Decimal::ONE_HUNDRED).unwrap_or(value).normalize();
            format!("write {whole}, in whole dollars, euros or what else the prices are in")
        }
        symbol => match unit.dimension() {
            Dimension::Count => {
                format!(
                    "write a bare number, in the currency or the unit that is meant there, not in {symbol}"
                )
            }
            _ => format!("write a bare number in the unit that is counted there, not in {}", unit.symbol()),
        },
    }
}

impl Scalar for Quantity {
    const EXPECTED: &'static str = "a number with its unit, such as 50 kB or 5 s";
    fn scalar(text: &str) -> Option<Self> {
        Self::parse(text)
    }
    fn refusal(text: &str) -> Refusal {
        Self::try_parse(text).err().unwrap_or_default()
    }
}

impl Scalar for Date {
    const EXPECTED: &'static str = "a day as 2026-12-31";
    fn scalar(text: &str) -> Option<Self> {
        Self::parse(text)
    }
    fn refusal(text: &str) -> Refusal {
        let day = text.split([' ', 'T']).next().and_then(Self::parse);
        let (why, hint) = match (Month::parse(text), day) {
            (Some(month), _) => (
                Some("it is a month".to_owned()),
                format!("write a day of it, such as {}", month.first_day()),
            ),
            (_, Some(day)) => (None, format!("write {day}")),
            _ => (None, "write year, month and day, as 2026-12-31".to_owned()),
        };
        Refusal { why, hint: Some(hint) }
    }
}

impl Scalar for Month {
    const EXPECTED: &'static str = "a month as 2026-12";
    fn scalar(text: &str) -> Option<Self> {
        Self::parse(text)
    }
    fn refusal(text: &str) -> Refusal {
        let hint = Date::parse(text).map_or_else(
            || "write year and month, as 2026-12".to_owned(),
            |day| format!("write {}", day.month()),
        );
        Refusal { why: None, hint: Some(hint) }
    }
}

/// A scalar is read from a text or a number, without passing through a float.
impl<T: Scalar> Read for T {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let text = at.text(T::EXPECTED)?;
        T::scalar(text).ok_or_else(|| at.refused(text, T::EXPECTED, T::refusal(text)))
    }
}

impl Read for String {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        at.text("a text").map(str::to_owned)
    }
}

impl Read for bool {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        match at.value() {
            Value::Bool(yes) => Ok(*yes),
            _ => Err(at.expected("true or false")),
        }
    }
}

impl Read for u32 {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let whole = match at.value() {
            Value::Number(text) => text.parse().ok(),
            _ => None,
        };
        whole.ok_or_else(|| at.expected("a whole number"))
    }
}

impl Read for u8 {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let whole = u32::read(at)?;
        Self::try_from(whole).map_err(|_| at.expected("a whole number up to 255"))
    }
}

/// `null` says that there is none.
impl<T: Read> Read for Option<T> {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        if *at.value() == Value::Null { Ok(None) } else { T::read(at).map(Some) }
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let items = at.list()?.iter().enumerate();
        Misfit::none_of(items.map(|(number, item)| T::read(&at.item(number, item))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{fields, parse_json, words};

    #[derive(Debug)]
    struct Shelf {
        books: Vec<Book>,
    }

    #[derive(Debug, PartialEq)]
    struct Book {
        title: String,
        pages: Option<u32>,
        price: Decimal,
        state: State,
    }

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum State {
        New,
        Worn,
    }

    fields!(Shelf { books: required });
    fields!(Book { title: required, pages: optional, price: or(Decimal::TEN), state: required });
    words!(State { New: "new", Worn: "worn" });

    fn refused(book: &str) -> String {
        let shelf = parse_json(&format!(r#"{{"books": [{book}]}}"#), 0).and_then(|node| read::<Shelf>(&node));
        shelf.map_or_else(
            |problem| format!("{problem} ({})", problem.hint.as_deref().unwrap_or("no hint")),
            |shelf| format!("read as {shelf:?}"),
        )
    }

    #[test]
    fn what_is_left_out_has_its_default() -> Result<(), Problem> {
        let book: Book = read(&parse_json(r#"{"title": "A", "pages": null, "state": "worn"}"#, 0)?)?;
        let wanted = Book { title: "A".to_owned(), pages: None, price: Decimal::TEN, state: State::Worn };
        assert_eq!(book, wanted);
        Ok(())
    }

    #[test]
    fn what_does_not_fit_is_refused_at_its_place() {
        for (book, wanted) in [
            (
                r#"{"titel": "A"}"#,
                "line 1, column 13: books[0]: unknown field `titel`, expected one of `title`, `pages`, `price`, `state` \
                 (did you mean `title`?)",
            ),
            (r#"{"title": "A"}"#, "line 1, column 12: books[0]: missing field `state` (add `state:` here)"),
            (
                r#"{"title": ["A"], "state": "new"}"#,
                "line 1, column 22: books[0].title: wrong kind of value: found a list, expected a text (write one word or number, in quotes where it has special characters)",
            ),
            (
                r#"{"title": "A", "state": "old"}"#,
                "line 1, column 36: books[0].state: unknown variant `old`, expected `new` or `worn` (leave `old` out, or write one of those)",
            ),
            (
                r#"{"title": "A", "state": "new", "pages": 1.5}"#,
                "line 1, column 52: books[0].pages: wrong kind of value: found `1.5`, expected a whole number (write it with digits alone, such as 2)",
            ),
            (
                r#"{"title": "A", "state": "new", "price": "ten"}"#,
                "line 1, column 52: books[0].price: `ten` is not a decimal number of at most 28 digits, such as 0.25 \
                 (no hint)",
            ),
            (
                "7",
                "line 1, column 12: books[0]: wrong kind of value: found `7`, expected a map of names to values \
                 (write names with values, such as { name: value })",
            ),
        ] {
            assert_eq!(refused(book), wanted);
        }
    }
}
