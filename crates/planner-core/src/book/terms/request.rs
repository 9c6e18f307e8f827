//! Requests: what an API counts of one, and which plan prices those that are larger.

use crate::book::Product;
use crate::document::fields;
use crate::number::Decimal;
use crate::table::Table;

/// What the vendor's API counts of one request, by usage key.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct RequestTerms {
    /// What makes its size together: the tokens of a prompt, cached ones too.
    pub size: Vec<String>,
    /// What else is billed with it, at the price its size has: the tokens of the answer.
    pub with: Vec<String>,
    /// What is counted inside another: the first is taken out of the second before either is billed.
    pub inside: Table<String>,
}

fields!(RequestTerms { size: optional, with: optional, inside: optional });

impl RequestTerms {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.size.is_empty()
    }

    /// The keys of all that a request uses.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.size.iter().chain(&self.with).map(String::as_str)
    }

    /// The keys that are counted inside another.
    pub fn inside_of<'a>(&'a self, whole: &'a str) -> impl Iterator<Item = &'a str> {
        self.inside.iter().filter(move |(_, outer)| *outer == whole).map(|(inner, _)| inner.as_str())
    }
}

/// Where larger requests are priced: all of such a request, not what is beyond the bound.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Larger {
    /// Requests of a size above this one; one of exactly this size stays.
    pub than: Decimal,
    /// The plan whose prices they have.
    pub plan: String,
}

fields!(Larger { than: required, plan: required });

impl Product {
    /// Whether what requests are counted by is flows of the product, and their tiers rise; else where not, and why.
    pub(in crate::book) fn requests_are_whole(
        &self,
        is_flow: impl Fn(&str) -> bool,
    ) -> Result<(), (String, String)> {
        let terms = &self.requests;
        let inside = terms.inside.iter().flat_map(|(inner, outer)| [inner.as_str(), outer.as_str()]);
        if let Some(key) = terms.keys().chain(inside).find(|key| !is_flow(key)) {
            return Err(("requests".to_owned(), format!("`{key}` is no total that this product counts")));
        }
        for (id, plan) in &self.plans {
            let Some(larger) = &plan.larger else { continue };
            let at = format!("plans.{id}.larger");
            if terms.is_empty() {
                let why = "the product does not say what makes the `size` of its `requests`";
                return Err((at, why.to_owned()));
            }
            let Some(next) = self.plans.get(&larger.plan) else {
                return Err((at, format!("no plan `{}`", larger.plan)));
            };
            let above = next.larger.as_ref().is_none_or(|next| next.than > larger.than);
            if larger.than <= Decimal::ZERO || !above {
                return Err((at, "the sizes of requests rise from plan to plan, from above zero".to_owned()));
            }
        }
        Ok(())
    }
}
