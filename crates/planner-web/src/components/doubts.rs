//! What is not counted, assumed, unmet or doubtful.

use planner_core::output::{AssumptionOut, Comparison, QuoteOut, UnmetOut};
use yew::prelude::*;

use super::mark::Mark;
use crate::answer::{Answer, NotCounted, notes};
use crate::limits::Standing;
use crate::numbers::{amount, list};
use crate::shared::Shared;

#[derive(Properties, PartialEq)]
pub(super) struct NotCountedListProps {
    pub(super) answer: Shared<Answer>,
}

/// What is in no sum: in plain sight, right under the sums.
#[component]
pub(super) fn NotCountedList(NotCountedListProps { answer }: &NotCountedListProps) -> Html {
    let item = |one: &NotCounted| {
        let on = if one.on.is_empty() { String::new() } else { format!(" (on {})", list(&one.on)) };
        html! { <li><b>{ &one.of }</b>{ " " }{ &one.why }{ on }</li> }
    };
    html! {
        <div class="not-counted">
            if answer.not_counted.is_empty() {
                <p class="state ok"><Mark standing={Standing::Ok} />{ "Everything in the stack is in these totals." }</p>
            } else {
                <h2><Mark standing={Standing::Unknown} />{ "Not in these totals" }</h2>
                <ul>{ for answer.not_counted.iter().map(item) }</ul>
            }
            if !answer.limits.unknown.is_empty() {
                <details>
                    <summary>{ format!("Limits nobody can judge: {}", answer.limits.unknown.len()) }</summary>
                    <ul>{ for answer.limits.unknown.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
                </details>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct DoubtsProps {
    pub(super) comparison: Shared<Comparison>,
    pub(super) shown: usize,
}

/// Assumptions, unmet requirements, quotes and notes of a column.
#[component]
pub(super) fn Doubts(DoubtsProps { comparison, shown }: &DoubtsProps) -> Html {
    let Some(report) = comparison.columns.get(*shown).map(|column| &column.report) else { return html! {} };
    let unmet = report.months.first().map(|month| month.unmet.as_slice()).unwrap_or_default();
    let notes = notes(report);
    let money = |text: &str| amount(text, &report.currency).text;
    let assumption = |one: &AssumptionOut| {
        html! { <li><b>{ &one.value }</b>{ " " }{ &one.reason }<small>{ &one.path }</small></li> }
    };
    let need = |one: &UnmetOut| {
        let costs =
            one.costs.as_deref().map(|costs| format!(" (+{} a month)", money(costs))).unwrap_or_default();
        html! { <li><b>{ &one.resource }</b>{ format!(" needs {}{costs}; otherwise {}", one.needs, one.otherwise) }</li> }
    };
    let quote = |one: &QuoteOut| {
        let book = one.book.as_deref().map_or_else(|| "no price".to_owned(), money);
        let more = one.difference.as_deref().map(money).unwrap_or_default();
        html! {
            <tr><th scope="row">{ &one.resource }</th><td>{ money(&one.quoted) }</td><td>{ book }</td><td>{ more }</td></tr>
        }
    };
    html! {
        <section class="doubts" aria-label="Assumptions and doubts">
            if !unmet.is_empty() {
                <h2><Mark standing={Standing::Tight} />{ "Needed, and not there" }</h2>
                <ul>{ for unmet.iter().map(need) }</ul>
            }
            if !notes.is_empty() {
                <details open=true>
                    <summary>{ format!("Notes: {}", notes.len()) }</summary>
                    <ul>{ for notes.iter().map(|note| html! { <li>{ note }</li> }) }</ul>
                </details>
            }
            if !report.assumptions.is_empty() {
                <details>
                    <summary>{ format!("Assumed, because nobody stated it: {}", report.assumptions.len()) }</summary>
                    <ul>{ for report.assumptions.iter().map(assumption) }</ul>
                </details>
            }
            if !report.quotes.is_empty() {
                <details>
                    <summary>{ "What the owners were quoted, beside the price books" }</summary>
                    <table class="figures">
                        <thead><tr><th scope="col">{ "Resource" }</th><th scope="col">{ "Quoted" }</th><th scope="col">{ "Book" }</th><th scope="col">{ "Book less quote" }</th></tr></thead>
                        <tbody>{ for report.quotes.iter().map(quote) }</tbody>
                    </table>
                </details>
            }
        </section>
    }
}
