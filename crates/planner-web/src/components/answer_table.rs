//! The answer: one column for each plan; cost, what breaks first, headroom.

use yew::prelude::*;

use super::Act;
use super::choice::Choice;
use super::limit_rows::LimitRows;
use super::mark::Mark;
use crate::answer::{Answer, ColumnView, Event as First};
use crate::limits::Standing;
use crate::numbers::Amount;
use crate::plans;
use crate::shared::Shared;
use crate::state::{Action, Inputs};

#[derive(Properties, PartialEq)]
pub(super) struct AnswerTableProps {
    pub(super) answer: Shared<Answer>,
    pub(super) inputs: Shared<Inputs>,
    /// Whether limits far away are shown too.
    pub(super) all: bool,
    pub(super) act: Act,
}

// The roles are written out because a phone lays the table out as a grid, which would take them away.
#[component]
pub(super) fn AnswerTable(AnswerTableProps { answer, inputs, all, act }: &AnswerTableProps) -> Html {
    let columns = answer.columns.as_slice();
    let row = |head: Html, cells: Html, class: &'static str| {
        html! { <tr role="row" {class}><th role="rowheader" scope="row">{ head }</th>{ cells }</tr> }
    };
    let cells = |cell: &dyn Fn(usize, &ColumnView) -> Html| -> Html {
        columns
            .iter()
            .enumerate()
            .map(|(at, column)| html! { <td role="cell">{ cell(at, column) }</td> })
            .collect()
    };
    let now = |at, column: &ColumnView| html! { <output data-testid={format!("total-{at}")}>{ money(&column.now) }</output> };
    html! {
        <table role="table" class={format!("columns of-{}", columns.len())} aria-label="Cost and limits, side by side">
            <thead role="rowgroup">
                <tr role="row">
                    <td role="cell"></td>
                    { for columns.iter().enumerate().map(|(at, column)| head(at, column, inputs, act)) }
                </tr>
            </thead>
            <tbody role="rowgroup">
                { row(html! { <>{ "A month, in " }{ &answer.first_month }</> }, cells(&now), "now") }
                { row(html! { <>{ "In " }{ &answer.last_month }</> }, cells(&|_, column| money(&column.last)), "then") }
                { row(html! { <>{ "All " }{ &answer.horizon }</> }, cells(&|_, column| money(&column.total)), "then") }
                { row(html! { "Breaks first" }, cells(&|_, column| event(column.limit.as_ref(), Standing::Over)), "event") }
                { row(html! { "Charged more" }, cells(&|_, column| event(column.overage.as_ref(), Standing::Charged)), "event") }
            </tbody>
            <LimitRows answer={answer.clone()} {all} act={act.clone()} />
        </table>
    }
}

/// The head of a column: its plan, to change.
fn head(at: usize, column: &ColumnView, inputs: &Inputs, act: &Act) -> Html {
    let Some(variation) = &inputs.variation else {
        return html! { <th role="columnheader" scope="col"><span class="plan">{ &column.title }</span></th> };
    };
    let choices = plans::choices(&inputs.document, &variation.resource);
    let mut options: Vec<(String, String)> =
        choices.into_iter().map(|choice| (choice.id, choice.label)).collect();
    if variation.plans.len() > 1 {
        options.push((String::new(), "Remove this column".to_owned()));
    }
    let onchoose = {
        let act = act.clone();
        Callback::from(move |plan: String| {
            act.dispatch(if plan.is_empty() { Action::RemoveColumn(at) } else { Action::Column(at, plan) });
        })
    };
    let label = format!("Plan of {}, column {}", variation.resource, at.saturating_add(1));
    html! {
        <th role="columnheader" scope="col">
            <span class="plan" aria-hidden="true">{ &column.title }</span>
            <span class="detail" aria-hidden="true">{ &column.detail }</span>
            <Choice id={format!("column-{at}")} {label} quiet={true} {options} value={column.plan.clone()} {onchoose} />
        </th>
    }
}

fn money(amount: &Amount) -> Html {
    html! { <span class="amount" title={amount.exact.clone()}>{ &amount.text }</span> }
}

fn event(first: Option<&First>, standing: Standing) -> Html {
    let Some(first) = first else {
        let words = if standing == Standing::Over { "Nothing known" } else { "By no known limit" };
        return html! { <span class="state ok"><Mark standing={Standing::Ok} />{ words }</span> };
    };
    html! {
        <>
            <span class={classes!("state", standing.class())}><Mark {standing} />{ &first.effect }</span>
            <time>{ &first.short_date }</time>
            <span class="what">{ &first.what }<small>{ &first.usage }</small></span>
            <small class="says">{ &first.says }</small>
        </>
    }
}
