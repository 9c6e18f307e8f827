//! How drivers are written in a document: a bare figure, one that grows, so much for each of another, one a month.

use planner_core::document::{Node, Problem, Value};

use crate::tree;

/// How a driver is written.
pub(crate) enum Driver {
    /// A figure of its own, and the key it stands under; none for a bare one.
    Start(Option<&'static str>),
    /// So much for each unit of another driver.
    Each,
    /// A figure for each month.
    Months,
}

pub(crate) fn driver(document: &Node, name: &str) -> Driver {
    let has = |key| document.find(&["drivers", name, key]).is_some();
    match () {
        () if has("months") => Driver::Months,
        () if !super::figure::per(document, &["drivers", name]).is_empty() => Driver::Each,
        () if has("start") => Driver::Start(Some("start")),
        () => Driver::Start(None),
    }
}

pub(super) fn path<'a>(name: &'a str, key: Option<&'a str>) -> Vec<&'a str> {
    ["drivers", name].into_iter().chain(key).collect()
}

pub(super) fn months(document: &Node, name: &str) -> String {
    let items = match document.find(&["drivers", name, "months"]).map(|node| &node.value) {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    };
    let texts: Vec<&str> = items.iter().filter_map(|item| tree::text(item, &[])).collect();
    texts.join(", ")
}

pub(super) fn growth<'a>(document: &Node, name: &'a str) -> Vec<&'a str> {
    let logistic = document.find(&["drivers", name, "growth", "logistic"]).is_some();
    if logistic {
        vec!["drivers", name, "growth", "logistic", "rate"]
    } else {
        vec!["drivers", name, "growth"]
    }
}

pub(super) fn grow(document: &mut Node, name: &str, typed: &str) -> Result<(), Problem> {
    let place = growth(document, name);
    if typed.is_empty() {
        document.remove(&["drivers", name, "growth"]);
        return Ok(());
    }
    open(document, name)?;
    document.put(&place, Value::Text(spelled(typed)))
}

/// Makes room beside a bare figure for what else can be said of a driver.
pub(crate) fn open(document: &mut Node, name: &str) -> Result<(), Problem> {
    if let Driver::Start(None) = driver(document, name)
        && let Some(node) = document.find(&["drivers", name])
        && !matches!(node.value, Value::Map(_))
    {
        let figure = tree::empty(node.value.clone());
        document.put(&["drivers", name], Value::Map(vec![("start".to_owned(), figure)].into()))?;
    }
    Ok(())
}

/// A bare number, and a share without its time, are meant a month: `6` and `6 %` are `6 %/month`. With a plus before it a
/// number is an amount: `+100` is `+100 /month`.
fn spelled(typed: &str) -> String {
    let number = typed.strip_suffix('%').map_or(typed, str::trim_end);
    match planner_core::decimal(number) {
        Some(_) if typed.starts_with('+') && number == typed => [number, " /month"].concat(),
        Some(_) => [number, " %/month"].concat(),
        None => typed.to_owned(),
    }
}
