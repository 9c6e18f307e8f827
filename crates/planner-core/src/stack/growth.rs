//! How a figure grows from month to month.

use super::{Rate, RateUnit};
use crate::document::{Blank, Fields, Misfit, Place, Read, Value};
use crate::number::Decimal;
use crate::unit::Quantity;

/// Decimal places that grown figures are rounded to each month, so that 36 months of compounding stay exact decimals.
pub(crate) const GROWTH_PLACES: u32 = 9;

/// What a figure can at most lose, and gain, of itself in a month.
pub(crate) const SHARES: [Decimal; 2] = [Decimal::NEGATIVE_ONE, Decimal::TEN];

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
        amount: &dyn Fn(&Quantity) -> Option<Decimal>,
    ) -> Option<Decimal> {
        let grown = match self {
            Self::Compound(rate) => value.plus(value.product(*rate)?)?,
            Self::Linear(step) => value.plus(amount(step)?)?,
            Self::Logistic { ceiling, rate } => {
                let ceiling = amount(ceiling)?;
                let room = Decimal::ONE.minus(value.over(ceiling)?)?;
                value.plus(value.times(*rate)?.times(room)?)?
            }
        };
        Some(grown.most(Decimal::ZERO).round_half_away(GROWTH_PLACES))
    }

    /// Reads `6 %/month` or `+100 /month`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Rate { quantity, per: Some(RateUnit::Month) } = Rate::parse(text)? else { return None };
        if quantity.unit.as_ref().is_some_and(|unit| unit.symbol() == "%") {
            return Some(Self::Compound(quantity.value.over(Decimal::ONE_HUNDRED)?));
        }
        Some(Self::Linear(quantity))
    }
}

const EXPECTED: &str = "a growth such as 6 %/month or +100 /month";

impl Read for Growth {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        if let Value::Map(entries) = at.value() {
            return match entries.as_slice() {
                [(name, node)] if name == "logistic" => logistic(&at.named(name, node)),
                _ => Err(at
                    .wrong("the only growth written as a map is `logistic`")
                    .hint("write `{ logistic: { ceiling: 10000, rate: 30 %/month } }`, or 6 %/month")),
            };
        }
        let text =
            at.text("a growth such as 6 %/month or +100 /month, or { logistic: { ceiling, rate } }")?;
        let growth = Self::parse(text).ok_or_else(|| {
            let said = Rate::try_parse(text).err().and_then(|refusal| refusal.hint);
            at.wrong(format!("`{text}` is not {EXPECTED}")).hint(
                said.unwrap_or_else(|| "growth is by the month: write 6 %/month, or +100 /month".to_owned()),
            )
        })?;
        let [least, most] = SHARES;
        match growth {
            Self::Compound(rate) if rate < least || rate > most => Err(at
                .wrong(format!("`{text}` is outside -100 % to 1000 % a month"))
                .hint("write a growth such as 6 %/month")),
            _ => Ok(growth),
        }
    }
}

fn logistic(at: &Place<'_>) -> Result<Growth, Misfit> {
    let fields = Fields::of(at, &["ceiling", "rate"])?;
    let (mut ceiling, mut rate) = (Quantity::blank(), Growth::Compound(Decimal::ZERO));
    fields.required("ceiling", &mut ceiling);
    fields.required("rate", &mut rate);
    match fields.end(rate)? {
        Growth::Compound(rate) if ceiling.value > Decimal::ZERO => Ok(Growth::Logistic { ceiling, rate }),
        Growth::Compound(_) => {
            Err(at.wrong("the ceiling of a logistic growth is above zero").hint("write `ceiling: 10000`"))
        }
        _ => Err(at
            .wrong("the rate of a logistic growth is a share, such as 20 %/month")
            .hint("write `rate: 20 %/month`")),
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
            value = growth.as_ref().and_then(|g| g.next(value, &|q| Some(q.value))).unwrap_or_default();
        }
        assert_eq!(value.to_string(), "8147.251999852");
        assert!(value.scale() <= GROWTH_PLACES);
    }

    #[test]
    fn logistic_growth_stays_under_its_ceiling() {
        let ceiling = Quantity::new(Decimal::from(10_000), None);
        let growth = Growth::Logistic { ceiling, rate: Decimal::new(3, 1) };
        let mut value = Decimal::from(100);
        for _ in 0..120 {
            let next = growth.next(value, &|q| Some(q.value)).unwrap_or_default();
            assert!(next >= value && next <= Decimal::from(10_000), "{value} -> {next}");
            value = next;
        }
        assert!(value > Decimal::from(9_999));
    }
}
