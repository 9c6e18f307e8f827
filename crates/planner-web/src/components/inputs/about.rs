//! About the whole: its name, and what terms of plans ask.

use crate::components::Act;
use crate::components::parts::choice::Choice;
use crate::components::parts::tag::{Tag, tag, words};
use crate::components::parts::text_field::TextField;
use crate::field::Field;
use crate::ids::id_of;
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
        .child(text(&["name".to_owned()], "Name", "", state, act))
        .child(text(
            &["seats".to_owned()],
            "Seats",
            "people who work on it, where seats are sold",
            state,
            act,
        ))
        .each(&FACTS, |(fact, label)| yes_or_no(fact, label, state, act))
}

/// A word or number of the whole stack.
pub(super) fn text(place: &[String], label: &str, help: &str, state: &State, act: &Act) -> Tag {
    let field = Field::At(place.to_vec());
    let steps: Vec<&str> = std::iter::once("stack").chain(place.iter().map(String::as_str)).collect();
    let (id, value) = (id_of(&steps), field.read(&state.inputs.document));
    TextField { id: &id, label, help, value: &value, ..TextField::default() }.view(state, act, &field)
}

fn yes_or_no(fact: &str, label: &str, state: &State, act: &Act) -> Tag {
    let field = Field::At(vec![fact.to_owned()]);
    let value = field.read(&state.inputs.document);
    let options = [("", "not said"), ("true", "yes"), ("false", "no")];
    let options = options.map(|(value, label)| (value.to_owned(), label.to_owned())).to_vec();
    let id = id_of(&["stack", fact]);
    let list = Choice { id: &id, label, options, value: &value, ..Choice::default() };
    let act = act.clone();
    list.add(tag("div").class("field"), move |word| act.emit(Action::Set(field.clone(), word)))
}
