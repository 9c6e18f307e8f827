//! How a figure grows from month to month.

use std::fmt;

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};

use crate::document::scalar::scalar;
use crate::number::Number;
use crate::unit::Quantity;

/// Decimal places that grown figures are rounded to each month, so that 36 months of compounding stay exact decimals.
pub(crate) const GROWTH_PLACES: u32 = 9;

/// One way to grow, each month from the month before.
#[derive(Clone, Debug, PartialEq)]
pub enum Growth {
    /// By a share of itself: `6 %/month`.
    Compound(Decimal),
    /// By an amount: `+100 /month`.
    Linear(Quantity),
    /// Towards a ceiling: by `rate` of itself while far from it, by less and less near it.
    Logistic {
        /// What it approaches.
        ceiling: Quantity,
        /// The share it grows by while small.
        rate: Decimal,
    },
}

impl Growth {
    /// The value a month after `value`; none past 28 digits. `amount` puts quantities into the figure's unit.
    pub(crate) fn next(
        &self,
        value: Decimal,
        amount: impl Fn(&Quantity) -> Option<Decimal>,
    ) -> Option<Decimal> {
        let grown = match self {
            Self::Compound(rate) => value.checked_add(Number::checked_mul(value, *rate)?)?,
            Self::Linear(step) => value.checked_add(amount(step)?)?,
            Self::Logistic { ceiling, rate } => {
                let ceiling = amount(ceiling)?;
                let room = Decimal::ONE.checked_sub(value.checked_div(ceiling)?)?;
                value.checked_add(value.checked_mul(*rate)?.checked_mul(room)?)?
            }
        };
        Some(grown.most(Decimal::ZERO).round_half_away(GROWTH_PLACES))
    }

    /// Reads `6 %/month` or `+100 /month`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (amount, period) = text.rsplit_once('/')?;
        if period.trim() != "month" {
            return None;
        }
        let quantity = Quantity::parse(amount)?;
        if quantity.unit.as_ref().is_some_and(|unit| unit.symbol() == "%") {
            return Some(Self::Compound(quantity.value.checked_div(Decimal::ONE_HUNDRED)?));
        }
        Some(Self::Linear(quantity))
    }
}

const EXPECTED: &str = "a growth such as 6 %/month or +100 /month";

impl<'de> Deserialize<'de> for Growth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Logistic {
            #[serde(deserialize_with = "scalar")]
            ceiling: Quantity,
            rate: Growth,
        }
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Growth;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{EXPECTED}, or {{ logistic: {{ ceiling, rate }} }}")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Growth, E> {
                let growth =
                    Growth::parse(text).ok_or_else(|| E::custom(format!("`{text}` is not {EXPECTED}")))?;
                match growth {
                    Growth::Compound(rate) if rate < -Decimal::ONE || rate > Decimal::TEN => {
                        Err(E::custom(format!("`{text}` is outside -100 % to 1000 % a month")))
                    }
                    _ => Ok(growth),
                }
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Growth, A::Error> {
                let unknown = || A::Error::custom("the only growth written as a map is `logistic`");
                if map.next_key::<String>()?.as_deref() != Some("logistic") {
                    return Err(unknown());
                }
                let Logistic { ceiling, rate } = map.next_value()?;
                match (rate, map.next_key::<String>()?) {
                    (_, Some(_)) => Err(unknown()),
                    (Growth::Compound(rate), None) if ceiling.value > Decimal::ZERO => {
                        Ok(Growth::Logistic { ceiling, rate })
                    }
                    (Growth::Compound(_), None) => {
                        Err(A::Error::custom("the ceiling of a logistic growth is above zero"))
                    }
                    _ => {
                        Err(A::Error::custom("the rate of a logistic growth is a share, such as 20 %/month"))
                    }
                }
            }
        }
        deserializer.deserialize_any(Either)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_six_months_of_compounding_stay_exact() {
        let growth = Growth::parse("6 %/month");
        let mut value = Decimal::from(1_000);
        for _ in 0..36 {
            value = growth.as_ref().and_then(|g| g.next(value, |q| Some(q.value))).unwrap_or_default();
        }
        assert_eq!(value.to_string(), "8147.251999852");
        assert!(value.scale() <= GROWTH_PLACES);
    }

    #[test]
    fn logistic_growth_stays_under_its_ceiling() {
        let ceiling = Quantity { value: Decimal::from(10_000), unit: None };
        let growth = Growth::Logistic { ceiling, rate: Decimal::new(3, 1) };
        let mut value = Decimal::from(100);
        for _ in 0..120 {
            let next = growth.next(value, |q| Some(q.value)).unwrap_or_default();
            assert!(next >= value && next <= Decimal::from(10_000), "{value} -> {next}");
            value = next;
        }
        assert!(value > Decimal::from(9_999));
    }
}
