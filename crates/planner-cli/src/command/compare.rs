//! `headroom compare`: plans or stacks side by side on the same demand.

use planner_core::answers::compare::{MOST_COLUMNS, column, compare, vary};
use planner_core::book::Books;
use planner_core::output::Comparison;
use planner_core::projection::project;

use super::{Context, project_document};
use crate::args::{Compare, Format};
use crate::failure::Failure;
use crate::input::Document;
use crate::render::render;
use crate::view;

/// What a table's first column takes.
const LABELS: usize = 24;

/// What each column beside it takes at least.
const COLUMN: usize = 18;

pub(super) fn run(asked: &Compare, with: &Context<'_>) -> Result<String, Failure> {
    let books = with.books()?;
    let comparison = match (asked.stacks.as_slice(), asked.vary.is_empty()) {
        ([one], false) => varied(books, one, asked)?,
        ([_], true) => {
            return Err(Failure::new(
                "one stack has nothing beside it",
                "vary a plan, as in --vary api=free,starter,standard, or name a second stack",
            ));
        }
        (_, false) => {
            return Err(Failure::new(
                "--vary takes one stack",
                "vary the plans of one stack, or name several stacks without --vary",
            ));
        }
        (stacks, true) => beside(books, stacks, asked)?,
    };
    render(asked.format, with.terminal, &comparison, || {
        let at_once = if asked.format == Format::Table {
            with.terminal.width.saturating_sub(LABELS) / COLUMN
        } else {
            MOST_COLUMNS
        };
        view::compare::page(&comparison, at_once)
    })
}

/// One stack, on each combination of plans.
fn varied(books: &Books, path: &str, asked: &Compare) -> Result<Comparison, Failure> {
    let document = Document::read(path)?;
    let written = document.stack()?;
    let stacks = vary(&written, &asked.vary)?;
    // Together they are worked out faster; which of them is refused is found one by one.
    if let Ok(comparison) = compare(books, &stacks, asked.horizon.options()) {
        return Ok(comparison);
    }
    let mut columns = Vec::new();
    for (name, stack) in &stacks {
        let projection = project(books, stack, asked.horizon.options()).map_err(|mut problem| {
            // A plan that was varied stands on the command line, not in the document.
            let on_command_line =
                asked.vary.iter().any(|varied| varied.path(&written).is_ok_and(|path| path == problem.path));
            if on_command_line {
                problem.position = None;
                return Failure::from(problem.path(format!("--vary {name}")));
            }
            document.refuse(problem)
        })?;
        columns.push(column(name, &projection));
    }
    Ok(Comparison::new(columns))
}

/// Several stacks.
fn beside(books: &Books, paths: &[String], asked: &Compare) -> Result<Comparison, Failure> {
    if paths.len() > MOST_COLUMNS {
        return Err(Failure::new(
            format!("{} stacks are too many to put side by side", paths.len()),
            format!("name at most {MOST_COLUMNS}"),
        ));
    }
    if paths.iter().filter(|path| *path == "-").count() > 1 {
        return Err(Failure::new(
            "standard input is named twice",
            "it can be read once: name a file for the other",
        ));
    }
    let mut columns = Vec::new();
    let mut names = Vec::new();
    for path in paths {
        let document = Document::read(path)?;
        let stack = document.stack()?;
        let name = if names.contains(&stack.name) {
            format!("{} ({})", stack.name, document.stem())
        } else {
            stack.name.clone()
        };
        let projection = project_document(books, &document, &stack, asked.horizon.options())?;
        columns.push(column(&name, &projection));
        names.push(name);
    }
    Ok(Comparison::new(columns))
}
