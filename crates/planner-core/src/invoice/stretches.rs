//! Stretches of a typed-in month, laid end to end: the account's plans, and when its resources ran.

use std::sync::Arc;

use super::month::used;
use super::{Moment, PlanSegment, Segment, UsageDocument, UsedResource};
use crate::bill::{AccountMonth, Asked, AskedOf, Bounds, ResourceMonth, Run};
use crate::book::{Books, Provider};
use crate::cycle::Cycle;
use crate::document::Problem;
use crate::model::OnPlan;
use crate::month::Date;
use crate::number::Decimal;
use crate::projection::wrong_unit;
use crate::table::Table;
use crate::unit::{Quantity, Unit};

/// The account's plans through the month.
pub(super) fn plans(document: &UsageDocument, cycle: Cycle) -> Result<Vec<OnPlan<'_>>, Problem> {
    let plan = document.plan.as_deref();
    let begins = begins(document.since, cycle, "")?;
    if document.segments.is_empty() {
        return Ok(vec![OnPlan { from: begins, to: cycle.seconds(), plan, since: None }]);
    }
    let mut plans: Vec<OnPlan<'_>> = Vec::with_capacity(document.segments.len());
    for (at, segment) in document.segments.iter().enumerate() {
        let path = format!("segments[{at}]");
        let before = plans.last().map(|on| on.to);
        let from = match (segment.from, before) {
            (None, before) => before.unwrap_or(begins),
            (Some(from), _) => second(from, cycle, &path)?,
        };
        if from < begins {
            return Err(too_early(document.since, path));
        }
        let to = end((segment.to, None, segment.days.as_ref()), from, cycle, &path)?;
        if before.is_some_and(|before| from != before) {
            return Err(Problem::new("does not start where the stretch before it ends")
                .path(path)
                .hint("an account is on one plan at a time, without a gap: leave `from` out"));
        }
        inside(from, to, cycle, &path)?;
        plans.push(OnPlan { from, to, plan: segment.plan.as_deref().or(plan), since: None });
    }
    Ok(plans)
}

/// The second at which something begins that is there since a day.
fn begins(since: Option<Date>, cycle: Cycle, path: &str) -> Result<u32, Problem> {
    let Some(since) = since.filter(|since| *since > cycle.first_day()) else { return Ok(0) };
    if cycle.contains(since) {
        return Ok(cycle.second_of(since));
    }
    let dot = if path.is_empty() { "" } else { "." };
    Err(Problem::new(format!("begins on {since}, after {}", cycle.name()))
        .path(format!("{path}{dot}since"))
        .hint("leave it out of this bill, or give the day it began"))
}

fn too_early(since: Option<Date>, path: String) -> Problem {
    let since = since.map(|since| format!(", on {since}")).unwrap_or_default();
    Problem::new(format!("starts before `since`{since}"))
        .path(path)
        .hint("start it on that day, or give an earlier `since`")
}

/// Refuses what every stretch states for itself beside what is stated for all of them.
pub(super) fn in_vain(document: &UsageDocument) -> Result<(), Problem> {
    let twice = |path: &str, what: &str, all: bool| {
        if !all {
            return Ok(());
        }
        Err(Problem::new(format!("`{what}` changes nothing: every stretch in `segments` has its own"))
            .path(format!("{path}{what}"))
            .hint(format!("leave it out, or leave `{what}` out of the stretches it is meant for")))
    };
    let segments = &document.segments;
    let plans = !segments.is_empty() && segments.iter().all(|one| one.plan.is_some());
    twice("", "plan", document.plan.is_some() && plans)?;
    for (at, resource) in document.resources.iter().enumerate() {
        let (path, segments) = (format!("resources[{at}]."), &resource.segments);
        let every = |has: fn(&Segment) -> bool| !segments.is_empty() && segments.iter().all(has);
        twice(&path, "plan", resource.plan.is_some() && every(|one| one.plan.is_some()))?;
        twice(&path, "count", resource.count.is_some() && every(|one| one.count.is_some()))?;
        for (key, _) in resource.usage.iter() {
            let all = !segments.is_empty() && segments.iter().all(|one| one.usage.get(key).is_some());
            twice(&path, &format!("usage.{key}"), all)?;
        }
    }
    Ok(())
}

/// What of a document may do nothing, to be found out.
pub(super) fn asked<'a>(document: &'a UsageDocument, input: &AccountMonth<'a>) -> Asked<'a> {
    let bounds = |segment: &Segment| {
        let ends = [
            (segment.to.is_some(), "to"),
            (segment.hours.is_some(), "hours"),
            (segment.days.is_some(), "days"),
        ];
        let to = ends.into_iter().find(|(stated, _)| *stated).map(|(_, field)| field);
        Bounds { count: segment.count.is_some(), from: segment.from.is_some(), to }
    };
    let of_account = |segment: &PlanSegment| Bounds {
        count: false,
        from: segment.from.is_some(),
        to: if segment.to.is_some() { Some("to") } else { segment.days.as_ref().map(|_| "days") },
    };
    let of = |(at, month): (usize, &Arc<ResourceMonth<'_>>)| {
        let stated = document.resources.iter().find(|stated| stated.name == month.name)?;
        let in_it = stated.segments.iter().flat_map(|segment| segment.usage.names());
        let asked = AskedOf {
            count: stated.count.is_some(),
            none: stated.count.is_some_and(|count| count.is_zero()),
            hours: stated.hours.as_ref().map(|_| true),
            since: stated.since.is_some(),
            usage: in_it.chain(stated.usage.names()).collect(),
            stretches: stated.segments.iter().map(bounds).collect(),
        };
        Some((at, asked))
    };
    Asked {
        card: !document.card,
        since: document.since.is_some(),
        usage: document.usage.names().collect(),
        stretches: document.segments.iter().map(of_account).collect(),
        resources: input.resources.iter().enumerate().filter_map(of).collect(),
    }
}

/// When a resource ran, on which plan and how often.
pub(super) fn runs<'a>(
    cycle: Cycle,
    (on, book): ((&Books, Date), &'a Provider),
    plans: &[OnPlan<'a>],
    (resource, product): (&'a UsedResource, &str),
    path: &str,
) -> Result<Vec<Run<'a>>, Problem> {
    let count = resource.count.unwrap_or(Decimal::ONE);
    let plan = resource.plan.as_deref();
    // Nothing runs before the account is there, or after it.
    let since = begins(resource.since, cycle, path)?;
    let begins = plans.first().map_or(0, |on| on.from).max(since);
    let ends = plans.last().map_or(cycle.seconds(), |on| on.to);
    if resource.segments.is_empty() {
        let to = match &resource.hours {
            Some(hours) => seconds(hours, "h")
                .and_then(|length| begins.checked_add(length))
                .ok_or_else(|| wrong_unit(hours, &hour(), "running time").path(format!("{path}.hours")))?,
            None => ends,
        };
        return inside(begins, to, cycle, path).and_then(|()| of_account(to, ends, path)).map(|()| {
            vec![Run { from: begins, to, plan, since: None, count, awake: None, usage: Table::default() }]
        });
    }
    if resource.hours.is_some() {
        return Err(Problem::new("has `hours` and `segments`")
            .path(path)
            .hint("give the hours in the segments"));
    }
    let mut runs: Vec<Run<'a>> = Vec::new();
    for (at, segment) in resource.segments.iter().enumerate() {
        let path = format!("{path}.segments[{at}]");
        let before = runs.last().map_or(begins, |run| run.to);
        let from = segment.from.map_or(Ok(before), |from| second(from, cycle, &path))?;
        let to = match end((segment.to, segment.hours.as_ref(), segment.days.as_ref()), from, cycle, &path)? {
            to if segment.to.is_none() && to == cycle.seconds() => ends,
            to => to,
        };
        if from < since {
            return Err(too_early(resource.since, path));
        }
        if from < before {
            return Err(Problem::new(if runs.is_empty() {
                "starts before the account is there"
            } else {
                "starts before the stretch before it has ended"
            })
            .path(path)
            .hint("put the stretches in order of time, each from where the one before it ends"));
        }
        inside(from, to, cycle, &path)?;
        of_account(to, ends, &path)?;
        runs.push(Run {
            from,
            to,
            plan: segment.plan.as_deref().or(plan),
            since: None,
            count: segment.count.unwrap_or(count),
            awake: None,
            usage: used(
                on,
                (book, product, resource.own()),
                &segment.usage,
                cycle,
                &format!("{path}.usage"),
            )?,
        });
    }
    Ok(runs)
}

/// Where a stretch ends: at a moment, or after so many hours or days, or with the month.
fn end(
    (to, hours, days): (Option<Moment>, Option<&Quantity>, Option<&Quantity>),
    from: u32,
    cycle: Cycle,
    path: &str,
) -> Result<u32, Problem> {
    let length = |quantity: &Quantity, unit: &str| {
        seconds(quantity, unit)
            .and_then(|length| from.checked_add(length))
            .ok_or_else(|| wrong_unit(quantity, &hour(), "a stretch of time").path(path))
    };
    match (to, hours, days) {
        (Some(to), None, None) => second(to, cycle, path),
        (None, Some(hours), None) => length(hours, "h"),
        (None, None, Some(days)) => length(days, "days"),
        (None, None, None) => Ok(cycle.seconds()),
        _ => Err(Problem::new("gives its end twice").path(path).hint("give one of `to`, `hours` and `days`")),
    }
}

/// Refuses what runs when the account is no longer there.
fn of_account(to: u32, ends: u32, path: &str) -> Result<(), Problem> {
    if to <= ends {
        return Ok(());
    }
    Err(Problem::new("runs when the account has no plan any more")
        .path(path)
        .hint("end it with the account, or add a stretch to the account's `segments`"))
}

fn inside(from: u32, to: u32, cycle: Cycle, path: &str) -> Result<(), Problem> {
    if from < to && to <= cycle.seconds() {
        return Ok(());
    }
    if from >= to {
        let what = if from == to { "is of no length" } else { "ends before it begins" };
        return Err(Problem::new(what)
            .path(path)
            .hint("end it later, or leave out what did not run: `to` is the first moment after it"));
    }
    let hours = cycle.seconds().checked_div(3_600).unwrap_or(0);
    Err(Problem::new(format!("does not lie inside {}, which has {hours} hours", cycle.name()))
        .path(path)
        .hint(format!("give between 0 and {hours} hours, or leave them out for all of it")))
}

fn second(moment: Moment, cycle: Cycle, path: &str) -> Result<u32, Problem> {
    let ends = moment.day == cycle.end() && moment.minute == 0;
    if !cycle.contains(moment.day) && !ends {
        return Err(Problem::new(format!("{} is not in {}", moment.day, cycle.name()))
            .path(path)
            .hint(format!("write a day from {} to {}", cycle.first_day(), cycle.last_day())));
    }
    let start = cycle.second_of(moment.day);
    Ok(start.saturating_add(u32::from(moment.minute).saturating_mul(60)))
}

fn hour() -> Unit {
    Unit::parse("h").unwrap_or_else(Unit::count)
}

/// A length of time in whole seconds; a bare number is in `bare`.
fn seconds(quantity: &Quantity, bare: &str) -> Option<u32> {
    let unit = quantity.unit.clone().or_else(|| Unit::parse(bare));
    let seconds = Quantity::new(quantity.value, unit).in_unit(&Unit::parse("s")?)?;
    seconds.floor().try_into().ok()
}
