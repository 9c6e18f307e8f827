//! The same stack under the prices of two days: what comes to another amount, and what breaks at another time.

use planner_core::answers::price_change::{PriceChange, PricedOn};

use super::{date_name, first, plural};
use crate::figure::{difference, money};
use crate::page::{Cell, Column, Field, Page, Records, Table, Tone};

/// The page of a price change.
pub(crate) fn page(change: &PriceChange) -> Page {
    let mut page = Page { records: records(change), ..Page::default() };
    let (from, to) = (&change.before.as_of, &change.after.as_of);
    page.title(
        change.name.clone(),
        format!(
            "{} {} under the prices of {}, and under those of {}. Before tax.",
            change.months,
            plural(change.months, "month"),
            date_name(from),
            date_name(to)
        ),
    );
    page.table("Cost and what breaks first", summary(change));
    page.table("Lines that differ, over the months", lines(change));
    page.table("Limits that differ", limits(change));
    if change.lines.is_empty() && change.limits.is_empty() {
        page.text("Nothing differs for this stack.");
    }
    page.list("Announced in between", change.announcements.clone());
    page.list("Notes", change.notes.texts());
    page
}

fn summary(change: &PriceChange) -> Table {
    let (before, after) = (&change.before, &change.after);
    let mut table = Table::new(vec![
        Column::words(""),
        Column::words(before.as_of.clone()).wrapping(),
        Column::words(after.as_of.clone()).wrapping(),
        Column::words("Difference"),
    ]);
    let amount = |amount: &str| Cell::strong(money(amount, &change.currency));
    table.row(vec![
        Cell::dim("First month"),
        amount(&before.first_month),
        amount(&after.first_month),
        Cell::default(),
    ]);
    let percent = change.percent.as_ref().map(|percent| format!(" ({percent} %)")).unwrap_or_default();
    let dearer = Cell::toned(
        format!("{}{percent}", difference(&change.difference, &change.currency)),
        tone(&change.difference),
    );
    table.row(vec![Cell::dim("Total"), amount(&before.total), amount(&after.total), dearer]);
    let not_counted = |side: &PricedOn| match side.not_counted.len() {
        0 => Cell::default(),
        count => Cell::toned(format!("{count} {}", plural(count, "line")), Tone::Warn),
    };
    table.row(vec![Cell::dim("Not counted"), not_counted(before), not_counted(after), Cell::default()]);
    let needed = |side: &PricedOn| match &side.needed {
        None => Cell::default(),
        Some(needed) => {
            let total = money(&needed.total, &change.currency);
            Cell::toned(format!("{total}: {}", needed.words()), Tone::Warn)
        }
    };
    table.row(vec![Cell::dim("With what it needs"), needed(before), needed(after), Cell::default()]);
    let when = |side: &PricedOn| first(side.first_limit.as_ref(), change.months, &side.coverage);
    table.row(vec![Cell::dim("First limit"), when(before).0, when(after).0, Cell::default()]);
    table.row(vec![Cell::dim("  which"), when(before).1.into(), when(after).1.into(), Cell::default()]);
    let when = |side: &PricedOn| first(side.first_overage.as_ref(), change.months, &side.coverage);
    table.row(vec![Cell::dim("First overage"), when(before).0, when(after).0, Cell::default()]);
    // How much could be judged is said once, under the first limit.
    let which = |side: &PricedOn| side.first_overage.as_ref().map(|_| when(side).1).unwrap_or_default();
    table.row(vec![Cell::dim("  which"), which(before).into(), which(after).into(), Cell::default()]);
    let says = |row: &Vec<Cell>| row.iter().skip(1).any(|cell| !cell.text.is_empty());
    table.rows.retain(says);
    table
}

fn tone(difference: &str) -> Tone {
    match difference {
        "0" => Tone::Plain,
        less if less.starts_with('-') => Tone::Good,
        _ => Tone::Bad,
    }
}

fn lines(change: &PriceChange) -> Table {
    let mut table = Table::new(vec![
        Column::words("Line"),
        Column::words("What").wrapping(),
        Column::numbers("Before"),
        Column::numbers("After"),
        Column::numbers("Difference"),
    ]);
    for line in &change.lines {
        let amount = |side: &Option<String>| {
            side.as_ref().map_or_else(|| Cell::dim("none"), |amount| money(amount, &change.currency).into())
        };
        let more =
            line.difference.as_ref().map(|more| Cell::toned(difference(more, &change.currency), tone(more)));
        table.row(vec![
            line.id.clone().into(),
            line.description.clone().into(),
            amount(&line.before),
            amount(&line.after),
            more.unwrap_or_default(),
        ]);
    }
    table
}

fn limits(change: &PriceChange) -> Table {
    let mut table = Table::new(vec![
        Column::words("Limit"),
        Column::words("What").wrapping(),
        Column::words("Before").wrapping(),
        Column::words("After").wrapping(),
    ]);
    for limit in &change.limits {
        let side = |text: &Option<String>, none: &str| {
            text.as_ref().map_or_else(|| Cell::dim(none), |text| Cell::from(text.clone()))
        };
        table.row(vec![
            limit.id.clone().into(),
            limit.description.clone().into(),
            side(&limit.before, "no such limit"),
            side(&limit.after, "gone"),
        ]);
    }
    table
}

fn records(change: &PriceChange) -> Records {
    let mut records = Records::new(&["kind", "id", "description", "before", "after", "difference"]);
    records.rows.push(vec![
        Field::text("total"),
        Field::Empty,
        Field::Empty,
        Field::Number(change.before.total.clone()),
        Field::Number(change.after.total.clone()),
        Field::Number(change.difference.clone()),
    ]);
    for line in &change.lines {
        records.rows.push(vec![
            Field::text("line"),
            Field::text(line.id.clone()),
            Field::text(line.description.clone()),
            Field::number(line.before.as_ref()),
            Field::number(line.after.as_ref()),
            Field::number(line.difference.as_ref()),
        ]);
    }
    for limit in &change.limits {
        records.rows.push(vec![
            Field::text("limit"),
            Field::text(limit.id.clone()),
            Field::text(limit.description.clone()),
            Field::words(limit.before.as_ref()),
            Field::words(limit.after.as_ref()),
            Field::Empty,
        ]);
    }
    records
}
