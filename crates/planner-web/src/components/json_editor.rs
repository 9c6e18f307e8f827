//! The stack as JSON: what every field changes, to copy, edit or paste over.

use super::Act;
use super::tag::{Tag, tag, words};
use super::text_field::hints;
use crate::field::Field;
use crate::state::State;

pub(super) fn view(state: &State, act: &Act) -> Tag {
    let draft = state.drafts.get(&Field::Json);
    let problem = draft.and_then(|draft| draft.problem.as_ref());
    let value = draft.map_or(state.inputs.text.as_str(), |draft| draft.text.as_str());
    let editor = tag("textarea")
        .id("stack-json")
        .with("rows", "18")
        .with("spellcheck", "false")
        .with("autocomplete", "off")
        .value(value)
        .types(act, &Field::Json)
        .leaves(act, &Field::Json)
        .with("aria-describedby", "stack-json-error");
    let editor = if problem.is_some() { editor.with("aria-invalid", "true") } else { editor };
    let error = tag("p").class("error").id("stack-json-error").role("alert");
    let error = match problem {
        Some(problem) => hints(error.text(&problem.to_string()), problem),
        None => error,
    };
    tag("details")
        .class("json")
        .child(words("summary", "Stack as JSON"))
        .child(
            words("label", "Edit it, or paste a stack of your own.").with("for", "stack-json").class("hint"),
        )
        .child(editor)
        .child(error)
}
