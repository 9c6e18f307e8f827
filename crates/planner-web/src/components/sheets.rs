//! The panels of what a stack costs with nobody using it, and of what one more of each thing adds.

use super::tag::{Tag, tag, words};
use super::{Act, panel};
use crate::sheets::Sheet;
use crate::state::{Panel, State};

pub(super) fn add(place: Tag, state: &State, act: &Act) -> Tag {
    let all = [(Panel::Floor, "With nobody using it"), (Panel::More, "The cost of one more")];
    place.each(&all, |(which, title)| {
        let body = |place: Tag| match state.sheets.iter().find(|(known, _)| known == which) {
            None => place.child(words("p", "Working it out.").class("hint")),
            Some((_, worked_out)) => match worked_out.as_ref() {
                Ok(sheet) => shown(place, sheet, *which == Panel::Floor),
                Err(problem) => place.child(words("p", &problem.to_string()).class("error").role("alert")),
            },
        };
        panel::view(*which, title, state, act, &body)
    })
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
    place
        .child(words("p", &sheet.finding).class("says-first").role("status"))
        .child(tag("div").class("wide").child(table))
}
