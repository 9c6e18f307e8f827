//! From a typed-in month to what the bill wants: units fitted, stretches laid end to end.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Moment, Segment, UsageDocument, Used, UsedResource};
use crate::bill::{AccountMonth, MonthUsage, OptionValue, ResourceMonth, Run, TIGHT, region};
use crate::book::{Books, Meter, MeterKind, Provider};
use crate::document::Problem;
use crate::month::{Date, Month};
use crate::own::{self, NO_BOOK, Own};
use crate::projection::wrong_unit;
use crate::stack::{ABSURD, Ordered};
use crate::table::Table;
use crate::tariff::Event;
use crate::unit::{Quantity, Unit};

pub(super) fn account_month<'a>(
    document: &'a UsageDocument,
    books: &Books,
    as_of: Option<Date>,
) -> Result<AccountMonth<'a>, Problem> {
    let day = as_of.unwrap_or(document.month.first_day());
    let provider = provider(document, books);
    let book = &books
        .as_of(provider, day)
        .map_err(|problem| {
            let known = books.providers().any(|known| known == provider);
            problem.path(if known { "month" } else { "provider" })
        })?
        .provider;
    let mut names = std::collections::BTreeSet::new();
    let mut resources = Vec::new();
    for (at, resource) in document.resources.iter().enumerate() {
        let path = format!("resources[{at}]");
        if !names.insert(resource.name.as_str()) {
            return Err(Problem::new(format!("two resources are named `{}`", resource.name))
                .path(format!("{path}.name"))
                .hint("give each a name of its own, such as web and web-2"));
        }
        resources.push(resource_month(document, (books, book, day), resource, path)?);
    }
    Ok(AccountMonth {
        name: "account",
        provider,
        plan: document.plan.as_deref(),
        month: document.month,
        as_of,
        since: document.since,
        first: true,
        card: document.card,
        options: Arc::new(account_options(document, book)?),
        usage: used((books, day), (book, "", Own::default()), &document.usage, document.month, "usage")?,
        resources,
        tight: TIGHT,
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

fn resource_month<'a>(
    document: &UsageDocument,
    (books, book, day): (&Books, &Provider, Date),
    resource: &'a UsedResource,
    path: String,
) -> Result<ResourceMonth<'a>, Problem> {
    let own = resource.own();
    let (product, known) = match book.products.get_key_value(&resource.product) {
        Some((id, product)) => (id.as_str(), product),
        None if own.is_priced() => own::unknown()?,
        None => {
            let problem = books.no_product(&book.provider, day, &resource.product);
            return Err(problem.path(format!("{path}.product")));
        }
    };
    own.check(known, &path)?;
    let on = (books, day);
    Ok(ResourceMonth {
        name: &resource.name,
        product: if product == own::UNKNOWN { own::UNKNOWN } else { &resource.product },
        runs: runs(document.month, on, book, (resource, product), &path)?,
        options: Arc::new(resource_options(document, book, resource, &path)?),
        usage: used(on, (book, product, own), &resource.usage, document.month, &format!("{path}.usage"))?,
        own,
        since: resource.since,
        path: path.into(),
    })
}

/// The account's settings, its region among them.
fn account_options(document: &UsageDocument, book: &Provider) -> Result<Table<OptionValue>, Problem> {
    let mut options = document.options.clone();
    let Some(word) = &document.region else { return Ok(options) };
    let placed = region::put(&book.account, &mut options, word, "")?;
    if !placed && !book.products.values().any(|product| region::regions(product).is_some()) {
        return Err(no_regions(&book.name).path(region::REGION));
    }
    Ok(options)
}

/// A resource's settings, its region among them: its own, else the account's.
fn resource_options(
    document: &UsageDocument,
    book: &Provider,
    resource: &UsedResource,
    path: &str,
) -> Result<Table<OptionValue>, Problem> {
    let mut options = resource.options.clone();
    let Some(product) = book.products.get(&resource.product) else { return Ok(options) };
    match (&resource.region, &document.region) {
        (Some(word), _) => {
            if !region::put(product, &mut options, word, path)? {
                let problem = match region::regions(&book.account) {
                    Some(_) => {
                        Problem::new(format!("{} has one region for all its resources", book.account.name))
                            .hint("write `region:` at the top")
                    }
                    None => no_regions(&product.name),
                };
                return Err(problem.path(format!("{path}.{}", region::REGION)));
            }
        }
        (None, Some(word)) => {
            region::put(product, &mut options, word, "")?;
        }
        (None, None) => {}
    }
    Ok(options)
}

fn no_regions(name: &str) -> Problem {
    Problem::new(format!("no price of {name} goes by region in its book")).hint("leave `region` out")
}

fn runs<'a>(
    month: Month,
    on: (&Books, Date),
    book: &Provider,
    (resource, product): (&'a UsedResource, &str),
    path: &str,
) -> Result<Vec<Run<'a>>, Problem> {
    let count = resource.count.unwrap_or(Decimal::ONE);
    let plan = resource.plan.as_deref();
    if resource.segments.is_empty() {
        let to = match &resource.hours {
            Some(hours) => seconds(hours, "h")
                .ok_or_else(|| wrong_unit(hours, &hour(), "running time").path(format!("{path}.hours")))?,
            None => month.seconds(),
        };
        return inside(0, to, month, path)
            .map(|()| vec![Run { from: 0, to, plan, count, usage: Table::default() }]);
    }
    if resource.hours.is_some() {
        return Err(Problem::new("has `hours` and `segments`")
            .path(path)
            .hint("give the hours in the segments"));
    }
    let mut runs: Vec<Run<'a>> = Vec::new();
    for (at, segment) in resource.segments.iter().enumerate() {
        let path = format!("{path}.segments[{at}]");
        let before = runs.last().map_or(0, |run| run.to);
        let from = segment.from.map_or(Ok(before), |from| second(from, month, &path))?;
        let to = end(segment, from, month, &path)?;
        if from < before {
            return Err(Problem::new("starts before the stretch before it has ended")
                .path(path)
                .hint("put the stretches in order of time, each from where the one before it ends"));
        }
        inside(from, to, month, &path)?;
        runs.push(Run {
            from,
            to,
            plan: segment.plan.as_deref().or(plan),
            count: segment.count.unwrap_or(count),
            usage: used(
                on,
                (book, product, resource.own()),
                &segment.usage,
                month,
                &format!("{path}.usage"),
            )?,
        });
    }
    Ok(runs)
}

fn end(segment: &Segment, from: u32, month: Month, path: &str) -> Result<u32, Problem> {
    let length = |quantity: &Quantity, unit: &str| {
        seconds(quantity, unit)
            .and_then(|length| from.checked_add(length))
            .ok_or_else(|| wrong_unit(quantity, &hour(), "a stretch of time").path(path))
    };
    match (&segment.to, &segment.hours, &segment.days) {
        (Some(to), None, None) => second(*to, month, path),
        (None, Some(hours), None) => length(hours, "h"),
        (None, None, Some(days)) => length(days, "days"),
        (None, None, None) => Ok(month.seconds()),
        _ => Err(Problem::new("gives its end twice").path(path).hint("give one of `to`, `hours` and `days`")),
    }
}

fn inside(from: u32, to: u32, month: Month, path: &str) -> Result<(), Problem> {
    if from < to && to <= month.seconds() {
        return Ok(());
    }
    let hours = month.seconds().checked_div(3_600).unwrap_or(0);
    Err(Problem::new(format!("does not lie inside {}, which has {hours} hours", month.name()))
        .path(path)
        .hint(format!("give between 0 and {hours} hours, or leave them out for the whole month")))
}

fn second(moment: Moment, month: Month, path: &str) -> Result<u32, Problem> {
    let start = if moment.day.month() == month {
        moment.day.second_of_month()
    } else if Some(moment.day.month()) == month.plus(1) && moment.day.day() == 1 && moment.minute == 0 {
        return Ok(month.seconds());
    } else {
        return Err(Problem::new(format!("{} is not in {}", moment.day, month.name()))
            .path(path)
            .hint(format!("write a day from {} to {}", month.first_day(), month.last_day())));
    };
    Ok(start.saturating_add(u32::from(moment.minute).saturating_mul(60)))
}

fn hour() -> Unit {
    Unit::parse("h").unwrap_or_else(Unit::count)
}

/// A length of time in whole seconds; a bare number is in `bare`.
fn seconds(quantity: &Quantity, bare: &str) -> Option<u32> {
    let unit = quantity.unit.clone().or_else(|| Unit::parse(bare));
    let seconds = Quantity { value: quantity.value, unit }.in_unit(&Unit::parse("s")?)?;
    seconds.floor().try_into().ok()
}

fn used<'a>(
    on: (&Books, Date),
    (book, product, own): (&Provider, &str, Own<'_>),
    given: &'a Ordered<Used>,
    month: Month,
    path: &str,
) -> Result<Table<MonthUsage, &'a str>, Problem> {
    let mut all = Table::default();
    for (key, used) in given.iter() {
        let at = format!("{path}.{key}");
        let Some(meter) = own.meter(book, product, key) else {
            return Err(own.no_meter(on, book, product, key).path(at));
        };
        let held = Held {
            month: book.month_of(product, key).unwrap_or_else(|| month.seconds()),
            of_copies: book.counts_copies(product, key),
        };
        all.insert(key, measured(used, meter, month, held).map_err(|problem| problem.path(at))?);
    }
    Ok(all)
}

/// How what is held for a time is read: GB-months and the like.
#[derive(Clone, Copy)]
struct Held {
    /// The length of the vendor's month in seconds.
    month: u32,
    of_copies: bool,
}

fn measured(used: &Used, meter: &Meter, month: Month, held: Held) -> Result<MonthUsage, Problem> {
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
        Used::Events(events) => {
            let fitted = events.iter().map(|(each, times)| {
                if *times > ABSURD {
                    return Err(Problem::new(format!("{times} times is more than anyone can mean"))
                        .hint("the largest figure taken is 10^15"));
                }
                Ok(Event { size: fit(each)?, count: *times })
            });
            fitted.collect::<Result<_, Problem>>().map(MonthUsage::Events)
        }
        Used::Amount(rate) => {
            if let Some(total) = rate.quantity.held(&meter.unit, held.month).filter(|_| !flows) {
                let total = rate.in_month(total, month);
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
                let total = rate.in_month(value, month);
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
