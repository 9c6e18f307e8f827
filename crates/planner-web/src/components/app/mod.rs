//! The whole page: what stands around the answer.

mod blank;
mod header;
mod said;
mod welcome;

pub(super) use self::welcome::templates;

use super::parts::tag::{Act, Tag, tag, words};
use super::{answer, dialogs, inputs, tabs};
use crate::state::State;

/// The page in a state. What takes long to lay out is a part of its own, which stays where nothing in it changed.
pub(crate) fn page(state: &State, act: &Act) -> Tag {
    let footer = words(
        "p",
        "Amounts are before tax. Everything is computed in this page: it talks to nobody, and what you type stays in this browser.",
    );
    let main = tag("main").with("data-ready", "true").id("main").with("tabindex", "-1");
    let main = if state.answer.is_blank {
        main.class("begin").child(blank::view(state, act))
    } else {
        main.child(answer::view(state, act).part("answer"))
            .child(inputs::view(state, act).part("inputs"))
            .child(tabs::view(state, act).part("tabs"))
    };
    tag("div")
        .class("page")
        .child(words("a", "Skip to the answer").class("skip").with("href", "#main"))
        .child(header::view(state, act).part("header"))
        .maybe((!state.answer.is_blank).then(|| answer::glance(state).part("glance")))
        .maybe(state.looks.welcome.then(|| welcome::view(act).part("welcome")))
        .child(main)
        .child(said::view(state, act).part("said"))
        .maybe(dialogs::view(state, act).map(|dialog| dialog.part("dialog")))
        .child(tag("footer").child(footer))
}
