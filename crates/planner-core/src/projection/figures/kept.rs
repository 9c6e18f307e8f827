//! What is kept: how many of something are there, and how many are added.

use super::{Begins, Drivers, numbers, too_large};
use crate::document::Problem;
use crate::month::Month;
use crate::number::Decimal;
use crate::stack::{Base, Rate, Series, Stack};
use crate::unit::{Quantity, Unit};

/// How much of something is there in each month, one more than there are months, each of them being so much: what each
/// unit of a driver adds piles up, or stays as long as it is kept.
pub(in crate::projection) fn held(
    series: &Series,
    stack: &Stack,
    months: u32,
    drivers: &Drivers<'_>,
    (path, begins): (&str, Option<Begins>),
    each: Decimal,
) -> Result<Vec<Decimal>, Problem> {
    let begins = Begins::with(begins, series);
    let values = numbers(series, (stack, begins), months, drivers, path, each)?;
    match &series.base {
        Base::Driver { plus, keep: None, .. } => {
            let start = plus.as_ref().map_or(Some(Decimal::ZERO), |plus| plus.quantity.value.times(each));
            start.and_then(|start| piled_up((start, begins), &values)).ok_or_else(|| too_large(path))
        }
        Base::Start(Rate { per: Some(_), .. }) => Err(Problem::new("what is kept is a number, not a rate")
            .path(path)
            .hint("write how many there are, or { start: 1000, per: a driver, times: 1, keep: 90 days }")),
        _ => Ok(values),
    }
}

/// How many of something are added in each month.
pub(in crate::projection) fn added(
    series: &Series,
    stack: &Stack,
    months: u32,
    drivers: &Drivers<'_>,
    path: &str,
) -> Result<Vec<Decimal>, Problem> {
    if let Some(added) = series.added() {
        return numbers(&added, (stack, None), months, drivers, path, Decimal::ONE);
    }
    let held = held(series, stack, months, drivers, (path, None), Decimal::ONE)?;
    risen(&held).ok_or_else(|| too_large(path))
}

/// By how much a level rises in each month.
fn risen(held: &[Decimal]) -> Option<Vec<Decimal>> {
    let mut more: Vec<Decimal> = Vec::with_capacity(held.len());
    for &[one, next] in held.array_windows() {
        more.push(next.minus(one)?.most(Decimal::ZERO));
    }
    // The last month is taken to add as much as the one before it.
    more.push(more.last().copied().unwrap_or_default());
    Some(more)
}

/// What is there as each month begins of what arrives evenly through the months and stays for a time, and what is there
/// besides. Before the first month as much arrives as in it, for nobody states what was; before it begins, nothing.
pub(super) fn levels(
    arriving: &[Decimal],
    (keep, besides): (&Quantity, Option<&Rate>),
    (start, begins): (Month, Option<Begins>),
    to_unit: &dyn Fn(&Quantity) -> Option<Decimal>,
) -> Option<Vec<Decimal>> {
    let keep = keep.in_unit(&Unit::parse("s")?)?;
    let seconds = |at: usize| Some(Decimal::from(start.plus(u32::try_from(at).ok()?)?.seconds()));
    let mut all = Vec::with_capacity(arriving.len());
    for at in 0..arriving.len() {
        let (mut level, mut left) = (Decimal::ZERO, keep);
        let known = if begins.is_some() { at } else { at.max(1) };
        for (before, more) in arriving.iter().enumerate().take(known).rev() {
            let (mut length, mut more) = (seconds(before)?, *more);
            if let Some(begins) = begins {
                (length, more) = (begins.arrives_for(before, length), begins.arriving(before, more)?);
            }
            // The first month stands for all that were before it.
            let part = if before == 0 && begins.is_none() { left } else { left.min(length) };
            level = level.plus(more.times(part)?.over(length)?)?;
            left = left.minus(part)?;
        }
        let month = start.plus(u32::try_from(at).ok()?)?;
        let fixed = match besides {
            None => Decimal::ZERO,
            Some(plus) => plus.in_month(to_unit(&plus.quantity)?, month)?,
        };
        let level = level.plus(fixed)?;
        all.push(level.within(18));
    }
    Some(all)
}

/// A level that each month's additions pile up on. The figures have the start in every month; it is there once.
pub(super) fn piled_up(
    (start, begins): (Decimal, Option<Begins>),
    figures: &[Decimal],
) -> Option<Vec<Decimal>> {
    let mut levels = vec![start];
    let mut level = start;
    for (index, figure) in figures.iter().enumerate() {
        let more = figure.minus(start)?;
        level = level.plus(begins.map_or(Some(more), |begins| begins.arriving(index, more))?)?;
        levels.push(level);
    }
    levels.pop();
    Some(levels)
}
