//! The shape of a state: seen beside its word, and with its colour.

use yew::prelude::*;

use crate::limits::Standing;

#[derive(Properties, PartialEq)]
pub(super) struct MarkProps {
    pub(super) standing: Standing,
}

#[component]
pub(super) fn Mark(MarkProps { standing }: &MarkProps) -> Html {
    html! {
        <svg class={classes!("mark", standing.class())} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
            <path d={standing.shape()} fill="currentColor" fill-rule="evenodd" />
        </svg>
    }
}
