//! The tabs of what a stack costs with nobody using it, and of what one more of each thing adds.

use crate::components::Act;
use crate::components::parts::long;
use crate::components::parts::tag::{Tag, tag, words};
use crate::sheets::{Row, Sheet};
use crate::state::{List, State, Tab};

pub(super) fn add(panel: Tag, tab: Tab, state: &State, act: &Act) -> Tag {
    match state.worked.sheet.as_ref().filter(|(known, _)| *known == tab) {
        None => panel.child(words("p", "Working it out.").class("hint")),
        Some((_, worked_out)) => match worked_out.as_ref() {
            Ok(sheet) => shown(panel, sheet, tab == Tab::Idle, state).maybe(long::rest(
                sheet.rows.len(),
                List::Rows,
                state,
                act,
            )),
            Err(problem) => panel.child(words("p", &problem.to_string()).class("error").role("alert")),
        },
    }
}

/// A sheet; `amounts` says that two columns hold amounts, else one.
fn shown(place: Tag, sheet: &Sheet, amounts: bool, state: &State) -> Tag {
    let heads = tag("tr").each(&sheet.heads, |head| words("th", head).with("scope", "col"));
    let rows = tag("tbody").each(long::shown(&sheet.rows, List::Rows, state), row);
    let table = tag("table")
        .class(if amounts { "figures sheet amounts" } else { "figures sheet" })
        .child(tag("thead").child(heads))
        .child(rows);
    let finding = words("p", &sheet.finding).class("says-first").role("status");
    place.child(finding).maybe((!sheet.hint.is_empty()).then(|| words("p", &sheet.hint).class("hint"))).child(
        tag("div")
            .class("wide")
            .with("tabindex", "0")
            .role("region")
            .with("aria-label", &sheet.finding)
            .child(table),
    )
}

fn row(row: &Row) -> Tag {
    let [of, what, money] = &row.cells;
    let says = match row.says.as_slice() {
        [one] => words("td", one),
        several => tag("td").each(several, |line| words("p", line)),
    };
    tag("tr")
        .child(words("th", of).with("scope", "row"))
        .child(words("td", what))
        .child(words("td", money))
        .child(says)
}
