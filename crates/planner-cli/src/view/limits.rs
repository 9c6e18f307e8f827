//! Limits, each in its most critical month, the tightest first.

use std::collections::HashMap;

use planner_core::Decimal;
use planner_core::decimal;
use planner_core::output::LimitOut;

use super::{date_name, month_name};
use crate::figure::{bar, quantity};
use crate::page::{Cell, Column, Page, Table, Tone};

/// A limit in its most critical month.
struct Worst<'a> {
    month: &'a str,
    limit: &'a LimitOut,
    first_passed: Option<&'a str>,
}

/// Adds a table of the limits something can be said about, and names the others.
pub(super) fn add<'a>(page: &mut Page, months: impl Iterator<Item = (&'a str, &'a [LimitOut])>) {
    let all = worst(months);
    let mut table = Table::new(vec![
        Column::words("Limit"),
        Column::numbers("Use").spare(3),
        Column::numbers("Allowed").spare(1),
        Column::words("Headroom").spare(2),
        Column::words("State"),
        Column::words("Month").spare(4),
        Column::words("What happens").wrapping(),
    ]);
    let judged = || {
        let told = all.iter().filter(|worst| !worst.limit.notice);
        told.filter(|worst| worst.limit.usage.is_some() && worst.limit.limit.is_some())
    };
    for worst in judged().filter(|worst| !is_unused(worst.limit)) {
        table.row(row(worst));
    }
    page.table("Limits, the tightest first, each in its most critical month", table);
    let ids = |state: &str| {
        let ids: Vec<&str> = all
            .iter()
            .filter(|worst| worst.limit.state == state)
            .map(|worst| worst.limit.id.as_str())
            .collect();
        ids.join(", ")
    };
    let unused: Vec<&str> =
        judged().filter(|worst| is_unused(worst.limit)).map(|worst| worst.limit.id.as_str()).collect();
    if !unused.is_empty() {
        page.text(format!("Not used at all: {}", unused.join(", ")));
    }
    let mut silent = Vec::new();
    for (state, words) in
        [("usage not given", "usage not given"), ("not stated", "the vendor states no ceiling")]
    {
        let ids = ids(state);
        if !ids.is_empty() {
            silent.push(format!("{words}: {ids}"));
        }
    }
    page.list("Limits nothing can be said about", silent);
}

fn is_unused(limit: &LimitOut) -> bool {
    limit.usage.as_deref() == Some("0") && limit.state == "ok"
}

fn row(worst: &Worst<'_>) -> Vec<Cell> {
    let limit = worst.limit;
    let tone = tone(limit.state);
    let happens = match worst.first_passed {
        Some(day) => {
            let same = limit.passed_on.as_deref() == Some(day);
            let start = if same {
                String::new()
            } else {
                format!("first on {}; in {} ", date_name(day), month_name(worst.month))
            };
            Cell::from(format!("{start}{}", limit.consequence))
        }
        None => Cell::dim(limit.consequence.clone()),
    };
    vec![
        limit.id.clone().into(),
        quantity(limit.usage.as_deref().unwrap_or_default(), "").into(),
        quantity(limit.limit.as_deref().unwrap_or_default(), &limit.unit).into(),
        Cell::toned(limit.headroom.as_deref().map(bar).unwrap_or_default(), tone),
        Cell::toned(limit.state, tone),
        Cell::dim(worst.month),
        happens,
    ]
}

pub(super) fn tone(state: &str) -> Tone {
    match state {
        "over" => Tone::Bad,
        "tight" => Tone::Warn,
        "ok" => Tone::Good,
        _ => Tone::Dim,
    }
}

fn worst<'a>(months: impl Iterator<Item = (&'a str, &'a [LimitOut])>) -> Vec<Worst<'a>> {
    let mut all: Vec<Worst<'a>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for (month, limits) in months {
        for limit in limits {
            let passed = limit.passed_on.as_deref();
            let place = *places.entry(&limit.id).or_insert(all.len());
            match all.get_mut(place) {
                None => all.push(Worst { month, limit, first_passed: passed }),
                Some(known) => {
                    known.first_passed = known.first_passed.or(passed);
                    if severity(limit) < severity(known.limit) {
                        (known.month, known.limit) = (month, limit);
                    }
                }
            }
        }
    }
    all.sort_by_key(|worst| severity(worst.limit));
    all
}

fn severity(limit: &LimitOut) -> (u8, Decimal) {
    let rank = match limit.state {
        "over" => 0,
        "tight" => 1,
        "ok" => 2,
        "usage not given" => 3,
        _ => 4,
    };
    (rank, limit.headroom.as_deref().and_then(decimal).unwrap_or(Decimal::MAX))
}
