//! From a typed-in month to what the bill wants: units fitted, stretches laid end to end.

use std::sync::Arc;

use super::stretches::{plans, runs};
use super::{UsageDocument, Used, UsedResource, settings};
use crate::bill::{AccountMonth, MonthUsage, OnPlan, ResourceMonth, TIGHT};
use crate::book::{Books, Meter, MeterKind, Provider};
use crate::cycle::Cycle;
use crate::document::Problem;
use crate::model::{Contract, no_product};
use crate::month::Date;
use crate::own::{self, NO_BOOK, Own};
use crate::projection::wrong_unit;
use crate::stack::{ABSURD, Ordered};
use crate::table::Table;
use crate::tariff::Event;
use crate::unit::Quantity;

pub(super) fn account_month<'a>(
    document: &'a UsageDocument,
    books: &Books,
    as_of: Option<Date>,
) -> Result<AccountMonth<'a>, Problem> {
    let cycle = document.cycle()?;
    let day = as_of.unwrap_or(cycle.first_day());
    let provider = provider(document, books);
    let snapshot = books.as_of(provider, day).map_err(|problem| problem.path("provider"))?;
    let book = &snapshot.provider;
    let plans = plans(document, cycle)?;
    for (at, on) in plans.iter().enumerate().filter(|_| !document.segments.is_empty()) {
        Contract::of(books, snapshot, on.plan, document.since, day, &format!("segments[{at}].plan"))?;
    }
    let mut names = std::collections::BTreeSet::new();
    let mut resources = Vec::new();
    for (at, resource) in document.resources.iter().enumerate() {
        let path = format!("resources[{at}]");
        if !names.insert(resource.name.as_str()) {
            return Err(Problem::new(format!("two resources are named `{}`", resource.name))
                .path(format!("{path}.name")));
        }
        resources.push(resource_month((document, cycle), book, &plans, resource, path)?);
    }
    Ok(AccountMonth {
        name: "account",
        provider,
        plans,
        cycle,
        as_of,
        since: document.since,
        first: true,
        card: document.card,
        options: Arc::new(settings::of_account(document, book)?),
        usage: used((book, "", Own::default()), &document.usage, cycle, "usage")?,
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
    (document, cycle): (&UsageDocument, Cycle),
    book: &Provider,
    plans: &[OnPlan<'a>],
    resource: &'a UsedResource,
    path: String,
) -> Result<ResourceMonth<'a>, Problem> {
    let own = resource.own();
    let (product, known) = match book.products.get_key_value(&resource.product) {
        Some((id, product)) => (id.as_str(), product),
        None if own.is_priced() => own::unknown()?,
        None => return Err(no_product(book, &resource.product, &path)),
    };
    own.check(known, &path)?;
    Ok(ResourceMonth {
        name: &resource.name,
        product: if product == own::UNKNOWN { own::UNKNOWN } else { &resource.product },
        runs: runs(cycle, book, plans, (resource, product), &path)?,
        options: Arc::new(settings::of_resource(document, book, resource, &path)?),
        usage: used((book, product, own), &resource.usage, cycle, &format!("{path}.usage"))?,
        own,
        since: resource.since,
        path: path.into(),
    })
}

pub(super) fn used<'a>(
    (book, product, own): (&Provider, &str, Own<'_>),
    given: &'a Ordered<Used>,
    cycle: Cycle,
    path: &str,
) -> Result<Table<MonthUsage, &'a str>, Problem> {
    let mut all = Table::default();
    for (key, used) in given.iter() {
        let at = format!("{path}.{key}");
        let Some(meter) = own.meter(book, product, key) else {
            return Err(own.no_meter(book, product, key).path(at));
        };
        all.insert(key, measured(used, meter, cycle).map_err(|problem| problem.path(at))?);
    }
    Ok(all)
}

fn measured(used: &Used, meter: &Meter, cycle: Cycle) -> Result<MonthUsage, Problem> {
    let fit = |quantity: &Quantity| {
        if quantity.value > ABSURD {
            return Err(Problem::new(format!(
                "{quantity} is more than anyone can mean (the largest figure taken is 10^15)"
            )));
        }
        quantity.in_unit(&meter.unit).ok_or_else(|| wrong_unit(quantity, &meter.unit, &meter.name))
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
                    return Err(Problem::new(format!("{times} times is more than anyone can mean")));
                }
                Ok(Event { size: fit(each)?, count: *times })
            });
            fitted.collect::<Result<_, Problem>>().map(MonthUsage::Events)
        }
        Used::Amount(rate) => {
            let value = fit(&rate.quantity)?;
            if flows {
                let total = rate.in_cycle(value, cycle);
                return total
                    .map(MonthUsage::Flow)
                    .ok_or_else(|| Problem::new("comes to more than can be computed exactly"));
            }
            if rate.per.is_some() {
                return Err(Problem::new(format!(
                    "{} is a state, not a rate: leave the `/time` out",
                    meter.name
                )));
            }
            Ok(MonthUsage::Level { opening: value, closing: value })
        }
    }
}
