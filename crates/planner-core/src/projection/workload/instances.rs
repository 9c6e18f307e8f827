//! Instances: how many run in each month, how full they are in its busiest hour, and how long they sleep.

use std::sync::Arc;

use super::super::figures::counts;
use super::laws::{Asked, KnownCold, Laws};
use super::place::Place;
use super::running::Running;
use super::uses::{self, Uses};
use super::{Part, World, base, too_large};
use crate::book::{Measure, WokenBy};
use crate::demand::{Instance, Shape, Workers};
use crate::document::Problem;
use crate::month::Month;
use crate::number::Decimal;
use crate::stack::{Load, Pooled, Resource, Work};

/// The instances of a resource over the months.
#[derive(Debug)]
pub(in crate::projection) struct Instances<'a> {
    pub(super) name: &'a str,
    pub(super) resource: &'a Resource,
    /// Its place in each month, one more than there are months.
    pub(super) places: Vec<Place<'a>>,
    pub(super) shape: Shape,
    pub(super) work_shape: Shape,
    pub(super) instance: Instance,
    /// Who uses it, where it states no load of its own and sleeps.
    pub(super) uses: Option<Uses>,
    /// Pings in each month; empty where there are none.
    pings: Vec<Decimal>,
    /// One more than there are months.
    pub(super) months: Vec<Arc<Running>>,
}

/// Works out the instances of a resource that has a load or works on jobs, and adds what they make.
pub(super) fn of<'a>(
    parts: &mut Vec<Part<'a>>,
    world: World<'a, '_>,
    (name, resource): (&'a str, &'a Resource),
    laws: &mut Laws<'a>,
) -> Result<Option<Instances<'a>>, Problem> {
    let does = resource.load.is_some() || resource.work.is_some() || !resource.connects.is_empty();
    if !does && !world.connected.contains_key(name) {
        return Ok(None);
    }
    let places = (0..=world.months).filter_map(|index| world.model.stack.start.plus(index));
    let places: Vec<Place<'a>> =
        places.map(|month| Place::in_month(world.model, (name, resource), month)).collect();
    let asleep = |place: &Place<'_>| place.sleeps.is_some_and(|terms| terms.by == WokenBy::Use);
    let sleeps = resource.load.is_none() && places.iter().any(asleep);
    let uses = if sleeps { uses::of(world, name)? } else { None };
    if !does && uses.is_none() {
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
    let passing = |all: Vec<Decimal>| {
        passed.and_then(|passed| super::each(&all, passed)).ok_or_else(|| too_large(&path))
    };
    let requests = match load {
        Some(load) => passing(often(&load.requests, "load.requests")?)?,
        None => all.clone(),
    };
    let sessions = match load.and_then(|load| load.sessions.as_ref()) {
        // Visits that are answered elsewhere do not wake it, and none has less than one request.
        Some(sessions) => {
            let visits = passing(often(sessions, "load.sessions")?)?;
            let both = visits.iter().zip(&requests);
            Some(both.map(|(visits, requests)| (*visits).min(*requests)).collect::<Vec<_>>())
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
        instance: places.first().map(|place| place.instance(resource)).unwrap_or_default(),
        places,
        uses,
        pings: uses::pings(world, resource).unwrap_or_default(),
        months: Vec::with_capacity(requests.len()),
    };
    for (index, (requests, jobs)) in (0_u32..).zip(requests.iter().zip(&jobs)) {
        let at = usize::try_from(index).unwrap_or(usize::MAX);
        let month = world.model.stack.start.plus(index).ok_or_else(|| too_large(&path))?;
        let visits = sessions.as_ref().and_then(|sessions| sessions.get(at)).copied();
        let pings = found.pings.get(at).copied().unwrap_or_default();
        let on = |place: &Place<'a>, cold: &mut KnownCold| {
            let running = found.running((place, cold), month, (*requests, pings), visits, (*jobs, at));
            running.map_err(|problem| placed(problem, &path))
        };
        let place = found.places.get(at).ok_or_else(|| too_large(&path))?;
        let changes = Place::changes(world.model, name, month);
        let running = if changes.is_empty() {
            let uses = found.uses.as_ref().map(|uses| {
                let (requests, visits) = uses.in_month(at);
                ([requests, visits, uses.session], uses.pings)
            });
            let asked = Asked { place: place.clone(), month, load: [*requests, pings, *jobs], visits, uses };
            laws.running(&found, asked, |cold| on(place, cold))?
        } else {
            let mut cold = KnownCold::default();
            let mut running = on(place, &mut cold)?;
            for day in changes {
                let counts = on(&Place::of(world.model, (name, resource), day), &mut cold)?.counts;
                running.later.push((day.second_of_month(), counts));
            }
            Arc::new(running)
        };
        found.months.push(running);
    }
    found.add(parts, world).ok_or_else(|| too_large(&path))?;
    Ok(Some(found))
}

/// What happens in each month, nothing before the resource exists and after it.
pub(super) fn since(world: World<'_, '_>, resource: &Resource, mut all: Vec<Decimal>) -> Vec<Decimal> {
    if let Some(first) = resource.since.and_then(|since| since.month().since(world.model.stack.start)) {
        let before = usize::try_from(first).unwrap_or(usize::MAX);
        all.iter_mut().take(before).for_each(|one| *one = Decimal::ZERO);
    }
    if let Some(until) = resource.until {
        // The month it ends in still has something, unless it ends as the month begins.
        let months = until.month().since(world.model.stack.start).unwrap_or(0);
        let last = months.saturating_add(u32::from(until.day() > 1));
        let alive = usize::try_from(last).unwrap_or(usize::MAX);
        all.iter_mut().skip(alive).for_each(|one| *one = Decimal::ZERO);
    }
    all
}

/// A problem of the arithmetic, where it has no place of its own yet.
pub(super) fn placed(problem: Problem, path: &str) -> Problem {
    let mut problem = problem;
    if !problem.path.starts_with("resources.") {
        path.clone_into(&mut problem.path);
    }
    problem
}

impl<'a> Instances<'a> {
    /// Whether there is an instance in a month, or any more.
    pub(super) fn is_there(&self, month: Month) -> bool {
        self.resource.since.is_none_or(|since| since.month() <= month)
            && self.resource.until.is_none_or(|until| until > month.first_day())
    }

    /// Adds processor time, memory and connections.
    fn add(&self, parts: &mut Vec<Part<'a>>, world: World<'a, '_>) -> Option<()> {
        let path = format!("resources.{}.load", self.name);
        let mut all = |resource, measure, values| {
            parts.push(Part::of(resource, measure, values, &path));
        };
        let each = |of: &dyn Fn(&Running) -> Option<Decimal>| {
            self.months.iter().map(|one| of(one)).collect::<Option<Vec<_>>>()
        };
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
        let counts = |measure| world.counts(self.resource, measure);
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
        let one = &self.instance;
        let answer = self.resource.load.as_ref().and_then(|load| base(load.answer.as_ref()?, "B"));
        let memory = one.fixed_memory.and_then(|fixed| fixed.plus(one.request_memory.unwrap_or_default()));
        for (measure, size) in [
            (Measure::RequestCpu, one.cpu_seconds),
            (Measure::RequestTime, one.response_seconds),
            (Measure::RequestMemory, memory),
            (Measure::AnswerSize, answer),
            (Measure::AtOnce, one.response_seconds),
        ] {
            let Some(size) = size.filter(|_| counts(measure)) else { continue };
            let at_once = measure == Measure::AtOnce;
            all(
                self.name,
                measure,
                each(&|running| if at_once { running.peak.times(size) } else { Some(size) })?,
            );
        }
        for connects in &self.resource.connects {
            let (to, _) = world.model.stack.resources.entry(&connects.to)?;
            let since = self.resource.since.map(crate::month::Date::month);
            let most = |(index, running): (u32, &Arc<Running>)| {
                let month = world.model.stack.start.plus(index);
                if since.is_some_and(|since| month.is_some_and(|month| since > month)) {
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
            let values = (0_u32..).zip(&self.months).map(most).collect::<Option<Vec<_>>>()?;
            for measure in measures {
                let path = format!("resources.{}.connects", self.name);
                parts.push(Part::of(to, *measure, values.clone(), &path));
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
