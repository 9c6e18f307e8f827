//! One month of explicit usage, so that a vendor's invoice can be typed in and priced.

mod month;

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

use crate::bill::{Bill, OptionValue, bill};
use crate::book::Books;
use crate::document::scalar::{Held, optional, scalar};
use crate::document::{Node, Problem, read};
use crate::month::{Date, Month};
use crate::stack::{Ordered, Rate};
use crate::unit::Quantity;

/// One account's month of usage.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsageDocument {
    /// The version of this format; 1.
    pub version: u32,
    /// The provider.
    pub provider: String,
    /// The account's plan; the provider's default where it is left out.
    #[serde(default)]
    pub plan: Option<String>,
    /// The month.
    #[serde(deserialize_with = "scalar")]
    pub month: Month,
    /// Since when the account exists.
    #[serde(default, deserialize_with = "optional")]
    pub since: Option<Date>,
    /// Whether a card is on file; it is, where nothing is said.
    #[serde(default = "yes")]
    pub card: bool,
    /// The account's settings.
    #[serde(default, deserialize_with = "crate::stack::options")]
    pub options: BTreeMap<String, OptionValue>,
    /// Usage of the account's own meters.
    #[serde(default)]
    pub usage: Ordered<Used>,
    /// What ran.
    #[serde(default)]
    pub resources: Vec<UsedResource>,
}

fn yes() -> bool {
    true
}

/// One resource's month.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UsedResource {
    /// Its name.
    pub name: String,
    /// The product's id, without the provider.
    pub product: String,
    /// Its plan; the product's default where it is left out.
    #[serde(default)]
    pub plan: Option<String>,
    /// How many instances.
    #[serde(default, deserialize_with = "crate::stack::count")]
    pub count: Option<Decimal>,
    /// Its settings.
    #[serde(default, deserialize_with = "crate::stack::options")]
    pub options: BTreeMap<String, OptionValue>,
    /// Since when it exists.
    #[serde(default, deserialize_with = "optional")]
    pub since: Option<Date>,
    /// Hours it ran, from the month's start; the whole month where nothing is said.
    #[serde(default, deserialize_with = "optional")]
    pub hours: Option<Quantity>,
    /// Stretches with their own plan, count or usage, instead of `hours`.
    #[serde(default)]
    pub segments: Vec<Segment>,
    /// What it used over the month.
    #[serde(default)]
    pub usage: Ordered<Used>,
}

/// A stretch of the month.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Segment {
    /// Its start; the end of the stretch before where it is left out.
    #[serde(default, deserialize_with = "optional")]
    pub from: Option<Moment>,
    /// Its end.
    #[serde(default, deserialize_with = "optional")]
    pub to: Option<Moment>,
    /// Its length, instead of `to`.
    #[serde(default, deserialize_with = "optional")]
    pub hours: Option<Quantity>,
    /// Its length in days, instead of `to`.
    #[serde(default, deserialize_with = "optional")]
    pub days: Option<Quantity>,
    /// The plan in it; the resource's where it is left out.
    #[serde(default)]
    pub plan: Option<String>,
    /// The count in it; the resource's where it is left out.
    #[serde(default, deserialize_with = "crate::stack::count")]
    pub count: Option<Decimal>,
    /// Usage that holds in it alone.
    #[serde(default)]
    pub usage: Ordered<Used>,
}

/// A minute of the calendar, UTC: `2026-09-10 16:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub day: Date,
    /// Minutes of the day, 0 to 1440.
    pub minute: u16,
}

impl crate::document::scalar::Scalar for Moment {
    const EXPECTED: &'static str = "a moment as 2026-09-10 or 2026-09-10 16:30";
    fn scalar(text: &str) -> Option<Self> {
        let (day, time) = text.split_once(' ').map_or((text, None), |(day, time)| (day, Some(time)));
        let day = Date::parse(day)?;
        let Some(time) = time else { return Some(Self { day, minute: 0 }) };
        let (hour, minute) = time.split_once(':')?;
        let two = |text: &str, most: u16| text.parse::<u16>().ok().filter(|n| text.len() == 2 && *n <= most);
        let (hour, minute) = (two(hour, 24)?, two(minute, 59)?);
        let minute = hour.checked_mul(60)?.checked_add(minute)?;
        (minute <= 1_440).then_some(Self { day, minute })
    }
}

/// Usage as it is typed in.
#[derive(Clone, Debug, PartialEq)]
pub enum Used {
    /// A total, or a level that holds.
    Amount(Rate),
    /// A level that changes evenly.
    Level {
        /// At the start.
        opening: Quantity,
        /// At the end.
        closing: Quantity,
    },
    /// Single events: `[{ each: 154 s, times: 100 }]`.
    Events(Vec<(Quantity, Decimal)>),
}

impl<'de> Deserialize<'de> for Used {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        use serde::de::{MapAccess, SeqAccess, Visitor};
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Level {
            opening: Held<Quantity>,
            closing: Held<Quantity>,
        }
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Events {
            each: Held<Quantity>,
            times: Held<Decimal>,
        }
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Used;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a quantity, `{ opening, closing }` or a list of `{ each, times }`")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Used, E> {
                let rate = Rate::parse(text)
                    .ok_or_else(|| E::custom(format!("`{text}` is not a quantity such as 10 GB")))?;
                if rate.quantity.value < Decimal::ZERO {
                    return Err(E::custom(format!("{text} is below zero")));
                }
                Ok(Used::Amount(rate))
            }
            fn visit_u64<E: Error>(self, value: u64) -> Result<Used, E> {
                self.visit_str(&value.to_string())
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Used, A::Error> {
                let level = Level::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                if level.opening.0.value < Decimal::ZERO || level.closing.0.value < Decimal::ZERO {
                    return Err(A::Error::custom("a level is not below zero"));
                }
                Ok(Used::Level { opening: level.opening.0, closing: level.closing.0 })
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Used, A::Error> {
                let mut events = Vec::new();
                while let Some(event) = seq.next_element::<Events>()? {
                    if event.each.0.value < Decimal::ZERO || event.times.0 < Decimal::ZERO {
                        return Err(A::Error::custom("events are not below zero"));
                    }
                    events.push((event.each.0, event.times.0));
                }
                Ok(Used::Events(events))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

impl UsageDocument {
    /// Reads a usage document.
    ///
    /// # Errors
    ///
    /// A [`Problem`] with its place.
    pub fn parse(node: &Node) -> Result<Self, Problem> {
        let document: Self = read(node)?;
        if document.version != 1 {
            return Err(node.locate(
                Problem::new(format!("version {} is not known; write version 1", document.version))
                    .path("version"),
            ));
        }
        Ok(document)
    }

    /// Prices the month.
    ///
    /// # Errors
    ///
    /// A [`Problem`] whose path says where: an unknown plan or meter, a unit that does not fit, stretches outside the
    /// month or over each other, prices that are not known.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::book::Books;
    /// use planner_core::document::parse_json;
    /// use planner_core::usage::UsageDocument;
    ///
    /// let text = r#"{
    ///     "version": 1, "provider": "render", "plan": "hobby", "month": "2026-09",
    ///     "resources": [{ "name": "web", "product": "web", "plan": "starter", "usage": { "bandwidth": "10 GB" } }]
    /// }"#;
    /// let usage = UsageDocument::parse(&parse_json(text, 0).unwrap()).unwrap();
    /// let books = Books::bundled().unwrap();
    /// let bill = usage.bill(&books, None).unwrap();
    /// assert_eq!(bill.total().unwrap().to_string(), "7.75"); // 7 + (10 - 5) x 0.15
    /// ```
    pub fn bill<'a>(&'a self, books: &'a Books, as_of: Option<Date>) -> Result<Bill<'a>, Problem> {
        bill(books, &month::account_month(self, books, as_of)?)
    }
}
