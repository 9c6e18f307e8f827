//! Limits of several columns in rows: the same limit, or one that measures the same of the same thing at another vendor.

use crate::output::{Column, Comparison, ComparisonLimit, ComparisonRow, SCHEMA_VERSION};
use crate::table::Table;

/// A limit in each column that has it.
type Cells<'c> = Vec<Option<&'c ComparisonLimit>>;

impl Comparison {
    /// The columns, in the order given.
    #[must_use]
    pub fn new(columns: Vec<Column>) -> Self {
        Self { schema_version: SCHEMA_VERSION, rows: rows(&columns), columns }
    }
}

/// The rows of columns, in the order in which they are met.
///
/// What has the same id is one limit. What is left has a counterpart where a column that lacks it has a limit of its own on
/// the same measure, over as long a time, of the same resource or of an account.
fn rows(columns: &[Column]) -> Vec<ComparisonRow> {
    let mut rows: Vec<Cells<'_>> = Vec::new();
    let mut known: Table<usize, &str> = Table::default();
    for (at, column) in columns.iter().enumerate() {
        for limit in &column.limits {
            let row = known.get_or_insert_with(&limit.id, || rows.len()).map_or(rows.len(), |row| *row);
            if rows.get(row).is_none() {
                rows.push(vec![None; columns.len()]);
            }
            if let Some(cell) = rows.get_mut(row).and_then(|cells| cells.get_mut(at)) {
                *cell = cell.or(Some(limit));
            }
        }
    }
    joined(rows).into_iter().map(row).collect()
}

/// Puts rows that lack each other's columns together, where they measure the same.
fn joined(rows: Vec<Cells<'_>>) -> Vec<Cells<'_>> {
    let mut all: Vec<Cells<'_>> = Vec::with_capacity(rows.len());
    // The rows that a column lacks, by their places.
    let mut open: Vec<usize> = Vec::new();
    for cells in rows {
        let fits = |at: &usize| all.get(*at).is_some_and(|other| is_counterpart(other, &cells));
        let found = open.iter().position(fits).and_then(|place| open.get(place).map(|at| (place, *at)));
        if let Some((place, at)) = found
            && let Some(other) = all.get_mut(at)
        {
            for (one, more) in other.iter_mut().zip(&cells) {
                *one = one.or(*more);
            }
            if other.iter().all(Option::is_some) {
                open.remove(place);
            }
            continue;
        }
        if cells.iter().any(Option::is_none) {
            open.push(all.len());
        }
        all.push(cells);
    }
    all
}

fn is_counterpart(one: &Cells<'_>, other: &Cells<'_>) -> bool {
    let apart = one.iter().zip(other).all(|(one, other)| one.is_none() || other.is_none());
    let (one, other) = (one.iter().flatten().next(), other.iter().flatten().next());
    let (Some(one), Some(other)) = (one, other) else { return false };
    apart && one.resource == other.resource && time(one) == time(other) && measure(one, other).is_some()
}

/// A measure that two limits have in common.
fn measure(one: &ComparisonLimit, other: &ComparisonLimit) -> Option<&'static str> {
    one.measures.iter().copied().find(|measure| other.measures.contains(measure))
}

/// The time a limit looks at: a month is a billing cycle is 30 days, to who compares.
fn time(limit: &ComparisonLimit) -> &'static str {
    match limit.window {
        "cycle" | "rolling-30-days" => "month",
        window => window,
    }
}

fn row(cells: Cells<'_>) -> ComparisonRow {
    let ids: Vec<Option<String>> = cells.iter().map(|cell| cell.map(|limit| limit.id.clone())).collect();
    let mut limits = cells.into_iter().flatten();
    let label = limits.next().map_or_else(String::new, |first| {
        match limits.find(|other| other.id != first.id).and_then(|other| measure(first, other)) {
            None => first.id.clone(),
            Some(measure) => {
                format!("{}: {}", first.resource.as_deref().unwrap_or("account"), measure.replace('_', " "))
            }
        }
    });
    ComparisonRow { label, ids }
}
