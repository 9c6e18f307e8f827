//! `headroom floor`: what a stack costs with nobody using it.

use planner_core::answers::floor::floor;

use super::{Context, refuse};
use crate::args::Floor;
use crate::failure::Failure;
use crate::input::Document;
use crate::render::render;
use crate::view;

pub(super) fn run(asked: &Floor, with: &Context<'_>) -> Result<String, Failure> {
    let document = Document::read(&asked.stack)?;
    let stack = document.stack()?;
    let options = asked.horizon.options();
    let option = options.as_of.map(|day| format!("--as-of {day}")).unwrap_or_default();
    let report =
        floor(with.books()?, &stack, options).map_err(|problem| refuse(&document, &option, problem))?;
    render(asked.format, with.terminal, &report, || view::floor::page(&report))
}
