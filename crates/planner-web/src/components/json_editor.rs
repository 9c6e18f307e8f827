//! The stack as JSON: what every field changes, to copy, edit or paste over.

use std::collections::BTreeMap;
use yew::prelude::*;

use super::Act;
use super::event::typed_long;
use crate::field::{Draft, Field};
use crate::shared::Shared;
use crate::state::{Action, Inputs};

#[derive(Properties, PartialEq)]
pub(super) struct JsonEditorProps {
    pub(super) inputs: Shared<Inputs>,
    pub(super) drafts: BTreeMap<Field, Draft>,
    pub(super) act: Act,
}

#[component]
pub(super) fn JsonEditor(JsonEditorProps { inputs, drafts, act }: &JsonEditorProps) -> Html {
    let draft = drafts.get(&Field::Json);
    let problem = draft.and_then(|draft| draft.problem.as_ref());
    let value = draft.map_or_else(|| inputs.text.clone(), |draft| draft.text.clone());
    let oninput = {
        let act = act.clone();
        Callback::from(move |event: InputEvent| act.dispatch(Action::Type(Field::Json, typed_long(&event))))
    };
    let onblur = {
        let act = act.clone();
        Callback::from(move |_| act.dispatch(Action::Leave(Field::Json)))
    };
    html! {
        <details class="json">
            <summary>{ "Stack as JSON" }</summary>
            <label for="stack-json" class="hint">{ "Edit it, or paste a stack of your own." }</label>
            <textarea id="stack-json" rows="18" spellcheck="false" autocomplete="off" {value} {oninput} {onblur}
                aria-invalid={problem.map(|_| "true")} aria-describedby="stack-json-error" />
            <p class="error" id="stack-json-error" role="alert">
                if let Some(problem) = problem {
                    { problem.to_string() }
                    if let Some(hint) = &problem.hint { <span class="hint">{ hint }</span> }
                    <span class="hint">{ "The answer shown is the last good one." }</span>
                }
            </p>
        </details>
    }
}
