//! Readers for the words of a price file: formulas, ceilings, shares, units.

use super::Ceiling;
use crate::document::{Blank, Fields, Misfit, Place, Read, Scalar, Value, words};
use crate::money::Currency;
use crate::number::Decimal;
use crate::table::Table;
use crate::tariff::{Formula, Rounding};
use crate::unit::{Quantity, Unit};

/// A formula is a number, or `{ base, each: { name: number }, at_least, at_most }`.
impl Read for Formula {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        if !matches!(at.value(), Value::Map(_)) {
            at.text("a number, or a map with `base`, `each`, `at_least`, `at_most`")?;
            return Decimal::read(at).map(Self::number);
        }
        let fields = Fields::of(at, &["base", "each", "at_least", "at_most"])?;
        let mut read = Self::default();
        fields.optional("base", &mut read.base);
        fields.optional_as("each", &mut read.each, |at| Table::read(at).map(Table::into_entries));
        fields.optional("at_least", &mut read.at_least);
        fields.optional("at_most", &mut read.at_most);
        fields.end(read)
    }
}

impl Blank for Formula {
    fn blank() -> Self {
        Self::default()
    }
}

impl Blank for Ceiling {
    fn blank() -> Self {
        Self::NotStated
    }
}

impl Read for Ceiling {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        match at.value() {
            Value::Text(text) if text == "included" => Ok(Self::Included),
            Value::Text(text) if text == "not-stated" => Ok(Self::NotStated),
            Value::Text(_) | Value::Number(_) | Value::Map(_) => Formula::read(at).map(Self::Amount),
            _ => Err(at.expected("a number, a formula, `included` or `not-stated`")),
        }
    }
}

impl Scalar for Unit {
    const EXPECTED: &'static str = "a unit: a known symbol such as GB or h, or a lower-case noun";
    fn scalar(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Blank for Currency {
    fn blank() -> Self {
        Self::USD
    }
}

impl Scalar for Currency {
    const EXPECTED: &'static str = "a currency: three capital letters such as USD";
    fn scalar(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

/// Reads a share, such as 90 %.
pub(in crate::book) fn share(at: &Place<'_>) -> Result<Decimal, Misfit> {
    let quantity = Quantity::read(at)?;
    quantity.share().ok_or_else(|| at.wrong(format!("`{quantity}` is no share: write it as 90 %")))
}

/// Reads a share that may be left out.
pub(in crate::book) fn optional_share(at: &Place<'_>) -> Result<Option<Decimal>, Misfit> {
    share(at).map(Some)
}

words!(Rounding { Up: "up", Down: "down", Nearest: "nearest" });
