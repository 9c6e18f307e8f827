//! Every option, every choice of it and every meter, on every plan of every product and account.

use std::fmt::Write as _;

use planner_core::book::{Books, OptionKind, OptionTerms, Product, Provider};

use super::ask::{START, answer, over_all, plans};
use crate::cases::none;

/// A stack of one resource.
fn stack(provider: &Provider, account: &str, (product, plan): (&str, &str), own: &str) -> String {
    let id = &provider.provider;
    format!(
        "version: 1\nname: t\nstart: {START}\naccounts:\n  {id}:\n    provider: {id}\n{account}resources:\n  x:\n    product: {id}/{product}\n    plan: {plan}\n{own}"
    )
}

/// Those of which as much can be stated as of any other: what is inside another, or stands beside another that is never
/// less, is refused in most sizes.
fn together<'p>(provider: &'p Provider, id: &str, product: &Product) -> Vec<&'p str> {
    let bound = |key: &&str| {
        product.requests.inside.contains_key(*key)
            || product.meters.get(*key).is_some_and(|meter| meter.stand_in.is_some())
    };
    provider.usage_keys(id).into_iter().filter(|key| !bound(key)).collect()
}

/// Values of an option other than its default.
fn values(terms: &OptionTerms) -> Vec<String> {
    let default = terms.default.as_ref().map_or("false", |value| value.0.as_str());
    let all: Vec<String> = match terms.kind {
        OptionKind::Flag => vec!["true".to_owned(), "false".to_owned()],
        OptionKind::Count => vec!["3".to_owned(), "300000".to_owned()],
        OptionKind::Money => vec!["7".to_owned(), "700000".to_owned()],
        OptionKind::Choice => terms.words().map(str::to_owned).collect(),
    };
    all.into_iter().filter(|value| value != default).collect()
}

/// How much is used of everything: nothing is said, a little, a lot.
const AMOUNTS: [&str; 3] = ["", "1", "1000000"];

fn usage(keys: &[&str], amount: &str) -> String {
    if amount.is_empty() {
        return String::new();
    }
    let all: Vec<String> = keys.iter().map(|key| format!("{key}: {amount}")).collect();
    format!("    usage: {{ {} }}\n", all.join(", "))
}

/// Whether setting it changes nothing in any of several stacks that are accepted, and there is one that is.
fn is_silent(books: &Books, pairs: &[(String, String)]) -> bool {
    let mut accepted = false;
    for (without, with) in pairs {
        let Ok(without) = answer(books, without) else { continue };
        match answer(books, with) {
            Ok(with) if with == without => accepted = true,
            _ => return false,
        }
    }
    accepted
}

#[test]
fn every_option_acts_is_refused_or_is_named() {
    let books = Books::bundled().expect("the bundled books are whole");
    none(&over_all(&books, |provider| {
        let mut faults = Vec::new();
        for (id, product) in &provider.products {
            let keys = together(provider, id, product);
            for plan in plans(product) {
                for (option, terms) in &product.options {
                    let stacks = |value: &String| {
                        let with = format!("    options: {{ {option}: {value} }}\n");
                        AMOUNTS.map(|amount| {
                            let own = usage(&keys, amount);
                            let stack = |own: &str| stack(provider, "", (id, plan), own);
                            (stack(&own), stack(&format!("{own}{with}")))
                        })
                    };
                    if values(terms).iter().all(|value| is_silent(&books, &stacks(value))) {
                        faults.push(format!("{}/{id} {plan}: option {option}", provider.provider));
                    }
                }
            }
        }
        faults
    }));
}

#[test]
fn every_option_of_an_account_acts_is_refused_or_is_named() {
    let books = Books::bundled().expect("the bundled books are whole");
    none(&over_all(&books, |provider| {
        let mut faults = Vec::new();
        let id = &provider.provider;
        let stack = |own: &str, amount: &str| {
            let mut text = format!(
                "version: 1\nname: t\nstart: {START}\naccounts:\n  {id}:\n    provider: {id}\n{own}resources:\n"
            );
            for (product, terms) in &provider.products {
                let default = terms.default_plan.as_deref();
                let some = plans(terms).into_iter().filter(|plan| Some(*plan) != default).take(1);
                for (at, plan) in default.into_iter().chain(some).enumerate() {
                    let _ =
                        writeln!(text, "  {product}-{at}:\n    product: {id}/{product}\n    plan: {plan}");
                    text.push_str(&usage(&together(provider, product, terms), amount));
                }
            }
            text
        };
        for plan in plans(&provider.account) {
            let plan = format!("    plan: {plan}\n");
            for (option, terms) in &provider.account.options {
                let stacks = |value: &String| {
                    let with = format!("{plan}    options: {{ {option}: {value} }}\n");
                    AMOUNTS.map(|amount| (stack(&plan, amount), stack(&with, amount)))
                };
                if values(terms).iter().all(|value| is_silent(&books, &stacks(value))) {
                    faults.push(format!("{id} {}: option {option}", plan.trim()));
                }
            }
        }
        faults
    }));
}

#[test]
fn all_usage_acts_is_refused_or_is_named() {
    let books = Books::bundled().expect("the bundled books are whole");
    none(&over_all(&books, |provider| {
        let mut faults = Vec::new();
        for (id, product) in &provider.products {
            for plan in plans(product) {
                let bare = stack(provider, "", (id, plan), "");
                for key in provider.usage_keys(id) {
                    let pairs = ["1", "1000000"].map(|amount| {
                        let own = usage(&[key], amount);
                        (bare.clone(), stack(provider, "", (id, plan), &own))
                    });
                    if is_silent(&books, &pairs) {
                        faults.push(format!("{}/{id} {plan}: usage {key}", provider.provider));
                    }
                }
            }
        }
        faults
    }));
}

#[test]
fn all_usage_of_an_account_acts_is_refused_or_is_named() {
    let books = Books::bundled().expect("the bundled books are whole");
    none(&over_all(&books, |provider| {
        let mut faults = Vec::new();
        let id = &provider.provider;
        for plan in plans(&provider.account) {
            let stack = |usage: &str| {
                format!(
                    "version: 1\nname: t\nstart: {START}\naccounts:\n  {id}:\n    provider: {id}\n    plan: {plan}\n{usage}resources: {{}}\n"
                )
            };
            for key in provider.usage_keys("") {
                let pairs = ["1", "1000000"].map(|amount| (stack(""), stack(&usage(&[key], amount))));
                if is_silent(&books, &pairs) {
                    faults.push(format!("{id} {plan}: usage {key}"));
                }
            }
        }
        faults
    }));
}
