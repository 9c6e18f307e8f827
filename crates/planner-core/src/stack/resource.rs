//! Accounts and resources, as a stack names them.

use std::collections::BTreeMap;
use std::fmt;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::{Ordered, Series};
use crate::bill::OptionValue;
use crate::document::scalar::{Held, optional};
use crate::month::Date;
use crate::unit::{Quantity, decimal};

/// A subscription at a provider.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The provider; the account's own name where it is left out.
    #[serde(default)]
    pub provider: Option<String>,
    /// Its plan; the provider's default where it is left out.
    #[serde(default)]
    pub plan: Option<String>,
    /// Since when it exists: older accounts may keep older terms.
    #[serde(default, deserialize_with = "optional")]
    pub since: Option<Date>,
    /// Whether a card is on file; it is, where nothing is said.
    #[serde(default = "yes")]
    pub card: bool,
    /// The day of the month its billing cycle starts on, where not the first.
    #[serde(default)]
    pub cycle_day: Option<u8>,
    /// Its settings.
    #[serde(default, deserialize_with = "options")]
    pub options: BTreeMap<String, OptionValue>,
    /// Usage of the account that no resource makes.
    #[serde(default)]
    pub usage: Ordered<Series>,
    /// Why its plan is assumed, where nobody stated it.
    #[serde(default)]
    pub assumed: Option<String>,
}

fn yes() -> bool {
    true
}

impl Account {
    /// The provider it is at.
    #[must_use]
    pub fn provider<'a>(&'a self, name: &'a str) -> &'a str {
        self.provider.as_deref().unwrap_or(name)
    }
}

/// Something that runs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Resource {
    /// `provider/product`.
    pub product: String,
    /// The account it belongs to, where the provider has several.
    #[serde(default)]
    pub account: Option<String>,
    /// Its plan; the product's default where it is left out.
    #[serde(default)]
    pub plan: Option<String>,
    /// How many instances; one where nothing is said.
    #[serde(default, deserialize_with = "count")]
    pub count: Option<Decimal>,
    /// Hours it runs a month; the whole month where nothing is said.
    #[serde(default, deserialize_with = "optional")]
    pub hours: Option<Quantity>,
    /// Since when it exists; the stack's start where nothing is said.
    #[serde(default, deserialize_with = "optional")]
    pub since: Option<Date>,
    /// Where it runs.
    #[serde(default)]
    pub region: Option<String>,
    /// The project it belongs to.
    #[serde(default)]
    pub project: Option<String>,
    /// The environment it belongs to.
    #[serde(default)]
    pub environment: Option<String>,
    /// Its settings.
    #[serde(default, deserialize_with = "options")]
    pub options: BTreeMap<String, OptionValue>,
    /// How its instances are scaled.
    #[serde(default)]
    pub scaling: Option<Scaling>,
    /// What it uses, by meter.
    #[serde(default)]
    pub usage: Ordered<Series>,
    /// What the owner was told it costs a month.
    #[serde(default)]
    pub quoted: Option<Quote>,
    /// Why its plan is assumed, where nobody stated it.
    #[serde(default)]
    pub assumed: Option<String>,
    /// Said beside it.
    #[serde(default)]
    pub note: Option<String>,
}

impl Resource {
    /// The provider's id.
    #[must_use]
    pub fn provider(&self) -> &str {
        self.product.split_once('/').map_or(self.product.as_str(), |(provider, _)| provider)
    }

    /// The product's id, without the provider.
    #[must_use]
    pub fn product_id(&self) -> &str {
        self.product.split_once('/').map_or("", |(_, product)| product)
    }

    /// How many instances are billed: the count, or the least that scaling keeps running.
    #[must_use]
    pub fn instances(&self) -> Decimal {
        self.count.or_else(|| self.scaling.as_ref().map(|scaling| scaling.min.into())).unwrap_or(Decimal::ONE)
    }
}

/// How instances are scaled.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scaling {
    /// The least.
    pub min: u32,
    /// The most.
    pub max: u32,
    /// The CPU utilisation it aims at.
    #[serde(default, deserialize_with = "optional")]
    pub cpu: Option<Quantity>,
    /// The memory utilisation it aims at.
    #[serde(default, deserialize_with = "optional")]
    pub memory: Option<Quantity>,
}

/// What the owner was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The amount a month.
    pub amount: Decimal,
    /// For each instance, rather than for the resource.
    pub each: bool,
}

impl Quote {
    /// Reads `90` or `25 each`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (amount, each) = match text.trim().strip_suffix("each") {
            Some(rest) => (rest.trim_end(), true),
            None => (text.trim(), false),
        };
        let amount = decimal(amount).filter(|amount| *amount >= Decimal::ZERO)?;
        Some(Self { amount, each })
    }

    /// What it comes to for a number of instances.
    #[must_use]
    pub fn total(self, instances: Decimal) -> Option<Decimal> {
        if self.each { self.amount.checked_mul(instances) } else { Some(self.amount) }
    }
}

impl crate::document::scalar::Scalar for Quote {
    const EXPECTED: &'static str = "a quote such as 90 or 25 each";
    fn scalar(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl<'de> Deserialize<'de> for Quote {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::document::scalar::scalar(deserializer)
    }
}

/// Reads a number of instances, 0 to 100,000.
pub(crate) fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
    let Held(count) = Held::<Decimal>::deserialize(deserializer)?;
    if count < Decimal::ZERO || count > Decimal::from(100_000) {
        return Err(D::Error::custom(format!("a count of {count} is outside 0 to 100000")));
    }
    Ok(Some(count))
}

/// Reads options: true, false, a number, or a word.
pub(crate) fn options<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, OptionValue>, D::Error> {
    struct One(OptionValue);
    impl<'de> Deserialize<'de> for One {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            struct Any;
            impl Visitor<'_> for Any {
                type Value = One;
                fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    f.write_str("true, false, a number or a word")
                }
                fn visit_bool<E: Error>(self, yes: bool) -> Result<One, E> {
                    Ok(One(OptionValue::Flag(yes)))
                }
                fn visit_u64<E: Error>(self, value: u64) -> Result<One, E> {
                    Ok(One(OptionValue::Number(value.into())))
                }
                fn visit_str<E: Error>(self, text: &str) -> Result<One, E> {
                    Ok(One(
                        decimal(text).map_or_else(|| OptionValue::Word(text.to_owned()), OptionValue::Number)
                    ))
                }
            }
            deserializer.deserialize_any(Any)
        }
    }
    struct All;
    impl<'de> Visitor<'de> for All {
        type Value = BTreeMap<String, OptionValue>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a map of options")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut all = BTreeMap::new();
            while let Some((name, One(value))) = map.next_entry::<String, One>()? {
                all.insert(name, value);
            }
            Ok(all)
        }
    }
    deserializer.deserialize_map(All)
}
