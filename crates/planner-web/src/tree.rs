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

/// The entries of the map at a path; none where there is no map.
pub fn entries<'a>(node: &'a Node, path: &[&str]) -> impl Iterator<Item = (&'a str, &'a Node)> {
    let entries = match node.find(path).map(|node| &node.value) {
        Some(Value::Map(entries)) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().map(|(name, node)| (name.as_str(), node))
}

/// What a person typed, as a value: a number where JSON knows it as one, else a text.
#[must_use]
pub fn typed(text: &str) -> Value {
    let text = text.trim();
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
