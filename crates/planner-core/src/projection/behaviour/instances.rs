//! Instances: how many run in each month, how full they are in its busiest hour, and how long they sleep.

use rust_decimal::Decimal;

use super::super::figures::counts;
use super::place::Place;
use super::uses::{self, Uses};
use super::{Part, World, base, too_large};
use crate::book::{Measure, Without, WokenBy};
use crate::demand::{
    Autoscaler, ColdStarts, Instance, Scaled, Shape, Sleeper, Utilisation, Workers, autoscale, cold_starts,
};
use crate::document::Problem;
use crate::month::Month;
use crate::number::{Checked, Number};
use crate::stack::{Load, Pooled, Resource, Work};

/// Seconds after which an autoscaler stops what it no longer wants, where the vendor says "a few minutes": assumed.
pub(super) const DELAY: u32 = 300;

/// Seconds within which a pool of open connections sends something: assumed, and far below what any vendor waits for.
const POOL: Decimal = Decimal::from_parts(60, 0, 0, false, 0);

/// Seconds from one look of an autoscaler to the next, where the vendor does not say: assumed.
const LOOK: u32 = 60;

/// The instances of a resource over the months.
#[derive(Debug)]
pub(in crate::projection) struct Instances<'a> {
    pub(super) name: &'a str,
    pub(super) resource: &'a Resource,
    pub(super) place: Place<'a>,
    pub(super) shape: Shape,
    pub(super) work_shape: Shape,
    pub(super) instance: Instance,
    /// Who uses it, where it states no load of its own and sleeps.
    uses: Option<Uses>,
    /// Pings in each month; empty where there are none.
    pings: Vec<Decimal>,
    /// One more than there are months.
    pub(super) months: Vec<Running>,
}

/// The instances of a resource in one month.
#[derive(Debug)]
pub(super) struct Running {
    pub(super) month: Month,
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

/// Works out the instances of a resource that has a load or works on jobs, and adds what they make.
pub(super) fn of<'a>(
    parts: &mut Vec<Part<'a>>,
    world: World<'a, '_>,
    (name, resource): (&'a str, &'a Resource),
) -> Result<Option<Instances<'a>>, Problem> {
    let place = Place::of(world.model, (name, resource), world.model.start());
    let sleeps = resource.load.is_none() && place.sleeps.is_some_and(|terms| terms.by == WokenBy::Use);
    let uses = if sleeps { uses::of(world, name)? } else { None };
    if resource.load.is_none() && resource.work.is_none() && resource.connects.is_empty() && uses.is_none() {
        return Ok(None);
    }
    let path = format!("resources.{name}");
    let load = resource.load.as_ref();
    let all = vec![Decimal::ZERO; usize::try_from(world.months).unwrap_or(0).saturating_add(1)];
    let often = |series, at: &str| {
        let path = format!("{path}.{at}");
        counts(series, world.model.stack, world.months, world.drivers, &path)
            .map(|all| since(world, resource, all))
    };
    let passed = load.map_or(Some(Decimal::ONE), |load| Decimal::ONE.minus(load.kept_elsewhere()));
    let requests = match load {
        Some(load) => passed
            .and_then(|passed| super::each(&often(&load.requests, "load.requests").ok()?, passed))
            .ok_or_else(|| too_large(&path))?,
        None => all.clone(),
    };
    let sessions = match load.and_then(|load| load.sessions.as_ref()) {
        // Visits that are answered elsewhere do not wake it, and none has less than one request.
        Some(sessions) => {
            let visits =
                passed.and_then(|passed| super::each(&often(sessions, "load.sessions").ok()?, passed));
            let visits = visits.ok_or_else(|| too_large(&path))?;
            Some(
                visits
                    .iter()
                    .zip(&requests)
                    .map(|(visits, requests)| visits.least(*requests))
                    .collect::<Vec<_>>(),
            )
        }
        None => None,
    };
    let jobs = match &resource.work {
        Some(work) => often(&work.jobs, "work.jobs")?,
        None => all,
    };
    let shape = |own: Option<&Shape>| own.or(world.model.stack.shape.as_ref()).cloned().unwrap_or_default();
    let mut found = Instances {
        name,
        resource,
        shape: shape(load.and_then(|load| load.shape.as_ref())),
        work_shape: shape(resource.work.as_ref().and_then(|work| work.shape.as_ref())),
        instance: place.instance(resource),
        place,
        uses,
        pings: uses::pings(world, resource).unwrap_or_default(),
        months: Vec::with_capacity(requests.len()),
    };
    for (index, (requests, jobs)) in (0_u32..).zip(requests.iter().zip(&jobs)) {
        let at = usize::try_from(index).unwrap_or(usize::MAX);
        let month = world.model.stack.start.plus(index).ok_or_else(|| too_large(&path))?;
        let visits = sessions.as_ref().and_then(|sessions| sessions.get(at)).copied();
        let pings = found.pings.get(at).copied().unwrap_or_default();
        let running = found.running(month, (*requests, pings), visits, *jobs);
        found.months.push(running.map_err(|problem| placed(problem, &path))?);
    }
    found.add(parts, world).ok_or_else(|| too_large(&path))?;
    Ok(Some(found))
}

/// What happens in each month, nothing before the resource exists.
pub(super) fn since(world: World<'_, '_>, resource: &Resource, mut all: Vec<Decimal>) -> Vec<Decimal> {
    if let Some(first) = resource.since.and_then(|since| since.month().since(world.model.stack.start)) {
        let before = usize::try_from(first).unwrap_or(usize::MAX);
        all.iter_mut().take(before).for_each(|one| *one = Decimal::ZERO);
    }
    all
}

/// A problem of the arithmetic, where it has no place of its own yet.
fn placed(problem: Problem, path: &str) -> Problem {
    let mut problem = problem;
    if !problem.path.starts_with("resources.") {
        path.clone_into(&mut problem.path);
    }
    problem
}

impl<'a> Instances<'a> {
    fn running(
        &self,
        month: Month,
        (requests, pings): (Decimal, Decimal),
        visits: Option<Decimal>,
        jobs: Decimal,
    ) -> Result<Running, Problem> {
        let beyond = || too_large("");
        let fixed = self.resource.instances();
        let peak = self.shape.peak(month, requests).ok_or_else(beyond)?;
        let scaled = self.scaled(month, requests)?;
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
        let used = if at_peak.is_zero() {
            Utilisation::default()
        } else {
            self.instance.utilisation(peak, at_peak)?
        };
        let cold = self.cold(month, requests, visits)?;
        let awake = match &cold {
            None => Decimal::ONE,
            Some(cold) => {
                cold.awake.plus(cold.asleep).and_then(|hours| cold.awake.over(hours)).ok_or_else(beyond)?
            }
        };
        Ok(Running {
            month,
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
    fn scaled(&self, month: Month, requests: Decimal) -> Result<Option<Scaled>, Problem> {
        let Some(scaling) = self.resource.scaling.as_ref().filter(|_| self.place.scales) else {
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
        let sees_cpu =
            rule.cpu.is_some() && self.instance.cores.is_some() && self.instance.cpu_seconds.is_some();
        let sees_memory =
            rule.memory.is_some() && self.instance.memory.is_some() && self.instance.fixed_memory.is_some();
        if !sees_cpu && !sees_memory {
            return Ok(None);
        }
        autoscale(&rule, &self.instance, &self.shape, month, requests).map(Some)
    }

    /// Who meets it asleep, where its plan sleeps.
    fn cold(
        &self,
        month: Month,
        requests: Decimal,
        visits: Option<Decimal>,
    ) -> Result<Option<ColdStarts>, Problem> {
        // What a hand has to wake is not woken by use: it is paused for good, and says so elsewhere.
        let terms = self.place.sleeps.filter(|terms| terms.by == WokenBy::Use);
        let Some(terms) = terms else { return Ok(None) };
        let seconds = |quantity: &Option<crate::unit::Quantity>| base(quantity.as_ref()?, "s");
        let (requests, visits, length, pings) = match (&self.resource.load, &self.uses) {
            (Some(load), _) => {
                (requests, visits.unwrap_or(requests), seconds(&load.session), seconds(&load.pings))
            }
            (None, Some(uses)) => {
                let at = self.months.len();
                let of = |all: &[Decimal]| all.get(at).copied().unwrap_or_default();
                (of(&uses.requests), of(&uses.visits), Some(uses.session), uses.pings)
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
        cold_starts(&week, month, &sleeper)
            .map(Some)
            .map_err(|problem| placed(problem, &format!("resources.{}.load", self.name)))
    }

    /// Adds processor time, memory and connections.
    fn add(&self, parts: &mut Vec<Part<'a>>, world: World<'a, '_>) -> Option<()> {
        let path = format!("resources.{}.load", self.name);
        let mut all = |resource, measure, values| {
            parts.push(Part {
                resource,
                measure,
                values,
                events: Vec::new(),
                gone: None,
                path: path.clone(),
            });
        };
        let each =
            |of: &dyn Fn(&Running) -> Option<Decimal>| self.months.iter().map(of).collect::<Option<Vec<_>>>();
        if let Some(cpu) = self.instance.cpu_seconds {
            all(
                self.name,
                Measure::CpuTime,
                each(&|running| running.requests.plus(running.pings)?.times(cpu))?,
            );
            all(
                self.name,
                Measure::Cpu,
                each(&|running| {
                    let seconds = Decimal::from(running.month.seconds());
                    let mean = running.mean()?;
                    if mean.is_zero() {
                        return Some(Decimal::ZERO);
                    }
                    running.requests.plus(running.pings)?.times(cpu)?.over(seconds)?.over(mean)
                })?,
            );
        }
        if let Some(fixed) = self.instance.fixed_memory {
            // A process keeps what it once took: its memory is that of the busiest hour.
            let in_flight = self.instance.request_memory.zip(self.instance.response_seconds);
            all(
                self.name,
                Measure::Memory,
                each(&|running| match in_flight {
                    Some((each, seconds)) if !running.at_peak.is_zero() => {
                        fixed.plus(running.peak.times(seconds)?.times(each)?.over(running.at_peak)?)
                    }
                    _ => Some(fixed),
                })?,
            );
        }
        // A server has no runs to count; a function platform does.
        let book = world.model.book(self.resource.provider()).ok();
        let counts = |measure| {
            book.is_some_and(|book| book.provider.measuring(self.resource.product_id(), measure).is_some())
        };
        let runs = |running: &Running| running.requests.plus(running.pings);
        let works = self.resource.load.as_ref().is_some_and(Load::runs_something);
        if works && counts(Measure::Invocations) {
            all(self.name, Measure::Invocations, each(&runs)?);
        }
        let held = self.instance.response_seconds.zip(self.instance.fixed_memory);
        if let Some((seconds, memory)) = held.filter(|_| counts(Measure::MemoryTime)) {
            let one = seconds.times(memory)?;
            all(self.name, Measure::MemoryTime, each(&|running| runs(running)?.times(one))?);
        }
        for connects in &self.resource.connects {
            let (to, _) = world.model.stack.resources.entry(&connects.to)?;
            let since = self.resource.since.map(crate::month::Date::month);
            let most = |running: &Running| {
                if since.is_some_and(|since| since > running.month) {
                    return Some(Decimal::ZERO);
                }
                let started = running.scaled.as_ref().map_or(running.at_peak, |scaled| scaled.most().into());
                started.times(connects.each)
            };
            let measures: &[Measure] = match connects.pooled {
                Pooled::Not => &[Measure::Connections],
                Pooled::Somehow | Pooled::Transaction => &[Measure::PooledConnections],
                Pooled::Session => &[Measure::PooledConnections, Measure::PooledSessions],
            };
            for measure in measures {
                all(to, *measure, each(&most)?);
            }
        }
        Some(())
    }

    /// The queue of jobs in a month.
    pub(super) fn workers(&self, running: &Running) -> Option<(&'a Work, Workers, u32)> {
        let work = self.resource.work.as_ref()?;
        let workers = Workers {
            per_second: running.jobs_at_peak,
            seconds: base(&work.time, "s")?,
            slots: u32::try_from(work.concurrency).ok()?,
        };
        Some((work, workers, u32::try_from(running.at_peak).ok()?))
    }
}
