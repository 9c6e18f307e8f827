//! `headroom project`: cost and headroom of a stack, month by month.

use planner_core::answers::price_change::price_change;
use planner_core::output::{LimitOut, Report};

use super::{Context, Outcome, project_document, refuse};
use crate::args::{Check, Project};
use crate::failure::Failure;
use crate::input::Document;
use crate::render::render;
use crate::view;

pub(super) fn run(asked: &Project, with: &Context<'_>) -> Result<Outcome, Failure> {
    let document = Document::read(&asked.stack)?;
    let stack = document.stack()?;
    let books = with.books()?;
    if let (Some(from), Some(to)) = (asked.horizon.as_of, asked.against) {
        let change = price_change(books, &stack, asked.horizon.options(), [from, to])
            .map_err(|problem| refuse(&document, &format!("--as-of {from} --against {to}"), problem))?;
        return Ok(render(asked.format, with.terminal, &change, || view::change::page(&change))?.into());
    }
    let projection = project_document(books, &document, &stack, asked.horizon.options())?;
    let report = Report::from(&projection);
    let text =
        render(asked.format, with.terminal, &report, || view::project::page(&report, books, &asked.stack))?;
    let failed = asked.check.map(|check| failed(&report, check)).unwrap_or_default();
    Ok(Outcome { text, failed })
}

/// Limits that are passed with another effect than more being charged, and the user's own, each once; what vendors merely say
/// only where that is asked for.
fn failed(report: &Report, check: Check) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    let all = report.months.iter().flat_map(|month| month.limits.iter().map(move |limit| (month, limit)));
    let fails = |limit: &LimitOut| (limit.effect != "charged" || limit.scope == "own") && !limit.notice;
    let limits = all
        .filter(|(_, limit)| limit.passed_on.is_some() && fails(limit))
        .filter(|(_, limit)| seen.insert(limit.id.as_str()))
        .map(|(month, limit)| {
            let day = limit.passed_on.as_ref().unwrap_or(&month.month);
            format!("{} is passed on {day}: {}", limit.id, limit.consequence)
        });
    let mut failed: Vec<String> = limits.collect();
    if check == Check::Notices {
        failed
            .extend(report.notices.iter().map(|notice| format!("notice: {}", view::project::notice(notice))));
    }
    failed
}
