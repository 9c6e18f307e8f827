//! Readers for the small things that stand in documents: decimals, quantities, dates, months.

use std::fmt;
use std::marker::PhantomData;

use rust_decimal::Decimal;
use serde::de::{Deserialize, Deserializer, Error, Visitor};

use crate::month::{Date, Month};
use crate::unit::{Quantity, decimal};

/// Something written as one word or number.
pub(crate) trait Scalar: Sized {
    /// What is expected, for the error.
    const EXPECTED: &'static str;
    /// Reads it, `None` where the text is something else.
    fn scalar(text: &str) -> Option<Self>;
}

impl Scalar for Decimal {
    const EXPECTED: &'static str = "a decimal number of at most 28 digits, such as 0.25";
    fn scalar(text: &str) -> Option<Self> {
        decimal(text)
    }
}

impl Scalar for Quantity {
    const EXPECTED: &'static str = "a number with its unit, such as 50 kB or 5 s";
    fn scalar(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Scalar for Date {
    const EXPECTED: &'static str = "a day as 2026-12-31";
    fn scalar(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Scalar for Month {
    const EXPECTED: &'static str = "a month as 2026-12";
    fn scalar(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

/// Reads a scalar from a text or a number, without passing through a float.
pub(crate) fn scalar<'de, D: Deserializer<'de>, T: Scalar>(deserializer: D) -> Result<T, D::Error> {
    struct Word<T>(PhantomData<T>);
    impl<T: Scalar> Visitor<'_> for Word<T> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(T::EXPECTED)
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            T::scalar(text).ok_or_else(|| E::custom(format!("`{text}` is not {}", T::EXPECTED)))
        }
    }
    deserializer.deserialize_str(Word(PhantomData))
}

/// Reads a scalar that may be left out.
pub(crate) fn optional<'de, D: Deserializer<'de>, T: Scalar>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::<Held<T>>::deserialize(deserializer).map(|held| held.map(|held| held.0))
}

/// A scalar as a serde type, for maps and lists.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Held<T>(pub(crate) T);

impl<'de, T: Scalar> Deserialize<'de> for Held<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        scalar(deserializer).map(Self)
    }
}
