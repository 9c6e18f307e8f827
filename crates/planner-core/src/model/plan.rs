//! Which plan a word names, and which one a customer of long standing is really on.

use crate::book::{Books, Plan, Product};
use crate::document::Problem;
use crate::month::Date;
use crate::nearest::far;

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
        let known: Vec<&str> = product.plans.keys().map(String::as_str).collect();
        return Err(Problem::new(format!("{} needs a plan", product.name))
            .path(path)
            .hint(format!("its plans are {}", crate::nearest::some(&known))));
    };
    if let Some(plan) = product.find_plan(word) {
        return Ok(plan);
    }
    let problem = Problem::new(format!("{} has no plan `{word}`", product.name)).path(path);
    let plans: Vec<String> = by_nearness(product, word)
        .into_iter()
        .map(|(id, plan, nearest)| {
            let known = if nearest == id { id.to_owned() } else { format!("{nearest} ({id})") };
            plan.offered.map_or(known.clone(), |since| format!("{known} since {since}"))
        })
        .collect();
    let problem = problem.hint(format!(
        "its plans are {}; a price of your own goes under `charges` of the resource, or in a file for `--pricing`",
        crate::nearest::some(&plans)
    ));
    // Perhaps it is offered on another day.
    Err(books.dated(problem, (provider, day), &|book| {
        let products = book.products.values().chain(std::iter::once(&book.account));
        products.filter(|p| p.name == product.name).any(|p| p.find_plan(word).is_some())
    }))
}

/// The plans, nearest to a word first, each with the one of its names that is nearest.
fn by_nearness<'a>(product: &'a Product, word: &str) -> Vec<(&'a str, &'a Plan, &'a str)> {
    let wanted = word.to_ascii_lowercase();
    let mut plans: Vec<(usize, &str, &Plan, &str)> = Vec::new();
    for (id, plan) in &product.plans {
        let names = std::iter::once(id).chain(&plan.aliases);
        let best =
            names.map(|name| (far(&wanted, &name.to_ascii_lowercase()), name)).min_by_key(|(far, _)| *far);
        plans.extend(best.map(|(far, name)| (far, id.as_str(), plan, name.as_str())));
    }
    plans.sort_by_key(|(far, id, ..)| (*far, *id));
    plans.into_iter().map(|(_, id, plan, name)| (id, plan, name)).collect()
}
