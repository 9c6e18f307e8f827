//! YAML as the same tree: the plain part of YAML 1.2 that a stack needs, and nothing that can surprise.
//!
//! Anchors, aliases, tags, merge keys and several documents are refused: a file says what it means where it says it,
//! and an alias cannot grow into a bomb.

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use super::bare::bare;
use super::node::refuse_twice;
use super::{MAX_BYTES, MAX_DEPTH, Node, Position, Problem, ProblemKind, Value, too_large};

/// Reads one YAML document. `file` marks the places.
///
/// # Errors
///
/// A [`Problem`] with line and column for what is not YAML, for the parts of YAML that are not taken (anchors,
/// aliases, tags), a name given twice, nesting deeper than [`MAX_DEPTH`] or a text above [`MAX_BYTES`].
pub fn parse_yaml(text: &str, file: u16) -> Result<Node, Problem> {
    parsed(text, file).map_err(|problem| problem.of(ProblemKind::Syntax))
}

fn parsed(text: &str, file: u16) -> Result<Node, Problem> {
    if text.len() > MAX_BYTES {
        return Err(too_large());
    }
    let mut open: Vec<Open> = Vec::new();
    // The last bare word, with the place where it ends.
    let mut last: Option<(String, Position)> = None;
    let mut whole: Option<Node> = None;
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            Problem::new(format!("this is not YAML: {}", error.info()))
                .at(place(*error.marker(), file))
                .hint("look for a bracket, quote or colon that is missing, and indent with spaces alone")
        })?;
        let at = position(span, file);
        let done = match event {
            Event::Scalar(text, style, anchor, tag) => {
                refuse_extras(anchor, tag.is_some(), at)?;
                if style == ScalarStyle::Plain {
                    refuse_cut_number(open.last_mut(), last.as_ref(), (&text, at))?;
                    last = Some((text.clone().into_owned(), place(span.end, file)));
                }
                if let Some(name) = wants_name(&mut open) {
                    if text == "<<" && style == ScalarStyle::Plain {
                        return Err(Problem::new("merge keys (`<<`) are not taken")
                            .at(at)
                            .hint("write the values out"));
                    }
                    *name = Some((text.into_owned(), at));
                    continue;
                }
                Some(Node::new(at, scalar(&text, style)))
            }
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() > MAX_DEPTH => {
                return Err(Problem::new(format!("nested deeper than {MAX_DEPTH} levels"))
                    .at(at)
                    .hint("a stack has six levels at most; look for a bracket that is not closed"));
            }
            Event::SequenceStart(anchor, tag) => {
                refuse_extras(anchor, tag.is_some(), at)?;
                refuse_as_name(&mut open, at)?;
                open.push(Open::new(at, Children::List(Vec::new())));
                None
            }
            Event::MappingStart(anchor, tag) => {
                refuse_extras(anchor, tag.is_some(), at)?;
                refuse_as_name(&mut open, at)?;
                open.push(Open::new(at, Children::Map(Vec::new())));
                None
            }
            Event::SequenceEnd | Event::MappingEnd => open.pop().map(Open::close).transpose()?,
            Event::Alias(_) => {
                return Err(Problem::new("aliases (`*name`) are not taken")
                    .at(at)
                    .hint("write the value out where it is used"));
            }
            Event::DocumentStart(_) if whole.is_some() => {
                return Err(Problem::new("a second document starts here")
                    .at(at)
                    .hint("one file holds one document"));
            }
            _ => None,
        };
        if let Some(node) = done {
            match open.last_mut() {
                None => whole = Some(node),
                Some(parent) => parent.add(node)?,
            }
        }
    }
    whole
        .ok_or_else(|| Problem::new("the document is empty").hint("`headroom init` writes one to start from"))
}

struct Open {
    at: Position,
    name: Option<(String, Position)>,
    children: Children,
    /// Whether a comma of it has a space behind it.
    spaced: bool,
    /// The first comma without one that three digits follow.
    tight: Option<Position>,
}

enum Children {
    List(Vec<Node>),
    Map(Vec<(String, Node)>),
}

impl Open {
    fn new(at: Position, children: Children) -> Self {
        Self { at, name: None, children, spaced: false, tight: None }
    }

    fn add(&mut self, mut node: Node) -> Result<(), Problem> {
        match &mut self.children {
            Children::List(items) => items.push(node),
            Children::Map(entries) => {
                let Some((name, at)) = self.name.take() else {
                    return Err(Problem::new("a value without a name").at(node.at));
                };
                node.name_at = Some(at);
                entries.push((name, node));
            }
        }
        Ok(())
    }

    fn close(self) -> Result<Node, Problem> {
        let value = match self.children {
            Children::List(items) => Value::List(items.into()),
            Children::Map(entries) => {
                refuse_twice(&entries)?;
                Value::Map(entries.into())
            }
        };
        Ok(Node::new(self.at, value))
    }
}

/// The slot for a name, if the innermost open thing is a map that waits for one.
fn wants_name(open: &mut [Open]) -> Option<&mut Option<(String, Position)>> {
    let last = open.last_mut()?;
    (matches!(last.children, Children::Map(_)) && last.name.is_none()).then_some(&mut last.name)
}

/// Refuses a number with commas between thousands that YAML cuts at them: `{ reads: 20,000 }`, `[1,000, 2,000]`.
fn refuse_cut_number(
    open: Option<&mut Open>,
    last: Option<&(String, Position)>,
    (text, at): (&str, Position),
) -> Result<(), Problem> {
    let (Some(open), Some((before, end))) = (open, last) else { return Ok(()) };
    let digits = |bytes: &mut dyn Iterator<Item = u8>| bytes.take_while(u8::is_ascii_digit).count();
    let tight = end.line == at.line && end.column.saturating_add(1) == at.column;
    let thousands = digits(&mut text.bytes()) == 3 && (1..=3).contains(&digits(&mut before.bytes().rev()));
    let cut = match &open.children {
        Children::Map(_) => tight && thousands && open.name.is_none(),
        Children::List(items) => {
            open.spaced |= !tight && !items.is_empty();
            open.tight = open.tight.or((tight && thousands).then_some(at));
            open.tight.is_some() && (open.spaced || text.starts_with('0'))
        }
    };
    if !cut {
        return Ok(());
    }
    Err(Problem::new(format!(
        "a comma ends a value here: `{before},{text}` is read as `{before}` and `{text}`"
    ))
    .at(open.tight.unwrap_or(at))
    .hint("write numbers without commas, as in 20000, or in quotes, as in \"20,000\""))
}

fn refuse_as_name(open: &mut [Open], at: Position) -> Result<(), Problem> {
    match wants_name(open) {
        Some(_) => Err(Problem::new("a name must be a plain word")
            .at(at)
            .hint("write `name: value`, or put the name in quotes")),
        None => Ok(()),
    }
}

fn refuse_extras(anchor: usize, tagged: bool, at: Position) -> Result<(), Problem> {
    match (anchor > 0, tagged) {
        (true, _) => Err(Problem::new("anchors (`&name`) are not taken")
            .at(at)
            .hint("write the value out where it is used")),
        (_, true) => Err(Problem::new("tags (`!name`) are not taken").at(at).hint("leave the tag out")),
        _ => Ok(()),
    }
}

/// A bare word as it is meant; anything in quotes is text.
fn scalar(text: &str, style: ScalarStyle) -> Value {
    if style != ScalarStyle::Plain {
        return Value::Text(text.to_owned());
    }
    bare(text)
}

fn position(span: Span, file: u16) -> Position {
    place(span.start, file)
}

fn place(marker: saphyr_parser::Marker, file: u16) -> Position {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Position { line: number(marker.line()).max(1), column: number(marker.col()).saturating_add(1), file }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        parse_yaml(text, 0).map_or_else(|problem| problem.to_string(), |node| format!("read as {node:?}"))
    }

    #[test]
    fn yaml_and_json_say_the_same() {
        let yaml =
            parse_yaml("a: 1.50\nb: [x, 'true', true, ~]\nc: { d: 6 %/month }\n", 0).map(|node| strip(&node));
        let json = super::super::parse_json(
            r#"{"a": 1.50, "b": ["x", "true", true, null], "c": {"d": "6 %/month"}}"#,
            0,
        );
        assert_eq!(yaml, json.map(|node| strip(&node)));
    }

    fn strip(node: &Node) -> String {
        match &node.value {
            Value::List(items) => format!("[{}]", items.iter().map(strip).collect::<Vec<_>>().join(",")),
            Value::Map(entries) => {
                format!(
                    "{{{}}}",
                    entries.iter().map(|(k, v)| format!("{k}:{}", strip(v))).collect::<Vec<_>>().join(",")
                )
            }
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn what_can_surprise_is_refused_with_its_place() {
        assert_eq!(refused("a: &x 1\nb: *x\n"), "line 1, column 4: anchors (`&name`) are not taken");
        assert_eq!(refused("a: 1\na: 2\n"), "line 2, column 1: `a` is given twice");
        assert_eq!(refused("a: !!python/object 1\n"), "line 1, column 4: tags (`!name`) are not taken");
        assert_eq!(refused("a: 1\n---\nb: 2\n"), "line 2, column 1: a second document starts here");
        assert_eq!(refused(""), "the document is empty");
        assert!(refused("a: [1, 2\n").contains("this is not YAML"), "{}", refused("a: [1, 2\n"));
    }

    #[test]
    fn a_number_that_yaml_would_cut_at_its_commas_is_refused() {
        let cut = "a comma ends a value here";
        for text in [
            "a: { reads: 20,000,000 }\n",
            "a: { reads: 20,000, writes: 5 }\n",
            "a: { egress: 1,500 GB }\n",
            "a: [1,000, 2,000]\n",
            "a: [1,500, 2]\n",
            "a: [20,000]\n",
            "a: [$1,500, 2]\n",
        ] {
            assert!(refused(text).contains(cut), "{text}: {}", refused(text));
        }
        for text in [
            "a: [100,200,300]\n",
            "a: [1, 200, 3]\n",
            "a: { b: 20,c: 300 }\n",
            "a: { 11: 20 %,12: 30 % }\n",
            "a: { 2026-12: 5,2027-01: 7 }\n",
            "a: [1,\n  500]\n",
            "a: 20,000\n",
        ] {
            assert!(refused(text).starts_with("read as"), "{text}: {}", refused(text));
        }
    }

    #[test]
    fn zeros_before_a_number_are_not_written_as_json() {
        let json = |text: &str| parse_yaml(text, 0).map(|node| super::super::to_json(&node));
        assert_eq!(
            json("a: [0001, 007, -00.5, 000, 0, 0.10, -0]\n").as_deref(),
            Ok(r#"{"a":[1,7,-0.5,0,0,0.10,-0]}"#)
        );
    }

    #[test]
    fn a_mebibyte_of_names_is_read_in_no_time() {
        let names: Vec<String> = (0..90_000).map(|at| format!("k{at:06}: 0\n")).collect();
        let text = names.concat();
        assert!(parse_yaml(&text, 0).is_ok());
        let twice = format!("{text}k000007: 1\n");
        assert_eq!(refused(&twice), "line 90001, column 1: `k000007` is given twice");
    }

    #[test]
    fn deep_nesting_is_refused_not_followed() {
        let text = "[".repeat(10_000);
        assert!(refused(&text).contains("recursion limit"), "{}", refused(&text));
        let text = (0..100).map(|depth| format!("{}a:", " ".repeat(depth))).collect::<Vec<_>>().join("\n");
        assert!(refused(&text).contains("nested deeper than 64 levels"), "{}", refused(&text));
    }
}
