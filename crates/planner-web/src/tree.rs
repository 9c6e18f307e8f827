//! Reading and changing single values of a document tree.
//!
//! A path names the entries of maps, and the items of lists by their place from 0.

use planner_core::decimal;
use planner_core::document::{Children, Node, Position, Value};

/// The node at a path.
#[must_use]
pub fn at<'a>(node: &'a Node, path: &[&str]) -> Option<&'a Node> {
    path.iter().try_fold(node, |node, step| match &node.value {
        Value::List(items) => items.get(place(step)?),
        _ => node.get(step),
    })
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

fn place(step: &str) -> Option<usize> {
    step.parse().ok()
}

/// Puts a value at a path; maps on the way are made where they are missing, and a list grows by the item after its
/// last.
pub fn set(node: &mut Node, path: &[&str], value: Value) {
    let Some((step, rest)) = path.split_first() else {
        node.value = value;
        return;
    };
    if let Value::List(items) = &mut node.value {
        let Some(at) = place(step) else { return };
        if at == items.len() {
            items.push(empty(Value::Null));
        }
        if let Some(child) = items.get_mut(at) {
            set(child, rest, value);
        }
        return;
    }
    if !matches!(node.value, Value::Map(_)) {
        node.value = Value::Map(Children::default());
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
    let Some((step, rest)) = path.split_first() else { return };
    let child = match &mut node.value {
        Value::Map(entries) if rest.is_empty() => return entries.retain(|(name, _)| name != step),
        Value::Map(entries) => entries.iter_mut().find(|(name, _)| name == step).map(|(_, child)| child),
        Value::List(items) => match place(step).filter(|at| *at < items.len()) {
            Some(at) if rest.is_empty() => {
                items.remove(at);
                return;
            }
            at => at.and_then(|at| items.get_mut(at)),
        },
        _ => None,
    };
    if let Some(child) = child {
        remove(child, rest);
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
    fn items_of_lists_have_places() -> Result<(), Problem> {
        let mut tree = parse_json("{ \"a\": [ { \"b\": 1 }, { \"b\": 2 } ] }", 0)?;
        set(&mut tree, &["a", "1", "b"], typed("3"));
        set(&mut tree, &["a", "2", "b"], typed("4"));
        set(&mut tree, &["a", "9", "b"], typed("5"));
        set(&mut tree, &["a", "last", "b"], typed("6"));
        remove(&mut tree, &["a", "0"]);
        remove(&mut tree, &["a", "7"]);
        assert_eq!(text(&tree, &["a", "1", "b"]), Some("4"));
        assert_eq!(crate::json::print(&tree), "{\n  \"a\": [ { \"b\": 3 }, { \"b\": 4 } ]\n}\n");
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
