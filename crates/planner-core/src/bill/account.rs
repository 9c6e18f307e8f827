//! The walk over one account's month: resources by price list and plan, then what the account pools, then adjustments.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::Decimal;

use super::charges::{self, Place};
use super::limits::{self, Demand, Frame};
use super::line::{Basis, Line, State};
use super::meters::{self, Piece, Reading};
use super::requirements::{self, Unmet};
use super::settings::Settings;
use super::{AccountMonth, Bill, LimitRow, ResourceMonth, Run, sum};
use crate::book::{Books, Ceiling, ChargeTerms, LimitTerms, Plan, Product, Snapshot, Window};
use crate::document::Problem;
use crate::month::Month;
use crate::number::Ratio;
use crate::tariff::{Adjustment, Item, Period, Settle, TariffError, Usage, adjust, checked};

/// Prices one account's month.
///
/// # Errors
///
/// A [`Problem`] for a plan, product or option the book does not have, prices that are not known for the month, or
/// numbers past 28 digits.
pub fn bill<'a>(books: &'a Books, account: &AccountMonth<'a>) -> Result<Bill<'a>, Problem> {
    Walk::new(books, account)?.walk()
}

/// A part of the month under one price list.
struct Part<'a> {
    from: u32,
    to: u32,
    book: &'a Snapshot,
    plan: (&'a str, &'a Plan),
}

/// A resource under one price list on one plan.
struct Group<'r, 'a> {
    part: usize,
    product: &'a Product,
    plan: (&'a str, &'a Plan),
    pieces: Vec<Piece<'r, 'a>>,
}

struct Walk<'r, 'a> {
    account: &'r AccountMonth<'a>,
    month: Period,
    parts: Vec<Part<'a>>,
    lines: Vec<Line<'a>>,
    limits: Vec<LimitRow<'a>>,
    demands: Vec<super::MeterDemand<'a>>,
    unmet: Vec<Unmet<'a>>,
    notes: BTreeSet<String>,
}

impl<'r, 'a> Walk<'r, 'a> {
    fn new(books: &'a Books, account: &'r AccountMonth<'a>) -> Result<Self, Problem> {
        let lists = match account.as_of {
            Some(day) => vec![(0, books.as_of(account.provider, day)?)],
            None => books.parts(account.provider, account.month)?,
        };
        let end = account.month.seconds();
        let mut parts = Vec::new();
        for (at, &(from, book)) in lists.iter().enumerate() {
            let to = lists.get(at.saturating_add(1)).map_or(end, |next| next.0);
            let product = &book.provider.account;
            let plan = find_plan(books, account.provider, product, account.plan, account.month, &account.path)?;
            parts.push(Part { from, to, book, plan: kept(product, plan, account) });
        }
        for part in &parts {
            Settings::check(&part.book.provider.account, &account.options, &account.path)?;
        }
        let month = Period { seconds: end };
        let mut walk = Self { account, month, parts, lines: Vec::new(), limits: Vec::new(), demands: Vec::new(), unmet: Vec::new(), notes: BTreeSet::new() };
        walk.resources(books)?;
        Ok(walk)
    }

    fn walk(mut self) -> Result<Bill<'a>, Problem> {
        let Some(book) = self.parts.last().map(|part| part.book) else {
            return Err(Problem::new("a month without prices").path(&*self.account.path));
        };
        for at in 0..self.parts.len() {
            self.pooled(at)?;
        }
        let invoice = self.adjust()?;
        Ok(Bill { lines: self.lines, limits: self.limits, demands: self.demands, unmet: self.unmet, notes: self.notes.into_iter().collect(), book, invoice })
    }

    fn problem(&self, error: TariffError, path: &str) -> Problem {
        let _ = self;
        Problem::new(error.to_string()).path(path).hint("check the quantities: one of them is far larger than a small team's")
    }

    /// Every resource's own charges and limits.
    fn resources(&mut self, books: &'a Books) -> Result<(), Problem> {
        for resource in &self.account.resources {
            for group in self.groups(books, resource)? {
                let result = self.resource(resource, &group);
                result.map_err(|error| self.problem(error, &resource.path))?;
            }
        }
        Ok(())
    }

    fn groups(&self, books: &'a Books, resource: &'r ResourceMonth<'a>) -> Result<Vec<Group<'r, 'a>>, Problem> {
        let mut groups: Vec<Group<'r, 'a>> = Vec::new();
        for (at, part) in self.parts.iter().enumerate() {
            let provider = &part.book.provider;
            let product = provider.products.get(resource.product).ok_or_else(|| no_product(provider, resource))?;
            Settings::check(product, &resource.options, &resource.path)?;
            for run in &resource.runs {
                let (from, to) = (run.from.max(part.from), run.to.min(if at.saturating_add(1) == self.parts.len() { u32::MAX } else { part.to }));
                if from >= to {
                    continue;
                }
                let plan = find_plan(books, self.account.provider, product, run.plan, self.account.month, &resource.path)?;
                let piece = Piece { run, from, to };
                match groups.iter_mut().find(|group| group.part == at && group.plan.0 == plan.0) {
                    Some(group) => group.pieces.push(piece),
                    None => groups.push(Group { part: at, product, plan, pieces: vec![piece] }),
                }
            }
        }
        Ok(groups)
    }

    fn settings(&self, group: &Group<'_, 'a>, resource: &'r ResourceMonth<'a>) -> Settings<'r> {
        let account_plan = self.parts.get(group.part).map_or("", |part| part.plan.0);
        let count = group.pieces.first().map_or(Decimal::ONE, |piece| piece.run.count);
        Settings::new(group.product, group.plan, &resource.options, account_plan, self.account.card, count)
    }

    fn resource(&mut self, resource: &'r ResourceMonth<'a>, group: &Group<'r, 'a>) -> Result<(), TariffError> {
        let Some(part) = self.parts.get(group.part) else { return Ok(()) };
        let (book, part_plan) = (part.book, part.plan);
        let settings = self.settings(group, resource);
        let mut notes = Vec::new();
        let mut readings: BTreeMap<&str, Reading> = BTreeMap::new();
        for (id, meter) in &group.product.meters {
            let reading = meters::reading(resource, (id, meter), &group.pieces, &settings, self.month)?;
            notes.extend(reading.notes.iter().cloned());
            readings.insert(id, reading);
        }
        let plan = group.plan.1;
        if let Some(note) = &plan.note {
            notes.push(format!("{}: {note}", resource.name));
        }
        let seconds: u32 = group.pieces.iter().map(|piece| piece.to.saturating_sub(piece.from)).sum();
        let held = checked(Decimal::from(seconds).checked_div(Decimal::from(self.month.seconds)), "share out")?;

        // Limits first: what is not served is not billed.
        let charges = || group.product.charges_of(plan);
        let mut rows = Vec::new();
        let mut served: BTreeMap<&str, Ratio<Decimal>> = BTreeMap::new();
        let mut spends = Vec::new();
        for (id, terms) in group.product.limits_of(plan) {
            if !settings.meet(&terms.when) {
                continue;
            }
            let Some(meter_id) = &terms.meter else {
                spends.push((id, terms));
                continue;
            };
            let Some(meter) = group.product.meters.get(meter_id) else { continue };
            let usage = readings.get(meter_id.as_str()).and_then(|reading| reading.usage.as_ref());
            let demand = match terms.window {
                Window::Age => resource.since.map(|since| Demand::age(since, self.account.month)),
                _ => usage.and_then(|usage| Demand::of(usage, meter.kind, terms.window)),
            };
            let ceiling = ceiling(terms, charges(), &settings, meter, held, self.month, &readings);
            let frame = self.frame(Some(resource.name), meter.unit.symbol(), book, plan, terms);
            let row = limits::row(&frame, (id, terms), ceiling, demand.as_ref(), &settings);
            cut(&mut served, meter_id, &row, meter);
            rows.push(row);
        }

        let place = Place {
            account: self.account.name,
            resource: Some(resource.name),
            book,
            plan_id: group.plan.0,
            plan,
            product: Some(resource.product),
        };
        let first_line = self.lines.len();
        for (id, terms) in charges() {
            if !settings.meet(&terms.when) {
                continue;
            }
            let meter = terms.meter.as_ref().and_then(|id| group.product.meters.get(id));
            let holding = holding(&group.pieces);
            let reading = terms.meter.as_ref().and_then(|id| readings.get(id.as_str()));
            let cut = match (reading.and_then(|r| r.usage.as_ref()), terms.meter.as_ref().and_then(|id| served.get(id.as_str()))) {
                (Some(usage), Some(share)) => Some(usage.served(*share)?),
                _ => None,
            };
            let members: Option<&[Usage<Decimal>]> = match (&terms.meter, &cut, reading) {
                (None, _, _) => Some(std::slice::from_ref(&holding)),
                (Some(_), Some(cut), _) => Some(std::slice::from_ref(cut)),
                (Some(_), None, Some(reading)) => charges::members(reading),
                (Some(_), None, None) => None,
            };
            let line = charges::line(&place, (id, terms), meter, members, &settings, held, self.month)?;
            self.lines.push(line);
        }

        for (id, terms) in spends {
            let items = self.items(first_line);
            let covers = terms.spend.clone().unwrap_or_default();
            let spent = cover(&items, &covers)?;
            let ceiling = amount_of(&terms.ceiling, &settings);
            let demand = Demand::spend(spent, self.account.month);
            let frame = self.frame(Some(resource.name), book.provider.currency.code(), book, plan, terms);
            let row = limits::row(&frame, (id, terms), ceiling, Some(&demand), &settings);
            if let (true, Some(cap)) = (row.passed_at.is_some() && row.effect.cuts(), ceiling) {
                let change = adjust(&Adjustment::Cap(cap), &items, &covers)?;
                let formula = format!("{} - {}: spend stops at the cap", super::line::number(cap), super::line::number(spent));
                let source = terms.source.as_deref().unwrap_or(&plan.source);
                self.lines.push(adjustment_line(&place, id, &terms.description, change, formula, source));
            }
            rows.push(row);
        }
        self.limits.extend(rows);
        for (id, reading) in readings {
            if let (Some(usage), Some((id, terms))) = (reading.usage, group.product.meters.get_key_value(id)) {
                self.demands.push(super::MeterDemand { resource: resource.name, meter: id, terms, usage });
            }
        }
        self.unmet.extend(requirements::unmet(&book.provider, group.product, resource.name, group.plan, part_plan, &settings));
        self.notes.extend(notes);
        Ok(())
    }

    /// What the account pools in one part of the month: its own charges and limits.
    fn pooled(&mut self, at: usize) -> Result<(), Problem> {
        let path = self.account.path.clone();
        self.pooled_part(at).map_err(|error| self.problem(error, &path))
    }

    fn pooled_part(&mut self, at: usize) -> Result<(), TariffError> {
        let Some(part) = self.parts.get(at) else { return Ok(()) };
        let (book, plan, from, to) = (part.book, part.plan, part.from, part.to);
        let product = &book.provider.account;
        let whole = Run { from, to, plan: None, count: Decimal::ONE, usage: BTreeMap::new() };
        let settings = Settings::new(product, plan, &self.account.options, plan.0, self.account.card, Decimal::ONE);
        let held = checked(Decimal::from(to.saturating_sub(from)).checked_div(Decimal::from(self.month.seconds)), "share out")?;
        let mut readings: BTreeMap<&str, (Vec<Usage<Decimal>>, Vec<&str>)> = BTreeMap::new();
        for (id, meter) in &product.meters {
            let mut used = Vec::new();
            let mut silent = Vec::new();
            if let Some(usage) = self.account.usage.get(id.as_str()) {
                let own = ResourceMonth {
                    name: self.account.name,
                    product: "",
                    runs: vec![Run { from: 0, to: self.month.seconds, ..whole.clone() }],
                    options: Arc::default(),
                    usage: BTreeMap::from([(id.as_str(), usage.clone())]),
                    since: None,
                    path: "".into(),
                };
                let run = own.runs.first().map(|run| Piece { run, from, to });
                let reading = meters::reading(&own, (id, meter), run.as_slice(), &settings, self.month)?;
                used.extend(reading.usage);
            }
            for resource in &self.account.resources {
                self.report(resource, (id, meter), at, &mut used, &mut silent)?;
            }
            if used.is_empty() && book.provider.is_only_fed(id) {
                used.push(Usage::level(Decimal::ZERO, self.month));
            }
            readings.insert(id, (used, silent));
        }

        let charges = || product.charges_of(plan.1);
        let mut served: BTreeMap<&str, Ratio<Decimal>> = BTreeMap::new();
        let mut rows = Vec::new();
        for (id, terms) in product.limits_of(plan.1) {
            let (Some(meter_id), true) = (&terms.meter, settings.meet(&terms.when)) else { continue };
            let (Some(meter), Some((used, silent))) = (product.meters.get(meter_id), readings.get(meter_id.as_str())) else { continue };
            let joined = Usage { spans: used.iter().flat_map(|usage| usage.spans.clone()).collect() };
            let demand = (!used.is_empty()).then(|| Demand::of(&joined, meter.kind, terms.window)).flatten();
            let none = BTreeMap::new();
            let ceiling = ceiling(terms, charges(), &settings, meter, held, self.month, &none);
            let frame = self.frame(None, meter.unit.symbol(), book, plan.1, terms);
            let row = limits::row(&frame, (id, terms), ceiling, demand.as_ref(), &settings);
            if !used.is_empty() && !silent.is_empty() {
                self.notes.insert(format!("{}: {} counts what is stated; {} did not state any", self.account.name, meter.name, silent.join(", ")));
            }
            cut(&mut served, meter_id, &row, meter);
            rows.push(row);
        }

        let place = Place { account: self.account.name, resource: None, book, plan_id: plan.0, plan: plan.1, product: None };
        for (id, terms) in charges() {
            if !settings.meet(&terms.when) {
                continue;
            }
            if self.account.resources.is_empty() && product.settle.waived_when_empty.iter().any(|waived| waived == id) {
                continue;
            }
            let meter = terms.meter.as_ref().and_then(|id| product.meters.get(id));
            let piece = Piece { run: &whole, from, to };
            let holding = [holding(std::slice::from_ref(&piece))];
            let used = terms.meter.as_ref().and_then(|id| readings.get(id.as_str())).map(|(used, _)| used);
            let share = terms.meter.as_ref().and_then(|id| served.get(id.as_str()));
            let cut: Option<Vec<Usage<Decimal>>> = match (used, share) {
                (Some(used), Some(share)) => Some(used.iter().map(|usage| usage.served(*share)).collect::<Result<_, _>>()?),
                _ => None,
            };
            let members: Option<&[Usage<Decimal>]> = match (&terms.meter, &cut, used) {
                (None, _, _) => Some(&holding),
                (Some(_), Some(cut), _) => Some(cut),
                (Some(_), None, Some(used)) if !used.is_empty() => Some(used),
                // Nothing in the account can use it at all: that is nothing used, not something unsaid.
                (Some(_), None, Some(_)) if self.account.resources.is_empty() => continue,
                (Some(_), None, _) => None,
            };
            let line = charges::line(&place, (id, terms), meter, members, &settings, held, self.month)?;
            self.lines.push(line);
        }
        self.limits.extend(rows);
        self.unmet.extend(requirements::unmet(&book.provider, product, self.account.name, plan, plan, &settings));
        Ok(())
    }

    /// Adds what a resource states of, or feeds into, an account's meter; names it where it could but does not.
    fn report(
        &self,
        resource: &'r ResourceMonth<'a>,
        (id, meter): (&str, &crate::book::Meter),
        at: usize,
        used: &mut Vec<Usage<Decimal>>,
        silent: &mut Vec<&'a str>,
    ) -> Result<(), TariffError> {
        let Some(part) = self.parts.get(at) else { return Ok(()) };
        let Some(product) = part.book.provider.products.get(resource.product) else { return Ok(()) };
        let last = at.saturating_add(1) == self.parts.len();
        for run in &resource.runs {
            let (from, to) = (run.from.max(part.from), run.to.min(if last { u32::MAX } else { part.to }));
            if from >= to {
                continue;
            }
            let piece = Piece { run, from, to };
            let word = run.plan.or(product.default_plan.as_deref()).unwrap_or_default();
            let Some(plan) = product.find_plan(word) else { continue };
            let settings = Settings::new(product, plan, &resource.options, part.plan.0, self.account.card, run.count);
            if let Some(feed) = plan.1.feeds.get(id).or_else(|| product.feeds.get(id)) {
                used.extend(meters::fed(feed, &[piece], &settings, self.month)?);
            }
            if product.reports.iter().any(|report| report == id) {
                let reading = meters::reading(resource, (id, meter), &[piece], &settings, self.month)?;
                match reading.usage {
                    Some(usage) => used.push(usage),
                    None if !silent.contains(&resource.name) => silent.push(resource.name),
                    None => {}
                }
            }
        }
        Ok(())
    }

    fn frame(&self, resource: Option<&'a str>, unit: &'a str, book: &'a Snapshot, plan: &'a Plan, terms: &'a LimitTerms) -> Frame<'a> {
        Frame {
            account: self.account.name,
            resource,
            unit,
            source: book.provider.sources.get(terms.source.as_ref().unwrap_or(&plan.source)),
            confidence: Some(terms.confidence.unwrap_or(plan.confidence)),
            tight: self.account.tight,
            month: self.account.month,
        }
    }

    fn items(&self, from: usize) -> Vec<Item<Decimal>> {
        let lines = self.lines.iter().skip(from);
        lines
            .filter_map(|line| {
                let mut tags = vec![line.charge.to_owned()];
                if let Basis::Charge { terms, .. } = &line.basis {
                    tags.extend(terms.tags.iter().cloned());
                }
                line.amount().map(|amount| Item { tags, amount })
            })
            .collect()
    }

    /// Levies and credits of the account's plan at the month's end, then the invoice.
    fn adjust(&mut self) -> Result<Decimal, Problem> {
        let Some(part) = self.parts.last() else { return Ok(Decimal::ZERO) };
        let (book, plan) = (part.book, part.plan);
        let product = &book.provider.account;
        let path = self.account.path.clone();
        let settings = Settings::new(product, plan, &self.account.options, plan.0, self.account.card, Decimal::ONE);
        let place = Place { account: self.account.name, resource: None, book, plan_id: plan.0, plan: plan.1, product: None };
        for (id, terms) in product.adjustments.iter().chain(&plan.1.adjustments) {
            if !settings.meet(&terms.when) || (terms.once && !self.account.first) {
                continue;
            }
            let unit = crate::unit::Unit::count();
            let value = |formula: &crate::tariff::Formula| formula.value(|name| settings.number(name, &unit)).ok();
            let kind = match (&terms.percent, &terms.floor, &terms.credit) {
                (Some(share), _, _) => Some(Adjustment::Percentage(*share)),
                (_, Some(floor), _) => value(floor).map(Adjustment::Floor),
                (_, _, Some(credit)) => value(credit).map(Adjustment::Credit),
                _ => None,
            };
            let Some(kind) = kind else { continue };
            let items = self.items(0);
            let change = adjust(&kind, &items, &terms.covers).map_err(|error| self.problem(error, &path))?;
            if change.is_zero() {
                continue;
            }
            let number = super::line::number;
            let formula = match kind {
                Adjustment::Percentage(share) => format!("{} % of the lines it covers", number(share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share))),
                Adjustment::Floor(floor) => format!("up to at least {}", number(floor)),
                Adjustment::Cap(cap) => format!("down to at most {}", number(cap)),
                Adjustment::Credit(credit) => format!("at most {}, never more than the lines it covers", number(credit)),
            };
            let source = terms.source.as_deref().unwrap_or(&plan.1.source);
            let line = adjustment_line(&place, id, &terms.description, change, formula, source);
            self.lines.push(line);
        }
        let total = sum(self.lines.iter().filter_map(Line::summed))?;
        Ok(Settle { defer_below: product.settle.defer_below, places: 2 }.invoice(total))
    }
}

/// The plan's own holding, for fees.
fn holding(pieces: &[Piece<'_, '_>]) -> Usage<Decimal> {
    use crate::tariff::{Amount, Span};
    let span = |piece: &Piece<'_, '_>| Span {
        from: piece.from,
        to: piece.to,
        amount: Amount::Level { opening: piece.run.count, closing: piece.run.count },
    };
    Usage { spans: pieces.iter().map(span).collect() }
}

fn cover(items: &[Item<Decimal>], covers: &[String]) -> Result<Decimal, TariffError> {
    let mut total = Decimal::ZERO;
    for item in items.iter().filter(|item| item.is_one_of(covers)) {
        total = checked(total.checked_add(item.amount), "add up")?;
    }
    Ok(total)
}

fn amount_of(ceiling: &Ceiling, settings: &Settings<'_>) -> Option<Decimal> {
    match ceiling {
        Ceiling::Amount(formula) => formula.value(|name| settings.number(name, &crate::unit::Unit::count())).ok(),
        Ceiling::Included | Ceiling::NotStated => None,
    }
}

/// A limit's ceiling under these settings, in its meter's unit.
fn ceiling<'c>(
    terms: &LimitTerms,
    charges: impl Iterator<Item = (&'c str, &'c ChargeTerms)>,
    settings: &Settings<'_>,
    meter: &crate::book::Meter,
    held: Decimal,
    month: Period,
    readings: &BTreeMap<&str, Reading>,
) -> Option<Decimal> {
    match &terms.ceiling {
        Ceiling::NotStated => None,
        Ceiling::Amount(formula) => {
            let level = |name: &str| {
                let usage = readings.get(name)?.usage.as_ref()?;
                usage.over_time(crate::tariff::OverTime::Last, month).ok()?.value()
            };
            formula.value(|name| settings.number(name, &meter.unit).or_else(|| level(name))).ok()
        }
        Ceiling::Included => {
            let same = charges.map(|(_, charge)| charge).filter(|charge| charge.meter == terms.meter && settings.meet(&charge.when));
            let mut total = None;
            for charge in same {
                let compiled = charges::compile(charge, Some(meter), settings, held, month).ok()?;
                total = Some(compiled.included.checked_add(total.unwrap_or(Decimal::ZERO))?);
            }
            total
        }
    }
}

/// Remembers the share of a flow that a hard limit lets through.
fn cut<'a>(served: &mut BTreeMap<&'a str, Ratio<Decimal>>, meter_id: &'a str, row: &LimitRow<'_>, meter: &crate::book::Meter) {
    let monthly = matches!(row.window, Window::Month | Window::Cycle | Window::Rolling30Days | Window::Day | Window::Second);
    if let (Some(ceiling), Some(usage), true) = (row.ceiling, row.usage, row.passed_at.is_some() && row.effect.cuts() && monthly)
        && meter.kind == crate::book::MeterKind::Flow
    {
        let share = Ratio { part: ceiling, whole: usage };
        let tighter = |known: &Ratio<Decimal>| known.value() <= share.value();
        if !served.get(meter_id).is_some_and(tighter) {
            served.insert(meter_id, share);
        }
    }
}

fn adjustment_line<'a>(place: &Place<'a>, id: &'a str, description: &'a str, amount: Decimal, formula: String, source: &'a str) -> Line<'a> {
    Line {
        account: place.account,
        resource: place.resource,
        charge: id,
        description: description.into(),
        plan: &place.plan.name,
        meter: None,
        unit: "".into(),
        state: State::Priced(amount),
        basis: Basis::Adjustment { formula, book: place.book, source },
        counts: true,
    }
}

/// The plan a customer of long standing is really on.
fn kept<'a>(product: &'a Product, plan: (&'a str, &'a Plan), account: &AccountMonth<'_>) -> (&'a str, &'a Plan) {
    let today = account.as_of.unwrap_or(account.month.first_day());
    let old = plan.1.formerly.as_ref().filter(|formerly| today < formerly.until && account.since.is_some_and(|since| since < formerly.since_before));
    old.and_then(|formerly| product.plans.get_key_value(&formerly.plan)).map_or(plan, |(id, plan)| (id.as_str(), plan))
}

fn no_product(provider: &crate::book::Provider, resource: &ResourceMonth<'_>) -> Problem {
    let known: Vec<&str> = provider.products.keys().map(String::as_str).collect();
    let named = crate::nearest::nearest(resource.product, known.iter().copied());
    Problem::new(format!("{} has no product `{}`", provider.name, resource.product))
        .path(format!("{}.product", resource.path))
        .hint(format!("its products are {}", named.join(", ")))
}

/// The plan a word names, or a problem that lists the plans there are, nearest first.
fn find_plan<'a>(
    books: &'a Books,
    provider: &str,
    product: &'a Product,
    word: Option<&str>,
    month: Month,
    path: &str,
) -> Result<(&'a str, &'a Plan), Problem> {
    let at = || if path.is_empty() { "plan".to_owned() } else { format!("{path}.plan") };
    let Some(word) = word.or(product.default_plan.as_deref()) else {
        let known: Vec<&str> = product.plans.keys().map(String::as_str).collect();
        return Err(Problem::new(format!("{} needs a plan", product.name)).path(at()).hint(format!("its plans are {}", known.join(", "))));
    };
    if let Some(plan) = product.find_plan(word) {
        return Ok(plan);
    }
    // Perhaps it is offered later: say since when.
    let later = books.files(provider).iter().filter(|file| file.effective > month.first_day()).find(|file| {
        books.as_of(provider, file.effective).is_ok_and(|book| {
            let products = book.provider.products.values().chain(std::iter::once(&book.provider.account));
            products.filter(|p| p.name == product.name).any(|p| p.find_plan(word).is_some())
        })
    });
    let mut problem = Problem::new(format!("{} has no plan `{word}` in {month}", product.name)).path(at());
    if let Some(file) = later {
        problem.message.push_str(&format!("; it is offered since {}", file.effective));
    }
    let plans: Vec<String> = crate::nearest::nearest(word, product.plans.keys().map(String::as_str))
        .into_iter()
        .map(|id| match product.plans.get(id).and_then(|plan| plan.offered) {
            Some(since) => format!("{id} (since {since})"),
            None => id.to_owned(),
        })
        .collect();
    Err(problem.hint(format!("its plans are {}", plans.join(", "))))
}
