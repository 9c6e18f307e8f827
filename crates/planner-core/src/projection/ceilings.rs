//! What is wrong with the user's own ceilings, before anything is held against them.

use rust_decimal::Decimal;

use crate::book::Books;
use crate::document::Problem;
use crate::month::Date;
use crate::nearest::nearest;
use crate::stack::{ABSURD, Stack};
use crate::unit::{Dimension, Quantity};

/// Refuses ceilings of the user's own on meters that do not exist, below zero, or in units that do not fit.
pub(super) fn check(books: &Books, stack: &Stack, day: Date) -> Result<(), Problem> {
    let spends = stack.limits.spend.iter().map(|rate| ("limits.spend".to_owned(), rate));
    let named = stack.limits.named.iter();
    let all = named.clone().flat_map(|(name, limit)| {
        let at = limit.at.iter().map(move |rate| (format!("limits.{name}.at"), rate));
        at.chain(limit.spend.iter().map(move |rate| (format!("limits.{name}.spend"), rate)))
    });
    for (path, rate) in spends.clone().chain(all) {
        if rate.quantity.value < Decimal::ZERO || rate.quantity.value > ABSURD {
            return Err(Problem::new(format!("a ceiling of {rate} is outside 0 to 10^15")).path(path));
        }
    }
    let money = named
        .clone()
        .filter_map(|(name, limit)| limit.spend.as_ref().map(|rate| (format!("limits.{name}.spend"), rate)));
    let counted = named.clone().filter(|(_, limit)| limit.driver.is_some());
    let counted =
        counted.filter_map(|(name, limit)| limit.at.as_ref().map(|rate| (format!("limits.{name}.at"), rate)));
    for (path, rate) in spends.chain(money).chain(counted) {
        if let Some(unit) = rate.quantity.unit.as_ref().filter(|unit| unit.dimension() != Dimension::Count) {
            return Err(
                Problem::new(format!("{rate} has a unit ({unit}) where a plain number belongs")).path(path)
            );
        }
    }
    for (name, limit) in named {
        let (Some(resource), Some(meter)) =
            (limit.resource.as_ref().and_then(|name| stack.resources.get(name)), &limit.meter)
        else {
            continue;
        };
        let Ok(book) = books.as_of(resource.provider(), day) else { continue };
        let (product, path) = (resource.product_id(), format!("limits.{name}"));
        let Some(terms) = book.provider.products.get(product).and_then(|product| product.meters.get(meter))
        else {
            let known = book
                .provider
                .products
                .get(product)
                .map(|product| nearest(meter, product.meters.keys().map(String::as_str)));
            return Err(Problem::new(format!("{} has no meter `{meter}` of its own", resource.product))
                .path(format!("{path}.meter"))
                .hint(format!("its meters are {}", known.unwrap_or_default().join(", "))));
        };
        let share = |quantity: &Quantity| quantity.unit.as_ref().is_some_and(|unit| unit.symbol() == "%");
        if let Some(rate) = limit
            .at
            .as_ref()
            .filter(|rate| !share(&rate.quantity) && rate.quantity.in_unit(&terms.unit).is_none())
        {
            return Err(
                super::wrong_unit(&rate.quantity, &terms.unit, &terms.name).path(format!("{path}.at"))
            );
        }
    }
    Ok(())
}
