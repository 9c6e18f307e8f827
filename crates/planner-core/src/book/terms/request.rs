//! Requests: what an API counts of one, and which plan prices those that are larger.

use rust_decimal::Decimal;

use crate::document::fields;
use crate::table::Table;

/// What the vendor's API counts of one request, by usage key.
#[derive(Clone, Debug, Default)]
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
pub struct Larger {
    /// Requests of a size above this one; one of exactly this size stays.
    pub than: Decimal,
    /// The plan whose prices they have.
    pub plan: String,
}

fields!(Larger { than: required, plan: required });
