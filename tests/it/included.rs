//! What is included and what is charged are two views of one rule, in every book: while the limit that says that more is
//! charged is not passed, the charge of its meter comes to nothing, and as soon as it is passed, it comes to something.

use std::sync::Arc;

use planner_core::Decimal;
use planner_core::bill::{Basis, LimitRow, LimitState, Line, State};
use planner_core::book::{Books, ChargeTerms, Effect, PriceTerms, Provider};
use planner_core::document::parse_yaml;
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;

use crate::cases::none;
use crate::in_vain::ask::{START, over_all, plans};

struct Tried<'a> {
    provider: &'a str,
    account: &'a str,
    product: &'a str,
    plan: &'a str,
    key: &'a str,
}

/// Whether a charge gives something for nothing: an amount that is included, or a first step that is free.
fn is_free_at_first(terms: &ChargeTerms) -> bool {
    let steps = match &terms.price {
        PriceTerms::Graduated(terms) | PriceTerms::Volume(terms) => terms.steps.as_slice(),
        _ => &[],
    };
    let free = steps.first().is_some_and(|step| step.unit.is_zero() && step.flat.is_zero());
    terms.included.is_some() || free
}

/// The lines that a limit is about: of its meter, in its scope, with something included.
fn lines_of<'l, 'a>(limit: &LimitRow<'a>, lines: &'l [Arc<Line<'a>>]) -> Vec<&'l Line<'a>> {
    let same = |line: &&Line<'_>| {
        let terms = match &line.basis {
            Basis::Charge { terms, .. } => is_free_at_first(terms),
            _ => false,
        };
        terms && line.account == limit.account && line.resource == limit.resource && line.meter == limit.meter
    };
    lines.iter().map(|line| &**line).filter(same).collect()
}

/// What does not agree at an amount of usage, and the ceilings that are met on the way.
fn tried(books: &Books, tried: &Tried<'_>, amount: Decimal) -> (Vec<String>, Vec<Decimal>) {
    let (mut faults, mut ceilings) = (Vec::new(), Vec::new());
    // All of the months, and an account that begins in the first of them.
    for since in ["", ", since: 2026-12-11"] {
        let (found, met) = tried_since(books, tried, amount, since);
        faults.extend(found);
        ceilings.extend(met);
    }
    (faults, ceilings)
}

fn tried_since(
    books: &Books,
    tried: &Tried<'_>,
    amount: Decimal,
    since: &str,
) -> (Vec<String>, Vec<Decimal>) {
    let Tried { provider, account, product, plan, key } = tried;
    let text = format!(
        "version: 1\nname: t\nstart: {START}\naccounts: {{ {provider}: {{ plan: {account}{since} }} }}\nresources:\n  x: {{ product: {provider}/{product}, plan: {plan}{since}, usage: {{ {key}: {amount} }} }}\n"
    );
    let node = parse_yaml(&text, 0).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
    let Ok(stack) = Stack::parse(&node) else { return Default::default() };
    // December and January have 31 days, February 28.
    let Ok(found) = project(books, &stack, Options { months: 3, ..Options::default() }) else {
        return Default::default();
    };
    let (mut faults, mut ceilings) = (Vec::new(), Vec::new());
    for month in &found.months {
        for limit in month.limits.iter().filter(|limit| limit.effect == Effect::Charged) {
            let lines = lines_of(limit, &month.lines);
            if lines.is_empty() || limit.usage.is_none() {
                continue;
            }
            ceilings.extend(limit.ceiling);
            let costs = |line: &&Line<'_>| match &line.state {
                State::Priced(amount) => !amount.is_zero(),
                State::NotGiven => false,
                State::Unpriced(_) | State::OtherCurrency => true,
            };
            let (charged, passed) = (lines.iter().any(costs), limit.state == LimitState::Over);
            // A quota stated in hours of a month of 31 days leaves more room in a shorter one than the limit on the level.
            let hours = lines.iter().any(|line| line.unit.ends_with("-hour"));
            let shorter = hours && month.month.days() < 31 && passed;
            if charged != passed && limit.ceiling.is_some() && !shorter {
                faults.push(format!(
                    "{provider}/{product} {plan} in {account}{since}, {key}: {amount}: {} is {}, and {:?} in {}",
                    limit.id(),
                    limit.state.word(),
                    lines.iter().map(|line| (line.charge, &line.state)).collect::<Vec<_>>(),
                    month.month,
                ));
            }
        }
    }
    (faults, ceilings)
}

#[test]
fn what_is_charged_is_what_is_more_than_included() {
    let books = Books::bundled().expect("the bundled books are whole");
    let counted = std::sync::atomic::AtomicUsize::new(0);
    let faults = over_all(&books, |provider| {
        let mut faults = Vec::new();
        each(provider, |one| {
            let (first, mut ceilings) = tried(&books, &one, Decimal::ONE);
            ceilings.sort_unstable();
            ceilings.dedup();
            counted.fetch_add(ceilings.len(), std::sync::atomic::Ordering::Relaxed);
            let mut all = first;
            for ceiling in ceilings {
                // Below it, at it, a hair and a lot above it.
                let hair = Decimal::from_parts(1, 0, 0, false, 3);
                for amount in [ceiling / Decimal::TWO, ceiling, ceiling + hair, ceiling * Decimal::TEN] {
                    all.extend(tried(&books, &one, amount.normalize()).0);
                }
            }
            faults.extend(all.into_iter().take(1));
        });
        faults
    });
    none(&faults);
    let counted = counted.into_inner();
    assert!(counted > 100, "only {counted} ceilings were met");
}

/// Every meter of every plan of every product, in an account on each of its plans.
fn each(provider: &Provider, mut see: impl FnMut(Tried<'_>)) {
    for account in plans(&provider.account) {
        for (product, terms) in &provider.products {
            // The first and the last: what is between them differs in numbers alone.
            let all = plans(terms);
            let ends = all.first().into_iter().chain(all.last().filter(|_| all.len() > 1));
            for plan in ends {
                for key in provider.usage_keys(product) {
                    see(Tried { provider: &provider.provider, account, product, plan, key });
                }
            }
        }
    }
}
