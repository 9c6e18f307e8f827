//! Merging dated files: each is a JSON merge patch (RFC 7396) over the ones before it.
//!
//! Maps merge by key, everything else replaces, `null` removes. Every node keeps the file it came from, so a price's
//! age and source can be told after any number of changes.

use crate::document::{Children, Node, Position, Value};

/// `patch` laid over `base`.
pub(super) fn merge(base: &mut Node, patch: &Node) {
    let Value::Map(changes) = &patch.value else {
        *base = patch.clone();
        return;
    };
    if !matches!(base.value, Value::Map(_)) {
        *base = Node::new(patch.at, Value::Map(Children::default()));
    }
    let Value::Map(entries) = &mut base.value else { return };
    for (name, change) in changes {
        let at = entries.iter().position(|(known, _)| known == name);
        match (at, &change.value) {
            (Some(at), Value::Null) => {
                entries.remove(at);
            }
            (None, Value::Null) => {}
            (Some(at), _) => {
                if let Some((_, node)) = entries.get_mut(at) {
                    merge(node, change);
                }
            }
            // What removes nothing is shared as it stands.
            (None, _) if !removes(change) => entries.push((name.clone(), change.clone())),
            (None, _) => {
                let mut node = Node::new(change.at, Value::Null);
                merge(&mut node, change);
                entries.push((name.clone(), node));
            }
        }
    }
}

/// Whether a change removes anything. What stands in a list is no change.
fn removes(change: &Node) -> bool {
    match &change.value {
        Value::Null => true,
        Value::Map(changes) => changes.iter().any(|(_, change)| removes(change)),
        _ => false,
    }
}

/// The newest file any part of a node came from.
pub(super) fn newest(node: &Node) -> u16 {
    newest_at(node).file
}

/// Where the first part of a node that came from the newest file stands.
pub(super) fn newest_at(node: &Node) -> Position {
    let newer = |newest: Position, inside: &Node| {
        let at = newest_at(inside);
        if at.file > newest.file { at } else { newest }
    };
    match &node.value {
        Value::List(items) => items.iter().fold(node.at, newer),
        Value::Map(entries) => entries.iter().map(|(_, node)| node).fold(node.at, newer),
        _ => node.at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::parse_json;

    fn text(node: &Node) -> String {
        match &node.value {
            Value::Map(entries) => format!(
                "{{{}}}",
                entries.iter().map(|(k, n)| format!("{k}:{}", text(n))).collect::<Vec<_>>().join(",")
            ),
            Value::List(items) => format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(",")),
            Value::Text(text) | Value::Number(text) => text.clone(),
            Value::Bool(yes) => yes.to_string(),
            Value::Null => "null".to_owned(),
        }
    }

    #[test]
    fn a_change_touches_what_it_names_and_nothing_else() -> Result<(), crate::document::Problem> {
        let mut base =
            parse_json(r#"{"plans": {"a": {"price": "1", "x": [1, 2]}, "b": {"price": "2"}}}"#, 0)?;
        merge(
            &mut base,
            &parse_json(
                r#"{"plans": {"a": {"price": "3", "x": [null]}, "b": null, "c": {"price": "4", "y": null}}}"#,
                1,
            )?,
        );
        assert_eq!(text(&base), "{plans:{a:{price:3,x:[null]},c:{price:4}}}");
        assert_eq!(newest(base.nearest("plans.a.price")), 1);
        Ok(())
    }
}
