//! The calculator: the answer first, the inputs beside it, the proof below.

use super::tag::{Tag, tag, words};
use super::{
    Act, answer_table, charts, closer, doubts, drivers, glance, header, json_editor, proof, redis, resources,
    sheets, time, toolbar,
};
use crate::state::State;

pub(super) fn view(state: &State, act: &Act) -> Tag {
    let main = tag("main")
        .with("data-ready", "true")
        .child(answer(state, act))
        .child(
            tag("form")
                .class("inputs")
                .with("aria-label", "What you expect and run")
                .with("autocomplete", "off")
                .child(drivers::view(state, act))
                .child(time::view(state, act))
                .child(resources::view(state, act))
                .child(json_editor::view(state, act)),
        )
        .child(
            charts::add(
                sheets::add(tag("div").class("proof").maybe(redis::view(state, act)), state, act)
                    .maybe(closer::view(state, act)),
                state,
            )
            .child(proof::view(state))
            .maybe(doubts::view(state)),
        );
    let footer = words(
        "p",
        "Amounts are before tax. Everything is computed in this page; it talks to nobody and remembers nothing but light or dark.",
    );
    tag("div")
        .class("page")
        .child(header::view(state, act))
        .child(glance::view(state))
        .child(main)
        .child(tag("footer").child(footer))
}

fn answer(state: &State, act: &Act) -> Tag {
    let answer = &state.answer;
    let refused =
        state.refused().then(|| words("strong", " An input is refused: this is the last good answer."));
    tag("section")
        .class("answer")
        .with("aria-labelledby", "finding")
        .child(words("p", &answer.name).class("stack-name").child(words("span", &answer.about)))
        .child(words("h1", &answer.finding).id("finding"))
        .child(
            words("p", &answer.status)
                .class("status")
                .role("status")
                .with("aria-live", "polite")
                .with("data-testid", "status")
                .maybe(refused),
        )
        .child(toolbar::view(state, act))
        .child(answer_table::view(state, act))
        .child(doubts::not_counted(answer))
}
