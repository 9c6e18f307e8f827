//! A stack at zero traffic: what remains, why, and what breaks all the same.

use planner_core::output::{FloorMonth, FloorReport};

use super::{date_name, month_name};
use crate::figure::{difference, money, quantity};
use crate::page::{Block, Cell, Column, Field, Page, Records, Table, Tone};

/// The page of a floor.
pub(crate) fn page(report: &FloorReport) -> Page {
    let mut page = Page { records: records(report), ..Page::default() };
    page.title(
        format!("{}: with nobody using it", report.name),
        "Every driver at zero; clients stay connected and poll. Before tax.",
    );
    page.blocks.push(Block::Facts(answer(report)));
    if let Some(first) = report.months.first() {
        page.table(format!("What remains in {}", month_name(&first.month)), lines(first, &report.currency));
        let open = first.lines.iter().filter_map(|line| Some((line.id.as_str(), line.open?)));
        let mut open: Vec<(&str, &str)> = open.map(|(id, open)| (open, id)).collect();
        open.sort_unstable();
        let told = open.chunk_by(|a, b| a.0 == b.0).map(|same| {
            let ids: Vec<&str> = same.iter().map(|(_, id)| *id).collect();
            format!("{}: {}", same.first().map_or("", |(open, _)| open), ids.join(", "))
        });
        page.list("In no sum", told.collect());
    }
    page.table("Limits that are passed without any traffic", limits(report));
    let idle = report.idle.iter().map(|limit| {
        let after = limit.limit.as_deref().map(|after| format!(" after {}", quantity(after, &limit.unit)));
        let says = limit.says.as_ref().map(|says| format!(": {says}")).unwrap_or_default();
        format!("{}: {}{}{says}", limit.id, limit.effect, after.unwrap_or_default())
    });
    page.list("What happens to what nobody uses", idle.collect());
    let stated = report.stated.iter().map(|stated| format!("{}: {}", stated.path, stated.value));
    page.list("Stated, not from a driver: counted as it stands", stated.collect());
    page.list("Notes", report.notes.clone());
    page
}

fn answer(report: &FloorReport) -> Vec<(String, Cell, String)> {
    let mut facts = Vec::new();
    for (at, month) in report.months.iter().enumerate() {
        let label = if at == 0 { "First month" } else { "Last month" };
        let of = money(&month.stated, &report.currency);
        let use_ = difference(&month.usage, &report.currency);
        facts.push((
            label.to_owned(),
            Cell::strong(money(&month.floor, &report.currency)),
            format!("{}: of {of} at the stated traffic; {use_} comes from use", month_name(&month.month)),
        ));
    }
    if let Some(needed) = &report.needed {
        let [first, total] =
            [&needed.first_month, &needed.total].map(|amount| money(amount, &report.currency));
        let answer = Cell::toned(format!("{first} a month, {total} in all"), Tone::Warn);
        facts.push(("With what it needs".to_owned(), answer, needed.words()));
    }
    let day = |limit: &planner_core::output::FloorLimit| {
        let first = &limit.passed;
        let when = first.date.as_ref().unwrap_or(&first.month);
        (Cell::toned(date_name(when), Tone::Bad), format!("{} by {}", first.id, limit.why))
    };
    let mut breaks = report.limits.iter().filter(|limit| limit.passed.effect != "charged");
    let (when, what) = breaks
        .next()
        .map_or_else(|| (Cell::toned("none", Tone::Good), "of those whose usage is given".to_owned()), day);
    facts.push(("First limit".to_owned(), when, what));
    facts
}

fn lines(month: &FloorMonth, currency: &str) -> Table {
    let mut table = Table::new(vec![
        Column::words("Line").wrapping(),
        Column::numbers("At zero traffic"),
        Column::numbers("As stated"),
        Column::numbers("From use").spare(2),
        Column::words("Why it stays"),
        Column::words("How").wrapping().spare(1),
    ]);
    let mut row = |line: &str, figures: [&Option<String>; 3], why: &str, how: &str, strong: bool| {
        let [floor, stated, usage] = figures.map(|figure| {
            let text = figure.as_ref().map(|figure| money(figure, currency)).unwrap_or_default();
            if strong { Cell::strong(text) } else { Cell::from(text) }
        });
        let line = if strong { Cell::strong(line) } else { Cell::from(line) };
        table.row(vec![line, floor, stated, usage, why.into(), Cell::dim(how)]);
    };
    let is_zero = |figure: &Option<String>| figure.as_deref().is_none_or(|figure| figure == "0");
    for line in month.lines.iter().filter(|line| !is_zero(&line.floor) || !is_zero(&line.stated)) {
        let why = line.why.unwrap_or_default();
        row(&line.id, [&line.floor, &line.stated, &line.usage], why, &line.formula, false);
    }
    let total = [&month.floor, &month.stated, &month.usage].map(|figure| Some(figure.clone()));
    row("Total", total.each_ref(), "", "", true);
    table
}

fn limits(report: &FloorReport) -> Table {
    let mut table = Table::new(vec![
        Column::words("Limit"),
        Column::words("On"),
        Column::words("By"),
        Column::words("What happens").wrapping(),
    ]);
    for limit in &report.limits {
        let tone = if limit.passed.effect == "charged" { Tone::Warn } else { Tone::Bad };
        table.row(vec![
            limit.passed.id.as_str().into(),
            Cell::toned(date_name(limit.passed.date.as_ref().unwrap_or(&limit.passed.month)), tone),
            limit.why.into(),
            limit.passed.consequence.as_str().into(),
        ]);
    }
    table
}

fn records(report: &FloorReport) -> Records {
    let mut records = Records::new(&[
        "month",
        "kind",
        "id",
        "floor",
        "stated",
        "usage",
        "currency",
        "why",
        "passed_on",
        "consequence",
    ]);
    let mut add = |month: &str, kind: &str, id: &str, rest: [Field; 7]| {
        let mut row = vec![Field::text(month), Field::text(kind), Field::text(id)];
        row.extend(rest);
        records.rows.push(row);
    };
    for month in &report.months {
        let amounts =
            |floor: Option<&String>, stated: Option<&String>, usage: Option<&String>, why: Option<&str>| {
                [
                    Field::number(floor),
                    Field::number(stated),
                    Field::number(usage),
                    Field::text(report.currency.clone()),
                    why.map_or(Field::Empty, Field::text),
                    Field::Empty,
                    Field::Empty,
                ]
            };
        for line in &month.lines {
            let why = line.why.or(line.open);
            let rest = amounts(line.floor.as_ref(), line.stated.as_ref(), line.usage.as_ref(), why);
            add(&month.month, "line", &line.id, rest);
        }
        let rest = amounts(Some(&month.floor), Some(&month.stated), Some(&month.usage), None);
        add(&month.month, "total", "", rest);
    }
    for limit in &report.limits {
        let rest = [
            Field::Empty,
            Field::Empty,
            Field::Empty,
            Field::Empty,
            Field::text(limit.why),
            Field::words(limit.passed.date.as_ref()),
            Field::text(limit.passed.consequence.clone()),
        ];
        add(&limit.passed.month, "limit", &limit.passed.id, rest);
    }
    records
}
