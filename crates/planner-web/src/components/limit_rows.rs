//! Headroom: a bar for each limit in each column, the nearest first.

use yew::prelude::*;

use super::Act;
use super::mark::Mark;
use crate::answer::Answer;
use crate::limits::{Cell, LimitRow};
use crate::shared::Shared;
use crate::state::Action;

#[derive(Properties, PartialEq)]
pub(super) struct LimitRowsProps {
    pub(super) answer: Shared<Answer>,
    pub(super) all: bool,
    pub(super) act: Act,
}

#[component]
pub(super) fn LimitRows(LimitRowsProps { answer, all, act }: &LimitRowsProps) -> Html {
    let limits = &answer.limits;
    let shown = if *all { limits.rows.len() } else { limits.near };
    let far = limits.rows.len().saturating_sub(limits.near);
    let span = answer.columns.len().saturating_add(1).to_string();
    let onclick = {
        let act = act.clone();
        Callback::from(move |_| act.dispatch(Action::AllLimits))
    };
    let words = match (*all, far) {
        (true, _) => "Hide limits with more than half left".to_owned(),
        (false, 1) => "1 more limit, with more than half left".to_owned(),
        (false, far) => format!("{far} more limits, with more than half left"),
    };
    html! {
        <tbody role="rowgroup" class="limits">
            <tr role="row" class="section">
                <th role="rowheader" scope="rowgroup" colspan={span.clone()}>
                    { "Headroom at its least" }<small>{ format!("{} to {}", answer.first_month, answer.last_month) }</small>
                </th>
            </tr>
            { for limits.rows.iter().take(shown).map(row) }
            if far > 0 {
                <tr role="row" class="more">
                    <td role="cell" colspan={span}>
                        <button type="button" class="plain" aria-expanded={all.to_string()} {onclick}>{ words }</button>
                    </td>
                </tr>
            }
        </tbody>
    }
}

fn row(row: &LimitRow) -> Html {
    html! {
        <tr role="row" class="limit" key={row.id.clone()}>
            <th role="rowheader" scope="row">{ &row.title }<small>{ &row.of }</small></th>
            { for row.cells.iter().map(|cell| html! { <td role="cell">{ cell.as_ref().map_or_else(none, bar) }</td> }) }
        </tr>
    }
}

fn none() -> Html {
    html! { <span class="state unknown">{ "no such limit" }</span> }
}

fn bar(cell: &Cell) -> Html {
    let class = cell.standing.class();
    html! {
        <div class="headroom" title={cell.detail.clone()}>
            if let Some(used) = cell.used {
                <svg class={classes!("bar", class)} viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="track" width="100" height="6" />
                    <rect class="used" width={used.to_string()} height="6" />
                </svg>
            }
            <span class={classes!("state", class)}><Mark standing={cell.standing} />{ &cell.text }</span>
        </div>
    }
}
