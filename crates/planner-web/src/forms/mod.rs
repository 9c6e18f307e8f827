//! What a resource does, as small forms: which there are, what each asks for, and which fit a product.

mod parts;

use planner_core::book::{Measure, Product};

pub use self::parts::{CONNECTS, FORMS};

/// A form: one thing that a resource does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form {
    /// The field of a resource it fills.
    pub key: &'static str,
    /// What it is: `Serves requests`.
    pub title: &'static str,
    /// What is written when it begins, as JSON.
    pub begin: &'static str,
    /// The name of the first entry, where the field holds several with names.
    pub entry: Option<&'static str>,
    /// What it asks for.
    pub parts: &'static [Part],
    /// It fits a product that measures one of these.
    pub measures: &'static [Measure],
}

/// Something a form asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its field.
    pub key: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What it means, with an example to write.
    pub help: &'static str,
    /// How it is filled in.
    pub kind: Kind,
}

/// How something is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A figure that may follow a driver.
    Figure,
    /// A word or number.
    Text,
    /// One of some words.
    Words(&'static [&'static str]),
    /// One of some words, each with what it means; the first is what holds where nothing is said.
    Meanings(&'static [(&'static str, &'static str)]),
    /// Another resource of the stack, or none.
    Resource,
    /// Another resource of the stack that connections are counted at.
    Database,
}

/// The forms that fit a product: those whose work is measured, by itself or by its vendor's account.
pub fn fitting(product: &Product, account: &Product) -> impl Iterator<Item = &'static Form> {
    FORMS.iter().filter(move |form| fits(form, product, account))
}

/// Whether something that a form is about is measured of a product, by itself or by its vendor's account.
#[must_use]
pub fn fits(form: &Form, product: &Product, account: &Product) -> bool {
    let shared = product.reports.iter().filter_map(|id| account.meters.get(id));
    let mut meters = product.meters.values().chain(shared);
    meters.any(|meter| meter.measures.iter().any(|measure| form.measures.contains(measure)))
}

/// The form of a field.
#[must_use]
pub fn form(key: &str) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.key == key)
}
