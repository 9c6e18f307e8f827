//! What the laws said before of a resource's instances: a month that asks for the same comes to the same.

use std::ptr;
use std::sync::Arc;

use super::instances::Instances;
use super::place::Place;
use super::running::Running;
use crate::bill::LimitRow;
use crate::demand::{ColdStarts, Shape, Sleeper, cold_starts};
use crate::document::Problem;
use crate::month::Month;
use crate::number::{Decimal, looked_up};
use crate::stack::Resource;
use crate::table::Table;

/// As many months of a resource are kept.
const KEPT: usize = 48;

/// What the laws said, by the resource.
#[derive(Clone, Default)]
pub(in crate::projection) struct Laws<'a> {
    known: Table<OfResource<'a>, &'a str>,
    cold: KnownCold,
}

/// Cold starts by the week, the month and the sleeper: services that are used alike sleep alike.
#[derive(Clone, Default)]
pub(super) struct KnownCold(Vec<(Vec<Decimal>, Month, Sleeper, ColdStarts)>);

/// What they said of one resource.
#[derive(Clone)]
pub(super) struct OfResource<'a> {
    resource: &'a Resource,
    shapes: [Shape; 2],
    months: Vec<(Asked<'a>, Arc<Running>)>,
    rows: Vec<Rows<'a>>,
}

/// What is asked of the laws in a month, wherever in the calendar it lies.
#[derive(Clone)]
pub(super) struct Asked<'a> {
    pub(super) place: Place<'a>,
    pub(super) month: Month,
    /// Requests, pings, jobs, and visits where they are stated.
    pub(super) load: [Decimal; 3],
    pub(super) visits: Option<Decimal>,
    /// Requests, visits, their length and pings of those that connect to it, where it has no load of its own.
    pub(super) uses: Option<([Decimal; 3], Option<Decimal>)>,
}

/// The limits of a month, from what runs in it to what runs in the next.
#[derive(Clone)]
struct Rows<'a> {
    place: Place<'a>,
    month: Month,
    running: [Option<Arc<Running>>; 2],
    tight: Decimal,
    all: Vec<Arc<LimitRow<'a>>>,
}

impl<'a> Laws<'a> {
    /// What is known of a resource, if it is the same one; from now on of this one.
    fn of(&mut self, instances: &Instances<'a>) -> Option<(&mut OfResource<'a>, &mut KnownCold)> {
        let new = || OfResource {
            resource: instances.resource,
            shapes: [instances.shape.clone(), instances.work_shape.clone()],
            months: Vec::new(),
            rows: Vec::new(),
        };
        let known = self.known.get_or_insert_with(instances.name, new)?;
        let [shape, work] = &known.shapes;
        if !ptr::eq(known.resource, instances.resource)
            || (shape, work) != (&instances.shape, &instances.work_shape)
        {
            *known = new();
        }
        Some((known, &mut self.cold))
    }

    /// The limits that instances are in the month at an index.
    pub(in crate::projection) fn limits(
        &mut self,
        instances: &Instances<'a>,
        index: usize,
        month: Month,
        tight: Decimal,
    ) -> Vec<Arc<LimitRow<'a>>> {
        let Some(place) = instances.places.get(index).filter(|_| instances.is_there(month)) else {
            return Vec::new();
        };
        let Some((known, _)) = self.of(instances) else { return Vec::new() };
        let running = [Some(index), index.checked_add(1)];
        let running = running.map(|at| at.and_then(|at| instances.months.get(at)).cloned());
        let same = |known: &&Rows<'a>| {
            let same = |(one, other): (&Option<Arc<_>>, &Option<Arc<_>>)| {
                one.as_ref().map(Arc::as_ptr) == other.as_ref().map(Arc::as_ptr)
            };
            known.tight == tight
                && known.month.seconds() == month.seconds()
                && known.running.iter().zip(&running).all(same)
                && known.place.is(place)
        };
        if let Some(known) = looked_up(|| known.rows.iter().rev().find(same)) {
            let mut rows = known.all.clone();
            LimitRow::move_to(&mut rows, month.into());
            return rows;
        }
        let rows: Vec<_> = instances.limits(index, month, tight).into_iter().map(Arc::new).collect();
        known.rows.push(Rows { place: place.clone(), month, running, tight, all: rows.clone() });
        if known.rows.len() > KEPT {
            known.rows.remove(0);
        }
        rows
    }
}

impl<'a> Laws<'a> {
    /// What runs in a month, as it was worked out for one in which the same was asked, or anew.
    pub(super) fn running(
        &mut self,
        instances: &Instances<'a>,
        asked: Asked<'a>,
        anew: impl FnOnce(&mut KnownCold) -> Result<Running, Problem>,
    ) -> Result<Arc<Running>, Problem> {
        let Some((known, cold)) = self.of(instances) else {
            return anew(&mut KnownCold::default()).map(Arc::new);
        };
        // A week may have its shape, so a month has to begin on the same day of it.
        let weekly = known.shapes.iter().any(|shape| !shape.is_daily());
        let begins = |month: Month| weekly.then(|| month.first_day().weekday());
        let same = |(known, _): &&(Asked<'a>, _)| {
            known.month.seconds() == asked.month.seconds()
                && begins(known.month) == begins(asked.month)
                && (known.load, known.visits, known.uses) == (asked.load, asked.visits, asked.uses)
                && known.place.is(&asked.place)
        };
        if let Some((_, running)) = looked_up(|| known.months.iter().rev().find(same)) {
            return Ok(Arc::clone(running));
        }
        let running = Arc::new(anew(cold)?);
        if known.months.len() == KEPT {
            known.months.remove(0);
        }
        known.months.push((asked, Arc::clone(&running)));
        Ok(running)
    }
}

impl KnownCold {
    /// The cold starts of a month, as they were for another service, or anew.
    pub(super) fn starts(
        &mut self,
        week: Vec<Decimal>,
        month: Month,
        sleeper: &Sleeper,
    ) -> Result<ColdStarts, Problem> {
        let alike = |month: Month| (month.days(), month.first_day().weekday());
        let same = |(of, known, one, _): &&(Vec<Decimal>, Month, Sleeper, ColdStarts)| {
            one == sleeper && alike(*known) == alike(month) && *of == week
        };
        if let Some((.., found)) = looked_up(|| self.0.iter().rev().find(same)) {
            return Ok(found.clone());
        }
        let found = cold_starts(&week, month, sleeper)?;
        if self.0.len() == KEPT {
            self.0.remove(0);
        }
        self.0.push((week, month, *sleeper, found.clone()));
        Ok(found)
    }
}
