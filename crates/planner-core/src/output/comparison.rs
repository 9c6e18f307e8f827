//! Several projections side by side, as they are printed.

use serde::Serialize;

use super::{FirstOut, Report};

/// Several projections side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Comparison {
    /// The version of this format.
    pub schema_version: u32,
    /// The columns.
    pub columns: Vec<Column>,
    /// Their limits, lined up by what they measure.
    pub rows: Vec<ComparisonRow>,
}

/// A limit in each column that has it, or one that measures the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ComparisonRow {
    /// The limit's id; what is measured, where it has another name in another column.
    pub label: String,
    /// Its id in each column, in their order; null where the column has no such limit.
    pub ids: Vec<Option<String>>,
}

impl ComparisonRow {
    /// The limit in the column at a place.
    #[must_use]
    pub fn limit<'c>(&self, at: usize, column: &'c Column) -> Option<&'c ComparisonLimit> {
        let id = self.ids.get(at)?.as_deref()?;
        column.limits.iter().find(|limit| limit.id == id)
    }

    /// Whether no column but one has it.
    #[must_use]
    pub fn is_alone(&self) -> bool {
        self.ids.len() > 1 && self.ids.iter().flatten().count() == 1
    }
}

/// One of the projections.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Column {
    /// What is varied: `api=starter`, or the stack's name.
    pub name: String,
    /// The currency of every amount.
    pub currency: String,
    /// What the first month costs.
    pub first_month: String,
    /// What the last month costs.
    pub last_month: String,
    /// What the months come to together.
    pub total: String,
    /// Lines that have no price or no usage, and so are in no sum.
    pub not_counted: Vec<String>,
    /// The earliest passed limit whose effect is other than more being charged.
    pub first_limit: Option<FirstOut>,
    /// The same of the user's own ceilings alone. It is for whoever tells the two apart, and is not printed.
    #[serde(skip)]
    pub first_own: Option<FirstOut>,
    /// The same of what vendors limit alone. It is not printed either.
    #[serde(skip)]
    pub first_of_vendors: Option<FirstOut>,
    /// The earliest passed limit that charges more.
    pub first_overage: Option<FirstOut>,
    /// The worst headroom of each limit over the months.
    pub limits: Vec<ComparisonLimit>,
    /// The whole projection.
    pub report: Report,
}

/// A limit over the months of one column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ComparisonLimit {
    /// The limit's id.
    pub id: String,
    /// What it is, in words.
    pub description: String,
    /// The resource it belongs to; null for an account's.
    pub resource: Option<String>,
    /// Whether it is the user's own.
    pub own: bool,
    /// What its meter measures, in words that all vendors share.
    pub measures: Vec<&'static str>,
    /// The time it looks at.
    pub window: &'static str,
    /// How much is allowed in the month with the least headroom.
    pub limit: Option<String>,
    /// The unit.
    pub unit: String,
    /// The least share that is left over the months; null where nothing can be said.
    pub headroom: Option<String>,
    /// The worst state over the months.
    pub state: &'static str,
    /// Whether the vendor merely says so where it is passed, and everything runs on.
    pub notice: bool,
    /// What happens when it is passed.
    pub consequence: String,
    /// The first day it is passed.
    pub passed_on: Option<String>,
}
