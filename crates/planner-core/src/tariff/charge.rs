//! One charge: from the usage of a scope's members to an amount, steps 3 to 9 of the order.

use super::{
    AMOUNT_SCALE, Amount, Band, OverMembers, OverTime, Period, Rounding, Span, StepTable, TariffError, Usage,
    checked,
};
use crate::number::{Number, Ratio};

/// The terms of one charge, with every formula already worked out for one plan and its options.
#[derive(Clone, Debug, PartialEq)]
pub struct Charge<N> {
    /// How usage through the period becomes one quantity.
    pub over_time: OverTime<N>,
    /// How members become one quantity.
    pub over_members: OverMembers,
    /// What is deleted before it was there for so many seconds is billed for them.
    pub minimum_duration: Option<N>,
    /// The billed unit, where it is not the meter's.
    pub convert: Option<Convert<N>>,
    /// What comes with the plan; already shortened where it is prorated.
    pub included: N,
    /// What the rest costs.
    pub pricing: Pricing<N>,
    /// The item costs at least this.
    pub minimum: Option<N>,
    /// The item costs at most this.
    pub maximum: Option<N>,
}

/// Unit conversion and the rounding of the billed quantity: `quantity x multiply / divide`, to a multiple of one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Convert<N> {
    /// Multiplied first.
    pub multiply: N,
    /// Divided last.
    pub divide: N,
    /// The converted quantity is rounded to whole units, or kept.
    pub round: Option<Rounding>,
}

/// What a charge's table is applied to.
#[derive(Clone, Debug, PartialEq)]
pub struct Pricing<N> {
    /// The steps.
    pub table: StepTable<N>,
    /// Bounds are counted from the first unit, included ones too, rather than from the first charged one.
    pub gross_bounds: bool,
    /// The table prices each instant's level, and the price runs by time, rather than the period's total.
    pub at_level: bool,
    /// How many there are that each pay the price of a level.
    pub copies: N,
    /// The price is for holding the plan through the period: the table is applied to one, by the held share.
    pub by_period: bool,
}

/// An amount with how it came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Priced<N> {
    /// What was used, before conversion and rounding.
    pub quantity: N,
    /// What was charged for, after conversion, rounding and the included quantity.
    pub billed: N,
    /// How much of the included quantity was drawn.
    pub included: N,
    /// The amount, at [`AMOUNT_SCALE`].
    pub amount: N,
    /// What each step contributed; they sum to the amount before minimum and maximum, but for what its scale rounds off.
    pub bands: Vec<Band<N>>,
    /// The amount before minimum and maximum.
    pub before_bounds: N,
}

impl<N: Number> Charge<N> {
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
    pub fn price(&self, members: &[Usage<N>], period: Period) -> Result<Priced<N>, TariffError> {
        if self.over_members != OverMembers::Each {
            return self.price_bounded(members, period);
        }
        let mut all = Priced {
            quantity: N::ZERO,
            billed: N::ZERO,
            included: N::ZERO,
            amount: N::ZERO,
            bands: Vec::new(),
            before_bounds: N::ZERO,
        };
        for member in members {
            let one = self.price_bounded(std::slice::from_ref(member), period)?;
            all.bands.extend(one.bands);
            let sum = |a: N, b: N| checked(a.checked_add(b), "add up");
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
    pub fn quantity(&self, members: &[Usage<N>], period: Period) -> Result<Ratio<N>, TariffError> {
        let used = self.used(members, period)?;
        checked(self.converted(used), "convert")
    }

    /// Prices members together; the amount gets its scale here, before a bound acts on it.
    fn price_bounded(&self, members: &[Usage<N>], period: Period) -> Result<Priced<N>, TariffError> {
        let mut priced = self.price_together(members, period)?;
        priced.before_bounds = priced.before_bounds.round_half_away(AMOUNT_SCALE);
        priced.amount = self.bounded(priced.before_bounds).round_half_away(AMOUNT_SCALE);
        Ok(priced)
    }

    fn bounded(&self, amount: N) -> N {
        let amount = self.minimum.map_or(amount, |bound| amount.most(bound));
        self.maximum.map_or(amount, |bound| amount.least(bound))
    }

    fn used(&self, members: &[Usage<N>], period: Period) -> Result<Ratio<N>, TariffError> {
        let mut total: Option<Ratio<N>> = None;
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
        Ok(total.unwrap_or(Ratio::of(N::ZERO)))
    }

    fn converted(&self, used: Ratio<N>) -> Option<Ratio<N>> {
        let Some(convert) = self.convert else { return Some(used) };
        let ratio = Ratio {
            part: used.part.checked_mul(convert.multiply)?,
            whole: used.whole.checked_mul(convert.divide)?,
        };
        match convert.round {
            None => Some(ratio),
            Some(rounding) => rounding.whole(ratio).map(Ratio::of),
        }
    }

    fn price_together(&self, members: &[Usage<N>], period: Period) -> Result<Priced<N>, TariffError> {
        let used = self.used(members, period)?;
        let quantity = checked(used.value(), "aggregate")?;
        if self.pricing.at_level {
            return self.price_levels(members, quantity);
        }
        let whole = checked(self.converted(used), "convert")?;
        if self.pricing.by_period {
            // The table's price is for the whole period; `whole` is the share of it the plan was held.
            let (price, bands) = self.pricing.table.price(Ratio::of(N::ONE), N::ZERO)?;
            let amount = checked(whole.times(price, N::ONE), "price")?;
            let billed = checked(whole.value(), "price")?;
            let bands = bands.into_iter().map(|band| Band { units: billed, amount, ..band }).collect();
            return Ok(Priced { quantity, billed, included: N::ZERO, amount, bands, before_bounds: amount });
        }
        let all = if self.convert.is_none() { quantity } else { checked(whole.value(), "convert")? };
        // A hair beyond what is included comes of shares that have no last digit: it is nothing.
        let hair = |beyond: N| beyond.round_half_away(AMOUNT_SCALE) == N::ZERO;
        let included = self.included.least(all).most(N::ZERO);
        let included = if all.checked_sub(included).is_some_and(hair) { all } else { included };
        let (priced_on, from) = if self.pricing.gross_bounds {
            (whole, included)
        } else {
            let part = included.checked_mul(whole.whole).and_then(|free| whole.part.checked_sub(free));
            // A quotient's last digit may put `included` a hair above or below the quantity: that is nothing left.
            let part = if included == all { N::ZERO } else { checked(part, "include")?.most(N::ZERO) };
            (Ratio { part, whole: whole.whole }, N::ZERO)
        };
        let (amount, bands) = self.pricing.table.price(priced_on, from)?;
        let billed = checked(all.checked_sub(included), "include")?;
        Ok(Priced { quantity, billed, included, amount, bands, before_bounds: amount })
    }

    /// The table's price at each level that is held, for as long as it is held.
    ///
    /// A level that rises or falls is cut where it passes what is included or a step's bound: between two cuts its mean has
    /// the mean of its prices. A package has no such line, so there it is the mean of the span.
    fn price_levels(&self, members: &[Usage<N>], quantity: N) -> Result<Priced<N>, TariffError> {
        let (basis, started) = match self.over_time {
            OverTime::Integral { basis, started, .. } => (basis, started),
            _ => (N::ONE, None),
        };
        let (mut amount, mut billed) = (N::ZERO, N::ZERO);
        let (mut all, mut times): (Vec<Band<N>>, Option<N>) = (Vec::new(), None);
        let mut known: Option<(N, N, Vec<Band<N>>)> = None;
        // What is included, and each step's bound, is of all members together.
        let beside: Vec<Span<N>>;
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
            let stretches: &[(N, N)] = match span.amount {
                Amount::Level { opening, closing } if opening == closing => {
                    steady = [(N::ONE, opening)];
                    &steady
                }
                _ => {
                    several = self.stretches(span)?;
                    &several
                }
            };
            for &(share, level) in stretches {
                let part = held.checked_mul(share).and_then(|part| part.checked_mul(self.pricing.copies));
                let part = checked(part, "share out")?;
                let over_time =
                    |units: N| checked(Ratio { part, whole: basis }.times(units, N::ONE), "price");
                let charged = checked(level.checked_sub(self.included), "include")?.most(N::ZERO);
                // What is held day after day has one price.
                if known.as_ref().is_none_or(|(same, ..)| *same != charged) {
                    let (price, bands) = self.pricing.table.price(Ratio::of(charged), N::ZERO)?;
                    known = Some((charged, price, bands));
                }
                let Some((_, price, bands)) = &known else { continue };
                amount = checked(amount.checked_add(over_time(*price)?), "price")?;
                billed = checked(billed.checked_add(over_time(charged)?), "price")?;
                for band in bands.iter().copied() {
                    let (amount, packages) =
                        (over_time(band.amount)?, band.packages.map(over_time).transpose()?);
                    let one = if band.unit == N::ZERO && band.flat > N::ZERO {
                        // What is paid for is the time at this level, at the price of the step.
                        let units = over_time(N::ONE)?;
                        times = Some(checked(times.unwrap_or(N::ZERO).checked_add(units), "price")?);
                        Band { units, packages, unit: band.flat, per: N::ONE, flat: N::ZERO, amount, ..band }
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
        let included = checked(quantity.checked_sub(billed), "include")?.most(N::ZERO);
        let (billed, included) = times.map_or((billed, included), |times| (times, N::ZERO));
        Ok(Priced { quantity, billed, included, amount, bands: all, before_bounds: amount })
    }

    /// A span as stretches with the share of its time and the mean level of each.
    fn stretches(&self, span: &Span<N>) -> Result<Vec<(N, N)>, TariffError> {
        let steps = self.pricing.table.steps();
        let Amount::Level { opening, closing } = span.amount else {
            let whole = OverTime::Integral {
                basis: N::from_decimal(span.seconds().max(1).into()),
                started: None,
                at_most: None,
            };
            let level =
                Usage { spans: vec![span.clone()] }.over_time(whole, Period { seconds: span.seconds() })?;
            return Ok(vec![(N::ONE, checked(level.value(), "aggregate")?)]);
        };
        let change = checked(closing.checked_sub(opening), "aggregate")?;
        let mut cuts = vec![N::ZERO, N::ONE];
        if change != N::ZERO && steps.iter().all(|step| step.package.is_none()) {
            let bounds =
                steps.iter().filter_map(|step| step.up_to).map(|bound| bound.checked_add(self.included));
            for bound in std::iter::once(Some(self.included)).chain(bounds) {
                let at = bound.and_then(|bound| bound.checked_sub(opening)?.checked_div(change));
                cuts.extend(at.filter(|at| *at > N::ZERO && *at < N::ONE));
            }
            cuts.sort_unstable_by(|one, other| one.partial_cmp(other).unwrap_or(std::cmp::Ordering::Equal));
        }
        let level = |at: N| opening.checked_add(change.checked_mul(at)?);
        let mean =
            |from: N, to: N| level(from)?.checked_add(level(to)?)?.checked_div(N::ONE.checked_add(N::ONE)?);
        let stretches =
            cuts.array_windows().map(|&[from, to]| Some((to.checked_sub(from)?, mean(from, to)?)));
        checked(stretches.collect(), "aggregate")
    }
}

/// Shares a pool of included units out in order: each quantity takes what it needs of what is left.
pub fn draw<N: Number>(pool: N, quantities: &[N]) -> Option<Vec<N>> {
    let mut left = pool;
    quantities
        .iter()
        .map(|quantity| {
            let taken = quantity.least(left);
            left = left.checked_sub(taken)?;
            Some(taken)
        })
        .collect()
}
