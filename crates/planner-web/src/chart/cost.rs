//! What columns cost over time, or what the parts of one come to.

use planner_charts::{Change, CostChart, Moment, Series, Threshold, cost_chart, legend};
use planner_core::output::{Column, Comparison};
use planner_core::{Currency, Decimal, Month, decimal};

use super::changes::{Changed, changes};
use super::parts::{self, Part, Parts};
use super::{Drawing, Paper, Table, months, table, titled};
use crate::answer::{Answer, ColumnView};
use crate::findings;
use crate::numbers::{amount, list};
use crate::state::{CostBy, Costs};

/// So many names are told in a sentence.
const NAMES: usize = 8;

/// What is drawn, and what is said of it.
#[derive(Default)]
struct Figures {
    title: String,
    description: String,
    series: Vec<Series>,
    /// What the series come to together, where they are parts of a sum.
    in_all: Vec<Option<Decimal>>,
    changes: Vec<Changed>,
    notes: Vec<String>,
}

/// Costs over time: of every column, or of the parts of one.
#[must_use]
pub fn cost(answer: &Answer, comparison: &Comparison, costs: Costs, at: usize, paper: Paper) -> Drawing {
    let first = comparison.columns.first();
    let (figures, column) = match costs.by {
        CostBy::Column => (columns(answer, comparison, costs.running), first),
        by => {
            let column = comparison.columns.get(at);
            let figures = column.map(|column| stacked(answer, column, at, Costs { by, ..costs }));
            (figures.unwrap_or_default(), column)
        }
    };
    let currency = column.map(|column| column.currency.as_str()).unwrap_or_default();
    let (symbol, named) = if currency == Currency::USD.code() { ("$", "US dollars") } else { ("", currency) };
    let is_stacked = costs.by != CostBy::Column;
    let months = months(column);
    let table = figures_table(&figures, &months, currency);
    let sum = is_stacked.then_some(figures.series.len());
    let chart = CostChart {
        id: "cost".to_owned(),
        title: titled(answer, &figures.title, paper),
        description: figures.description,
        currency_symbol: symbol.to_owned(),
        unit: [named, if costs.running { " in all so far, before tax" } else { " a month, before tax" }]
            .concat(),
        months,
        thresholds: column.filter(|_| !costs.running).map(budget).unwrap_or_default(),
        changes: marks(&figures.changes),
        moments: table.rows.iter().map(|(month, cells)| moment(month, cells, sum)).collect(),
        series: figures.series,
        stacked: is_stacked,
        compact: paper == Paper::Phone,
        theme: paper.theme(),
    };
    Drawing {
        title: figures.title,
        svg: cost_chart(&chart),
        legend: legend(&chart),
        labelled: paper == Paper::Page
            && chart.series.iter().any(|series| series.values.iter().any(Option::is_some)),
        notes: figures.notes,
        table,
    }
}

/// A line for each column.
fn columns(answer: &Answer, comparison: &Comparison, running: bool) -> Figures {
    let currency = comparison.columns.first().map(|column| column.currency.as_str()).unwrap_or_default();
    let both = || comparison.columns.iter().zip(&answer.columns);
    let from_to = [&*answer.first_month, " to ", &answer.last_month].concat();
    Figures {
        title: if running { findings::cost_in_all(answer) } else { findings::cost_over_time(answer) },
        description: ["A line for each column from ", &from_to, "."].concat(),
        series: both().map(|(column, view)| line(column, view, currency, running)).collect(),
        changes: of_columns(
            &both().map(|(column, view)| (view, changes(&column.report))).collect::<Vec<_>>(),
        ),
        ..Figures::default()
    }
}

/// A column's totals. One in another currency than the first has no place on its scale, and says so.
fn line(column: &Column, view: &ColumnView, currency: &str, running: bool) -> Series {
    let other = column.currency != currency;
    let name = if other { format!("{} (in {})", view.title, column.currency) } else { view.title.clone() };
    let mut values = parts::in_all(column);
    if other {
        values.fill(None);
    }
    if running {
        parts::sum_up(&mut values);
    }
    Series { name, values }
}

/// The parts of a column upon each other.
fn stacked(answer: &Answer, column: &Column, at: usize, costs: Costs) -> Figures {
    let Parts { all, in_all, free, not_counted } = parts::parts(column, costs.by, costs.running);
    let last = |part: &Part| part.amounts.last().copied().flatten();
    let largest = all.iter().filter(|part| !part.is_rest).max_by_key(|part| last(part));
    let largest = largest.and_then(|part| Some((part.name.as_str(), last(part)?)));
    let total = in_all.last().copied().flatten();
    let when = if costs.running { &answer.horizon } else { &answer.last_month };
    let title = findings::largest_part(answer, at, largest.zip(total), &column.currency, when);
    let note =
        |words: &str, names: &[String]| (!names.is_empty()).then(|| [words, &named(names), "."].concat());
    Figures {
        title,
        description: [
            "The parts of the cost, upon each other, from ",
            &answer.first_month,
            " to ",
            &answer.last_month,
            ".",
        ]
        .concat(),
        changes: changes(&column.report),
        notes: [
            note("Not in these sums, or not all of it, for want of a price or of its usage: ", &not_counted),
            note("Costs nothing: ", &free),
        ]
        .into_iter()
        .flatten()
        .collect(),
        series: all.into_iter().map(|part| Series { name: part.name, values: part.amounts }).collect(),
        in_all,
    }
}

/// The first of some names, and how many more there are.
fn named(names: &[String]) -> String {
    match names.get(..NAMES) {
        Some(first) if names.len() > NAMES => {
            format!("{} and {} more", first.join(", "), names.len().saturating_sub(NAMES))
        }
        _ => list(names),
    }
}

/// The changes of all columns; what does not change in each of them says where.
fn of_columns(all: &[(&ColumnView, Vec<Changed>)]) -> Vec<Changed> {
    let mut said: Vec<Changed> = Vec::new();
    for (view, own) in all {
        for one in own {
            let everywhere = all.iter().all(|(_, others)| others.contains(one));
            let what = if everywhere { one.what.clone() } else { [&*view.title, ": ", &one.what].concat() };
            let one = Changed { month: one.month, what };
            if !said.contains(&one) {
                said.push(one);
            }
        }
    }
    said.sort_by_key(|one| one.month);
    said
}

/// A mark for each month in which something changes.
fn marks(changes: &[Changed]) -> Vec<Change> {
    let of_month = |all: &[Changed]| {
        let first = all.first()?;
        let more = all.len().saturating_sub(1);
        let name = if more == 0 { first.what.clone() } else { format!("{} and {more} more", first.what) };
        Some(Change { month: first.month, name })
    };
    changes.chunk_by(|one, next| one.month == next.month).filter_map(of_month).collect()
}

/// The table behind a chart: the sum beside its parts, and what changes where anything does.
fn figures_table(figures: &Figures, months: &[Month], currency: &str) -> Table {
    let mut head: Vec<String> = figures.series.iter().map(|series| series.name.clone()).collect();
    let mut values: Vec<&[Option<Decimal>]> =
        figures.series.iter().map(|series| series.values.as_slice()).collect();
    if !figures.in_all.is_empty() {
        head.push(IN_ALL.to_owned());
        values.push(&figures.in_all);
    }
    let money = |value: Option<Decimal>, _| {
        value.map_or_else(
            || "no price".to_owned(),
            |value| amount(&value.normalize().to_string(), currency).text,
        )
    };
    let mut table = table(months, head.into_iter(), &values, money);
    if !figures.changes.is_empty() {
        table.head.push(CHANGES.to_owned());
        for (at, (_, cells)) in table.rows.iter_mut().enumerate() {
            let of_month = figures.changes.iter().filter(|one| one.month == at);
            cells.push(of_month.map(|one| one.what.as_str()).collect::<Vec<_>>().join("; "));
        }
    }
    table
}

/// The head of the sum of the parts.
const IN_ALL: &str = "In all";
/// The head of what changes.
const CHANGES: &str = "What changes";

/// What is said of a month that is pointed at: its row of the table, the sum at its place by its name.
fn moment(month: &str, cells: &[String], sum: Option<usize>) -> Moment {
    let value = |(at, cell): (usize, &String)| {
        if sum == Some(at) { ["in all ", cell].concat() } else { cell.clone() }
    };
    Moment { title: month.to_owned(), values: cells.iter().enumerate().map(value).collect() }
}

/// The user's own ceiling on what the whole stack costs.
fn budget(column: &Column) -> Vec<Threshold> {
    let limits = column.report.months.first().map(|month| month.limits.as_slice()).unwrap_or_default();
    let own = limits
        .iter()
        .filter(|limit| limit.scope == "own" && limit.meter.is_none() && limit.resource.is_none());
    own.filter(|limit| limit.unit == column.currency)
        .filter_map(|limit| {
            Some(Threshold { name: "budget".to_owned(), value: decimal(limit.limit.as_deref()?)? })
        })
        .collect()
}
