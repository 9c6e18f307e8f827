//! About the whole: its name, what terms of plans ask, own ceilings.

use crate::components::Act;
use crate::components::parts::choice::Choice;
use crate::components::parts::tag::{Tag, tag, words};
use crate::components::parts::text_field::TextField;
use crate::field::Field;
use crate::state::{Action, State};

/// What terms of plans ask of whoever uses them.
const FACTS: [(&str, &str); 3] = [
    ("commercial", "It earns somebody money"),
    ("donations", "It asks for donations"),
    ("sponsors", "It shows sponsors"),
];

pub(super) fn view(state: &State, act: &Act) -> Tag {
    tag("fieldset")
        .child(words("legend", "About the whole"))
        .child(text(&["name"], "Name", "", state, act))
        .child(text(&["seats"], "Seats", "people who work on it, where seats are sold", state, act))
        .each(&FACTS, |(fact, label)| yes_or_no(fact, label, state, act))
        .child(text(
            &["limits", "spend"],
            "Own ceiling on the bill",
            "say so where it costs more: 50 /month",
            state,
            act,
        ))
        .child(text(&["limits", "headroom"], "Little is left at", "a share of a limit: 20 %", state, act))
}

fn text(place: &[&str], label: &str, help: &str, state: &State, act: &Act) -> Tag {
    let field = Field::At(place.iter().map(|&step| step.to_owned()).collect());
    let (id, value) = (["stack-", &place.join("-")].concat(), field.read(&state.inputs.document));
    TextField { id: &id, label, help, value: &value, ..TextField::default() }.view(state, act, &field)
}

fn yes_or_no(fact: &str, label: &str, state: &State, act: &Act) -> Tag {
    let field = Field::At(vec![fact.to_owned()]);
    let value = field.read(&state.inputs.document);
    let options = [("", "not said"), ("true", "yes"), ("false", "no")];
    let options = options.map(|(value, label)| (value.to_owned(), label.to_owned())).to_vec();
    let id = ["stack-", fact].concat();
    let list = Choice { id: &id, label, options, value: &value, ..Choice::default() };
    let act = act.clone();
    list.add(tag("div").class("field"), move |word| act.emit(Action::Set(field.clone(), word)))
}
