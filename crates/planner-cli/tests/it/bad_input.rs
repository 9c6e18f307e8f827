//! What is refused: one clear error with its place, exit 2, never a panic. A new case is a new file.

use std::io::Write;
use std::process::Stdio;

use crate::run::{check, command, fail, files, finished, headroom, names, written};

#[test]
fn a_bad_stack_is_refused_at_its_place() {
    each("stacks", "project");
}

#[test]
fn bad_usage_is_refused_at_its_place() {
    each("usage", "bill");
}

#[track_caller]
fn each(kind: &str, verb: &str) {
    let files = files(&format!("tests/{kind}/bad"));
    assert!(files.len() > 5, "the bad {kind} are gone");
    for file in files {
        let (_, name) = names(&file);
        let run = check(&format!("bad-{kind}/{name}"), &[verb, &format!("tests/{kind}/bad/{name}")]);
        assert_eq!(run.code, Some(2), "{name}: {}", run.err);
        assert!(run.out.is_empty() && run.err.starts_with("error: "), "{name}: {}", run.err);
        assert!(!run.err.contains('\u{1b}'), "{name} steers the terminal");
    }
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    check("no-such-file", &["project", "tests/stacks/none.yaml"]);
    check("a-folder", &["project", "tests/stacks"]);
}

#[test]
fn growth_past_what_is_exact_is_refused() {
    check("steep", &["project", "tests/stacks/steep.yaml", "--months", "36"]);
}

#[test]
fn quotes_are_asked_of_a_stack_without_any() {
    let run = check("quoted-without-quotes", &["project", "tests/stacks/plain.json", "--quoted"]);
    assert_eq!(run.code, Some(2));
}

#[test]
fn a_hundred_megabytes_of_brackets_are_refused_without_being_read() {
    let mut child = command(&["project", "-"])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| fail(&error.to_string()));
    let mut stdin = child.stdin.take().unwrap_or_else(|| fail("no stdin"));
    let block = vec![b'['; 1 << 16];
    let mut taken = 0_usize;
    while taken < 100_000_000 && stdin.write_all(&block).is_ok() {
        taken = taken.saturating_add(block.len());
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap_or_else(|error| fail(&error.to_string()));
    assert!(taken < 4_000_000, "{taken} bytes were taken");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("larger than 1048576 bytes"));
}

#[test]
fn a_mebibyte_of_anything_is_refused_within_bounds() {
    for block in ["[", "{\"a\":", "- ", "a: ", "&a ", "\"", "\n", "{", "? ", "!!a ", "# x\n", "\u{feff}"] {
        let text = block.repeat((1 << 20) / block.len());
        let run = finished(command(&["project", "-"]), text.as_bytes());
        assert_eq!(run.code, Some(2), "{block:?}: {}", run.err);
        assert!(run.err.starts_with("error: ") && run.err.len() < 1_000, "{block:?}: {}", run.err);
    }
}

#[test]
fn standard_input_is_named_in_errors_and_its_format_guessed() {
    let yaml = finished(
        command(&["project", "-"]),
        b"version: 1\nname: x\nstart: 2026-12\nresources: {}\nextra: 1\n",
    );
    written("stdin-yaml", "project -", &yaml);
    let json = finished(command(&["project", "-"]), b"\n  {\"version\": 1, \"extra\": 1}\n");
    written("stdin-json", "project -", &json);
}

#[test]
fn every_command_refuses_rather_than_panics() {
    for args in [
        &["bill", "tests/stacks/shop.yaml"][..],
        &["project", "tests/usage/september.yaml"],
        &["prices", "/"],
        &["prices", ""],
        &["explain", "tests/stacks/shop.yaml", ""],
        &["project", ""],
    ] {
        let run = headroom(args);
        assert_eq!(run.code, Some(2), "{args:?}: {}", run.err);
    }
}
