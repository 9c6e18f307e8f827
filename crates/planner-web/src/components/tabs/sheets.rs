//! The tabs of what a stack costs with nobody using it, and of what one more of each thing adds.

use crate::components::parts::tag::{Tag, tag, words};
use crate::sheets::Sheet;
use crate::state::{State, Tab};

pub(super) fn add(panel: Tag, tab: Tab, state: &State) -> Tag {
    match state.worked.sheet.as_ref().filter(|(known, _)| *known == tab) {
        None => panel.child(words("p", "Working it out.").class("hint")),
        Some((_, worked_out)) => match worked_out.as_ref() {
            Ok(sheet) => shown(panel, sheet, tab == Tab::Idle),
            Err(problem) => panel.child(words("p", &problem.to_string()).class("error").role("alert")),
        },
    }
}

/// A sheet; `amounts` says that two columns hold amounts, else one.
fn shown(place: Tag, sheet: &Sheet, amounts: bool) -> Tag {
    let heads = tag("tr").each(&sheet.heads, |head| words("th", head).with("scope", "col"));
    let rows = tag("tbody").each(&sheet.rows, |[of, what, money, why]| {
        tag("tr")
            .child(words("th", of).with("scope", "row"))
            .child(words("td", what))
            .child(words("td", money))
            .child(words("td", why))
    });
    let table = tag("table")
        .class(if amounts { "figures sheet amounts" } else { "figures sheet" })
        .child(tag("thead").child(heads))
        .child(rows);
    place.child(words("p", &sheet.finding).class("says-first").role("status")).child(
        tag("div")
            .class("wide")
            .with("tabindex", "0")
            .role("region")
            .with("aria-label", &sheet.finding)
            .child(table),
    )
}
