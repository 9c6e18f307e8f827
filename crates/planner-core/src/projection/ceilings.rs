//! Ceilings of the user's own that cannot be meant: on no meter, below zero, in units that do not fit.

use rust_decimal::Decimal;

use crate::document::Problem;
use crate::model::Model;
use crate::money::Currency;
use crate::nearest::nearest;
use crate::stack::ABSURD;
use crate::unit::{Dimension, Quantity};

/// Refuses ceilings of the user's own on meters that do not exist, below zero, or in units that do not fit.
pub(super) fn check(model: &Model<'_>) -> Result<(), Problem> {
    let stack = model.stack;
    let spends = stack.limits.spend.iter().map(|rate| ("limits.spend".to_owned(), rate));
    let named = stack.limits.named.iter();
    let all = named.clone().flat_map(|(name, limit)| {
        let at = limit.at.iter().map(move |rate| (format!("limits.{name}.at"), rate));
        at.chain(limit.spend.iter().map(move |rate| (format!("limits.{name}.spend"), rate)))
    });
    for (path, rate) in spends.clone().chain(all) {
        if rate.quantity.value < Decimal::ZERO || rate.quantity.value > ABSURD {
            return Err(Problem::new(format!("a ceiling of {rate} is outside 0 to 10^15"))
                .path(path)
                .hint("write a ceiling such as 200, or leave it out"));
        }
    }
    let money = named
        .clone()
        .filter_map(|(name, limit)| limit.spend.as_ref().map(|rate| (format!("limits.{name}.spend"), rate)));
    let counted = named.clone().filter(|(_, limit)| limit.driver.is_some());
    let counted =
        counted.filter_map(|(name, limit)| limit.at.as_ref().map(|rate| (format!("limits.{name}.at"), rate)));
    for (path, rate) in spends.clone().chain(money.clone()).chain(counted) {
        if let Some(unit) = rate.quantity.unit.as_ref().filter(|unit| unit.dimension() != Dimension::Count) {
            return Err(Problem::new(format!("{rate} has a unit ({unit}) where a plain number belongs"))
                .path(path)
                .hint(format!("write {}", rate.quantity.value.normalize())));
        }
    }
    for (path, rate) in spends.chain(money) {
        let Some(unit) = rate.quantity.unit.as_ref() else { continue };
        let currencies = model.accounts.iter().filter_map(|(_, account)| model.book(account.provider).ok());
        let currencies: Vec<Currency> = currencies.map(|book| book.provider.currency).collect();
        let said = unit.currency();
        if said.is_none() || currencies.iter().any(|currency| said != Some(currency.code())) {
            let wanted = currencies.first().map_or("the currency of its prices", Currency::code);
            return Err(Problem::new(format!("{rate} is no amount in {wanted}"))
                .path(path)
                .hint(format!("write {} for that many {wanted}", rate.quantity.value.normalize())));
        }
    }
    for (name, limit) in named {
        let (Some(resource), Some(meter)) =
            (limit.resource.as_ref().and_then(|name| model.named(name)), &limit.meter)
        else {
            continue;
        };
        let Some(standing) = model.standing(resource, model.start()) else { continue };
        let (product, path) = (standing.product, format!("limits.{name}"));
        let Some(terms) = product.meters.get(meter) else {
            let known = nearest(meter, product.meters.keys().map(String::as_str));
            return Err(Problem::new(format!(
                "{} has no meter `{meter}` of its own",
                resource.stated.product
            ))
            .path(format!("{path}.meter"))
            .hint(format!("its meters are {}", crate::nearest::some(&known))));
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
