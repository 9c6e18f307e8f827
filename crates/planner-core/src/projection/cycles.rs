//! Billing cycles that begin on a day of the account's own: two calendar months joined to the cycle that lies in them.
//!
//! What a month uses, it uses evenly while something runs, or along its line from opening to closing; the cycle takes the end
//! of one month and the beginning of the next, each at its own rate. Requests, which have no line, are stated for the runs of
//! their month, so that a price or an end inside the cycle meets those that come after it.

use crate::bill::{MonthUsage, ResourceMonth, Run, running};
use crate::cycle::Cycle;
use crate::model::OnPlan;
use crate::month::Month;
use crate::number::{Decimal, Ratio};
use crate::table::Table;
use crate::tariff::{Amount, Deleted, Deletions, Event, Span};

/// What an account used in a month of the calendar.
#[derive(Clone)]
pub(super) struct Calendar<'a> {
    pub(super) month: Month,
    pub(super) plans: Vec<OnPlan<'a>>,
    pub(super) usage: Table<MonthUsage, &'a str>,
    pub(super) resources: Vec<ResourceMonth<'a>>,
}

/// What it used in a cycle: its own usage, and its resources'.
pub(super) type Joined<'a> = (Table<MonthUsage, &'a str>, Vec<ResourceMonth<'a>>);

/// Joins two months to the cycle that lies in them. `None` past 28 digits.
///
/// `by_request` says of each resource whether its prices go by the size of a request: then its runs state their requests.
pub(super) fn joined<'a>(
    cycle: Cycle,
    months: [&Calendar<'a>; 2],
    by_request: impl Iterator<Item = bool>,
) -> Option<Joined<'a>> {
    let own = months.map(|month| (month, whole(&month.plans)));
    let usage = usage(cycle, &own.iter().map(|(month, ran)| (month.month, &month.usage, ran.as_slice())))?;
    let [one, next] = months;
    let mut resources = Vec::with_capacity(one.resources.len());
    for ((before, after), by_request) in one.resources.iter().zip(&next.resources).zip(by_request) {
        let parts = [(one.month, before), (next.month, after)];
        let mut runs: Vec<Run<'a>> = Vec::new();
        for (month, resource) in parts {
            let mut here: Vec<Run<'a>> = Vec::with_capacity(resource.runs.len());
            for run in &resource.runs {
                if let Some((from, to)) = clip(cycle, month, (run.from, run.to)) {
                    here.push(Run { from, to, ..run.clone() });
                }
            }
            if by_request {
                requests(cycle, month, resource, &mut here)?;
            }
            for run in here {
                match runs.last_mut() {
                    Some(last)
                        if last.to == run.from
                            && (last.plan, last.count, last.awake) == (run.plan, run.count, run.awake)
                            && last.usage.is_empty()
                            && run.usage.is_empty() =>
                    {
                        last.to = run.to;
                    }
                    _ => runs.push(run),
                }
            }
        }
        let mut used = Vec::with_capacity(before.usage.len());
        for (key, usage) in &before.usage {
            if by_request && is_requests(usage) {
                continue;
            }
            let mut all = Vec::new();
            for (month, resource) in parts {
                if let Some(usage) = resource.usage.get(*key) {
                    all.extend(spans(cycle, month, usage, &sharing(key, &resource.runs))?);
                }
            }
            used.push((*key, MonthUsage::Spans(all)));
        }
        let mut awake = None;
        for (month, resource) in parts {
            if let Some(seconds) = resource.awake {
                let here = share_of(cycle, month, &resource.runs)?.times(seconds, Decimal::ONE)?;
                awake = Some(awake.unwrap_or(Decimal::ZERO).plus(here)?);
            }
        }
        let there = parts.iter().filter_map(|(month, resource)| clip(cycle, *month, resource.there?));
        resources.push(ResourceMonth {
            runs,
            usage: Table::sorted(used),
            awake,
            there: there.clone().map(|(from, _)| from).min().zip(there.map(|(_, to)| to).max()),
            ..before.clone()
        });
    }
    Some((usage, resources))
}

/// When something ran: from when to when, how many, and for how many seconds of each day where not all day.
type Ran = (u32, u32, Decimal, Option<Decimal>);

fn whole(plans: &[OnPlan<'_>]) -> Vec<Ran> {
    plans.iter().map(|on| (on.from, on.to, Decimal::ONE, None)).collect()
}

type Part<'p, 'a> = (Month, &'p Table<MonthUsage, &'a str>, &'p [Ran]);

fn usage<'p, 'a: 'p>(
    cycle: Cycle,
    parts: &(impl Iterator<Item = Part<'p, 'a>> + Clone),
) -> Option<Table<MonthUsage, &'a str>> {
    let mut joined: Vec<(&'a str, MonthUsage)> = Vec::new();
    let keys: Vec<&'a str> =
        parts.clone().next().into_iter().flat_map(|(_, usage, _)| usage.keys().copied()).collect();
    for key in keys {
        let mut all = Vec::new();
        for (month, usage, ran) in parts.clone() {
            if let Some(usage) = usage.get(key) {
                all.extend(spans(cycle, month, usage, ran)?);
            }
        }
        joined.push((key, MonthUsage::Spans(all)));
    }
    Some(Table::sorted(joined))
}

/// What could be requests: what happens, not what is held.
fn is_requests(usage: &MonthUsage) -> bool {
    matches!(usage, MonthUsage::Flow(_) | MonthUsage::Events(_))
}

/// Gives the runs of a month, as far as they lie in the cycle, their share of its requests.
fn requests<'a>(
    cycle: Cycle,
    month: Month,
    resource: &ResourceMonth<'a>,
    runs: &mut [Run<'a>],
) -> Option<()> {
    for (key, usage) in resource.usage.iter().filter(|(_, usage)| is_requests(usage)) {
        for span in spans(cycle, month, usage, &sharing(key, &resource.runs))? {
            let share = match span.amount {
                Amount::Flow(total) => MonthUsage::Flow(total),
                Amount::Events(events) => MonthUsage::Events(events),
                Amount::Level { .. } | Amount::Deleted(_) => continue,
            };
            if let Some(run) = runs.iter_mut().find(|run| run.from == span.from) {
                run.usage.insert(*key, share);
            }
        }
    }
    Some(())
}

/// The runs that share what a resource states of a key: what a run states for itself is no part of it.
fn sharing(key: &str, runs: &[Run<'_>]) -> Vec<Ran> {
    let rest = runs.iter().filter(|run| !run.usage.contains_key(key));
    rest.map(|run| (run.from, run.to, run.count, run.awake)).collect()
}

/// How much of a month's runs lies in the cycle.
fn share_of(cycle: Cycle, month: Month, runs: &[Run<'_>]) -> Option<Ratio> {
    let (mut part, mut whole) = (Decimal::ZERO, Decimal::ZERO);
    for run in runs {
        whole = whole.plus(run.seconds()?)?;
        if let Some((from, to)) = clip(cycle, month, (run.from, run.to)) {
            part = part.plus(running(run.awake, to.saturating_sub(from))?)?;
        }
    }
    Some(Ratio { part, whole: whole.or_one() })
}

/// The seconds of a month as far as they lie in the cycle, in its seconds.
fn clip(cycle: Cycle, month: Month, (from, to): (u32, u32)) -> Option<(u32, u32)> {
    let start = i64::from(month.first_day().days_since(cycle.first_day())).checked_mul(86_400)?;
    let end = i64::from(cycle.seconds());
    let inside = |second: u32| Some(i64::from(second).checked_add(start)?.clamp(0, end));
    let (from, to) = (u32::try_from(inside(from)?).ok()?, u32::try_from(inside(to)?).ok()?);
    (from < to).then_some((from, to))
}

/// A month's usage as far as it lies in the cycle: flows while something ran, levels along their line.
fn spans(cycle: Cycle, month: Month, usage: &MonthUsage, ran: &[Ran]) -> Option<Vec<Span>> {
    let mut all = Vec::new();
    if let MonthUsage::Level { opening, closing } | MonthUsage::Kept { opening, closing, .. } = usage {
        let seconds = month.seconds();
        let Some((from, to)) = clip(cycle, month, (0, seconds)) else { return Some(all) };
        let line = Span::new(0, seconds, Amount::Level { opening: *opening, closing: *closing });
        let begins = cycle.first_day().month() == month;
        // The cycle begins in one month, and ends in the next.
        let (first, last) = if begins {
            (seconds.saturating_sub(to.saturating_sub(from)), seconds)
        } else {
            (0, to.saturating_sub(from))
        };
        let amount = Amount::Level { opening: line.level_at(first), closing: line.level_at(last) };
        all.push(Span::new(from, to, amount));
        if let MonthUsage::Kept { deleted, .. } = usage {
            all.extend(gone(cycle, month, deleted, ran)?);
        }
        return Some(all);
    }
    let whole = in_all(ran)?.or_one();
    for &(begins, ends, count, awake) in ran {
        let Some((from, to)) = clip(cycle, month, (begins, ends)) else { continue };
        let share = Ratio { part: running(awake, to.saturating_sub(from))?, whole };
        let of = |total: Decimal| share.times(total, Decimal::ONE);
        let amount = match usage {
            MonthUsage::Flow(total) => Amount::Flow(of(*total)?),
            MonthUsage::Events(events) => {
                let cut =
                    events.iter().map(|event| Some(Event { count: of(event.count)?, on: None, ..*event }));
                Amount::Events(cut.collect::<Option<_>>()?)
            }
            MonthUsage::Held { total, of_copies } => {
                let copies = if *of_copies && !count.is_zero() { count } else { Decimal::ONE };
                let level = total.over(whole.times(copies)?)?;
                Amount::Level { opening: level, closing: level }
            }
            MonthUsage::Level { .. } | MonthUsage::Kept { .. } | MonthUsage::Spans(_) => continue,
        };
        all.push(Span { awake, ..Span::new(from, to, amount) });
    }
    Some(all)
}

/// For how long all of it ran, in seconds.
fn in_all(ran: &[Ran]) -> Option<Decimal> {
    ran.iter().try_fold(Decimal::ZERO, |sum, &(from, to, _, awake)| {
        sum.plus(running(awake, to.saturating_sub(from))?)
    })
}

/// A month's deletions as far as they lie in the cycle: what is stated while something ran, the rest through the month.
fn gone(cycle: Cycle, month: Month, deleted: &Deletions, ran: &[Ran]) -> Option<Vec<Span>> {
    let whole = if deleted.stated { in_all(ran)? } else { month.seconds().into() };
    let mut all = Vec::with_capacity(ran.len());
    for &(begins, ends, _, awake) in ran {
        let Some((from, to)) = clip(cycle, month, (begins, ends)) else { continue };
        let share = Ratio { part: running(awake, to.saturating_sub(from))?, whole: whole.or_one() };
        let cut =
            |one: &Deleted| Some(Deleted { size: share.times(one.size, Decimal::ONE)?, on: None, ..*one });
        let cut = deleted.all.iter().map(cut).collect::<Option<_>>()?;
        let amount = Amount::Deleted(Deletions { all: cut, stated: deleted.stated });
        all.push(Span::new(from, to, amount));
    }
    Some(all)
}
