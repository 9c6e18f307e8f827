//! A drawing with its finding, its legend and the table behind it.

use planner_charts::swatch;

use crate::chart::{Drawing, Table};
use crate::components::Act;
use crate::components::parts::proven::proven;
use crate::components::parts::tag::{Tag, tag, words};
use crate::numbers::Amount;

/// A drawing; where its figures are amounts, a column each, they lead to the bills they come from.
pub(super) fn view(drawing: &Drawing, caption: &str, proves: Option<&Act>) -> Tag {
    let mut legend = tag("ul").class("legend");
    for (index, entry) in drawing.legend.iter().enumerate() {
        legend = legend.child(tag("li").drawing(&swatch(index)).text(&entry.name));
    }
    let figures = words("summary", "The figures");
    tag("figure")
        .child(tag("figcaption").child(words("h2", &drawing.title)))
        .child(legend)
        // The charts crate escapes every name it draws.
        .child(tag("div").class("drawing").drawing(&drawing.svg))
        .child(tag("details").child(figures).child(table(&drawing.table, caption, proves)))
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
