//! `headroom bill`: one month of usage, priced as an invoice would.

use planner_core::invoice::UsageDocument;
use planner_core::output::BillOut;

use super::Context;
use crate::args::Bill;
use crate::failure::Failure;
use crate::input::Document;
use crate::render::render;
use crate::view;

pub(super) fn run(asked: &Bill, with: &Context<'_>) -> Result<String, Failure> {
    let document = Document::read(&asked.usage)?;
    let usage = UsageDocument::parse_lenient(&document.node).map_err(|problem| document.refuse(problem))?;
    let cycle = usage.cycle().map_err(|problem| document.refuse(problem))?;
    let books = with.books()?;
    let bill = usage.bill(books, asked.as_of).map_err(|problem| document.refuse(problem))?;
    let needed = usage.needed(books, asked.as_of, &bill).map_err(|problem| document.refuse(problem))?;
    let out = BillOut::new(&bill, needed.as_ref(), cycle, asked.as_of);
    let out = out.map_err(|problem| document.refuse(problem))?;
    render(asked.format, with.terminal, &out, || view::bill::page(&out, &bill.book.provider))
}
