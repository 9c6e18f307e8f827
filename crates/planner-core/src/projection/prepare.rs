//! What holds for all months: the usage of what a stack's accounts and resources are, as figures.

use std::sync::Arc;

use super::asks::{self, Ask};
use super::clients::{self, KnownClients};
use super::cycles::{Calendar, joined};
use super::enlarge::{Sizes, enlarge};
use super::figures::{Begins, Drivers, Figures, Use};
use super::stretches::stretches;
use super::workload::{Counts, Workload};
use super::{Options, ceilings};
use crate::bill::{AccountMonth, MonthUsage, ResourceMonth, Run, check_requests};
use crate::book::{Product, Provider};
use crate::cycle::Cycle;
use crate::document::{Problem, Problems};
use crate::model::{Account, Model, OnPlan, Resource};
use crate::month::Month;
use crate::note::Notes;
use crate::number::{Decimal, Ratio};
use crate::own::Own;
use crate::stack::{Ordered, Series, Stack};
use crate::table::Table;
use crate::tariff::Event;
use crate::unit::{Quantity, Unit};

pub(super) struct Prepared<'m, 'a> {
    pub(super) accounts: Vec<PreparedAccount<'m, 'a>>,
    /// What plans' terms ask, and nobody answered.
    pub(super) asks: Vec<Ask>,
    /// What is not known of clients.
    pub(super) notes: Notes,
}

pub(super) struct PreparedAccount<'m, 'a> {
    pub(super) account: &'m Account<'a>,
    /// By meter, sorted.
    usage: Vec<(&'a str, Figures)>,
    resources: Vec<PreparedResource<'m, 'a>>,
}

struct PreparedResource<'m, 'a> {
    resource: &'m Resource<'a>,
    usage: Vec<(&'a str, Figures)>,
    /// How many run in each month, where that is no fixed number.
    counts: Vec<Vec<(u32, Counts)>>,
    /// What of it is there while it does not run.
    off: Off,
    /// Its product, where prices go by the size of a request.
    by_request: Option<&'a Product>,
}

/// What of a resource is there while it does not run.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Off {
    /// Nothing: it is not there.
    Nothing,
    /// What stays, as a disk does.
    Disk,
    /// All it keeps: it sleeps where it is.
    InPlace,
    /// All of it: nothing of it runs, as of a bucket.
    All,
}

impl Off {
    fn of(product: &Product) -> Self {
        match product {
            product if product.sleeps_in_place() => Self::InPlace,
            product if !product.runs() => Self::All,
            product if product.stays() => Self::Disk,
            _ => Self::Nothing,
        }
    }
}

pub(super) fn prepare<'m, 'a>(
    model: &'m Model<'a>,
    options: Options,
    drivers: &Drivers<'_>,
    workload: &Workload<'a>,
    clients: &mut KnownClients<'a>,
) -> Result<Prepared<'m, 'a>, Problem> {
    let mut prepared = Prepared { accounts: Vec::new(), asks: Vec::new(), notes: Notes::default() };
    let mut problems = Problems::default();
    for (id, account) in model.accounts.iter() {
        // A plan that the first book does not know is refused where its month is priced.
        if let Ok(contract) = model.contract(account, model.start()) {
            let settings = contract.settings(account.terms());
            let product = &contract.book.provider.account;
            asks::add(&mut prepared.asks, account.name, product, contract.plan, &settings);
        }
        let book = model.book(account.provider)?;
        let usage = match account.stated {
            None => Vec::new(),
            Some(stated) => {
                let path = &account.path;
                let usage = usage(
                    model,
                    (&book.provider, "", Own::default()),
                    &stated.usage,
                    options.months,
                    drivers,
                    (path, account.since.and_then(|since| Begins::on(since, model.stack.start))),
                );
                problems.keep(usage).unwrap_or_default()
            }
        };
        let mut resources = Vec::new();
        for (_, resource) in model.resources.iter().filter(|(_, resource)| resource.account == id) {
            let notes = &mut prepared.notes;
            let (known, book) = (&mut *clients, &book.provider);
            let one = prepared_resource((model, notes, known), book, options, drivers, workload, resource);
            resources.extend(problems.keep(one));
        }
        prepared.accounts.push(PreparedAccount { account, usage, resources });
    }
    problems.keep(ceilings::check(model));
    problems.end(prepared)
}

fn prepared_resource<'m, 'a>(
    (model, notes, clients): (&'m Model<'a>, &mut Notes, &mut KnownClients<'a>),
    book: &'a Provider,
    asked: Options,
    drivers: &Drivers<'_>,
    workload: &Workload<'a>,
    resource: &'m Resource<'a>,
) -> Result<PreparedResource<'m, 'a>, Problem> {
    let (stack, stated, path) = (model.stack, resource.stated, &*resource.path);
    let own = stated.own();
    let at = (path, Begins::of(model, (resource.name, stated)));
    let mut usage = usage(model, (book, resource.product, own), &stated.usage, asked.months, drivers, at)?;
    clients::add(&mut usage, book, stack, (resource.name, stated), asked, drivers, (path, notes, clients))?;
    workload.add(&mut usage, book, (resource.name, stated))?;
    let product = book.products.get(resource.product);
    let off = product.map_or(Off::Nothing, Off::of);
    let by_request = product.filter(|product| !product.requests.is_empty());
    Ok(PreparedResource { resource, usage, counts: workload.counts(resource.name), off, by_request })
}

fn usage<'a>(
    model: &Model<'_>,
    (book, product, own): (&'a Provider, &str, Own<'a>),
    given: &'a Ordered<Series>,
    months: u32,
    drivers: &Drivers<'_>,
    (path, begins): (&str, Option<Begins>),
) -> Result<Vec<(&'a str, Figures)>, Problem> {
    let mut all: Vec<(&'a str, Figures)> = Vec::with_capacity(given.len());
    let mut problems = Problems::default();
    for (key, series) in given.iter() {
        let at = format!("{path}.usage.{key}");
        let figures = match own.usage_key(book, product, key) {
            None => Err(own.no_meter((model.books, model.start()), book, product, key).path(at)),
            Some((id, _)) if all.iter().any(|(known, _)| *known == id) => Err(super::twice(id, key).path(at)),
            Some((id, meter)) => {
                let used = Use { book, product, key: id, meter, begins };
                Figures::of(series, used, model.stack, months, drivers, &at).map(|figures| (id, figures))
            }
        };
        all.extend(problems.keep(figures));
        if problems.is_full() {
            break;
        }
    }
    all.sort_unstable_by_key(|(key, _)| *key);
    problems.end(all)
}

impl<'a> PreparedAccount<'_, 'a> {
    /// What runs in it, as the stack states it.
    pub(super) fn stated(&self) -> impl Iterator<Item = &'a crate::stack::Resource> {
        self.resources.iter().map(|prepared| prepared.resource.stated)
    }

    /// Whether hours say for how long a resource of it runs.
    pub(super) fn runs(&self, at: usize) -> bool {
        self.resources.get(at).is_some_and(|prepared| prepared.off != Off::All)
    }

    /// What is billed in a month: the month itself, or the cycle that begins in it.
    pub(super) fn month(
        &self,
        model: &Model<'a>,
        month: Month,
        index: usize,
        so_far: &mut SoFar<'a>,
    ) -> Result<AccountMonth<'a>, Problem> {
        let account = self.account;
        let past = || Problem::new("the months go past the year 2199").path("start");
        let cycle = match account.cycle_day {
            None => Cycle::from(month),
            Some(day) => Cycle::beginning_in(month, day).ok_or_else(past)?,
        };
        let begins = match so_far.next.take() {
            Some(next) if next.month == month => next,
            _ => self.calendar(model, month, index, &mut so_far.sizes)?,
        };
        let (usage, resources) = if account.cycle_day.is_none() {
            (begins.usage, begins.resources)
        } else {
            let next = month.plus(1).ok_or_else(past)?;
            let ends = self.calendar(model, next, index.saturating_add(1), &mut so_far.sizes)?;
            let by_request = self.resources.iter().map(|prepared| prepared.by_request.is_some());
            let joined = joined(cycle, [&begins, &ends], by_request).ok_or_else(|| {
                Problem::new("comes to more than can be computed exactly (28 digits)").path(&*account.path)
            })?;
            so_far.next = Some(ends);
            joined
        };
        Ok(AccountMonth {
            name: account.name,
            provider: account.provider,
            plans: account.through((cycle.first_day(), cycle.seconds())),
            cycle,
            past: false,
            as_of: model.as_of,
            since: account.since,
            // A credit for new accounts is given where the account begins; one that is older has had it.
            first: account.since.map_or(index == 0, |since| cycle.contains(since)),
            spent: Table::default(),
            card: account.card,
            options: account.options.clone(),
            usage,
            resources: resources.into_iter().map(Arc::new).collect(),
            tight: model.stack.limits.headroom,
            shape: model.stack.shape.as_ref(),
            path: account.path.clone(),
        })
    }

    /// What is used in a month of the calendar.
    fn calendar(
        &self,
        model: &Model<'a>,
        month: Month,
        index: usize,
        sizes: &mut Sizes<'a>,
    ) -> Result<Calendar<'a>, Problem> {
        let account = self.account;
        let plans = account.through((month.first_day(), month.seconds()));
        let contract = model.contract(account, month.first_day())?;
        let mut resources = Vec::with_capacity(self.resources.len());
        for prepared in &self.resources {
            let mut used = prepared.month(model.stack, account, month, index)?;
            enlarge(contract, account, &mut used, month.seconds(), sizes)?;
            // A cycle has shares of what each month states: the refusal is to name what was written.
            if let Some(product) = prepared.by_request.filter(|_| account.cycle_day.is_some()) {
                check_requests(product, &used.usage, &format!("{}.usage", used.path))?;
            }
            resources.push(used);
        }
        let usage = in_month(&self.usage, index, share_of(&plans, month))?;
        Ok(Calendar { month, plans, usage, resources })
    }
}

/// What the months of an account so far leave for the next.
#[derive(Default)]
pub(super) struct SoFar<'a> {
    sizes: Sizes<'a>,
    /// The month that a cycle ended in: the next cycle begins in it.
    next: Option<Calendar<'a>>,
}

impl<'a> PreparedResource<'_, 'a> {
    fn month(
        &self,
        stack: &'a Stack,
        account: &Account<'a>,
        month: Month,
        index: usize,
    ) -> Result<ResourceMonth<'a>, Problem> {
        let (resource, stated) = (self.resource, self.resource.stated);
        let plans = resource.through(account, (month.first_day(), month.seconds()));
        let hours = stated.hours.as_ref().map(|hours| seconds(hours, &resource.path)).transpose()?;
        let alive = share_of(&plans, month);
        let by_time = self.counts.get(index).map(Vec::as_slice).unwrap_or_default();
        let counts = by_time.first().map(|(_, counts)| counts);
        // Hours are those of a whole month: each plan has its part of them. Hours of what sleeps in place are those it is
        // awake: what it keeps is kept all the same.
        let part_of = |hours: u32, length: u32| {
            let part = u64::from(hours).saturating_mul(length.into()).checked_div(month.seconds().into());
            u32::try_from(part.unwrap_or(0)).unwrap_or(u32::MAX)
        };
        let running = hours.filter(|_| !matches!(self.off, Off::InPlace | Off::All));
        let end = |on: &OnPlan<'_>| match running {
            Some(hours) => on.from.saturating_add(part_of(hours, on.to.saturating_sub(on.from))),
            None => u32::MAX,
        };
        let awake = match (hours, counts) {
            (Some(hours), _) => alive.times(hours.into(), Decimal::ONE).map(|hours| hours.min(alive.part)),
            (None, Some(counts)) => counts.awake.times(alive.part),
            (None, None) => None,
        };
        let mut runs = Vec::with_capacity(plans.len());
        for on @ OnPlan { from, to, plan, since } in plans.iter().copied().filter(|on| on.from < end(on)) {
            let (to, count) = (to.min(end(&on)), stated.instances());
            let run = Run { from, to, plan, since, count, awake: None, usage: Table::default() };
            // Another plan may scale or sleep otherwise.
            let begun = by_time.iter().rev().find(|(second, _)| *second <= from).map(|(_, counts)| counts);
            runs.extend(stretches(&run, begun.filter(|_| self.off != Off::InPlace)));
        }
        if let (true, Off::Disk, Some(whole)) = (runs.is_empty(), self.off, plans.first()) {
            // Nothing of it runs, and what stays is there.
            let OnPlan { from, to, plan, since } = *whole;
            let (count, usage) = (Decimal::ZERO, Table::default());
            runs.push(Run { from, to, plan, since, count, awake: None, usage });
        }
        Ok(ResourceMonth {
            name: resource.name,
            product: resource.product,
            runs,
            options: resource.options.clone(),
            usage: in_month(&self.usage, index, alive)?,
            own: stated.own(),
            since: Some(resource.since),
            awake: awake.filter(|_| self.off == Off::InPlace),
            there: plans.first().zip(plans.last()).map(|(first, last)| (first.from, last.to)),
            shape: stack.shape_of(stated),
            path: resource.path.clone(),
        })
    }
}

/// How much of a month something exists.
fn share_of(plans: &[OnPlan<'_>], month: Month) -> Ratio {
    let seconds: u32 = plans.iter().map(|on| on.to.saturating_sub(on.from)).sum();
    Ratio { part: seconds.into(), whole: month.seconds().into() }
}

/// Hours a month in seconds; at most those of the longest month.
fn seconds(hours: &Quantity, path: &str) -> Result<u32, Problem> {
    let unit = hours.unit.clone().or_else(|| Unit::parse("h"));
    let length = Unit::parse("s").and_then(|second| Quantity::new(hours.value, unit).in_unit(&second));
    let seconds = length.and_then(|length| u32::try_from(length.floor()).ok());
    seconds.filter(|seconds| *seconds <= 744 * 3_600).ok_or_else(|| {
        Problem::new(format!("{hours} of running do not fit into a month"))
            .path(format!("{path}.hours"))
            .hint("give hours a month, at most 744")
    })
}

/// Usage by meter, sorted, as it is in one month: of a flow, the share for which there is something that makes it.
fn in_month<'a>(
    usage: &[(&'a str, Figures)],
    index: usize,
    alive: Ratio,
) -> Result<Table<MonthUsage, &'a str>, Problem> {
    let one = |(key, figures): &(&'a str, Figures)| {
        let share = |total: Decimal| {
            alive.times(total, Decimal::ONE).ok_or_else(|| {
                Problem::new(format!("{key} comes to more than can be computed exactly (28 digits)"))
            })
        };
        if alive.part == alive.whole {
            return Ok((*key, figures.month(index)));
        }
        let used = match figures.month(index) {
            MonthUsage::Flow(total) => MonthUsage::Flow(share(total)?),
            MonthUsage::Events(events) => {
                let of = |event: Event| Ok(Event { count: share(event.count)?, ..event });
                MonthUsage::Events(events.into_iter().map(of).collect::<Result<_, Problem>>()?)
            }
            MonthUsage::Held { total, of_copies } => MonthUsage::Held { total: share(total)?, of_copies },
            MonthUsage::Kept { opening, closing, mut deleted } => {
                // What follows from how long things are kept goes by the level, which is there only while this exists.
                for one in deleted.all.iter_mut().filter(|_| deleted.stated) {
                    one.size = share(one.size)?;
                }
                MonthUsage::Kept { opening, closing, deleted }
            }
            held @ (MonthUsage::Level { .. } | MonthUsage::Spans(_)) => held,
        };
        Ok((*key, used))
    };
    usage.iter().map(one).collect::<Result<_, Problem>>().map(Table::sorted)
}
