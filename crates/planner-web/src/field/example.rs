//! An example for every field: something that this very field would accept.

use planner_core::book::{OptionKind, OptionTerms, Setting};
use planner_core::clients::{Kind, Value, shown};
use planner_core::document::{Node, Problem};
use planner_core::{Quantity, Unit, decimal};

use super::asks::{option, part_of, product};
use super::{Driver, Field, driver, steps};
use crate::{clients, forms, plans, tree};

/// A whole stack, as short as one can be.
const STACK: &str = r#"{ "version": 1, "name": "Shop", "start": "2026-12", "resources": {} }"#;

impl Field {
    /// Something that it would accept, as the document stands.
    #[must_use]
    pub fn example(&self, document: &Node) -> String {
        let own = |other: &str| {
            let own = self.read(document);
            if own.is_empty() { other.to_owned() } else { own }
        };
        match self {
            Self::Driver(name) => match driver(document, name) {
                Driver::Months => "1000, 1200",
                Driver::Each => "3",
                Driver::Start(_) => "2000",
            }
            .to_owned(),
            Self::Growth(_) => "6 %/month".to_owned(),
            Self::Start => own("2026-12"),
            Self::Months => "12".to_owned(),
            Self::Count(_) => "2".to_owned(),
            Self::Plan(name) => {
                let first = || plans::choices(document, name).into_iter().next().map(|choice| choice.id);
                Some(own("")).filter(|own| !own.is_empty()).or_else(first).unwrap_or_default()
            }
            Self::Client(..) => own("bullmq/worker"),
            Self::Given(name, at, what) => given(document, name, *at, what),
            Self::At(place) => at(document, &steps(place), &self.read(document)),
            Self::Figure(place) => figure(document, &steps(place)),
            Self::Per(place) => {
                let mut names = tree::entries(document, &["drivers"]).map(|(name, _)| name);
                // A driver follows another one, that does not follow it in turn.
                let stands = |name: &&str| !matches!(driver(document, name), Driver::Each);
                let other = |name: &&str| !place.iter().any(|step| step == name) && stands(name);
                names.find(other).unwrap_or("users").to_owned()
            }
            Self::End(_) => "4000".to_owned(),
            Self::Row(place) => own(if place.iter().any(|step| step == "season") { "120 %" } else { "3000" }),
            Self::Key(_) => own("2027-03"),
            Self::Info(_) => "used_memory:1048576".to_owned(),
            Self::Scenario => "My shop".to_owned(),
            Self::PriceDay => plans::first_day(document).map(|day| day.to_string()).unwrap_or_default(),
            Self::Json | Self::Paste => STACK.to_owned(),
            Self::Currency => "EUR".to_owned(),
            Self::Rate => "1.25".to_owned(),
        }
    }

    /// What is said of a text that it refuses: what is wrong, what helps, and an example at the end.
    #[must_use]
    pub fn refusal(&self, document: &Node, problem: &Problem) -> String {
        let example = self.example(document);
        // The core's own examples are for fields of any kind.
        let hint = problem.hint.as_deref().filter(|hint| !hint.starts_with("for example"));
        match hint {
            Some(hint) if hint.ends_with(&*example) => [&problem.message, "; ", hint].concat(),
            Some(hint) => [&problem.message, "; ", hint, ". For example: ", &example].concat(),
            None => [&problem.message, ". For example: ", &example].concat(),
        }
    }
}

/// How many there are of a client, a setting of it in its own unit, or how often it is asked.
fn given(document: &Node, resource: &str, at: usize, what: &str) -> String {
    if what == "count" {
        return "2".to_owned();
    }
    match clients::setting(document, resource, at, what) {
        Some(setting) => match (&setting.kind, &setting.default) {
            (Kind::Number { at_least, at_most, .. }, Value::Number(number)) => {
                (*number).max(*at_least).min(*at_most).normalize().to_string()
            }
            (_, default) => shown(default),
        },
        None => "100 /day".to_owned(),
    }
}

fn at(document: &Node, place: &[&str], own: &str) -> String {
    let first_day = || plans::first_day(document).map(|day| day.to_string());
    let last_day = || Some(plans::first_day(document)?.month().plus(36)?.first_day().to_string());
    let text = match place {
        ["name"] => "My shop",
        ["about"] => "What it is for",
        ["seats"] => "3",
        ["commercial" | "donations" | "sponsors"] | [_, _, "card"] => "true",
        ["limits", "spend"] => "50 /month",
        ["limits", "headroom"] => "20 %",
        [_, _, "cycle_day"] => "1",
        [_, _, "quoted"] => "90",
        [_, _, "note"] => "ours",
        [.., "assumed"] => "a guess",
        _ if !own.is_empty() => own,
        [_, _, "since"] => return first_day().unwrap_or_default(),
        [_, _, "until"] => return last_day().unwrap_or_default(),
        [_, _, "region"] => return region(document, place).unwrap_or_else(|| "eu-west".to_owned()),
        [_, _, "options", id] => return option(document, place, id).map(setting).unwrap_or_default(),
        [_, resource, form, .., part] => return does(document, resource, form, part),
        _ => "",
    };
    text.to_owned()
}

/// A region of what stands there, else of anything that its vendor has by region.
fn region(document: &Node, place: &[&str]) -> Option<String> {
    let own = option(document, place, "region");
    let provider = plans::provider(document, place)?;
    let all = || std::iter::once(&provider.account).chain(provider.products.values());
    let terms = own.or_else(|| all().find_map(|product| product.options.get("region")));
    Some(terms?.words().next()?.to_owned())
}

/// A value of an option.
fn setting(terms: &OptionTerms) -> String {
    let number = |setting: &&Setting| decimal(&setting.0).is_some();
    let first = terms.words().next().map(str::to_owned);
    match terms.kind {
        OptionKind::Flag => "true".to_owned(),
        OptionKind::Choice => first.unwrap_or_default(),
        OptionKind::Count | OptionKind::Money => {
            let default = terms.default.as_ref().filter(number).map(|setting| setting.0.clone());
            let bound = terms.at_least.filter(|least| !least.is_zero()).or(terms.at_most);
            let bound = bound.map(|bound| bound.normalize().to_string());
            first.or(default).or(bound).unwrap_or_else(|| "10".to_owned())
        }
    }
}

/// A part of what a resource does.
fn does(document: &Node, resource: &str, form: &str, part: &str) -> String {
    let text = match part_of(form, part) {
        Some(forms::Kind::Words(words)) => words.first().copied().unwrap_or_default(),
        Some(forms::Kind::Resource) => {
            let mut names = tree::entries(document, &["resources"]).map(|(name, _)| name);
            names.find(|name| *name != resource).unwrap_or_default()
        }
        _ => match part {
            "answer" | "row" | "each" => "20 kB",
            "memory" | "memory_each" => "200 MB",
            "cpu" => "30 ms",
            "time" => "300 ms",
            "session" | "lag" => "10 min",
            "build" => "2 min",
            "backups" => "7 days",
            "cached" => "80 %",
            "vector" => "1536",
            "concurrency" => "4",
            "indexes" => "2",
            _ => "1000",
        },
    };
    text.to_owned()
}

/// How much there is of something: usage in the unit of its meter, all else counted.
fn figure(document: &Node, place: &[&str]) -> String {
    let meter = match place {
        [_, _, "usage", id] => product(document, place).and_then(|product| product.meters.get(*id)),
        _ => None,
    };
    meter.map_or_else(|| "1000".to_owned(), |meter| in_unit(&meter.unit))
}

fn in_unit(unit: &Unit) -> String {
    let symbol = unit.symbol();
    let with_unit = ["10 ", symbol].concat();
    let known = Quantity::parse(&with_unit).and_then(|quantity| quantity.in_unit(unit));
    if known.is_some() && !symbol.is_empty() { with_unit } else { "1000".to_owned() }
}
