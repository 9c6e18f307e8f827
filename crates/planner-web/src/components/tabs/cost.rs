//! Cost over time, of every column.

use super::figure;
use crate::chart;
use crate::components::Act;
use crate::components::parts::tag::Tag;
use crate::state::State;

pub(super) fn add(panel: Tag, state: &State, act: &Act) -> Tag {
    let drawing = chart::cost(&state.answer, &state.comparison, state.looks.narrow);
    panel.child(figure::view(&drawing, "Cost a month", Some(act)))
}
