//! The bill of the first month, line by line: formula, price, source.

use planner_core::output::{Comparison, LineOut, SourceOut};
use yew::prelude::*;

use crate::answer::Answer;
use crate::findings;
use crate::numbers::{amount, day};
use crate::shared::Shared;

#[derive(Properties, PartialEq)]
pub(super) struct ProofProps {
    pub(super) answer: Shared<Answer>,
    pub(super) comparison: Shared<Comparison>,
    pub(super) shown: usize,
}

#[component]
pub(super) fn Proof(ProofProps { answer, comparison, shown }: &ProofProps) -> Html {
    let report = comparison.columns.get(*shown).map(|column| &column.report);
    let lines = report
        .and_then(|report| report.months.first())
        .map(|month| month.lines.as_slice())
        .unwrap_or_default();
    let currency = report.map(|report| report.currency.as_str()).unwrap_or_default();
    html! {
        <details class="bill">
            <summary>{ findings::bill(answer, *shown) }</summary>
            <ul>{ for lines.iter().map(|one| line(one, currency)) }</ul>
        </details>
    }
}

fn line(line: &LineOut, currency: &str) -> Html {
    let of = line.resource.as_deref().unwrap_or(&line.account);
    let shown = match &line.amount {
        Some(exact) => amount(exact, currency).text,
        None => line.status.to_owned(),
    };
    html! {
        <li key={line.id.clone()}>
            <p class="what"><b>{ of }</b>{ " " }{ &line.description }<small>{ &line.plan }</small></p>
            <p class={classes!("sum", line.amount.is_none().then_some("missing"))}>{ shown }</p>
            <p class="how">
                if !line.formula.is_empty() { <code>{ &line.formula }</code> }
                if let Some(why) = &line.why { <span>{ why }</span> }
                if let Some(source) = &line.source { { cited(source, line.confidence) } }
            </p>
        </li>
    }
}

fn cited(source: &SourceOut, confidence: Option<&str>) -> Html {
    let title = match source.url.clone().filter(|url| url.starts_with("https://")) {
        Some(href) => html! { <a {href} rel="noreferrer noopener" target="_blank">{ &source.title }</a> },
        None => html! { <span>{ &source.title }</span> },
    };
    html! { <span class="source">{ title }{ format!(", read {}", day(&source.read)) }{ confidence.map(|word| format!(", {word}")) }</span> }
}
