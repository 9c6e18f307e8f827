//! The reader's own money: which currency stands beside dollars, and at what rate.

use crate::components::Act;
use crate::components::parts::tag::{Tag, tag, words};
use crate::components::parts::text_field::TextField;
use crate::field::Field;
use crate::state::State;

/// Folded, it says the rate that amounts rest on.
pub(super) fn view(state: &State, act: &Act) -> Tag {
    let reader = &state.looks.reader;
    let stated = reader.stated().map(|rate| [&rate, ", the rate you gave"].concat());
    let title = stated.as_deref().unwrap_or("Show amounts in your currency too");
    let currency = TextField {
        id: "reader-currency",
        label: "Your currency",
        value: &reader.currency,
        help: "its letters or its sign: EUR, €",
        ..TextField::default()
    };
    let rate = TextField {
        id: "reader-rate",
        label: "One dollar is",
        unit: &reader.currency,
        value: &reader.rate,
        help: "as you know it: no rate is looked up",
        ..TextField::default()
    };
    let rate = (!reader.currency.is_empty()).then(|| rate.view(state, act, &Field::Rate));
    tag("details")
        .class("reader")
        .child(words("summary", title))
        .child(tag("div").class("ways").child(currency.view(state, act, &Field::Currency)).maybe(rate))
}
