//! What is expected and what runs: beside the answer, in sight while it changes.

mod about;
mod accounts;
pub(super) mod add;
mod card;
mod drivers;
mod figure_field;
mod plan_list;
mod resources;
mod time;
mod timeline;

use super::Act;
use super::parts::long;
use super::parts::tag::{Tag, tag};
use crate::state::State;
use crate::tree;

/// The names of the drivers, for fields to offer.
pub(super) const DRIVERS: &str = "driver-names";

pub(super) fn view(state: &State, act: &Act) -> Tag {
    tag("form")
        .class("inputs")
        .with("aria-label", "What you expect and run")
        .with("autocomplete", "off")
        .child(names(state))
        .child(drivers::view(state, act))
        .child(resources::view(state, act))
        .child(accounts::view(state, act))
        .child(time::view(state, act))
        .child(about::view(state, act))
}

fn names(state: &State) -> Tag {
    let all = tree::entries(&state.inputs.document, &["drivers"]);
    let names: Vec<&str> = all.map(|(name, _)| name).take(long::MOST).collect();
    tag("datalist").id(DRIVERS).each(&names, |name| tag("option").with("value", name))
}
