//! What is written as YAML reads as the same tree, whatever is in it.

use std::fs;

use planner_core::document::{MAX_DEPTH, Node, Position, Value, parse_yaml, to_json, to_yaml};
use proptest::prelude::*;

use crate::cases::root;

#[track_caller]
fn comes_back(node: &Node) -> String {
    let yaml = to_yaml(node);
    let read = parse_yaml(&yaml, 0).unwrap_or_else(|problem| panic!("{problem}\n{yaml}"));
    assert_eq!(to_json(&read), to_json(node), "{yaml}");
    yaml
}

fn node(value: Value) -> Node {
    Node::new(Position::default(), value)
}

fn text(text: &str) -> Node {
    node(Value::Text(text.to_owned()))
}

#[test]
fn every_stack_comes_back_in_lines_of_a_readable_length() {
    let mut count = 0;
    for folder in ["data/stacks", "data/templates", "crates/planner-cli/tests/stacks"] {
        for entry in fs::read_dir(root().join(folder)).expect("the stacks are there") {
            let path = entry.expect("an entry").path();
            if path.extension().is_none_or(|extension| extension != "yaml") {
                continue;
            }
            let read = parse_yaml(&fs::read_to_string(&path).expect("a stack"), 0).expect("it is YAML");
            let yaml = comes_back(&read);
            assert_eq!(
                to_yaml(&parse_yaml(&yaml, 0).expect("it is read")),
                yaml,
                "written twice it is the same"
            );
            let long = |line: &&str| line.chars().count() > 100 && line.contains('{');
            assert_eq!(yaml.lines().find(long), None, "{}", path.display());
            count += 1;
        }
    }
    assert!(count >= 20, "only {count} stacks");
}

#[test]
fn texts_that_read_as_something_else_are_in_quotes() {
    for words in [
        "",
        " ",
        "a ",
        " a",
        "yes",
        "No",
        "ON",
        "y",
        "null",
        "~",
        "true",
        "False",
        "1",
        "-1",
        "1.50",
        "007",
        "1e3",
        "0x1f",
        "12:30",
        "1_000",
        ".5",
        "a: b",
        "a:",
        ": a",
        "a #b",
        "#a",
        "- a",
        "-",
        "? a",
        "?",
        "!a",
        "&a",
        "*a",
        "@a",
        "`a`",
        "|",
        ">",
        "%a",
        "[a]",
        "{a}",
        "a, b",
        "20,000",
        "'a'",
        "\"a\"",
        "a\\b",
        "a\nb",
        "\n",
        "a\tb",
        "a\rb",
        "\u{0}",
        "\u{7f}",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "\u{ffff}",
        "---",
        "...",
        "<<",
        "=",
        "🦀",
        "سلام",
        "\u{202e}abc",
        "e\u{301}",
    ] {
        let list = node(Value::List(vec![text(words), text(words)].into()));
        comes_back(&text(words));
        comes_back(&list);
        let map = node(Value::Map(vec![(words.to_owned(), text(words)), (format!("{words}2"), list)].into()));
        comes_back(&map);
        comes_back(&node(Value::Map(vec![(words.to_owned(), map)].into())));
    }
    let plain = ["2026-12", "6 %/month", "8-22", "a/b", "https://example.com/a", "10 kB; more", "Größe"];
    for words in plain {
        assert_eq!(comes_back(&text(words)), format!("{words}\n"));
    }
}

#[test]
fn long_names_and_deep_trees_come_back() {
    for length in [999, 1_000, 1_023, 1_024, 1_025, 5_000] {
        let inner = node(Value::Map(vec![("a".to_owned(), text("b")), ("c".to_owned(), text("d"))].into()));
        let map = Value::Map(vec![("ü".repeat(length), inner.clone()), ("e".to_owned(), inner)].into());
        comes_back(&node(map));
    }
    for wrap in [
        (|inner| Value::List(vec![inner].into())) as fn(Node) -> Value,
        |inner| Value::Map(vec![("name".to_owned(), inner)].into()),
        |inner| Value::List(vec![text("x"), inner, text("y")].into()),
        |inner| {
            Value::Map(
                vec![("a".to_owned(), text("x")), ("b".to_owned(), inner), ("c".to_owned(), text("y"))]
                    .into(),
            )
        },
    ] {
        comes_back(&(0..=MAX_DEPTH).fold(text("end"), |inner, _| node(wrap(inner))));
    }
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[a-z0-9 :#,'\"{}\\[\\]|>&*!%@`?~\\\\\n\t.-]{0,12}",
        "[0-9._+:eExX-]{1,8}",
        prop::sample::select(vec!["yes", "null", "true", "- a", "a: b", "<<", "סלאם", "🦀🦀"])
            .prop_map(str::to_owned),
    ]
}

fn any_node() -> impl Strategy<Value = Node> {
    let number = "-?(0|[1-9][0-9]{0,12})(\\.[0-9]{1,6})?";
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        number.prop_map(Value::Number),
        any_text().prop_map(Value::Text),
    ];
    leaf.prop_map(node).prop_recursive(5, 40, 6, |inner| {
        let map = prop::collection::btree_map(any_text(), inner.clone(), 0..6);
        prop_oneof![
            prop::collection::vec(inner, 0..6).prop_map(|items| node(Value::List(items.into()))),
            map.prop_map(|entries| node(Value::Map(entries.into_iter().collect()))),
        ]
    })
}

proptest! {
    #[test]
    fn every_tree_comes_back(tree in any_node()) {
        comes_back(&tree);
    }
}
