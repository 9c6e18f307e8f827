//! Facts of a load: how many instances, how full they are, what they carry, how long requests wait.

use super::super::instances::Instances;
use super::super::limits::MOST_JOBS;
use super::super::place::Place;
use super::super::running::Running;
use super::{Facts, percent};
use crate::demand::{Carries, FixedMemory, Instance, Needed, Queue, queue};
use crate::number::Decimal;
use crate::shown::term;
use crate::unit::Quantity;

impl Instances<'_> {
    pub(super) fn load(&self, facts: &mut Facts, running: &Running, place: Option<&Place<'_>>) {
        let instance = &running.instance;
        facts.add(
            "peak",
            "Requests in the busiest hour",
            Some(running.peak),
            "a second",
            format!("{} in the month, spread over the week as: {}", term(running.requests), self.shape),
        );
        if *instance == Instance::default() {
            return; // It has no instances that anything is known of: a static site, a CDN.
        }
        self.count(facts, running, place);
        Self::full(facts, running);
        self.room(facts, running);
        Self::wait(facts, running);
        let unstated = instance.unstated();
        if !unstated.is_empty() {
            facts.add("unstated", "Not stated", None, "", String::new());
            facts.says(unstated.join(", "));
        }
    }

    fn count(&self, facts: &mut Facts, running: &Running, place: Option<&Place<'_>>) {
        let Some(scaled) = &running.scaled else {
            let number = Some(self.resource.instances());
            facts.add("instances", "Instances", number, "instances", "as the stack says".to_owned());
            if self.resource.scaling.is_some() && !place.is_some_and(|place| place.scales) {
                facts.says("its plan does not scale by itself: see the notes of the projection".to_owned());
            }
            return;
        };
        let hours = |seconds: u64| {
            term(Decimal::from(seconds).over(Decimal::from(3_600)).unwrap_or_default().round_half_away(1))
        };
        let parts: Vec<String> = scaled
            .seconds
            .iter()
            .map(|(count, seconds)| format!("{count} for {} h", hours(*seconds)))
            .collect();
        facts.add("instances", "Instances, on average", Some(scaled.mean), "instances", parts.join(", "));
        if self.resource.scaling.as_ref().is_some_and(|scaling| scaling.down_after.is_none()) {
            facts.says(
                "that they are stopped after 5 minutes is assumed: say `down_after` where you know it"
                    .to_owned(),
            );
        }
        facts.add(
            "at-peak",
            "Instances in the busiest hour",
            Some(scaled.at_peak.into()),
            "instances",
            String::new(),
        );
        if scaled.short_seconds > 0 {
            facts.says(format!(
                "for {} h of the month the rule asks for more than the most",
                hours(scaled.short_seconds)
            ));
        }
        match scaled.fixed_memory {
            Some(FixedMemory::ToTheMaximum) => facts.says(
                "what each takes without any request is over the memory target: it goes to the most and stays there".to_owned(),
            ),
            Some(FixedMemory::Holds(number)) => facts.says(format!(
                "what each takes without any request keeps {number} running once they have started"
            )),
            _ => {}
        }
    }

    /// How full the parts of an instance are in the busiest hour.
    fn full(facts: &mut Facts, running: &Running) {
        let instance = &running.instance;
        let at_peak = term(running.at_peak);
        let shares = [
            (
                "cpu",
                "Processors in use in the busiest hour",
                running.used.cpu,
                instance.cpu_seconds.zip(instance.cores).map(|(cpu, cores)| {
                    format!(
                        "{} /s x {} s / ({at_peak} x {} cores)",
                        term(running.peak),
                        term(cpu),
                        term(cores)
                    )
                }),
            ),
            (
                "slots",
                "Threads in use in the busiest hour",
                running.used.slots,
                instance.response_seconds.zip(instance.slots).map(|(time, slots)| {
                    format!("{} /s x {} s / ({at_peak} x {})", term(running.peak), term(time), term(slots))
                }),
            ),
            (
                "memory",
                "Memory in use in the busiest hour",
                running.used.memory,
                instance.fixed_memory.zip(instance.memory).map(|(fixed, ram)| {
                    format!("{} MB and what requests add, of {} MB", megabytes(fixed), megabytes(ram))
                }),
            ),
        ];
        for (id, label, used, formula) in shares {
            if let Some(formula) = formula {
                facts.add(id, label, used.and_then(percent), "%", formula);
                if used.is_some_and(|used| used > Decimal::ONE) {
                    facts.says("more than there is".to_owned());
                }
            }
        }
    }

    /// What one instance carries, and how many the busiest hour wants.
    fn room(&self, facts: &mut Facts, running: &Running) {
        let instance = &running.instance;
        let seconds = running.month.seconds();
        if let Ok(carries) = instance.carries(self.target())
            && let Some((part, Carries::PerSecond(rate))) = carries.least()
        {
            let month = rate.times(Decimal::from(seconds)).and_then(|most| {
                let factor = if running.requests.is_zero() {
                    Decimal::ONE
                } else {
                    running.peak.times(Decimal::from(seconds))?.over(running.requests)?
                };
                if factor.is_zero() { Some(most) } else { most.over(factor) }
            });
            let of = percent(self.target()).unwrap_or_default();
            facts.add(
                "carries",
                "One instance carries",
                month,
                "requests a month",
                format!(
                    "{} /s in the busiest hour, at {} % of its {part}",
                    term(rate.round_half_away(3)),
                    term(of)
                ),
            );
        }
        if let Ok(needed) = instance.needed(running.peak, self.target())
            && let Some((part, needed)) = needed.most()
        {
            let value = match needed {
                Needed::Instances(number) => Some(number),
                Needed::Never => None,
            };
            facts.add(
                "needed",
                "Instances for the busiest hour",
                value,
                "instances",
                format!(
                    "{} /s, at {} % of their {part}",
                    term(running.peak.round_half_away(3)),
                    term(percent(self.target()).unwrap_or_default())
                ),
            );
            if value.is_none() {
                facts.endless(needed.to_string());
            }
        }
    }

    /// The utilisation that instances are wanted at: the autoscaler's of processors, else full.
    fn target(&self) -> Decimal {
        let scaling = self.resource.scaling.as_ref();
        let target = scaling.and_then(|scaling| scaling.cpu.as_ref()).and_then(Quantity::share);
        target.unwrap_or(Decimal::ONE)
    }

    /// How long a request waits for a thread.
    fn wait(facts: &mut Facts, running: &Running) {
        let instance = &running.instance;
        let (Some(time), Some(slots)) = (instance.response_seconds, instance.slots) else { return };
        let all = slots.times(running.at_peak).and_then(|slots| u32::try_from(slots.floor()).ok());
        let Some(waits) = all.and_then(|slots| queue(running.peak, time, slots).ok()) else {
            return;
        };
        let formula = || format!("Erlang C with {} threads of {} s", all.unwrap_or(0), term(time));
        match waits {
            Queue::Steady(waiting) => {
                let at = waiting.wait_at(MOST_JOBS).ok();
                facts.add(
                    "wait",
                    "Wait of 19 requests of 20 in the busiest hour, at most",
                    at,
                    "s",
                    formula(),
                );
            }
            Queue::Grows { .. } => {
                facts.add(
                    "wait",
                    "Wait of 19 requests of 20 in the busiest hour, at most",
                    None,
                    "s",
                    formula(),
                );
                facts.endless("it grows for as long as the hour lasts".to_owned());
            }
        }
    }
}

fn megabytes(bytes: Decimal) -> String {
    term(bytes.over(Decimal::from(1_000_000)).unwrap_or_default().round_half_away(0))
}
