//! What the documents show is what the tool says.
//!
//! A block after `<!-- $ headroom project shop.yaml | head -5 -->` is what that line prints; `UPDATE=1` writes it anew. A
//! fence such as "yaml shop.yaml" is the file of that name.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use planner_core::Month;

use crate::run::{command, fail, finished, here, names};

/// Every document that shows something the tool printed.
const SHOWN: [&str; 2] = ["README.md", "docs/guide.md"];

fn root() -> PathBuf {
    here().join("../..")
}

#[track_caller]
fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| fail(&format!("{name}: {error}")))
}

/// A folder with the files that a document shows, beside the project's data.
fn folder(document: &str, text: &str) -> PathBuf {
    let (stem, _) = names(Path::new(document));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("documents").join(stem);
    let _ = fs::remove_dir_all(&folder);
    for (name, content) in files(text) {
        let path = folder.join(name);
        let parent = path.parent().unwrap_or(&folder);
        let wrote = fs::create_dir_all(parent).and_then(|()| fs::write(&path, content));
        assert!(wrote.is_ok(), "cannot write {}", path.display());
    }
    let linked = fs::create_dir_all(&folder)
        .and_then(|()| std::os::unix::fs::symlink(root().join("data"), folder.join("data")));
    assert!(linked.is_ok(), "cannot link data in {}", folder.display());
    folder
}

/// The fences that have a file's name.
fn files(text: &str) -> Vec<(&str, &str)> {
    let fences = text.split("\n```").skip(1).step_by(2);
    fences
        .filter_map(|fence| fence.split_once('\n'))
        .filter_map(|(head, body)| Some((head.split_once(' ')?.1, body)))
        .collect()
}

fn is_yaml(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "yaml")
}

/// What a line of a shell prints, where `headroom` is this build's.
#[track_caller]
fn shell(line: &str, folder: &Path) -> String {
    let binary = Path::new(env!("CARGO_BIN_EXE_headroom")).parent().unwrap_or(here());
    let path = format!("{}:{}", binary.display(), std::env::var("PATH").unwrap_or_default());
    let mut shell = Command::new("sh");
    shell
        .args(["-c", line])
        .current_dir(folder)
        .env("PATH", path)
        .env_remove("NO_COLOR")
        .env_remove("COLUMNS");
    shell.stdout(Stdio::piped()).stderr(Stdio::piped());
    let run = finished(shell, &[]);
    run.err + &run.out
}

/// The document with each of its blocks as the tool prints it.
fn printed(text: &str, folder: &Path) -> String {
    let mut new = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        new += line;
        new.push('\n');
        let Some(shown) = line.strip_prefix("<!-- $ ").and_then(|rest| rest.strip_suffix(" -->")) else {
            continue;
        };
        while lines.next_if(|line| line.is_empty() || line.starts_with("    ")).is_some() {}
        new.push('\n');
        for line in shell(shown, folder).trim_end().lines() {
            new += format!("    {line}").trim_end();
            new.push('\n');
        }
        new.push('\n');
    }
    new
}

#[test]
fn what_is_shown_is_what_is_printed() {
    for name in SHOWN {
        let text = read(name);
        let lines: Vec<&str> = text.lines().collect();
        for [before, empty, first] in lines.array_windows() {
            let block = empty.is_empty() && first.starts_with("    ") && !before.starts_with("    ");
            let typed =
                ["headroom ", "redis-cli ", "cargo "].iter().any(|word| first.trim_start().starts_with(word));
            assert!(!block || typed || before.starts_with("<!-- $ "), "{name}: no command prints `{first}`");
        }
        let found = printed(&text, &folder(name, &text));
        if text != found && std::env::var_os("UPDATE").is_some() {
            assert!(fs::write(root().join(name), &found).is_ok(), "cannot write {name}");
        } else {
            let first = text.lines().zip(found.lines()).find(|(old, new)| old != new);
            assert!(text == found, "{name} shows what is not printed; UPDATE=1 writes it anew\n{first:#?}");
        }
    }
}

#[test]
fn files_that_are_shown_can_be_used() {
    let text = read("docs/guide.md");
    let folder = folder("docs/every.md", &text);
    let yaml: Vec<_> = files(&text).into_iter().filter(|(name, _)| is_yaml(name)).collect();
    assert!(yaml.len() > 4 && text.matches("\n```yaml").count() == yaml.len(), "a fence without a name");
    for (name, content) in yaml {
        let verb = if content.contains("\nprovider:") { "bill" } else { "project" };
        let mut run = command(&[verb, name]);
        run.current_dir(&folder);
        let run = finished(run, &[]);
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""), "{name}");
    }
}

/// Each figure of a section is in what its commands print, in a stack, or behind `worked out:` with what it is made of.
#[test]
fn figures_of_the_reference_stacks_are_printed() {
    let text = read("docs/stacks.md");
    let folder = folder("docs/stacks.md", &text);
    for section in text.split("\n## ").skip(1) {
        let (head, _) = section.split_once('\n').unwrap_or_default();
        let (said, spans): (Vec<_>, Vec<_>) = section.split('`').enumerate().partition(|(at, _)| at % 2 == 0);
        let mut known = String::new();
        for (_, span) in spans.iter().filter(|(_, span)| span.contains("headroom ")) {
            known += &shell(
                &format!("export COLUMNS=300; {}", span.split_whitespace().collect::<Vec<_>>().join(" ")),
                &folder,
            );
            for file in span.split_whitespace().filter(|word| is_yaml(word)) {
                known += &read(file);
            }
        }
        let known = figures(&known);
        let (mut told, mut made) = (String::new(), String::new());
        for part in said.iter().map(|(_, part)| *part).collect::<String>().split("<!-- worked out: ") {
            let (notes, rest) = part.split_once("-->").unwrap_or(("", part));
            told += rest;
            for note in notes.split(';') {
                let (figure, of) = note.split_once('=').unwrap_or((note, ""));
                made = made + " " + figure;
                told = told + " " + of;
            }
        }
        let made = figures(&made);
        let lost: Vec<_> =
            figures(&told).difference(&known).filter(|figure| !made.contains(*figure)).cloned().collect();
        assert!(lost.is_empty(), "{head}: nothing prints {lost:?}");
    }
}

/// The words with a figure in them, a day with its month.
fn figures(text: &str) -> BTreeSet<String> {
    let words: Vec<&str> = text
        .split(|sign: char| sign.is_whitespace() || "()[]{}".contains(sign))
        .map(|word| word.trim_matches(|sign: char| !sign.is_alphanumeric() && sign != '$'))
        .map(|word| word.strip_suffix(".00").unwrap_or(word))
        .filter(|word| !word.is_empty())
        .collect();
    let months: Vec<String> = (1..=12).filter_map(|month| Month::new(2026, month)).map(Month::name).collect();
    let is_month = |word: &str| months.iter().any(|name| name.split(' ').next() == Some(word));
    let mut found = BTreeSet::new();
    for (at, word) in
        words.iter().enumerate().filter(|(_, word)| word.contains(|sign: char| sign.is_ascii_digit()))
    {
        let next = words.get(at + 1).filter(|next| is_month(next));
        found.insert(next.map_or_else(|| (*word).to_owned(), |month| format!("{word} {month}")));
    }
    found
}

/// The guide's table of options has every option of every command, with the commands that take it and no other.
#[test]
fn the_table_of_options_is_whole() {
    let guide = read("docs/guide.md");
    let rows: Vec<(&str, Vec<&str>)> = guide
        .lines()
        .filter_map(|line| line.strip_prefix("| `--")?.split_once(" | "))
        .map(|(option, rest)| (option, rest.split(" | ").next().unwrap_or_default().split(", ").collect()))
        .collect();
    let named = |row: &str| row.split(['`', ' ', '=']).next().unwrap_or_default().to_owned();
    let commands =
        ["project", "compare", "demand", "bill", "redis", "floor", "more", "prices", "find", "explain"];
    for name in
        commands.iter().copied().chain(["prices check", "prices diff", "init", "schema", "completions"])
    {
        let asked = [&name.split(' ').collect::<Vec<_>>()[..], &["--help"]].concat();
        let help = finished(command(&asked), &[]).out;
        let takes: BTreeSet<String> = help
            .lines()
            .filter_map(|line| line.trim_start().strip_prefix("--"))
            .map(|line| line.chars().take_while(|sign| sign.is_alphabetic() || *sign == '-').collect())
            .collect();
        let listed = |takers: &[&str]| takers.contains(&name);
        for option in &takes {
            let said = rows.iter().any(|(row, takers)| {
                named(row) == *option
                    && (listed(takers) || takers.iter().any(|taker| taker.starts_with("all")))
            });
            assert!(said, "the guide does not say that {name} takes --{option}");
        }
        let wrong = rows.iter().find(|(row, takers)| listed(takers) && !takes.contains(&named(row)));
        assert!(wrong.is_none(), "{name} does not take {wrong:?}");
    }
}

/// Every field of a stack and of a bill is a word of the guide's code.
#[test]
fn every_field_is_in_the_guide() {
    let guide = read("docs/guide.md");
    let code: BTreeSet<&str> = guide
        .split('`')
        .skip(1)
        .step_by(2)
        .flat_map(|span| span.split(|sign: char| !sign.is_alphanumeric() && sign != '_'))
        .collect();
    for which in ["stack", "usage"] {
        let schema: serde_json::Value = serde_json::from_str(&finished(command(&["schema", which]), &[]).out)
            .unwrap_or_else(|error| fail(&format!("{which}: {error}")));
        let mut fields = BTreeSet::new();
        gather(&schema, &mut fields);
        let lost: Vec<_> = fields.iter().filter(|field| !code.contains(field.as_str())).collect();
        assert!(fields.len() > 20 && lost.is_empty(), "{which}: the guide lacks {lost:?}");
    }
}

fn gather(schema: &serde_json::Value, fields: &mut BTreeSet<String>) {
    if let Some(properties) = schema.get("properties").and_then(serde_json::Value::as_object) {
        fields.extend(properties.keys().cloned());
    }
    match schema {
        serde_json::Value::Object(map) => map.values().for_each(|value| gather(value, fields)),
        serde_json::Value::Array(list) => list.iter().for_each(|value| gather(value, fields)),
        _ => {}
    }
}
