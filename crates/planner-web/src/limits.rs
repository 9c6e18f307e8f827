//! The headroom of each limit over the columns, the nearest first.

use planner_core::Decimal;
use planner_core::decimal;
use planner_core::output::{Column, Comparison, ComparisonLimit, LimitOut};
use rust_decimal::prelude::ToPrimitive;

use crate::numbers::{percent, short_day, with_unit};
use crate::order;
use crate::places::Places;

/// The limits of all columns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LimitTable {
    /// One row each, the nearest first.
    pub rows: Vec<LimitRow>,
    /// How many of them are near enough to be always shown.
    pub near: usize,
    /// Limits nobody can say anything about, with why.
    pub unknown: Vec<String>,
}

/// A limit over the columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitRow {
    /// Its id.
    pub id: String,
    /// The resource or account it belongs to.
    pub of: String,
    /// What it is.
    pub title: String,
    /// How it stands in each column; none where the plan has no such limit.
    pub cells: Vec<Option<Cell>>,
}

/// A limit in a column, over the whole horizon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// How it stands.
    pub standing: Standing,
    /// The used share in percent, at most 100; none where nothing can be said.
    pub used: Option<u32>,
    /// The same in words.
    pub text: String,
    /// The limit and what happens, for whoever asks.
    pub detail: String,
}

/// How something stands: told apart by colour, word and shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Enough is left.
    Ok,
    /// Little is left.
    Tight,
    /// Passed, and more is charged.
    Charged,
    /// Passed, and something breaks.
    Over,
    /// Nothing can be said.
    Unknown,
}

/// A limit with more left than this is far away.
const FAR: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// The rows of a comparison.
#[must_use]
pub fn limits(comparison: &Comparison) -> LimitTable {
    let mut table = LimitTable::default();
    let mut rows: Vec<(bool, Decimal, LimitRow)> = Vec::new();
    let telling: Vec<Telling<'_>> = comparison.columns.iter().map(telling).collect();
    for lined in &comparison.rows {
        let of_column = |(at, column): (usize, &Column)| lined.limit(at, column).cloned();
        let found: Vec<Option<ComparisonLimit>> =
            comparison.columns.iter().enumerate().map(of_column).collect();
        let Some(first) = found.iter().flatten().next() else { continue };
        let headroom = |limit: &&ComparisonLimit| limit.headroom.as_deref().and_then(decimal);
        let worst = found
            .iter()
            .flatten()
            .filter_map(|limit| Some((headroom(&limit)?, limit)))
            .min_by_key(|(left, _)| *left);
        let of = lined.label.split(['/', ':']).next().unwrap_or_default().to_owned();
        let Some((left, worst)) = worst else {
            table.unknown.push(format!(
                "{of}, {}: {}",
                crate::answer::lower(&first.description),
                first.state
            ));
            continue;
        };
        let cells = telling.iter().zip(&found).map(|(column, limit)| Some(cell(column, limit.as_ref()?)));
        // What one column alone has, and has enough of, is held against nothing.
        let folded = lined.is_alone() && worst.state == "ok" && !worst.own;
        let row = LimitRow {
            id: lined.label.clone(),
            of,
            title: worst.description.clone(),
            cells: cells.collect(),
        };
        rows.push((folded, left, row));
    }
    let rows = order::by_key(rows, |(folded, left, _)| (*folded, *left));
    table.near = rows.iter().filter(|(folded, left, _)| !folded && *left < FAR).count();
    table.rows = rows.into_iter().map(|(.., row)| row).collect();
    table
}

/// Of each limit of a column the month that tells most: the first in which it is passed, else the first of all.
#[derive(Default)]
struct Telling<'a> {
    ids: Places,
    rows: Vec<&'a LimitOut>,
}

fn telling(column: &Column) -> Telling<'_> {
    let mut all = Telling::default();
    for row in column.report.months.iter().flat_map(|month| &month.limits) {
        match all.rows.get_mut(all.ids.place(&row.id)) {
            None => all.rows.push(row),
            Some(known) if known.passed_on.is_none() && row.passed_on.is_some() => *known = row,
            Some(_) => {}
        }
    }
    all
}

fn cell(column: &Telling<'_>, limit: &ComparisonLimit) -> Cell {
    let known = column.ids.find(&limit.id).and_then(|at| column.rows.get(at));
    let passed = known.filter(|row| row.passed_on.is_some());
    let effect = known.map(|row| row.effect).unwrap_or_default();
    let left = limit.headroom.as_deref().and_then(decimal);
    let notice = passed.is_some_and(|row| row.notice);
    let standing = match (limit.state, left) {
        ("over", _) if notice => Standing::Tight, // Somebody is told, and everything runs on.
        ("over", _) if effect == "charged" => Standing::Charged,
        ("over", _) => Standing::Over,
        ("tight", _) => Standing::Tight,
        (_, Some(_)) => Standing::Ok,
        (_, None) => Standing::Unknown,
    };
    let text = match (standing, left, &limit.passed_on) {
        (Standing::Over | Standing::Charged, _, Some(day)) => format!("{} {}", effect, short_day(day)),
        (Standing::Tight, _, Some(day)) if notice => format!("{effect} {}", short_day(day)),
        (_, Some(left), _) => format!("{} left", percent(left)),
        (_, None, _) => limit.state.to_owned(),
    };
    let allowed = limit
        .limit
        .as_ref()
        .map_or_else(|| "limit not stated".to_owned(), |text| with_unit(text, &limit.unit));
    Cell { standing, used: left.and_then(used), text, detail: format!("{allowed}; above it: {effect}") }
}

/// The used share in percent, as long as a bar can show it.
pub(crate) fn used(left: Decimal) -> Option<u32> {
    let used = Decimal::ONE.checked_sub(left)?.checked_mul(Decimal::ONE_HUNDRED)?;
    used.clamp(Decimal::ZERO, Decimal::ONE_HUNDRED).ceil().exact().to_u32()
}

impl Standing {
    /// The class that carries its colour.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Tight => "tight",
            Self::Charged => "charged",
            Self::Over => "over",
            Self::Unknown => "unknown",
        }
    }

    /// Its shape, in a square of 12.
    #[must_use]
    pub const fn shape(self) -> &'static str {
        match self {
            Self::Ok => "M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z",
            Self::Tight => "M6 1L11.5 10.5H.5z",
            Self::Charged => "M6 .5L11.5 6L6 11.5L.5 6z",
            Self::Over => {
                "M2.6 .8L6 4.2L9.4 .8L11.2 2.6L7.8 6L11.2 9.4L9.4 11.2L6 7.8L2.6 11.2L.8 9.4L4.2 6L.8 2.6z"
            }
            Self::Unknown => "M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9zM6 3a3 3 0 1 1 0 6a3 3 0 1 1 0-6z",
        }
    }
}
