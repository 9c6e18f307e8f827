//! The first month and the horizon.

use crate::components::Act;
use crate::components::parts::tag::{Tag, tag, words};
use crate::components::parts::text_field::TextField;
use crate::field::{Field, MOST_MONTHS};
use crate::state::State;

pub(in crate::components) fn view(state: &State, act: &Act) -> Tag {
    let (months, most) = (state.inputs.months.to_string(), MOST_MONTHS.to_string());
    let start = TextField {
        id: "start",
        label: "First month",
        kind: "month",
        value: &Field::Start.read(&state.inputs.document),
        ..TextField::default()
    };
    let horizon =
        TextField { id: "months", label: "Horizon", unit: "months", value: &months, ..TextField::default() };
    let slider = tag("input")
        .with("type", "range")
        .with("min", "1")
        .with("max", &most)
        .value(&months)
        .types(act, &Field::Months)
        .with("aria-label", "Horizon, slider")
        .with("aria-valuetext", &format!("{months} months"));
    tag("fieldset")
        .child(words("legend", "When"))
        .child(start.view(state, act, &Field::Start))
        .child(horizon.view(state, act, &Field::Months))
        .child(slider)
}
