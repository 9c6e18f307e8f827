//! Limits: the nearest over time, each of them at its least, and those that nobody can judge.

use super::{figure, limit_rows};
use crate::chart::Picture;
use crate::components::Act;
use crate::components::parts::long;
use crate::components::parts::tag::{Tag, tag, words};
use crate::state::{List, State};

pub(super) fn add(panel: Tag, state: &State, act: &Act) -> Tag {
    let unknown = state.answer.limits.unknown.as_slice();
    let silent = (!unknown.is_empty()).then(|| {
        let title =
            format!("Limits that wait for usage, or that the vendor does not state: {}", unknown.len());
        tag("details")
            .class("unjudged")
            .child(words("summary", &title))
            .child(tag("ul").each(long::shown(unknown, List::Unjudged, state), |line| words("li", line)))
            .maybe(long::rest(unknown.len(), List::Unjudged, state, act))
    });
    panel
        .child(figure::view(state, Picture::Limits(state.looks.shown), "Used share of each limit", act))
        .child(limit_rows::view(state, act))
        .maybe(silent)
}
