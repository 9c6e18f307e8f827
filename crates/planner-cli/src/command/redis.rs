//! `headroom redis`: command budgets, from a stack's clients or from what a running server printed.

use planner_core::demand::{Sample, info, monitor};
use planner_core::document::Problem;
use planner_core::projection::Options;
use planner_core::redis::{redis, sample};

use super::{Context, refuse};
use crate::args::Redis;
use crate::failure::Failure;
use crate::input::{Document, printed};
use crate::render::render;
use crate::view;

/// The most that is read of what a server printed: 64 MiB, some hundred thousand commands.
const MOST: u64 = 64 << 20;

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
    let report = sample(books, &counted(asked)?, &asked.product, options)?;
    render(asked.format, with.terminal, &report, || view::redis::sample_page(&report))
}

/// What a running server said of its commands.
fn counted(asked: &Redis) -> Result<Sample, Failure> {
    if let Some(file) = &asked.monitor {
        let text = printed(file, MOST)?;
        return monitor(&text).map_err(|problem| Failure::inside(problem, file, &text));
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

fn placed(mut problem: Problem, name: &str, text: &str) -> Failure {
    if problem.position.is_some() {
        return Failure::inside(problem, name, text);
    }
    problem.message = format!("{name}: {}", problem.message);
    Failure::from(problem)
}
