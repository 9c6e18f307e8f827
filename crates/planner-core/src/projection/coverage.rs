//! How much of a stack could be judged, and which input would tell most next.
//!
//! "None in 12 months" says little where half of the limits have no usage to be held against. So the share that could be
//! judged stands beside it, and the input whose statement would decide most.

use super::ProjectedMonth;
use crate::bill::{LimitRow, LimitState, Line, State};
use crate::book::Effect;
use crate::stack::Stack;

/// How many limits could be judged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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
    let mut rows: Vec<&LimitRow<'_>> = Vec::new();
    for row in months.iter().flat_map(|month| &month.limits) {
        match rows.iter_mut().find(|known| known.is_of(row)) {
            // The most that could be said of it in any month.
            Some(known) if row.state < known.state => *known = row,
            Some(_) => {}
            None => rows.push(row),
        }
    }
    let count = |wanted: LimitState| rows.iter().filter(|row| row.state == wanted).count();
    let (not_given, not_stated) = (count(LimitState::NotGiven), count(LimitState::NotStated));
    let mut next: Vec<Input> = Vec::new();
    for row in rows.iter().filter(|row| row.state == LimitState::NotGiven) {
        // A ceiling of the user's own names the account whose meter it is on.
        let named = || stack.limits.named.iter().find(|(name, _)| name == row.limit)?.1.account.as_deref();
        let account = if row.own { named().unwrap_or_default() } else { row.account };
        if let Some(path) = row.meter.and_then(|meter| path(account, row.resource, meter)) {
            let breaks = !matches!(row.effect, Effect::Charged | Effect::Notified);
            count_in(&mut next, Input { path, breaking: usize::from(breaks), limits: 1, lines: 0 });
        }
    }
    for line in silent(months) {
        if let Some(path) = line.meter.and_then(|meter| path(line.account, line.resource, meter)) {
            count_in(&mut next, Input { path, breaking: 0, limits: 0, lines: 1 });
        }
    }
    next.sort_by_key(|input| std::cmp::Reverse((input.breaking, input.lines, input.limits)));
    Coverage {
        limits: rows.len(),
        judged: rows.len().saturating_sub(not_given).saturating_sub(not_stated),
        not_given,
        not_stated,
        next,
    }
}

/// Lines without usage, each once.
fn silent<'p, 'a>(months: &'p [ProjectedMonth<'a>]) -> Vec<&'p Line<'a>> {
    let mut all: Vec<&Line<'_>> = Vec::new();
    let lines = months.iter().flat_map(|month| &month.lines);
    for line in lines.filter(|line| line.state == State::NotGiven) {
        let same = |known: &&Line<'_>| {
            (known.account, known.resource, known.charge) == (line.account, line.resource, line.charge)
        };
        if !all.iter().any(same) {
            all.push(line);
        }
    }
    all
}

/// Where the usage of a meter is stated; none where no account is named.
fn path(account: &str, resource: Option<&str>, meter: &str) -> Option<String> {
    match resource {
        Some(resource) => Some(format!("resources.{resource}.usage.{meter}")),
        None if account.is_empty() => None,
        None => Some(format!("accounts.{account}.usage.{meter}")),
    }
}

/// Adds to what an input would decide.
fn count_in(all: &mut Vec<Input>, more: Input) {
    match all.iter_mut().find(|known| known.path == more.path) {
        None => all.push(more),
        Some(known) => {
            known.breaking = known.breaking.saturating_add(more.breaking);
            known.limits = known.limits.saturating_add(more.limits);
            known.lines = known.lines.saturating_add(more.lines);
        }
    }
}
