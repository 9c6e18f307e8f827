//! Charts: a comparison in, drawings as SVG text out, with the tables behind them.

use planner_charts::{
    CostChart, HeadroomChart, LegendEntry, Series, Threshold, UsageSeries, cost_chart, headroom_chart,
    headroom_legend, legend,
};
use planner_core::Decimal;
use planner_core::output::{Column, Comparison, LimitOut, MonthOut, Report};
use planner_core::{Currency, Date, Month, decimal};

use crate::answer::{Answer, ColumnView, lower};
use crate::numbers::{amount, percent, short_month};
use crate::{findings, order};

/// A drawing with what stands around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The finding.
    pub title: String,
    /// The SVG.
    pub svg: String,
    /// The legend, in the order of the series.
    pub legend: Vec<LegendEntry>,
    /// The table behind it.
    pub table: Table,
}

/// A table of figures by month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The series' names.
    pub head: Vec<String>,
    /// Each month with its figures.
    pub rows: Vec<(String, Vec<String>)>,
}

/// The most limits in one chart.
const MOST_LIMITS: usize = 5;

/// Cost over time of every column.
#[must_use]
pub fn cost(answer: &Answer, comparison: &Comparison, compact: bool) -> Drawing {
    let title = findings::cost_over_time(answer);
    let currency = comparison.columns.first().map(|column| column.currency.as_str()).unwrap_or_default();
    let (symbol, named) = if currency == Currency::USD.code() { ("$", "US dollars") } else { ("", currency) };
    let chart = CostChart {
        id: "cost".to_owned(),
        title: title.clone(),
        description: format!("A line for each column from {} to {}.", answer.first_month, answer.last_month),
        currency_symbol: symbol.to_owned(),
        unit: format!("{named} a month, before tax"),
        months: months(comparison.columns.first()),
        series: comparison
            .columns
            .iter()
            .zip(&answer.columns)
            .map(|(column, view)| cost_series(column, view, currency))
            .collect(),
        thresholds: comparison.columns.first().map(budget).unwrap_or_default(),
        compact,
        ..CostChart::default()
    };
    let money = |value: Option<Decimal>, at: usize| {
        let currency = comparison.columns.get(at).map(|column| column.currency.as_str()).unwrap_or_default();
        value.map(|value| amount(&value.to_string(), currency).text).unwrap_or_default()
    };
    let values: Vec<_> = chart.series.iter().map(|series| series.values.as_slice()).collect();
    let table = table(&chart.months, chart.series.iter().map(|series| series.name.clone()), &values, money);
    Drawing { title, svg: cost_chart(&chart), legend: legend(&chart), table }
}

/// The nearest limits of one column over time.
#[must_use]
pub fn headroom(answer: &Answer, comparison: &Comparison, at: usize, compact: bool) -> Drawing {
    let title = findings::headroom(answer, at);
    let column = comparison.columns.get(at);
    let chart = HeadroomChart {
        id: "headroom".to_owned(),
        title: title.clone(),
        description: "The used share of each limit over time; a ring where it is first passed.".to_owned(),
        months: months(column),
        series: column.map(|column| nearest(&column.report)).unwrap_or_default(),
        compact,
        ..HeadroomChart::default()
    };
    let values: Vec<_> = chart.series.iter().map(|series| series.share_of_limit.as_slice()).collect();
    let share = |value: Option<Decimal>, _| value.map_or_else(|| "not given".to_owned(), percent);
    let table = table(&chart.months, chart.series.iter().map(|series| series.name.clone()), &values, share);
    Drawing { title, svg: headroom_chart(&chart), legend: headroom_legend(&chart), table }
}

fn months(column: Option<&Column>) -> Vec<Month> {
    column
        .into_iter()
        .flat_map(|column| &column.report.months)
        .filter_map(|month| Month::parse(&month.month))
        .collect()
}

/// A column's totals. One in another currency than the first has no place on its scale, and says so.
fn cost_series(column: &Column, view: &ColumnView, currency: &str) -> Series {
    let other = column.currency != currency;
    let total = |month: &MonthOut| if view.unpriced || other { None } else { decimal(&month.total) };
    let name = if other { format!("{} (in {})", view.title, column.currency) } else { view.title.clone() };
    Series { name, values: column.report.months.iter().map(total).collect() }
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

/// The limits that come nearest, of those that move.
fn nearest(report: &Report) -> Vec<UsageSeries> {
    let mut ids: Vec<&str> = Vec::new();
    for limit in report.months.iter().flat_map(|month| &month.limits) {
        if !ids.contains(&limit.id.as_str()) {
            ids.push(&limit.id);
        }
    }
    let all: Vec<(bool, Decimal, UsageSeries)> = ids.into_iter().filter_map(|id| usage(report, id)).collect();
    let all =
        order::by_key(all, |(still, most, _)| (*still, Decimal::ONE.checked_sub(*most).unwrap_or_default()));
    let moving = all.iter().filter(|(still, ..)| !still).count();
    let count = if moving == 0 { MOST_LIMITS } else { moving.min(MOST_LIMITS) };
    all.into_iter().take(count).map(|(.., series)| series).collect()
}

/// A limit's used share over time, whether it stands still, and its most.
fn usage(report: &Report, id: &str) -> Option<(bool, Decimal, UsageSeries)> {
    let rows: Vec<Option<&LimitOut>> =
        report.months.iter().map(|month| month.limits.iter().find(|limit| limit.id == id)).collect();
    let share = |row: Option<&LimitOut>| Decimal::ONE.checked_sub(decimal(row?.headroom.as_deref()?)?);
    let shares: Vec<Option<Decimal>> = rows.iter().map(|row| share(*row)).collect();
    let most = shares.iter().flatten().max().copied()?;
    let still = shares.iter().flatten().min() == Some(&most) && most <= Decimal::ONE;
    let first = rows.iter().flatten().next()?;
    let of = first.resource.as_deref().unwrap_or(&first.account);
    let passed = rows.iter().enumerate().find_map(|(at, row)| {
        let day = Date::parse(row.as_ref()?.passed_on.as_deref()?)?;
        let gone = Decimal::from(day.second_of_month()).checked_div(Decimal::from(day.month().seconds()))?;
        Some((at, gone))
    });
    let name = if of.is_empty() {
        first.description.clone()
    } else {
        format!("{of}: {}", lower(&first.description))
    };
    Some((still, most, UsageSeries { name, share_of_limit: shares, passed }))
}

fn table(
    months: &[Month],
    head: impl Iterator<Item = String>,
    series: &[&[Option<Decimal>]],
    show: impl Fn(Option<Decimal>, usize) -> String,
) -> Table {
    let row = |(at, month): (usize, &Month)| {
        let cells =
            series.iter().enumerate().map(|(column, values)| show(values.get(at).copied().flatten(), column));
        (short_month(*month), cells.collect())
    };
    Table { head: head.collect(), rows: months.iter().enumerate().map(row).collect() }
}
