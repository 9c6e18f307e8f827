//! Conditions that can never hold: on a setting that does not exist, or with a value it cannot have.

use super::super::plan::Product;
use super::super::terms::{ChargeTerms, Condition, LimitTerms, OptionKind, Provider, Wanted};
use crate::table::Table;

/// Says what each condition of a product asks for in vain.
pub(super) fn check(book: &Provider, path: &str, product: &Product, add: &mut impl FnMut(String, String)) {
    for (at, when) in all(product) {
        if let Some(message) = in_vain(book, product, when) {
            add(format!("{path}.{at}"), message);
        }
    }
}

/// Every condition of a product, with where it stands.
fn all(product: &Product) -> Vec<(String, &Condition)> {
    let mut all = Vec::new();
    terms(&mut all, "", &product.charges, &product.limits);
    for (id, plan) in &product.plans {
        terms(&mut all, &format!("plans.{id}."), &plan.charges, &plan.limits);
    }
    let own = product.requires.iter().chain(product.plans.values().flat_map(|plan| &plan.requires));
    all.extend(own.map(|(id, requirement)| (format!("requires.{id}"), &requirement.when)));
    let own = product.adjustments.iter().chain(product.plans.values().flat_map(|plan| &plan.adjustments));
    all.extend(own.map(|(id, adjustment)| (format!("adjustments.{id}"), &adjustment.when)));
    let own = product.sleeps.iter().chain(product.plans.values().flat_map(|plan| &plan.sleeps));
    all.extend(own.map(|(id, terms)| (format!("sleeps.{id}"), &terms.when)));
    let grows = product.meters.iter().filter_map(|(id, meter)| Some((id, meter.grows.as_ref()?)));
    all.extend(grows.flat_map(|(id, grows)| {
        let both = std::iter::once(&grows.when).chain(&grows.unless);
        both.map(move |when| (format!("meters.{id}.grows"), when))
    }));
    all
}

fn terms<'a>(
    all: &mut Vec<(String, &'a Condition)>,
    place: &str,
    charges: &'a Table<ChargeTerms>,
    limits: &'a Table<LimitTerms>,
) {
    all.extend(charges.iter().map(|(id, terms)| (format!("{place}charges.{id}"), &terms.when)));
    for (id, terms) in limits {
        let at = format!("{place}limits.{id}");
        all.extend(terms.stages.iter().map(|stage| (at.clone(), &stage.when)));
        all.push((at, &terms.when));
    }
}

fn in_vain(book: &Provider, product: &Product, when: &Condition) -> Option<String> {
    let account = &book.account;
    for (name, wanted) in &when.0 {
        let plans = match name.as_str() {
            "card" => continue,
            "plan" => Some(&product.plans),
            "account-plan" => Some(&account.plans),
            _ => None,
        };
        let option = product.options.get(name).or_else(|| account.options.get(name));
        if plans.is_none() && option.is_none() {
            return Some(format!("`when` asks for `{name}`, which is no option"));
        }
        let can_be = |word: &str| match (plans, option.map(|terms| (terms.kind, &terms.choices))) {
            (Some(plans), _) => plans.contains_key(word),
            (None, Some((OptionKind::Choice, choices))) => choices.iter().any(|choice| choice.word == word),
            (None, Some((OptionKind::Flag, _))) => matches!(word, "true" | "false"),
            (None, Some(_)) => crate::unit::decimal(word).is_some(),
            (None, None) => false,
        };
        let counts = option.is_some_and(|terms| matches!(terms.kind, OptionKind::Count | OptionKind::Money));
        if matches!(wanted, Wanted::Above(_)) && !counts {
            return Some(format!("`when` asks for `{name}` to be above a number, and it is none"));
        }
        let mut never = wanted.words().filter(|word| !matches!(*word, "given" | "none") && !can_be(word));
        if let Some(never) = never.next() {
            return Some(format!("`when` asks for `{name}` to be `{never}`, which it never is"));
        }
    }
    None
}
