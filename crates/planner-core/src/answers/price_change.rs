//! The same stack under the prices of two days: what a price change does to its bill.

use serde::Serialize;

use crate::book::Books;
use crate::document::Problem;
use crate::month::Date;
use crate::note::Notes;
use crate::number::Decimal;
use crate::output::{CoverageOut, FirstOut, NeededOut, SCHEMA_VERSION, text};
use crate::projection::{Options, ProjectedMonth, Projection, project};
use crate::stack::Stack;

/// What another day's prices do to a stack.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PriceChange {
    /// The version of this format.
    pub schema_version: u32,
    /// The stack's name.
    pub name: String,
    /// The currency of every amount.
    pub currency: String,
    /// How many months were projected.
    pub months: usize,
    /// The stack under the prices of the first day.
    pub before: PricedOn,
    /// The stack under the prices of the second day.
    pub after: PricedOn,
    /// How much dearer the second day's prices are over the months.
    pub difference: String,
    /// The same in percent; null where the first total is zero.
    pub percent: Option<String>,
    /// The lines that differ, over the months.
    pub lines: Vec<LineChange>,
    /// The limits whose ceiling or state differs.
    pub limits: Vec<LimitChange>,
    /// What vendors of the stack announced from the one day to the other.
    pub announcements: Vec<String>,
    /// Doubts that hold under either day's prices, each once.
    pub notes: Notes,
}

/// A stack under the prices of one day.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PricedOn {
    /// The day.
    pub as_of: String,
    /// What the first month costs.
    pub first_month: String,
    /// What the months come to.
    pub total: String,
    /// Lines that have no price or no usage, and so are in no sum.
    pub not_counted: Vec<String>,
    /// The earliest passed limit whose effect is other than more being charged.
    pub first_limit: Option<FirstOut>,
    /// The earliest passed limit that charges more.
    pub first_overage: Option<FirstOut>,
    /// The same on the plans that unmet requirements ask for; null where all are met.
    pub needed: Option<NeededOut>,
    /// How many limits could be judged, and what to state next.
    pub coverage: CoverageOut,
}

/// A line that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LineChange {
    /// Its id.
    pub id: String,
    /// What it is, in words.
    pub description: String,
    /// What it came to over the months; null where there was no such line or no amount.
    pub before: Option<String>,
    /// What it comes to.
    pub after: Option<String>,
    /// How much more.
    pub difference: Option<String>,
}

/// A limit that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LimitChange {
    /// Its id.
    pub id: String,
    /// What it is, in words.
    pub description: String,
    /// How it stood: the ceiling of the first month and the worst state; null for a new one.
    pub before: Option<String>,
    /// How it stands; null where it is gone.
    pub after: Option<String>,
}

/// Projects a stack with all months under the prices of one day, and again under those of another.
///
/// # Errors
///
/// As [`project`], for either day.
///
/// # Example
///
/// ```
/// use planner_core::Date;
/// use planner_core::book::Books;
/// use planner_core::document::parse_json;
/// use planner_core::answers::price_change::price_change;
/// use planner_core::projection::Options;
/// use planner_core::stack::Stack;
///
/// let text = r#"{
///     "version": 1, "name": "Queue", "start": "2026-12",
///     "resources": {
///         "redis": { "product": "upstash/redis", "plan": "standard", "usage": { "commands": 1000000 } }
///     }
/// }"#;
/// let stack = Stack::parse(&parse_json(text, 0).unwrap()).unwrap();
/// let books = Books::bundled().unwrap();
/// let days = ["2021-01-14", "2021-01-31"].map(|day| Date::parse(day).unwrap());
/// let change = price_change(&books, &stack, Options { months: 1, ..Options::default() }, days).unwrap();
/// assert_eq!((change.before.first_month.as_str(), change.difference.as_str()), ("4", "-2")); // 0.40, then 0.20
/// ```
pub fn price_change(
    books: &Books,
    stack: &Stack,
    options: Options,
    days: [Date; 2],
) -> Result<PriceChange, Problem> {
    let [from, to] = days;
    let on = |day: Date| project(books, stack, Options { as_of: Some(day), ..options });
    let (was, is) = (on(from)?, on(to)?);
    let (before, after) = (was.total().amount(), is.total().amount());
    let outside = || Problem::new("the difference of two totals has more than 28 digits");
    let difference = after.checked_sub(before).ok_or_else(outside)?;
    let share = difference.times(Decimal::ONE_HUNDRED).and_then(|part| part.checked_div(before));
    let mut notes = was.notes.clone();
    notes.extend(is.notes.iter().filter(|note| !was.notes.contains(note)).cloned());
    Ok(PriceChange {
        schema_version: SCHEMA_VERSION,
        name: stack.name.clone(),
        currency: is.currency.to_string(),
        months: is.months.len(),
        before: priced_on(from, &was),
        after: priced_on(to, &is),
        difference: text(difference),
        percent: share.map(|share| text(rounded(share, 2))),
        lines: lines(&was, &is),
        limits: limits(&was, &is),
        announcements: announcements(books, &is, from, to),
        notes,
    })
}

/// Rounded for reading, halves away from zero.
fn rounded(value: Decimal, places: u32) -> Decimal {
    value.round_half_away(places)
}

fn priced_on(day: Date, projection: &Projection<'_>) -> PricedOn {
    let mut not_counted: Vec<String> = Vec::new();
    for line in projection.months.iter().flat_map(ProjectedMonth::lines) {
        if line.summed().is_none() && !not_counted.contains(&line.id()) {
            not_counted.push(line.id());
        }
    }
    PricedOn {
        as_of: day.to_string(),
        first_month: projection.months.first().map(|month| text(month.total)).unwrap_or_default(),
        total: text(projection.total().amount()),
        not_counted,
        first_limit: projection.first_limit().map(FirstOut::from),
        first_overage: projection.first_overage().map(FirstOut::from),
        needed: projection.needed.as_ref().map(NeededOut::from),
        coverage: CoverageOut::from(&projection.coverage),
    }
}

/// A line over the months: its id, its words, and the sum while every month has an amount.
struct Summed {
    id: String,
    description: String,
    amount: Option<Decimal>,
}

fn summed(projection: &Projection<'_>) -> Vec<Summed> {
    let mut all: Vec<Summed> = Vec::new();
    for line in projection.months.iter().flat_map(ProjectedMonth::lines).filter(|line| line.counts) {
        let id = line.id();
        if let Some(known) = all.iter_mut().find(|known| known.id == id) {
            known.amount =
                known.amount.and_then(|sum| line.amount().and_then(|amount| sum.checked_add(amount)));
        } else {
            all.push(Summed { id, description: line.description.to_string(), amount: line.amount() });
        }
    }
    all
}

fn lines(was: &Projection<'_>, is: &Projection<'_>) -> Vec<LineChange> {
    let (before, after) = (summed(was), summed(is));
    let one = |id: &str, description: &str, old: Option<Decimal>, new: Option<Decimal>| LineChange {
        id: id.to_owned(),
        description: description.to_owned(),
        before: old.map(text),
        after: new.map(text),
        difference: new.unwrap_or_default().checked_sub(old.unwrap_or_default()).map(text),
    };
    let find = |all: &[Summed], id: &str| all.iter().position(|line| line.id == id);
    let mut changes = Vec::new();
    for line in &after {
        let old = find(&before, &line.id).and_then(|at| before.get(at));
        let amount = old.and_then(|old| old.amount);
        if old.is_none_or(|old| old.amount != line.amount) {
            changes.push(one(&line.id, &line.description, amount, line.amount));
        }
    }
    for line in before.iter().filter(|line| find(&after, &line.id).is_none()) {
        changes.push(one(&line.id, &line.description, line.amount, None));
    }
    // A line of nothing that comes or goes changes nothing.
    changes.retain(|change| {
        let says = |side: &Option<String>| side.as_deref().is_some_and(|amount| amount != "0");
        says(&change.before) || says(&change.after)
    });
    changes
}

/// Each limit by id: its words, its first ceiling, its worst state.
fn stands(projection: &Projection<'_>) -> Vec<(String, String, String)> {
    let mut all: Vec<(String, String, crate::bill::LimitState, String)> = Vec::new();
    for row in projection.months.iter().flat_map(ProjectedMonth::limits) {
        let id = row.id();
        if let Some(known) = all.iter_mut().find(|known| known.0 == id) {
            known.2 = known.2.min(row.state);
        } else {
            let ceiling = row.ceiling.map_or_else(
                || "not stated".to_owned(),
                |most| {
                    let most = rounded(most, 6).normalize();
                    format!("{} {}", crate::shown::grouped(most, most.scale()), row.unit)
                        .trim_end()
                        .to_owned()
                },
            );
            all.push((id, row.description.to_string(), row.state, ceiling));
        }
    }
    all.into_iter()
        .map(|(id, words, state, ceiling)| (id, words, format!("{ceiling}, {}", state.word())))
        .collect()
}

fn limits(was: &Projection<'_>, is: &Projection<'_>) -> Vec<LimitChange> {
    let (before, after) = (stands(was), stands(is));
    let mut changes = Vec::new();
    let mut add = |id: &str, words: &str, before: Option<&String>, after: Option<&String>| {
        if before != after {
            let (before, after) = (before.cloned(), after.cloned());
            changes.push(LimitChange { id: id.to_owned(), description: words.to_owned(), before, after });
        }
    };
    for (id, words, now) in &after {
        add(id, words, before.iter().find(|limit| limit.0 == *id).map(|limit| &limit.2), Some(now));
    }
    for (id, words, then) in &before {
        if !after.iter().any(|limit| limit.0 == *id) {
            add(id, words, Some(then), None);
        }
    }
    changes
}

fn announcements(books: &Books, projection: &Projection<'_>, from: Date, to: Date) -> Vec<String> {
    let (start, end) = (from.min(to), from.max(to));
    let mut providers: Vec<&str> =
        projection.months.iter().flat_map(|month| &month.accounts).map(|account| account.provider).collect();
    providers.sort_unstable();
    providers.dedup();
    let mut said = Vec::new();
    for provider in providers {
        for file in
            books.files(provider).iter().filter(|file| file.effective > start && file.effective <= end)
        {
            said.push(format!("{} {provider}: {}", file.effective, file.announcement));
        }
    }
    said
}
