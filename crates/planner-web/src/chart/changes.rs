//! Where a plan or a price changes from one month to the next, as the lines of a report tell.

use std::collections::{BTreeMap, BTreeSet};

use planner_core::output::{ChangeOut, LineOut, MonthOut, Report};

use crate::plans::name_and_detail;

/// Something that changes with a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// The month, by its place.
    pub month: usize,
    /// What changes: `api on Standard`, `db: new price`.
    pub what: String,
}

/// The changes of a report, in order of time; each of a month once.
#[must_use]
pub fn changes(report: &Report) -> Vec<Changed> {
    let mut all = Vec::new();
    for ((before, after), month) in report.months.iter().zip(report.months.iter().skip(1)).zip(1..) {
        let needs = report.needed.as_ref().map(|needed| needed.changes.as_slice()).unwrap_or_default();
        let from =
            |change: &&ChangeOut| change.from.as_ref().is_some_and(|day| day.starts_with(&after.month));
        let said = needs.iter().filter(from).map(|change| {
            ["needed: ", change.path.split('.').nth(1).unwrap_or_default(), " on ", &change.name].concat()
        });
        for what in between(before, after).into_iter().chain(said) {
            if !all
                .iter()
                .rev()
                .take_while(|known: &&Changed| known.month == month)
                .any(|known| known.what == what)
            {
                all.push(Changed { month, what });
            }
        }
    }
    all
}

/// What is known of a month's lines: plans by owner, and by line and plan since when its price holds.
#[derive(Default)]
struct Known<'a> {
    plans: BTreeMap<&'a str, BTreeSet<&'a str>>,
    since: BTreeMap<(&'a str, &'a str), &'a str>,
}

fn between(before: &MonthOut, after: &MonthOut) -> Vec<String> {
    let mut known = Known::default();
    for line in &before.lines {
        known.plans.entry(owner(line)).or_default().insert(&line.plan);
        let since = line.since.as_deref().unwrap_or_default();
        let latest = known.since.entry((&line.id, &line.plan)).or_default();
        *latest = (*latest).max(since);
    }
    let mut all = Vec::new();
    for line in &after.lines {
        let Some(plans) = known.plans.get(owner(line)) else { continue };
        if !plans.contains(line.plan.as_str()) {
            all.push([owner(line), " on ", name_and_detail(&line.plan).0].concat());
            continue;
        }
        // A line that was not there is a change of price if its price is new, and else came with something else.
        let since = line.since.as_deref().unwrap_or_default();
        let is_new = match known.since.get(&(line.id.as_str(), line.plan.as_str())) {
            Some(latest) => since > *latest && !latest.is_empty(),
            None => since > before.month.as_str(),
        };
        if is_new {
            all.push([owner(line), ": new price"].concat());
        }
    }
    all
}

fn owner(line: &LineOut) -> &str {
    line.resource.as_deref().unwrap_or(&line.account)
}
