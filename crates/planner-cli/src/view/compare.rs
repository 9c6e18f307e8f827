//! Plans or stacks side by side: cost, what breaks first, and the headroom of each limit.

use planner_core::output::{Column as Side, Comparison, ComparisonLimit, FirstOut};

use super::{date_name, first, limits::tone, month_name, plural};
use crate::figure::{money, percent};
use crate::page::{Cell, Column, Field, Page, Records, Table, Tone};

/// The page of a comparison.
/// `at_once` is how many columns stand beside each other.
pub(crate) fn page(comparison: &Comparison, at_once: usize) -> Page {
    let sides = comparison.columns.as_slice();
    let mut page = Page { records: records(sides), ..Page::default() };
    let Some(one) = sides.first() else { return page };
    let months = one.report.months.as_slice();
    let span = match (months.first(), months.last()) {
        (Some(start), Some(end)) => format!("{} to {}", month_name(&start.month), month_name(&end.month)),
        _ => String::new(),
    };
    let same = sides.iter().all(|side| side.report.name == one.report.name);
    page.title(
        if same { one.report.name.clone() } else { "Stacks side by side".to_owned() },
        format!("{span}. Before tax."),
    );
    for sides in sides.chunks(at_once.max(1)) {
        page.table("Cost and what breaks first", summary(sides));
        page.table("Least headroom over the months", headroom(sides, false));
        page.table("Vendors say so, and everything runs on", headroom(sides, true));
    }
    let notes = sides.iter().filter(|side| !side.not_counted.is_empty());
    page.list(
        "Not in the cost: no price, or usage not given",
        notes.map(|side| format!("{}: {}", side.name, side.not_counted.join(", "))).collect(),
    );
    let mut all: Vec<&String> = Vec::new();
    for note in sides.iter().flat_map(|side| &side.report.notes) {
        if !all.contains(&note) {
            all.push(note);
        }
    }
    let told = |note: &&&String| {
        let holders: Vec<&str> = sides
            .iter()
            .filter(|side| side.report.notes.contains(note))
            .map(|side| side.name.as_str())
            .collect();
        (holders.len() == sides.len(), holders.join(", "))
    };
    let notes = all.iter().map(|note| match told(&note) {
        (true, _) => (*note).clone(),
        (false, holders) => format!("{holders}: {note}"),
    });
    page.list("Notes", notes.collect());
    let assumed = one.report.assumptions.len();
    if same && assumed > 0 {
        page.text(format!(
            "{assumed} {} assumed: `headroom project` lists them with their reasons.",
            plural(assumed, "input")
        ));
    }
    page
}

fn heads(label: &str, sides: &[Side]) -> Vec<Column> {
    let side = |side: &Side| Column::words(side.name.clone()).wrapping();
    std::iter::once(Column::words(label)).chain(sides.iter().map(side)).collect()
}

fn summary(sides: &[Side]) -> Table {
    let mut table = Table::new(heads("", sides));
    let mut row = |label: &str, cell: &dyn Fn(&Side) -> Cell| {
        table.row(std::iter::once(Cell::dim(label)).chain(sides.iter().map(cell)).collect());
    };
    row("First month", &|side| Cell::strong(money(&side.first_month, &side.currency)));
    row("Last month", &|side| Cell::strong(money(&side.last_month, &side.currency)));
    row("Total", &|side| Cell::strong(money(&side.total, &side.currency)));
    row("Not counted", &|side| match side.not_counted.len() {
        0 => Cell::default(),
        count => Cell::toned(format!("{count} {}", plural(count, "line")), Tone::Warn),
    });
    row("With what it needs", &|side| match &side.report.needed {
        None => Cell::default(),
        Some(needed) => {
            let total = money(&needed.total, &side.currency);
            Cell::toned(format!("{total}: {}", needed.words()), Tone::Warn)
        }
    });
    row("Limits judged", &|side| {
        let coverage = &side.report.coverage;
        let share = format!("{} of {}", coverage.judged, coverage.limits);
        if coverage.is_whole() { Cell::default() } else { Cell::toned(share, Tone::Warn) }
    });
    row("First limit", &|side| happens(side.first_limit.as_ref(), side));
    row("  which", &|side| {
        side.first_limit.as_ref().map(|limit| limit.id.clone()).unwrap_or_default().into()
    });
    row("  then", &|side| {
        side.first_limit.as_ref().map(|limit| limit.consequence.clone()).unwrap_or_default().into()
    });
    row("First overage", &|side| happens(side.first_overage.as_ref(), side));
    row("  which", &|side| {
        side.first_overage.as_ref().map(|limit| limit.id.clone()).unwrap_or_default().into()
    });
    let empty = |row: &Vec<Cell>| row.iter().skip(1).all(|cell| cell.text.is_empty());
    table.rows.retain(|row| !empty(row));
    table
}

fn happens(event: Option<&FirstOut>, side: &Side) -> Cell {
    first(event, side.report.months.len(), &side.report.coverage).0
}

/// Limits that break or charge something, or those that vendors merely tell about.
fn headroom(sides: &[Side], notices: bool) -> Table {
    let mut table = Table::new(heads("Limit", sides));
    let mut ids: Vec<&str> = Vec::new();
    for limit in sides
        .iter()
        .flat_map(|side| &side.limits)
        .filter(|limit| limit.headroom.is_some() || limit.passed_on.is_some())
        .filter(|limit| limit.notice == notices)
    {
        if !ids.contains(&limit.id.as_str()) {
            ids.push(&limit.id);
        }
    }
    for id in ids {
        let told = sides.iter().flat_map(|side| &side.limits).any(|limit| limit.id == id && !limit.notice);
        if notices && told {
            continue; // Another column breaks or charges something: it stands there.
        }
        let cell = |side: &Side| {
            side.limits.iter().find(|limit| limit.id == id).map_or_else(|| Cell::dim("no such limit"), state)
        };
        table.row(std::iter::once(Cell::from(id)).chain(sides.iter().map(cell)).collect());
    }
    table
}

fn state(limit: &ComparisonLimit) -> Cell {
    let text = match (&limit.passed_on, &limit.headroom) {
        (Some(day), _) if limit.notice => return Cell::from(format!("from {}", date_name(day))),
        (Some(day), _) => format!("over, {}", date_name(day)),
        (None, Some(headroom)) => format!("{}, {}", limit.state, percent(headroom)),
        (None, None) => limit.state.to_owned(),
    };
    Cell::toned(text, tone(limit.state))
}

fn records(sides: &[Side]) -> Records {
    let mut records = Records::new(&[
        "column",
        "kind",
        "id",
        "value",
        "unit",
        "headroom",
        "state",
        "passed_on",
        "consequence",
    ]);
    for side in sides {
        for (kind, value) in
            [("first_month", &side.first_month), ("last_month", &side.last_month), ("total", &side.total)]
        {
            let value = Field::Number(value.clone());
            let mut row = vec![
                Field::text(side.name.clone()),
                Field::text("cost"),
                Field::text(kind),
                value,
                Field::text(side.currency.clone()),
            ];
            row.resize_with(records.fields.len(), || Field::Empty);
            records.rows.push(row);
        }
        for limit in &side.limits {
            records.rows.push(vec![
                Field::text(side.name.clone()),
                Field::text("limit"),
                Field::text(limit.id.clone()),
                Field::number(limit.limit.as_ref()),
                Field::text(limit.unit.clone()),
                Field::number(limit.headroom.as_ref()),
                Field::text(limit.state),
                Field::words(limit.passed_on.as_ref()),
                Field::text(limit.consequence.clone()),
            ]);
        }
    }
    records
}
