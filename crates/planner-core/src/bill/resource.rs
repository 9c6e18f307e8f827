//! A resource's own charges and limits, by price list and plan.

use rust_decimal::Decimal;

use super::account::{Part, Walk, too_large};
use super::charges::{Held, Place};
use super::meters::{self, Piece};
use super::requirements::{self, Unmet};
use super::scope::Scope;
use super::{AccountMonth, MeterDemand, ResourceMonth};
use crate::book::{Books, Ceiling, Plan, Product, Provider};
use crate::document::Problem;
use crate::model::{Contract, Standing};
use crate::number::Checked;
use crate::table::Table;
use crate::tariff::{Amount, Formula, Period, Span, TariffError, Usage, checked};

/// A resource under one price list on one plan.
struct Group<'r, 'a> {
    part: usize,
    standing: Standing<'a>,
    pieces: Vec<Piece<'r, 'a>>,
}

/// Prices a resource's month into the walk.
pub(super) fn price<'r, 'a>(
    walk: &mut Walk<'r, 'a>,
    books: &'a Books,
    resource: &'r ResourceMonth<'a>,
) -> Result<(), Problem> {
    let mark = walk.mark();
    let groups = groups(walk.account, &walk.parts, books, resource)?;
    for group in &groups {
        one(walk, resource, group).map_err(|error| too_large(error, &resource.path))?;
    }
    if groups.len() > 1 {
        walk.bound_once(mark).map_err(|error| too_large(error, &resource.path))?;
    }
    Ok(())
}

fn groups<'r, 'a>(
    account: &AccountMonth<'a>,
    parts: &[Part<'a>],
    books: &'a Books,
    resource: &'r ResourceMonth<'a>,
) -> Result<Vec<Group<'r, 'a>>, Problem> {
    let mut groups: Vec<Group<'r, 'a>> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let product = part.contract.book.provider.products.get(resource.product).ok_or_else(|| {
            let problem = books.no_product(account.provider, account.day(), resource.product);
            problem.path(format!("{}.product", resource.path))
        })?;
        let on = (account.provider, account.day());
        books.check_options(on, (resource.product, product), &resource.options, &resource.path)?;
        for piece in pieces(resource, part) {
            let (word, day) = (piece.run.plan, account.day());
            let standing = part.contract.standing(books, resource.product, word, day, &resource.path)?;
            match groups.iter_mut().find(|group| group.part == at && group.standing.plan.0 == standing.plan.0)
            {
                Some(group) => group.pieces.push(piece),
                None => groups.push(Group { part: at, standing, pieces: vec![piece] }),
            }
        }
    }
    Ok(groups)
}

/// The runs of a resource, as far as they lie in a part of the month.
pub(super) fn pieces<'r, 'a>(
    resource: &'r ResourceMonth<'a>,
    part: &Part<'a>,
) -> impl Iterator<Item = Piece<'r, 'a>> {
    let (start, end) = (part.from, part.to);
    resource.runs.iter().filter_map(move |run| {
        let (from, to) = (run.from.max(start), run.to.min(end));
        (from < to).then_some(Piece { run, from, to })
    })
}

fn one<'r, 'a>(
    walk: &mut Walk<'r, 'a>,
    resource: &'r ResourceMonth<'a>,
    group: &Group<'r, 'a>,
) -> Result<(), TariffError> {
    let Some(part) = walk.parts.get(group.part) else { return Ok(()) };
    let (account, standing) = (walk.account, group.standing);
    let Contract { book, plan: account_plan } = standing.contract;
    let (product, (plan_id, plan)) = (standing.product, standing.plan);
    let month = Period { seconds: account.month.seconds() };
    let count = mean_count(&group.pieces)?;
    let settings = standing.settings(&resource.options, account.terms(), count);
    let unmet: Vec<Unmet<'_>> = requirements::unmet(
        &book.provider,
        product,
        (account.name, resource.name),
        standing.plan,
        account_plan,
        &settings,
    )
    .collect();
    let settings = settings.without(requirements::refused(&unmet, &resource.options));
    let mut readings = Vec::with_capacity(product.meters.len());
    for (id, meter) in &product.meters {
        let reading = meters::reading(resource, (id, meter), &group.pieces, &settings, month)?;
        walk.notes.extend(reading.notes);
        readings.push((id.as_str(), reading.usage.into_iter().collect()));
    }
    if let Some(note) = &plan.note {
        walk.notes.push(format!("{}: {note}", resource.name));
    }
    if let Some(until) = plan.until.filter(|until| resource.since.is_some_and(|since| since >= *until)) {
        walk.notes.push(format!(
            "{}: {} cannot be bought since {until}; only who had it keeps it",
            resource.name, plan.name
        ));
    }
    for key in stated(resource, group) {
        if !counts(&book.provider, resource.product, product, plan, key) {
            walk.notes
                .push(format!("{}: {key} is stated, but nothing on {} counts it", resource.name, plan.name));
        }
    }
    let seconds: u32 = group.pieces.iter().map(|piece| piece.to.saturating_sub(piece.from)).sum();
    let scope = Scope {
        place: Place {
            account: account.name,
            resource: Some(resource.name),
            book,
            plan_id,
            plan,
            product: Some(resource.product),
        },
        product,
        settings,
        readings: Table::sorted(readings),
        holding: holding(&group.pieces),
        held: Held {
            plan: checked(Decimal::from(seconds).over(Decimal::from(month.seconds)), "share out")?,
            list: part.share(month)?,
        },
        since: resource.since,
        waived: &[],
        unpriced: Vec::new(),
        idle: false,
        tight: account.tight,
        calendar: account.month,
    };
    let priced = scope.price(&mut [])?;
    walk.unmet.extend(unmet);
    for (id, members) in scope.readings.into_entries() {
        if let (Some(terms), Some(usage)) = (product.meters.get(id), members.into_iter().next()) {
            walk.demands.push(MeterDemand { resource: resource.name, meter: id, terms, usage });
        }
    }
    walk.take(priced);
    Ok(())
}

/// How many run on average while any do: what is included and allowed goes by it.
fn mean_count(pieces: &[Piece<'_, '_>]) -> Result<Decimal, TariffError> {
    let first = pieces.first().map_or(Decimal::ONE, |piece| piece.run.count);
    if pieces.iter().all(|piece| piece.run.count == first) {
        return Ok(first);
    }
    let (mut counted, mut seconds) = (Decimal::ZERO, Decimal::ZERO);
    for piece in pieces {
        let length = Decimal::from(piece.to.saturating_sub(piece.from));
        let part = checked(length.times(piece.run.count), "count")?;
        counted = checked(counted.plus(part), "count")?;
        seconds = checked(seconds.plus(length), "count")?;
    }
    checked(counted.over(seconds.max(Decimal::ONE)), "count")
}

/// The usage keys that are stated for some pieces of a resource.
fn stated<'r, 'a>(
    resource: &'r ResourceMonth<'a>,
    group: &'r Group<'r, 'a>,
) -> impl Iterator<Item = &'a str> + use<'r, 'a> {
    let runs = group.pieces.first().into_iter().flat_map(|piece| piece.run.usage.keys());
    runs.chain(resource.usage.keys()).copied()
}

/// Whether a charge or limit of the plan, or the account, counts a usage key. What counts only with a setting counts.
fn counts(provider: &Provider, product_id: &str, product: &Product, plan: &Plan, key: &str) -> bool {
    if product.reports.iter().any(|report| report == key) {
        return true;
    }
    let pooled = product.reports.iter().filter_map(|report| provider.account.meters.get(report.as_str()));
    if pooled.flat_map(|meter| &meter.counted).any(|input| input.from == key) {
        return true;
    }
    let Some(asked) = provider.meter(product_id, key) else { return true };
    let mut meters = product.meters.iter().filter(|(_, meter)| std::ptr::eq(*meter, asked));
    let Some((id, _)) = meters.next() else { return true };
    let names = |formula: &Formula| formula.each.iter().any(|(name, _)| name == id);
    product.charges_of(plan).any(|(_, terms)| terms.meter.as_deref() == Some(id.as_str()))
        || product.limits_of(plan).any(|(_, terms)| {
            terms.meter.as_deref() == Some(id.as_str())
                || matches!(&terms.ceiling, Ceiling::Amount(formula) if names(formula))
        })
        || product.meters.values().any(|meter| meter.grows.as_ref().is_some_and(|grows| grows.with == *id))
}

/// The plan's own holding, for fees.
pub(super) fn holding(pieces: &[Piece<'_, '_>]) -> Usage<Decimal> {
    let level = |piece: &Piece<'_, '_>| Amount::Level { opening: piece.run.count, closing: piece.run.count };
    Usage {
        spans: pieces
            .iter()
            .map(|piece| Span { from: piece.from, to: piece.to, amount: level(piece) })
            .collect(),
    }
}
