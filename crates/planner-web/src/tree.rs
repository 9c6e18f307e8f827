//! What the page reads from a document, and what a person typed as a value of one. Paths are those of [`Node::find`].

use planner_core::decimal;
use planner_core::document::{Node, Position, Value};

/// The text or number at a path, as written.
#[must_use]
pub fn text<'a>(node: &'a Node, path: &[&str]) -> Option<&'a str> {
    match &node.find(path)?.value {
        Value::Text(text) | Value::Number(text) => Some(text),
        _ => None,
    }
}

/// What stands at a path, as a field shows it: a text, a number, yes or no. What has parts is not one field's.
#[must_use]
pub fn shown(node: &Node, path: &[&str]) -> String {
    match node.find(path).map(|node| &node.value) {
        Some(Value::Text(text) | Value::Number(text)) => text.clone(),
        Some(Value::Bool(yes)) => yes.to_string(),
        _ => String::new(),
    }
}

/// `page_views` as `page views`.
#[must_use]
pub fn words(name: &str) -> String {
    name.replace(['_', '-'], " ")
}

/// Takes away the maps and lists above a place that hold nothing any more.
pub(crate) fn prune(node: &mut Node, path: &[&str]) {
    for length in (1..path.len()).rev() {
        let Some(above) = path.get(..length) else { return };
        let is_empty = match node.find(above).map(|node| &node.value) {
            Some(Value::Map(entries)) => entries.is_empty(),
            Some(Value::List(items)) => items.is_empty(),
            _ => false,
        };
        if !is_empty {
            return;
        }
        node.remove(above);
    }
}

/// The entries of the map at a path; none where there is no map.
pub fn entries<'a>(node: &'a Node, path: &[&str]) -> impl Iterator<Item = (&'a str, &'a Node)> + use<'a> {
    let entries = match node.find(path).map(|node| &node.value) {
        Some(Value::Map(entries)) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().map(|(name, node)| (name.as_str(), node))
}

/// The items of the list at a path; none where there is no list.
#[must_use]
pub fn items<'a>(node: &'a Node, path: &[&str]) -> &'a [Node] {
    match node.find(path).map(|node| &node.value) {
        Some(Value::List(items)) => items.as_slice(),
        _ => &[],
    }
}

/// What a person typed, as a value: a number where JSON knows it as one, else a text.
#[must_use]
pub fn typed(text: &str) -> Value {
    let text = text.trim();
    if let "true" | "false" = text {
        return Value::Bool(text == "true");
    }
    let plain = decimal(text).is_some() && !text.starts_with(['+', '-']);
    let zeros = text.starts_with('0') && text.len() > 1 && !text.starts_with("0.");
    if plain && !zeros { Value::Number(text.to_owned()) } else { Value::Text(text.to_owned()) }
}

/// A node without a place.
#[must_use]
pub fn empty(value: Value) -> Node {
    Node::new(Position::default(), value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_json_numbers_become_numbers() {
        for (text, number) in [
            ("1500", true),
            ("0.5", true),
            ("0", true),
            ("007", false),
            ("-1", false),
            ("1.", false),
            ("5 GB", false),
        ] {
            assert_eq!(matches!(typed(text), Value::Number(_)), number, "{text}");
        }
    }
}
