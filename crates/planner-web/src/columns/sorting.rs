//! In which order columns stand.

use planner_core::output::{Column, FirstOut};
use planner_core::{Date, Decimal, Month, decimal};

use super::{Origin, has_price};
use crate::order;

/// In which order columns stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorting {
    /// As they were asked for.
    #[default]
    AsGiven,
    /// The cheapest over all months first.
    Cost,
    /// What holds longest first; what cannot be judged last.
    Breaks,
}

impl Sorting {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::AsGiven, Self::Cost, Self::Breaks];

    /// Its name in a list.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::AsGiven => "As given",
            Self::Cost => "Cheapest first",
            Self::Breaks => "What holds longest first",
        }
    }

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::AsGiven => "given",
            Self::Cost => "cost",
            Self::Breaks => "breaks",
        }
    }

    /// The one a word means.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
}

/// Columns in an order; equal ones stay as they were.
pub(crate) fn sorted(columns: Vec<(Origin, Column)>, sorting: Sorting) -> Vec<(Origin, Column)> {
    // What is in another currency than the stack can be held against nothing.
    let own = columns.iter().find(|(origin, _)| !matches!(origin, Origin::Beside(_)));
    let currency = own.map(|(_, column)| column.currency.clone()).unwrap_or_default();
    match sorting {
        Sorting::AsGiven => columns,
        Sorting::Cost => order::by_key(columns, |(_, column)| cost(column, &currency)),
        Sorting::Breaks => order::by_key(columns, |(_, column)| breaks(column)),
    }
}

/// What all months cost, with the plans that are needed. What has no price goes last.
fn cost(column: &Column, currency: &str) -> (bool, Decimal) {
    let known = total(column).filter(|_| has_price(column) && column.currency == currency);
    (known.is_none(), known.unwrap_or_default())
}

/// What all months of a column cost, with the plans that are needed.
pub(crate) fn total(column: &Column) -> Option<Decimal> {
    decimal(column.report.needed.as_ref().map_or(&column.total, |needed| &needed.total))
}

/// When something first breaks, the latest first and before it what holds.
fn breaks(column: &Column) -> (bool, Decimal) {
    match &column.first_of_vendors {
        Some(first) => (false, Decimal::from(day(first).saturating_neg())),
        None => (!column.report.coverage.is_whole(), Decimal::from(i32::MIN)),
    }
}

/// The day of it, counted from one day on.
fn day(first: &FirstOut) -> i32 {
    let day = first.date.as_deref().and_then(Date::parse);
    let day = day.or_else(|| Month::parse(&first.month).map(Month::first_day));
    let from = Month::new(2000, 1).map(Month::first_day);
    day.zip(from).map_or(0, |(day, from)| day.days_since(from))
}
