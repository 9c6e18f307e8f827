//! What runs: a row for each resource, with its card where it is open.

use super::{add, card, plan_list};
use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::long;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::components::parts::text_field::TextField;
use crate::field::Field;
use crate::ids::id_of;
use crate::inputs::{ResourceInput, count, resources};
use crate::state::{Action, List, State};

pub(in crate::components) fn view(state: &State, act: &Act) -> Tag {
    let document = &state.inputs.document;
    let shown = resources(document, long::most(List::Resources, state));
    tag("fieldset")
        .child(words("legend", "What runs"))
        .each(&shown, |one| row(one, state, act))
        .maybe(long::rest(count(document, "resources"), List::Resources, state, act))
        .child(add::view(state, act))
}

fn row(one: &ResourceInput, state: &State, act: &Act) -> Tag {
    let (name, path) = (one.name.as_str(), ["resources.", &one.name].concat());
    let open = state.looks.card.as_deref() == Some(&path);
    let title = button(name)
        .class("plain name")
        .id(&id_of(&["card", &path]))
        .with("aria-expanded", if open { "true" } else { "false" })
        .with("aria-label", &format!("{name}, {}: what it is and does", one.product))
        .acts(On::Click, act, Action::Card((!open).then(|| path.clone())));
    let draft = state.drafts.get(&Field::Plan(name.to_owned()));
    let problem = draft.and_then(|draft| draft.problem.as_ref());
    let inputs = if one.priced {
        plan_and_count(one, &path, state, act)
    } else {
        words("p", "no prices of it yet: not in the totals").class("hint")
    };
    tag("div")
        .class(if open { "resource open" } else { "resource" })
        .key(name)
        .part(&path)
        .child(tag("div").class("title").child(title).child(words("small", &one.product)))
        .child(inputs)
        .maybe(problem.map(|problem| words("p", &problem.message).class("error").role("alert")))
        .maybe((state.looks.pick.as_deref() == Some(&path)).then(|| plan_list::view(&path, state, act)))
        .maybe(open.then(|| card::resource(name, state, act)))
}

fn plan_and_count(one: &ResourceInput, path: &str, state: &State, act: &Act) -> Tag {
    let name = one.name.as_str();
    let listed = state.looks.pick.as_deref() == Some(path);
    let plan = if one.choices.len() < 2 {
        words("p", if one.plan_name.is_empty() { "no plans" } else { &one.plan_name }).class("hint")
    } else {
        words("button", &one.plan_name)
            .with("type", "button")
            .class("pick")
            .id(&id_of(&["pick", path]))
            .with("aria-expanded", if listed { "true" } else { "false" })
            .with("aria-label", &format!("Plan of {name}: {}", one.plan_name))
            .acts(On::Click, act, Action::Pick((!listed).then(|| path.to_owned())))
    };
    let count = TextField {
        id: &id_of(&["count", name]),
        label: &format!("Instances of {name}"),
        quiet: true,
        unit: "instances",
        placeholder: "1",
        value: &one.count,
        ..TextField::default()
    };
    tag("div").class("pair").child(plan).child(count.view(state, act, &Field::Count(name.to_owned())))
}
