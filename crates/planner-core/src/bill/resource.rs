//! A resource's own charges and limits, by price list and plan.

use rust_decimal::Decimal;

use super::account::{Part, Walk, too_large};
use super::charges::{Held, Place};
use super::meters::{self, Piece};
use super::requests::{self as sized, Tier};
use super::requirements::{self, Unmet};
use super::scope::{Priced, Scope};
use super::settings::Settings;
use super::{AccountMonth, MeterDemand, ResourceMonth};
use crate::book::{Books, Ceiling, Plan, Product, Provider, SleepTerms, WokenBy};
use crate::document::Problem;
use crate::model::{Contract, Standing, no_product};
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
        let provider = &part.contract.book.provider;
        let product = provider
            .products
            .get(resource.product)
            .ok_or_else(|| no_product(provider, resource.product, &resource.path))?;
        Settings::check(product, &resource.options, &resource.path)?;
        sized::check(product, &resource.usage, &format!("{}.usage", resource.path))?;
        for (at, run) in resource.runs.iter().enumerate() {
            sized::check(product, &run.usage, &format!("{}.segments[{at}].usage", resource.path))?;
        }
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
    let tier = Tier::all(part.contract.book.provider.products.get(resource.product));
    resource.runs.iter().filter_map(move |run| {
        let (from, to) = (run.from.max(start), run.to.min(end));
        (from < to).then_some(Piece { run, from, to, tier })
    })
}

/// One group, its larger requests on the plans that price them. What is billed for those counts towards its limits.
fn one<'r, 'a>(
    walk: &mut Walk<'r, 'a>,
    resource: &'r ResourceMonth<'a>,
    group: &Group<'r, 'a>,
) -> Result<(), TariffError> {
    let product = group.standing.product;
    let used: Vec<_> =
        group.pieces.iter().map(|piece| &piece.run.usage).chain(std::iter::once(&resource.usage)).collect();
    let mut tiers = sized::tiers(product, group.standing.plan, &used)?.into_iter();
    let Some(main) = tiers.next() else { return Ok(()) };
    if let Some(note) = sized::assumed(main.0.1, product, &resource.usage)? {
        walk.notes.push(format!("{}: {note}", resource.name));
    }
    if let Some(note) = sized::says(product, &resource.usage) {
        walk.notes.push(format!("{}: {note}", resource.name));
    }
    let mut larger = Priced::default();
    for tier in tiers {
        larger.lines.extend(priced(walk, resource, group, tier, None)?.lines);
    }
    let priced = priced(walk, resource, group, main, Some(&mut larger))?;
    walk.take(priced);
    walk.take(larger);
    Ok(())
}

/// The requests of one tier with, where they are the resource's own, everything else of it; `larger` those that other plans price.
fn priced<'r, 'a>(
    walk: &mut Walk<'r, 'a>,
    resource: &'r ResourceMonth<'a>,
    group: &Group<'r, 'a>,
    (own_plan, tier): sized::OnPlan<'a>,
    larger: Option<&mut Priced<'a>>,
) -> Result<Priced<'a>, TariffError> {
    let Some(part) = walk.parts.get(group.part) else { return Ok(Priced::default()) };
    let standing = Standing { plan: own_plan, ..group.standing };
    let account = walk.account;
    let Contract { book, plan: account_plan } = standing.contract;
    let (product, (plan_id, plan)) = (standing.product, standing.plan);
    let month = Period { seconds: account.month.seconds() };
    let count = mean_count(&group.pieces)?;
    let pieces: Vec<Piece<'_, '_>> = group.pieces.iter().map(|piece| Piece { tier, ..*piece }).collect();
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
    let sleeps = |(_, terms): (_, &SleepTerms)| terms.by == WokenBy::Use && settings.meet(&terms.when);
    let sleeps = product.sleeps_of(plan).any(sleeps);
    let mut readings = Vec::with_capacity(product.meters.len());
    for (id, meter) in &product.meters {
        let reading = meters::reading(resource, (id, meter), &pieces, &settings, month)?;
        let mut reading = reading;
        if tier.is_main() {
            meters::held(&mut reading, resource, (id, meter), &pieces, sleeps, month)?;
        }
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
        idle: larger.is_none(),
        part: larger.is_none(),
        tight: account.tight,
        calendar: account.month,
    };
    let is_main = larger.is_some();
    let mut beside: Vec<_> = larger.into_iter().flat_map(|larger| &mut larger.lines).collect();
    let priced = scope.price(&mut beside)?;
    if is_main {
        walk.unmet.extend(unmet);
    }
    for (id, members) in scope.readings.into_entries() {
        if let (Some(terms), Some(usage)) = (product.meters.get(id), members.into_iter().next()) {
            walk.demands.push(MeterDemand { resource: resource.name, meter: id, terms, usage });
        }
    }
    Ok(priced)
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
    if product.meters.values().any(|meter| meter.stand_in.as_ref().is_some_and(|other| other.from == *id)) {
        return true;
    }
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
