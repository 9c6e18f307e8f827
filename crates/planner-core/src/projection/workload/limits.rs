//! Limits that no vendor sets: what instances can do in the busiest hour of a month.

use super::base;
use super::instances::Instances;
use super::place::Place;
use super::running::Running;
use crate::bill::{Demand, LimitRow, LimitState, Rhythm};
use crate::book::{Effect, MeterKind, Window};
use crate::demand::Queue;
use crate::month::Month;
use crate::number::Decimal;
use crate::tariff::{Amount, Span, Usage};

/// The share of jobs whose wait is looked at: nineteen of twenty.
pub(super) const MOST_JOBS: Decimal = Decimal::from_parts(95, 0, 0, false, 2);

/// One thing that instances have so much of.
struct Bound<'i> {
    id: &'static str,
    description: &'static str,
    unit: &'static str,
    effect: Effect,
    says: &'static str,
    /// How much there is in a month, and how much of it is asked for in its busiest hour.
    of: &'i dyn Fn(&Running) -> Option<(Decimal, Decimal)>,
}

impl<'a> Instances<'a> {
    /// What the instances can do in the month at an index, against what is asked of them.
    pub(super) fn limits(&self, index: usize, month: Month, tight: Decimal) -> Vec<LimitRow<'a>> {
        let cpu = |running: &Running| {
            Some((
                running.most.times(running.instance.cores?)?,
                running.peak.times(running.instance.cpu_seconds?)?,
            ))
        };
        let slots = |running: &Running| {
            Some((
                running.most.times(running.instance.slots?)?,
                running.peak.times(running.instance.response_seconds?)?,
            ))
        };
        let jobs = |running: &Running| {
            let (work, workers, count) = self.workers(running)?;
            Some((Decimal::from(count).times(work.concurrency)?, workers.per_second.times(workers.seconds)?))
        };
        let lag = |running: &Running| {
            let (work, workers, count) = self.workers(running)?;
            let longest = base(work.lag.as_ref()?, "s")?;
            match workers.queue(count).ok()? {
                Queue::Steady(waiting) => Some((longest, waiting.wait_at(MOST_JOBS).ok()?)),
                // No end to it: what the last job of the busiest hour waits for.
                Queue::Grows { per_second } => {
                    let capacity = workers.capacity(count).ok()?;
                    Some((
                        longest,
                        per_second
                            .times(Decimal::from(3_600))?
                            .over(capacity)?
                            .most(longest.plus(Decimal::ONE)?),
                    ))
                }
            }
        };
        let bounds = [
            Bound {
                id: "cpu-at-peak",
                description: "Processor time in the busiest hour",
                unit: "cores",
                effect: Effect::Throttled,
                says: "requests wait for a processor, and answers come late",
                of: &cpu,
            },
            Bound {
                id: "requests-at-peak",
                description: "Requests at a time in the busiest hour",
                unit: "requests",
                effect: Effect::Throttled,
                says: "requests wait for a free thread",
                of: &slots,
            },
            Bound {
                id: "jobs-at-peak",
                description: "Jobs at a time in the busiest hour",
                unit: "jobs",
                effect: Effect::Throttled,
                says: "the queue grows for as long as that lasts",
                of: &jobs,
            },
            Bound {
                id: "queue-lag",
                description: "Wait of 19 jobs of 20 in the busiest hour",
                unit: "s",
                effect: Effect::Notified,
                says: "longer than you allow: add a worker",
                of: &lag,
            },
        ];
        bounds.iter().filter_map(|bound| self.row(bound, index, month, tight)).collect()
    }

    fn row(&self, bound: &Bound<'_>, index: usize, month: Month, tight: Decimal) -> Option<LimitRow<'a>> {
        let (ceiling, opening) = (bound.of)(self.months.get(index)?)?;
        let after = self.months.get(index.checked_add(1)?).and_then(|running| (bound.of)(running));
        let closing = after.map_or(opening, |(_, closing)| closing);
        let mut row = row(self.places.get(index)?, self.name, ceiling, (opening, closing), month, tight)?;
        row.limit = bound.id;
        row.description = bound.description.into();
        row.unit = bound.unit.into();
        row.effect = bound.effect;
        row.says = Some(bound.says);
        row.basis = Some("in the busiest hour of the week");
        Some(row)
    }
}

/// A row for what there is so much of, against what is asked of it from a month's opening to its closing.
pub(super) fn row<'a>(
    place: &Place<'a>,
    resource: &'a str,
    ceiling: Decimal,
    (opening, closing): (Decimal, Decimal),
    month: Month,
    tight: Decimal,
) -> Option<LimitRow<'a>> {
    let span = Span::new(0, month.seconds(), Amount::Level { opening, closing });
    let usage = Usage { spans: vec![span] };
    let demand = Demand::of(
        &usage,
        MeterKind::Level,
        Window::Instant,
        Rhythm { cycle: month.into(), shape: None, clock: None },
    )?;
    let mut row = LimitRow {
        measures: &[],
        account: place.account,
        resource: Some(resource),
        limit: "",
        description: "".into(),
        meter: None,
        unit: "".into(),
        ceiling: Some(ceiling),
        usage: Some(demand.used),
        headroom: None,
        state: LimitState::NotGiven,
        effect: Effect::NotStated,
        to: None,
        says: None,
        reset: None,
        clock: None,
        window: Window::Instant,
        passed_at: None,
        passed_on: None,
        days: None,
        stages: Vec::new(),
        basis: None,
        source: None,
        confidence: None,
        own: false,
        cycle: None,
    };
    row.judge(Some(&demand), tight, month.into());
    Some(row)
}
