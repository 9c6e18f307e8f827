//! Plans or stacks side by side: cost, what breaks first, and the headroom of each limit.

use planner_core::Note;
use planner_core::output::{Column as Side, Comparison, ComparisonLimit, ComparisonRow, FirstOut};

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
    let at_once = at_once.max(1);
    for (chunk, sides) in sides.chunks(at_once).enumerate() {
        let limits = lined_up(comparison, chunk * at_once, sides);
        page.table("Cost and what breaks first", summary(sides));
        let told =
            |notices: bool| limits.iter().filter(move |row| row.is_notice() == notices && !row.is_folded());
        page.table("Least headroom over the months", headroom(sides, told(false)));
        page.table("Vendors say so, and everything runs on", headroom(sides, told(true)));
        page.list("Without a counterpart, and with enough left", folded(sides, &limits));
    }
    let notes = sides.iter().filter(|side| !side.not_counted.is_empty());
    page.list(
        "Not in the cost: no price, or usage not given",
        notes.map(|side| format!("{}: {}", side.name, side.not_counted.join(", "))).collect(),
    );
    let mut all: Vec<&Note> = Vec::new();
    for note in sides.iter().flat_map(|side| &side.report.notes) {
        if !all.contains(&note) {
            all.push(note);
        }
    }
    let told = |note: &Note| {
        let holders: Vec<&str> = sides
            .iter()
            .filter(|side| side.report.notes.contains(note))
            .map(|side| side.name.as_str())
            .collect();
        (holders.len() == sides.len(), holders.join(", "))
    };
    let notes = all.iter().map(|note| match told(note) {
        (true, _) => note.to_string(),
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

/// The limits of some columns beside each other.
struct Limits<'c> {
    label: &'c str,
    /// No column but one has it, of all there are.
    alone: bool,
    cells: Vec<Option<&'c ComparisonLimit>>,
}

impl Limits<'_> {
    fn all(&self) -> impl Iterator<Item = &ComparisonLimit> {
        self.cells.iter().copied().flatten()
    }

    /// Whether vendors merely say so in every column.
    fn is_notice(&self) -> bool {
        self.all().all(|limit| limit.notice)
    }

    /// Whether one column alone has it, and enough of it is left: there is nothing to hold it against.
    fn is_folded(&self) -> bool {
        self.alone && self.all().all(|limit| limit.state == "ok" && limit.passed_on.is_none() && !limit.own)
    }
}

/// The limits of the columns from a place on of which anything is known.
fn lined_up<'c>(comparison: &'c Comparison, from: usize, sides: &'c [Side]) -> Vec<Limits<'c>> {
    let row = |row: &'c ComparisonRow| {
        let cells = sides.iter().enumerate().map(|(at, side)| row.limit(from + at, side)).collect();
        Limits { label: &row.label, alone: row.is_alone(), cells }
    };
    let known =
        |limits: &Limits<'_>| limits.all().any(|limit| limit.headroom.is_some() || limit.passed_on.is_some());
    comparison.rows.iter().map(row).filter(known).collect()
}

/// A table of limits.
fn headroom<'c>(sides: &[Side], limits: impl Iterator<Item = &'c Limits<'c>>) -> Table {
    let mut table = Table::new(heads("Limit", sides));
    for limits in limits {
        let cell = |limit: Option<&ComparisonLimit>| match limit {
            None => Cell::dim("no such limit"),
            Some(limit) if limit.id == limits.label => state(limit),
            // Under what is measured, which limit it is at this vendor.
            Some(limit) => {
                let cell = state(limit);
                let name = limit.id.split_once('/').map_or(limit.id.as_str(), |(_, name)| name);
                Cell { text: format!("{} ({name})", cell.text), ..cell }
            }
        };
        table.row(
            std::iter::once(Cell::from(limits.label)).chain(limits.cells.iter().copied().map(cell)).collect(),
        );
    }
    table
}

/// Limits that one column alone has, with enough left of them.
fn folded(sides: &[Side], limits: &[Limits<'_>]) -> Vec<String> {
    let of = |(at, side): (usize, &Side)| {
        let own = limits.iter().filter(|limits| limits.is_folded());
        let own = own.filter_map(|limits| limits.cells.get(at).copied().flatten());
        let ids: Vec<&str> = own.map(|limit| limit.id.as_str()).collect();
        (!ids.is_empty()).then(|| format!("{}: {}", side.name, ids.join(", ")))
    };
    sides.iter().enumerate().filter_map(of).collect()
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
