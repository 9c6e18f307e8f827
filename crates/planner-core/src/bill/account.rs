//! The walk over one account's month: resources by price list and plan, then what the account pools, then adjustments.

use rust_decimal::Decimal;

use super::charges::Place;
use super::decided::{self, Decided};
use super::ends::{Lives, Served};
use super::line::Line;
use super::requirements::Unmet;
use super::resource::Stretch;
use super::scope::Priced;
use super::settings::Settings;
use super::unsplit::unsplit;
use super::{AccountMonth, Bill, LimitRow, MeterDemand, Moved, adjust, pool, resource, sum};
use crate::book::{AdjustTerms, Books, Snapshot, in_turn};
use crate::document::Problem;
use crate::model::Contract;
use crate::number::Checked;
use crate::tariff::{Adjustment, Period, Settle, TariffError, checked};
use crate::unit::Unit;

/// Prices one account's month.
///
/// # Errors
///
/// A [`Problem`] for a plan, product or option the book does not have, prices that are not known for the month, or
/// numbers past 28 digits.
pub fn bill<'a>(books: &'a Books, account: &AccountMonth<'a>) -> Result<Bill<'a>, Problem> {
    let lists = match account.as_of {
        Some(day) => vec![(0, books.as_of(account.provider, day)?)],
        None => books.parts(account.provider, account.month)?,
    };
    let mut walk = Walk::under(books, account, &lists)?;
    walk.price(books)?;
    if lists.len() > 1 {
        walk.unsplit(books, &lists)?;
    }
    walk.finish()
}

/// A part of the month under one price list.
pub(super) struct Part<'a> {
    pub(super) from: u32,
    /// The second after the last; for the month's last part without end, since whole started hours may pass it.
    pub(super) to: u32,
    pub(super) contract: Contract<'a>,
}

impl Part<'_> {
    /// The share of the month this price list is in force.
    pub(super) fn share(&self, month: Period) -> Result<Decimal, TariffError> {
        let end = self.to.min(month.seconds);
        if self.from == 0 && end == month.seconds {
            return Ok(Decimal::ONE);
        }
        let seconds = Decimal::from(end.saturating_sub(self.from));
        checked(seconds.over(Decimal::from(month.seconds)), "share out")
    }
}

/// What has been found so far.
pub(super) struct Walk<'r, 'a> {
    pub(super) account: &'r AccountMonth<'a>,
    pub(super) lives: Lives<'a>,
    pub(super) parts: Vec<Part<'a>>,
    pub(super) demands: Vec<MeterDemand<'a>>,
    pub(super) unmet: Vec<Unmet<'a>>,
    pub(super) notes: Vec<String>,
    /// Which plan serves each stretch of each resource.
    pub(super) stretches: Vec<Stretch<'r, 'a>>,
    /// What limits moved to another plan.
    pub(super) moved: Vec<Moved<'a>>,
    lines: Vec<Line<'a>>,
    limits: Vec<LimitRow<'a>>,
    decided: Vec<Decided<'a>>,
}

impl<'r, 'a> Walk<'r, 'a> {
    /// Resources, then what the account pools over them.
    fn price(&mut self, books: &'a Books) -> Result<(), Problem> {
        for one in &self.account.resources {
            resource::price(self, books, one)?;
        }
        for at in 0..self.parts.len() {
            pool::price(self, at).map_err(|error| too_large(error, &self.account.path))?;
        }
        Ok(())
    }

    /// Makes one of what a new price list within the month leaves as it is.
    fn unsplit(&mut self, books: &'a Books, lists: &[(u32, &'a Snapshot)]) -> Result<(), Problem> {
        let mut whole = Vec::with_capacity(lists.len());
        for &(_, book) in lists {
            let walk = Self::under(books, self.account, &[(0, book)]);
            // A list that does not have what runs under another cannot have held all month.
            let Ok(mut walk) = walk else { return Ok(()) };
            if walk.price(books).is_err() {
                return Ok(());
            }
            whole.push((walk.lines, walk.limits));
        }
        let split = (std::mem::take(&mut self.lines), std::mem::take(&mut self.limits));
        (self.lines, self.limits) = unsplit(split, &whole)?;
        let mut told: Vec<(&str, String)> = Vec::new();
        self.unmet.retain(|unmet| {
            let one = (unmet.resource, unmet.needs());
            let new = !told.contains(&one);
            told.push(one);
            new
        });
        Ok(())
    }

    /// A month that has not been priced yet, under price lists with the seconds they begin at.
    fn under(
        books: &'a Books,
        account: &'r AccountMonth<'a>,
        lists: &[(u32, &'a Snapshot)],
    ) -> Result<Self, Problem> {
        let lives = Lives::new(books, account)?;
        let (mut parts, mut limits, mut notes) = (Vec::new(), Vec::new(), Vec::new());
        for (at, &(from, book)) in lists.iter().enumerate() {
            let to = lists.get(at.saturating_add(1)).map_or(u32::MAX, |next| next.0);
            let account_terms = &book.provider.account;
            Settings::check(account_terms, None, &account.options, &account.path)?;
            let (since, day) = (account.since, account.day());
            let contract = Contract::of(books, book, account.plan, since, day, &account.path)?;
            if at == 0 {
                limits = lives.limits(account, None, (None, account_terms), contract.plan, &mut notes);
            }
            for Served { from, to, plan } in lives.served((None, account_terms), (from, to), contract.plan) {
                parts.push(Part { from, to, contract: Contract { plan, ..contract } });
            }
        }
        Ok(Self {
            account,
            lives,
            parts,
            demands: Vec::new(),
            unmet: Vec::new(),
            notes,
            stretches: Vec::new(),
            moved: Vec::new(),
            lines: Vec::new(),
            limits,
            decided: Vec::new(),
        })
    }

    /// The lines under one price list, for something that takes off them.
    pub(super) fn lines_under(&mut self, book: &Snapshot) -> Vec<&mut Line<'a>> {
        self.lines.iter_mut().filter(|line| line.book().is_some_and(|own| std::ptr::eq(own, book))).collect()
    }

    /// How many lines there are, to know later which are new.
    pub(super) fn mark(&self) -> usize {
        self.lines.len()
    }

    /// A bound on a resource's month holds for its stretches together: on two plans it is not met twice.
    pub(super) fn bound_once(&mut self, mark: usize) -> Result<(), TariffError> {
        let Some(lines) = self.lines.get_mut(mark..) else { return Ok(()) };
        // By price list: where one splits the month, each part has its share of the bound already.
        let mut bounds: Vec<(&str, Option<&Snapshot>)> =
            lines.iter().map(|line| (line.charge, line.book())).collect();
        bounds.sort_unstable_by_key(|(charge, book)| (*charge, book.map(std::ptr::from_ref)));
        bounds.dedup_by_key(|(charge, book)| (*charge, book.map(std::ptr::from_ref)));
        for (id, book) in bounds {
            let here = |line: &&mut Line<'a>| {
                line.charge == id && line.book().map(std::ptr::from_ref) == book.map(std::ptr::from_ref)
            };
            let mut same: Vec<&mut Line<'a>> = lines.iter_mut().filter(here).collect();
            let exact = |line: &&mut Line<'a>| line.priced().map(|priced| priced.before_bounds);
            let bounded = same
                .iter()
                .any(|line| line.priced().is_some_and(|priced| priced.amount != priced.before_bounds));
            if same.len() < 2 || !bounded {
                continue;
            }
            let mut before = Decimal::ZERO;
            for amount in same.iter().filter_map(exact) {
                before = checked(before.plus(amount), "add up")?;
            }
            let amounts = same.iter().filter_map(|line| line.priced().map(|priced| priced.amount));
            let together =
                if same.iter().any(|line| line.priced().is_some_and(|p| p.amount > p.before_bounds)) {
                    before.max(amounts.max().unwrap_or(before))
                } else {
                    before.min(amounts.max().unwrap_or(before))
                };
            let rest = checked(together.minus(before), "add up")?;
            for (at, line) in same.iter_mut().enumerate() {
                let share = line.priced().map_or(Decimal::ZERO, |priced| priced.before_bounds);
                let share = if at == 0 { checked(share.plus(rest), "add up")? } else { share };
                line.settle(share);
            }
        }
        Ok(())
    }

    /// Adds limits that come from no scope's terms.
    pub(super) fn take_limits(&mut self, limits: Vec<LimitRow<'a>>) {
        self.limits.extend(limits);
    }

    pub(super) fn take(&mut self, priced: Priced<'a>) {
        self.lines.extend(priced.lines);
        self.limits.extend(priced.limits);
        decided::gather(&mut self.decided, priced.decided);
    }

    /// The account's place in a part of the month.
    pub(super) fn place(&self, part: &Part<'a>) -> Place<'a> {
        Place {
            account: self.account.name,
            resource: None,
            book: part.contract.book,
            plan_id: part.contract.plan.0,
            plan: part.contract.plan.1,
            product: None,
        }
    }

    /// The account's settings in a part of the month.
    pub(super) fn settings(&self, part: &Part<'a>) -> Settings<'r> {
        part.contract.settings(self.account.terms())
    }

    /// Levies, credits and taxes of the account's plan at the month's end, then the invoice.
    fn finish(mut self) -> Result<Bill<'a>, Problem> {
        let Some(part) = self.parts.last() else {
            return Err(Problem::new("a month without prices").path(&*self.account.path));
        };
        let (book, place, settings) = (part.contract.book, self.place(part), self.settings(part));
        let product = &book.provider.account;
        let mut terms: Vec<(&'a String, &'a AdjustTerms)> =
            product.adjustments.iter().chain(&place.plan.adjustments).collect();
        in_turn(&mut terms);
        for (id, terms) in terms {
            if !settings.meet(&terms.when) || (terms.once && !self.account.first) {
                continue;
            }
            let Some(kind) = adjustment_of(terms, &settings) else { continue };
            let mut lines: Vec<&mut Line<'a>> = self.lines.iter_mut().collect();
            let change = adjust::apply(&mut lines, &kind, &terms.covers)
                .map_err(|error| too_large(error, &self.account.path))?;
            if !change.is_zero() {
                let source = terms.source.as_deref().unwrap_or(&place.plan.source);
                self.lines.push(adjust::line(&place, id, &terms.description, change, formula(&kind), source));
            }
        }
        self.notes.extend(self.parts.iter().flat_map(|part| part.contract.book.own_notes()));
        let total = sum(self.lines.iter().filter_map(Line::summed))?;
        let invoice = Settle { defer_below: product.settle.defer_below, places: 2 }.invoice(total);
        self.notes.sort_unstable();
        self.notes.dedup();
        Ok(Bill {
            lines: self.lines,
            limits: self.limits,
            demands: self.demands,
            unmet: self.unmet,
            notes: self.notes,
            decided: self.decided,
            moved: self.moved,
            book,
            invoice,
        })
    }
}

fn adjustment_of(terms: &AdjustTerms, settings: &Settings<'_>) -> Option<Adjustment<Decimal>> {
    let value =
        |formula: &crate::tariff::Formula| formula.value(|name| settings.number(name, &Unit::count())).ok();
    match (&terms.percent, &terms.floor, &terms.credit) {
        (Some(share), _, _) => Some(Adjustment::Percentage(*share)),
        (_, Some(floor), _) => value(floor).map(Adjustment::Floor),
        (_, _, Some(credit)) => value(credit).map(Adjustment::Credit),
        _ => None,
    }
}

fn formula(kind: &Adjustment<Decimal>) -> String {
    let number = super::line::number;
    match kind {
        Adjustment::Percentage(share) => format!(
            "{} % of the lines it covers",
            number(share.times(Decimal::ONE_HUNDRED).unwrap_or(*share))
        ),
        Adjustment::Floor(floor) => format!("the lines it covers, raised to {}", number(*floor)),
        Adjustment::Cap(cap) => format!("the lines it covers, lowered to {}", number(*cap)),
        Adjustment::Credit(credit) => {
            format!("at most {}, never more than the lines it covers", number(*credit))
        }
    }
}

pub(super) fn too_large(error: TariffError, path: &str) -> Problem {
    Problem::new(error.to_string())
        .path(path)
        .hint("check the quantities: one of them is far larger than a small team's")
}
