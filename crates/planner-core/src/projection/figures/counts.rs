//! How often something happens, and how many of something are there.

use rust_decimal::Decimal;

use super::{Drivers, monthly, piled_up, quantities, too_large, values};
use crate::document::Problem;
use crate::number::{Checked, Number};
use crate::stack::{Base, Rate, Series, Stack};
use crate::unit::{Dimension, Quantity};

/// How often something happens in each month, one more than there are months.
pub(in crate::projection) fn counts(
    series: &Series,
    stack: &Stack,
    months: u32,
    drivers: &Drivers<'_>,
    path: &str,
) -> Result<Vec<Decimal>, Problem> {
    if matches!(&series.base, Base::Driver { keep: Some(_), .. }) {
        return Err(Problem::new("what happens is not kept").path(path).hint("leave `keep` out"));
    }
    let values = numbers(series, stack, months, drivers, path)?;
    monthly(series, values, stack.start).ok_or_else(|| too_large(path))
}

/// Refuses a list of events where a number belongs.
pub(super) fn no_events(series: &Series, path: &str) -> Result<(), Problem> {
    if matches!(series.base, Base::Events(_)) {
        return Err(Problem::new("a list of events is usage: here belongs how many there are")
            .path(path)
            .hint("write a number a month, a rate such as 200 /min, or a driver's name"));
    }
    Ok(())
}

/// A series of plain numbers; refuses units, since things are counted.
fn numbers(
    series: &Series,
    stack: &Stack,
    months: u32,
    drivers: &Drivers<'_>,
    path: &str,
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
    values(series, stack.start, months, drivers, &|quantity| Some(quantity.value))
        .map_err(|problem| problem.path(path))
}

/// How many of something are there in each month, one more than there are months: what each unit of a driver adds
/// piles up, or stays as long as it is kept.
pub(in crate::projection) fn held(
    series: &Series,
    stack: &Stack,
    months: u32,
    drivers: &Drivers<'_>,
    path: &str,
) -> Result<Vec<Decimal>, Problem> {
    let values = numbers(series, stack, months, drivers, path)?;
    match &series.base {
        Base::Driver { plus, keep: None, .. } => {
            let start = plus.as_ref().map_or(Decimal::ZERO, |plus| plus.quantity.value);
            piled_up(start, &values).ok_or_else(|| too_large(path))
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
    if let Base::Driver { driver, each, .. } = &series.base {
        // What each unit of the driver adds, seasons and all, without what is there besides and however long it stays.
        let base =
            Base::Driver { driver: driver.clone(), each: each.clone(), plus: None, keep: None, bare: false };
        return numbers(&Series { base, ..series.clone() }, stack, months, drivers, path);
    }
    let held = held(series, stack, months, drivers, path)?;
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
