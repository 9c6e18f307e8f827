//! One charge: from the usage of a scope's members to an amount, steps 3 to 9 of the order.

use super::{
    AMOUNT_SCALE, Amount, Band, OverMembers, OverTime, Period, Rounding, Span, StepTable, TariffError, Usage,
    checked,
};
use crate::number::{Decimal, Ratio};

/// The terms of one charge, with every formula already worked out for one plan and its options.
#[derive(Clone, Debug, PartialEq)]
pub struct Charge {
    /// How usage through the period becomes one quantity.
    pub over_time: OverTime,
    /// How members become one quantity.
    pub over_members: OverMembers,
    /// What is deleted before it was there for so many seconds is billed for them.
    pub minimum_duration: Option<Decimal>,
    /// The billed unit, where it is not the meter's.
    pub convert: Option<Convert>,
    /// What comes with the plan; already shortened where it is prorated.
    pub included: Decimal,
    /// What the rest costs.
    pub pricing: Pricing,
    /// The item costs at least this.
    pub minimum: Option<Decimal>,
    /// The item costs at most this.
    pub maximum: Option<Decimal>,
}

/// Unit conversion and the rounding of the billed quantity: `quantity x multiply / divide`, to a multiple of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Convert {
    /// Multiplied first.
    pub multiply: Decimal,
    /// Divided last.
    pub divide: Decimal,
    /// The converted quantity is rounded to whole units, or kept.
    pub round: Option<Rounding>,
}

/// What a charge's table is applied to.
#[derive(Clone, Debug, PartialEq)]
pub struct Pricing {
    /// The steps.
    pub table: StepTable,
    /// Bounds are counted from the first unit, included ones too, rather than from the first charged one.
    pub gross_bounds: bool,
    /// The table prices each instant's level, and the price runs by time, rather than the period's total.
    pub at_level: bool,
    /// How many there are that each pay the price of a level.
    pub copies: Decimal,
    /// The price is for holding the plan through the period: the table is applied to one, by the held share.
    pub by_period: bool,
}

/// An amount with how it came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Priced {
    /// What was used, before conversion and rounding.
    pub quantity: Decimal,
    /// What was charged for, after conversion, rounding and the included quantity.
    pub billed: Decimal,
    /// How much of the included quantity was drawn.
    pub included: Decimal,
    /// The amount, at [`AMOUNT_SCALE`].
    pub amount: Decimal,
    /// What each step contributed; they sum to the amount before minimum and maximum, but for what its scale rounds off.
    pub bands: Vec<Band>,
    /// The amount before minimum and maximum.
    pub before_bounds: Decimal,
}

impl Charge {
    /// Prices the members' usage in a period.
    ///
    /// # Errors
    ///
    /// [`TariffError::Overflow`] past 28 digits.
    ///
    /// # Example
    ///
    /// 950 images with 100 included, at 5 for each started thousand:
    ///
    /// ```
    /// use planner_core::decimal;
    /// use planner_core::tariff::*;
    /// let number = |text| decimal(text).unwrap();
    /// let package = Step { per: number("1000"), package: Some(Rounding::Up), ..Step::each(number("5")) };
    /// let charge = Charge {
    ///     over_time: OverTime::Sum,
    ///     over_members: OverMembers::Sum,
    ///     minimum_duration: None,
    ///     convert: None,
    ///     included: number("100"),
    ///     pricing: Pricing {
    ///         table: StepTable::new(vec![package], Mode::GRADUATED).unwrap(),
    ///         gross_bounds: false,
    ///         at_level: false,
    ///         copies: number("1"),
    ///         by_period: false,
    ///     },
    ///     minimum: None,
    ///     maximum: None,
    /// };
    /// let month = Period { seconds: 2_678_400 };
    /// let priced = charge.price(&[Usage::flow(number("950"), month)], month).unwrap();
    /// assert_eq!((priced.billed, priced.amount), (number("850"), number("5")));
    /// ```
    pub fn price(&self, members: &[Usage], period: Period) -> Result<Priced, TariffError> {
        if self.over_members != OverMembers::Each {
            return self.price_bounded(members, period);
        }
        let mut all = Priced {
            quantity: Decimal::ZERO,
            billed: Decimal::ZERO,
            included: Decimal::ZERO,
            amount: Decimal::ZERO,
            bands: Vec::new(),
            before_bounds: Decimal::ZERO,
        };
        for member in members {
            let one = self.price_bounded(std::slice::from_ref(member), period)?;
            all.bands.extend(one.bands);
            let sum = |a: Decimal, b: Decimal| checked(a.checked_add(b), "add up");
            all.quantity = sum(all.quantity, one.quantity)?;
            all.billed = sum(all.billed, one.billed)?;
            all.included = sum(all.included, one.included)?;
            all.before_bounds = sum(all.before_bounds, one.before_bounds)?;
            all.amount = sum(all.amount, one.amount)?;
        }
        Ok(all)
    }

    /// The members' quantity in billed units, before anything is included; pools draw from it.
    ///
    /// # Errors
    ///
    /// [`TariffError::Overflow`] past 28 digits.
    pub fn quantity(&self, members: &[Usage], period: Period) -> Result<Ratio, TariffError> {
        let used = self.used(members, period)?;
        checked(self.converted(used), "convert")
    }

    /// Prices members together; the amount gets its scale here, before a bound acts on it.
    fn price_bounded(&self, members: &[Usage], period: Period) -> Result<Priced, TariffError> {
        let mut priced = self.price_together(members, period)?;
        priced.before_bounds = priced.before_bounds.round_half_away(AMOUNT_SCALE);
        priced.amount = self.bounded(priced.before_bounds).round_half_away(AMOUNT_SCALE);
        Ok(priced)
    }

    fn bounded(&self, amount: Decimal) -> Decimal {
        let amount = self.minimum.map_or(amount, |bound| amount.most(bound));
        self.maximum.map_or(amount, |bound| amount.min(bound))
    }

    fn used(&self, members: &[Usage], period: Period) -> Result<Ratio, TariffError> {
        let mut total: Option<Ratio> = None;
        for member in members {
            let mut one = member.over_time(self.over_time, period)?;
            if let Some(least) = self.minimum_duration {
                let left = member.left_of(least, self.over_time);
                one.part =
                    checked(left.and_then(|left| one.part.checked_add(left)), "bill what was deleted early")?;
            }
            total = Some(match total {
                None => one,
                Some(sum) => {
                    // Members of one charge share its time basis, so the wholes are equal.
                    let part = match self.over_members {
                        OverMembers::Maximum => Some(sum.part.most(one.part)),
                        OverMembers::Sum | OverMembers::Each => sum.part.checked_add(one.part),
                    };
                    Ratio { part: checked(part, "aggregate")?, whole: sum.whole }
                }
            });
        }
        Ok(total.unwrap_or(Ratio::of(Decimal::ZERO)))
    }

    fn converted(&self, used: Ratio) -> Option<Ratio> {
        let Some(convert) = self.convert else { return Some(used) };
        let ratio =
            Ratio { part: used.part.product(convert.multiply)?, whole: used.whole.product(convert.divide)? };
        match convert.round {
            None => Some(ratio),
            Some(rounding) => rounding.whole(ratio).map(Ratio::of),
        }
    }

    fn price_together(&self, members: &[Usage], period: Period) -> Result<Priced, TariffError> {
        let used = self.used(members, period)?;
        let quantity = checked(used.value(), "aggregate")?;
        if self.pricing.at_level {
            return self.price_levels(members, quantity);
        }
        let whole = checked(self.converted(used), "convert")?;
        if self.pricing.by_period {
            // The table's price is for the whole period; `whole` is the share of it the plan was held.
            let (price, bands) = self.pricing.table.price(Ratio::of(Decimal::ONE), Decimal::ZERO)?;
            let amount = checked(whole.times(price, Decimal::ONE), "price")?;
            let billed = checked(whole.value(), "price")?;
            let bands = bands.into_iter().map(|band| Band { units: billed, amount, ..band }).collect();
            return Ok(Priced {
                quantity,
                billed,
                included: Decimal::ZERO,
                amount,
                bands,
                before_bounds: amount,
            });
        }
        let all = if self.convert.is_none() { quantity } else { checked(whole.value(), "convert")? };
        // A hair beyond what is included comes of shares that have no last digit: it is nothing.
        let hair = |beyond: Decimal| beyond.round_half_away(AMOUNT_SCALE) == Decimal::ZERO;
        let included = self.included.min(all).most(Decimal::ZERO);
        let included = if all.checked_sub(included).is_some_and(hair) { all } else { included };
        let (priced_on, from) = if self.pricing.gross_bounds {
            (whole, included)
        } else {
            let part = included.product(whole.whole).and_then(|free| whole.part.checked_sub(free));
            // A quotient's last digit may put `included` a hair above or below the quantity: that is nothing left.
            let part =
                if included == all { Decimal::ZERO } else { checked(part, "include")?.most(Decimal::ZERO) };
            (Ratio { part, whole: whole.whole }, Decimal::ZERO)
        };
        let (amount, bands) = self.pricing.table.price(priced_on, from)?;
        let billed = checked(all.checked_sub(included), "include")?;
        Ok(Priced { quantity, billed, included, amount, bands, before_bounds: amount })
    }

    /// The table's price at each level that is held, for as long as it is held.
    ///
    /// A level that rises or falls is cut where it passes what is included or a step's bound: between two cuts its mean has
    /// the mean of its prices. A package has no such line, so there it is the mean of the span.
    fn price_levels(&self, members: &[Usage], quantity: Decimal) -> Result<Priced, TariffError> {
        let (basis, started) = match self.over_time {
            OverTime::Integral { basis, started, .. } => (basis, started),
            _ => (Decimal::ONE, None),
        };
        let (mut amount, mut billed) = (Decimal::ZERO, Decimal::ZERO);
        let (mut all, mut times): (Vec<Band>, Option<Decimal>) = (Vec::new(), None);
        let mut known: Option<(Decimal, Decimal, Vec<Band>)> = None;
        // What is included, and each step's bound, is of all members together.
        let beside: Vec<Span>;
        let spans = match members {
            [one] => one.spans.as_slice(),
            all => {
                let spans = all.iter().flat_map(|member| &member.spans);
                beside = checked(Usage::together(spans), "add up")?;
                beside.as_slice()
            }
        };
        for span in spans {
            let held = checked(span.time(started), "round")?;
            let (steady, several);
            let stretches: &[(Decimal, Decimal)] = match span.amount {
                Amount::Level { opening, closing } if opening == closing => {
                    steady = [(Decimal::ONE, opening)];
                    &steady
                }
                _ => {
                    several = self.stretches(span)?;
                    &several
                }
            };
            for &(share, level) in stretches {
                let part = held.product(share).and_then(|part| part.product(self.pricing.copies));
                let part = checked(part, "share out")?;
                let over_time = |units: Decimal| {
                    checked(Ratio { part, whole: basis }.times(units, Decimal::ONE), "price")
                };
                let charged = checked(level.checked_sub(self.included), "include")?.most(Decimal::ZERO);
                // What is held day after day has one price.
                if known.as_ref().is_none_or(|(same, ..)| *same != charged) {
                    let (price, bands) = self.pricing.table.price(Ratio::of(charged), Decimal::ZERO)?;
                    known = Some((charged, price, bands));
                }
                let Some((_, price, bands)) = &known else { continue };
                amount = checked(amount.checked_add(over_time(*price)?), "price")?;
                billed = checked(billed.checked_add(over_time(charged)?), "price")?;
                for band in bands.iter().copied() {
                    let (amount, packages) =
                        (over_time(band.amount)?, band.packages.map(over_time).transpose()?);
                    let one = if band.unit == Decimal::ZERO && band.flat > Decimal::ZERO {
                        // What is paid for is the time at this level, at the price of the step.
                        let units = over_time(Decimal::ONE)?;
                        times = Some(checked(times.unwrap_or(Decimal::ZERO).checked_add(units), "price")?);
                        Band {
                            units,
                            packages,
                            unit: band.flat,
                            per: Decimal::ONE,
                            flat: Decimal::ZERO,
                            amount,
                            ..band
                        }
                    } else {
                        Band { units: over_time(band.units)?, packages, amount, ..band }
                    };
                    match all.iter_mut().find(|known| known.step == band.step) {
                        Some(known) => checked(known.join(&one), "add up")?,
                        None => all.push(one),
                    }
                }
            }
        }
        let included = checked(quantity.checked_sub(billed), "include")?.most(Decimal::ZERO);
        let (billed, included) = times.map_or((billed, included), |times| (times, Decimal::ZERO));
        Ok(Priced { quantity, billed, included, amount, bands: all, before_bounds: amount })
    }

    /// A span as stretches with the share of its time and the mean level of each.
    fn stretches(&self, span: &Span) -> Result<Vec<(Decimal, Decimal)>, TariffError> {
        let steps = self.pricing.table.steps();
        let Amount::Level { opening, closing } = span.amount else {
            let whole = OverTime::Integral {
                basis: Decimal::from(span.seconds().max(1)),
                started: None,
                at_most: None,
            };
            let level =
                Usage { spans: vec![span.clone()] }.over_time(whole, Period { seconds: span.seconds() })?;
            return Ok(vec![(Decimal::ONE, checked(level.value(), "aggregate")?)]);
        };
        let change = checked(closing.checked_sub(opening), "aggregate")?;
        let mut cuts = vec![Decimal::ZERO, Decimal::ONE];
        if change != Decimal::ZERO && steps.iter().all(|step| step.package.is_none()) {
            let bounds =
                steps.iter().filter_map(|step| step.up_to).map(|bound| bound.checked_add(self.included));
            for bound in std::iter::once(Some(self.included)).chain(bounds) {
                let at = bound.and_then(|bound| bound.checked_sub(opening)?.checked_div(change));
                cuts.extend(at.filter(|at| *at > Decimal::ZERO && *at < Decimal::ONE));
            }
            cuts.sort_unstable();
        }
        let level = |at: Decimal| opening.checked_add(change.product(at)?);
        let mean =
            |from: Decimal, to: Decimal| level(from)?.checked_add(level(to)?)?.checked_div(Decimal::from(2));
        let stretches =
            cuts.array_windows().map(|&[from, to]| Some((to.checked_sub(from)?, mean(from, to)?)));
        checked(stretches.collect(), "aggregate")
    }
}

/// Shares a pool of included units out in order: each quantity takes what it needs of what is left.
#[must_use]
pub fn draw(pool: Decimal, quantities: &[Decimal]) -> Option<Vec<Decimal>> {
    let mut left = pool;
    quantities
        .iter()
        .map(|quantity| {
            let taken = (*quantity).min(left);
            left = left.checked_sub(taken)?;
            Some(taken)
        })
        .collect()
}
