//! From what resources do to usage of meters.
//!
//! Worked out for the whole stack at once: an answer passes other resources on its way, and instances hold connections
//! to other resources. What a resource makes is kept as a [`Measure`] in that measure's base unit; which meter of a
//! vendor measures it, the price book says.

mod asked;
mod facts;
mod files;
mod instances;
mod laws;
mod limits;
mod place;
mod running;
mod sends;
mod tables;
mod unheard;
mod uses;

use std::sync::Arc;

use super::Options;
use super::figures::{Begins, Drivers, Figures, Gone, Sized, drivers};
use crate::bill::LimitRow;
use crate::book::{Books, Measure, Meter, MeterKind, Provider};
use crate::document::Problem;
use crate::model::Model;
use crate::month::Month;
use crate::note::Notes;
use crate::number::Decimal;
use crate::stack::{Resource, Stack};
use crate::table::Table;
use crate::unit::{Quantity, Unit};
pub use facts::Fact;
use facts::Facts;
use instances::Instances;
pub(super) use laws::Laws;
pub(super) use running::Counts;
use running::Running;
use tables::Tables;

/// What the resources of a stack make by what they do.
#[derive(Debug, Default)]
pub(super) struct Workload<'a> {
    parts: Vec<Part<'a>>,
    /// The places of the parts of a resource, by its name.
    of: Table<Vec<usize>, &'a str>,
    instances: Vec<Instances<'a>>,
    /// The place of a resource's instances, by its name.
    running: Table<usize, &'a str>,
    tables: Vec<Tables<'a>>,
    /// What has to be asked, or does nothing.
    pub(super) notes: Notes,
}

/// Usage of a meter that follows from what a resource does.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    /// The resource that the vendor counts it for.
    pub(crate) resource: String,
    pub(crate) meter: String,
    pub(crate) measure: Measure,
    /// Where what it follows from is stated.
    pub(crate) path: String,
}

/// One measure of one resource, over the months.
#[derive(Debug)]
pub(super) struct Part<'a> {
    resource: &'a str,
    measure: Measure,
    /// In the measure's base unit (bytes, seconds, a number), one more than there are months.
    values: Vec<Decimal>,
    /// The same by the size of one, where a vendor's price may go by it; empty where nobody can say.
    events: Vec<Sized>,
    /// What of it is deleted, in the base unit too, where it is a level and anything says so.
    gone: Option<Gone>,
    /// When it begins to pile up, where that is after the start.
    begins: Option<Begins>,
    /// Where it comes from in the stack.
    path: String,
}

impl<'a> Part<'a> {
    /// Figures of a measure, of no known sizes, that pile up and are deleted as nothing says.
    fn of(resource: &'a str, measure: Measure, values: Vec<Decimal>, path: &str) -> Self {
        Self {
            resource,
            measure,
            values,
            events: Vec::new(),
            gone: None,
            begins: None,
            path: path.to_owned(),
        }
    }
}

/// What everything is worked out from.
#[derive(Clone, Copy)]
struct World<'a, 'd> {
    model: &'d Model<'a>,
    months: u32,
    drivers: &'d Drivers<'d>,
    /// What others hold connections to.
    connected: &'d Table<(), &'a str>,
}

impl World<'_, '_> {
    /// Whether a meter of a resource's vendor measures it.
    fn counts(self, resource: &Resource, measure: Measure) -> bool {
        let book = self.model.book(resource.provider()).ok();
        book.is_some_and(|book| book.provider.measuring(resource.product_id(), measure).is_some())
    }
}

/// Works out what every resource does.
pub(super) fn workload<'a>(
    model: &Model<'a>,
    months: u32,
    drivers: &Drivers<'_>,
    (laws, told): (&mut Laws<'a>, bool),
) -> Result<Workload<'a>, Problem> {
    let connects = model.stack.resources.iter().flat_map(|(_, resource)| &resource.connects);
    let connected = connects.map(|connects| (connects.to.as_str(), ())).collect();
    let world = World { model, months, drivers, connected: &connected };
    let mut all = Workload::default();
    for (name, resource) in model.stack.resources.iter() {
        files::add(&mut all.parts, world, (name, resource))?;
        sends::add(&mut all.parts, world, (name, resource))?;
        all.tables.extend(tables::of(&mut all.parts, world, (name, resource))?);
        all.instances.extend(instances::of(&mut all.parts, world, (name, resource), laws)?);
    }
    for (at, part) in all.parts.iter().enumerate() {
        all.of.get_or_insert_with(part.resource, Vec::new).into_iter().for_each(|of| of.push(at));
    }
    all.running = all.instances.iter().enumerate().map(|(at, own)| (own.name, at)).collect();
    if told {
        all.notes = asked::pools(world).into();
        let unheard = unheard::notes(world, &all);
        all.notes.extend(unheard);
    }
    Ok(all)
}

impl<'a> Workload<'a> {
    /// The instances of a resource.
    fn instances_of(&self, name: &str) -> Option<&Instances<'a>> {
        self.instances.get(*self.running.get(name)?)
    }

    /// What a resource makes.
    fn parts_of(&self, name: &str) -> impl Iterator<Item = &Part<'a>> {
        self.of.get(name).into_iter().flatten().filter_map(|at| self.parts.get(*at))
    }

    /// How many instances of a resource run in each month, where that is no fixed number.
    ///
    /// From a second of the month on, one more where the plan changes in it.
    pub(super) fn counts(&self, name: &str) -> Vec<Vec<(u32, Counts)>> {
        let own = self.instances_of(name);
        let varies = |running: &Arc<Running>| {
            running.scaled.is_some() || running.cold.is_some() || !running.later.is_empty()
        };
        own.filter(|own| own.months.iter().any(varies))
            .map(|own| {
                let month = |running: &Arc<Running>| {
                    let first = std::iter::once((0, running.counts.clone()));
                    first.chain(running.later.iter().cloned()).collect()
                };
                own.months.iter().map(month).collect()
            })
            .unwrap_or_default()
    }

    /// Which usage follows from what resources do, and where that is stated.
    pub(super) fn made(&self, model: &Model<'a>) -> Vec<Made> {
        let made = |part: &Part<'a>| {
            let product = model.stack.resources.get(part.resource)?;
            let book = &model.book(product.provider()).ok()?.provider;
            let (meter, _) = book.measuring(product.product_id(), part.measure)?;
            Some(Made {
                resource: part.resource.to_owned(),
                meter: meter.to_owned(),
                measure: part.measure,
                path: part.path.clone(),
            })
        };
        self.parts.iter().filter_map(made).collect()
    }

    /// What instances can do in the month at an index, against what is asked of them.
    pub(super) fn limits<'s>(
        &'s self,
        index: usize,
        month: Month,
        tight: Decimal,
        laws: &'s mut Laws<'a>,
    ) -> impl Iterator<Item = Arc<LimitRow<'a>>> + use<'s, 'a> {
        let instances = self.instances.iter();
        let instances = instances.flat_map(move |instances| laws.limits(instances, index, month, tight));
        let tables = self.tables.iter().filter_map(move |tables| tables.limits(index, month, tight));
        instances.chain(tables.map(Arc::new))
    }

    /// Adds what a resource makes to the usage that is stated for it.
    pub(super) fn add(
        &self,
        usage: &mut Vec<(&'a str, Figures)>,
        book: &'a Provider,
        (name, resource): (&'a str, &'a Resource),
    ) -> Result<(), Problem> {
        for part in self.parts_of(name) {
            let Some((key, meter)) = book.measuring(resource.product_id(), part.measure) else { continue };
            let base = base_of(part.measure);
            let in_unit = |value: &Decimal| in_meter(part.measure, *value, (base.as_ref(), &meter.unit));
            let values = part.values.iter().map(in_unit).collect::<Option<Vec<_>>>();
            // Where a price goes by the size of one, or each one is rounded, they stay what they are.
            let by_size = book.products.get(resource.product_id()).is_some_and(|p| !p.requests.is_empty());
            let figures = if (by_size || meter.each_event.is_some()) && !part.events.is_empty() {
                let one =
                    |sized: &Sized| Some(Sized { size: in_unit(&sized.size)?, counts: sized.counts.clone() });
                part.events.iter().map(one).collect::<Option<Vec<_>>>().and_then(Figures::events)
            } else if part.measure.is_of_one() && meter.kind == MeterKind::Flow {
                // A meter of each run's length looks at the largest: one of them tells it.
                let one = |size: Decimal| Sized { size, counts: vec![Decimal::ONE; part.values.len()] };
                values.and_then(|values| Figures::events(vec![one(*values.first()?)]))
            } else {
                let least = book.has_least(resource.product_id(), key);
                let gone = part.gone.as_ref().filter(|_| least);
                let gone = gone
                    .map(|gone| gone.changed(in_unit).ok_or_else(|| too_large(&part.path)))
                    .transpose()?;
                values.map(|values| Figures::new(meter.kind, values).losing(gone).begun(part.begins))
            };
            let figures = figures.ok_or_else(|| too_large(&part.path))?;
            let figures = if part.measure.is_of_one() { figures.in_steps() } else { figures };
            match usage.iter_mut().find(|(known, _)| *known == key) {
                None => usage.push((key, figures)),
                // What one instance takes is one figure: two would be two opinions of it.
                Some(_) if matches!(part.measure, Measure::Cpu | Measure::Memory) => {
                    return Err(Problem::new(format!(
                        "`{key}` is given, and follows from `{}` as well",
                        part.path
                    ))
                    .path(format!("resources.{name}.usage.{key}"))
                    .hint("leave one of them out"));
                }
                // Of the largest one, or the most at a time, the larger counts.
                Some((_, known)) if part.measure.is_of_one() => *known = known.most(&figures),
                Some((_, known)) => {
                    *known = known.plus(&figures).ok_or_else(|| too_large(&part.path))?;
                }
            }
        }
        usage.sort_unstable_by_key(|(key, _)| *key);
        Ok(())
    }
}

/// What one resource does.
#[derive(Debug)]
pub(crate) struct Does<'a> {
    pub(crate) name: &'a str,
    pub(crate) resource: &'a Resource,
    /// Facts of the first month, and of the last.
    pub(crate) first: Vec<Fact>,
    pub(crate) last: Vec<Fact>,
    pub(crate) makes: Vec<Makes<'a>>,
    /// Requests a second in each hour of a week of the first month, and the chance to meet it asleep.
    pub(crate) hours: Vec<(Decimal, Option<Decimal>)>,
}

/// Something that a resource makes.
#[derive(Debug)]
pub(crate) struct Makes<'a> {
    pub(crate) measure: Measure,
    pub(crate) first: Decimal,
    pub(crate) last: Decimal,
    pub(crate) unit: String,
    pub(crate) meter: Option<&'a str>,
    pub(crate) path: String,
}

/// What the resources of a stack do, those left out that say nothing of it.
pub(crate) fn does<'a>(
    books: &'a Books,
    stack: &'a Stack,
    options: Options,
) -> Result<Vec<Does<'a>>, Problem> {
    let drivers = drivers(stack, options.months)?;
    let model = Model::of(books, stack, options.as_of)?;
    let workload = workload(&model, options.months, &drivers, (&mut Laws::default(), false))?;
    let end = usize::try_from(options.months).unwrap_or(0).saturating_sub(1);
    let mut all = Vec::new();
    for (name, resource) in stack.resources.iter() {
        let book = model.book(resource.provider()).ok().map(|snapshot| &snapshot.provider);
        let mut makes = Vec::new();
        for part in workload.parts_of(name) {
            let metered = book.and_then(|book| book.measuring(resource.product_id(), part.measure));
            // What piles up is shown as the month ends.
            let later = usize::from(matches!(part.measure, Measure::DatabaseSize | Measure::ObjectStorage));
            let base = base_of(part.measure);
            let value = |at: usize| -> Option<Decimal> {
                let value = part.values.get(at.saturating_add(later)).copied()?;
                let units = |meter: &'a Meter| (base.as_ref(), &meter.unit);
                metered.map_or(Some(value), |(_, meter)| in_meter(part.measure, value, units(meter)))
            };
            let (first, last) = value(0).zip(value(end)).ok_or_else(|| too_large(&part.path))?;
            makes.push(Makes {
                measure: part.measure,
                first,
                last,
                unit: metered
                    .map_or_else(|| part.measure.base().to_owned(), |(_, meter)| meter.unit.to_string()),
                meter: metered.map(|(key, _)| key),
                path: part.path.clone(),
            });
        }
        let own = workload.instances_of(name);
        if own.is_none() && makes.is_empty() {
            continue;
        }
        let tables = workload.tables.iter().find(|tables| tables.name() == name);
        let facts = |at| {
            let mut facts = Facts { about: "load", all: Vec::new() };
            if let Some(own) = own {
                own.facts(&mut facts, at);
            }
            if let Some(tables) = tables {
                facts.about = "sleep";
                tables.pauses(&mut facts, at);
                facts.about = "data";
                tables.facts(&mut facts, at);
            }
            facts.all
        };
        let hours = own.map(Instances::hours).unwrap_or_default();
        all.push(Does { name, resource, first: facts(0), last: facts(end), makes, hours });
    }
    Ok(all)
}

/// A measure's base unit; none where it is a plain number.
fn base_of(measure: Measure) -> Option<Unit> {
    Some(measure.base()).filter(|base| !base.is_empty()).and_then(Unit::parse)
}

/// A value in a measure's base unit as a meter counts it.
fn in_meter(measure: Measure, value: Decimal, (base, unit): (Option<&Unit>, &Unit)) -> Option<Decimal> {
    let value = Quantity::new(value, base.cloned()).in_unit(unit)?;
    // A flow to a byte in terabytes. A level as one that is stated: what is kept and what is deleted of it must add up.
    let places = if measure.nature().1 == MeterKind::Flow { 12 } else { 18 };
    Some(value.within(places))
}

/// A quantity in a base unit.
fn base(quantity: &Quantity, unit: &str) -> Option<Decimal> {
    quantity.in_unit(&Unit::parse(unit)?)
}

fn each(values: &[Decimal], by: Decimal) -> Option<Vec<Decimal>> {
    values.iter().map(|value| value.times(by)).collect()
}

fn too_large(path: &str) -> Problem {
    Problem::new("comes to more than can be computed exactly (28 digits)")
        .path(path)
        .hint("lower the figure, its growth or the number of months")
}
