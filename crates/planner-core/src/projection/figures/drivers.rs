//! Drivers over the months, those that derive from others after them.

use super::{monthly, no_events, quantities, too_large, values};
use crate::document::Problem;
use crate::month::Month;
use crate::number::Decimal;
use crate::stack::{Base, Series, Stack};
use crate::table::Table;
use crate::unit::{Dimension, Quantity};

/// Every driver's figures, one more than there are months.
pub(in crate::projection) type Drivers<'a> = Table<Vec<Decimal>, &'a str>;

/// Works out every driver, those that derive from others after them.
pub(in crate::projection) fn drivers(stack: &Stack, months: u32) -> Result<Drivers<'_>, Problem> {
    let named = &stack.drivers;
    let mut known = Drivers::default();
    for (name, _) in stack.drivers.iter() {
        // The way to the driver that all on it derive from, and back.
        let mut way = vec![name];
        while let Some(Base::Driver { driver, .. }) =
            way.last().and_then(|last| named.get(last)).map(|series| &series.base)
        {
            if known.contains_key(driver.as_str()) {
                break;
            }
            if way.len() > named.len() {
                return Err(Problem::new("the drivers go in a circle")
                    .path("drivers")
                    .hint("give one of them a `start` of its own"));
            }
            way.push(driver);
        }
        for name in way.into_iter().rev() {
            if let (false, Some(series)) = (known.contains_key(name), named.get(name)) {
                let figures = driver(series, stack.start, months, &known, &format!("drivers.{name}"))?;
                known.insert(name, figures);
            }
        }
    }
    Ok(known)
}

/// A driver's figures, where those it derives from are known.
fn driver(
    series: &Series,
    start: Month,
    months: u32,
    known: &Drivers<'_>,
    path: &str,
) -> Result<Vec<Decimal>, Problem> {
    no_events(series, path)?;
    let measured = |quantity: &&Quantity| {
        quantity.unit.as_ref().is_some_and(|unit| unit.dimension() != Dimension::Count)
    };
    if let Some(quantity) = quantities(series).into_iter().find(measured) {
        return Err(Problem::new(format!("`{quantity}` has a unit, a driver counts things"))
            .path(path)
            .hint("leave the unit out here and put it where the driver is used, for example `each: 10 GB`"));
    }
    let plain = |quantity: &Quantity| Some(quantity.value);
    let values =
        values(series, (start, None), months, known, &plain).map_err(|problem| problem.path(path))?;
    monthly(series, values, start).ok_or_else(|| too_large(path))
}
