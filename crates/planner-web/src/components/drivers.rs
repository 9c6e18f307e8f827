//! The drivers: what a person expects, with a slider for each.

use std::collections::BTreeMap;
use yew::prelude::*;

use super::Act;
use super::event::typed;
use super::text_field::TextField;
use crate::field::{Draft, Field};
use crate::inputs::{DriverInput, drivers, slid};
use crate::shared::Shared;
use crate::state::{Action, Inputs};

#[derive(Properties, PartialEq)]
pub(super) struct DriversProps {
    pub(super) inputs: Shared<Inputs>,
    pub(super) drafts: BTreeMap<Field, Draft>,
    pub(super) act: Act,
}

#[component]
pub(super) fn Drivers(DriversProps { inputs, drafts, act }: &DriversProps) -> Html {
    let drivers = drivers(&inputs.document);
    html! {
        <fieldset>
            <legend>{ "What you expect" }</legend>
            if drivers.is_empty() { <p class="hint">{ "This stack names no drivers: its usage is constant." }</p> }
            { for drivers.iter().map(|driver| row(driver, drafts, act)) }
        </fieldset>
    }
}

fn row(driver: &DriverInput, drafts: &BTreeMap<Field, Draft>, act: &Act) -> Html {
    let figure = Field::Driver(driver.name.clone());
    let growth = Field::Growth(driver.name.clone());
    let id = driver.name.replace(' ', "-");
    html! {
        <div class="driver" key={driver.name.clone()}>
            <TextField id={format!("driver-{id}")} label={driver.label.clone()} unit={driver.unit.clone()} field={figure.clone()}
                value={driver.value.clone()} draft={drafts.get(&figure).cloned()} act={act.clone()} />
            if let Some((place, last)) = driver.slider { { slider(driver, place, last, act) } }
            if let Some(value) = driver.growth.clone() {
                <TextField id={format!("growth-{id}")} label={format!("{} growth", driver.label)} unit="growth" quiet={true}
                    placeholder="none" field={growth.clone()} {value} draft={drafts.get(&growth).cloned()} act={act.clone()} />
            }
            if let Some(reason) = &driver.assumed { <p class="hint assumed">{ "Assumed: " }{ reason }</p> }
        </div>
    }
}

fn slider(driver: &DriverInput, place: usize, last: usize, act: &Act) -> Html {
    let oninput = {
        let (act, driver) = (act.clone(), driver.clone());
        Callback::from(move |event: InputEvent| {
            if let Ok(place) = typed(&event).parse() {
                act.dispatch(Action::Type(Field::Driver(driver.name.clone()), slid(&driver, place)));
            }
        })
    };
    html! {
        <input type="range" min="0" max={last.to_string()} value={place.to_string()} {oninput}
            aria-label={format!("{}, slider", driver.label)} aria-valuetext={driver.value.clone()} />
    }
}
