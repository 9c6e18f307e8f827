//! The user's own ceilings.

use std::fmt;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use super::Rate;
use crate::bill::TIGHT;
use crate::book::Effect;
use crate::document::scalar::{Held, optional, scalar};
use crate::unit::Quantity;

/// The user's own ceilings, limits like any other.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnLimits {
    /// A limit is tight when this share of it, or less, is left.
    pub headroom: Decimal,
    /// What the stack may cost.
    pub spend: Option<Rate>,
    /// Ceilings by name.
    pub named: Vec<(String, OwnLimit)>,
}

impl Default for OwnLimits {
    fn default() -> Self {
        Self { headroom: TIGHT, spend: None, named: Vec::new() }
    }
}

/// One ceiling of the user's own: on a meter or the cost of a resource or account, or on a driver.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwnLimit {
    /// The resource it is on.
    #[serde(default)]
    pub resource: Option<String>,
    /// The account it is on.
    #[serde(default)]
    pub account: Option<String>,
    /// The driver it is on.
    #[serde(default)]
    pub driver: Option<String>,
    /// The meter it is on.
    #[serde(default)]
    pub meter: Option<String>,
    /// How much; `80 %` is a share of the vendor's limit on the same meter.
    #[serde(default, deserialize_with = "optional")]
    pub at: Option<Rate>,
    /// How much money.
    #[serde(default, deserialize_with = "optional")]
    pub spend: Option<Rate>,
    /// What happens; somebody is told where nothing is said.
    #[serde(default = "notified")]
    pub then: Effect,
    /// The same in words.
    #[serde(default)]
    pub says: Option<String>,
}

fn notified() -> Effect {
    Effect::Notified
}

impl<'de> Deserialize<'de> for OwnLimits {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Share(#[serde(deserialize_with = "scalar")] Quantity);
        struct All;
        impl<'de> Visitor<'de> for All {
            type Value = OwnLimits;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map with `spend`, `headroom` and named ceilings")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<OwnLimits, A::Error> {
                let mut limits = OwnLimits::default();
                while let Some(name) = map.next_key::<String>()? {
                    match name.as_str() {
                        "headroom" => {
                            let Share(quantity) = map.next_value()?;
                            let share = quantity
                                .unit
                                .as_ref()
                                .filter(|unit| unit.symbol() == "%")
                                .and_then(|_| quantity.value.checked_div(Decimal::ONE_HUNDRED));
                            limits.headroom = share
                                .filter(|share| (Decimal::ZERO..=Decimal::ONE).contains(share))
                                .ok_or_else(|| {
                                    A::Error::custom(format!(
                                        "headroom is a share from 0 % to 100 %, not {quantity}"
                                    ))
                                })?;
                        }
                        "spend" => limits.spend = Some(map.next_value::<Held<Rate>>()?.0),
                        _ => limits.named.push((name, map.next_value()?)),
                    }
                }
                Ok(limits)
            }
        }
        deserializer.deserialize_map(All)
    }
}
