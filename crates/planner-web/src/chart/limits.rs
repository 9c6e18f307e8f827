//! The used share of the nearest limits of a column, over time.

use planner_charts::{HeadroomChart, Moment, UsageSeries, headroom_chart, headroom_legend};
use planner_core::output::{Comparison, LimitOut, Report};
use planner_core::{Date, Decimal, decimal};

use super::{Drawing, Paper, months, table, titled};
use crate::answer::{Answer, lower};
use crate::numbers::percent;
use crate::places::Places;
use crate::{findings, order};

/// The most limits in one chart.
const MOST_LIMITS: usize = 5;

/// The nearest limits of one column over time.
#[must_use]
pub fn headroom(answer: &Answer, comparison: &Comparison, at: usize, paper: Paper) -> Drawing {
    let title = findings::headroom(answer, at);
    let column = comparison.columns.get(at);
    let months = months(column);
    let series = column.map(|column| nearest(&column.report)).unwrap_or_default();
    let values: Vec<_> = series.iter().map(|series| series.share_of_limit.as_slice()).collect();
    let share = |value: Option<Decimal>, _| value.map_or_else(|| "not given".to_owned(), percent);
    let table = table(&months, series.iter().map(|series| series.name.clone()), &values, share);
    let moment =
        |(month, cells): &(String, Vec<String>)| Moment { title: month.clone(), values: cells.clone() };
    let chart = HeadroomChart {
        id: "headroom".to_owned(),
        title: titled(answer, &title, paper),
        description: "The used share of each limit over time; a ring where it is first passed.".to_owned(),
        months,
        series,
        moments: table.rows.iter().map(moment).collect(),
        compact: paper == Paper::Phone,
        theme: paper.theme(),
    };
    Drawing {
        title,
        svg: headroom_chart(&chart),
        legend: headroom_legend(&chart),
        labelled: paper == Paper::Page,
        notes: Vec::new(),
        table,
    }
}

/// The limits that come nearest, of those that move.
fn nearest(report: &Report) -> Vec<UsageSeries> {
    let mut limits: Vec<Vec<Option<&LimitOut>>> = Vec::new();
    let mut ids = Places::default();
    for (at, month) in report.months.iter().enumerate() {
        for limit in &month.limits {
            let place = ids.place(&limit.id);
            if place == limits.len() {
                limits.push(vec![None; report.months.len()]);
            }
            if let Some(row) = limits.get_mut(place).and_then(|rows| rows.get_mut(at)) {
                *row = Some(limit);
            }
        }
    }
    let all: Vec<(bool, Decimal, UsageSeries)> = limits.iter().filter_map(|rows| usage(rows)).collect();
    let all =
        order::by_key(all, |(still, most, _)| (*still, Decimal::ONE.checked_sub(*most).unwrap_or_default()));
    let moving = all.iter().filter(|(still, ..)| !still).count();
    let count = if moving == 0 { MOST_LIMITS } else { moving.min(MOST_LIMITS) };
    all.into_iter().take(count).map(|(.., series)| series).collect()
}

/// A limit's used share over its months, whether it stands still, and its most.
fn usage(rows: &[Option<&LimitOut>]) -> Option<(bool, Decimal, UsageSeries)> {
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
