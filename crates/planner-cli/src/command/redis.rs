//! `headroom redis`: command budgets, from a stack's clients or from what a running server printed.

use planner_core::answers::redis::{redis, sample};
use planner_core::clients::{Monitor, Sample, info};
use planner_core::document::Problem;
use planner_core::projection::Options;

use super::{Context, refuse};
use crate::args::Redis;
use crate::clock::today;
use crate::failure::Failure;
use crate::input::{Document, each_line, printed};
use crate::render::render;
use crate::view;

/// The most that is read of an `INFO` text: 16 MiB, where a server prints some 20 KB. `MONITOR` is read line by line, however
/// long it is.
const MOST: u64 = 16 << 20;

/// Lines up to which an error shows its line of `MONITOR`.
const SHOWN_LINES: usize = 1_000_000;

pub(super) fn run(asked: &Redis, with: &Context<'_>) -> Result<String, Failure> {
    let options = Options { months: asked.months, as_of: asked.as_of, ..Options::default() };
    let books = with.books()?;
    if let Some(stack) = &asked.stack {
        let document = Document::read(stack)?;
        let stack = document.stack()?;
        let option = asked.as_of.map(|day| format!("--as-of {day}")).unwrap_or_default();
        let report = redis(books, &stack, options).map_err(|problem| refuse(&document, &option, problem))?;
        return render(asked.format, with.terminal, &report, || view::redis::page(&report));
    }
    // What was counted just now is put into the month it is: without a day, today's.
    let options = Options { as_of: Some(options.as_of.map_or_else(today, Ok)?), ..options };
    let report = sample(books, &counted(asked)?, &asked.product, options)?;
    render(asked.format, with.terminal, &report, || view::redis::sample_page(&report))
}

/// What a running server said of its commands.
fn counted(asked: &Redis) -> Result<Sample, Failure> {
    if let Some(file) = &asked.monitor {
        return watched(file, asked.seconds);
    }
    let before = asked.info.as_deref().unwrap_or_default();
    let first = printed(before, MOST)?;
    let Some(after) = &asked.info_after else {
        return info(&first, None, asked.seconds).map_err(|problem| placed(problem, before, &first));
    };
    let second = printed(after, MOST)?;
    // Each is read alone first, so that what is wrong with one of them is told at its own line.
    for (name, text) in [(before, &first), (after.as_str(), &second)] {
        info(text, None, Some(1)).map_err(|problem| placed(problem, name, text))?;
    }
    info(&first, Some(&second), asked.seconds).map_err(Failure::from)
}

/// A stretch of `MONITOR`, line by line.
fn watched(file: &str, seconds: Option<u32>) -> Result<Sample, Failure> {
    let mut monitor = Monitor::default();
    let mut shown = String::new();
    let whole = each_line(file, Monitor::HEAD, |number, line| {
        // Of what is wrong, the line before tells too: it is known only then that the text goes on.
        let told = monitor.line(line).map_err(|problem| {
            let of_before = problem.position.is_some_and(|at| u64::from(at.line) < number);
            within(problem, file, if of_before { &shown } else { line })
        });
        line.clone_into(&mut shown);
        told
    })?;
    let sample = if whole { monitor.end(seconds) } else { monitor.end_cut(seconds) };
    sample.map_err(|problem| within(problem, file, &shown))
}

/// A problem with one line of a text that is not kept.
fn within(problem: Problem, file: &str, line: &str) -> Failure {
    let Some(at) = problem.position else { return placed(problem, file, line) };
    // An error shows its line: the text before it is as many empty ones.
    let before = usize::try_from(at.line).unwrap_or(1).saturating_sub(1);
    if before > SHOWN_LINES {
        let mut problem = problem;
        problem.message = format!("line {}: {}", at.line, problem.message);
        problem.position = None;
        return placed(problem, file, line);
    }
    Failure::inside(problem, file, &format!("{}{line}", "\n".repeat(before)))
}

fn placed(mut problem: Problem, name: &str, text: &str) -> Failure {
    if problem.position.is_some() {
        return Failure::inside(problem, name, text);
    }
    problem.message = format!("{name}: {}", problem.message);
    Failure::from(problem)
}
