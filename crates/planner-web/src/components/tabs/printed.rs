//! The proof of a page that is printed from another tab: a line of text for each line of the bill. A screen does not show it.

use crate::components::parts::tag::{Tag, tag, words};
use crate::sources::proof;
use crate::state::State;

/// So many lines are printed: a larger bill is read on the screen.
const MOST: usize = 60;

pub(super) fn view(state: &State) -> Tag {
    let report = state.comparison.columns.get(state.looks.shown).map(|column| &column.report);
    let month = report.and_then(|report| report.months.first());
    let lines = month.map(|month| month.lines.as_slice()).unwrap_or_default();
    let currency = report.map(|report| report.currency.as_str()).unwrap_or_default();
    let shown = lines.get(..MOST).unwrap_or(lines);
    let rest = lines.len().saturating_sub(shown.len());
    tag("section")
        .class("printed")
        .child(words("h2", &["The bill of ", &*state.answer.first_month, ", line by line"].concat()))
        .child(tag("ul").each(shown, |line| words("li", &proof(line, currency))))
        .maybe((rest > 0).then(|| words("p", &format!("{rest} more lines: see Proof on the page."))))
}
