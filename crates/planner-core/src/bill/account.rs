//! The walk over one account's month: resources by price list and plan, then what the account pools, then adjustments.

use std::ops::RangeInclusive;
use std::sync::Arc;

use super::charges::Place;
use super::ends::{Lives, Served};
use super::found::Found;
use super::known::Known;
use super::line::Line;
use super::part::{Part, share_allowances, stretches};
use super::scope::Priced;
use super::{AccountMonth, Bill, Spent, ends, pool, resource};
use crate::book::{Books, Settings, Snapshot};
use crate::document::Problem;
use crate::model::{Contract, plan_path};
use crate::note::Notes;
use crate::number::Decimal;
use crate::tariff::TariffError;

/// Prices one account's month.
///
/// # Errors
///
/// A [`Problem`] for a plan, product or option the book does not have, prices that are not known for the month, or
/// numbers past 28 digits.
pub fn bill<'a>(books: &'a Books, account: &AccountMonth<'a>) -> Result<Bill<'a>, Problem> {
    bill_with(books, account, &mut Known::default())
}

/// The same, with what is known of its resources from other months.
pub(crate) fn bill_with<'a>(
    books: &'a Books,
    account: &AccountMonth<'a>,
    known: &mut Known<'a>,
) -> Result<Bill<'a>, Problem> {
    let served = account.past.then(|| ends::cut_at_ends(books, account)).transpose()?;
    let account = served.as_ref().unwrap_or(account);
    let lists = match account.as_of {
        Some(day) => vec![(0, books.as_of(account.provider, day)?)],
        None => books.parts(account.provider, account.cycle)?,
    };
    let mut walk = Walk::under(books, account, &lists, known.quiet)?;
    if walk.parts.is_empty() {
        // It does not exist in this month.
        let book = books.as_of(account.provider, account.day())?;
        let invoice = Decimal::ZERO;
        let (lines, limits, demands, decided, moved, unmet, notes) = Default::default();
        let spent = account.spent.clone();
        let dated = false;
        return Ok(Bill {
            lines,
            limits,
            demands,
            unmet,
            notes,
            decided,
            moved,
            spent,
            book,
            invoice,
            dated,
        });
    }
    walk.price(books, known)?;
    match walk.unchanged(books, &lists, known) {
        Some(whole) => walk.unsplit(&whole)?,
        None => walk.settle()?,
    }
    walk.finish()
}

/// What has been found so far.
pub(super) struct Walk<'r, 'a> {
    pub(super) account: &'r AccountMonth<'a>,
    pub(super) lives: Lives<'a>,
    pub(super) parts: Vec<Part<'a>>,
    /// What its resources and its pools come to.
    pub(super) found: Found<'r, 'a>,
    /// What is used up so far of what is given once.
    pub(super) spent: Spent<'a>,
    /// What is spent so far in the cycle under limits on it.
    pub(super) within: Spent<'a>,
    /// Something in it goes by a date: a plan that ends, a credit that lasts for some months.
    pub(super) dated: bool,
    /// Nobody asks what changes nothing.
    pub(super) quiet: bool,
}

impl<'r, 'a> Walk<'r, 'a> {
    /// Resources, then what the account pools over them.
    pub(super) fn price(&mut self, books: &'a Books, known: &mut Known<'a>) -> Result<(), Problem> {
        let ground = known.ground(self);
        for one in &self.account.resources {
            self.dated |= self.has_end(one);
            let before = std::mem::take(&mut self.found);
            if let Some(found) = known.came_to(&ground, self, one) {
                self.found = found;
            } else {
                resource::price(self, books, one)?;
                known.keep(&ground, self, one);
            }
            let own = std::mem::replace(&mut self.found, before);
            self.found.add(own);
        }
        for at in 0..self.parts.len() {
            pool::price(self, at, (&mut *known, &ground))
                .map_err(|error| too_large(error, &self.account.path))?;
        }
        Ok(())
    }

    /// A month that has not been priced yet, under price lists with the seconds they begin at.
    pub(super) fn under(
        books: &'a Books,
        account: &'r AccountMonth<'a>,
        lists: &[(u32, &'a Snapshot)],
        quiet: bool,
    ) -> Result<Self, Problem> {
        let lives = Lives::new(books, account)?;
        let (mut parts, mut limits, mut notes) = (Vec::new(), Vec::new(), Notes::default());
        let (since, day, mut dated) = (account.since, account.day(), false);
        let mut seen: Vec<&str> = Vec::new();
        for (at, &(start, book)) in lists.iter().enumerate() {
            let end = lists.get(at.saturating_add(1)).map_or(account.cycle.seconds(), |next| next.0);
            let terms = &book.provider.account;
            let asked = (account.provider, account.day());
            books.check_options(asked, ("", terms), &account.options, &account.path, account.written())?;
            for on in &account.plans {
                let (from, to) = (on.from.max(start), on.to.min(end));
                if from >= to {
                    continue;
                }
                // Whole started hours may pass the month's end.
                let to = if to == account.cycle.seconds() { u32::MAX } else { to };
                let contract = Contract::of(books, book, on.plan, since, day, &plan_path(&account.path))?;
                if !seen.contains(&contract.plan.0) {
                    seen.push(contract.plan.0);
                    dated |= lives.end(None, contract.plan).is_some();
                    let plan = (contract.plan, account.leaves(on.from));
                    let lives = lives.limits(account, None, (None, terms), plan, &mut notes);
                    limits.extend(lives.into_iter().map(Arc::new));
                }
                for Served { from, to, plan } in lives.served((None, terms), (from, to), contract.plan) {
                    let contract = Contract { plan, ..contract };
                    parts.push(Part { from, to, contract, on: (from, to), all: None });
                }
            }
        }
        let several = if parts.len() > 1 { stretches(&parts) } else { Vec::new() };
        for (first, last) in several {
            let stretch = parts.get_mut(first..=last).unwrap_or_default();
            let on = stretch.first().zip(stretch.last()).map(|(first, last)| (first.from, last.to));
            for part in stretch {
                part.on = on.unwrap_or(part.on);
            }
        }
        share_allowances(&mut parts, account.terms(), account.cycle.seconds());
        Ok(Self {
            account,
            lives,
            parts,
            found: Found { notes, limits, ..Found::default() },
            spent: account.spent.clone(),
            within: Spent::default(),
            dated,
            quiet,
        })
    }

    /// The lines of parts of the month, for something that takes off them.
    pub(super) fn lines_in(&mut self, parts: RangeInclusive<usize>) -> Vec<&mut Arc<Line<'a>>> {
        self.found.lines_in(parts)
    }

    /// Keeps what a scope comes to in a part of the month.
    pub(super) fn take(&mut self, priced: Priced<'a>, part: usize) {
        let drawn = self.found.take(priced, part);
        self.draw(drawn);
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
}

pub(super) fn too_large(error: TariffError, path: &str) -> Problem {
    Problem::new(error.to_string())
        .path(path)
        .hint("check the quantities: one of them is far larger than a small team's")
}
