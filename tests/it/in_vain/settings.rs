//! Every option, every choice of it and every meter, on every plan of every product and account, in stacks and in bills.

use planner_core::book::{Books, OptionKind, OptionTerms, Product, Provider};

use super::ask::{Kind, Ran, over_all, plans};
use crate::cases::none;

/// Those of which as much can be stated as of any other: what is inside another, or stands beside another that is never
/// less, is refused in most sizes.
pub(super) fn together<'p>(provider: &'p Provider, id: &str, product: &Product) -> Vec<&'p str> {
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

/// `usage: { .. }`, or nothing.
pub(super) fn usage(keys: &[&str], amount: &str) -> String {
    if amount.is_empty() || keys.is_empty() {
        return String::new();
    }
    let all: Vec<String> = keys.iter().map(|key| format!("{key}: {amount}")).collect();
    format!("usage: {{ {} }}", all.join(", "))
}

/// Entries of a map beside others.
pub(super) fn beside(entries: &[&str]) -> String {
    let entries: Vec<&str> = entries.iter().copied().filter(|entry| !entry.is_empty()).collect();
    entries.join(", ")
}

/// Whether setting it changes nothing in any of several documents that are accepted, and there is one that is.
fn is_silent(kind: Kind, books: &Books, pairs: &[(String, String)]) -> bool {
    let mut accepted = false;
    for (without, with) in pairs {
        let Ok(without) = kind.answer(books, without) else { continue };
        match kind.answer(books, with) {
            Ok(with) if with == without => accepted = true,
            _ => return false,
        }
    }
    accepted
}

/// Faults of each kind of document, over all providers.
fn in_both(look: impl Fn(Kind, &Books, &Provider) -> Vec<String> + Sync) {
    let books = Books::bundled().expect("the bundled books are whole");
    none(&over_all(&books, |provider| {
        let all = Kind::ALL.into_iter().flat_map(|kind| {
            let faults = look(kind, &books, provider);
            faults.into_iter().map(move |fault| format!("{}: {fault}", kind.name()))
        });
        all.collect()
    }));
}

#[test]
fn every_option_acts_is_refused_or_is_named() {
    in_both(|kind, books, provider| {
        let mut faults = Vec::new();
        for (id, product) in &provider.products {
            let keys = together(provider, id, product);
            for plan in plans(product) {
                for (option, terms) in &product.options {
                    let pairs = |value: &String| {
                        let with = format!("options: {{ {option}: {value} }}");
                        AMOUNTS.map(|amount| {
                            let own = usage(&keys, amount);
                            let document =
                                |own: &str| kind.document(&provider.provider, "", &[Ran("x", id, plan, own)]);
                            (document(&own), document(&beside(&[&own, &with])))
                        })
                    };
                    if values(terms).iter().all(|value| is_silent(kind, books, &pairs(value))) {
                        faults.push(format!("{}/{id} {plan}: option {option}", provider.provider));
                    }
                }
            }
        }
        faults
    });
}

#[test]
fn every_option_of_an_account_acts_is_refused_or_is_named() {
    in_both(|kind, books, provider| {
        let mut faults = Vec::new();
        let id = &provider.provider;
        let mut runs: Vec<(String, &str, &str, Vec<&str>)> = Vec::new();
        for (product, terms) in &provider.products {
            let default = terms.default_plan.as_deref();
            let some = plans(terms).into_iter().filter(|plan| Some(*plan) != default).take(1);
            for (at, plan) in default.into_iter().chain(some).enumerate() {
                let keys = together(provider, product, terms);
                runs.push((format!("{product}-{at}"), product, plan, keys));
            }
        }
        let document = |account: &str, amount: &str| {
            let used: Vec<String> = runs.iter().map(|(.., keys)| usage(keys, amount)).collect();
            let all: Vec<Ran<'_>> = runs
                .iter()
                .zip(&used)
                .map(|((name, product, plan, _), own)| Ran(name, product, plan, own))
                .collect();
            kind.document(id, account, &all)
        };
        for plan in plans(&provider.account) {
            let on = format!("plan: {plan}");
            for (option, terms) in &provider.account.options {
                let pairs = |value: &String| {
                    let with = format!("{on}, options: {{ {option}: {value} }}");
                    AMOUNTS.map(|amount| (document(&on, amount), document(&with, amount)))
                };
                if values(terms).iter().all(|value| is_silent(kind, books, &pairs(value))) {
                    faults.push(format!("{id} {plan}: option {option}"));
                }
            }
        }
        faults
    });
}

#[test]
fn all_usage_acts_is_refused_or_is_named() {
    in_both(|kind, books, provider| {
        let mut faults = Vec::new();
        for (id, product) in &provider.products {
            for plan in plans(product) {
                let document = |own: &str| kind.document(&provider.provider, "", &[Ran("x", id, plan, own)]);
                let bare = document("");
                for key in provider.usage_keys(id) {
                    let pairs =
                        ["1", "1000000"].map(|amount| (bare.clone(), document(&usage(&[key], amount))));
                    if is_silent(kind, books, &pairs) {
                        faults.push(format!("{}/{id} {plan}: usage {key}", provider.provider));
                    }
                }
            }
        }
        faults
    });
}

#[test]
fn all_usage_of_an_account_acts_is_refused_or_is_named() {
    in_both(|kind, books, provider| {
        let mut faults = Vec::new();
        let id = &provider.provider;
        for plan in plans(&provider.account) {
            let document = |usage: &str| kind.document(id, &beside(&[&format!("plan: {plan}"), usage]), &[]);
            for key in provider.usage_keys("") {
                let pairs = ["1", "1000000"].map(|amount| (document(""), document(&usage(&[key], amount))));
                if is_silent(kind, books, &pairs) {
                    faults.push(format!("{id} {plan}: usage {key}"));
                }
            }
        }
        faults
    });
}
