//! Stretches of a month with their own number of instances: what an autoscaler runs, and when a sleeper is awake.

use super::workload::Counts;
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
        return vec![asleep(run, counts)];
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

/// A run of what sleeps: it is awake for its share of each day, in whole seconds.
fn asleep<'a>(run: &Run<'a>, counts: &Counts) -> Run<'a> {
    let count = counts.parts.first().map_or(Decimal::ZERO, |(count, _)| *count);
    let awake = counts.awake.times(DAY.into()).map(|awake| awake.round_half_away(0));
    match awake.filter(|awake| *awake > Decimal::ZERO) {
        Some(awake) => Run { count, awake: Some(awake), ..run.clone() },
        None => Run { count: Decimal::ZERO, ..run.clone() },
    }
}
