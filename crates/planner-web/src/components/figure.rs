//! A drawing with its finding, its legend and the table behind it.

use planner_charts::{LegendEntry, swatch};
use yew::prelude::*;

use crate::chart::{Drawing, Table};
use crate::shared::Shared;

#[derive(Properties, PartialEq)]
pub(super) struct FigureProps {
    pub(super) drawing: Shared<Drawing>,
    pub(super) caption: AttrValue,
}

#[component]
pub(super) fn Figure(FigureProps { drawing, caption }: &FigureProps) -> Html {
    let entry = |(index, entry): (usize, &LegendEntry)| {
        html! { <li>{ Html::from_html_unchecked(swatch(index).into()) }{ &entry.name }</li> }
    };
    html! {
        <figure>
            <figcaption><h2>{ &drawing.title }</h2></figcaption>
            <ul class="legend">{ for drawing.legend.iter().enumerate().map(entry) }</ul>
            // The charts crate escapes every name it draws.
            <div class="drawing">{ Html::from_html_unchecked(drawing.svg.clone().into()) }</div>
            <details><summary>{ "The figures" }</summary>{ table(&drawing.table, caption) }</details>
        </figure>
    }
}

fn table(table: &Table, caption: &AttrValue) -> Html {
    let row = |(month, cells): &(String, Vec<String>)| {
        html! { <tr><th scope="row">{ month }</th>{ for cells.iter().map(|cell| html! { <td>{ cell }</td> }) }</tr> }
    };
    html! {
        <div class="scroll" tabindex="0" role="region" aria-label={caption}>
            <table class="figures">
                <thead><tr><th scope="col">{ "Month" }</th>{ for table.head.iter().map(|name| html! { <th scope="col">{ name }</th> }) }</tr></thead>
                <tbody>{ for table.rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}
