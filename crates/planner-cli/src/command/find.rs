//! `headroom find`: what people call it, and what to write in a stack.

use planner_core::find::find;

use super::Context;
use crate::args::Find;
use crate::failure::Failure;
use crate::render::render;
use crate::view;

pub(super) fn run(asked: &Find, with: &Context<'_>) -> Result<String, Failure> {
    let found = find(with.books()?, &asked.words.join(" "), asked.as_of)?;
    render(asked.format, with.terminal, &found, || view::find::page(&found))
}
