//! One document where another is wanted: told as such, and not by the first field that does not fit.

use super::{Node, Problem, Value};

/// Refuses a bill where a stack is wanted.
pub(crate) fn stack_wanted(node: &Node) -> Result<(), Problem> {
    let has = |name: &str| node.get(name).is_some();
    let listed = node.get("resources").is_some_and(|all| matches!(all.value, Value::List(_)));
    let is_bill = has("provider") && (listed || has("month") || has("from"));
    refuse(
        node,
        "provider",
        is_bill,
        "a bill, one month of one account's usage, and no stack",
        "headroom bill FILE",
    )
}

/// Refuses a stack where a bill is wanted.
pub(crate) fn bill_wanted(node: &Node) -> Result<(), Problem> {
    let has = |name: &&str| node.get(name).is_some();
    let named = node.get("resources").is_some_and(|all| matches!(all.value, Value::Map(_)));
    let is_stack = !has(&"provider") && (named || ["start", "drivers", "accounts"].iter().any(has));
    let at = ["name", "start", "drivers", "accounts"].into_iter().find(has).unwrap_or("resources");
    refuse(node, at, is_stack, "a stack and no bill", "headroom project FILE")
}

/// The refusal at the field that tells.
fn refuse(node: &Node, at: &str, wrong: bool, what: &str, instead: &str) -> Result<(), Problem> {
    if !wrong {
        return Ok(());
    }
    let at = node.get(at).unwrap_or(node);
    Err(Problem::new(format!("this is {what}"))
        .at(at.name_at.unwrap_or(at.at))
        .hint(format!("ask for it with `{instead}`")))
}
