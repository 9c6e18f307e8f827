//! Changes of plan that a vendor does not make: back to a free one, or to less of something.

use super::plan::{Attribute, Plan, Product};
use crate::document::fields;

/// Changes that are not made, and what people do instead.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Unmade {
    /// From one of these plans, by id; from any where left out.
    pub from: Vec<String>,
    /// Onto one of these plans, by id, from another; onto any where left out.
    pub to: Vec<String>,
    /// Onto a plan with less of this attribute; onto any where left out.
    pub falls: Option<String>,
    /// Why, and what to do instead, in words.
    pub says: String,
    /// Where it was read.
    pub source: String,
}

fields!(Unmade { from: optional, to: optional, falls: optional, says: required, source: required });

impl Product {
    /// What the vendor says of a change from one plan to another that it does not make; none where it makes it.
    pub(crate) fn unmade(&self, from: (&str, &Plan), to: (&str, &Plan)) -> Option<String> {
        if from.0 == to.0 {
            return None;
        }
        let less = |name: &String| {
            let value = |plan: &Plan| match plan.attributes.get(name) {
                Some(Attribute::Quantity(quantity)) => Some(quantity.value),
                Some(Attribute::NotStated) | None => None,
            };
            value(from.1).zip(value(to.1)).is_some_and(|(from, to)| to < from)
        };
        let rule = self.unmade.iter().find(|rule| {
            let is_in = |plans: &[String], id| plans.is_empty() || plans.iter().any(|plan| plan == id);
            is_in(&rule.from, from.0) && is_in(&rule.to, to.0) && rule.falls.as_ref().is_none_or(less)
        })?;
        Some(format!("from {} to {} is no change that can be made: {}", from.1.name, to.1.name, rule.says))
    }

    /// What is wrong with the changes it says are not made.
    pub(super) fn unmade_fault(&self) -> Option<String> {
        let any = |has: &dyn Fn(&Plan) -> bool| self.plans.values().any(has);
        self.unmade.iter().find_map(|rule| {
            if rule.to.is_empty() && rule.falls.is_none() {
                return Some("say onto which plans, or what falls".to_owned());
            }
            if let Some(plan) = rule.from.iter().chain(&rule.to).find(|plan| !self.plans.contains_key(*plan))
            {
                return Some(format!("no plan `{plan}`"));
            }
            let name =
                rule.falls.as_ref().filter(|name| !any(&|plan| plan.attributes.contains_key(*name)))?;
            Some(format!("no plan has an attribute `{name}`"))
        })
    }
}
