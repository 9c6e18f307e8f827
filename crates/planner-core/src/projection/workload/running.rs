//! A resource's instances in one month: how many run, how full they are in its busiest hour, how long they sleep.

use super::instances::{Instances, placed};
use super::laws::KnownCold;
use super::place::Place;
use super::{base, too_large};
use crate::book::{Without, WokenBy};
use crate::demand::{Autoscaler, ColdStarts, Instance, Scaled, Sleeper, Utilisation, autoscale};
use crate::document::Problem;
use crate::month::Month;
use crate::number::Decimal;

/// Seconds after which an autoscaler stops what it no longer wants, where the vendor says "a few minutes": assumed.
pub(super) const DELAY: u32 = 300;

/// Seconds within which a pool of open connections sends something: assumed, and far below what any vendor waits for.
const POOL: Decimal = Decimal::from_parts(60, 0, 0, false, 0);

/// Seconds from one look of an autoscaler to the next, where the vendor does not say: assumed.
const LOOK: u32 = 60;

/// The instances of a resource in one month.
#[derive(Debug)]
pub(super) struct Running {
    /// A month of these, all as long and, where that matters, with the same weekdays.
    pub(super) month: Month,
    /// One instance, on the plan of the month.
    pub(super) instance: Instance,
    /// How many run from a second of the month on, where the plan changes in it.
    pub(super) later: Vec<(u32, Counts)>,
    /// Requests that reach it, and jobs it works on.
    pub(super) requests: Decimal,
    /// Pings besides, which are requests too.
    pub(super) pings: Decimal,
    pub(super) jobs: Decimal,
    /// How many of them a second in the busiest hour.
    pub(super) peak: Decimal,
    pub(super) jobs_at_peak: Decimal,
    /// How many run when.
    pub(super) counts: Counts,
    /// How many run in the busiest hour.
    pub(super) at_peak: Decimal,
    /// The most that may run.
    pub(super) most: Decimal,
    /// How full each is in the busiest hour.
    pub(super) used: Utilisation,
    pub(super) scaled: Option<Scaled>,
    pub(super) cold: Option<ColdStarts>,
}

/// How many instances run in a month.
#[derive(Clone, Debug)]
pub(in crate::projection) struct Counts {
    /// A number, and the share of the month in which so many run.
    pub(in crate::projection) parts: Vec<(Decimal, Decimal)>,
    /// The share of each day in which they are awake.
    pub(in crate::projection) awake: Decimal,
}

impl Running {
    /// Instances on average over the month, asleep ones left out.
    pub(super) fn mean(&self) -> Option<Decimal> {
        let mut mean = Decimal::ZERO;
        for (count, share) in &self.counts.parts {
            mean = mean.plus(count.times(*share)?)?;
        }
        mean.times(self.counts.awake)
    }
}

impl<'a> Instances<'a> {
    /// What happens in a month, as far as its plan stays that of a place.
    pub(super) fn running(
        &self,
        (place, known): (&Place<'a>, &mut KnownCold),
        month: Month,
        (requests, pings): (Decimal, Decimal),
        visits: Option<Decimal>,
        (jobs, at): (Decimal, usize),
    ) -> Result<Running, Problem> {
        let beyond = || too_large("");
        let fixed = self.resource.instances();
        let peak = self.shape.peak(month, requests).ok_or_else(beyond)?;
        let instance = place.instance(self.resource);
        let scaled = self.scaled((place, &instance), month, requests)?;
        let (counts, at_peak, most) = match &scaled {
            None => (vec![(fixed, Decimal::ONE)], fixed, fixed),
            Some(scaled) => {
                let seconds = Decimal::from(month.seconds());
                let share = |(count, of): &(u32, u64)| {
                    Some((Decimal::from(*count), Decimal::from(*of).over(seconds)?))
                };
                let counts = scaled.seconds.iter().map(share).collect::<Option<_>>().ok_or_else(beyond)?;
                let most = self.resource.scaling.as_ref().map_or(fixed, |scaling| scaling.max.into());
                (counts, scaled.at_peak.into(), most)
            }
        };
        let used =
            if at_peak.is_zero() { Utilisation::default() } else { instance.utilisation(peak, at_peak)? };
        let cold = self.cold((place, known), (month, at), requests, visits)?;
        let awake = match &cold {
            None => Decimal::ONE,
            Some(cold) => {
                cold.awake.plus(cold.asleep).and_then(|hours| cold.awake.over(hours)).ok_or_else(beyond)?
            }
        };
        Ok(Running {
            month,
            instance,
            later: Vec::new(),
            requests,
            pings,
            jobs,
            peak,
            jobs_at_peak: self.work_shape.peak(month, jobs).ok_or_else(beyond)?,
            counts: Counts { parts: counts, awake },
            at_peak,
            most,
            used,
            scaled,
            cold,
        })
    }

    /// What the vendor's autoscaler does, where it can be had and something says what it sees.
    fn scaled(
        &self,
        (place, instance): (&Place<'a>, &Instance),
        month: Month,
        requests: Decimal,
    ) -> Result<Option<Scaled>, Problem> {
        let Some(scaling) = self.resource.scaling.as_ref().filter(|_| place.scales) else {
            return Ok(None);
        };
        let target = |quantity: &Option<crate::unit::Quantity>| {
            quantity.as_ref().and_then(crate::unit::Quantity::share)
        };
        let rule = Autoscaler {
            min: scaling.min,
            max: scaling.max,
            cpu: target(&scaling.cpu),
            memory: target(&scaling.memory),
            delay: scaling
                .down_after
                .as_ref()
                .and_then(|delay| u32::try_from(base(delay, "s")?.round_half_away(0)).ok())
                .unwrap_or(DELAY),
            every: LOOK,
        };
        let sees_cpu = rule.cpu.is_some() && instance.cores.is_some() && instance.cpu_seconds.is_some();
        let sees_memory =
            rule.memory.is_some() && instance.memory.is_some() && instance.fixed_memory.is_some();
        if !sees_cpu && !sees_memory {
            return Ok(None);
        }
        autoscale(&rule, instance, &self.shape, month, requests).map(Some)
    }

    /// Who meets it asleep, where its plan sleeps.
    fn cold(
        &self,
        (place, known): (&Place<'a>, &mut KnownCold),
        (month, at): (Month, usize),
        requests: Decimal,
        visits: Option<Decimal>,
    ) -> Result<Option<ColdStarts>, Problem> {
        // What a hand has to wake is not woken by use: it is paused for good, and says so elsewhere.
        let terms = place.sleeps.filter(|terms| terms.by == WokenBy::Use);
        let Some(terms) = terms else { return Ok(None) };
        let seconds = |quantity: &Option<crate::unit::Quantity>| base(quantity.as_ref()?, "s");
        let (requests, visits, length, pings) = match (&self.resource.load, &self.uses) {
            (Some(load), _) => {
                (requests, visits.unwrap_or(requests), seconds(&load.session), seconds(&load.pings))
            }
            (None, Some(uses)) => {
                let (requests, visits) = uses.in_month(at);
                (requests, visits, Some(uses.session), uses.pings)
            }
            (None, None) => return Ok(None),
        };
        let sleeper = Sleeper {
            requests: if visits.is_zero() {
                Decimal::ONE
            } else {
                requests.over(visits).unwrap_or(Decimal::ONE).most(Decimal::ONE)
            },
            length: length.unwrap_or_default(),
            pings,
            // A pool of connections talks to its database all the time, which is sending.
            sends: (terms.without == Without::Outbound && !self.resource.connects.is_empty()).then_some(POOL),
            ..Sleeper::new(terms.after.seconds(), terms.wakes.typical())
        };
        let week = self.shape.by_hour(month, visits).ok_or_else(|| too_large("load"))?;
        known
            .starts(week, month, &sleeper)
            .map(Some)
            .map_err(|problem| placed(problem, &format!("resources.{}.load", self.name)))
    }
}
