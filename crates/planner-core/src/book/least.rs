//! Bounds on the time that is charged: least durations, and the most that each costs in a month; which make no sense.

use super::plan::Product;
use super::terms::{ChargeTerms, MeterKind, PriceTerms, Provider, TimeRule};
use crate::number::Decimal;
use crate::unit::{Dimension, Quantity};

impl Provider {
    /// Whether some charge on what a usage key is counted by has a least duration.
    pub(crate) fn has_least(&self, product: &str, key: &str) -> bool {
        let own = self.products.get(product);
        own.into_iter().chain([&self.account]).any(|product| {
            let of_plans = product.plans.values().flat_map(|plan| plan.charges.values());
            let charges = product.charges.values().chain(of_plans);
            let mut meters = charges.filter(|charge| charge.minimum_duration.is_some());
            meters.any(|charge| {
                let meter = charge.meter.as_deref().unwrap_or_default();
                let counted = product.meters.get(meter).map(|meter| meter.counted.as_slice());
                meter == key || counted.unwrap_or_default().iter().any(|input| input.from == key)
            })
        })
    }
}

impl ChargeTerms {
    /// What is wrong with the most that each of those that run costs.
    pub(super) fn each_fault(&self, product: &Product) -> Option<String> {
        self.each_at_most.as_ref()?;
        let meter = self.meter.as_ref().and_then(|id| product.meters.get(id));
        let runs = meter.is_some_and(|meter| meter.kind == MeterKind::Running && meter.counted.is_empty());
        let by_time = matches!(self.over_time, None | Some(TimeRule::Integral)) && !self.at_level;
        let one_price = matches!(self.price, PriceTerms::Each(_) | PriceTerms::Unpriced(_));
        (!runs || !by_time || !one_price || self.convert.is_some()).then(|| {
            "`each_at_most` belongs to a charge with one price, `each`, for what runs, by the time it runs".to_owned()
        })
    }

    /// What is wrong with its least duration.
    pub(super) fn least_fault(&self, product: &Product) -> Option<String> {
        let length = &self.minimum_duration.as_ref()?.length;
        let is_time = |length: &Quantity| {
            length.unit.as_ref().is_some_and(|unit| unit.dimension() == Dimension::Duration)
        };
        if length.value <= Decimal::ZERO || !is_time(length) {
            return Some(format!(
                "`minimum_duration` is a length of time above zero such as 30 days, not {length}"
            ));
        }
        let meter = self.meter.as_ref().and_then(|id| product.meters.get(id));
        let by_time = matches!(self.over_time, None | Some(TimeRule::Integral | TimeRule::MeanOfDailyPeaks));
        let kept = meter.is_some_and(|meter| meter.kind == MeterKind::Level) && by_time;
        if !kept || self.started || self.at_level {
            return Some(
                "`minimum_duration` belongs to a charge for what is stored over time: a level, by its mean or its integral"
                    .to_owned(),
            );
        }
        None
    }
}
