//! Stretches of a month with their own number of instances: what an autoscaler runs, and when a sleeper is awake.

use super::behaviour::Counts;
use crate::bill::Run;
use crate::number::Decimal;

/// Seconds of a day.
const DAY: u32 = 86_400;

/// A run, cut by how many instances run for which share of it. Their order in the month is not known; the fewest
/// stand first.
pub(super) fn stretches<'a>(run: &Run<'a>, counts: Option<&Counts>) -> Vec<Run<'a>> {
    let Some(counts) = counts else { return vec![run.clone()] };
    let length = Decimal::from(run.to.saturating_sub(run.from));
    let (mut runs, mut from, mut share) = (Vec::with_capacity(counts.parts.len()), run.from, Decimal::ZERO);
    if counts.awake < Decimal::ONE {
        return days(run, counts);
    }
    for (at, (count, part)) in (1_usize..).zip(&counts.parts) {
        share = share.plus(*part).unwrap_or(Decimal::ONE);
        let to = share.times(length).and_then(|length| u32::try_from(length.round_half_away(0)).ok());
        let to = to.and_then(|length| run.from.checked_add(length)).unwrap_or(run.to);
        let to = if at == counts.parts.len() { run.to } else { to.min(run.to) };
        if from < to {
            runs.push(Run { from, to, count: *count, ..run.clone() });
        }
        from = to;
    }
    runs
}

/// A run of what sleeps: awake at the end of each day for its share of it. When in the day nobody knows; what a day brings
/// past a limit is passed on that day.
fn days<'a>(run: &Run<'a>, counts: &Counts) -> Vec<Run<'a>> {
    let Some((count, _)) = counts.parts.first() else { return Vec::new() };
    let awake = counts.awake.times(DAY.into()).and_then(|awake| u32::try_from(awake.round_half_away(0)).ok());
    let Some(awake) = awake.filter(|awake| *awake > 0) else {
        return vec![Run { count: Decimal::ZERO, ..run.clone() }];
    };
    let mut runs = Vec::with_capacity(31);
    let mut day = run.from;
    while day < run.to {
        let to = day.saturating_add(DAY).min(run.to);
        runs.push(Run { from: to.saturating_sub(awake).max(day), to, count: *count, ..run.clone() });
        day = to;
    }
    runs
}
