//! What runs: plan and count of each resource.

use super::Act;
use super::choice::Choice;
use super::tag::{Tag, tag, words};
use super::text_field::TextField;
use crate::field::Field;
use crate::inputs::{ResourceInput, resources};
use crate::state::{Action, State};

pub(super) fn view(state: &State, act: &Act) -> Tag {
    tag("fieldset")
        .child(words("legend", "What runs"))
        .each(&resources(&state.inputs.document), |one| row(one, state, act))
}

fn row(one: &ResourceInput, state: &State, act: &Act) -> Tag {
    let name = one.name.as_str();
    let compared = state.inputs.variation.as_ref().is_some_and(|variation| variation.name == name);
    let draft = state.drafts.get(&Field::Plan(name.to_owned()));
    let problem = draft.and_then(|draft| draft.problem.as_ref());
    let inputs = if one.priced {
        let count = TextField {
            id: &format!("count-{name}"),
            label: &format!("Instances of {name}"),
            quiet: true,
            unit: "×",
            placeholder: "1",
            value: &one.count,
            ..TextField::default()
        };
        tag("div").class("pair").child(plan(one, compared, act)).child(count.view(
            state,
            act,
            &Field::Count(name.to_owned()),
        ))
    } else {
        hint("no prices of it yet: not in the totals")
    };
    tag("div")
        .class("resource")
        .key(name)
        .child(words("p", name).class("name").child(words("small", &one.product)))
        .child(inputs)
        .maybe(problem.map(|problem| words("p", &problem.message).class("error").role("alert")))
}

fn plan(one: &ResourceInput, compared: bool, act: &Act) -> Tag {
    if compared {
        return hint("plans side by side, in the columns");
    }
    if one.choices.len() < 2 {
        return hint("one plan");
    }
    let mut options: Vec<(String, String)> =
        one.choices.iter().map(|choice| (choice.id.clone(), choice.label.clone())).collect();
    if !options.iter().any(|(id, _)| *id == one.plan) {
        // A plan that cannot be bought any more stays until another is chosen.
        options.push((one.plan.clone(), one.plan.clone()));
    }
    let (id, label) = (format!("plan-{}", one.name), format!("Plan of {}", one.name));
    let list = Choice { id: &id, label: &label, quiet: true, options, value: &one.plan };
    let (act, field) = (act.clone(), Field::Plan(one.name.clone()));
    list.add(tag("div").class("field"), move |plan| {
        act.emit(Action::Type(field.clone(), plan));
        act.emit(Action::Leave(field.clone()));
    })
}

fn hint(text: &str) -> Tag {
    words("p", text).class("hint")
}
