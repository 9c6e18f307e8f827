//! Units of measure and quantities that carry one: `50 kB`, `256 MB`, `5 s`, `500k commands`, `120 CU-hours`.

mod numeral;
mod quantity;
mod spelling;

use std::fmt;

use rust_decimal::Decimal;

use crate::number::Checked;

pub use numeral::decimal;
pub use quantity::{Quantity, Refusal};

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
        assert_eq!(read("50,5 GB", "GB"), None); // a comma means different things to different readers
    }

    #[test]
    fn numbers_are_read_as_invoices_print_them() {
        for (text, unit, wanted) in [
            ("1,000,000", "command", "1000000"),
            ("1,500.25 GB", "GB", "1500.25"),
            ("20,000,000 commands", "command", "20000000"),
            ("1 million", "command", "1000000"),
            ("1.5 million commands", "command", "1500000"),
            ("2M", "command", "2000000"),
            ("500K commands", "command", "500000"),
            ("2e3 GB", "GB", "2000"),
            ("1.5E-3 GB", "GB", "0.0015"),
            ("3 lakh", "rupees", "300000"),
            ("$200", "dollars", "200"),
            ("US$1,200.50", "dollars", "1200.5"),
            ("200 USD", "dollars", "200"),
            ("0.4857 vCPU", "vcpus", "0.4857"),
            ("3000 IOPS", "iops", "3000"),
            ("7 queries", "query", "7"),
            ("12h 30m", "h", "12.5"),
            ("1d 2h 30min", "min", "1590"),
            ("2 weeks", "days", "14"),
        ] {
            assert_eq!(read(text, unit).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_held_for_a_time_has_units_of_its_own() {
        for (text, unit, wanted) in [
            ("1460 GB-hours", "gb-hours", "1460"),
            ("87600 GB-minutes", "GB-hours", "1460"),
            ("1 TB hour", "GB-hours", "1000"),
            ("120 CU-hours", "cu-hours", "120"),
            ("7,200 CU-minutes", "cu-hours", "120"),
            ("3 GB-months", "GB-Mo", "3"),
            ("200 MB/s", "mb-per-second", "200"),
        ] {
            assert_eq!(read(text, unit).as_deref(), Some(wanted), "{text}");
        }
        for (text, unit) in [("5 GB-hours", "GB"), ("5 CU-hours", "vCPU-hours"), ("5 GB-months", "GB-hours")]
        {
            assert_eq!(read(text, unit), None, "{text}");
        }
        let held = |text: &str, unit: &str| {
            Quantity::parse(text)?
                .held(&Unit::parse(unit)?, 2_592_000)
                .map(|held| held.normalize().to_string())
        };
        assert_eq!(held("1 GB-minute", "MB").as_deref(), Some("60000"));
        assert_eq!(held("21,683 vCPU-minutes", "vcpus").as_deref(), Some("1300980"));
        assert_eq!(held("1 GB-month", "GB").as_deref(), Some("2592000"));
        assert_eq!(held("1 GB-month", "vcpus"), None);
        assert_eq!(held("1 GB", "GB"), None);
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_refused_with_both() {
        for (text, why, hint) in [
            ("1,5", "it can be read as 1.5 or as 15", "write 1.5 or 15"),
            ("0,500 GB", "it can be read as 0.500 or as 500", "write 0.500 or 500"),
            ("1.000,50", "it can be read as 1000.50 or as 1.00050", "write 1000.50 or 1.00050"),
            ("1,00,000", "its commas do not stand between thousands", "write 100000"),
            ("1.000.000,5", "its commas do not stand between thousands", "write 1000000.5"),
            ("1.000.000", "it has several points", "write 1000000"),
            ("1 000 000 GB", "its digits stand apart", "write 1000000"),
            ("1'000", "its digits stand apart", "write 1000"),
            (".5 GB", "it starts with a point", "write 0.5"),
            ("5. GB", "it ends with a point", "write 5"),
            ("2 Tb", "Tb is bits, and a byte is 8 of them", "write 0.25 TB, or 2 TB where bytes are meant"),
            (
                "100 Mbps",
                "Mbps is bits, and a byte is 8 of them",
                "write 12.5 MB, or 100 MB where bytes are meant",
            ),
            ("2 gb", "gb is no unit", "write 2 GB"),
            ("34 k k", "it is multiplied twice", "write the number out"),
            ("5 k million things", "it is multiplied twice", "write the number out"),
            ("$5 GB", "it has a currency and a unit", "leave one of them out"),
            ("1e99", "its exponent is too large", "write the number out"),
        ] {
            let refusal = Quantity::try_parse(text).err().unwrap_or_default();
            assert_eq!(refusal.why.as_deref(), Some(why), "{text}");
            assert!(
                refusal.hint.as_deref().is_some_and(|said| said.starts_with(hint)),
                "{text}: {refusal:?}"
            );
        }
    }

    #[test]
    fn words_that_hide_a_size_count_nothing() {
        for text in
            ["5 B users", "5 m users", "5 G", "5 GBB", "5 k", "0k k", "5 h 5 h", "5 min 2 h", "5 GB 3 MB"]
        {
            let unit = Quantity::parse(text).and_then(|quantity| quantity.unit);
            assert_eq!(unit, None, "{text}");
        }
        assert_eq!(Quantity::parse("5 k").map(|quantity| quantity.value), Some(Decimal::from(5_000)));
        assert_eq!(Quantity::parse(&"$".repeat(1_000)), None);
        assert_eq!(Quantity::parse(&"1h ".repeat(1_000)), None);
        assert_eq!(Unit::parse(&"-day".repeat(1_000)), None);
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
