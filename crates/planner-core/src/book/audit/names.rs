//! Names that nothing has: what caps, credits and pools cover, what is waived, defaults and words of options.

use std::collections::BTreeSet;

use super::super::plan::{Plan, Product};
use super::super::terms::{OptionKind, OptionTerms, Provider};
use crate::unit::decimal;

/// Says which names of a product stand for nothing.
pub(super) fn check(book: &Provider, path: &str, product: &Product, add: &mut impl FnMut(String, String)) {
    let is_account = path == "account";
    // An account's levies and ceilings look at every line under it; a resource's at its own.
    let lines: BTreeSet<&str> = if is_account {
        book.products.values().chain([&book.account]).flat_map(lines_of).collect()
    } else {
        lines_of(product).collect()
    };
    let plans = || product.plans.iter().map(|(id, plan)| (format!("{path}.plans.{id}"), plan));
    let limits = product.limits.iter().map(|(id, terms)| (format!("{path}.limits.{id}"), terms));
    let own = plans().flat_map(|(at, plan)| {
        plan.limits.iter().map(move |(id, terms)| (format!("{at}.limits.{id}"), terms))
    });
    for (at, terms) in limits.chain(own) {
        for name in terms.spend.iter().flatten().filter(|name| !lines.contains(name.as_str())) {
            add(at.clone(), format!("`spend` covers `{name}`, which is no charge and no tag"));
        }
        let credits =
            || plans().flat_map(|(_, plan)| plan.adjustments.keys()).chain(product.adjustments.keys());
        for name in terms.after.iter().filter(|name| credits().all(|known| known != *name)) {
            add(at.clone(), format!("`after` names `{name}`, which is no adjustment"));
        }
    }
    let adjustments =
        product.adjustments.iter().map(|(id, terms)| (format!("{path}.adjustments.{id}"), terms));
    let own = plans().flat_map(|(at, plan)| {
        plan.adjustments.iter().map(move |(id, terms)| (format!("{at}.adjustments.{id}"), terms))
    });
    for (at, terms) in adjustments.chain(own) {
        for name in terms.covers.iter().filter(|name| !lines.contains(name.as_str())) {
            add(at.clone(), format!("it covers `{name}`, which is no charge and no tag"));
        }
    }
    let charges =
        |plan: &Plan, name: &str| product.charges.contains_key(name) || plan.charges.contains_key(name);
    for (id, pool) in &product.pools {
        for name in pool.order.iter().filter(|name| !product.plans.values().any(|plan| charges(plan, name))) {
            add(format!("{path}.pools.{id}"), format!("`order` has `{name}`, which is no charge"));
        }
    }
    for (at, plan) in plans() {
        for (id, pool) in &plan.pools {
            for name in pool.order.iter().filter(|name| !charges(plan, name)) {
                add(format!("{at}.pools.{id}"), format!("`order` has `{name}`, which is no charge"));
            }
        }
    }
    for name in &product.settle.waived_when_empty {
        let adjusts = product.adjustments.contains_key(name);
        if !adjusts && !product.plans.values().any(|plan| charges(plan, name)) {
            let what = format!("`waived_when_empty` has `{name}`, which is no charge of the account");
            add(format!("{path}.settle"), what);
        }
    }
    for (id, option) in &product.options {
        for message in option_of(option) {
            add(format!("{path}.options.{id}"), message);
        }
    }
    for message in twins(product) {
        add(format!("{path}.plans"), message);
    }
}

/// Every name that a line of a product goes by: charges with their tags, adjustments, and ceilings on what is spent.
fn lines_of(product: &Product) -> impl Iterator<Item = &str> {
    let plans = || product.plans.values();
    let charges = product.charges.iter().chain(plans().flat_map(|plan| &plan.charges));
    let named = charges
        .flat_map(|(id, terms)| std::iter::once(id.as_str()).chain(terms.tags.iter().map(String::as_str)));
    let adjustments = product.adjustments.iter().chain(plans().flat_map(|plan| &plan.adjustments));
    let limits = product.limits.iter().chain(plans().flat_map(|plan| &plan.limits));
    let spent = limits.filter(|(_, terms)| terms.spend.is_some()).map(|(id, _)| id.as_str());
    named.chain(adjustments.map(|(id, _)| id.as_str())).chain(spent)
}

/// A default that the option cannot have, and a word that two of its choices go by.
fn option_of(option: &OptionTerms) -> Vec<String> {
    let mut wrong = Vec::new();
    if let Some(default) = &option.default {
        let word = default.0.as_str();
        let fits = match option.kind {
            OptionKind::Flag => matches!(word, "true" | "false"),
            OptionKind::Count => decimal(word).is_some_and(|n| n.is_integer() && !n.is_sign_negative()),
            OptionKind::Money => decimal(word).is_some_and(|n| !n.is_sign_negative()),
            OptionKind::Choice => option.choices.iter().any(|choice| choice.word == word),
        };
        if !fits {
            wrong.push(format!("its default is `{word}`, which is none of what it takes"));
        }
    }
    let words = option.choices.iter().flat_map(|choice| {
        choice.also.iter().chain([&choice.word]).map(move |word| (word.to_ascii_lowercase(), &choice.word))
    });
    let mut words: Vec<(String, &String)> = words.collect();
    words.sort_unstable();
    words.dedup();
    if let Some([a, b]) = words.array_windows().find(|[a, b]| a.0 == b.0) {
        wrong.push(format!("`{}` names both `{}` and `{}`", a.0, a.1, b.1));
    }
    wrong
}

/// Two plans of one name that are sold at one time: a word cannot tell which is meant.
fn twins(product: &Product) -> Vec<String> {
    let mut wrong = Vec::new();
    let plans: Vec<(&String, &Plan)> = product.plans.iter().collect();
    for (at, (a_id, a)) in plans.iter().enumerate() {
        for (b_id, b) in plans.iter().skip(at.saturating_add(1)) {
            let same = a.name.eq_ignore_ascii_case(&b.name);
            let before = |one: &Plan, other: &Plan| {
                one.until.zip(other.offered).is_some_and(|(until, offered)| until <= offered)
            };
            let formerly = |one: &Plan, id: &String| one.formerly.as_ref().is_some_and(|f| f.plan == *id);
            if same && !before(a, b) && !before(b, a) && !formerly(a, b_id) && !formerly(b, a_id) {
                wrong.push(format!("{a_id} and {b_id} are both sold as {} at one time", a.name));
            }
        }
    }
    wrong
}
