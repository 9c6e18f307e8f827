//! Units of measure and quantities that carry one: `50 kB`, `256 MB`, `5 s`, `500k commands`, `120 CU-hours`.

mod misread;
mod numeral;
mod quantity;
mod spelling;

use std::borrow::Cow;
use std::fmt;

use crate::number::Decimal;

pub(crate) use misread::{Reads, reads_as};
pub use numeral::decimal;
pub(crate) use quantity::meant;
pub use quantity::{Quantity, Refusal};

/// One of what is counted, in words: `branch` of `branches`; what is measured stays as it is: `GB`, `ms`.
///
/// # Example
///
/// ```
/// assert_eq!(planner_core::singular("databases"), "database");
/// assert_eq!(planner_core::singular("ms"), "ms");
/// ```
#[must_use]
pub fn singular(unit: &str) -> Cow<'_, str> {
    let counted = Unit::parse(unit).is_none_or(|unit| unit.dimension() == Dimension::Count);
    if counted { spelling::one(unit) } else { unit.into() }
}

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
    /// Bytes for as long as they are held: GB-hours.
    DataHeld,
    /// Things for as long as they are held: vCPU-minutes.
    CountHeld,
    /// Bytes in each second.
    DataRate,
}

/// A unit: a symbol with a size in its dimension's base (byte, second, one, and these times or for each second).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    symbol: String,
    dimension: Dimension,
    size: Decimal,
    /// Held for months, whose length only the calendar knows; the size is that of what is held.
    monthly: bool,
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
    ("weeks", Dimension::Duration, 604_800, 0),
    ("%", Dimension::Share, 1, 2),
    ("kB/s", Dimension::DataRate, 1_000, 0),
    ("MB/s", Dimension::DataRate, 1_000_000, 0),
    ("GB/s", Dimension::DataRate, 1_000_000_000, 0),
    ("MiB/s", Dimension::DataRate, 1 << 20, 0),
];

/// The longest word that is read as a unit.
const MOST_LETTERS: usize = 40;

impl Unit {
    /// The unit a symbol names. A word that is no known symbol counts things of that name (`commands`); bytes or things
    /// with a time behind them are held for it (`GB-hours`, `vCPU-minutes`).
    ///
    /// `None` for what is no word, for multiples such as `k`, and for bits: `Gb` is not `GB`.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::{Dimension, Unit};
    /// assert_eq!(Unit::parse("GB-hours").map(|unit| unit.dimension()), Some(Dimension::DataHeld));
    /// assert_eq!(Unit::parse("Gb"), None);
    /// ```
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MOST_LETTERS {
            return None;
        }
        let symbol = spelling::symbol(text);
        if let Some(&(symbol, dimension, mantissa, scale)) = KNOWN.iter().find(|known| known.0 == symbol) {
            let size = Decimal::new(mantissa, scale);
            return Some(Self { symbol: symbol.to_owned(), dimension, size, monthly: false });
        }
        if let Some((held, seconds)) = spelling::held(text) {
            return Self::held(text, held, seconds);
        }
        spelling::is_noun(symbol).then(|| Self {
            symbol: symbol.to_owned(),
            dimension: Dimension::Count,
            size: Decimal::ONE,
            monthly: false,
        })
    }

    /// What is held for a time; for months where no seconds are given.
    fn held(symbol: &str, held: &str, seconds: Option<u32>) -> Option<Self> {
        // The books wrote it in small letters, where nothing but bytes can be meant.
        let held = spelling::bytes_meant(held).unwrap_or(held);
        let of = Self::parse(held)?;
        let dimension = match of.dimension {
            Dimension::Data => Dimension::DataHeld,
            Dimension::Count => Dimension::CountHeld,
            _ => return None,
        };
        let size = of.size.times(seconds.unwrap_or(1).into())?;
        Some(Self { symbol: symbol.to_owned(), dimension, size, monthly: seconds.is_none() })
    }

    /// The unit of plain numbers.
    #[must_use]
    pub fn count() -> Self {
        Self { symbol: String::new(), dimension: Dimension::Count, size: Decimal::ONE, monthly: false }
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

    /// What it counts, made alike in case and number; empty where it counts nothing or anything.
    #[must_use]
    pub fn noun(&self) -> String {
        match self.dimension {
            Dimension::Count => spelling::noun(&self.symbol),
            Dimension::CountHeld => spelling::noun(spelling::held(&self.symbol).map_or("", |(held, _)| held)),
            _ => String::new(),
        }
    }

    /// Whether it is something held for a time.
    #[must_use]
    pub const fn is_held(&self) -> bool {
        matches!(self.dimension, Dimension::DataHeld | Dimension::CountHeld)
    }

    /// Whether it measures bytes, also held for a time or in each second.
    #[must_use]
    pub const fn is_data(&self) -> bool {
        matches!(self.dimension, Dimension::Data | Dimension::DataHeld | Dimension::DataRate)
    }

    /// The three letters of the currency it names, where it names one.
    #[must_use]
    pub fn currency(&self) -> Option<&'static str> {
        spelling::currency_code(&self.noun())
    }

    /// Whether it is something held for months, whose length only the calendar knows.
    #[must_use]
    pub const fn is_monthly(&self) -> bool {
        self.monthly
    }

    /// Every symbol that may stand where this unit is wanted, for an error to list.
    #[must_use]
    pub fn alternatives(&self) -> Vec<&str> {
        match self.dimension {
            Dimension::Count if self.symbol.is_empty() => vec!["a plain number"],
            Dimension::Count | Dimension::CountHeld => vec!["a plain number", &self.symbol],
            Dimension::DataHeld => vec![&self.symbol, "MB-hours", "GB-minutes", "GB-hours", "GiB-hours"],
            _ => KNOWN.iter().filter(|known| known.1 == self.dimension).map(|known| known.0).collect(),
        }
    }

    /// Whether quantities in this unit can be said in the other.
    fn fits(&self, wanted: &Self) -> bool {
        let alike = || wanted.symbol.is_empty() || self.noun() == wanted.noun();
        self.dimension == wanted.dimension && self.monthly == wanted.monthly && alike()
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.symbol)
    }
}

#[cfg(test)]
mod tests;
