//! A projection: the answer first, then the months, the lines, the limits, and what to doubt.

use std::collections::{BTreeMap, BTreeSet};

use planner_core::book::Books;
use planner_core::output::{MonthOut, NoticeOut, QuoteOut, Report};
use planner_core::{Date, Month, NoteKind, decimal};

use super::{date_name, first, limits, lines, month_name, plural};
use crate::figure::{difference, money, number, quantity};
use crate::page::{Block, Cell, Column, Page, Records, Table, Tone};

/// The page of a projection. `file` is what the user named, for what to type next.
pub(crate) fn page(report: &Report, books: &Books, file: &str) -> Page {
    let mut page = Page { records: records(report), ..Page::default() };
    page.title(report.name.clone(), header(report, books));
    page.blocks.push(Block::Facts(answer(report)));
    page.table("Months", months(report));
    if let Some(month) = report.months.first() {
        let subtotals: BTreeMap<&str, &str> =
            month.accounts.iter().map(|a| (a.account.as_str(), a.total.as_str())).collect();
        let others =
            month.accounts.iter().filter_map(|a| Some((a.account.as_str(), a.other.as_ref()?))).collect();
        let subtotals = if report.quoted { BTreeMap::new() } else { subtotals };
        page.table(
            format!("Lines of {}", month_name(&month.month)),
            lines::table(&month.lines, &subtotals, &others, &report.currency),
        );
    }
    limits::add(&mut page, report.months.iter().map(|month| (month.month.as_str(), month.limits.as_slice())));
    page.list("Vendors say so, and everything runs on", report.notices.iter().map(notice).collect());
    page.table("Quotes beside the book, first month", quotes(&report.quotes, &report.currency));
    let assumptions = report.assumptions.iter().map(|a| format!("{}: {} - {}", a.path, a.value, a.reason));
    page.list("Assumed, because nobody stated it", assumptions.collect());
    let unmet = unmet(report);
    // What is needed has a list of its own.
    let others = report.notes.iter().filter(|note| !matches!(note.kind(), NoteKind::Needs { .. }));
    let notes = others.map(ToString::to_string).collect();
    page.list("Requirements that are not met", unmet);
    let asks = report.asks.iter().map(planner_core::output::AskOut::words).collect();
    page.list("Asked by the terms of a plan, and not answered", asks);
    page.list("Notes", notes);
    // The one that costs most tells most.
    let lines = report.months.first().into_iter().flat_map(|month| &month.lines);
    let largest = lines.rev().max_by_key(|line| line.amount.as_deref().and_then(decimal));
    if let Some(line) = largest {
        page.text(format!("A number opened: headroom explain {file} {}", line.id));
    }
    page
}

/// Which months, and which prices were used.
fn header(report: &Report, books: &Books) -> String {
    let (Some(start), Some(end)) = (report.months.first(), report.months.last()) else {
        return String::new();
    };
    let span = if report.months.len() == 1 {
        month_name(&start.month)
    } else {
        format!("{} to {}", month_name(&start.month), month_name(&end.month))
    };
    let day = report
        .as_of
        .as_deref()
        .and_then(Date::parse)
        .or_else(|| Month::parse(&end.month).map(Month::last_day));
    let providers: BTreeSet<&str> = start.accounts.iter().map(|account| account.provider.as_str()).collect();
    let newest = providers.into_iter().filter_map(|provider| {
        let files = books.files(provider).iter().filter(|file| day.is_none_or(|day| file.effective <= day));
        files.max_by_key(|file| file.effective).map(|file| format!("{provider} {}", file.effective))
    });
    let newest = newest.collect::<Vec<_>>().join(", ");
    let prices = match (&report.as_of, report.quoted) {
        (_, true) => "as quoted to the owner".to_owned(),
        (Some(day), _) => format!("frozen on {day} (price files: {newest})"),
        (None, _) if newest.is_empty() => "none are known for it".to_owned(),
        (None, _) => format!("those in force each month (newest files: {newest})"),
    };
    format!("{span}. Prices: {prices}. Before tax.")
}

fn answer(report: &Report) -> Vec<(String, Cell, String)> {
    let mut facts = Vec::new();
    let count = report.months.len();
    let mut add = |label: &str, answer: Cell, more: String| facts.push((label.to_owned(), answer, more));
    if let (Some(start), Some(end)) = (report.months.first(), report.months.last()) {
        add("First month", Cell::strong(money(&start.total, &report.currency)), month_name(&start.month));
        if count > 1 {
            add("Last month", Cell::strong(money(&end.total, &report.currency)), month_name(&end.month));
            add("Total", Cell::strong(money(&report.total, &report.currency)), format!("{count} months"));
        }
    }
    if let Some((label, answer, more)) =
        lines::not_counted(report.months.iter().flat_map(|month| &month.lines))
    {
        add(&label, answer, more);
    }
    if let Some(needed) = &report.needed {
        let money = |text: &str| money(text, &report.currency);
        let answer = format!("{} a month, {} in all", money(&needed.first_month), money(&needed.total));
        add("With what it needs", Cell::toned(answer, Tone::Warn), needed.words());
    }
    let (when, what) = first(report.first_limit.as_ref(), count, &report.coverage);
    add("First limit", when, what);
    let (when, what) = first(report.first_overage.as_ref(), count, &report.coverage);
    let told = report.first_limit.is_none() && report.first_overage.is_none();
    add("First overage", when, if told { String::new() } else { what });
    facts
}

/// A notice as a sentence: when, about what, and how much is used then.
pub(crate) fn notice(notice: &NoticeOut) -> String {
    let at = notice.at.as_ref().map(|at| format!(" at {}", quantity(at, &notice.unit))).unwrap_or_default();
    let says = notice.says.as_ref().map(|says| format!(": {says}")).unwrap_or_default();
    let day = date_name(notice.date.as_ref().unwrap_or(&notice.month));
    format!("{day}, {}{at} ({}){says}", notice.id, notice.description)
}

fn months(report: &Report) -> Table {
    let mut columns = vec![Column::words("Month"), Column::numbers("Cost")];
    let drivers = report.months.first().map(|month| month.drivers.as_slice()).unwrap_or_default();
    // Of those that are equally spare the last goes first.
    let spares = (1..u8::MAX).chain(std::iter::repeat(u8::MAX));
    for (driver, spare) in drivers.iter().zip(spares) {
        columns.push(Column::numbers(driver.name.clone()).spare(spare));
    }
    let mut table = Table::new(columns);
    let row = |month: &MonthOut| {
        let start: [Cell; 2] = [month.month.clone().into(), money(&month.total, &report.currency).into()];
        start.into_iter().chain(month.drivers.iter().map(|driver| Cell::dim(number(&driver.value)))).collect()
    };
    table.rows = report.months.iter().map(row).collect();
    table
}

fn quotes(quotes: &[QuoteOut], currency: &str) -> Table {
    let mut table = Table::new(vec![
        Column::words("Resource"),
        Column::numbers("Quoted"),
        Column::numbers("Book"),
        Column::numbers("Book less quote"),
        Column::words("").wrapping(),
    ]);
    for quote in quotes {
        let missing = match quote.unpriced_lines {
            0 => Cell::default(),
            count => Cell::toned(format!("{count} {} without an amount", plural(count, "line")), Tone::Warn),
        };
        table.row(vec![
            quote.resource.clone().into(),
            money(&quote.quoted, currency).into(),
            quote
                .book
                .as_ref()
                .map_or_else(|| Cell::toned("unpriced", Tone::Warn), |book| money(book, currency).into()),
            quote.difference.as_ref().map(|amount| difference(amount, currency)).unwrap_or_default().into(),
            missing,
        ]);
    }
    table
}

/// Each once: how its note starts, and the sentence.
fn unmet(report: &Report) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for unmet in report.months.iter().flat_map(|month| &month.unmet) {
        let start = format!("{} needs {}", unmet.resource, unmet.needs);
        let costs =
            unmet.costs.as_ref().map(|costs| format!(" ({} a month)", difference(costs, &report.currency)));
        let text = format!("{start}{}; otherwise {}", costs.unwrap_or_default(), unmet.otherwise);
        if !all.contains(&text) {
            all.push(text);
        }
    }
    all
}

fn records(report: &Report) -> Records {
    let mut records = Records::new(&lines::FIELDS);
    for month in &report.months {
        records
            .rows
            .extend(month.lines.iter().map(|line| lines::record(line, &month.month, &report.currency)));
    }
    records
}
