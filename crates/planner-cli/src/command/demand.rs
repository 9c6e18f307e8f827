//! `headroom demand`: what a stack does, and what that makes of its vendors' meters.

use planner_core::answers::demand::demand;

use super::{Context, refuse};
use crate::args::Demand;
use crate::failure::Failure;
use crate::input::Document;
use crate::render::render;
use crate::view;

pub(super) fn run(asked: &Demand, with: &Context<'_>) -> Result<String, Failure> {
    let document = Document::read(&asked.stack)?;
    let stack = document.stack()?;
    let option = asked.horizon.as_of.map(|day| format!("--as-of {day}")).unwrap_or_default();
    let report = demand(with.books()?, &stack, asked.horizon.options())
        .map_err(|problem| refuse(&document, &option, problem))?;
    render(asked.format, with.terminal, &report, || view::demand::page(&report, asked.hours))
}
