//! A charge's terms with every formula worked out, for the part of the month they hold in.

use super::allowance::Unknown;
use super::charges::{Held, Lack};
use super::least;
use super::meters::basis;
use super::scope::Scope;
use crate::book::{ChargeTerms, Every, MemberRule, Meter, MeterKind, PriceTerms, TimeRule, TimeUnit};
use crate::number::Decimal;
use crate::tariff::{
    Charge, Convert, Formula, Mode, OverMembers, OverTime, Pricing, Rounding, Step, StepTable, TariffError,
    checked,
};
use crate::unit::Unit;

pub(super) fn time_rule(terms: &ChargeTerms, meter: &Meter) -> TimeRule {
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
) -> Result<Charge, Lack> {
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
        // A meter has rounded its events already.
        TimeRule::Sum => OverTime::Sum,
        TimeRule::Integral => {
            let started = terms.started.then_some(time);
            OverTime::Integral { basis: time, started, at_most: at_most(terms, time, &value)? }
        }
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
        minimum_duration: terms.minimum_duration.as_ref().and_then(|least| least::seconds(&least.length)),
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
            copies: if terms.per_copy {
                settings.number("count", &count).unwrap_or_default()
            } else {
                Decimal::ONE
            },
            by_period: matches!(terms.price, PriceTerms::Fee(_)),
        },
        minimum: bound(&terms.minimum)?,
        maximum: bound(&terms.maximum)?,
    })
}

/// For how many seconds each of those that run is paid, where it costs so much at most.
fn at_most(
    terms: &ChargeTerms,
    basis: Decimal,
    value: &impl Fn(&Formula, &str) -> Result<Decimal, Lack>,
) -> Result<Option<Decimal>, Lack> {
    let (Some(most), PriceTerms::Each(price)) = (&terms.each_at_most, &terms.price) else { return Ok(None) };
    let (most, price) = (value(most, "the most each costs")?, value(price, "the price")?);
    if price.is_zero() {
        return Ok(None);
    }
    Ok(Some(checked(most.times(basis).and_then(|most| most.over(price)), "work a bound out")?))
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
            _ => Self { bounds: held.included, ..whole },
        }
    }

    /// Whether the parts of a month come to the whole, as a sum and a mean do and a peak does not.
    fn adds_up(rule: TimeRule) -> bool {
        !matches!(rule, TimeRule::Last | TimeRule::Maximum | TimeRule::Percentile99OfHours)
    }

    fn table(self, steps: Vec<Step>) -> Result<Vec<Step>, TariffError> {
        let share = |amount: Decimal, share: Decimal| {
            if share == Decimal::ONE { Ok(amount) } else { checked(amount.times(share), "share out") }
        };
        let part = |step: Step| {
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
) -> Result<StepTable, Lack> {
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
