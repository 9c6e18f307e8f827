//! Where a plan or a price changes from one month to the next, as the lines of a report tell.

use planner_core::output::{ChangeOut, LineOut, MonthOut, Report};

use crate::places::Places;
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

/// What is known of a month's lines: who has one, on which plans, and since when the price of each line on a plan holds.
#[derive(Default)]
struct Known<'a> {
    owners: Places,
    plans: Places,
    lines: Places,
    since: Vec<&'a str>,
}

/// A name on a plan.
fn on(name: &str, line: &LineOut) -> String {
    [name, "\n", &line.plan].concat()
}

fn between(before: &MonthOut, after: &MonthOut) -> Vec<String> {
    let mut known = Known::default();
    for line in &before.lines {
        known.owners.place(owner(line));
        known.plans.place(&on(owner(line), line));
        let since = line.since.as_deref().unwrap_or_default();
        match known.since.get_mut(known.lines.place(&on(&line.id, line))) {
            Some(latest) => *latest = since.max(latest),
            None => known.since.push(since),
        }
    }
    let mut all = Vec::new();
    for line in &after.lines {
        if known.owners.find(owner(line)).is_none() {
            continue;
        }
        if known.plans.find(&on(owner(line), line)).is_none() {
            all.push([owner(line), " on ", name_and_detail(&line.plan).0].concat());
            continue;
        }
        // A line that was not there is a change of price if its price is new, and else came with something else.
        let since = line.since.as_deref().unwrap_or_default();
        let latest = known.lines.find(&on(&line.id, line)).and_then(|at| known.since.get(at));
        let is_new = match latest {
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
