//! A document tree as JSON text for people: numbers as they were written, short maps on one line.

use planner_core::document::{Node, Value};

/// A line that is not longer than this is not broken.
const WIDTH: usize = 90;

/// The whole tree, with a line break at its end.
pub(crate) fn print(node: &Node) -> String {
    let mut out = String::new();
    value(&mut out, node, 0, true);
    out.push('\n');
    out
}

fn value(out: &mut String, node: &Node, depth: usize, broken: bool) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
        Value::Number(digits) => out.push_str(digits),
        Value::Text(words) => text(out, words),
        Value::List(items) => {
            let items = items.iter().map(|item| (None, item));
            block(out, ['[', ']'], items.collect(), depth, broken);
        }
        Value::Map(entries) => {
            let entries = entries.iter().map(|(name, item)| (Some(name.as_str()), item));
            block(out, ['{', '}'], entries.collect(), depth, broken);
        }
    }
}

/// A list or a map: over several lines at the top and where one is too short for it.
fn block(
    out: &mut String,
    [open, close]: [char; 2],
    items: Vec<(Option<&str>, &Node)>,
    depth: usize,
    broken: bool,
) {
    let break_here = broken && (depth == 0 || !fits(&items, depth));
    out.push(open);
    let empty = items.is_empty();
    for (at, (name, item)) in items.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        if break_here {
            line(out, depth.saturating_add(1));
        } else {
            out.push(' ');
        }
        if let Some(name) = name {
            text(out, name);
            out.push_str(": ");
        }
        value(out, item, depth.saturating_add(1), break_here);
    }
    match (empty, break_here) {
        (true, _) => {}
        (false, true) => line(out, depth),
        (false, false) => out.push(' '),
    }
    out.push(close);
}

fn fits(items: &[(Option<&str>, &Node)], depth: usize) -> bool {
    let mut length = depth.saturating_mul(2);
    for (name, item) in items {
        let mut short = String::new();
        value(&mut short, item, depth, false);
        length = length
            .saturating_add(short.len())
            .saturating_add(name.map_or(2, |name| name.len().saturating_add(6)));
        if length > WIDTH {
            return false;
        }
    }
    true
}

fn line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

fn text(out: &mut String, words: &str) {
    out.push('"');
    for c in words.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => out.extend(format!("\\u{:04x}", u32::from(c)).chars()),
            c => out.push(c),
        }
    }
    out.push('"');
}
