//! Which column the drawings and the proof are of.

use yew::prelude::*;

use super::Act;
use crate::answer::Answer;
use crate::shared::Shared;
use crate::state::Action;

#[derive(Properties, PartialEq)]
pub(super) struct CloserProps {
    pub(super) answer: Shared<Answer>,
    pub(super) shown: usize,
    pub(super) act: Act,
}

#[component]
pub(super) fn Closer(CloserProps { answer, shown, act }: &CloserProps) -> Html {
    if answer.columns.len() < 2 {
        return html! {};
    }
    let choice = |(at, title): (usize, &str)| {
        let onchange = {
            let act = act.clone();
            Callback::from(move |_: Event| act.dispatch(Action::Show(at)))
        };
        let id = format!("closer-{at}");
        html! {
            <span>
                <input type="radio" name="closer" id={id.clone()} checked={at == *shown} {onchange} />
                <label for={id}>{ title }</label>
            </span>
        }
    };
    html! {
        <fieldset class="closer">
            <legend>{ "Look closer at" }</legend>
            { for answer.columns.iter().map(|column| column.title.as_str()).enumerate().map(choice) }
        </fieldset>
    }
}
