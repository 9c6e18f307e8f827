//! A resource's own charges and limits, by price list and plan.

use std::sync::Arc;

use super::account::{Walk, too_large};
use super::charges::{Held, Place};
use super::group::{Group, groups};
use super::least;
use super::meters;
use super::part::Part;
use super::piece::Piece;
use super::requests as sized;
use super::requirements::{self, Unmet};
use super::scope::{Priced, Scope};
use super::stays;
use super::unheard::Here;
use super::{Line, MeterDemand, MonthUsage, ResourceMonth};
use crate::book::{Books, SleepTerms, WokenBy};
use crate::document::Problem;
use crate::model::Contract;
use crate::note::{Note, Notes};
use crate::number::Decimal;
use crate::own;
use crate::table::Table;
use crate::tariff::{Amount, Period, TariffError, Usage, checked};

/// Prices a resource's month into the walk.
pub(super) fn price<'r, 'a>(
    walk: &mut Walk<'r, 'a>,
    books: &'a Books,
    resource: &'r ResourceMonth<'a>,
) -> Result<(), Problem> {
    let groups = groups(walk, books, resource)?;
    lives(walk, resource);
    for group in &groups {
        one(walk, resource, group).map_err(|error| too_large(error, &resource.path))?;
    }
    if groups.len() > 1 {
        walk.found.bound_once().map_err(|error| too_large(error, &resource.path))?;
    }
    Ok(())
}

/// The ends of life of the plans it is on, as limits.
fn lives<'a>(walk: &mut Walk<'_, 'a>, resource: &ResourceMonth<'a>) {
    let Some(product) =
        walk.parts.last().and_then(|part| part.contract.book.provider.products.get(resource.product))
    else {
        return;
    };
    let month = Period { seconds: walk.account.cycle.seconds() };
    let mut seen: Vec<&str> = Vec::new();
    let named = |run: &super::Run<'_>| product.find_plan(run.plan.or(product.default_plan.as_deref())?);
    for [one, next] in resource.runs.array_windows() {
        let unmade = named(one).zip(named(next)).and_then(|(one, next)| product.unmade(one, next));
        let note = |unmade| Note::plain(resource.name, format_args!("{unmade}"));
        walk.found.notes.extend(unmade.map(note));
    }
    for run in &resource.runs {
        let word = run.plan.or(product.default_plan.as_deref()).unwrap_or_default();
        let Some(plan) = product.find_plan(word).filter(|(id, _)| !seen.contains(id)) else { continue };
        seen.push(plan.0);
        let id = Some(resource.product);
        let plan = (plan, resource.leaves(run.plan, month));
        let rows =
            walk.lives.limits(walk.account, Some(resource), (id, product), plan, &mut walk.found.notes);
        walk.found.take_limits(rows);
    }
}

/// A resource on one plan, with requirements that are not met and doubts about what its meters counted.
pub(super) fn scope<'s, 'a>(
    walk: &Walk<'s, 'a>,
    resource: &'s ResourceMonth<'a>,
    group: &Group<'_, 'a>,
) -> Result<(Scope<'s, 'a>, Vec<Unmet<'a>>, Notes), TariffError> {
    let Some(part) = walk.parts.get(group.part) else { return Err(TariffError::Overflow("share out")) };
    let (account, standing) = (walk.account, group.standing);
    let Contract { book, plan: account_plan } = standing.contract;
    let (product, (plan_id, plan)) = (standing.product, standing.plan);
    let month = Period { seconds: account.cycle.seconds() };
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
    let mut notes = Notes::default();
    let sleeps = |(_, terms): (_, &SleepTerms)| terms.by == WokenBy::Use && settings.meet(&terms.when);
    let sleeps = product.sleeps_of(plan).any(sleeps);
    let mut readings = Vec::with_capacity(product.meters.len());
    for (id, meter) in &product.meters {
        let mut reading = stays::reading(resource, (id, meter), &group.pieces, &settings, month)?;
        if !group.part_of {
            meters::held(&mut reading, resource, (id, meter), &group.pieces, sleeps, month)?;
        }
        notes.extend(reading.notes);
        readings.push((id.as_str(), reading.usage.into_iter().collect()));
    }
    for (id, meter) in resource.own.meters(&book.provider, product) {
        let reading = stays::reading(resource, (id, meter), &group.pieces, &settings, month)?;
        readings.push((id, reading.usage.into_iter().collect()));
    }
    readings.sort_unstable_by_key(|(id, _)| *id);
    let seconds = group.pieces.iter().try_fold(Decimal::ZERO, |sum, piece| sum.plus(piece.seconds()?));
    let seconds = checked(seconds, "share out")?;
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
        own: resource.own,
        settings,
        readings: Table::sorted(readings),
        holding: holding(&group.pieces),
        held: Held {
            plan: checked(seconds.over(Decimal::from(month.seconds)), "share out")?,
            ..part.held(month)?
        },
        begins: group.begins,
        since: resource.since.max(group.pieces.first().and_then(|piece| piece.run.since)),
        left: left(resource, group, part, month),
        waived: &[],
        unpriced: Vec::new(),
        idle: group.part_of,
        part: group.part_of,
        spent: walk.spent.clone(),
        within: walk.within.clone(),
        tight: account.tight,
        cycle: account.cycle,
        shape: resource.shape,
    };
    Ok((scope, unmet, notes))
}

/// The second at which a group's plan is left: by the user, or because a limit moved it to another.
fn left(resource: &ResourceMonth<'_>, group: &Group<'_, '_>, part: &Part<'_>, month: Period) -> u32 {
    let Some(last) = group.pieces.last() else { return u32::MAX };
    let moved = last.to < last.run.to.min(part.to);
    if moved { last.to } else { resource.leaves(last.run.plan, month) }
}

/// One group, its larger requests on the plans that price them.
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
    for used in used {
        let assumed = sized::assumed(main.0.1, product, used)?;
        for note in assumed.into_iter().chain(sized::says(product, used)) {
            walk.found.notes.push(Note::plain(resource.name, format_args!("{note}")));
        }
    }
    let mut larger = Priced::default();
    for tier in tiers {
        let (mut scope, _, notes) = scope(walk, resource, &group.tier(tier, true))?;
        walk.found.notes.extend(notes);
        larger.lines.extend(scope.price(&mut [])?.lines);
        counted(walk, resource.name, &mut scope);
    }
    let own = group.tier(main, false);
    let mut beside: Vec<_> = larger.lines.iter_mut().collect();
    whole(walk, resource, &own, &mut beside)?;
    walk.take(larger, group.part);
    Ok(())
}

/// What a scope's meters counted, for ceilings of the user's own.
fn counted<'a>(walk: &mut Walk<'_, 'a>, resource: &'a str, scope: &mut Scope<'_, 'a>) {
    for (id, members) in std::mem::take(&mut scope.readings).into_entries() {
        if let (Some(terms), Some(usage)) = (scope.meter(id), members.into_iter().next()) {
            let account = walk.account.name;
            let demand = MeterDemand { account, resource: Some(resource), meter: id, terms, usage };
            walk.found.demands.push(Arc::new(demand));
        }
    }
}

/// A group with everything but its larger requests; `beside` it what those come to, which its ceilings on spend cover too.
fn whole<'r, 'a>(
    walk: &mut Walk<'r, 'a>,
    resource: &'r ResourceMonth<'a>,
    group: &Group<'r, 'a>,
    beside: &mut [&mut Arc<Line<'a>>],
) -> Result<(), TariffError> {
    let Some(part) = walk.parts.get(group.part) else { return Ok(()) };
    let plan = group.standing.plan.1;
    let (mut scope, unmet, notes) = scope(walk, resource, group)?;
    walk.found.notes.extend(notes);
    if let Some(note) = &plan.note {
        walk.found.notes.push(Note::plain(resource.name, format_args!("{note}")));
    }
    if let Some(until) = plan.until.filter(|until| resource.since.is_some_and(|since| since >= *until)) {
        walk.found.notes.push(Note::plain(
            resource.name,
            format_args!("{} cannot be bought since {until}; only who had it keeps it", plan.name),
        ));
    }
    if !walk.quiet {
        let here = Here {
            name: resource.name,
            product: resource.product,
            own: resource.own,
            standing: group.standing,
            settings: &scope.settings,
            account: &walk.settings(part),
        };
        walk.found.notes.extend(here.usage(stated(resource, group)));
        walk.found.notes.extend(here.options(&resource.options));
        walk.found.notes.extend(least::notes(&scope));
    }
    let mut priced = scope.price(beside)?;
    if resource.product == own::UNKNOWN {
        // No book knows its plan: it is called what the user calls it.
        let word = group.pieces.first().and_then(|piece| piece.run.plan).unwrap_or_default();
        priced.lines.iter_mut().for_each(|line| Arc::make_mut(line).plan = word);
    }
    for row in &mut priced.limits {
        if let Some(whole) = group.rows.iter().find(|whole| whole.limit == row.limit) {
            *row = whole.clone();
        }
    }
    walk.found.unmet.extend(unmet);
    counted(walk, resource.name, &mut scope);
    walk.take(priced, group.part);
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
        let length = checked(piece.seconds(), "count")?;
        let part = checked(length.times(piece.run.count), "count")?;
        counted = checked(counted.plus(part), "count")?;
        seconds = checked(seconds.plus(length), "count")?;
    }
    checked(counted.over(seconds.or_one()), "count")
}

/// The usage that is stated for some pieces of a resource, by key.
fn stated<'r, 'a>(
    resource: &'r ResourceMonth<'a>,
    group: &'r Group<'r, 'a>,
) -> impl Iterator<Item = (&'a str, &'r MonthUsage)> + use<'r, 'a> {
    let mut runs: Vec<(&'a str, &'r MonthUsage)> = Vec::new();
    for (key, usage) in group.pieces.iter().flat_map(|piece| piece.run.usage.iter()) {
        if !runs.iter().any(|(known, other)| known == key && other.has_sizes() == usage.has_sizes()) {
            runs.push((*key, usage));
        }
    }
    runs.into_iter().chain(resource.usage.iter().map(|(key, usage)| (*key, usage)))
}

/// The plan's own holding, for fees.
pub(super) fn holding(pieces: &[Piece<'_, '_>]) -> Usage {
    let level = |piece: &Piece<'_, '_>| Amount::Level { opening: piece.run.count, closing: piece.run.count };
    Usage { spans: pieces.iter().map(|piece| piece.span(level(piece))).collect() }
}
