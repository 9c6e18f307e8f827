//! `headroom explain`: a number opened.

use planner_core::answers::explain::explain;
use planner_core::projection::{MOST_MONTHS, Options};

use super::{Context, project_document};
use crate::args::Explain;
use crate::failure::Failure;
use crate::input::Document;
use crate::render::render;
use crate::view;

pub(super) fn run(asked: &Explain, with: &Context<'_>) -> Result<String, Failure> {
    let document = Document::read(&asked.stack)?;
    let stack = document.stack()?;
    let books = with.books()?;
    let options = asked.horizon.options();
    // A month after the horizon is reached by projecting as far as it.
    let wanted =
        asked.month.and_then(|month| month.since(stack.start)).map_or(0, |index| index.saturating_add(1));
    let options = Options { months: options.months.max(wanted.min(MOST_MONTHS)), ..options };
    let projection = project_document(books, &document, &stack, options)?;
    let explanation = explain(&projection, &document.node, &asked.line, asked.month)?;
    render(asked.format, with.terminal, &explanation, || view::explain::page(&explanation, &asked.stack))
}
