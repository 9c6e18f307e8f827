//! Ends of life: the day a plan or a model is no longer there, and what becomes of who still uses it.

use super::plan::Product;
use super::terms::Confidence;
use crate::document::{fields, words};
use crate::month::Date;

/// The end of a plan's life. A plan that merely can no longer be bought has an `until` instead.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ends {
    /// The first day without it.
    pub on: Date,
    /// The day it was announced.
    pub announced: Option<Date>,
    /// What becomes of who still uses it.
    pub effect: AtEnd,
    /// The plan they are moved to, by id; of `moved` alone.
    pub to: Option<String>,
    /// The same in words, with the remedy.
    pub says: Option<String>,
    /// Where it was read; the plan's source where it is left out.
    pub source: Option<String>,
    /// How far it can be trusted; as the plan is where it is left out.
    pub confidence: Option<Confidence>,
}

fields!(Ends {
    on: required,
    announced: optional,
    effect: required,
    to: optional,
    says: optional,
    source: optional,
    confidence: optional,
});

/// What becomes of who still uses a plan when it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AtEnd {
    /// It is refused.
    Refused,
    /// It is served by another plan, and billed at that one's prices.
    Moved,
}

words!(AtEnd { Refused: "refused", Moved: "moved" });

impl Ends {
    /// Where its words name a plan as what to take instead; the plan it moves to comes first.
    pub(crate) fn names(&self, plan: &str) -> Option<usize> {
        if self.to.as_deref() == Some(plan) {
            return Some(0);
        }
        self.says.as_deref()?.split([' ', ',', ';']).position(|word| word == plan)
    }

    /// What is wrong with the end of one of a product's plans.
    pub(super) fn fault(&self, product: &Product, plan: &str, is_account: bool) -> Option<String> {
        if let Some(announced) = self.announced.filter(|announced| *announced > self.on) {
            return Some(format!("ends on {}, before that was announced on {announced}", self.on));
        }
        match (self.effect, &self.to) {
            (AtEnd::Refused, _) if is_account => Some(
                "an account's plan that ends is `moved` to another: an account without a plan does not exist"
                    .to_owned(),
            ),
            (AtEnd::Refused, Some(to)) => {
                Some(format!("what is refused is not moved to `{to}`; leave `to` out"))
            }
            (AtEnd::Moved, None) => Some("`moved` needs `to`, the plan it is moved to".to_owned()),
            (AtEnd::Moved, Some(to)) if !product.plans.contains_key(to) => Some(format!("no plan `{to}`")),
            (AtEnd::Moved, Some(to)) if leads_back(product, plan, to) => {
                Some(format!("`{to}` leads back to `{plan}`"))
            }
            _ => None,
        }
    }
}

/// Whether following the moves from a plan comes back to the one they started from.
fn leads_back(product: &Product, start: &str, to: &str) -> bool {
    let mut at = to;
    for _ in 0..=product.plans.len() {
        if at == start {
            return true;
        }
        let Some(next) = product.plans.get(at).and_then(|plan| plan.ends.as_ref()?.to.as_deref()) else {
            return false;
        };
        at = next;
    }
    true
}
