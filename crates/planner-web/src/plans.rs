//! Which plans a resource can be on, and which of them to put side by side.

use std::sync::OnceLock;

use planner_core::Decimal;
use planner_core::answers::compare::Variation;
use planner_core::book::{Attribute, Books, Plan, Product, Provider};
use planner_core::clients::Profiles;
use planner_core::document::{Node, Problem};
use planner_core::{Date, Month};

use crate::numbers::grouped;
use crate::{order, tree};

/// The most columns side by side.
pub const MOST_COLUMNS: usize = 4;

/// So many stand side by side where nobody says how many.
const FEW: usize = 3;

/// A plan to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its id.
    pub id: String,
    /// Its name: `Starter`.
    pub name: String,
    /// The rest of it: `0.5c-512mb`, where the name has two parts.
    pub detail: String,
    /// Name, detail and price, for a list.
    pub label: String,
}

static BOOKS: OnceLock<Result<Books, Problem>> = OnceLock::new();

/// Takes the price books and client profiles that the page loaded beside its code, once, before anything is asked of them.
pub fn load(books: String, profiles: String) {
    BOOKS.get_or_init(|| Books::listed(books.leak()));
    Profiles::load(profiles.leak());
}

/// The price books: those loaded, else those compiled in.
///
/// # Errors
///
/// A [`Problem`] where nothing was loaded or a file is broken, which the project's tests rule out.
pub fn books() -> Result<&'static Books, Problem> {
    BOOKS.get_or_init(compiled_in).as_ref().map_err(Clone::clone)
}

#[cfg(feature = "bundled")]
fn compiled_in() -> Result<Books, Problem> {
    Books::bundled()
}

#[cfg(not(feature = "bundled"))]
fn compiled_in() -> Result<Books, Problem> {
    Err(Problem::new("the price books were not loaded"))
}

/// The product of a resource in the book of the stack's first month, or of an account: `accounts.render`.
pub(crate) fn product(document: &Node, resource: &str) -> Option<(&'static Product, Date)> {
    if let Some(name) = resource.strip_prefix("accounts.") {
        return account(document, name);
    }
    let (provider, id) = tree::text(document, &["resources", resource, "product"])?.split_once('/')?;
    let day = Month::parse(tree::text(document, &["start"])?)?.first_day();
    let book = books().ok()?.as_of(provider, day).ok()?;
    Some((book.provider.products.get(id)?, day))
}

/// What an account can be on, in the book of the stack's first month.
pub(crate) fn account(document: &Node, name: &str) -> Option<(&'static Product, Date)> {
    let provider = tree::text(document, &["accounts", name, "provider"]).unwrap_or(name);
    let day = Month::parse(tree::text(document, &["start"])?)?.first_day();
    Some((&books().ok()?.as_of(provider, day).ok()?.provider.account, day))
}

/// What the account of a resource's vendor measures and has plans for, in the book of the stack's first month.
pub(crate) fn vendor(document: &Node, resource: &str) -> Option<&'static Product> {
    let (provider, _) = tree::text(document, &["resources", resource, "product"])?.split_once('/')?;
    Some(&books().ok()?.as_of(provider, first_day(document)?).ok()?.provider.account)
}

/// Whose prices go for what stands at a place of a resource or an account, in the book of the stack's first month.
pub(crate) fn provider(document: &Node, place: &[&str]) -> Option<&'static Provider> {
    let name = match place {
        ["accounts", name, ..] => tree::text(document, &["accounts", name, "provider"]).unwrap_or(name),
        ["resources", name, ..] => tree::text(document, &["resources", name, "product"])?.split_once('/')?.0,
        _ => return None,
    };
    Some(&books().ok()?.as_of(name, first_day(document)?).ok()?.provider)
}

/// The first day of the stack, whose prices it begins with.
#[must_use]
pub fn first_day(document: &Node) -> Option<Date> {
    Some(Month::parse(tree::text(document, &["start"])?)?.first_day())
}

/// The product's name, where the books know it.
#[must_use]
pub fn product_name(document: &Node, resource: &str) -> Option<&'static str> {
    product(document, resource).map(|(product, _)| product.name.as_str())
}

/// The plans that can be bought in the stack's first month, cheapest first as far as their price is known.
#[must_use]
pub fn choices(document: &Node, resource: &str) -> Vec<Choice> {
    let Some((product, day)) = product(document, resource) else { return Vec::new() };
    let plans = product.plans.iter().filter(|(_, plan)| is_sold(plan, day)).collect();
    order::by_key(plans, |(id, plan)| dearness(id, plan))
        .into_iter()
        .map(|(id, plan)| choice(id, plan))
        .collect()
}

/// Whether a plan can be bought on a day.
fn is_sold(plan: &Plan, day: Date) -> bool {
    plan.offered.is_none_or(|from| from <= day) && plan.until.is_none_or(|until| day < until)
}

pub(crate) fn attribute(plan: &Plan, name: &str) -> Option<Decimal> {
    match plan.attributes.get(name)? {
        Attribute::Quantity(quantity) => match &quantity.unit {
            Some(unit) => quantity.value.checked_mul(unit.size()),
            None => Some(quantity.value),
        },
        Attribute::NotStated => None,
    }
}

/// By price, or what grows with it.
pub(crate) fn dearness(id: &str, plan: &Plan) -> (bool, Decimal) {
    let known = ["price", "minute_price", "max_storage"].into_iter().find_map(|name| attribute(plan, name));
    match known {
        _ if id == "free" => (false, Decimal::NEGATIVE_ONE),
        // It is paid by use from the first unit: next to free.
        _ if id == "pay-as-you-go" => (false, Decimal::ZERO),
        Some(value) => (false, value),
        None => (true, Decimal::ZERO),
    }
}

/// A plan to choose, by its id.
pub(crate) fn choice(id: &str, plan: &Plan) -> Choice {
    // `0.5c-512mb (Starter)`: people say the word, the vendor's list the size.
    let (name, detail) = name_and_detail(&plan.name);
    let mut label = name.to_owned();
    if !detail.is_empty() {
        label = format!("{name} ({detail})");
    }
    if let Some(price) = attribute(plan, "price") {
        let places = if price.fract().is_zero() { 0 } else { 2 };
        label = format!("{label}, ${}", grouped(price, places));
    }
    Choice { id: id.to_owned(), name: name.to_owned(), detail: detail.to_owned(), label }
}

/// `0.5c-512mb (Starter)` as `Starter` and the rest of it.
pub(crate) fn name_and_detail(name: &str) -> (&str, &str) {
    let parts = name.strip_suffix(')').and_then(|name| name.split_once(" ("));
    parts.map_or((name, ""), |(detail, name)| (name, detail))
}

/// The plan a word names among the choices: by id, by name, or by the book's aliases.
#[must_use]
pub fn find<'a>(document: &Node, resource: &str, choices: &'a [Choice], word: &str) -> Option<&'a Choice> {
    let id = product(document, resource).and_then(|(product, _)| product.find_plan(word)).map(|(id, _)| id);
    choices.iter().find(|choice| Some(choice.id.as_str()) == id || choice.id == word)
}

/// The resources that have several plans, and the accounts, as `accounts.render`; looked for as far as they are taken.
pub fn variable(document: &Node) -> impl Iterator<Item = String> {
    let resources = tree::entries(document, &["resources"]).map(|(name, _)| name.to_owned());
    let accounts = tree::entries(document, &["accounts"]).map(|(name, _)| format!("accounts.{name}"));
    resources.chain(accounts).filter(|name| is_variable(document, name))
}

/// Whether a resource of the stack, or an account as `accounts.render`, has several plans.
#[must_use]
pub fn is_variable(document: &Node, name: &str) -> bool {
    let is_there =
        name.strip_prefix("accounts.").is_none_or(|own| document.find(&["accounts", own]).is_some());
    let several = |(product, day): (&Product, Date)| {
        product.plans.values().filter(|plan| is_sold(plan, day)).nth(1).is_some()
    };
    is_there && product(document, name).is_some_and(several)
}

/// The plan a resource or account is on: what the stack says, or the default.
#[must_use]
pub fn plan_of(document: &Node, of: &str) -> Option<String> {
    let (kind, name) = of.strip_prefix("accounts.").map_or(("resources", of), |name| ("accounts", name));
    // Where it changes in time, what it begins on.
    let first = || tree::entries(document, &[kind, name, "plan"]).find_map(|(_, plan)| tree::text(plan, &[]));
    let written = tree::text(document, &[kind, name, "plan"]).or_else(first).map(str::to_owned);
    written.or_else(|| product(document, of)?.0.default_plan.clone())
}

/// The plan of a resource with its neighbours in price.
#[must_use]
pub fn neighbours(document: &Node, resource: &str) -> Option<Variation> {
    let choices = choices(document, resource);
    let own = plan_of(document, resource);
    let place = own
        .and_then(|word| find(document, resource, &choices, &word))
        .and_then(|own| choices.iter().position(|choice| choice == own));
    let first = place.unwrap_or(0).saturating_sub(1).min(choices.len().saturating_sub(FEW));
    let plans: Vec<String> = choices.iter().skip(first).take(FEW).map(|choice| choice.id.clone()).collect();
    (plans.len() > 1).then(|| Variation { name: resource.to_owned(), plans })
}

/// What to put side by side where nobody says: the first compute resource, else the first with several plans.
#[must_use]
pub fn sensible(document: &Node) -> Option<Variation> {
    let compute = |name: &String| {
        let product = tree::text(document, &["resources", name, "product"]).unwrap_or_default();
        product.ends_with("/web") || product.ends_with("/service")
    };
    let resource = variable(document).find(compute).or_else(|| variable(document).next())?;
    neighbours(document, &resource)
}

#[cfg(test)]
mod tests {
    use planner_core::document::parse_json;

    use super::*;

    const STACK: &str = r#"{ "start": "2026-12", "resources": {
        "files": { "product": "acme/storage" }, "db": { "product": "render/postgres", "plan": "pro-4gb" },
        "web": { "product": "render/web", "plan": "Starter" }, "redis": { "product": "upstash/redis", "plan": "free" } } }"#;

    #[test]
    fn the_first_service_is_compared_with_its_neighbours() -> Result<(), Problem> {
        let document = parse_json(STACK, 0)?;
        assert_eq!(variable(&document).collect::<Vec<_>>(), ["db", "web", "redis"]);
        assert!(is_variable(&document, "db") && !is_variable(&document, "files"));
        assert!(!is_variable(&document, "accounts.render"), "an account that the stack does not name");
        let on_accounts =
            parse_json(r#"{ "start": "2026-12", "accounts": { "render": {} }, "resources": {} }"#, 0)?;
        assert_eq!(variable(&on_accounts).collect::<Vec<_>>(), ["accounts.render"]);
        assert_eq!(plan_of(&on_accounts, "accounts.render").as_deref(), Some("hobby"));
        let plans = sensible(&document).map(|variation| (variation.name, variation.plans));
        let expected = ["free", "0.5c-512mb", "1c-2g"].map(str::to_owned).to_vec();
        assert_eq!(plans, Some(("web".to_owned(), expected)));
        Ok(())
    }

    #[test]
    fn plans_are_in_the_order_of_their_price() -> Result<(), Problem> {
        let document = parse_json(STACK, 0)?;
        let first = |resource| {
            choices(&document, resource).into_iter().map(|choice| choice.label).take(3).collect::<Vec<_>>()
        };
        assert_eq!(first("web"), ["Free, $0", "Starter (0.5c-512mb), $7", "Standard (1c-2g), $25"]);
        assert_eq!(first("redis"), ["Free", "Pay as you go", "Fixed 250MB"]);
        assert!(choices(&document, "files").is_empty());
        Ok(())
    }
}
