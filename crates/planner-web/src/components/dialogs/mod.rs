//! What opens over the page.

mod file;
mod import;
mod share;

use super::Act;
use super::parts::button::button;
use super::parts::tag::{On, Tag, tag, words};
use crate::state::{Action, Dialog, State};

pub(super) fn view(state: &State, act: &Act) -> Option<Tag> {
    let dialog = state.looks.dialog?;
    let (title, body) = match dialog {
        Dialog::File => ("The stack as a file", file::view(state, act)),
        Dialog::Import => ("Open a stack file", import::view(state, act)),
        Dialog::Share => ("A link to this stack", share::view(state, act)),
    };
    let close = Action::Dialog(None);
    let closed = close.clone();
    Some(
        tag("div")
            .class("overlay")
            .hears(On::KeyDown, act, move |key| (key == "Escape").then(|| closed.clone()))
            .child(
                tag("section")
                    .class("dialog")
                    .role("dialog")
                    .with("aria-modal", "true")
                    .with("aria-labelledby", "dialog")
                    .child(
                        tag("div")
                            .class("dialog-head")
                            .child(words("h2", title).id("dialog").with("tabindex", "-1"))
                            .child(button("Close").acts(On::Click, act, close)),
                    )
                    .child(body),
            ),
    )
}
