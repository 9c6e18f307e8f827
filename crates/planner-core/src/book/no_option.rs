//! What to write for an option that a product does not have: a plan, a field that stands beside the options, another name.

use super::{OptionValue, Product};
use crate::find::instead;
use crate::nearest::{is_slip, nearest, some};

/// Fields of a resource, or of an account, that people look for among its options.
const BESIDE: [&str; 10] =
    ["plan", "count", "hours", "region", "since", "until", "scaling", "usage", "card", "cycle_day"];

/// What to write instead of an option of a name, with what the product has; none of its own where it is an account's.
pub(super) fn hint(product: &Product, account: Option<&Product>, name: &str, value: &OptionValue) -> String {
    let known: Vec<&str> = product.options.keys().map(String::as_str).collect();
    let has = if known.is_empty() { "has no options".to_owned() } else { format!("has {}", some(&known)) };
    let has = format!("{} {has}", product.name);
    if BESIDE.contains(&name) {
        return format!("`{name}` stands beside `options`, not in it: write `{name}: {value}` there; {has}");
    }
    if product.find_plan(name).is_some() {
        return format!("`{name}` is a plan: write `plan: {name}` beside `options`; {has}");
    }
    if account.is_some_and(|account| account.find_plan(name).is_some()) {
        return format!(
            "`{name}` is a plan of the account: write `plan: {name}` there, under `accounts`; {has}"
        );
    }
    if let Some(instead) = instead(product, account, name, false) {
        return format!("{instead} {has}");
    }
    match nearest(name, known.iter().copied()).first().filter(|near| is_slip(name, near)) {
        Some(near) => format!("did you mean `{near}`? {has}"),
        None => format!("leave `{name}` out: {has}"),
    }
}
