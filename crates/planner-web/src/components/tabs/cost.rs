//! Cost over time: of every column, or of the parts of one.

use super::figure;
use crate::chart::Picture;
use crate::components::Act;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::state::{Action, CostBy, Costs, State};

pub(super) fn add(panel: Tag, state: &State, act: &Act) -> Tag {
    let costs = state.looks.costs;
    let by = CostBy::ALL.map(|by| (by.title(), Costs { by, ..costs }));
    let running = [("a month", false), ("in all so far", true)];
    let running = running.map(|(title, running)| (title, Costs { running, ..costs }));
    let caption = if costs.running { "Cost in all so far" } else { "Cost a month" };
    panel
        .child(choices("cost-by", "Costs", &by, costs, act))
        .child(choices("cost-running", "Each month", &running, costs, act))
        .child(figure::view(state, Picture::Cost(costs, state.looks.shown), caption, act))
}

/// Ways to look at it, one of which is at hand.
fn choices(name: &str, legend: &str, all: &[(&str, Costs)], at_hand: Costs, act: &Act) -> Tag {
    let mut place = tag("fieldset").class("closer").child(words("legend", legend));
    for (at, (title, costs)) in all.iter().enumerate() {
        let id = format!("{name}-{at}");
        let button = tag("input")
            .with("type", "radio")
            .with("name", name)
            .id(&id)
            .checked(*costs == at_hand)
            .acts(On::Change, act, Action::Costs(*costs));
        place = place.child(tag("span").child(button).child(words("label", title).with("for", &id)));
    }
    place
}
