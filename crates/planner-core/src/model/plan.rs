//! Which plan a word names, and which one a customer of long standing is really on.

use crate::book::{Books, Ends, Plan, Product, Provider};
use crate::document::{Problem, ProblemKind};
use crate::month::Date;
use crate::nearest::{far, is_slip};

/// The plan a customer since `since` is really on, on a day.
pub(super) fn kept<'a>(
    product: &'a Product,
    plan: (&'a str, &'a Plan),
    since: Option<Date>,
    day: Date,
) -> (&'a str, &'a Plan) {
    let old =
        plan.1.formerly.as_ref().filter(|formerly| {
            day < formerly.until && since.is_some_and(|since| since < formerly.since_before)
        });
    old.and_then(|formerly| product.plans.get_key_value(&formerly.plan))
        .map_or(plan, |(id, plan)| (id.as_str(), plan))
}

/// Where the plan of what stands at a path is written.
pub(crate) fn plan_path(path: &str) -> String {
    if path.is_empty() { "plan".to_owned() } else { format!("{path}.plan") }
}

/// The plan a word names, the default where there is none, or a problem at `path` that lists the plans there are, nearest
/// first.
pub(super) fn find_plan<'a>(
    books: &'a Books,
    provider: &str,
    product: &'a Product,
    word: Option<&str>,
    day: Date,
    path: &str,
) -> Result<(&'a str, &'a Plan), Problem> {
    let Some(word) = word.or(product.default_plan.as_deref()) else {
        let known = to_be_had(product, "", None, &|_, plan| plan.is_there(day));
        return Err(Problem::new(format!("{} needs a plan", product.name))
            .path(path)
            .hint(format!("its plans are {}", crate::nearest::some(&known))));
    };
    if let Some(plan) = product.find_plan(word) {
        return Ok(plan);
    }
    let problem =
        Problem::new(format!("{} has no plan `{word}`", product.name)).of(ProblemKind::Unknown).path(path);
    if let Ok(book) = books.as_of(provider, day)
        && let Some(hint) = of_another(&book.provider, product, word, path)
    {
        return Err(problem.hint(hint));
    }
    let plans = to_be_had(product, word, None, &|_, plan| plan.is_there(day));
    let problem = problem.hint(match plans.split_first() {
        Some((near, others)) if near.split([' ', '(', ')']).any(|name| is_slip(word, name)) => {
            let others = crate::nearest::some(others);
            let others = if others.is_empty() { others } else { format!(" The others are {others}") };
            let name = near.split(' ').next().unwrap_or(near);
            format!("did you mean `{name}`?{others}")
        }
        _ => format!(
            "its plans are {}; a price of your own goes under `charges` of the resource, or in a file for `--pricing`",
            crate::nearest::some(&plans)
        ),
    });
    // Perhaps it is offered on another day.
    Err(books.dated(problem, (provider, day), &|book| {
        let products = book.products.values().chain(std::iter::once(&book.account));
        products.filter(|p| p.name == product.name).any(|p| p.find_plan(word).is_some())
    }))
}

/// Where a word belongs that is a plan all the same: of the account where a product's is asked for, or of a product.
fn of_another(book: &Provider, product: &Product, word: &str, path: &str) -> Option<String> {
    let plans = to_be_had(product, word, None, &|_, plan| plan.until.is_none());
    let own = match plans.as_slice() {
        [] | [_] => "leave `plan` out here".to_owned(),
        plans => format!("here one of {}", crate::nearest::some(plans)),
    };
    let is_account = std::ptr::eq(product, &raw const book.account);
    if !is_account {
        let (id, _) = book.account.find_plan(word)?;
        let provider = &book.provider;
        let whither = if path.starts_with("resources[") {
            format!("write `plan: {id}` at the top of the bill")
        } else {
            format!("write `accounts: {{ {provider}: {{ plan: {id} }} }}`")
        };
        return Some(format!("`{word}` is a plan of the account: {whither}, and {own}"));
    }
    let products: Vec<_> = book.products.iter().filter(|(_, one)| one.find_plan(word).is_some()).collect();
    // What people have most words for is what they mean most.
    let (id, _) = products.iter().max_by_key(|(_, one)| one.also.len())?;
    let at = if path == "plan" { String::new() } else { format!("{}/", book.provider) };
    let all: Vec<String> = products.iter().map(|(id, _)| format!("{at}{id}")).collect();
    Some(format!(
        "`{word}` is a plan of {}: write it there, such as `product: {at}{id}` with `plan: {word}` beside it, and {own}",
        crate::nearest::some(&all)
    ))
}

/// The plans that can be had, nearest to a word first, each with the one of its names that is nearest; before them those
/// that the end of another's life leads to. Left out is what nobody names: the prices of larger requests, and the plan that
/// stands for none.
pub(crate) fn to_be_had(
    product: &Product,
    word: &str,
    after: Option<&Ends>,
    is_there: &dyn Fn(&str, &Plan) -> bool,
) -> Vec<String> {
    let wanted = word.to_ascii_lowercase();
    let there = product.plans.iter().filter(|(id, plan)| product.is_chosen(id) && is_there(id, plan));
    let mut plans: Vec<(usize, usize, String)> = Vec::new();
    for (id, plan) in there {
        let names = std::iter::once(id).chain(&plan.aliases);
        let best =
            names.map(|name| (far(&wanted, &name.to_ascii_lowercase()), name)).min_by_key(|(far, _)| *far);
        let place = after.and_then(|ends| ends.names(id)).unwrap_or(usize::MAX);
        plans.extend(
            best.map(|(far, name)| {
                (place, far, if name == id { id.clone() } else { format!("{name} ({id})") })
            }),
        );
    }
    plans.sort();
    plans.into_iter().map(|(.., name)| name).collect()
}
