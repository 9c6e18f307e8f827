//! Tests that notice: single changes to the code, made by cargo-mutants, of which the quick tests should notice nine in ten.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result, ensure};

use crate::{process, project, report, setup};

/// What is changed: where amounts and laws are worked out.
const FILES: [&str; 5] = [
    "crates/planner-core/src/tariff/**",
    "crates/planner-core/src/program/**",
    "crates/planner-core/src/number/**",
    "crates/planner-core/src/demand/**",
    "crates/planner-core/src/clients/**",
];

/// As many changes are made.
const SAMPLE: usize = 150;

/// Which of all there could be: those whose names come first when they are mixed with this.
const SEED: u64 = 20_261_129;

/// What the quick tests leave out: they take longer than all others together.
const SLOW: [&str; 3] = ["in_vain", "hostile", "every_reference_stack"];

/// What was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// Choose the changes anew, and make none.
    pub(crate) choose: bool,
    /// One part of so many, the first is 0: a run of all takes hours.
    pub(crate) part: Option<(usize, usize)>,
}

/// Makes the changes of the list one after the other, and tells which no test noticed.
pub(crate) fn run(wanted: &Wanted) -> Result<()> {
    setup::for_mutants()?;
    if wanted.choose {
        return choose();
    }
    let names = listed()?;
    let (part, of) = wanted.part.unwrap_or((0, 1));
    let chosen: Vec<&str> =
        names.iter().enumerate().filter(|(at, _)| at % of == part).map(|(_, name)| name.as_str()).collect();
    ensure!(!chosen.is_empty(), "no change is in part {part} of {of}");
    let known = possible()?;
    let gone: Vec<&&str> = chosen.iter().filter(|name| !known.iter().any(|one| one == *name)).collect();
    ensure!(
        gone.is_empty(),
        "{} of the changes are no more, as the code is another: `cargo xtask mutants --choose` lists new ones",
        gone.len()
    );
    report::step(&format!("{} single changes, each built and tested", chosen.len()));
    let escaped: Vec<String> = chosen.iter().map(|name| escape(name)).collect();
    let out = project::target();
    let mut mutants = command();
    mutants.arg("--re").arg(format!("^({})$", escaped.join("|")));
    mutants.arg("--output").arg(&out);
    // Built and run in one go: the core twice, by itself for its own tests and for those of `tests/it`.
    mutants.args(["--test-package", "planner-core", "--test-package", "headroom-tests"]);
    mutants.args(["--cargo-arg=--tests", "--minimum-test-timeout", "300", "--no-shuffle", "--", "--"]);
    mutants.args(SLOW.iter().flat_map(|name| ["--skip", name]));
    // It fails where one change is not noticed; how many were is told below.
    let ended = process::run(mutants.env("CARGO_PROFILE_DEV_DEBUG", "0"));
    let count = |name: &str| {
        let text = fs::read_to_string(out.join("mutants.out").join(name)).unwrap_or_default();
        text.lines().count()
    };
    let (noticed, missed) = (count("caught.txt") + count("timeout.txt"), count("missed.txt"));
    let unviable = count("unviable.txt");
    report::line(&format!("{noticed} noticed, {missed} not, {unviable} do not compile"));
    // It was ended before all were made.
    if noticed + missed + unviable < chosen.len() {
        return ended.and_then(|()| {
            anyhow::bail!("{} changes were not made", chosen.len() - noticed - missed - unviable)
        });
    }
    ensure!(
        noticed >= 9 * missed,
        "fewer than nine in ten were noticed: see {}",
        out.join("mutants.out").display()
    );
    Ok(())
}

/// Writes the list anew.
fn choose() -> Result<()> {
    let mut all = possible()?;
    all.sort_by_key(|name| mixed(name));
    all.truncate(SAMPLE);
    all.sort();
    fs::write(list(), format!("{}\n", all.join("\n")))?;
    report::step(&format!("{} changes are listed in {}", all.len(), list().display()));
    Ok(())
}

/// Every change that could be made, each once: the core lists its rooms twice, open and closed, and cargo-mutants finds both.
fn possible() -> Result<Vec<String>> {
    let text = process::output(command().arg("--list")).context("cargo-mutants lists nothing")?;
    let mut all: Vec<String> = text.lines().map(str::to_owned).collect();
    all.sort();
    all.dedup();
    ensure!(!all.is_empty(), "cargo-mutants finds nothing to change");
    Ok(all)
}

fn command() -> std::process::Command {
    let mut mutants = process::cargo();
    mutants.args(["mutants", "--package", "planner-core"]).current_dir(project::root());
    mutants.args(FILES.iter().flat_map(|file| ["--file", file]));
    mutants
}

fn list() -> PathBuf {
    project::root().join("tests/mutants.txt")
}

fn listed() -> Result<Vec<String>> {
    let text = fs::read_to_string(list()).with_context(|| format!("cannot read {}", list().display()))?;
    Ok(text.lines().map(str::to_owned).collect())
}

/// Where a change stands among all, whatever its line: a change elsewhere in the file leaves the choice as it is.
fn mixed(name: &str) -> u64 {
    let (file, rest) = name.split_once(':').unwrap_or((name, ""));
    let what = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':');
    // FNV-1a.
    file.bytes()
        .chain(what.bytes())
        .fold(SEED, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn escape(name: &str) -> String {
    let special = |c: char| !(c.is_alphanumeric() || " _/:,<>=&%!'\"-".contains(c));
    name.chars().flat_map(|c| special(c).then_some('\\').into_iter().chain([c])).collect()
}

#[cfg(test)]
mod tests {
    use super::{escape, mixed};

    #[test]
    fn the_choice_does_not_go_by_the_line() {
        let at = |line: &str| mixed(&format!("a.rs:{line}: replace + with - in b"));
        assert_eq!(at("1:2"), at("30:4"));
        assert_ne!(at("1:2"), mixed("a.rs:1:2: replace * with - in b"));
    }

    #[test]
    fn a_name_is_looked_for_as_it_is() {
        assert_eq!(
            escape("a.rs:1:2: replace f(x) with Some(1)"),
            "a\\.rs:1:2: replace f\\(x\\) with Some\\(1\\)"
        );
    }
}
