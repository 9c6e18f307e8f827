//! What is expected and what runs: beside the answer, in sight while it changes.

mod about;
mod accounts;
pub(super) mod add;
mod bends;
mod card;
mod ceilings;
pub(super) mod clients;
mod does;
mod drawing;
mod drivers;
pub(super) mod figure_field;
mod plan_list;
mod resources;
mod time;
mod timeline;

use super::Act;
use super::parts::tag::{Tag, tag};
use crate::state::State;

pub(super) fn view(state: &State, act: &Act) -> Tag {
    tag("form")
        .class("inputs")
        .with("aria-label", "What you expect and run")
        .with("autocomplete", "off")
        .child(drivers::view(state, act))
        .child(resources::view(state, act))
        .child(accounts::view(state, act))
        .child(time::view(state, act))
        .child(about::view(state, act))
        .child(ceilings::view(state, act))
}
