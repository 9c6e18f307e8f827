//! Turns the reference stacks into the page's presets, and into what the core answers for them on this machine; and the
//! templates into what the page adds to a stack.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use planner_core::book::Books;
use planner_core::document::{Node, Problem, Value, parse_json, parse_yaml};
use planner_core::output::Report;
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;

#[path = "src/json.rs"]
mod json;

/// The stack the page opens on.
const FIRST: &str = "ai-assistant";

/// Ends of the names of stacks that are another's past or its staging: they come last.
const LAST: [&str; 2] = ["-before", "-staging"];

/// The horizons whose answers are kept for the tests.
const HORIZONS: [u32; 2] = [12, 36];

fn main() -> io::Result<()> {
    let data = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("../../data");
    println!("cargo::rerun-if-changed={}", data.join("stacks").display());
    println!("cargo::rerun-if-changed={}", data.join("templates").display());
    println!("cargo::rerun-if-changed=src/json.rs");
    let out = PathBuf::from(variable("OUT_DIR")?);
    let books = Books::bundled().map_err(io::Error::other)?;
    let mut presets = String::from("/// The reference stacks.\npub static PRESETS: &[Preset] = &[\n");
    let mut reports = String::from("static REPORTS: &[(&str, u32, &str)] = &[\n");
    for file in stacks(&data.join("stacks"))? {
        let Source { id, text, tree, title, about } = Source::read(&file)?;
        let within = |problem: Problem| io::Error::other(format!("{}: {problem}", file.display()));
        let name = match tree.get("name").map(|node| &node.value) {
            Some(Value::Text(name)) => name.clone(),
            _ => id.clone(),
        };
        let json = write(&out, &format!("{id}.json"), &json::print(&tree))?;
        let vary = comparison(&text, &id);
        writeln!(
            presets,
            "Preset {{ id: {id:?}, name: {name:?}, title: {title:?}, about: {about:?}, json: include_str!({json:?}), \
             vary: {vary:?} }},"
        )
        .map_err(io::Error::other)?;
        let read: Node = parse_json(&json::print(&tree), 0).map_err(within)?;
        let stack = Stack::parse(&read).map_err(within)?;
        for months in HORIZONS {
            let options = Options { months, ..Options::default() };
            let report = Report::from(&project(&books, &stack, options).map_err(within)?);
            let report =
                write(&out, &format!("{id}-{months}-months.json"), &serde_json::to_string(&report)?)?;
            writeln!(reports, "({id:?}, {months}, include_str!({report:?})),").map_err(io::Error::other)?;
        }
    }
    let mut templates = String::from("/// The templates.\npub static TEMPLATES: &[Template] = &[\n");
    for file in stacks(&data.join("templates"))? {
        let Source { id, tree, title, about, .. } = Source::read(&file)?;
        let json = write(&out, &format!("template-{id}.json"), &json::print(&tree))?;
        writeln!(
            templates,
            "Template {{ id: {id:?}, title: {title:?}, about: {about:?}, json: include_str!({json:?}) }},"
        )
        .map_err(io::Error::other)?;
    }
    write(&out, "templates.rs", &format!("{templates}];\n"))?;
    write(&out, "presets.rs", &format!("{presets}];\n"))?;
    write(&out, "reports.rs", &format!("{reports}];\n"))?;
    Ok(())
}

/// A file with a stack.
struct Source {
    id: String,
    text: String,
    tree: Node,
    /// Its first comment: the kind of app it is.
    title: String,
    /// Its second comment: a sentence about it.
    about: String,
}

impl Source {
    fn read(file: &Path) -> io::Result<Self> {
        let refused = |why: &str| io::Error::other(format!("{}: {why}", file.display()));
        let text = fs::read_to_string(file)?;
        let tree = parse_yaml(&text, 0).map_err(|problem| refused(&problem.to_string()))?;
        let mut comments = text.lines().map_while(|line| line.strip_prefix("# ")).map(str::trim);
        let mut comment =
            || comments.next().filter(|words| !words.starts_with("headroom ")).map(str::to_owned);
        let (title, about) = (comment(), comment());
        Ok(Self {
            id: file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default(),
            title: title.ok_or_else(|| refused("its first line is a comment: the kind of app it is"))?,
            about: about.ok_or_else(|| refused("its second line is a comment: a sentence about it"))?,
            text,
            tree,
        })
    }
}

/// The stack files: the first one first, the others by name, and last those that are another's past or its staging.
fn stacks(root: &Path) -> io::Result<Vec<PathBuf>> {
    if !root.is_dir() {
        return Ok(Vec::new());
    }
    let files = fs::read_dir(root)?.map(|entry| entry.map(|entry| entry.path()));
    let mut files = files.collect::<io::Result<Vec<_>>>()?;
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    files.sort_by_key(|file| {
        let id = file.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        (id != FIRST, LAST.iter().any(|end| id.ends_with(end)), id)
    });
    Ok(files)
}

/// The comparison a stack file opens with: `headroom compare data/stacks/ID.yaml --vary api=free,starter` in its
/// leading comment. The page opens it on the same columns.
fn comparison(text: &str, id: &str) -> Option<String> {
    let own = format!("{id}.yaml --vary ");
    let lines = text.lines().take_while(|line| line.starts_with('#'));
    let mut words = lines.filter_map(|line| line.split_once(&own)).map(|(_, words)| words.trim().to_owned());
    words.next().filter(|words| !words.contains(' '))
}

fn write(out: &Path, name: &str, text: &str) -> io::Result<String> {
    let file = out.join(name);
    fs::write(&file, text)?;
    Ok(file.display().to_string())
}

fn variable(name: &str) -> io::Result<String> {
    env::var(name).map_err(io::Error::other)
}
