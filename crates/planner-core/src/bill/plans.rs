//! Which plan a word names, and which one a customer of long standing is really on.

use super::{AccountMonth, ResourceMonth};
use crate::book::{Books, Plan, Product, Provider};
use crate::document::Problem;
use crate::month::Month;
use crate::nearest::nearest;

/// The plan a customer of long standing is really on.
pub(super) fn kept<'a>(
    product: &'a Product,
    plan: (&'a str, &'a Plan),
    account: &AccountMonth<'_>,
) -> (&'a str, &'a Plan) {
    let today = account.as_of.unwrap_or(account.month.first_day());
    let old = plan.1.formerly.as_ref().filter(|formerly| {
        today < formerly.until && account.since.is_some_and(|since| since < formerly.since_before)
    });
    old.and_then(|formerly| product.plans.get_key_value(&formerly.plan))
        .map_or(plan, |(id, plan)| (id.as_str(), plan))
}

pub(super) fn no_product(provider: &Provider, resource: &ResourceMonth<'_>) -> Problem {
    let known: Vec<&str> = provider.products.keys().map(String::as_str).collect();
    let named = nearest(resource.product, known.iter().copied());
    Problem::new(format!("{} has no product `{}`", provider.name, resource.product))
        .path(format!("{}.product", resource.path))
        .hint(format!("its products are {}", named.join(", ")))
}

/// The plan a word names, or a problem that lists the plans there are, nearest first.
pub(super) fn find_plan<'a>(
    books: &'a Books,
    provider: &str,
    product: &'a Product,
    word: Option<&str>,
    month: Month,
    path: &str,
) -> Result<(&'a str, &'a Plan), Problem> {
    let at = || if path.is_empty() { "plan".to_owned() } else { format!("{path}.plan") };
    let Some(word) = word.or(product.default_plan.as_deref()) else {
        let known: Vec<&str> = product.plans.keys().map(String::as_str).collect();
        return Err(Problem::new(format!("{} needs a plan", product.name))
            .path(at())
            .hint(format!("its plans are {}", known.join(", "))));
    };
    if let Some(plan) = product.find_plan(word) {
        return Ok(plan);
    }
    // Perhaps it is offered later: say since when.
    let later = books.files(provider).iter().filter(|file| file.effective > month.first_day()).find(|file| {
        books.as_of(provider, file.effective).is_ok_and(|book| {
            let products = book.provider.products.values().chain(std::iter::once(&book.provider.account));
            products.filter(|p| p.name == product.name).any(|p| p.find_plan(word).is_some())
        })
    });
    let mut problem = Problem::new(format!("{} has no plan `{word}` in {month}", product.name)).path(at());
    if let Some(file) = later {
        problem.message.push_str(&format!("; it is offered since {}", file.effective));
    }
    let plans: Vec<String> = nearest(word, product.plans.keys().map(String::as_str))
        .into_iter()
        .map(|id| match product.plans.get(id).and_then(|plan| plan.offered) {
            Some(since) => format!("{id} (since {since})"),
            None => id.to_owned(),
        })
        .collect();
    Err(problem.hint(format!("its plans are {}", plans.join(", "))))
}
