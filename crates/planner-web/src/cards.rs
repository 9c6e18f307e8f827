//! What the open card of a resource or an account offers: usage to state, what it does, options.

use planner_core::book::{OptionKind, OptionTerms, Product, Setting};
use planner_core::document::Node;

use crate::clients::{Redis, redis_of};
use crate::forms::{self, CONNECTS, Form};
use crate::{plans, tree};

/// So many clients of a resource stand in its card; all of them stand in the Redis tab.
const MOST_CLIENTS: usize = 50;

/// An open card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// What can be stated of its use.
    pub meters: Vec<MeterInput>,
    /// What it is said to do.
    pub does: Vec<Does>,
    /// What else it could be said to do.
    pub can: Vec<&'static Form>,
    /// The databases it could be said to connect to.
    pub connects: Vec<String>,
    /// Its clients, where it is something that clients use.
    pub redis: Option<Redis>,
    /// Its settings.
    pub options: Vec<OptionInput>,
}

/// A meter whose usage can be stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeterInput {
    /// Where it is written.
    pub place: Vec<String>,
    /// What it measures.
    pub name: String,
    /// What a figure of it takes in, and its unit.
    pub help: String,
    /// Whether the stack states it.
    pub is_stated: bool,
}

/// Something that a resource does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Does {
    /// The form for it.
    pub form: &'static Form,
    /// Where it is written.
    pub place: Vec<String>,
    /// What it is called, where the stack names it.
    pub name: Option<String>,
}

/// A setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionInput {
    /// Where it is written.
    pub place: Vec<String>,
    /// What it does.
    pub label: String,
    /// The words it takes, each with what it means; none where a number is typed.
    pub words: Vec<(String, String)>,
    /// Its value where nobody sets it.
    pub default: String,
}

impl Card {
    /// The card of a resource.
    #[must_use]
    pub fn of_resource(document: &Node, name: &str) -> Self {
        let known = plans::product(document, name).zip(plans::vendor(document, name));
        let Some(((product, _), vendor)) = known else { return Self::default() };
        let mut card = Self::of(document, product, ["resources", name]);
        for form in forms::FORMS {
            let place = ["resources", name, form.key];
            if form.entry.is_some() {
                for (entry, _) in tree::entries(document, &place) {
                    let place = owned(&[&place, [entry].as_slice()].concat());
                    card.does.push(Does { form, place, name: Some(entry.to_owned()) });
                }
            } else if document.find(&place).is_some() {
                card.does.push(Does { form, place: owned(&place), name: None });
            }
        }
        let connected: Vec<String> = connections(document, name);
        for (at, to) in connected.iter().enumerate() {
            let place = owned(&["resources", name, CONNECTS.key, &at.to_string()]);
            card.does.push(Does { form: &CONNECTS, place, name: Some(to.clone()) });
        }
        card.can = forms::fitting(product, vendor)
            .filter(|form| form.entry.is_some() || !card.does.iter().any(|does| does.form.key == form.key))
            .collect();
        if !counts_connections(product, vendor) {
            card.connects = databases(document, name);
            card.connects.retain(|to| !connected.contains(to));
        }
        card.redis = redis_of(document, name, MOST_CLIENTS);
        card
    }

    /// The card of an account.
    #[must_use]
    pub fn of_account(document: &Node, name: &str) -> Self {
        plans::account(document, name)
            .map_or_else(Self::default, |(account, _)| Self::of(document, account, ["accounts", name]))
    }

    fn of(document: &Node, product: &Product, place: [&str; 2]) -> Self {
        let meters: Vec<MeterInput> = product
            .meters
            .iter()
            .filter(|(id, meter)| meter.is_stated(id))
            .map(|(id, meter)| {
                let place = [&place, ["usage", id].as_slice()].concat();
                let unit = meter.unit.to_string();
                let help =
                    meter.says.as_ref().map_or(unit.clone(), |says| [unit.as_str(), "; ", says].concat());
                let is_stated = document.find(&place).is_some();
                MeterInput { place: owned(&place), name: meter.name.clone(), help, is_stated }
            })
            .collect();
        let options = product.options.iter().filter(|(_, terms)| terms.fact.is_none());
        let options = options.map(|(id, terms)| option(id, terms, &place)).collect();
        Self { meters, options, ..Self::default() }
    }
}

/// What a resource connects to, in the order of the document.
fn connections(document: &Node, name: &str) -> Vec<String> {
    let list = tree::items(document, &["resources", name, CONNECTS.key]);
    list.iter().map(|item| tree::shown(item, &["to"])).collect()
}

/// The other resources that connections are counted at: databases.
#[must_use]
pub fn databases(document: &Node, name: &str) -> Vec<String> {
    let others =
        tree::entries(document, &["resources"]).map(|(other, _)| other).filter(|other| *other != name);
    let counts = |other: &&str| {
        let known = plans::product(document, other).zip(plans::vendor(document, other));
        known.is_some_and(|((product, _), vendor)| counts_connections(product, vendor))
    };
    others.filter(counts).map(str::to_owned).collect()
}

fn counts_connections(product: &Product, vendor: &Product) -> bool {
    forms::fits(&CONNECTS, product, vendor)
}

fn option(id: &str, terms: &OptionTerms, place: &[&str]) -> OptionInput {
    let words = match terms.kind {
        OptionKind::Flag => ["true", "false"].map(|word| (word.to_owned(), yes_or_no(word))).to_vec(),
        _ => terms
            .choices
            .iter()
            .map(|choice| {
                let means = choice.means.as_ref().filter(|means| **means != choice.word);
                let label = means.map_or(choice.word.clone(), |means| format!("{} ({means})", choice.word));
                (choice.word.clone(), label)
            })
            .collect(),
    };
    let default = terms.default.as_ref().map(shown).unwrap_or_default();
    let place = [place, ["options", id].as_slice()].concat();
    OptionInput { place: owned(&place), label: terms.description.clone(), words, default }
}

fn shown(setting: &Setting) -> String {
    match setting.0.as_str() {
        word @ ("true" | "false") => yes_or_no(word),
        other => other.to_owned(),
    }
}

fn yes_or_no(word: &str) -> String {
    if word == "true" { "yes".to_owned() } else { "no".to_owned() }
}

fn owned(place: &[&str]) -> Vec<String> {
    place.iter().map(|&step| step.to_owned()).collect()
}
