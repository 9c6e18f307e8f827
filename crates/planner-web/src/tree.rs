//! Reading and changing single values of a document tree.

use planner_core::decimal;
use planner_core::document::{Node, Position, Value};

/// The node at a path.
#[must_use]
pub fn at<'a>(node: &'a Node, path: &[&str]) -> Option<&'a Node> {
    path.iter().try_fold(node, |node, step| node.get(step))
}

/// The text or number at a path, as written.
#[must_use]
pub fn text<'a>(node: &'a Node, path: &[&str]) -> Option<&'a str> {
    match &at(node, path)?.value {
        Value::Text(text) | Value::Number(text) => Some(text),
        _ => None,
    }
}

/// The entries of the map at a path; none where there is no map.
pub fn entries<'a>(node: &'a Node, path: &[&str]) -> impl Iterator<Item = (&'a str, &'a Node)> {
    let entries = match at(node, path).map(|node| &node.value) {
        Some(Value::Map(entries)) => entries.as_slice(),
        _ => &[],
    };
    entries.iter().map(|(name, node)| (name.as_str(), node))
}

/// Puts a value at a path; maps on the way are made where they are missing.
pub fn set(node: &mut Node, path: &[&str], value: Value) {
    let Some((step, rest)) = path.split_first() else {
        node.value = value;
        return;
    };
    if !matches!(node.value, Value::Map(_)) {
        node.value = Value::Map(Vec::new());
    }
    if let Value::Map(entries) = &mut node.value {
        if !entries.iter().any(|(name, _)| name == step) {
            entries.push(((*step).to_owned(), empty(Value::Null)));
        }
        if let Some((_, child)) = entries.iter_mut().find(|(name, _)| name == step) {
            set(child, rest, value);
        }
    }
}

/// Takes away what stands at a path.
pub fn remove(node: &mut Node, path: &[&str]) {
    let Value::Map(entries) = &mut node.value else { return };
    match path {
        [] => {}
        [last] => entries.retain(|(name, _)| name != last),
        [step, rest @ ..] => {
            if let Some((_, child)) = entries.iter_mut().find(|(name, _)| name == step) {
                remove(child, rest);
            }
        }
    }
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
    use planner_core::document::{Problem, parse_json};

    use super::*;

    #[test]
    fn values_change_in_their_place() -> Result<(), Problem> {
        let mut tree = parse_json("{ \"a\": { \"b\": 1, \"c\": \"x\" }, \"d\": 2 }", 0)?;
        set(&mut tree, &["a", "b"], typed("1500"));
        set(&mut tree, &["e", "f"], typed("6 %/month"));
        remove(&mut tree, &["a", "c"]);
        assert_eq!(text(&tree, &["a", "b"]), Some("1500"));
        assert_eq!(text(&tree, &["e", "f"]), Some("6 %/month"));
        assert_eq!(
            crate::json::print(&tree),
            "{\n  \"a\": { \"b\": 1500 },\n  \"d\": 2,\n  \"e\": { \"f\": \"6 %/month\" }\n}\n"
        );
        Ok(())
    }

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
