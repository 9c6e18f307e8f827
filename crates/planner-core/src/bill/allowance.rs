//! What a plan lets a scope have: what charges include and limits allow, as far as that goes by how many there are or by
//! what another meter counts.

use super::charges::Lack;
use super::compile::{self, time_rule};
use super::days::{Days, Rhythm};
use super::limits::stage_at_ceiling;
use super::scope::Scope;
use crate::book::{
    Ceiling, ChargeTerms, Effect, Every, Included, LimitTerms, Meter, MeterKind, TimeRule, Window,
};
use crate::number::Decimal;
use crate::tariff::{Amount, Formula, OverTime, TariffError, Usage, checked};
use crate::unit::Unit;

/// Why an allowance has no figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unknown<'t> {
    /// It goes by a meter whose usage nobody stated.
    NotGiven,
    /// The book has no figure for a name in it.
    Name(&'t str),
    /// The numbers are too large.
    TooLarge,
}

impl Scope<'_, '_> {
    /// What a formula allows over the month, or at any moment: each `count` is one that is there, and at least one is,
    /// asleep or not; another meter counts as the vendor measures it, on average or in total over the month, or as it
    /// stands at the end.
    pub(super) fn allowed<'t>(
        &self,
        formula: &'t Formula,
        unit: &Unit,
        over_month: bool,
    ) -> Result<Decimal, Unknown<'t>> {
        let figure = |name: &str| {
            let own = self.settings.number(name, unit);
            match name {
                "count" => own.map(|count| count.max(Decimal::ONE)),
                _ => own.or_else(|| self.counted(name, over_month)),
            }
        };
        formula.value(figure).map_err(|unknown| match unknown {
            None => Unknown::TooLarge,
            // What runs is never stated: without a reading, the book has no figure for what each of it gives.
            Some(name) if self.meter(name).is_some_and(|meter| meter.kind == MeterKind::Running) => {
                Unknown::Name(name)
            }
            Some(name) if self.readings.contains_key(name) => Unknown::NotGiven,
            Some(name) => Unknown::Name(name),
        })
    }

    /// The meter that what a charge includes goes by, where nobody stated its usage.
    pub(super) fn awaited<'t>(&self, terms: &'t ChargeTerms) -> Option<&'t str> {
        let names =
            terms.included.iter().flat_map(|included| &included.amount.each).map(|(name, _)| name.as_str());
        let mut open = names.filter(|name| self.readings.get(*name).is_some_and(Vec::is_empty));
        open.next()
    }

    /// What a meter counts in all: of a level the mean over the time of this price list, or what is there at the end.
    fn counted(&self, name: &str, over_month: bool) -> Option<Decimal> {
        let meter = self.meter(name)?;
        let how = match (over_month, meter.kind) {
            (false, MeterKind::Level | MeterKind::Running) => None,
            (true, MeterKind::Level | MeterKind::Running) => {
                Some(integral(Decimal::from(self.month().seconds).times(self.held.list)?))
            }
            (_, MeterKind::Flow) => Some(OverTime::Sum),
        };
        let sum = self.over_members(name, how)?;
        if meter.kind == MeterKind::Flow { sum.over(self.held.list) } else { Some(sum) }
    }

    /// What the members of a meter come to: over time, or as each stands at its end. None where nobody stated any.
    fn over_members(&self, name: &str, how: Option<OverTime>) -> Option<Decimal> {
        let members = self.readings.get(name).filter(|members| !members.is_empty())?;
        let mut sum = Decimal::ZERO;
        for member in members {
            sum = sum.plus(match how {
                Some(how) => member.over_time(how, self.month()).ok()?.value()?,
                None => closing(member)?,
            })?;
        }
        Some(sum)
    }

    /// A month's ceiling on what adds up through it, shared out by days where a new price list splits the month; what a
    /// charge includes too is as much here as there.
    pub(super) fn over_window(
        &self,
        ceiling: Decimal,
        terms: &LimitTerms,
        (meter, mean): (&Meter, bool),
    ) -> Result<Decimal, TariffError> {
        let monthly = matches!(terms.window, Window::Month | Window::Cycle | Window::Rolling30Days);
        if !(mean || monthly && meter.kind == MeterKind::Flow) {
            return Ok(ceiling);
        }
        let on_it =
            self.product.charges_of(self.place.plan).filter(|(_, charge)| charge.meter == terms.meter);
        let includes = |included: &&Included| {
            let amount = || self.allowed(&included.amount, &meter.unit, true);
            included.every == Every::Month && (mean || amount() == Ok(ceiling))
        };
        match on_it.filter_map(|(_, charge)| charge.included.as_ref()).find(includes) {
            Some(found) => self.held.share(ceiling, found.prorate),
            None => checked(ceiling.times(self.held.ceiling), "share out"),
        }
    }

    /// A ceiling on what is spent, as this part of the month has it: what is included has its share, what may be spent is one
    /// amount for the cycle, and a credit that does not count comes on top as it is given.
    pub(super) fn spend_in_part(&self, ceiling: Decimal, terms: &LimitTerms) -> Result<Decimal, TariffError> {
        let own = ceiling.times(if self.charges_beyond(terms) { self.held.included } else { Decimal::ONE });
        let credit = self.credit_before(terms)?;
        checked(own.and_then(|own| own.plus(credit)), "share out")
    }

    /// Whether all that happens beyond a limit is that more is charged.
    pub(super) fn charges_beyond(&self, terms: &LimitTerms) -> bool {
        stage_at_ceiling(terms, &self.settings).is_some_and(|stage| stage.effect == Effect::Charged)
    }

    /// The credit that comes before what is limited, as it is given in this part of the month.
    pub(super) fn credit_before(&self, terms: &LimitTerms) -> Result<Decimal, TariffError> {
        let credits = [&self.product.adjustments, &self.place.plan.adjustments];
        let credit = terms.after.iter().find_map(|id| {
            let credit = credits.into_iter().find_map(|all| all.get(id))?.credit.as_ref()?;
            credit.value(|name| self.settings.number(name, &Unit::count())).ok()
        });
        checked(credit.unwrap_or_default().times(self.held.included), "share out")
    }

    /// What is there of a level on average over the month, where more of that is charged: a peak costs nothing by itself.
    pub(super) fn mean_charged(&self, terms: &LimitTerms, (id, meter): (&str, &Meter)) -> Option<Decimal> {
        let monthly = matches!(terms.window, Window::Month | Window::Cycle);
        if meter.kind != MeterKind::Level || !monthly || !self.charges_beyond(terms) {
            return None;
        }
        let charges = self.charges().filter(|(_, charge)| charge.meter.as_deref() == Some(id));
        let how = charges.filter(|(_, charge)| !charge.at_level).find_map(|(_, charge)| {
            match time_rule(charge, meter) {
                TimeRule::Integral => Some(integral(self.month().seconds.into())),
                TimeRule::MeanOfDailyPeaks => Some(OverTime::MeanOfDailyPeaks),
                _ => None,
            }
        });
        self.over_members(id, Some(how?))
    }

    /// How use lies in the month.
    pub(super) fn rhythm(&self) -> Rhythm<'_> {
        Rhythm { cycle: self.cycle, shape: self.shape, clock: self.product.clock.as_ref() }
    }

    /// How much of what is included each day is drawn over the month: what a day leaves is lost. None where nothing is
    /// included each day.
    pub(super) fn drawn_daily(
        &self,
        terms: &ChargeTerms,
        meter: Option<&Meter>,
        members: &[Usage],
    ) -> Result<Option<Decimal>, TariffError> {
        let (Some(Every::Day), Ok(each)) =
            (terms.included.as_ref().map(|included| included.every), compile::included(self, terms, meter))
        else {
            return Ok(None);
        };
        let all = Usage { spans: members.iter().flat_map(|member| member.spans.iter().cloned()).collect() };
        let total = all.over_time(OverTime::Sum, self.month())?.value();
        let above = Days::of(&all, self.rhythm()).and_then(|days| days.above(each));
        checked(total.zip(above).and_then(|(total, above)| total.minus(above)), "include").map(Some)
    }

    /// A limit's ceiling under these settings, in its meter's unit; none where the vendor states none.
    pub(super) fn ceiling<'t>(
        &self,
        terms: &'t LimitTerms,
        meter: &Meter,
    ) -> Result<Option<Decimal>, Unknown<'t>> {
        match &terms.ceiling {
            Ceiling::NotStated => Ok(None),
            Ceiling::Amount(formula) => {
                let over_month =
                    matches!(terms.window, Window::Month | Window::Cycle | Window::Rolling30Days);
                match self.allowed(formula, &meter.unit, over_month) {
                    // An attribute that is not stated is a ceiling that is not stated.
                    Err(Unknown::Name(_)) => Ok(None),
                    found => found.map(Some),
                }
            }
            Ceiling::Included => {
                let mut total = None;
                for (_, charge) in self.charges().filter(|(_, charge)| charge.meter == terms.meter) {
                    let included = match compile::included(self, charge, Some(meter)) {
                        // What is there at any moment is all of it, however short the part of the month.
                        Ok(_) if terms.window == Window::Instant && meter.kind == MeterKind::Level => {
                            let whole = charge.included.as_ref().map(|own| &own.amount);
                            whole
                                .and_then(|whole| self.allowed(whole, &meter.unit, true).ok())
                                .unwrap_or_default()
                        }
                        Ok(included) => included,
                        Err(Lack::NotGiven) => return Err(Unknown::NotGiven),
                        Err(_) => return Ok(None),
                    };
                    let daily = charge.included.as_ref().is_some_and(|included| included.every == Every::Day);
                    let days = Decimal::from(self.cycle.days());
                    let included = if daily && terms.window != Window::Day {
                        let days = days.times(self.held.list).ok_or(Unknown::TooLarge)?;
                        included.times(days).ok_or(Unknown::TooLarge)?
                    } else {
                        included
                    };
                    total = Some(included.plus(total.unwrap_or(Decimal::ZERO)).ok_or(Unknown::TooLarge)?);
                }
                Ok(total)
            }
        }
    }
}

/// What is there at the end of a member's last stretch.
fn closing(member: &Usage) -> Option<Decimal> {
    let mut levels = member.spans.iter().rev().filter(|span| !matches!(span.amount, Amount::Deleted(_)));
    match levels.next()?.amount {
        Amount::Level { closing, .. } => Some(closing),
        Amount::Flow(_) | Amount::Events(_) | Amount::Deleted(_) => None,
    }
}

fn integral(basis: Decimal) -> OverTime {
    OverTime::Integral { basis, started: None, at_most: None }
}
