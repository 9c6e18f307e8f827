//! What stands side by side.

use super::Act;
use super::choice::Choice;
use super::header::button;
use super::tag::{On, Tag, tag};
use crate::plans;
use crate::state::{Action, State};

pub(super) fn view(state: &State, act: &Act) -> Tag {
    let mut options: Vec<(String, String)> = plans::variable(&state.inputs.document)
        .into_iter()
        .map(|name| (name.clone(), format!("Plans of {name}")))
        .collect();
    options.push((String::new(), "Nothing: the stack as it stands".to_owned()));
    let value = state.inputs.variation.as_ref().map(|variation| variation.name.as_str());
    let value = value.unwrap_or_default();
    let list = Choice { id: "compare", label: "Side by side", options, value, ..Choice::default() };
    let compare = act.clone();
    let place = list.add(tag("div").class("toolbar"), move |name| {
        compare.emit(Action::Compare((!name.is_empty()).then_some(name)));
    });
    let add = button("Add a plan").flag("hidden", state.another_plan().is_none());
    place.child(add.acts(On::Click, act, Action::AddColumn))
}
