//! A field to type into: label, unit, and the core's words where it is refused.

use yew::prelude::*;

use super::Act;
use super::event::typed;
use crate::field::{Draft, Field};
use crate::state::Action;

#[derive(Properties, PartialEq)]
pub(super) struct TextFieldProps {
    pub(super) id: AttrValue,
    pub(super) label: AttrValue,
    #[prop_or_default]
    pub(super) quiet: bool,
    #[prop_or_default]
    pub(super) unit: AttrValue,
    #[prop_or("text".into())]
    pub(super) kind: AttrValue,
    #[prop_or_default]
    pub(super) range: Option<(AttrValue, AttrValue)>,
    #[prop_or_default]
    pub(super) placeholder: AttrValue,
    pub(super) field: Field,
    pub(super) value: AttrValue,
    pub(super) draft: Option<Draft>,
    pub(super) act: Act,
}

#[component]
pub(super) fn TextField(props: &TextFieldProps) -> Html {
    let TextFieldProps { id, label, quiet, unit, kind, range, placeholder, field, value, draft, act } = props;
    let (min, max) = range.clone().unzip();
    let oninput = {
        let (act, field) = (act.clone(), field.clone());
        Callback::from(move |event: InputEvent| act.dispatch(Action::Type(field.clone(), typed(&event))))
    };
    let onblur = {
        let (act, field) = (act.clone(), field.clone());
        Callback::from(move |_| act.dispatch(Action::Leave(field.clone())))
    };
    let shown = draft.as_ref().map_or_else(|| value.clone(), |draft| draft.text.clone().into());
    let problem = draft.as_ref().and_then(|draft| draft.problem.as_ref());
    let (unit_id, error_id) = (format!("{id}-unit"), format!("{id}-error"));
    let described = if problem.is_some() { format!("{unit_id} {error_id}") } else { unit_id.clone() };
    html! {
        <div class={classes!("field", problem.map(|_| "refused"))}>
            <label for={id} class={quiet.then_some("quiet")}>{ label }</label>
            <input {id} type={kind} {min} {max} {placeholder} value={shown} {oninput} {onblur} autocomplete="off" spellcheck="false"
                aria-invalid={problem.map(|_| "true")} aria-describedby={described} />
            <span class="unit" id={unit_id}>{ unit }</span>
            if let Some(problem) = problem {
                <p class="error" id={error_id} role="alert">
                    { &problem.message }
                    if let Some(hint) = &problem.hint { <span class="hint">{ hint }</span> }
                    <span class="hint">{ "The answer shown is the last good one." }</span>
                </p>
            }
        </div>
    }
}
