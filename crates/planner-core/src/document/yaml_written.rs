//! A tree written as YAML for people: blocks, with short maps on one line.

use super::bare::bare;
use super::{Node, Value};

/// A line that is not longer than this is not broken.
const WIDTH: usize = 100;

/// YAML takes no longer names than this, in characters, unless they are announced.
const LONGEST_NAME: usize = 1000;

/// Words that other readers of YAML take for something else than text.
const TAKEN: [&str; 8] = ["yes", "no", "on", "off", "y", "n", "null", "~"];

/// Writes a tree as YAML 1.2: what the reader here makes the same tree of, with numbers of up to 28 digits as they were
/// written. Any other reader finds text where text is meant, too: `yes`, `null` and `1e3` are in quotes.
///
/// # Example
///
/// ```
/// use planner_core::document::{parse_json, to_yaml};
/// let text = r#"{"version":1,"resources":{"web":{"product":"render/web","note":"a: b","count":2}}}"#;
/// assert_eq!(
///     to_yaml(&parse_json(text, 0).unwrap()),
///     "version: 1\n\nresources:\n  web: { product: render/web, note: \"a: b\", count: 2 }\n"
/// );
/// ```
#[must_use]
pub fn to_yaml(node: &Node) -> String {
    let mut out = String::new();
    if is_block(node) {
        block(node, 0, &mut out);
    } else {
        out.push_str(&flow(node, usize::MAX).unwrap_or_default());
        out.push('\n');
    }
    out
}

/// Whether it has something to put on lines of their own.
fn is_block(node: &Node) -> bool {
    match &node.value {
        Value::List(items) => !items.is_empty(),
        Value::Map(entries) => !entries.is_empty(),
        _ => false,
    }
}

/// A list or map on lines of their own, the first of which is begun already.
fn block(node: &Node, depth: usize, out: &mut String) {
    match &node.value {
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    indent(depth, out);
                }
                out.push('-');
                let room = WIDTH.saturating_sub(depth.saturating_mul(2)).saturating_sub(2);
                behind(item, depth, room, false, out);
            }
        }
        Value::Map(entries) => {
            for (at, (name, item)) in entries.iter().enumerate() {
                // Sections of a document stand apart.
                let section = depth == 0 && is_section(item);
                if section && at > 0 {
                    out.push('\n');
                }
                if at > 0 {
                    indent(depth, out);
                }
                let name = quoted(name);
                let mut length = name.chars().count();
                if length > LONGEST_NAME {
                    out.push_str("? ");
                    out.push_str(&name);
                    out.push('\n');
                    indent(depth, out);
                    length = 0;
                } else {
                    out.push_str(&name);
                }
                out.push(':');
                let used = depth.saturating_mul(2).saturating_add(length).saturating_add(2);
                behind(item, depth, WIDTH.saturating_sub(used), section, out);
            }
        }
        _ => {}
    }
}

/// What stands behind a name or a dash: on its line, or below it.
fn behind(node: &Node, depth: usize, room: usize, section: bool, out: &mut String) {
    let short = if is_block(node) { flow(node, room).filter(|_| !section) } else { flow(node, usize::MAX) };
    if let Some(short) = short {
        out.push(' ');
        out.push_str(&short);
        out.push('\n');
    } else {
        // The first entry below a dash stands beside it.
        if out.ends_with('-') {
            out.push(' ');
        } else {
            out.push('\n');
            indent(depth.saturating_add(1), out);
        }
        block(node, depth.saturating_add(1), out);
    }
}

/// Whether it is a map of maps, such as a document's drivers and resources.
fn is_section(node: &Node) -> bool {
    match &node.value {
        Value::Map(entries) => {
            !entries.is_empty()
                && entries.iter().all(|(_, item)| matches!(item.value, Value::Map(_) | Value::List(_)))
        }
        _ => false,
    }
}

/// All of it on one line, if that has room.
fn flow(node: &Node, room: usize) -> Option<String> {
    let mut out = String::new();
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
        Value::Number(digits) => out.push_str(digits),
        Value::Text(text) => out.push_str(&quoted(text)),
        Value::List(items) if items.is_empty() => out.push_str("[]"),
        Value::Map(entries) if entries.is_empty() => out.push_str("{}"),
        Value::List(items) => {
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "[" } else { ", " });
                out.push_str(&flow(item, left(room, &out)?)?);
            }
            out.push(']');
        }
        Value::Map(entries) => {
            for (at, (name, item)) in entries.iter().enumerate() {
                out.push_str(if at == 0 { "{ " } else { ", " });
                out.push_str(&quoted(name));
                out.push_str(": ");
                out.push_str(&flow(item, left(room, &out)?)?);
            }
            out.push_str(" }");
        }
    }
    left(room, &out).map(|_| out)
}

/// The room that is left behind a text.
fn left(room: usize, text: &str) -> Option<usize> {
    room.checked_sub(text.chars().count())
}

/// A text, in quotes unless it reads as itself without them.
fn quoted(text: &str) -> String {
    if reads_bare(text) { text.to_owned() } else { in_quotes(text) }
}

/// Whether a text reads as itself without quotes, in blocks and on one line, here and elsewhere.
fn reads_bare(text: &str) -> bool {
    let plain = |c: char| {
        c.is_alphanumeric() || matches!(c, ' ' | '_' | '-' | '.' | '/' | '%' | '+' | '(' | ')' | ';' | '=')
    };
    // A colon is one of the text where no space follows it, as in a web address; numbers of base 60 have it too.
    let colons = || {
        text.match_indices(':').all(|(at, _)| {
            text.get(at.saturating_add(1)..).is_some_and(|rest| !rest.is_empty() && !rest.starts_with(' '))
        })
    };
    let first = text.chars().next().is_some_and(char::is_alphanumeric);
    first
        && !text.ends_with(' ')
        && text.chars().all(|c| plain(c) || c == ':')
        && colons()
        && !TAKEN.iter().any(|taken| text.eq_ignore_ascii_case(taken))
        && matches!(bare(text), Value::Text(_))
        && !is_almost_number(text)
}

/// Whether another reader may take it for a number: `1e3`, `0x1f`, `12:30`. Dates and ranges are none.
fn is_almost_number(text: &str) -> bool {
    let digits =
        |c: char| c.is_ascii_hexdigit() || matches!(c, '.' | '_' | ':' | '+' | '-' | 'x' | 'X' | 'o' | 'O');
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(digits)
        && !(text.contains('-') && text.chars().all(|c| c.is_ascii_digit() || c == '-'))
}

/// A text in double quotes, with what cannot be seen written out.
fn in_quotes(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\r' => out.push_str("\\r"),
            // Line ends of other alphabets, marks of the order of bytes, and what is no character.
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => escape(c, &mut out),
            c if c.is_control() => escape(c, &mut out),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn escape(c: char, out: &mut String) {
    out.push_str("\\u");
    let code = u32::from(c);
    let four = [12, 8, 4, 0].into_iter().filter_map(|shift| char::from_digit((code >> shift) & 0xf, 16));
    out.extend(four);
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth {
        out.push_str("  ");
    }
}
