//! Readers for the words of a price file: formulas, ceilings, shares, units.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

use super::Ceiling;
use crate::book::Table;
use crate::document::scalar::{Held, optional, scalar};
use crate::money::Currency;
use crate::tariff::{Formula, Rounding};
use crate::unit::{Quantity, Unit};

/// Reads a formula: a number, or `{ base, each: { name: number }, at_least, at_most }`.
pub(in crate::book) fn formula<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Formula, D::Error> {
    struct Terms;
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Long {
        #[serde(default, deserialize_with = "scalar")]
        base: Decimal,
        #[serde(default)]
        each: Table<Held<Decimal>>,
        #[serde(default, deserialize_with = "optional")]
        at_least: Option<Decimal>,
        #[serde(default, deserialize_with = "optional")]
        at_most: Option<Decimal>,
    }
    impl<'de> serde::de::Visitor<'de> for Terms {
        type Value = Formula;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a number, or a map with `base`, `each`, `at_least`, `at_most`")
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<Formula, E> {
            let value = crate::unit::decimal(text);
            value
                .map(Formula::number)
                .ok_or_else(|| E::custom(format!("`{text}` is not a decimal number of at most 28 digits")))
        }
        fn visit_u64<E: Error>(self, value: u64) -> Result<Formula, E> {
            Ok(Formula::number(value.into()))
        }
        fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Formula, A::Error> {
            let long = Long::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
            let each = long.each.iter().map(|(name, held)| (name.clone(), held.0)).collect();
            Ok(Formula { base: long.base, each, at_least: long.at_least, at_most: long.at_most })
        }
    }
    deserializer.deserialize_any(Terms)
}

pub(in crate::book) fn optional_formula<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Formula>, D::Error> {
    formula(deserializer).map(Some)
}

pub(in crate::book) fn ceiling<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Ceiling, D::Error> {
    struct Word;
    impl<'de> serde::de::Visitor<'de> for Word {
        type Value = Ceiling;
        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("a number, a formula, `included` or `not-stated`")
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<Ceiling, E> {
            match text {
                "included" => Ok(Ceiling::Included),
                "not-stated" => Ok(Ceiling::NotStated),
                _ => formula(serde::de::value::StrDeserializer::new(text)).map(Ceiling::Amount),
            }
        }
        fn visit_map<A: serde::de::MapAccess<'de>>(self, map: A) -> Result<Ceiling, A::Error> {
            formula(serde::de::value::MapAccessDeserializer::new(map)).map(Ceiling::Amount)
        }
    }
    deserializer.deserialize_any(Word)
}

pub(in crate::book) fn unit<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Unit, D::Error> {
    let text = String::deserialize(deserializer)?;
    Unit::parse(&text).ok_or_else(|| {
        Error::custom(format!("`{text}` is no unit: a known symbol such as GB or h, or a lower-case noun"))
    })
}

pub(in crate::book) fn currency<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Currency, D::Error> {
    let text = String::deserialize(deserializer)?;
    Currency::parse(&text)
        .ok_or_else(|| Error::custom(format!("`{text}` is no currency: three capital letters such as USD")))
}

pub(in crate::book) fn share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    let quantity: Quantity = scalar(deserializer)?;
    let percent = quantity.unit.as_ref().is_some_and(|unit| unit.symbol() == "%");
    let hundred = Decimal::ONE_HUNDRED;
    let share = if percent { quantity.value.checked_div(hundred) } else { None };
    share.ok_or_else(|| Error::custom(format!("`{quantity}` is no share: write it as 90 %")))
}

pub(in crate::book) fn optional_share<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Decimal>, D::Error> {
    share(deserializer).map(Some)
}

pub(in crate::book) fn rounding<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Rounding>, D::Error> {
    let text = String::deserialize(deserializer)?;
    match text.as_str() {
        "up" => Ok(Some(Rounding::Up)),
        "down" => Ok(Some(Rounding::Down)),
        "nearest" => Ok(Some(Rounding::Nearest)),
        _ => Err(Error::custom(format!("`{text}` is no rounding: up, down or nearest"))),
    }
}
