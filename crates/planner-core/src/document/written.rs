//! A tree written as JSON.

use std::borrow::Cow;

use super::{Node, Value};

/// Writes a tree as JSON, numbers as they were written.
///
/// # Example
///
/// ```
/// use planner_core::document::{parse_json, to_json};
/// let text = r#"{"rate":0.10,"name":"a \"b\""}"#;
/// assert_eq!(to_json(&parse_json(text, 0).unwrap()), text);
/// ```
#[must_use]
pub fn to_json(node: &Node) -> String {
    let mut out = String::new();
    write(node, &mut out);
    out
}

fn write(node: &Node, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
        Value::Number(text) => out.push_str(&written(text)),
        Value::Text(text) => quote(text, out),
        Value::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Map(entries) => {
            out.push('{');
            for (at, (name, item)) in entries.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                quote(name, out);
                out.push(':');
                write(item, out);
            }
            out.push('}');
        }
    }
}

/// A number as JSON writes it: without the zeros that YAML allows before it.
fn written(text: &str) -> Cow<'_, str> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let short = digits.trim_start_matches('0');
    match short.chars().next() {
        _ if short.len() == digits.len() => text.into(),
        Some(first) if first.is_ascii_digit() => [sign, short].concat().into(),
        _ => [sign, "0", short].concat().into(),
    }
}

fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c < ' ' => {
                let code = u32::from(c);
                out.push_str("\\u00");
                out.extend(
                    [code >> 4, code & 0xf].into_iter().filter_map(|digit| char::from_digit(digit, 16)),
                );
            }
            c => out.push(c),
        }
    }
    out.push('"');
}
