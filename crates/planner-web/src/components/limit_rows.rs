//! Headroom: a bar for each limit in each column, the nearest first.

use super::Act;
use super::header::button;
use super::mark::{gauge, state_of};
use super::tag::{On, Tag, tag, words};
use crate::limits::{Cell, LimitRow};
use crate::state::{Action, State};

pub(super) fn view(state: &State, act: &Act) -> Tag {
    let (answer, all) = (&state.answer, state.all_limits);
    let rows = answer.limits.rows.as_slice();
    let near = rows.get(..answer.limits.near).unwrap_or(rows);
    let shown = if all { rows } else { near };
    let span = answer.columns.len().saturating_add(1).to_string();
    let far = rows.len().saturating_sub(near.len());
    let more = match (all, far) {
        (true, _) => "Hide limits with enough left".to_owned(),
        (false, 1) => "1 more limit, with enough left".to_owned(),
        (false, far) => format!("{far} more limits, with enough left"),
    };
    let more = button(&more).with("aria-expanded", if all { "true" } else { "false" }).acts(
        On::Click,
        act,
        Action::AllLimits,
    );
    let head = words("th", "Headroom at its least")
        .role("rowheader")
        .with("scope", "rowgroup")
        .with("colspan", &span)
        .child(words("small", &format!("{} to {}", answer.first_month, answer.last_month)));
    tag("tbody")
        .role("rowgroup")
        .class("limits")
        .child(tag("tr").role("row").class("section").child(head))
        .each(shown, row)
        .maybe((far > 0).then(|| {
            let cell = tag("td").role("cell").with("colspan", &span).child(more);
            tag("tr").role("row").class("more").child(cell)
        }))
}

fn row(row: &LimitRow) -> Tag {
    let head = words("th", &row.title).role("rowheader").with("scope", "row");
    let none = || words("span", "no such limit").class("state unknown");
    tag("tr")
        .role("row")
        .class("limit")
        .key(&row.id)
        .child(head.child(words("small", &row.of)))
        .each(&row.cells, |cell| tag("td").role("cell").child(cell.as_ref().map_or_else(none, bar)))
}

fn bar(cell: &Cell) -> Tag {
    tag("div")
        .class("headroom")
        .with("title", &cell.detail)
        .maybe(cell.used.map(|used| gauge(cell.standing, used)))
        .child(state_of(cell.standing, &cell.text))
}
