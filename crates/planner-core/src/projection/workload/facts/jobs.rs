//! Facts of jobs: how busy the workers are, how long jobs wait, what piles up.

use super::super::base;
use super::super::instances::Instances;
use super::super::limits::MOST_JOBS;
use super::super::running::Running;
use super::{Facts, percent};
use crate::demand::{Backlog, Queue, backlog};
use crate::number::Decimal;
use crate::shown::term;

impl Instances<'_> {
    pub(super) fn jobs(&self, facts: &mut Facts, running: &Running) {
        let Some((work, workers, count)) = self.workers(running) else { return };
        facts.add(
            "jobs-peak",
            "Jobs in the busiest hour",
            Some(running.jobs_at_peak),
            "a second",
            format!("{} in the month", term(running.jobs)),
        );
        let busy =
            workers.per_second.times(workers.seconds).zip(Decimal::from(count).times(work.concurrency));
        let busy =
            busy.and_then(|(jobs, slots)| if slots.is_zero() { None } else { percent(jobs.over(slots)?) });
        facts.add(
            "busy",
            "Worker slots busy in the busiest hour",
            busy,
            "%",
            format!(
                "{} /s x {} s / ({count} x {})",
                term(workers.per_second),
                term(workers.seconds),
                term(work.concurrency)
            ),
        );
        let label = "Wait of 19 jobs of 20 in the busiest hour, at most";
        let slots = count.saturating_mul(workers.slots);
        let erlang = format!("Erlang C with {slots} slots of {} s", term(workers.seconds));
        if let Ok(Queue::Steady(waiting)) = workers.queue(count) {
            facts.add("lag", label, waiting.wait_at(MOST_JOBS).ok(), "s", erlang);
        } else {
            facts.add("lag", label, None, "s", erlang);
            facts.endless("the queue grows for as long as the hour lasts".to_owned());
        }
        let week = self.work_shape.by_hour(running.month, running.jobs);
        let capacity = workers.capacity(count).ok();
        match week.zip(capacity).and_then(|(week, capacity)| backlog(&week, capacity).ok()) {
            Some(Backlog::Clears { most, longest_seconds, .. }) if !most.is_zero() => {
                facts.add(
                    "backlog",
                    "Jobs behind at most in a week",
                    Some(most),
                    "jobs",
                    "busy hours beyond what is done".to_owned(),
                );
                facts.says(format!("the last of them waits {} s", term(longest_seconds.round_half_away(0))));
            }
            Some(Backlog::NeverCatchesUp { per_week }) => {
                facts.add(
                    "backlog",
                    "Jobs more behind after every week",
                    Some(per_week),
                    "jobs",
                    "more come than are done".to_owned(),
                );
                facts.says("it never catches up: add workers".to_owned());
            }
            _ => {}
        }
        let lag = work.lag.as_ref().and_then(|lag| base(lag, "s"));
        if let Some(lag) = lag
            && let Ok(needed) = workers.needed(MOST_JOBS, lag, Decimal::ONE)
        {
            facts.add(
                "workers-needed",
                "Workers for the lag you allow",
                Some(needed.into()),
                "instances",
                format!("19 jobs of 20 within {} s", term(lag)),
            );
        }
    }
}
