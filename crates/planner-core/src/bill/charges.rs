//! From a charge's terms and a meter's reading to a line.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::allowance::Unknown;
use super::line::{Basis, Line, State, Stated};
use super::meters::basis;
use super::scope::Scope;
use super::settings::Settings;
use crate::book::{
    ChargeTerms, Every, MemberRule, Meter, MeterKind, Plan, PriceTerms, Snapshot, TimeRule, TimeUnit,
};
use crate::number::Checked;
use crate::tariff::{
    Charge, Convert, Formula, Mode, OverMembers, OverTime, Pricing, Rounding, Step, StepTable, TariffError,
    Usage, checked,
};
use crate::unit::{Dimension, Unit};

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
}

impl Held {
    /// A month's quantity as this price list gives it: shared out by days where the month is split, and by the time the
    /// plan was held where it is prorated.
    pub(super) fn share(self, amount: Decimal, prorated: bool) -> Result<Decimal, TariffError> {
        let share = if prorated { self.plan } else { self.list };
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
    members: Option<&[Usage<Decimal>]>,
    drawn: Option<Decimal>,
) -> Result<Line<'a>, TariffError> {
    let place = &scope.place;
    let mut priced = None;
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
            Err(Lack::NotGiven) if is_used(members) => State::NotGiven,
            Err(Lack::Price(_) | Lack::NotGiven) => State::Priced(Decimal::ZERO),
            Ok(mut charge) => {
                charge.included = drawn.unwrap_or(charge.included);
                let found = charge.price(members, scope.month())?;
                let amount = found.amount;
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
        other: None,
    })
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
    members: &[Usage<Decimal>],
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

fn is_used(members: &[Usage<Decimal>]) -> bool {
    use crate::tariff::Amount;
    members.iter().flat_map(|member| &member.spans).any(|span| match &span.amount {
        Amount::Flow(total) => !total.is_zero(),
        Amount::Level { opening, closing } => !(opening.is_zero() && closing.is_zero()),
        Amount::Events(events) => !events.is_empty(),
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
                    Dimension::Count => meter.unit.symbol().trim_end_matches('s'),
                    _ => meter.unit.symbol(),
                };
                format!("{noun}-{}", terms.time.unwrap_or(TimeUnit::Month).word()).into()
            }
            _ => meter.unit.symbol().into(),
        },
    }
}

fn time_rule(terms: &ChargeTerms, meter: &Meter) -> TimeRule {
    terms.over_time.unwrap_or(match meter.kind {
        MeterKind::Flow => TimeRule::Sum,
        MeterKind::Level | MeterKind::Running => TimeRule::Integral,
    })
}

/// The terms with every formula worked out.
pub(super) fn compile(
    scope: &Scope<'_, '_>,
    terms: &ChargeTerms,
    meter: Option<&Meter>,
) -> Result<Charge<Decimal>, Lack> {
    let (settings, held, month) = (&scope.settings, scope.held, scope.month());
    if let Some(why) = settings.unpriced() {
        return Err(Lack::Price(why.to_owned()));
    }
    let count = Unit::count();
    let unit = meter.map_or(&count, |meter| &meter.unit);
    let value = |formula: &Formula, what: &str| match formula.value(|name| settings.number(name, unit)) {
        Ok(value) => Ok(value),
        Err(Some(name)) => {
            let lacks = settings.carried(name).and_then(|carried| carried.lacks());
            Err(Lack::Price(lacks.unwrap_or_else(|| format!("{what}: {name} is not known"))))
        }
        Err(None) => Err(Lack::Tariff(TariffError::Overflow("work a formula out"))),
    };
    let time = basis(terms.time.unwrap_or(TimeUnit::Month), month);
    let rule = meter.map_or(TimeRule::Integral, |meter| time_rule(terms, meter));
    let over_time = match rule {
        TimeRule::Sum => {
            let step = terms.each_event.as_ref().and_then(|step| step.in_unit(unit));
            OverTime::Sum { each_event: step.map(|step| (Rounding::Up, step)) }
        }
        TimeRule::Integral => OverTime::Integral { basis: time, started: terms.started.then_some(time) },
        TimeRule::Maximum => OverTime::Maximum,
        TimeRule::MeanOfDailyPeaks => OverTime::MeanOfDailyPeaks,
        TimeRule::Last => OverTime::Last,
        TimeRule::Percentile99OfHours => OverTime::Percentile99OfHours,
        TimeRule::Distinct => OverTime::Distinct,
    };
    let table = table(&terms.price, &value, Split::of(rule, terms.at_level, held))?;
    let included = included(scope, terms, meter)?;
    let bound = |formula: &Option<Formula>| match formula {
        None => Ok(None),
        Some(formula) => Ok::<_, Lack>(Some(held.share(value(formula, "a bound of the price")?, false)?)),
    };
    Ok(Charge {
        over_time,
        over_members: match terms.members {
            MemberRule::Sum => OverMembers::Sum,
            MemberRule::Maximum => OverMembers::Maximum,
            MemberRule::Each => OverMembers::Each,
        },
        convert: terms.convert.as_ref().map(|c| Convert {
            multiply: c.multiply,
            divide: c.divide,
            round: c.round,
        }),
        included,
        pricing: Pricing {
            table,
            gross_bounds: terms.gross_bounds,
            at_level: terms.at_level,
            by_period: matches!(terms.price, PriceTerms::Fee(_)),
        },
        minimum: bound(&terms.minimum)?,
        maximum: bound(&terms.maximum)?,
    })
}

/// What a charge includes in its billed unit: for the part of the month of this price list, or for each day.
pub(super) fn included(
    scope: &Scope<'_, '_>,
    terms: &ChargeTerms,
    meter: Option<&Meter>,
) -> Result<Decimal, Lack> {
    let Some(included) = &terms.included else { return Ok(Decimal::ZERO) };
    let count = Unit::count();
    let amount = scope.allowed(&included.amount, meter.map_or(&count, |meter| &meter.unit), true);
    let amount = amount.map_err(|unknown| match unknown {
        Unknown::NotGiven => Lack::NotGiven,
        Unknown::TooLarge => Lack::Tariff(TariffError::Overflow("work a formula out")),
        Unknown::Name(name) => {
            let lacks = scope.settings.carried(name).and_then(|carried| carried.lacks());
            Lack::Price(lacks.unwrap_or_else(|| format!("what is included: {name} is not known")))
        }
    })?;
    let at_moments = meter.is_some_and(|meter| !Split::adds_up(time_rule(terms, meter)));
    match included.every {
        // What is included of a level is there at every moment, however short the part of the month.
        _ if terms.at_level || at_moments => Ok(amount),
        Every::Day => Ok(amount),
        Every::Month => Ok(scope.held.share(amount, included.prorate)?),
    }
}

/// How much of a price list's table holds in a part of the month.
#[derive(Clone, Copy)]
struct Split {
    /// Of the bounds of its steps.
    bounds: Decimal,
    /// Of its prices.
    prices: Decimal,
}

impl Split {
    /// What adds up through the month has its part of each step; a peak has the whole step, for its part of the time.
    fn of(rule: TimeRule, at_level: bool, held: Held) -> Self {
        let whole = Self { bounds: Decimal::ONE, prices: Decimal::ONE };
        match rule {
            _ if at_level => whole,
            TimeRule::Last => whole,
            TimeRule::Maximum | TimeRule::Percentile99OfHours => Self { prices: held.list, ..whole },
            _ => Self { bounds: held.list, ..whole },
        }
    }

    /// Whether the parts of a month come to the whole, as a sum and a mean do and a peak does not.
    fn adds_up(rule: TimeRule) -> bool {
        !matches!(rule, TimeRule::Last | TimeRule::Maximum | TimeRule::Percentile99OfHours)
    }

    fn table(self, steps: Vec<Step<Decimal>>) -> Result<Vec<Step<Decimal>>, TariffError> {
        let share = |amount: Decimal, share: Decimal| {
            if share == Decimal::ONE { Ok(amount) } else { checked(amount.times(share), "share out") }
        };
        let part = |step: Step<Decimal>| {
            Ok(Step {
                up_to: step.up_to.map(|bound| share(bound, self.bounds)).transpose()?,
                flat: share(share(step.flat, self.bounds)?, self.prices)?,
                unit: share(step.unit, self.prices)?,
                ..step
            })
        };
        steps.into_iter().map(part).collect()
    }
}

fn table(
    price: &PriceTerms,
    value: &impl Fn(&Formula, &str) -> Result<Decimal, Lack>,
    split: Split,
) -> Result<StepTable<Decimal>, Lack> {
    let (steps, mode) = match price {
        PriceTerms::Fee(formula) | PriceTerms::Each(formula) => {
            (vec![Step::each(value(formula, "the price")?)], Mode::GRADUATED)
        }
        PriceTerms::Unit(bundle) => (
            vec![Step { per: bundle.per, ..Step::each(value(&bundle.price, "the price")?) }],
            Mode::GRADUATED,
        ),
        PriceTerms::Package(bundle) => {
            let package = Some(bundle.round.unwrap_or(Rounding::Up));
            (
                vec![Step { per: bundle.per, package, ..Step::each(value(&bundle.price, "the price")?) }],
                Mode::GRADUATED,
            )
        }
        PriceTerms::Graduated(terms) | PriceTerms::Volume(terms) => {
            let volume = matches!(price, PriceTerms::Volume(_));
            let step = |s: &crate::book::PriceStep| Step {
                up_to: s.up_to,
                flat: s.flat,
                unit: s.unit,
                per: s.per,
                package: s.package,
            };
            let mode = Mode { volume, exclusive: terms.exclusive, flat_at_zero: terms.flat_at_zero };
            (terms.steps.iter().map(step).collect(), mode)
        }
        PriceTerms::Unpriced(why) => return Err(Lack::Price(why.clone())),
    };
    StepTable::new(split.table(steps)?, mode).map_err(|error| Lack::Price(error.to_string()))
}
