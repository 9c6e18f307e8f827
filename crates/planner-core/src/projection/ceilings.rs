//! Ceilings of the user's own that cannot be meant: on no meter, below zero, in units that do not fit.

use crate::book::Meter;
use crate::document::Problem;
use crate::model::{Model, Resource};
use crate::money::Currency;
use crate::nearest::{nearest, some};
use crate::number::Decimal;
use crate::stack::{ABSURD, OwnLimit};
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
        let Some(meter) = &limit.meter else { continue };
        let path = format!("limits.{name}");
        let Some(terms) = metered(model, limit, meter, &path)? else { continue };
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

/// The meter a ceiling is on; none where what it is on has no book.
pub(super) fn metered<'a>(
    model: &Model<'a>,
    limit: &OwnLimit,
    meter: &str,
    path: &str,
) -> Result<Option<&'a Meter>, Problem> {
    let none =
        |message: String, hint: String| Err(Problem::new(message).path(format!("{path}.meter")).hint(hint));
    if let Some(resource) = limit.resource.as_ref().and_then(|name| model.named(name)) {
        let Some(standing) = model.standing(resource, model.start()) else { return Ok(None) };
        let (product, account) = (standing.product, model.accounts.get(resource.account));
        if let Some(terms) = product.meters.get(meter) {
            return Ok(Some(terms));
        }
        let known = nearest(meter, product.meters.keys().map(String::as_str));
        let mut hint = format!("its meters are {}", some(&known));
        if let Some(account) = account.filter(|_| product.reports.iter().any(|report| report == meter)) {
            hint = format!(
                "it is counted for the account: write `account: {}` for `resource`; {hint}",
                account.name
            );
        }
        return none(format!("{} has no meter `{meter}` of its own", resource.stated.product), hint);
    }
    let Some((_, account)) =
        model.accounts.iter().find(|(_, one)| Some(one.name) == limit.account.as_deref())
    else {
        return Ok(None);
    };
    let book = &model.book(account.provider)?.provider;
    if let Some(terms) = book.account.meters.get(meter) {
        return Ok(Some(terms));
    }
    let known = nearest(meter, book.account.meters.keys().map(String::as_str));
    let counts = |resource: &Resource<'_>| {
        book.products.get(resource.product).is_some_and(|product| product.meters.contains_key(meter))
    };
    let own = model.resources.iter().find(|(_, one)| counts(one)).map(|(_, one)| one.name);
    let hint = match own {
        Some(own) => format!("it is counted for each resource: write `resource: {own}` for `account`"),
        None => format!("its meters are {}", some(&known)),
    };
    none(format!("account {} has no meter `{meter}` of its own", account.name), hint)
}
