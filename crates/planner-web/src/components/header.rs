//! The top of the page: its name, the stack, light or dark.

use super::Act;
use super::choice::Choice;
use super::tag::{On, Tag, tag, words};
use crate::persist;
use crate::presets::PRESETS;
use crate::state::{Action, State};

pub(super) fn view(state: &State, act: &Act) -> Tag {
    tag("header")
        .class("top")
        .child(words("p", "Headroom").class("brand"))
        .child(words("p", "What a stack costs, what breaks first, and when").class("tagline"))
        .child(preset(state, act))
        .child(theme(state, act))
}

fn preset(state: &State, act: &Act) -> Tag {
    let mut options: Vec<(String, String)> =
        PRESETS.iter().enumerate().map(|(at, preset)| (at.to_string(), preset.title.to_owned())).collect();
    if state.preset.is_none() {
        options.push((String::new(), "Your own stack".to_owned()));
    }
    let value = state.preset.map(|index| index.to_string()).unwrap_or_default();
    let list = Choice { id: "preset", label: "Stack", options, value: &value, ..Choice::default() };
    let choose = act.clone();
    let place = list.add(tag("div").class("preset"), move |value| {
        if let Ok(index) = value.parse() {
            choose.emit(Action::Preset(index));
        }
    });
    let again = Action::Preset(state.preset.unwrap_or(0));
    place.child(button("Undo changes").flag("hidden", !state.edited).acts(On::Click, act, again))
}

fn theme(state: &State, act: &Act) -> Tag {
    let (act, next) = (act.clone(), state.theme.next());
    button("Theme: ")
        .class("plain theme")
        .with("title", "Light, dark, or as the system has it")
        .on(On::Click, move |_| {
            persist::save(next);
            persist::show(next);
            act.emit(Action::Theme(next));
        })
        .child(words("span", state.theme.word()))
}

/// A button that does not look like one.
pub(super) fn button(text: &str) -> Tag {
    words("button", text).with("type", "button").class("plain")
}
