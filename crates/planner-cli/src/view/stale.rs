//! Sources that were read too long ago.

use planner_core::answers::price_list::StaleSources;

use super::{date_name, plural};
use crate::page::{Cell, Column, Field, Page, Records, Table, Tone};

/// The page of stale sources.
pub(crate) fn page(stale: &StaleSources) -> Page {
    let mut page = Page { records: records(stale), ..Page::default() };
    let days = usize::try_from(stale.days).unwrap_or(usize::MAX);
    page.title(
        format!("Read more than {} {} before {}", stale.days, plural(days, "day"), date_name(&stale.today)),
        format!("{} of {} sources that the prices of that day stand on.", stale.sources.len(), stale.of),
    );
    let mut table = Table::new(vec![
        Column::words("Provider"),
        Column::words("Source").wrapping(),
        Column::words("Read"),
        Column::numbers("Days ago"),
        Column::words("Address").wrapping().spare(1),
    ]);
    for source in &stale.sources {
        table.row(vec![
            source.provider.clone().into(),
            source.title.clone().into(),
            source.read.clone().into(),
            Cell::toned(source.age.to_string(), Tone::Warn),
            Cell::dim(source.url.clone().unwrap_or_default()),
        ]);
    }
    if stale.sources.is_empty() {
        page.text("All of them were read since.");
    } else {
        page.table("To read again", table);
    }
    page
}

fn records(stale: &StaleSources) -> Records {
    let mut records = Records::new(&["provider", "key", "title", "url", "read", "age"]);
    for source in &stale.sources {
        records.rows.push(vec![
            Field::text(source.provider.clone()),
            Field::text(source.key.clone()),
            Field::text(source.title.clone()),
            Field::words(source.url.as_ref()),
            Field::text(source.read.clone()),
            Field::Number(source.age.to_string()),
        ]);
    }
    records
}
