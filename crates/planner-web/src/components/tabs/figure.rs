//! A drawing with its finding, its legend, the table behind it, and ways to take it along.

use planner_charts::swatch;

use crate::chart::{Drawing, Paper, Picture, Table};
use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::proven::proven;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::numbers::Amount;
use crate::state::{Action, CostBy, State};

/// A picture; where its figures are the amounts of columns, they lead to the bills they come from.
pub(super) fn view(state: &State, picture: Picture, caption: &str, act: &Act) -> Tag {
    let drawing = picture.draw(&state.answer, &state.comparison, Paper::of_window(state.looks.narrow));
    let amounts = matches!(picture, Picture::Cost(costs, _) if costs.by == CostBy::Column && !costs.running);
    let figures = words("summary", "The figures");
    tag("figure")
        .child(tag("figcaption").child(words("h2", &drawing.title)))
        .maybe((!drawing.labelled).then(|| legend(&drawing)))
        // The charts crate escapes every name it draws.
        .child(tag("div").class("drawing").drawing(&drawing.svg))
        .each(&drawing.notes, |note| words("p", note).class("hint"))
        .child(tag("details").child(figures).child(table(&drawing.table, caption, amounts.then_some(act))))
        .child(ways(state, picture, act))
}

fn legend(drawing: &Drawing) -> Tag {
    let mut legend = tag("ul").class("legend");
    for (index, entry) in drawing.legend.iter().enumerate() {
        legend = legend.child(tag("li").drawing(&swatch(index)).text(&entry.name));
    }
    legend
}

/// Ways to take it along. The file is drawn when it is asked for.
fn ways(state: &State, picture: Picture, act: &Act) -> Tag {
    let of = || (state.answer.clone(), state.comparison.clone());
    let ((answer, comparison), (answer_too, comparison_too)) = (of(), of());
    let svg = button("Download as SVG").hears(On::Click, act, move |_| {
        let (name, text) = picture.file(&answer, &comparison);
        Some(Action::Save { name, kind: "image/svg+xml", text })
    });
    let png = button("Download as PNG").hears(On::Click, act, move |_| {
        let (name, svg) = picture.file(&answer_too, &comparison_too);
        Some(Action::SavePng { name: name.replace(".svg", ".png"), svg })
    });
    tag("div").class("ways").child(svg).child(png)
}

fn table(table: &Table, caption: &str, proves: Option<&Act>) -> Tag {
    let head = |name: &String| words("th", name).with("scope", "col");
    let mut body = tag("tbody");
    for (at, (month, cells)) in table.rows.iter().enumerate() {
        let mut row = tag("tr").child(words("th", month).with("scope", "row"));
        for (column, cell) in cells.iter().enumerate() {
            row = row.child(match proves.filter(|_| !cell.is_empty()) {
                Some(act) => {
                    let amount = Amount { text: cell.clone(), exact: String::new(), money: None };
                    tag("td").child(proven(&amount, (column, Some(at)), act))
                }
                None => words("td", cell),
            });
        }
        body = body.child(row);
    }
    let months = words("th", "Month").with("scope", "col");
    let figures = tag("table")
        .class("figures")
        .child(tag("thead").child(tag("tr").child(months).each(&table.head, head)))
        .child(body);
    tag("div").class("scroll").with("tabindex", "0").role("region").with("aria-label", caption).child(figures)
}
