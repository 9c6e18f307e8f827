//! One scope of a bill, a resource on a plan or an account's pool: its limits, what they let through, and its lines.

use std::borrow::Cow;
use std::sync::Arc;

use super::adjust;
use super::allowance::Unknown;
use super::charges::{self, Held, Place};
use super::compile;
use super::decided::Decided;
use super::demand::Demand;
use super::limits::{self, Frame};
use super::line::{Basis, Line, State};
use super::spent::Draw;
use super::{LimitRow, LimitState, Spent};
use crate::book::{
    Ceiling, ChargeTerms, Confidence, LimitTerms, Meter, MeterKind, Product, Settings, Window, place,
};
use crate::cycle::Cycle;
use crate::demand::Shape;
use crate::month::Date;
use crate::number::{Decimal, Ratio};
use crate::own::Own;
use crate::shown::term;
use crate::table::Table;
use crate::tariff::{Adjustment, Period, TariffError, Usage, checked, draw};
use crate::unit::Unit;

/// A scope with everything it is priced from.
pub(super) struct Scope<'s, 'a> {
    pub(super) place: Place<'a>,
    pub(super) product: &'a Product,
    /// The prices and limits of the user's own.
    pub(super) own: Own<'a>,
    pub(super) settings: Settings<'s>,
    /// What each meter counted, by member; empty where nobody stated it. What nothing here could count on is left out, and
    /// neither charged nor limited.
    pub(super) readings: Table<Vec<Usage>, &'a str>,
    /// When the plan itself was held.
    pub(super) holding: Usage,
    /// How much of the month it was held.
    pub(super) held: Held,
    /// It was not held earlier in the month: what is not prorated is charged here.
    pub(super) begins: bool,
    /// The day ages count from.
    pub(super) since: Option<Date>,
    /// The second at which it, or its plan, is left: what ages does so no longer.
    pub(super) left: u32,
    /// Charges that are waived.
    pub(super) waived: &'a [String],
    /// Meters that count something whose price nobody has, with why.
    pub(super) unpriced: Vec<(&'a str, &'s str)>,
    /// Nothing runs in it: usage nobody states is none.
    pub(super) idle: bool,
    /// It is a part of a resource whose limits and fees stand elsewhere: larger requests on the plan that prices them.
    pub(super) part: bool,
    /// What was used up before of what is given once.
    pub(super) spent: Spent<'a>,
    /// What was spent before in the cycle, on other plans, under the same limits.
    pub(super) within: Spent<'a>,
    pub(super) tight: Decimal,
    pub(super) cycle: Cycle,
    /// How its use spreads over the week, where that is stated.
    pub(super) shape: Option<&'s Shape>,
}

/// What a scope comes to.
#[derive(Default)]
pub(super) struct Priced<'a> {
    pub(super) lines: Vec<Arc<Line<'a>>>,
    pub(super) limits: Vec<LimitRow<'a>>,
    pub(super) decided: Vec<Decided<'a>>,
    /// What is not charged although the plan names a price, because it is waived.
    pub(super) waived: Vec<Line<'a>>,
    /// What is used up after it of what is given once, by the limit.
    pub(super) drawn: Vec<Draw<'a>>,
}

/// What hard limits let through of each meter.
pub(super) type Served<'a> = Table<Ratio, &'a str>;

impl<'a> Scope<'_, 'a> {
    /// The charges in force: the book's, but for those that one of the user's own stands in place of, and his.
    pub(super) fn charges(&self) -> impl Iterator<Item = (&'a str, &'a ChargeTerms)> + use<'_, 'a> {
        let book = self.product.charges_of(self.place.plan).filter(|(id, _)| !self.own.has_charge(id));
        book.chain(self.own.charges()).filter(|(_, terms)| self.settings.meet(&terms.when))
    }

    /// The limits in force, likewise.
    pub(super) fn terms_of_limits(&self) -> impl Iterator<Item = (&'a str, &'a LimitTerms)> + use<'_, 'a> {
        let book = self
            .product
            .limits_of(self.place.plan)
            .filter(|(id, terms)| ![*id, terms.row_id(id)].iter().any(|id| self.own.has_quota(id)));
        book.chain(self.own.quotas()).filter(|(_, terms)| self.settings.meet(&terms.when))
    }

    /// A meter by its id: the product's, else one of the user's own.
    pub(super) fn meter(&self, id: &str) -> Option<&'a Meter> {
        let own = || self.own.meters(&self.place.book.provider, self.product);
        self.product.meters.get(id).or_else(|| own().find(|(own, _)| *own == id).map(|(_, meter)| meter))
    }

    pub(super) fn month(&self) -> Period {
        Period { seconds: self.cycle.seconds() }
    }

    /// Limits first, since what is not served is not billed; then the charges; then ceilings on what they come to.
    ///
    /// `beside` are lines of the account's resources, which its ceilings on what is spent cover too.
    pub(super) fn price(&self, beside: &mut [&mut Arc<Line<'a>>]) -> Result<Priced<'a>, TariffError> {
        let (limits, served, decided) = self.limits()?;
        let lines = Vec::with_capacity(self.charges().count());
        let mut priced = Priced { lines, limits, decided, ..Priced::default() };
        let drawn = self.draw_pools(&served)?;
        for (id, terms) in self.charges() {
            if self.part && terms.meter.is_none() {
                continue;
            }
            let line = self.charge((id, terms), &served, drawn.get(id).copied())?;
            if self.waived.iter().any(|waived| waived == id) {
                priced
                    .waived
                    .extend(line.filter(|line| line.amount().is_some_and(|amount| !amount.is_zero())));
            } else {
                let own = self.own.has_charge(id);
                priced.lines.extend(line.map(|line| Arc::new(if own { line.make_own() } else { line })));
            }
        }
        for (id, terms) in self.terms_of_limits().filter(|_| !self.part) {
            if let Some(covers) = &terms.spend {
                self.spend_limit((id, terms), covers, &mut priced, beside)?;
            }
        }
        priced.drawn = self.drawn(&priced.limits)?;
        Ok(priced)
    }

    /// The limits on meters, with what they let through.
    pub(super) fn limits(&self) -> Result<(Vec<LimitRow<'a>>, Served<'a>, Vec<Decided<'a>>), TariffError> {
        let mut rows = Vec::with_capacity(self.terms_of_limits().count());
        let (mut served, mut decided) = (Served::default(), Vec::new());
        if self.part {
            return Ok((rows, served, decided));
        }
        for (id, terms) in self.terms_of_limits() {
            let Some(meter) = self.own.limited(self.product, id, terms) else { continue };
            if let Some(row) = self.meter_limit((id, terms), meter, &mut served)? {
                decided.extend(self.decided(terms, &row));
                rows.push(row);
            }
        }
        Ok((rows, served, decided))
    }

    fn meter_limit(
        &self,
        (id, terms): (&'a str, &'a LimitTerms),
        meter_id: &'a str,
        served: &mut Served<'a>,
    ) -> Result<Option<LimitRow<'a>>, TariffError> {
        let Some(meter) = self.meter(meter_id) else { return Ok(None) };
        if !self.readings.contains_key(meter_id) {
            return Ok(None);
        }
        let joined = self.joined(meter_id);
        let demand = match terms.window {
            Window::Age => self.since.map(|since| Demand::age(since, self.left, self.cycle)),
            _ => {
                joined.as_deref().and_then(|usage| Demand::of(usage, meter.kind, terms.window, self.rhythm()))
            }
        };
        let mean = self.mean_charged(terms, (meter_id, meter));
        let demand = match mean {
            Some(mean) => demand.map(|demand| demand.on_average(mean)),
            None => demand,
        };
        let before = self.spent_before((id, terms));
        let demand = demand.and_then(|demand| demand.after(before));
        let found = self.ceiling(terms, meter);
        let ceiling = match (found, &terms.ceiling) {
            (Err(Unknown::TooLarge), _) => return Err(TariffError::Overflow("work a formula out")),
            // What charges include is shared out already.
            (Ok(Some(ceiling)), Ceiling::Amount(_)) => {
                Some(self.over_window(ceiling, terms, (meter, mean.is_some()))?)
            }
            (found, _) => found.ok().flatten(),
        };
        // Nothing is included: more is charged from the first unit on, which is no news.
        if terms.follows && found.is_ok() && ceiling.is_none_or(|ceiling| ceiling.is_zero()) {
            return Ok(None);
        }
        let mut row = limits::row(
            &self.frame(meter.unit.symbol(), (id, terms)),
            (id, terms),
            ceiling,
            demand.as_ref(),
            &self.settings,
        );
        // Exactly what is included is what was ordered, and no warning.
        if terms.follows && row.state == LimitState::Tight && row.usage == row.ceiling {
            row.state = LimitState::Ok;
        }
        (row.meter, row.measures) = (Some(meter_id), &meter.measures);
        if found.is_err() {
            row.state = LimitState::NotGiven; // It is stated, and goes by what nobody stated.
        }
        let by_window = !matches!(row.window, Window::Age | Window::Idle | Window::Event | Window::Instant);
        let cuts = row.passed_at.is_some() && row.effect.cuts() && by_window && meter.kind == MeterKind::Flow;
        let share = row.ceiling.zip(demand.as_ref()).and_then(|(ceiling, demand)| demand.served(ceiling));
        if let (Some(share), true) = (share, cuts)
            && served.get(meter_id).is_none_or(|known| share.value() < known.value())
        {
            served.insert(meter_id, share);
        }
        Ok(Some(row))
    }

    fn joined(&self, meter: &str) -> Option<Cow<'_, Usage>> {
        match self.readings.get(meter)?.as_slice() {
            [] => None,
            [one] => Some(Cow::Borrowed(one)),
            members => {
                let spans = members.iter().flat_map(|usage| usage.spans.iter().cloned()).collect();
                Some(Cow::Owned(Usage { spans }))
            }
        }
    }

    /// What a meter's members used, as far as it was served.
    fn served(&self, meter: &str, served: &Served<'_>) -> Result<Cow<'_, [Usage]>, TariffError> {
        let members = self.readings.get(meter).map(Vec::as_slice).unwrap_or_default();
        match served.get(meter) {
            None => Ok(Cow::Borrowed(members)),
            Some(share) => {
                members.iter().map(|usage| usage.served(*share)).collect::<Result<_, _>>().map(Cow::Owned)
            }
        }
    }

    /// Shares the plan's pools out over the charges that draw from them, in each pool's order.
    fn draw_pools(&self, served: &Served<'_>) -> Result<Table<Decimal, &'a str>, TariffError> {
        let mut drawn = Table::default();
        for pool in self.product.pools.values().chain(self.place.plan.pools.values()) {
            let charges = || self.charges();
            let mut order = Vec::new();
            let mut quantities = Vec::new();
            for wanted in &pool.order {
                let Some((id, terms)) = charges().find(|(id, _)| id == wanted) else { continue };
                let Some(meter) = terms.meter.as_ref().and_then(|id| self.product.meters.get_key_value(id))
                else {
                    continue;
                };
                let Ok(charge) = compile::compile(self, terms, Some(meter.1)) else { continue };
                let quantity = charge.quantity(&self.served(meter.0, served)?, self.month())?;
                order.push(id);
                quantities.push(checked(quantity.value(), "include")?);
            }
            let Ok(amount) = self.allowed(&pool.amount, &Unit::count(), true) else { continue };
            let taken = checked(draw(self.held.share(amount, false)?, &quantities), "include")?;
            for (id, taken) in order.into_iter().zip(taken) {
                drawn.insert(id, taken);
            }
        }
        Ok(drawn)
    }

    fn charge(
        &self,
        (id, terms): (&'a str, &'a ChargeTerms),
        served: &Served<'_>,
        drawn: Option<Decimal>,
    ) -> Result<Option<Line<'a>>, TariffError> {
        let Some(meter_id) = &terms.meter else {
            if terms.whole && !self.begins {
                return Ok(None);
            }
            let whole = terms.whole.then(|| self.held_throughout());
            let members = std::slice::from_ref(whole.as_ref().unwrap_or(&self.holding));
            return charges::line(self, (id, terms), None, Some(members), None).map(Some);
        };
        let meter = self.meter(meter_id);
        let used = self.served(meter_id, served)?;
        if used.is_empty() && (self.idle || !self.readings.contains_key(meter_id.as_str())) {
            return Ok(None);
        }
        let members = (!used.is_empty()).then_some(&*used);
        let drawn = match (drawn, members) {
            (None, Some(members)) => self.drawn_daily(terms, meter, members)?,
            _ => drawn,
        };
        let line = charges::line(self, (id, terms), meter, members, drawn)?;
        let lacks = self.unpriced.iter().find(|(meter, _)| *meter == meter_id.as_str());
        Ok(Some(match lacks.filter(|_| line.amount().is_some_and(|amount| !amount.is_zero())) {
            Some((_, why)) => Line { state: State::Unpriced((*why).to_owned()), ..line },
            None => line,
        }))
    }

    /// The plan as if it were held all month, by as many as held it at most.
    fn held_throughout(&self) -> Usage {
        let month = self.month();
        let counts = self.holding.spans.iter().map(|span| span.level_at(span.from));
        Usage::level(counts.fold(Decimal::ZERO, Decimal::max), month)
    }

    /// A ceiling on what charges come to; where it stops the service, nothing above it is billed.
    fn spend_limit(
        &self,
        (id, terms): (&'a str, &'a LimitTerms),
        covers: &[String],
        priced: &mut Priced<'a>,
        beside: &mut [&mut Arc<Line<'a>>],
    ) -> Result<(), TariffError> {
        // Headroom is measured on what is asked for: another cap of this scope does not lessen it, one of a resource does.
        let asked = priced.lines.iter().filter(|line| matches!(line.basis, Basis::Charge { .. }));
        let asked = asked.map(|line| (&**line, line.amount().unwrap_or(Decimal::ZERO)));
        let beside_asked = beside.iter().map(|line| (&***line, line.left().unwrap_or(Decimal::ZERO)));
        let covered = asked.chain(beside_asked).filter(|(line, _)| adjust::covers(line, covers));
        let mut parts = Vec::new();
        covered.for_each(|(line, amount)| line.accrue(amount, &mut parts));
        let demand = checked(Demand::spend(&parts, self.cycle), "add up")?;
        let (spent, before) = (demand.used, self.spent_before((id, terms)));
        let demand = checked(demand.after(before), "add up")?;
        let ceiling = match &terms.ceiling {
            Ceiling::Amount(formula) => formula.value(|name| self.settings.number(name, &Unit::count())).ok(),
            Ceiling::Included | Ceiling::NotStated => None,
        };
        let ceiling = ceiling.map(|ceiling| self.spend_in_part(ceiling, terms)).transpose()?;
        let currency = self.place.book.provider.currency.code();
        let row = limits::row(
            &self.frame(currency, (id, terms)),
            (id, terms),
            ceiling,
            Some(&demand),
            &self.settings,
        );
        if let (Some(cap), true) = (ceiling, row.passed_at.is_some() && row.effect.cuts()) {
            let mut lines: Vec<&mut Arc<Line<'a>>> =
                priced.lines.iter_mut().chain(beside.iter_mut().map(|line| &mut **line)).collect();
            let cap = checked(cap.minus(before), "adjust")?.most(Decimal::ZERO);
            let change = adjust::apply(&mut lines, &Adjustment::Cap(cap), covers, self.cycle)?;
            if !change.0.is_zero() {
                let formula =
                    format!("{} - {}: nothing above the cap is served or billed", term(cap), term(spent));
                let source = terms.source.as_deref().unwrap_or(&self.place.plan.source);
                let source = if self.own.has_quota(id) { "" } else { source };
                let line = adjust::line(&self.place, id, &terms.description, change, formula, source);
                priced.lines.push(Arc::new(line));
            }
        }
        priced.decided.extend(self.decided(terms, &row));
        priced.limits.push(row);
        Ok(())
    }

    fn frame(&self, unit: &'a str, (id, terms): (&'a str, &'a LimitTerms)) -> Frame<'a> {
        let Place { account, resource, book, plan, .. } = self.place;
        let says = terms.confidence.unwrap_or(plan.confidence);
        let confidence = match book.own_files().next() {
            _ if self.own.has_quota(id) => Confidence::Own,
            Some(_) => book.trust(says, &place::of_limit(self.place.product, self.place.plan_id, id)),
            None => says,
        };
        Frame {
            account,
            resource,
            unit,
            source: book
                .source_of(terms.source.as_ref().unwrap_or(&plan.source), confidence == Confidence::Own),
            confidence: Some(confidence),
            tight: self.tight,
            cycle: self.cycle,
            of: (self.product, plan),
        }
    }
}
