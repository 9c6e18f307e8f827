//! What stands side by side.

use yew::prelude::*;

use super::Act;
use super::choice::Choice;
use crate::plans;
use crate::shared::Shared;
use crate::state::{Action, Inputs};

#[derive(Properties, PartialEq)]
pub(super) struct ToolbarProps {
    pub(super) inputs: Shared<Inputs>,
    /// Whether another plan can stand beside those shown.
    pub(super) another: bool,
    pub(super) act: Act,
}

#[component]
pub(super) fn Toolbar(ToolbarProps { inputs, another, act }: &ToolbarProps) -> Html {
    let mut options: Vec<(String, String)> = plans::variable(&inputs.document)
        .into_iter()
        .map(|name| (name.clone(), format!("Plans of {name}")))
        .collect();
    options.push((String::new(), "Nothing: the stack as it stands".to_owned()));
    let value = inputs.variation.as_ref().map(|variation| variation.resource.clone()).unwrap_or_default();
    let onchoose = {
        let act = act.clone();
        Callback::from(move |name: String| act.dispatch(Action::Compare((!name.is_empty()).then_some(name))))
    };
    let onadd = {
        let act = act.clone();
        Callback::from(move |_| act.dispatch(Action::AddColumn))
    };
    html! {
        <div class="toolbar">
            <Choice id="compare" label="Side by side" {options} {value} {onchoose} />
            <button type="button" class="plain" hidden={!*another} onclick={onadd}>{ "Add a plan" }</button>
        </div>
    }
}
