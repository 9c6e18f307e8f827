//! Limits that follow from charges: what a charge includes is a limit beyond which more is charged, whether the book says so
//! in its limits or only in a price.

use super::plan::{Plan, Product};
use super::terms::{
    Billed, Ceiling, ChargeTerms, Condition, Effect, Every, LimitTerms, MemberRule, MeterKind, PriceTerms,
    Stage, StepTerms, TimeUnit, Window,
};
use crate::number::Decimal;
use crate::tariff::Formula;

impl Product {
    /// Adds, to each plan, the limits that follow from its charges.
    pub(super) fn follow_charges(&mut self) {
        let follows = |plan: &Plan| {
            let charges = self.charges_of(plan).filter_map(|(id, terms)| {
                let limit = self.follows(plan, terms)?;
                let id = format!("{id}_included");
                self.limits_of(plan).all(|(known, _)| known != id).then_some((id, limit))
            });
            charges.collect::<Vec<_>>()
        };
        let mut all: Vec<Vec<(String, LimitTerms)>> = self.plans.values().map(follows).collect();
        for (plan, limits) in self.plans.values_mut().zip(&mut all) {
            for (id, limit) in limits.drain(..) {
                plan.limits.insert(id, limit);
            }
        }
    }

    /// The limit that a charge is: none where it includes nothing, where the plan's limits say it already, or where what is
    /// included is measured in another unit than the meter's.
    fn follows(&self, plan: &Plan, terms: &ChargeTerms) -> Option<LimitTerms> {
        let meter_id = terms.meter.as_ref()?;
        let meter = self.meters.get(meter_id)?;
        let (ceiling, window) = match (&terms.included, free_step(&terms.price)) {
            (Some(included), _) => {
                (Ceiling::Included, if included.every == Every::Day { Window::Day } else { Window::Month })
            }
            (None, Some(free)) => (Ceiling::Amount(Formula::number(free)), Window::Month),
            (None, None) => return None,
        };
        // What is included of a level is there at every moment, whatever time its price is for.
        let month = terms.at_level || terms.time.is_none_or(|time| time.word() == TimeUnit::Month.word());
        let same_unit = terms.convert.is_none() && (month || meter.kind == MeterKind::Flow);
        if !same_unit || terms.members == MemberRule::Each || meter.kind == MeterKind::Running {
            return None;
        }
        let mut known = self.limits_of(plan).filter(|(_, limit)| limit.meter.as_ref() == Some(meter_id));
        let said = known.any(|(_, limit)| {
            limit.ceiling == Ceiling::Included
                || limit.stages.iter().any(|stage| stage.effect == Effect::Charged)
        });
        (!said).then(|| LimitTerms {
            meter: Some(meter_id.clone()),
            spend: None,
            after: None,
            description: format!("{}: what is included", terms.description),
            row: None,
            ceiling,
            window,
            when: terms.when.clone(),
            stages: vec![Stage {
                at: Decimal::ONE,
                when: Condition::default(),
                effect: Effect::Charged,
                to: None,
                option: None,
                billed: Billed::Second,
                says: None,
            }],
            reset: None,
            source: terms.source.clone(),
            confidence: terms.confidence,
            follows: true,
        })
    }
}

/// How much the first step of a price gives for nothing.
fn free_step(price: &PriceTerms) -> Option<Decimal> {
    let (PriceTerms::Graduated(StepTerms { steps, .. }) | PriceTerms::Volume(StepTerms { steps, .. })) =
        price
    else {
        return None;
    };
    let first = steps.first().filter(|step| step.unit.is_zero() && step.flat.is_zero())?;
    first.up_to
}

#[cfg(test)]
mod tests {
    use crate::book::{Books, Effect};
    use crate::document::Problem;

    /// A book with one charge of this shape, and with the limits that are given.
    fn limits(charge: &str, limits: &str) -> Result<Vec<(String, Effect)>, Problem> {
        let text = format!(
            r#"{{ "schema": 1, "provider": "acme", "name": "Acme", "effective": "2026-01-01", "announcement": "Start.",
                "currency": "USD",
                "sources": {{ "page": {{ "title": "Prices", "url": "https://example.com", "read": "2026-01-02" }} }},
                "account": {{ "name": "Account", "plans": {{ "a": {{ "name": "A", "source": "page", "confidence": "official" }} }} }},
                "products": {{ "box": {{
                    "name": "Box",
                    "meters": {{
                        "calls": {{ "name": "calls", "unit": "calls", "kind": "flow" }},
                        "disk": {{ "name": "disk", "unit": "GB", "kind": "level" }}
                    }},
                    "charges": {{ "use": {{ "description": "Use", {charge} }} }},
                    "limits": {{ {limits} }},
                    "plans": {{ "bare": {{ "name": "Bare", "source": "page", "confidence": "official" }} }}
                }} }} }}"#
        );
        let books = Books::parse(&[("acme/2026-01-01.json", &text)])?;
        let day = crate::month::Date::parse("2026-02-01").unwrap_or_else(|| unreachable!());
        let book = books.as_of("acme", day)?;
        let product = book.provider.products.get("box").unwrap_or_else(|| unreachable!());
        let plan = product.plans.get("bare").unwrap_or_else(|| unreachable!());
        let effect =
            |stages: &[crate::book::Stage]| stages.first().map_or(Effect::NotStated, |stage| stage.effect);
        Ok(product.limits_of(plan).map(|(id, limit)| (id.to_owned(), effect(&limit.stages))).collect())
    }

    #[test]
    fn what_a_charge_includes_is_a_limit_once() -> Result<(), Problem> {
        let charged = || Ok(vec![("use_included".to_owned(), Effect::Charged)]);
        let included = r#""meter": "calls", "included": { "amount": "5" }, "price": { "each": "1" }"#;
        assert_eq!(limits(included, ""), charged());
        let step = r#""meter": "calls", "price": { "graduated": { "steps": [ { "up_to": "5" }, { "up_to": null, "unit": "1" } ] } }"#;
        assert_eq!(limits(step, ""), charged());
        let level = r#""meter": "disk", "included": { "amount": "5" }, "price": { "each": "1" }"#;
        assert_eq!(limits(level, ""), charged());
        // Gigabyte-hours are no gigabytes, and a price without anything free is no limit.
        let hours =
            r#""meter": "disk", "time": "hour", "included": { "amount": "5" }, "price": { "each": "1" }"#;
        assert_eq!(limits(hours, ""), Ok(Vec::new()));
        assert_eq!(limits(r#""meter": "calls", "price": { "each": "1" }"#, ""), Ok(Vec::new()));
        let said = r#""calls": { "meter": "calls", "description": "Calls", "ceiling": "included", "window": "month",
            "stages": [ { "effect": "charged" } ] }"#;
        assert_eq!(limits(included, said), Ok(vec![("calls".to_owned(), Effect::Charged)]));
        // A limit that refuses at another amount does not say when charging starts.
        let most = r#""calls": { "meter": "calls", "description": "Calls", "ceiling": "100", "window": "month",
            "stages": [ { "effect": "refused" } ] }"#;
        assert_eq!(limits(included, most)?.len(), 2);
        Ok(())
    }
}
