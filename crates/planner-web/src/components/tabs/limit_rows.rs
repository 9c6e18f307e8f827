//! Headroom: a bar for each limit in each column, the nearest first.

use crate::components::Act;
use crate::components::answer::cell;
use crate::components::parts::button::button;
use crate::components::parts::long;
use crate::components::parts::mark::{gauge, state_of};
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::differs::classes;
use crate::limits::{Cell, LimitRow};
use crate::state::{Action, List, State};

/// What is said where a column has no such limit.
const NONE: &str = "no such limit";

pub(super) fn view(state: &State, act: &Act) -> Tag {
    let (answer, all) = (&state.answer, state.looks.all_limits);
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
    let mut heads = tag("tr").role("row").child(tag("td").role("cell"));
    for column in &answer.columns {
        heads = heads.child(words("th", &column.title).role("columnheader").with("scope", "col"));
    }
    let body = tag("tbody")
        .role("rowgroup")
        .class("limits")
        .child(tag("tr").role("row").class("section").child(head))
        .each(long::shown(shown, List::Limits, state), row)
        .maybe(long::rest(shown.len(), List::Limits, state, act).map(|rest| {
            let cell = tag("td").role("cell").with("colspan", &span).child(rest);
            tag("tr").role("row").class("more").child(cell)
        }))
        .maybe((far > 0).then(|| {
            let cell = tag("td").role("cell").with("colspan", &span).child(more);
            tag("tr").role("row").class("more").child(cell)
        }));
    tag("table")
        .role("table")
        .class(&format!("columns headroom-table of-{}", answer.columns.len()))
        .with("aria-label", "Headroom of each limit, side by side")
        .child(tag("thead").role("rowgroup").child(heads))
        .child(body)
}

fn row(row: &LimitRow) -> Tag {
    let head = words("th", &row.title).role("rowheader").with("scope", "row");
    let none = || words("span", NONE).class("state unknown");
    let said: Vec<&str> = row.cells.iter().map(|one| one.as_ref().map_or(NONE, |one| &one.text)).collect();
    let mut line =
        tag("tr").role("row").class("limit").key(&row.id).child(head.child(words("small", &row.of)));
    for (one, class) in row.cells.iter().zip(classes(&said)) {
        line = line.child(cell(class).child(one.as_ref().map_or_else(none, bar)));
    }
    line
}

fn bar(cell: &Cell) -> Tag {
    tag("div")
        .class("headroom")
        .with("title", &cell.detail)
        .maybe(cell.used.map(|used| gauge(cell.standing, used)))
        .child(state_of(cell.standing, &cell.text))
}
