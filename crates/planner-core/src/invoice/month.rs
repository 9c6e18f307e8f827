//! From a typed-in month to what the bill wants: units fitted, stretches laid end to end.

use std::sync::Arc;

use super::stretches::{plans, runs};
use super::{Events, UsageDocument, Used, UsedResource, days, settings};
use crate::bill::{AccountMonth, Line, MonthUsage, ResourceMonth, least};
use crate::book::{Books, Invoiced, Meter, MeterKind, NO_BOOK, Product, Provider};
use crate::cycle::Cycle;
use crate::document::Problem;
use crate::find::{WrittenIn, no_price};
use crate::model::{Contract, OnPlan};
use crate::month::Date;
use crate::note::{Note, NoteKind};
use crate::number::Decimal;
use crate::own::{self, Own};
use crate::projection::{no_least, twice, wrong_unit};
use crate::stack::{ABSURD, Ordered, TIGHT};
use crate::table::Table;
use crate::tariff::{Deleted, Deletions, Event};
use crate::unit::Quantity;

pub(super) fn account_month<'a>(
    document: &'a UsageDocument,
    books: &'a Books,
    as_of: Option<Date>,
) -> Result<AccountMonth<'a>, Problem> {
    let cycle = document.cycle()?;
    let day = as_of.unwrap_or(cycle.first_day());
    let provider = provider(document, books);
    let snapshot = books.as_of(provider, day).map_err(|problem| {
        let known = books.providers().any(|known| known == provider);
        problem.path(if known { "month" } else { "provider" })
    })?;
    let book = &snapshot.provider;
    if book.cycle == Invoiced::Calendar && !cycle.is_calendar() {
        let name = &book.name;
        return Err(Problem::new(format!(
            "{name} bills by the calendar month, which {} is not",
            cycle.name()
        ))
        .path("from")
        .hint("write `month: 2026-09`; what is there for a part of it has `segments`"));
    }
    let plans = plans(document, cycle)?;
    for (at, on) in plans.iter().enumerate().filter(|_| !document.segments.is_empty()) {
        let path = format!("segments[{at}].plan");
        Contract::of(books, snapshot, on.plan, document.since, day, &path)?;
    }
    let mut names = std::collections::BTreeSet::new();
    let mut resources = Vec::new();
    for (at, resource) in document.resources.iter().enumerate() {
        let path = format!("resources[{at}]");
        if !names.insert(resource.name.as_str()) {
            return Err(Problem::new(format!("two resources are named `{}`", resource.name))
                .path(format!("{path}.name"))
                .hint("give each a name of its own, such as web and web-2"));
        }
        if is_unpriced(books, (book, day), resource)
            .map_err(|problem| problem.path(format!("{path}.product")))?
        {
            continue;
        }
        let month = resource_month((document, cycle), (books, book, day), &plans, resource, path)?;
        resources.push(Arc::new(month));
    }
    Ok(AccountMonth {
        name: "account",
        provider,
        plans,
        cycle,
        as_of,
        since: document.since,
        past: true,
        // A credit for new accounts is given where the account begins; one that is older has had it.
        first: document.since.is_none_or(|since| cycle.contains(since)),
        spent: Table::default(),
        card: document.card,
        options: Arc::new(settings::of_account(document, book)?),
        usage: used((books, day), (book, "", Own::default()), &document.usage, cycle, "usage")?,
        resources,
        tight: TIGHT,
        shape: None,
        path: "".into(),
    })
}

/// The provider; where there are no prices of it, and all that ran has prices of the user's own, that of no book.
fn provider<'a>(document: &'a UsageDocument, books: &Books) -> &'a str {
    let own = !document.resources.is_empty() && document.resources.iter().all(|one| one.own().is_priced());
    if own && !books.providers().any(|known| known == document.provider) {
        NO_BOOK
    } else {
        &document.provider
    }
}

/// Whether no book has a product, and the user gives no prices of it; one of another day and a slip of the pen are refused.
fn is_unpriced(
    books: &Books,
    (book, day): (&Provider, Date),
    resource: &UsedResource,
) -> Result<bool, Problem> {
    if resource.own().is_priced() {
        return Ok(false);
    }
    if let Some((provider, product)) = resource.product.split_once('/')
        && books.providers().any(|known| known == provider)
    {
        let problem = Problem::new(format!("`{}` names its provider", resource.product));
        return Err(problem.hint(if provider == book.provider {
            format!("a bill is of one provider: write `product: {product}`")
        } else {
            format!(
                "a bill is of one provider, and this is of {}: give {provider} a bill of its own",
                book.provider
            )
        }));
    }
    Ok(books.product((&book.provider, day), &resource.product, WrittenIn::Bill)?.is_none())
}

/// The lines of what no book has, and what to say of each.
pub(super) fn unpriced<'a>(
    document: &'a UsageDocument,
    books: &'a Books,
    as_of: Option<Date>,
) -> Result<(Vec<Line<'a>>, Vec<Note>), Problem> {
    let day = as_of.unwrap_or(document.cycle()?.first_day());
    let (mut lines, mut notes) = (Vec::new(), Vec::new());
    let Ok(snapshot) = books.as_of(provider(document, books), day) else { return Ok((lines, notes)) };
    for resource in &document.resources {
        if is_unpriced(books, (&snapshot.provider, day), resource)? {
            let product = format!("{}/{}", document.provider, resource.product);
            let plan = resource.plan.as_deref().unwrap_or_default();
            lines.push(Line::no_book(("account", &resource.name), (&product, &product), plan));
            let said = no_price(&snapshot.provider, &resource.name, &resource.product, WrittenIn::Bill);
            notes.push(Note::says(&resource.name, NoteKind::Unpriced, said));
        }
    }
    Ok((lines, notes))
}

fn resource_month<'a>(
    (document, cycle): (&UsageDocument, Cycle),
    (books, book, day): (&Books, &'a Provider, Date),
    plans: &[OnPlan<'a>],
    resource: &'a UsedResource,
    path: String,
) -> Result<ResourceMonth<'a>, Problem> {
    let own = resource.own();
    let (product, known) = match book.products.get_key_value(&resource.product) {
        Some((id, product)) => (id.as_str(), product),
        None if own.is_priced() => own::unknown()?,
        None => {
            let problem = books.no_product((&book.provider, day), &resource.product, WrittenIn::Bill);
            return Err(problem.path(format!("{path}.product")));
        }
    };
    own.check((book, known), &path)?;
    let on = (books, day);
    let mut runs = runs(cycle, (on, book), plans, (resource, product), &path)?;
    // Hours of what sleeps in place are those it is awake: what it keeps is kept all the same.
    let mut awake = None;
    if let (true, Some(_), [run]) = (Product::sleeps_in_place(known), &resource.hours, runs.as_mut_slice()) {
        awake = Some(Decimal::from(run.to.saturating_sub(run.from)));
        run.to = plans.last().map_or(cycle.seconds(), |on| on.to);
    }
    let used = ResourceMonth {
        name: &resource.name,
        product: if product == own::UNKNOWN { own::UNKNOWN } else { &resource.product },
        runs,
        options: Arc::new(settings::of_resource(document, book, resource, &path)?),
        usage: used(on, (book, product, own), &resource.usage, cycle, &format!("{path}.usage"))?,
        own,
        since: resource.since,
        awake,
        // Segments say themselves for how long it is there.
        there: plans
            .first()
            .zip(plans.last())
            .filter(|_| resource.hours.is_some())
            .map(|(first, last)| (first.from, last.to)),
        shape: None,
        path: path.into(),
    };
    days::check(&used, cycle)?;
    Ok(used)
}

/// Usage in the units of its meters.
pub(super) fn used<'a>(
    on: (&Books, Date),
    (book, product, own): (&'a Provider, &str, Own<'a>),
    given: &'a Ordered<Used>,
    cycle: Cycle,
    path: &str,
) -> Result<Table<MonthUsage, &'a str>, Problem> {
    let mut all = Table::default();
    for (key, used) in given.iter() {
        let at = format!("{path}.{key}");
        let Some((id, meter)) = own.usage_key(book, product, key) else {
            return Err(own.no_meter(on, book, product, key).path(at));
        };
        let held = Held {
            month: book.month_of(product, id).unwrap_or_else(|| cycle.seconds()),
            of_copies: book.counts_copies(product, id),
            least: book.has_least(product, id),
        };
        let measured = measured(used, meter, cycle, held).map_err(|problem| problem.path(at.clone()))?;
        if all.contains_key(id) {
            return Err(twice(id, key).path(at));
        }
        all.insert(id, measured);
    }
    Ok(all)
}

/// How what is held for a time is read: GB-months and the like.
#[derive(Clone, Copy)]
struct Held {
    /// The length of the vendor's month in seconds.
    month: u32,
    of_copies: bool,
    /// What is deleted early is billed for longer, on some plan.
    least: bool,
}

fn measured(used: &Used, meter: &Meter, cycle: Cycle, held: Held) -> Result<MonthUsage, Problem> {
    let fit = |quantity: &Quantity| {
        if quantity.value > ABSURD {
            return Err(Problem::new(format!(
                "{quantity} is more than anyone can mean (the largest figure taken is 10^15)"
            ))
            .hint("write a smaller figure, or the same in a larger unit"));
        }
        meter.fit(quantity).ok_or_else(|| wrong_unit(quantity, &meter.unit, &meter.name))
    };
    let flows = meter.kind == MeterKind::Flow;
    match used {
        Used::Kept { .. } if flows => {
            Err(Problem::new(format!("{} is a flow: nothing of it is stored or deleted", meter.name))
                .hint("give what was used in the whole month"))
        }
        Used::Kept { .. } if !held.least => Err(no_least(meter)),
        Used::Level { .. } if flows => Err(Problem::new(format!(
            "{} is a flow: it has a total, not an opening and a closing",
            meter.name
        ))
        .hint("give what was used in the whole month")),
        Used::Events(_) if !flows => {
            Err(Problem::new(format!("{} is a state: it is held, it does not happen", meter.name))
                .hint("give one level, or `{ opening, closing }`"))
        }
        Used::Level { opening, closing } => {
            Ok(MonthUsage::Level { opening: fit(opening)?, closing: fit(closing)? })
        }
        Used::Kept { opening, closing, deleted } => {
            let all = deleted.iter().map(|gone| {
                let age = least::seconds(&gone.after)
                    .ok_or_else(|| wrong_unit(&gone.after, &meter.unit, "`after`"))?;
                let on = gone.on.map(|day| day_of(day, cycle)).transpose()?;
                Ok(Deleted { size: fit(&gone.amount)?, age, on })
            });
            let deleted = Deletions { all: all.collect::<Result<_, Problem>>()?, stated: true };
            Ok(MonthUsage::Kept { opening: fit(opening)?, closing: fit(closing)?, deleted })
        }
        Used::Events(events) => {
            let fitted = events.iter().map(|Events { each, times, on }| {
                if *times > ABSURD {
                    return Err(Problem::new(format!("{times} times is more than anyone can mean"))
                        .hint("the largest figure taken is 10^15"));
                }
                let on = on.map(|day| day_of(day, cycle)).transpose()?;
                Ok(Event { size: fit(each)?, count: *times, on })
            });
            fitted.collect::<Result<_, Problem>>().map(MonthUsage::Events)
        }
        Used::Amount(rate) => {
            if let Some(total) = rate.quantity.held(&meter.unit, held.month).filter(|_| !flows) {
                let total = rate.in_cycle(total, cycle);
                return total.map(|total| MonthUsage::Held { total, of_copies: held.of_copies }).ok_or_else(
                    || {
                        Problem::new("comes to more than can be computed exactly")
                            .hint("write a smaller figure")
                    },
                );
            }
            if let Some(level) = rate.combined(&meter.unit).filter(|_| !flows) {
                let level = fit(&level)?;
                return Ok(MonthUsage::Level { opening: level, closing: level });
            }
            let value = fit(&rate.quantity)?;
            if flows {
                let total = rate.in_cycle(value, cycle);
                return total.map(MonthUsage::Flow).ok_or_else(|| {
                    Problem::new("comes to more than can be computed exactly").hint("write a smaller figure")
                });
            }
            if rate.per.is_some() {
                return Err(Problem::new(format!(
                    "{} is a state, not a rate: leave the `/time` out",
                    meter.name
                ))
                .hint(format!("write {}", rate.quantity)));
            }
            Ok(MonthUsage::Level { opening: value, closing: value })
        }
    }
}

/// A day of the cycle, from 0.
fn day_of(day: Date, cycle: Cycle) -> Result<u32, Problem> {
    let at = cycle.contains(day).then(|| u32::try_from(day.days_since(cycle.first_day())).ok());
    at.flatten().ok_or_else(|| {
        Problem::new(format!("{day} is not in {}", cycle.name()))
            .hint("state what happened in another month in a bill of that month")
    })
}
