//! What runs: plan and count of each resource.

use std::collections::BTreeMap;
use yew::prelude::*;

use super::Act;
use super::choice::Choice;
use super::text_field::TextField;
use crate::field::{Draft, Field};
use crate::inputs::{ResourceInput, resources};
use crate::shared::Shared;
use crate::state::{Action, Inputs};

#[derive(Properties, PartialEq)]
pub(super) struct ResourcesProps {
    pub(super) inputs: Shared<Inputs>,
    pub(super) drafts: BTreeMap<Field, Draft>,
    pub(super) act: Act,
}

#[component]
pub(super) fn Resources(ResourcesProps { inputs, drafts, act }: &ResourcesProps) -> Html {
    let compared = inputs.variation.as_ref().map(|variation| variation.resource.as_str());
    html! {
        <fieldset>
            <legend>{ "What runs" }</legend>
            { for resources(&inputs.document).iter().map(|one| {
                let compared = compared == Some(one.name.as_str());
                row(one, compared, drafts, act)
            }) }
        </fieldset>
    }
}

fn row(one: &ResourceInput, compared: bool, drafts: &BTreeMap<Field, Draft>, act: &Act) -> Html {
    let (plan, count) = (Field::Plan(one.name.clone()), Field::Count(one.name.clone()));
    let problem = drafts.get(&plan).and_then(|draft| draft.problem.as_ref());
    html! {
        <div class="resource" key={one.name.clone()}>
            <p class="name">{ &one.name }<small>{ &one.product }</small></p>
            if one.priced {
                <div class="pair">
                    { plan_choice(one, compared, act) }
                    <TextField id={format!("count-{}", one.name)} label={format!("Instances of {}", one.name)} quiet={true} unit="×" placeholder="1"
                        field={count.clone()} value={one.count.clone()} draft={drafts.get(&count).cloned()} act={act.clone()} />
                </div>
            } else {
                <p class="hint">{ "no prices of it yet: not in the totals" }</p>
            }
            if let Some(problem) = problem { <p class="error" role="alert">{ &problem.message }</p> }
        </div>
    }
}

fn plan_choice(one: &ResourceInput, compared: bool, act: &Act) -> Html {
    if compared {
        return html! { <p class="hint">{ "plans side by side, in the columns" }</p> };
    }
    if one.choices.len() < 2 {
        return html! { <p class="hint">{ "one plan" }</p> };
    }
    let mut options: Vec<(String, String)> =
        one.choices.iter().map(|choice| (choice.id.clone(), choice.label.clone())).collect();
    if !options.iter().any(|(id, _)| *id == one.plan) {
        // A plan that cannot be bought any more stays until another is chosen.
        options.push((one.plan.clone(), one.plan.clone()));
    }
    let onchoose = {
        let (act, field) = (act.clone(), Field::Plan(one.name.clone()));
        Callback::from(move |plan: String| {
            act.dispatch(Action::Type(field.clone(), plan));
            act.dispatch(Action::Leave(field.clone()));
        })
    };
    html! {
        <div class="field">
            <Choice id={format!("plan-{}", one.name)} label={format!("Plan of {}", one.name)} quiet={true} {options} value={one.plan.clone()} {onchoose} />
        </div>
    }
}
