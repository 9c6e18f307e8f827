//! What vendors changed between two days.

use planner_core::answers::price_list::{Change, PriceDiff};

use super::{date_name, plural};
use crate::page::{Cell, Column, Field, Page, Records, Table, Tone};

/// The most plans that are named in one row.
const NAMED: usize = 6;

/// The page of a difference.
pub(crate) fn page(diff: &PriceDiff) -> Page {
    let mut page = Page { records: records(diff), ..Page::default() };
    page.title(
        format!("Prices from {} to {}", date_name(&diff.from), date_name(&diff.to)),
        format!("{} {} took effect in between.", diff.files.len(), plural(diff.files.len(), "price file")),
    );
    page.list(
        "Announced",
        diff.files
            .iter()
            .map(|file| {
                let own = if file.own { " (your own)" } else { "" };
                format!("{} {}{own}: {}", file.effective, file.provider, file.announcement)
            })
            .collect(),
    );
    let mut products: Vec<&str> = diff.changes.iter().map(|change| change.product.as_str()).collect();
    products.dedup();
    for product in products {
        let mut table = Table::new(vec![
            Column::words("Plan").wrapping(),
            Column::words("What").wrapping(),
            Column::words("Before").wrapping(),
            Column::words("After").wrapping(),
            Column::numbers("Change").spare(1),
        ]);
        for change in diff.changes.iter().filter(|change| change.product == product) {
            table.row(row(change));
        }
        page.table(product, table);
    }
    if diff.changes.is_empty() {
        page.text("No price, included amount or limit differs.");
    }
    page.list("Notes", diff.notes.clone());
    page
}

fn row(change: &Change) -> Vec<Cell> {
    let named = if change.plans.is_empty() { &change.choices } else { &change.plans };
    let more = named.len().saturating_sub(NAMED);
    let mut plans = named.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if more > 0 {
        plans = format!("{plans} and {more} more");
    }
    let what = if change.item.is_empty() {
        change.what.to_owned()
    } else {
        format!("{}: {}", change.what, change.item)
    };
    let side = |text: &Option<String>, none: &str| {
        text.as_ref().map_or_else(|| Cell::dim(none), |text| Cell::from(text.clone()))
    };
    let percent = change.percent.as_ref().map(|percent| {
        let dearer = !percent.starts_with('-');
        let sign = if dearer { "+" } else { "" };
        Cell::toned(format!("{sign}{percent} %"), if dearer { Tone::Bad } else { Tone::Good })
    });
    vec![
        plans.into(),
        what.into(),
        side(&change.before, "new"),
        side(&change.after, "gone"),
        percent.unwrap_or_default(),
    ]
}

fn records(diff: &PriceDiff) -> Records {
    let mut records = Records::new(&["product", "plan", "what", "item", "before", "after", "percent"]);
    for change in &diff.changes {
        for plan in change.plans.iter().chain(&change.choices) {
            records.rows.push(vec![
                Field::text(change.product.clone()),
                Field::text(plan.clone()),
                Field::text(change.what),
                Field::text(change.item.clone()),
                Field::words(change.before.as_ref()),
                Field::words(change.after.as_ref()),
                Field::number(change.percent.as_ref()),
            ]);
        }
    }
    records
}
