//! The rules of the tree, so that nobody has to remember them.

use std::fs;
use std::path::{Path, PathBuf};

use planner_core::book::Books;

use crate::cases::{none, root};

/// Every file of the project that a person wrote.
fn files() -> Vec<PathBuf> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry")) {
            let path = entry.path();
            let name = entry.file_name();
            let skipped = ["target", "dist", "node_modules", ".git"].iter().any(|skip| name == *skip);
            if skipped || path.is_symlink() {
                continue;
            }
            if path.is_dir() { walk(&path, out) } else { out.push(path) }
        }
    }
    let mut out = Vec::new();
    walk(&root(), &mut out);
    assert!(out.len() > 80, "only {} files were found", out.len());
    out
}

fn rust() -> Vec<(String, String)> {
    let sources =
        files().into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    sources.map(|path| (name(&path), fs::read_to_string(&path).expect("a source"))).collect()
}

fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().into_owned()
}

#[test]
fn every_source_file_says_what_it_is_and_is_short_enough_to_read() {
    let mut faults = Vec::new();
    for (name, text) in rust() {
        if !text.starts_with("//! ") {
            faults.push(format!("{name} does not start with a `//!` sentence"));
        }
        if text.lines().count() > 400 {
            faults.push(format!("{name} has {} lines: split it by noun", text.lines().count()));
        }
    }
    none(&faults);
}

#[test]
fn nothing_is_left_unfinished_or_hidden() {
    let mut faults = Vec::new();
    // Put together here, so that this file does not find itself.
    let marks =
        [["TO", "DO"], ["FIX", "ME"], ["#[ign", "ore"], ["should", "_panic"], ["unimpl", "emented!("]]
            .map(|[a, b]| format!("{a}{b}"));
    for (name, text) in rust() {
        for mark in &marks {
            if text.contains(mark.as_str()) {
                faults.push(format!("{name} contains {mark}"));
            }
        }
    }
    none(&faults);
}

/// What a vendor does is data. Words that help a user to write may name one; what is compared may not.
#[test]
fn the_core_names_no_vendor() {
    let folders = fs::read_dir(root().join("data/pricing")).expect("the price books");
    let folders = folders.map(|folder| folder.expect("a folder").file_name());
    let vendors: Vec<String> = folders.map(|name| name.to_string_lossy().into_owned()).collect();
    assert!(vendors.len() > 30, "only {} vendors are known", vendors.len());
    let mut faults = Vec::new();
    // A module of tests in a file of its own is no code of the core either.
    let is_code = |name: &str| name.starts_with("crates/planner-core/src") && !name.ends_with("/tests.rs");
    for (name, text) in rust().iter().filter(|(name, _)| is_code(name)) {
        let code = text.split("#[cfg(test)]").next().unwrap_or(text);
        let code = code.split("#[cfg(all(test").next().unwrap_or(code);
        let helps = |line: &str| line.contains(".hint(") || line.contains("for example");
        let code = code.lines().filter(|line| !line.trim_start().starts_with("//") && !helps(line));
        for line in code {
            let line = line.to_lowercase();
            // A word such as `render` is a word; as a whole text, or before a product, it is the vendor.
            let named = |vendor: &String| {
                let (whole, of) = (format!("\"{vendor}\""), format!("{vendor}/"));
                line.contains(&whole) || line.match_indices(&of).any(|(at, _)| !is_in_word(&line, at))
            };
            if let Some(vendor) = vendors.iter().find(|vendor| named(vendor)) {
                faults.push(format!("{name} names {vendor}: {}", line.trim()));
            }
        }
    }
    none(&faults);
}

/// Whether the text at a place goes on with a word that began before.
fn is_in_word(line: &str, at: usize) -> bool {
    let before = line.get(..at).and_then(|before| before.chars().next_back());
    before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/'))
}

#[test]
fn every_member_takes_the_workspace_lints() {
    let mut faults = Vec::new();
    for path in files().iter().filter(|path| path.file_name().is_some_and(|file| file == "Cargo.toml")) {
        let text = fs::read_to_string(path).expect("a manifest");
        if !text.contains("[workspace]") && !text.contains("[lints]\nworkspace = true") {
            faults.push(format!("{} does not take the workspace's lints", name(path)));
        }
    }
    none(&faults);
}

#[test]
fn every_book_holds_together_on_every_date() {
    let books = Books::bundled().expect("the bundled books are whole");
    let mut count = 0;
    for provider in books.providers() {
        for file in books.files(provider) {
            let book = books
                .as_of(provider, file.effective)
                .unwrap_or_else(|problem| panic!("{}: {problem}", file.name));
            assert_eq!(book.provider.provider, provider);
            count += 1;
        }
    }
    assert!(count >= 15, "only {count} price files");
}

#[test]
fn no_secret_and_no_machine_path_is_in_the_tree() {
    // Halves, so that this file does not find itself.
    let marks = [
        ["sk_li", "ve_"],
        ["rzp_li", "ve_"],
        ["whs", "ec_"],
        ["/ro", "ot/"],
        ["/wo", "rk/"],
        ["BEGIN RSA PRI", "VATE"],
    ]
    .map(|[a, b]| format!("{a}{b}"));
    let mut faults = Vec::new();
    for path in files() {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        for mark in &marks {
            if text.contains(mark.as_str()) {
                faults.push(format!("{} contains {mark}", name(&path)));
            }
        }
    }
    none(&faults);
}
