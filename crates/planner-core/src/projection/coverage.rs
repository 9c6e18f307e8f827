//! How much of a stack could be judged, and which input would tell most next.
//!
//! "None in 12 months" says little where half of the limits have no usage to be held against. So the share that could be
//! judged stands beside it, and the input whose statement would decide most.

use super::ProjectedMonth;
use crate::bill::{LimitRow, LimitState, Line, State};
use crate::book::Effect;
use crate::stack::Stack;
use crate::table::Table;

/// How many limits could be judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Coverage {
    /// Every limit, each once, whatever the months.
    pub limits: usize,
    /// Those that could be held against some usage, in at least one month.
    pub judged: usize,
    /// Those whose usage nobody stated in any month.
    pub not_given: usize,
    /// Those whose ceiling the vendor does not state.
    pub not_stated: usize,
    /// The inputs to state next, the one that tells most first.
    pub next: Vec<Input>,
}

/// An input nobody stated, with what stating it would decide.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Input {
    /// Where to write it: `resources.web.usage.invocations`.
    pub path: String,
    /// Limits that break something and wait for it.
    pub breaking: usize,
    /// All limits that wait for it.
    pub limits: usize,
    /// Lines whose cost waits for it.
    pub lines: usize,
}

/// The coverage of some months.
pub(super) fn coverage(stack: &Stack, months: &[ProjectedMonth<'_>]) -> Coverage {
    let rows = limits(months);
    let count = |wanted: LimitState| rows.iter().filter(|row| row.state == wanted).count();
    let (not_given, not_stated) = (count(LimitState::NotGiven), count(LimitState::NotStated));
    let mut next = Next::default();
    for row in rows.iter().filter(|row| row.state == LimitState::NotGiven) {
        // A ceiling of the user's own names the account whose meter it is on.
        let named = || stack.limits.named.iter().find(|(name, _)| name == row.limit)?.1.account.as_deref();
        let account = if row.own { named().unwrap_or_default() } else { row.account };
        if let Some(path) = row.meter.and_then(|meter| path(account, row.resource, meter)) {
            let breaks = !matches!(row.effect, Effect::Charged | Effect::Notified);
            next.add(Input { path, breaking: usize::from(breaks), limits: 1, lines: 0 });
        }
    }
    for line in silent(months) {
        if let Some(path) = line.meter.and_then(|meter| path(line.account, line.resource, meter)) {
            next.add(Input { path, breaking: 0, limits: 0, lines: 1 });
        }
    }
    let mut next = next.all;
    next.sort_by_key(|input| std::cmp::Reverse((input.breaking, input.lines, input.limits)));
    Coverage {
        limits: rows.len(),
        judged: rows.len().saturating_sub(not_given).saturating_sub(not_stated),
        not_given,
        not_stated,
        next,
    }
}

/// Every limit once, with the most that could be said of it in any month; in the order they are met.
fn limits<'p, 'a>(months: &'p [ProjectedMonth<'a>]) -> Vec<&'p LimitRow<'a>> {
    let mut rows: Vec<&LimitRow<'_>> = Vec::new();
    let mut places: Table<usize, (&str, &str)> = Table::default();
    for row in months.iter().flat_map(super::ProjectedMonth::limits) {
        let at = places.get_or_insert_with((row.scope(), row.limit), || rows.len());
        match at.and_then(|at| rows.get_mut(*at)) {
            Some(known) if row.state < known.state => *known = row,
            Some(_) => {}
            None => rows.push(row),
        }
    }
    rows
}

/// Lines without usage, each once.
fn silent<'p, 'a>(months: &'p [ProjectedMonth<'a>]) -> impl Iterator<Item = &'p Line<'a>> {
    let mut known: Table<(), _> = Table::default();
    let lines = months.iter().flat_map(super::ProjectedMonth::lines);
    let lines = lines.filter(|line| line.state == State::NotGiven);
    lines.filter(move |line| {
        let before = known.len();
        known.insert((line.account, line.resource, line.charge), ());
        known.len() > before
    })
}

/// Where the usage of a meter is stated; none where no account is named.
fn path(account: &str, resource: Option<&str>, meter: &str) -> Option<String> {
    match resource {
        Some(resource) => Some(format!("resources.{resource}.usage.{meter}")),
        None if account.is_empty() => None,
        None => Some(format!("accounts.{account}.usage.{meter}")),
    }
}

/// The inputs to state, each once, in the order they are met.
#[derive(Default)]
struct Next {
    all: Vec<Input>,
    places: Table<usize>,
}

impl Next {
    /// Adds to what an input would decide.
    fn add(&mut self, more: Input) {
        let at = self.places.get_or_insert_with(more.path.clone(), || self.all.len());
        match at.and_then(|at| self.all.get_mut(*at)) {
            None => self.all.push(more),
            Some(known) => {
                known.breaking = known.breaking.saturating_add(more.breaking);
                known.limits = known.limits.saturating_add(more.limits);
                known.lines = known.lines.saturating_add(more.lines);
            }
        }
    }
}
