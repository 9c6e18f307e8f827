//! `headroom more`: what one more of each thing costs.

use planner_core::answers::one_more::one_more;
use planner_core::projection::Options;

use super::{Context, refuse};
use crate::args::More;
use crate::failure::Failure;
use crate::input::Document;
use crate::render::render;
use crate::view;

pub(super) fn run(asked: &More, with: &Context<'_>) -> Result<String, Failure> {
    let document = Document::read(&asked.stack)?;
    let stack = document.stack()?;
    let options = Options { months: asked.months, as_of: asked.as_of, ..Options::default() };
    let option = options.as_of.map(|day| format!("--as-of {day}")).unwrap_or_default();
    let report =
        one_more(with.books()?, &stack, options).map_err(|problem| refuse(&document, &option, problem))?;
    render(asked.format, with.terminal, &report, || view::more::page(&report))
}
