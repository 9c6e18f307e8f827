//! The stack as a file: what every field changes, to copy, edit or paste over, and to keep.

use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::components::parts::text_field::hints;
use crate::field::Field;
use crate::questions::file_name;
use crate::state::{Action, State};

pub(super) fn view(state: &State, act: &Act) -> Tag {
    let draft = state.drafts.get(&Field::Json);
    let problem = draft.and_then(|draft| draft.problem.as_ref());
    let value = draft.map_or(state.inputs.text.as_str(), |draft| draft.text.as_str());
    let editor = tag("textarea")
        .id("stack-json")
        .with("rows", "24")
        .with("spellcheck", "false")
        .with("autocomplete", "off")
        .value(value)
        .types(act, &Field::Json)
        .leaves(act, &Field::Json)
        .with("aria-describedby", "stack-json-error");
    let editor = if problem.is_some() { editor.with("aria-invalid", "true") } else { editor };
    let error = tag("p").class("error").id("stack-json-error").role("alert");
    let error = match problem {
        Some(problem) => {
            let example = ["For example: ", &Field::Json.example(&state.inputs.document)].concat();
            hints(error.text(&problem.to_string()), problem).child(words("span", &example).class("hint"))
        }
        None => error,
    };
    let label =
        "Every field of the page changes it, and it changes them. Edit it, or paste a stack of your own.";
    tag("div")
        .class("json")
        .child(words("label", label).with("for", "stack-json").class("hint"))
        .child(tag("div").class("editor").child(numbers(value)).child(editor))
        .child(error)
        .child(out(state, act))
}

/// The numbers of the lines, which errors name.
fn numbers(text: &str) -> Tag {
    let lines = text.lines().count().max(1);
    let all: Vec<String> = (1..=lines).map(|line| line.to_string()).collect();
    words("pre", &all.join("\n")).class("line-numbers").with("aria-hidden", "true")
}

/// Ways to take it along.
fn out(state: &State, act: &Act) -> Tag {
    let yaml_name = file_name(&state.answer.name);
    let json_name = yaml_name.replace(".yaml", ".json");
    let json = state.inputs.text.clone();
    let copy = Action::Copy { text: json.clone(), done: "The stack is copied" };
    let yaml = Action::SaveYaml { name: yaml_name, json: json.clone() };
    let save = Action::Save { name: json_name, kind: "application/json", text: json };
    tag("div")
        .class("ways")
        .child(button("Copy").acts(On::Click, act, copy))
        .child(button("Download as YAML").acts(On::Click, act, yaml))
        .child(button("Download as JSON").acts(On::Click, act, save))
}
