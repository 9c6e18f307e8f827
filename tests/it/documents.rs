//! Figures and names that the documents state, against what they are of.

use std::fs;

use planner_core::book::Books;

use crate::cases::{cases, files, none, root};

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The number before some words, which stand once in a text.
fn before(text: &str, words: &str) -> usize {
    let (head, _) = text.split_once(words).unwrap_or_else(|| panic!("nothing says `{words}`"));
    let number = head.split_whitespace().next_back().unwrap_or_default();
    number.parse().unwrap_or_else(|_| panic!("`{number}` before `{words}` is no number"))
}

#[test]
fn the_readme_counts_books_and_bills() {
    let text = read("README.md").replace('\n', " ");
    let books = Books::bundled().expect("the books are right");
    assert_eq!(before(&text, " price books, of the vendors below"), books.providers().count());
    let bills: usize = files("bills").iter().map(|file| cases(file).len()).sum();
    assert!(bills > before(&text, " bills come out"), "only {bills} bills");
}

/// The limits of the download stand in one file; whoever changes them there changes them here.
#[test]
fn the_sizes_of_the_page_are_those_of_the_build() {
    let source = read("crates/xtask/src/page/size.rs");
    let limit = |name: &str| {
        let (_, rest) = source.split_once(&format!("const {name}: usize = ")).expect("the limit is there");
        rest.split_once("_000;").expect("it is in kB").0.to_owned()
    };
    let [page, wasm, books] = ["PAGE", "WASM", "PRICES"].map(limit);
    let texts = ["ARCHITECTURE.md", "CONTRIBUTING.md"].map(|name| read(name).replace('\n', " "));
    let [architecture, contributing] = &texts;
    let said = format!(
        "at most {page} kB for everything, {wasm} kB for the Wasm and {books} kB for the price books"
    );
    assert!(architecture.contains(&said), "ARCHITECTURE.md does not say: {said}");
    let said = format!("{page} kB, {wasm} kB and {books} kB");
    assert!(contributing.contains(&said), "CONTRIBUTING.md does not say: {said}");
}

#[test]
fn every_module_of_the_core_has_its_place_in_the_architecture() {
    let text = read("ARCHITECTURE.md");
    let mut faults = Vec::new();
    for entry in fs::read_dir(root().join("crates/planner-core/src")).expect("the core is there") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().and_then(|name| name.to_str()).expect("a plain name").to_owned();
        let placed = text.contains(&format!("`{name}`")) || text.contains(&format!("/{name}`"));
        if name != "lib" && !placed {
            faults.push(format!("ARCHITECTURE.md does not say where `{name}` is"));
        }
    }
    none(&faults);
}

#[test]
fn the_single_changes_are_in_files_that_exist() {
    let list = std::fs::read_to_string(root().join("tests/mutants.txt")).expect("the list is there");
    let files = list.lines().filter_map(|line| line.split_once(':')).map(|(file, _)| file);
    let gone: Vec<&str> = files.filter(|file| !root().join(file).exists()).collect();
    assert!(gone.is_empty(), "`cargo xtask mutants --choose` lists other changes: {gone:?}");
}
