//! Cost and headroom over time.

use super::figure;
use super::tag::Tag;
use crate::chart;
use crate::state::State;

/// Adds both figures to the place they stand in.
pub(super) fn add(place: Tag, state: &State) -> Tag {
    let State { answer, comparison, shown, narrow, .. } = state;
    let headroom = chart::headroom(answer, comparison, *shown, *narrow);
    let cost = chart::cost(answer, comparison, *narrow);
    place
        .child(figure::view(&headroom, "Used share of each limit"))
        .child(figure::view(&cost, "Cost a month"))
}
