//! What to write for an option that a product does not have: a plan, a field that stands beside the options, another name.

use super::{OptionValue, Product};
use crate::find::instead;
use crate::nearest::{is_slip, nearest, some};

/// Fields of a resource, or of an account, that people look for among its options.
const BESIDE: [&str; 10] =
    ["plan", "count", "hours", "region", "since", "until", "scaling", "usage", "card", "cycle_day"];

/// What to write instead of an option of a name, with what the product has; `account` is none where it is an account's own.
pub(super) fn hint(product: &Product, account: Option<&Product>, name: &str, value: &OptionValue) -> String {
    let instead = meant(product, account, name, value);
    format!("{} {}", instead.unwrap_or_else(|| format!("leave `{name}` out:")), has(product))
}

/// What is meant by an option that a product does not have; none where nothing is near.
pub(super) fn meant(
    product: &Product,
    account: Option<&Product>,
    name: &str,
    value: &OptionValue,
) -> Option<String> {
    if BESIDE.contains(&name) {
        return Some(format!("`{name}` stands beside `options`, not in it: write `{name}: {value}` there;"));
    }
    if product.find_plan(name).is_some() {
        return Some(format!("`{name}` is a plan: write `plan: {name}` beside `options`;"));
    }
    if account.is_some_and(|account| account.find_plan(name).is_some()) {
        return Some(format!(
            "`{name}` is a plan of the account: write `plan: {name}` there, under `accounts`;"
        ));
    }
    instead(product, account, name, false).or_else(|| {
        let near = nearest(name, product.options.keys().map(String::as_str));
        near.first().filter(|near| is_slip(name, near)).map(|near| format!("did you mean `{near}`?"))
    })
}

fn has(product: &Product) -> String {
    let known: Vec<&str> = product.options.keys().map(String::as_str).collect();
    let has = if known.is_empty() { "has no options".to_owned() } else { format!("has {}", some(&known)) };
    format!("{} {has}", product.name)
}
