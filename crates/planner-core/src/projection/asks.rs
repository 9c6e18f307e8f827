//! What plans' terms ask of whoever uses them, where nobody has answered: each question once.

use crate::book::{Fact, Plan, PriceTerms, Product, Requirement, Settings, Wanted};
use crate::tariff::Formula;

/// A question whose answer decides whether a plan may be used, or what it costs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ask {
    /// What is asked.
    pub fact: Fact,
    /// What it means, in words.
    pub means: String,
    /// The accounts that ask.
    pub accounts: Vec<String>,
    /// What the answer decides, in words, each once.
    pub decides: Vec<String>,
}

/// Adds what an account on a plan asks; `settings` are those it has.
pub(super) fn add(
    asks: &mut Vec<Ask>,
    name: &str,
    product: &Product,
    (plan_id, plan): (&str, &Plan),
    settings: &Settings<'_>,
) {
    for (option, terms) in &product.options {
        let Some(fact) = terms.fact.filter(|_| !settings.is_stated(option)) else { continue };
        let mut decides: Vec<String> = Vec::new();
        let unmet = |requirement: &&Requirement| {
            let one_of = |wanted: &[String]| wanted.is_empty() || wanted.iter().any(|id| id == plan_id);
            let asked = requirement.when.0.get(option.as_str());
            // Who says nothing of how many they are is taken as one: only more of them need another plan.
            asked.is_some_and(|wanted| matches!(wanted, Wanted::OneOf(_)))
                && !one_of(&requirement.account_plan)
        };
        let requirements = product.requires.values().chain(plan.requires.values());
        decides.extend(requirements.filter(unmet).map(|requirement| requirement.otherwise.clone()));
        let charged = product.charges_of(plan).filter(|(_, terms)| {
            terms.when.0.contains_key(option.as_str())
                || formula(&terms.price).is_some_and(|f| names(f, option))
        });
        decides.extend(charged.map(|(_, terms)| format!("what it costs: {}", terms.description)));
        if decides.is_empty() {
            continue;
        }
        match asks.iter_mut().find(|ask| ask.fact == fact) {
            None => asks.push(Ask {
                fact,
                means: terms.description.clone(),
                accounts: vec![name.to_owned()],
                decides,
            }),
            Some(ask) => {
                if !ask.accounts.iter().any(|known| known == name) {
                    ask.accounts.push(name.to_owned());
                }
                for one in decides {
                    if !ask.decides.contains(&one) {
                        ask.decides.push(one);
                    }
                }
            }
        }
    }
}

fn formula(price: &PriceTerms) -> Option<&Formula> {
    match price {
        PriceTerms::Fee(formula) | PriceTerms::Each(formula) => Some(formula),
        _ => None,
    }
}

fn names(formula: &Formula, option: &str) -> bool {
    formula.each.iter().any(|(name, _)| name == option)
}
