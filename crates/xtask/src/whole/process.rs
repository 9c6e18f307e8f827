//! A run of the command line from start to end, beside a process that does nothing.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

use crate::{process, project, report};

/// As often is a command run.
const TIMES: usize = 25;

/// The stack that a command is timed on.
const STACK: &str = "data/stacks/gp-bikes-production.yaml";

/// Prints `name ns multiple-of-a-true`.
pub(super) fn bench() -> Result<()> {
    process::run(process::cargo().args(["build", "--quiet", "--release", "--package", "planner-cli"]))?;
    let binary = project::target().join("release").join("headroom");
    ensure!(binary.exists(), "the command line was not built at {}", binary.display());
    let empty = fastest(|| Command::new("true"))?;
    let time = fastest(|| {
        let mut headroom = Command::new(&binary);
        headroom.args(["project", STACK, "--months", "12"]).current_dir(project::root());
        headroom
    })?;
    let multiple = time.as_secs_f64() / empty.as_secs_f64();
    report::line(&format!("process_project_12 {} {multiple:.1}", time.as_nanos()));
    Ok(())
}

fn fastest(command: impl Fn() -> Command) -> Result<Duration> {
    let mut fastest = Duration::MAX;
    for _ in 0..TIMES {
        let mut command = command();
        let begun = Instant::now();
        let status = command.stdout(Stdio::null()).status().context("a command does not start")?;
        ensure!(status.success(), "{command:?} failed");
        fastest = fastest.min(begun.elapsed());
    }
    Ok(fastest)
}
