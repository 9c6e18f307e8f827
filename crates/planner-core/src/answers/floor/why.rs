//! Why something remains at zero traffic, told from the terms it is charged by.

use crate::bill::{Basis, Line};
use crate::book::{AdjustTerms, Meter, MeterKind, Provider, Snapshot, Window};
use crate::clients::Usage;
use crate::model::{Contract, Model};
use crate::projection::First;
use crate::stack::{Resource, Stack};

/// Why a line has an amount.
pub(super) fn line(stack: &Stack, line: &Line<'_>) -> &'static str {
    let book = match &line.basis {
        Basis::Quoted(_) => return "quoted",
        Basis::NoBook => return "no price book",
        Basis::Adjustment { book, .. } => return adjusted(book, line.charge),
        Basis::Charge { book, .. } => book,
    };
    if line.priced().is_some_and(|priced| priced.amount > priced.before_bounds) {
        return "minimum charge";
    }
    match line.measured() {
        None => "fee",
        Some(meter) => used(stack, &book.provider, line.resource, meter),
    }
}

/// What an account adds or takes off at the end.
fn adjusted(book: &Snapshot, id: &str) -> &'static str {
    let account = &book.provider.account;
    let own = account.plans.values().map(|plan| &plan.adjustments);
    let found = std::iter::once(&account.adjustments).chain(own).find_map(|terms| terms.get(id));
    match found {
        Some(AdjustTerms { tax: true, .. }) => "tax",
        Some(AdjustTerms { percent: Some(_), .. }) => "surcharge",
        Some(AdjustTerms { floor: Some(_), .. }) => "commitment",
        Some(AdjustTerms { credit: Some(_), .. }) => "credit",
        _ => "spend cap",
    }
}

/// Why a meter counts something with nobody using it.
fn used(stack: &Stack, book: &Provider, resource: Option<&str>, (id, meter): (&str, &Meter)) -> &'static str {
    let resource = resource.and_then(|name| stack.resources.get(name));
    if resource.is_none() && book.shared(id).is_some_and(|shared| shared.only_fed) {
        return if meter.kind == MeterKind::Flow { "always-on instances" } else { "number of resources" };
    }
    match meter.kind {
        MeterKind::Running => "always-on instances",
        MeterKind::Level if meter.default.is_some() || meter.grows.is_some() => "provisioned size",
        MeterKind::Level => "what is held",
        MeterKind::Flow => resource.map_or("stated usage", |resource| polled(resource, id, meter)),
    }
}

/// Whether a resource's clients count on a meter, or what is stated, or both.
fn polled(resource: &Resource, id: &str, meter: &Meter) -> &'static str {
    let inputs = meter.counted.iter().map(|counted| counted.from.as_str());
    let by_clients = Usage::default().parts();
    let polled = !resource.clients.is_empty()
        && inputs.clone().any(|input| by_clients.iter().any(|(name, _)| *name == input));
    match (polled, std::iter::once(id).chain(inputs).any(|input| resource.usage.get(input).is_some())) {
        (true, false) => "idle polling",
        (true, true) => "idle polling and stated usage",
        _ => "stated usage",
    }
}

/// Why a limit is passed.
pub(super) fn limit(model: &Model<'_>, passed: &First<'_, '_>) -> &'static str {
    let row = passed.limit;
    if row.window == Window::Age {
        return "age";
    }
    let Some(id) = row.meter else { return "cost" };
    let resource = row.resource.and_then(|name| model.named(name));
    let account = resource.map_or(model.account_named(row.account), |one| model.account_of(one));
    let contract = account.and_then(|account| model.contract(account, passed.month.first_day()).ok());
    let Some(Contract { book, .. }) = contract else { return "stated usage" };
    let product = resource.and_then(|resource| book.provider.products.get(resource.product));
    match product.unwrap_or(&book.provider.account).meters.get_key_value(id) {
        Some((id, meter)) => used(model.stack, &book.provider, row.resource, (id, meter)),
        None => "stated usage",
    }
}
