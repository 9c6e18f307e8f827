//! Drivers and usage over the months: from series to numbers.

mod begins;
mod drivers;
mod events;
mod gone;
mod held;
mod kept;
mod refusals;

pub(super) use self::begins::Begins;
pub(super) use self::events::Sized;
pub(super) use self::gone::Gone;
use self::kept::piled_up;
pub(super) use self::kept::{added, held};
use self::refusals::too_large;
pub(super) use self::refusals::too_late;
pub(crate) use self::refusals::{no_least, twice, wrong_unit};

use crate::bill::MonthUsage;
use crate::book::{Meter, MeterKind, Provider};
use crate::document::{Problem, ProblemKind};
use crate::month::Month;
use crate::number::Decimal;
use crate::stack::{Base, GROWTH_PLACES, Growth, Rate, Series, Stack};
use crate::unit::{Dimension, Quantity, Unit};
pub(super) use drivers::{Drivers, drivers};
use held::{Held, combined};

/// The usage of one meter over the months.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    kind: MeterKind,
    /// For a flow the month's total, for a level its opening; one more than there are months.
    values: Vec<Decimal>,
    /// Events of a flow whose size is known, as many as there are of each in each month; the values have them in.
    events: Vec<Sized>,
    /// Where the values of a level are what was held over each month, in units times seconds.
    held: Option<Held>,
    /// What of a level is deleted, where anything says so and it matters.
    gone: Option<Gone>,
    /// When it begins, where what it is in is not there at the start.
    begins: Option<Begins>,
    /// A level is the same all month, and does not run to that of the next.
    steps: bool,
}

/// Where a series is used.
#[derive(Clone, Copy)]
pub(super) struct Use<'a> {
    pub(super) book: &'a Provider,
    /// The product's id; empty for the account itself.
    pub(super) product: &'a str,
    /// The name of the usage.
    pub(super) key: &'a str,
    pub(super) meter: &'a Meter,
    /// When what it is of begins, where that is after the start.
    pub(super) begins: Option<Begins>,
}

impl Figures {
    /// Works a series out in its meter's unit.
    pub(super) fn of(
        series: &Series,
        used: Use<'_>,
        stack: &Stack,
        months: u32,
        drivers: &Drivers<'_>,
        path: &str,
    ) -> Result<Self, Problem> {
        let meter = used.meter;
        let unit = &meter.unit;
        let series = &combined(series, unit);
        let is_held = |quantity: &&Quantity| quantity.unit.as_ref().is_some_and(Unit::is_held);
        if meter.kind == MeterKind::Level && quantities(series).iter().any(is_held) {
            return Self::held(series, used, stack, months, drivers).map_err(|problem| problem.path(path));
        }
        if let Base::Driver { driver, bare: true, .. } = &series.base
            && unit.dimension() != Dimension::Count
        {
            return Err(Problem::new(format!("`{driver}` counts things, and {} is in {unit}", meter.name))
                .path(path)
                .hint(format!("say how much for each: {{ per: {driver}, each: 1 {unit} }}")));
        }
        for quantity in quantities(series) {
            if meter.fit(quantity).is_none() {
                return Err(wrong_unit(quantity, unit, &meter.name).path(path));
            }
        }
        let rated = matches!(
            &series.base,
            Base::Start(Rate { per: Some(_), .. })
                | Base::Driver { plus: Some(Rate { per: Some(_), .. }), .. }
        );
        if meter.kind == MeterKind::Level && rated {
            return Err(Problem::new(format!(
                "{} is a state, not a rate: leave the `/time` out",
                meter.name
            ))
            .path(path)
            .hint("write how much is there, or `{ per: a driver, each: 10 MB, keep: 30 days }` for what comes and goes"));
        }
        let to_unit = |quantity: &Quantity| meter.fit(quantity);
        if let Base::Events(events) = &series.base {
            return events::of(events, meter, stack, months, drivers, path);
        }
        let begins = Begins::with(used.begins, series).filter(|_| meter.kind != MeterKind::Flow);
        let values = values(series, (stack.start, begins), months, drivers, &to_unit);
        let values = values.map_err(|problem| problem.path(path))?;
        let values = match (meter.kind, &series.base) {
            (MeterKind::Level, Base::Driver { plus, keep: None, bare: false, .. }) => {
                let start = plus.as_ref().and_then(|plus| meter.fit(&plus.quantity)).unwrap_or(Decimal::ZERO);
                piled_up((start, begins), &values).ok_or_else(|| too_large(path))?
            }
            (MeterKind::Flow, Base::Driver { keep: Some(_), .. }) => {
                return Err(Problem::new(format!("{} is a flow: nothing of it is kept", meter.name))
                    .path(path)
                    .hint("leave `keep` out"));
            }
            (MeterKind::Level, _) => values,
            _ => monthly(series, values, stack.start).ok_or_else(|| too_large(path))?,
        };
        let gone = gone::of((series, &values), used, stack, months, drivers, path)?;
        Ok(Self::new(meter.kind, values).losing(gone).begun(begins))
    }

    /// Figures that are worked out already, one more than there are months.
    pub(super) fn new(kind: MeterKind, values: Vec<Decimal>) -> Self {
        Self { kind, values, events: Vec::new(), held: None, gone: None, begins: None, steps: false }
    }

    /// The same, with what is deleted of it.
    pub(super) fn losing(self, gone: Option<Gone>) -> Self {
        Self { gone, ..self }
    }

    /// The same, of something that begins after the start.
    pub(super) fn begun(self, begins: Option<Begins>) -> Self {
        Self { begins, ..self }
    }

    /// A level that is the same all month.
    pub(super) fn in_steps(self) -> Self {
        Self { steps: true, ..self }
    }

    /// The larger of both in each month; of sizes, both are there.
    pub(super) fn most(&self, other: &Self) -> Self {
        let values = self.values.iter().zip(&other.values).map(|(a, b)| *a.max(b)).collect();
        let events = self.events.iter().chain(&other.events).cloned().collect();
        Self { values, events, ..self.clone() }
    }

    /// Both together. `None` past 28 digits.
    pub(super) fn plus(&self, other: &Self) -> Option<Self> {
        if self.held.is_some() != other.held.is_some() {
            return self.level()?.plus(&other.level()?);
        }
        let both = self.values.iter().zip(&other.values);
        let values = both.map(|(a, b)| a.plus(*b)).collect::<Option<_>>()?;
        let events = self.events.iter().chain(&other.events).cloned().collect();
        let gone = Gone::plus(self.gone.as_ref(), other.gone.as_ref());
        let begins = self.begins.or(other.begins);
        Some(Self { values, events, gone, begins, ..self.clone() })
    }

    /// The usage in the month at an index from the start.
    pub(super) fn month(&self, index: usize) -> MonthUsage {
        let at =
            |index: usize| self.values.get(index).or(self.values.last()).copied().unwrap_or(Decimal::ZERO);
        if !self.events.is_empty() {
            return events::month(&self.events, at(index), index);
        }
        if let Some(held) = &self.held {
            return MonthUsage::Held { total: at(index), of_copies: held.of_copies };
        }
        let next = if self.steps { index } else { index.saturating_add(1) };
        let (opening, closing) = (at(index), at(next));
        let begun = self.begins.and_then(|begins| begins.opening(index, (opening, closing)));
        let opening = begun.unwrap_or(opening);
        match (self.kind, &self.gone) {
            (MeterKind::Flow, _) => MonthUsage::Flow(opening),
            (MeterKind::Level | MeterKind::Running, Some(gone)) => {
                MonthUsage::Kept { opening, closing, deleted: gone.month(index) }
            }
            (MeterKind::Level | MeterKind::Running, None) => MonthUsage::Level { opening, closing },
        }
    }
}

/// How often something happens in each month, one more than there are months.
pub(super) fn counts(
    series: &Series,
    stack: &Stack,
    months: u32,
    drivers: &Drivers<'_>,
    path: &str,
) -> Result<Vec<Decimal>, Problem> {
    if matches!(&series.base, Base::Driver { keep: Some(_), .. }) {
        return Err(Problem::new("what happens is not kept").path(path).hint("leave `keep` out"));
    }
    let values = numbers(series, (stack, None), months, drivers, path, Decimal::ONE)?;
    monthly(series, values, stack.start).ok_or_else(|| too_large(path))
}

/// Refuses a list of events where a number belongs.
fn no_events(series: &Series, path: &str) -> Result<(), Problem> {
    if matches!(series.base, Base::Events(_)) {
        return Err(Problem::new("a list of events is usage: here belongs how many there are")
            .path(path)
            .hint("write a number a month, a rate such as 200 /min, or a driver's name"));
    }
    if series.deleted.is_some() {
        return Err(Problem::new(
            "`deleted` says what of the usage of a meter is deleted, which this is not",
        )
        .path(path)
        .hint("state how long it stays: `{ per: a driver, times: 1, keep: 10 days }`"));
    }
    Ok(())
}

/// A series of plain numbers, each being so much; refuses units, since things are counted.
fn numbers(
    series: &Series,
    (stack, begins): (&Stack, Option<Begins>),
    months: u32,
    drivers: &Drivers<'_>,
    path: &str,
    each: Decimal,
) -> Result<Vec<Decimal>, Problem> {
    no_events(series, path)?;
    let measured = |quantity: &&Quantity| {
        quantity.unit.as_ref().is_some_and(|unit| unit.dimension() != Dimension::Count)
    };
    if let Some(quantity) = quantities(series).into_iter().find(measured) {
        return Err(Problem::new(format!(
            "`{quantity}` has a unit, this counts how often something happens"
        ))
        .path(path)
        .hint("write a rate such as 200 /min, or a number a month"));
    }
    let begins = Begins::with(begins, series);
    values(series, (stack.start, begins), months, drivers, &|quantity| quantity.value.times(each))
        .map_err(|problem| problem.path(path))
}

/// The series' figures at the start and after each month, before rates are turned into months.
fn values(
    series: &Series,
    (start, begins): (Month, Option<Begins>),
    months: u32,
    drivers: &Drivers<'_>,
    to_unit: &dyn Fn(&Quantity) -> Option<Decimal>,
) -> Result<Vec<Decimal>, Problem> {
    let overflow = || {
        Problem::new("grows past what can be computed exactly (28 digits)")
            .hint("lower the growth or the number of months")
    };
    if let Some(month) = series.steps.keys().find(|month| **month < start) {
        return Err(Problem::new(format!("the step of {month} is before the start, {start}"))
            .hint("begin with what it comes to, and leave the step out; or let the stack start earlier"));
    }
    let mut all = Vec::new();
    let (keep, besides) = match &series.base {
        Base::Driver { keep, plus, .. } => (keep.as_ref(), plus.as_ref()),
        _ => (None, None),
    };
    let mut value = match &series.base {
        Base::Start(rate) => to_unit(&rate.quantity).ok_or_else(overflow)?,
        _ => Decimal::ZERO,
    };
    for index in 0..=months {
        let month = start.plus(index).ok_or_else(too_late)?;
        let at = usize::try_from(index).unwrap_or(usize::MAX);
        if index > 0
            && let Some(growth) = &series.growth
        {
            value = growth.next(value, to_unit).ok_or_else(overflow)?;
        }
        if let Some(step) = series.steps.get(&month) {
            value = to_unit(step).ok_or_else(overflow)?;
        }
        let share = series.season.get(&month.number()).copied();
        let mut figure = match &series.base {
            Base::Start(_) => value,
            Base::Months(list) => list.get(at).or(list.last()).and_then(to_unit).ok_or_else(overflow)?,
            Base::Events(_) => Decimal::ZERO,
            Base::Driver { driver, each, plus, .. } => {
                let of = drivers.get(driver.as_str()).and_then(|values| values.get(at)).copied();
                let of =
                    of.ok_or_else(|| Problem::new(format!("no driver `{driver}`")).of(ProblemKind::Unknown))?;
                // The season is the driver's doing: what is there besides has none.
                let of = share.map_or(Some(of), |share| of.product(share)).ok_or_else(overflow)?;
                // What is there besides is put on what is kept once that is known.
                let plus = plus.as_ref().filter(|_| keep.is_none());
                derived(of, each, plus, month, to_unit).ok_or_else(overflow)?
            }
        };
        if let (Some(share), false) = (share, matches!(series.base, Base::Driver { .. })) {
            figure = figure.product(share).ok_or_else(overflow)?;
        }
        // Drivers are rounded at one scale; a price times a rounded driver stays exact.
        all.push(figure.within(GROWTH_PLACES.saturating_mul(2)));
    }
    match keep {
        None => Ok(all),
        Some(keep) => kept::levels(&all, (keep, besides), (start, begins), to_unit).ok_or_else(overflow),
    }
}

/// So much for each unit of a driver, and a fixed part.
fn derived(
    of: Decimal,
    each: &Quantity,
    plus: Option<&Rate>,
    month: Month,
    to_unit: &dyn Fn(&Quantity) -> Option<Decimal>,
) -> Option<Decimal> {
    let part = of.product(to_unit(each)?)?;
    match plus {
        None => Some(part),
        Some(plus) => part.plus(plus.in_month(to_unit(&plus.quantity)?, month)?),
    }
}

/// Rates as what they come to in each month.
fn monthly(series: &Series, values: Vec<Decimal>, start: Month) -> Option<Vec<Decimal>> {
    let Base::Start(rate) = &series.base else { return Some(values) };
    values.into_iter().zip(0_u32..).map(|(value, index)| rate.in_month(value, start.plus(index)?)).collect()
}

fn quantities(series: &Series) -> Vec<&Quantity> {
    let base: Vec<&Quantity> = match &series.base {
        Base::Start(rate) => vec![&rate.quantity],
        Base::Months(months) => months.iter().collect(),
        Base::Events(events) => events.iter().map(|event| &event.each).collect(),
        Base::Driver { each, plus, .. } => {
            std::iter::once(each).chain(plus.iter().map(|plus| &plus.quantity)).collect()
        }
    };
    let growth = match &series.growth {
        Some(Growth::Linear(step)) => Some(step),
        Some(Growth::Logistic { ceiling, .. }) => Some(ceiling),
        Some(Growth::Compound(_)) | None => None,
    };
    base.into_iter().chain(growth).chain(series.steps.values()).collect()
}
