//! What words were found for.

use planner_core::find::Found;

use crate::page::{Cell, Column, Field, Page, Records, Table};

/// The most places a row names.
const SHOWN: usize = 6;

/// The page of the hits, the best first.
pub(crate) fn page(found: &Found) -> Page {
    let mut page = Page { records: records(found), ..Page::default() };
    page.title(
        format!("Called `{}`", found.wanted),
        "The best first, as of each provider's newest price file.",
    );
    let mut table = Table::new(vec![
        Column::words("What"),
        Column::words("Name"),
        Column::words("Is").wrapping().spare(1),
        Column::words("Write").wrapping(),
        Column::words("At").wrapping(),
    ]);
    for hit in &found.hits {
        let more = hit.at.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let at = hit.at.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
        table.row(vec![
            Cell::dim(hit.kind),
            Cell::strong(hit.id.clone()),
            Cell::dim(hit.name.clone()),
            hit.write.clone().into(),
            format!("{at}{more}").into(),
        ]);
    }
    page.table("Found", table);
    let priced = found.hits.iter().filter(|hit| hit.kind != "profile");
    if let Some(at) = priced.flat_map(|hit| &hit.at).next() {
        page.text(format!("With its prices, limits and settings: headroom prices {at}"));
    }
    page
}

fn records(found: &Found) -> Records {
    let mut records = Records::new(&["kind", "id", "name", "write", "at", "fit"]);
    for hit in &found.hits {
        let text = |text: &str| Field::text(text);
        records.rows.push(vec![
            text(hit.kind),
            text(&hit.id),
            text(&hit.name),
            text(&hit.write),
            text(&hit.at.join(" ")),
            text(&hit.fit.to_string()),
        ]);
    }
    records
}
