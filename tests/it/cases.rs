//! Reading cases: YAML files under `tests/cases`, and what they expect.

use std::fs;
use std::path::{Path, PathBuf};

use planner_core::document::{Node, Value, parse_yaml};

/// The top of the project.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The cases of a file: its `cases` list.
#[track_caller]
pub(crate) fn cases(path: &str) -> Vec<Node> {
    let file = root().join("tests/cases").join(path);
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let node = parse_yaml(&text, 0).unwrap_or_else(|problem| panic!("{path}: {problem}"));
    match node.get("cases").map(|node| node.value.clone()) {
        Some(Value::List(cases)) if !cases.is_empty() => cases.to_vec(),
        _ => panic!("{path} has no cases"),
    }
}

/// The case files of a folder under `tests/cases`.
#[track_caller]
pub(crate) fn files(folder: &str) -> Vec<String> {
    let path = root().join("tests/cases").join(folder);
    let entries = fs::read_dir(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let name = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name().into_string();
    let mut names: Vec<String> =
        entries.map(|entry| format!("{folder}/{}", name(entry).expect("a plain name"))).collect();
    names.sort();
    names
}

/// A word or number of a case.
pub(crate) fn word(node: &Node, name: &str) -> Option<String> {
    match node.get(name).map(|node| &node.value) {
        Some(Value::Text(text) | Value::Number(text)) => Some(text.clone()),
        Some(Value::Bool(yes)) => Some(yes.to_string()),
        _ => None,
    }
}

/// The entries of a map in a case.
pub(crate) fn entries<'a>(node: &'a Node, name: &str) -> &'a [(String, Node)] {
    match node.get(name).map(|node| &node.value) {
        Some(Value::Map(entries)) => entries,
        _ => &[],
    }
}

/// Fails with every line of `faults`, if there are any.
#[track_caller]
pub(crate) fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// One of several, which must be there.
#[track_caller]
pub(crate) fn at<T>(all: &[T], index: usize) -> &T {
    all.get(index).unwrap_or_else(|| panic!("there is no number {index} among {}", all.len()))
}
