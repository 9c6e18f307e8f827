//! What is said in passing, with the way back.

use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::state::{Action, State};

/// Always there, so that screen readers hear what comes into it.
pub(in crate::components) fn view(state: &State, act: &Act) -> Tag {
    let place = tag("div").class("said").role("status").with("aria-live", "polite");
    let place = place.maybe(state.looks.is_newer.then(|| newer(act)));
    let Some(said) = &state.looks.said else { return place };
    let undo = said.undo.then(|| button("Undo").acts(On::Click, act, Action::Undo));
    let close = button("Close").with("aria-label", "Close this message").acts(On::Click, act, Action::Hush);
    place.child(tag("div").child(words("p", &said.text)).maybe(undo).child(close))
}

/// A newer version is there: who likes takes it now, all others with the next visit.
fn newer(act: &Act) -> Tag {
    tag("div")
        .child(words("p", "A newer version of this page is there. Your stacks stay."))
        .child(button("Load it now").acts(On::Click, act, Action::TakeOver))
}
