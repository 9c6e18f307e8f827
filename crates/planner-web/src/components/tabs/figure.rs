//! A drawing with its finding, its legend and the table behind it.

use planner_charts::swatch;

use crate::chart::{Drawing, Table};
use crate::components::parts::tag::{Tag, tag, words};

pub(super) fn view(drawing: &Drawing, caption: &str) -> Tag {
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
        .child(tag("details").child(figures).child(table(&drawing.table, caption)))
}

fn table(table: &Table, caption: &str) -> Tag {
    let head = |name: &String| words("th", name).with("scope", "col");
    let row = |(month, cells): &(String, Vec<String>)| {
        let month = words("th", month).with("scope", "row");
        tag("tr").child(month).each(cells, |cell| words("td", cell))
    };
    let months = words("th", "Month").with("scope", "col");
    let figures = tag("table")
        .class("figures")
        .child(tag("thead").child(tag("tr").child(months).each(&table.head, head)))
        .child(tag("tbody").each(&table.rows, row));
    tag("div").class("scroll").with("tabindex", "0").role("region").with("aria-label", caption).child(figures)
}
