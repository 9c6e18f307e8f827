//! Events that are stated for a day: something must have run on it.

use crate::bill::{MonthUsage, ResourceMonth, Run};
use crate::cycle::Cycle;
use crate::document::Problem;

/// Seconds of a day.
const DAY: u32 = 86_400;

/// Refuses events on days on which nothing ran that could make them: they would be in no figure.
pub(super) fn check(resource: &ResourceMonth<'_>, cycle: Cycle) -> Result<(), Problem> {
    for (key, usage) in &resource.usage {
        ran(usage, &resource.runs, cycle)
            .map_err(|problem| problem.path(format!("{}.usage.{key}", resource.path)))?;
    }
    for (at, run) in resource.runs.iter().enumerate() {
        for (key, usage) in &run.usage {
            ran(usage, std::slice::from_ref(run), cycle)
                .map_err(|problem| problem.path(format!("{}.segments[{at}].usage.{key}", resource.path)))?;
        }
    }
    Ok(())
}

fn ran(usage: &MonthUsage, runs: &[Run<'_>], cycle: Cycle) -> Result<(), Problem> {
    let stated: Vec<u32> = match usage {
        MonthUsage::Events(events) => events.iter().filter_map(|event| event.on).collect(),
        MonthUsage::Kept { deleted, .. } => deleted.all.iter().filter_map(|one| one.on).collect(),
        _ => return Ok(()),
    };
    let ran = |day: u32| {
        let start = day.saturating_mul(DAY);
        runs.iter().any(|run| run.from < start.saturating_add(DAY) && run.to > start)
    };
    match stated.into_iter().find(|day| !ran(*day)) {
        None => Ok(()),
        Some(day) => {
            let day = cycle.day_at(day.saturating_mul(DAY));
            Err(Problem::new(format!("something happens on {day}, when nothing runs"))
                .hint("give a day within `hours` or `segments`, or leave `on` out"))
        }
    }
}
