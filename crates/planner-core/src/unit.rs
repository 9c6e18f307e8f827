//! Units of measure and quantities that carry one: `50 kB`, `256 MB`, `5 s`, `500k commands`.

use std::fmt;

use rust_decimal::Decimal;

use crate::number::Checked;

/// What a unit measures. Units of one dimension convert into each other; others never do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dimension {
    /// Bytes. GB (10^9) and GiB (2^30) are different units of it.
    Data,
    /// Time.
    Duration,
    /// A share of something: 20 % is 0.2.
    Share,
    /// A number of things.
    Count,
}

/// A unit: a symbol with a size in its dimension's base (byte, second, one).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    symbol: String,
    dimension: Dimension,
    size: Decimal,
}

/// Symbol, dimension, mantissa and decimal scale of the size in base units.
const KNOWN: &[(&str, Dimension, i64, u32)] = &[
    ("B", Dimension::Data, 1, 0),
    ("kB", Dimension::Data, 1_000, 0),
    ("MB", Dimension::Data, 1_000_000, 0),
    ("GB", Dimension::Data, 1_000_000_000, 0),
    ("TB", Dimension::Data, 1_000_000_000_000, 0),
    ("PB", Dimension::Data, 1_000_000_000_000_000, 0),
    ("KiB", Dimension::Data, 1 << 10, 0),
    ("MiB", Dimension::Data, 1 << 20, 0),
    ("GiB", Dimension::Data, 1 << 30, 0),
    ("TiB", Dimension::Data, 1 << 40, 0),
    ("ms", Dimension::Duration, 1, 3),
    ("s", Dimension::Duration, 1, 0),
    ("min", Dimension::Duration, 60, 0),
    ("h", Dimension::Duration, 3_600, 0),
    ("days", Dimension::Duration, 86_400, 0),
    ("%", Dimension::Share, 1, 2),
];

/// Longer spellings people write for the symbols above.
const SPELLINGS: &[(&str, &str)] = &[
    ("KB", "kB"),
    ("bytes", "B"),
    ("byte", "B"),
    ("sec", "s"),
    ("second", "s"),
    ("seconds", "s"),
    ("minute", "min"),
    ("minutes", "min"),
    ("hour", "h"),
    ("hours", "h"),
    ("d", "days"),
    ("day", "days"),
    ("percent", "%"),
];

impl Unit {
    /// The unit a symbol names. A word that is no known symbol counts things of that name (`commands`).
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let symbol = SPELLINGS.iter().find(|(word, _)| *word == text).map_or(text, |(_, symbol)| symbol);
        if let Some(&(symbol, dimension, mantissa, scale)) = KNOWN.iter().find(|known| known.0 == symbol) {
            return Some(Self { symbol: symbol.to_owned(), dimension, size: Decimal::new(mantissa, scale) });
        }
        let word = !text.is_empty()
            && text.len() <= 40
            && text.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'-' | b'_' | b' '))
            && text.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
        word.then(|| Self { symbol: text.to_owned(), dimension: Dimension::Count, size: Decimal::ONE })
    }

    /// The unit of plain numbers.
    #[must_use]
    pub fn count() -> Self {
        Self { symbol: String::new(), dimension: Dimension::Count, size: Decimal::ONE }
    }

    /// How the unit is written.
    #[must_use]
    pub fn symbol(&self) -> &str {
        &self.symbol
    }

    /// What it measures.
    #[must_use]
    pub const fn dimension(&self) -> Dimension {
        self.dimension
    }

    /// Its size in its dimension's base: bytes, seconds, one.
    #[must_use]
    pub const fn size(&self) -> Decimal {
        self.size
    }

    /// Every symbol that may stand where this unit is wanted, for an error to list.
    #[must_use]
    pub fn alternatives(&self) -> Vec<&str> {
        match self.dimension {
            Dimension::Count if self.symbol.is_empty() => vec!["a plain number"],
            Dimension::Count => vec!["a plain number", &self.symbol],
            _ => KNOWN.iter().filter(|known| known.1 == self.dimension).map(|known| known.0).collect(),
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.symbol)
    }
}

/// A number as a person wrote it, with the unit if one was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The number, with `k` or `M` already multiplied in.
    pub value: Decimal,
    /// The unit, where one was written.
    pub unit: Option<Unit>,
}

impl Quantity {
    /// Reads `50 kB`, `500k`, `1.5 M`, `500_000 commands`, `70 %`; `None` where there is no number or no such unit.
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
        let text = text.trim();
        let end = text
            .char_indices()
            .find(|&(at, c)| {
                !(c.is_ascii_digit() || matches!(c, '.' | '_') || (at == 0 && matches!(c, '-' | '+')))
            })
            .map_or(text.len(), |(at, _)| at);
        let (number, rest) = text.split_at_checked(end)?;
        let mut value = decimal(&number.replace('_', ""))?;
        let mut rest = rest.trim_start();
        for (suffix, times) in [("k", 1_000), ("M", 1_000_000)] {
            let tail = rest.strip_prefix(suffix);
            if let Some(tail) = tail.filter(|tail| tail.is_empty() || tail.starts_with(' ')) {
                value = value.times(Decimal::from(times))?;
                rest = tail.trim_start();
                break;
            }
        }
        let unit = if rest.is_empty() { None } else { Some(Unit::parse(rest)?) };
        Some(Self { value, unit })
    }

    /// A percentage as a share: 0.2 for 20 %; none for anything else.
    #[must_use]
    pub fn share(&self) -> Option<Decimal> {
        self.unit.as_ref().filter(|unit| unit.symbol() == "%")?;
        self.value.over(Decimal::ONE_HUNDRED)
    }

    /// The number in another unit. A bare number is taken to be in it already; `None` where the two do not fit.
    #[must_use]
    pub fn in_unit(&self, wanted: &Unit) -> Option<Decimal> {
        let Some(unit) = &self.unit else { return Some(self.value) };
        let fits = unit.dimension == wanted.dimension
            && (unit.dimension != Dimension::Count || same_noun(&unit.symbol, &wanted.symbol));
        if !fits {
            return None;
        }
        if unit.size == wanted.size {
            return Some(self.value);
        }
        self.value.times(unit.size)?.over(wanted.size)
    }
}

/// Whether two nouns name the same thing, singular or plural. A unit without a noun takes any.
fn same_noun(given: &str, wanted: &str) -> bool {
    let stem = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
    wanted.is_empty() || stem(given) == stem(wanted)
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.unit {
            Some(unit) => write!(f, "{} {unit}", self.value.normalize()),
            None => write!(f, "{}", self.value.normalize()),
        }
    }
}

/// Reads a plain decimal number without losing a digit: optional sign, digits, at most one point.
///
/// `None` for anything else, for more than 28 digits, and for a bare sign or point.
#[must_use]
pub fn decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.')
        && digits.bytes().next().is_some_and(|b| b.is_ascii_digit())
        && digits.bytes().last().is_some_and(|b| b.is_ascii_digit());
    if !plain {
        return None;
    }
    Decimal::from_str_exact(text.strip_prefix('+').unwrap_or(text)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, unit: &str) -> Option<String> {
        let value = Quantity::parse(text)?.in_unit(&Unit::parse(unit)?)?;
        Some(value.normalize().to_string())
    }

    #[test]
    fn quantities_convert_within_their_dimension() {
        assert_eq!(read("1 GiB", "GB").as_deref(), Some("1.073741824"));
        assert_eq!(read("90 min", "h").as_deref(), Some("1.5"));
        assert_eq!(read("70 %", "%").as_deref(), Some("70"));
        assert_eq!(read("1.5M commands", "command").as_deref(), Some("1500000"));
        assert_eq!(read("500_000", "command").as_deref(), Some("500000"));
        assert_eq!(read("12", "GB").as_deref(), Some("12"));
    }

    #[test]
    fn quantities_of_other_things_are_refused() {
        assert_eq!(read("5 GB", "command"), None);
        assert_eq!(read("5 messages", "command"), None);
        assert_eq!(read("5 parsecs!", "command"), None);
        assert_eq!(read("", "GB"), None);
        assert_eq!(read("GB", "GB"), None);
        assert_eq!(read("1e9", "B"), None);
        assert_eq!(read("50,5 GB", "GB"), None); // a comma means different things to different readers
    }

    #[test]
    fn numbers_keep_every_digit_or_are_refused() {
        assert_eq!(
            decimal("123456789.123456789123").map(|d| d.to_string()).as_deref(),
            Some("123456789.123456789123")
        );
        assert_eq!(decimal("0.00000000000000000000000000001"), None);
        assert_eq!(decimal("."), None);
        assert_eq!(decimal("--1"), None);
        assert_eq!(decimal("1."), None);
    }
}
