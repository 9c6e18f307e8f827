//! The first month and the horizon.

use std::collections::BTreeMap;
use yew::prelude::*;

use super::Act;
use super::event::typed;
use super::text_field::TextField;
use crate::field::{Draft, Field, MOST_MONTHS};
use crate::shared::Shared;
use crate::state::{Action, Inputs};

#[derive(Properties, PartialEq)]
pub(super) struct TimeProps {
    pub(super) inputs: Shared<Inputs>,
    pub(super) drafts: BTreeMap<Field, Draft>,
    pub(super) act: Act,
}

#[component]
pub(super) fn Time(TimeProps { inputs, drafts, act }: &TimeProps) -> Html {
    let most = MOST_MONTHS.to_string();
    let oninput = {
        let act = act.clone();
        Callback::from(move |event: InputEvent| act.dispatch(Action::Type(Field::Months, typed(&event))))
    };
    html! {
        <fieldset>
            <legend>{ "When" }</legend>
            <TextField id="start" label="First month" kind="month" field={Field::Start} value={Field::Start.read(&inputs.document)}
                draft={drafts.get(&Field::Start).cloned()} act={act.clone()} />
            <TextField id="months" label="Horizon" kind="number" unit="months" range={("1".into(), most.clone().into())} field={Field::Months}
                value={inputs.months.to_string()} draft={drafts.get(&Field::Months).cloned()} act={act.clone()} />
            <input type="range" min="1" max={most} value={inputs.months.to_string()} {oninput} aria-label="Horizon, slider"
                aria-valuetext={format!("{} months", inputs.months)} />
        </fieldset>
    }
}
