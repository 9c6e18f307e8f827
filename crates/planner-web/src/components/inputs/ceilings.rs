//! The owner's own ceilings: on the whole bill, and by name on what it is made of.

use super::card::{text_at, words_of};
use crate::ceilings::{Ceiling, ceilings, subjects};
use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::choice::Choice;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::components::parts::text_field::refused;
use crate::field::Field;
use crate::ids::id_of;
use crate::state::{Action, Edit, State};

/// What may happen at a ceiling of one's own.
const THEN: [(&str, &str); 6] = [
    ("", "somebody is told"),
    ("throttled", "it goes slower"),
    ("refused", "more is refused"),
    ("dropped", "more is thrown away"),
    ("suspended", "it is stopped"),
    ("charged", "more is billed"),
];

pub(super) fn view(state: &State, act: &Act) -> Tag {
    let whole = |key: &str, label: &str, help: &str| {
        let place = ["limits", key].map(str::to_owned);
        super::about::text(&place, label, help, state, act)
    };
    let all = ceilings(&state.inputs.document);
    tag("fieldset")
        .child(words("legend", "Your own ceilings"))
        .child(whole("spend", "On the whole bill", "say so where it costs more: 50 /month"))
        .child(whole("headroom", "Little is left at", "a share of any limit: 20 %"))
        .each(&all, |one| row(one, state, act))
        .child(add("ceiling", "+ Add a ceiling", state, act, Edit::AddCeiling))
}

fn row(one: &Ceiling, state: &State, act: &Act) -> Tag {
    let place = ["limits", &one.name].map(str::to_owned).to_vec();
    let within = |key: &str| place.iter().cloned().chain([key.to_owned()]).collect::<Vec<_>>();
    let name = one.name.clone();
    let other =
        add(&["ceiling.", &one.name].concat(), "Hold it against something else", state, act, move |on| {
            Edit::PutCeiling(name.clone(), on)
        });
    let mut then = THEN.to_vec();
    if then.iter().all(|(word, _)| *word != one.then) {
        then.push((&one.then, &one.then));
    }
    let happens =
        words_of(&["limits", &one.name, "then"], "What happens at it", &then, &one.then, state, act);
    let label = ["At most, ", &one.on].concat();
    tag("fieldset")
        .class("does")
        .child(words("legend", &one.name))
        .child(rename(&place, state, act))
        .child(words("p", "On ").text(&one.on))
        .child(other)
        .child(text_at(&one.amount, &label, &one.help, state, act))
        .child(happens)
        .child(text_at(&within("says"), "In your words", "what it means to you: tell Ana", state, act))
        .child(
            button("Remove").with("aria-label", &["Remove the ceiling ", one.name.as_str()].concat()).acts(
                On::Click,
                act,
                Action::Edit(Edit::Drop(place.clone())),
            ),
        )
}

fn rename(place: &[String], state: &State, act: &Act) -> Tag {
    let (field, name) = (Field::Key(place.to_vec()), place.last().map(String::as_str).unwrap_or_default());
    let id = id_of(&["ceiling", name, "name"]);
    let draft = state.drafts.get(&field);
    let (sets, shown) = (field.clone(), draft.map_or(name, |draft| draft.text.as_str()));
    let input = tag("input").id(&id).with("maxlength", "80").with("autocomplete", "off").value(shown).hears(
        On::Change,
        act,
        move |to| Some(Action::Set(sets.clone(), to.trim().to_owned())),
    );
    let error = [&*id, "-error"].concat();
    let input = if draft.is_some() {
        input.with("aria-invalid", "true").with("aria-describedby", &error)
    } else {
        input
    };
    tag("div")
        .class("field")
        .child(words("label", "Name").with("for", &id))
        .child(input)
        .maybe(refused(&id, state, &field))
}

/// A button, with the list that asks what a ceiling is on where it was pressed.
fn add(asks: &str, text: &str, state: &State, act: &Act, edit: impl Fn(String) -> Edit + 'static) -> Tag {
    let open = state.looks.asks.as_deref() == Some(asks);
    let ask = button(if open { "Leave it" } else { text })
        .with("aria-expanded", if open { "true" } else { "false" })
        .acts(On::Click, act, Action::Ask((!open).then(|| asks.to_owned())));
    let place = tag("div").child(ask);
    if !open {
        return place;
    }
    let known = subjects(&state.inputs.document).into_iter().map(|subject| (subject.id, subject.label));
    let options = std::iter::once((String::new(), "choose one".to_owned())).chain(known).collect();
    let id = id_of(&["asks", asks]);
    let list = Choice { id: &id, label: "A ceiling on", options, value: "", ..Choice::default() };
    let adds = act.clone();
    place.child(list.add(tag("div").class("field"), move |on| {
        if !on.is_empty() {
            adds.emit(Action::Edit(edit(on)));
        }
    }))
}
