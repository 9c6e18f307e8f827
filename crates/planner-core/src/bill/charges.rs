//! From a charge's terms and a meter's reading to a line.

use std::borrow::Cow;

use super::accrual::{self, ALL};
use super::compile::{compile, time_rule};
use super::line::{Basis, Line, State, Stated};
use super::scope::Scope;
use crate::book::{
    ChargeTerms, Every, MemberRule, Meter, Plan, PriceTerms, Settings, Snapshot, TimeRule, TimeUnit,
};
use crate::number::Decimal;
use crate::tariff::{Formula, TariffError, Usage, checked};
use crate::unit::Dimension;

/// Where a charge's terms stand.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    pub(super) account: &'a str,
    pub(super) resource: Option<&'a str>,
    pub(super) book: &'a Snapshot,
    pub(super) plan_id: &'a str,
    pub(super) plan: &'a Plan,
    /// The product's id; none for the account itself.
    pub(super) product: Option<&'a str>,
}

/// How much of the month something was held.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held {
    /// The share of the month the plan was held under this price list.
    pub(super) plan: Decimal,
    /// The share of the month this price list was in force: one, but in a month that a new one splits.
    pub(super) list: Decimal,
    /// The share of what a month includes: the same, but of the plan's own time where its fee is whole.
    pub(super) included: Decimal,
    /// The share of the plan's own time that this price list was in force: what a plan allows holds whole for as long as it
    /// does.
    pub(super) ceiling: Decimal,
}

impl Held {
    /// A month's quantity as this price list gives it: shared out by days where the month is split, and by the time the
    /// plan was held where it is prorated.
    pub(super) fn share(self, amount: Decimal, prorated: bool) -> Result<Decimal, TariffError> {
        let share = if prorated { self.plan } else { self.included };
        if share == Decimal::ONE { Ok(amount) } else { checked(amount.times(share), "share out") }
    }
}

/// Why a charge could not be priced.
pub(super) enum Lack {
    /// Nobody has the price.
    Price(String),
    /// What is included goes by usage nobody stated.
    NotGiven,
    /// The numbers are too large.
    Tariff(TariffError),
}

impl From<TariffError> for Lack {
    fn from(error: TariffError) -> Self {
        Self::Tariff(error)
    }
}

/// One charge as a line. `members` are the readings of its meter; the plan's own holding for a fee.
pub(super) fn line<'a>(
    scope: &Scope<'_, 'a>,
    (id, terms): (&'a str, &'a ChargeTerms),
    meter: Option<&'a Meter>,
    members: Option<&[Usage]>,
    drawn: Option<Decimal>,
) -> Result<Line<'a>, TariffError> {
    let place = &scope.place;
    let (mut priced, mut awaits, mut accrues) = (None, None, Vec::new());
    let state = match members {
        None => State::NotGiven,
        Some(members) => match compile(scope, terms, meter) {
            Err(Lack::Tariff(error)) => return Err(error),
            Err(Lack::Price(why)) if is_used(members) => {
                if within_included(scope, terms, meter, members, drawn)? {
                    State::Priced(Decimal::ZERO)
                } else {
                    State::Unpriced(why)
                }
            }
            Err(Lack::NotGiven) if is_used(members) => {
                awaits = scope.awaited(terms);
                State::NotGiven
            }
            Err(Lack::Price(_) | Lack::NotGiven) => State::Priced(Decimal::ZERO),
            Ok(mut charge) => {
                charge.included = drawn.unwrap_or(charge.included);
                let found = charge.price(members, scope.month())?;
                let amount = found.amount;
                // What comes anew each day is not used up before the rest.
                let daily = terms.included.as_ref().is_some_and(|included| included.every == Every::Day);
                if let Some(meter) = meter.filter(|_| !daily && terms.members != MemberRule::Each) {
                    accrues = accrual::of_charge(members, meter, scope.rhythm(), &charge, &found)
                        .unwrap_or_default();
                }
                priced = Some(Box::new(found));
                State::Priced(amount)
            }
        },
    };
    Ok(Line {
        account: place.account,
        resource: place.resource,
        charge: id,
        description: terms.description.as_str().into(),
        plan: &place.plan.name,
        meter: terms.meter.as_deref(),
        unit: unit_word(terms, meter),
        state,
        basis: Basis::Charge {
            terms,
            plan: place.plan,
            book: place.book,
            product: place.product,
            plan_id: place.plan_id,
            priced,
            stated: stated(place, terms, &scope.settings),
            own: false,
        },
        counts: true,
        taken: Decimal::ZERO,
        span: members.map_or(ALL, of),
        accrues,
        awaits,
        other: None,
    })
}

/// From when to when anything was used.
fn of(members: &[Usage]) -> (u32, u32) {
    let spans = || members.iter().flat_map(|member| &member.spans);
    let from = spans().map(|span| span.from).min();
    from.zip(spans().map(|span| span.to).max()).unwrap_or(ALL)
}

/// Where the number that a charge takes from a choice stands, and how it was read.
fn stated(place: &Place<'_>, terms: &ChargeTerms, settings: &Settings<'_>) -> Option<Box<Stated>> {
    let formula = match &terms.price {
        PriceTerms::Fee(formula) | PriceTerms::Each(formula) => formula,
        PriceTerms::Unit(bundle) | PriceTerms::Package(bundle) => &bundle.price,
        _ => return None,
    };
    let found = formula.each.iter().find_map(|(name, _)| Some((name, settings.carried(name)?)));
    let (name, carried) = found?;
    let choice = carried.choice?;
    let figure = carried.figure?;
    let source = figure.source.as_ref().or(choice.source.as_ref()).cloned();
    let confidence = figure.confidence.or(choice.confidence);
    let scope = match place.product.filter(|_| !carried.of_account) {
        Some(product) => format!("products.{product}"),
        None => "account".to_owned(),
    };
    let path = format!("{scope}.options.{}.choices.{}.numbers.{name}", carried.option, choice.word);
    Some(Box::new(Stated { path, source, confidence }))
}

/// Whether what is used stays within what is included, so that a price nobody has does not matter.
fn within_included(
    scope: &Scope<'_, '_>,
    terms: &ChargeTerms,
    meter: Option<&Meter>,
    members: &[Usage],
    drawn: Option<Decimal>,
) -> Result<bool, TariffError> {
    if terms.included.is_none() && drawn.is_none() {
        return Ok(false);
    }
    let free = ChargeTerms { price: PriceTerms::Each(Formula::default()), ..terms.clone() };
    match compile(scope, &free, meter) {
        Ok(mut charge) => {
            charge.included = drawn.unwrap_or(charge.included);
            Ok(charge.price(members, scope.month())?.billed.is_zero())
        }
        Err(Lack::Tariff(error)) => Err(error),
        Err(Lack::Price(_) | Lack::NotGiven) => Ok(false),
    }
}

fn is_used(members: &[Usage]) -> bool {
    use crate::tariff::Amount;
    members.iter().flat_map(|member| &member.spans).any(|span| match &span.amount {
        Amount::Flow(total) => !total.is_zero(),
        Amount::Level { opening, closing } => !(opening.is_zero() && closing.is_zero()),
        Amount::Events(events) => !events.is_empty(),
        Amount::Deleted(deletions) => !deletions.all.is_empty(),
    })
}

/// The unit a charge's quantities are told in: `instance-month`, `GB`, `min`.
pub(crate) fn unit_word<'a>(terms: &'a ChargeTerms, meter: Option<&'a Meter>) -> Cow<'a, str> {
    if let Some(unit) = &terms.unit {
        return unit.as_str().into();
    }
    if let Some(convert) = &terms.convert {
        return convert.to.as_str().into();
    }
    match meter {
        None => "month".into(),
        Some(meter) => match time_rule(terms, meter) {
            TimeRule::Integral => {
                let noun = match meter.unit.dimension() {
                    Dimension::Count => crate::unit::singular(meter.unit.symbol()),
                    _ => meter.unit.symbol().into(),
                };
                format!("{noun}-{}", terms.time.unwrap_or(TimeUnit::Month).word()).into()
            }
            _ => meter.unit.symbol().into(),
        },
    }
}
