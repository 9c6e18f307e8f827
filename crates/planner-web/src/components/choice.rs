//! A list to choose one from, with its label.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::event::chosen;

#[derive(Properties, PartialEq)]
pub(super) struct ChoiceProps {
    pub(super) id: AttrValue,
    pub(super) label: AttrValue,
    /// Said to screen readers only, where the place says it to the eye.
    #[prop_or_default]
    pub(super) quiet: bool,
    /// Value and label of each.
    pub(super) options: Vec<(String, String)>,
    pub(super) value: AttrValue,
    pub(super) onchoose: Callback<String>,
}

#[component]
pub(super) fn Choice(props: &ChoiceProps) -> Html {
    let ChoiceProps { id, label, quiet, options, value, onchoose } = props;
    let onchange = onchoose.reform(|event: Event| chosen(&event));
    let list = use_node_ref();
    {
        let list = list.clone();
        // What was chosen by hand outlives the `selected` attribute, so the list is told.
        use_effect_with((value.clone(), options.clone()), move |(value, _)| {
            if let Some(list) = list.cast::<HtmlSelectElement>() {
                list.set_value(value);
            }
        });
    }
    let option = |(key, label): &(String, String)| {
        html! { <option value={key.clone()} selected={value.as_str() == key}>{ label }</option> }
    };
    html! {
        <>
            <label for={id} class={quiet.then_some("quiet")}>{ label }</label>
            <select ref={list} {id} {onchange}>{ for options.iter().map(option) }</select>
        </>
    }
}
