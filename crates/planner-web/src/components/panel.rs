//! A panel between the answer and its proof: a heading that opens it.

use super::Act;
use super::tag::{On, Tag, opened, tag, words};
use crate::state::{Action, Panel, State};

pub(super) fn view(panel: Panel, title: &str, state: &State, act: &Act, body: &dyn Fn(Tag) -> Tag) -> Tag {
    let open = state.open.contains(&panel);
    let act = act.clone();
    let place = tag("details")
        .class("panel")
        .flag("open", open)
        .on(On::Toggle, move |event| act.emit(Action::Open(panel, opened(&event))))
        .child(tag("summary").child(words("h2", title)));
    if open { body(place) } else { place }
}
