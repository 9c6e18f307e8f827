//! What is worked out once for all months, and all stacks of a question, in which it comes to the same.
//!
//! Most accounts of a small stack are steady for years, and most of a stack is what it was but for the one thing that is
//! asked about. What an account's month comes to is known by what was used in it and under which prices, whatever its days.

use std::ptr;
use std::sync::Arc;

use super::clients::KnownClients;
use super::workload::Laws;
use crate::bill::{AccountMonth, Bill, Known, LimitRow, bill_with};
use crate::book::{Books, Snapshot, Window};
use crate::document::Problem;
use crate::number::looked_up;
use crate::table::Table;

/// As many months of an account are kept.
const KEPT: usize = 48;

/// What was worked out so far.
#[derive(Clone, Default)]
pub(crate) struct Workings<'a> {
    resources: Known<'a>,
    pub(super) laws: Laws<'a>,
    pub(super) clients: KnownClients<'a>,
    accounts: Table<Vec<Entry<'a>>, &'a str>,
}

/// An account's month with its bill.
#[derive(Clone)]
struct Entry<'a> {
    month: AccountMonth<'a>,
    /// The book of the month, and that of its last day.
    books: [&'a Snapshot; 2],
    bill: Arc<Bill<'a>>,
}

/// What an account's month comes to.
pub(super) struct Billed<'a> {
    pub(super) bill: Arc<Bill<'a>>,
    /// Its limits, on the days of the month.
    pub(super) limits: Vec<Arc<LimitRow<'a>>>,
}

impl<'a> Workings<'a> {
    /// From now on the same is asked, or amounts and limits alone.
    pub(super) fn hush(&mut self, quiet: bool) {
        if self.resources.hush(quiet) {
            self.accounts = Table::default();
        }
    }

    /// The account's bill; the month's resources become those that are known.
    pub(super) fn bill(
        &mut self,
        books: &'a Books,
        month: &mut AccountMonth<'a>,
    ) -> Result<Billed<'a>, Problem> {
        for resource in &mut month.resources {
            *resource = self.resources.month(Arc::clone(resource));
        }
        let of = if month.first { None } else { whole_month(books, month)? };
        let known = self.accounts.get_or_insert_with(month.name, Vec::new);
        if let Some((of, all)) = of.zip(known.as_ref())
            && let Some(known) = looked_up(|| all.iter().rev().find(|known| known.is(month, of)))
        {
            let bill = Arc::clone(&known.bill);
            let mut limits = bill.limits.clone();
            if known.month.cycle != month.cycle {
                LimitRow::move_to(&mut limits, month.cycle);
            }
            return Ok(Billed { bill, limits });
        }
        let bill = Arc::new(bill_with(books, month, &mut self.resources)?);
        if let Some((books, all)) = of.filter(|_| is_timeless(&bill)).zip(known) {
            if all.len() == KEPT {
                all.remove(0);
            }
            all.push(Entry { month: month.clone(), books, bill: Arc::clone(&bill) });
        }
        let limits = bill.limits.clone();
        Ok(Billed { bill, limits })
    }
}

/// The book of the whole month, and that of its last day; none where a price list splits it.
fn whole_month<'a>(books: &'a Books, month: &AccountMonth<'a>) -> Result<Option<[&'a Snapshot; 2]>, Problem> {
    if let Some(day) = month.as_of {
        return books.as_of(month.provider, day).map(|book| Some([book; 2]));
    }
    match books.parts(month.provider, month.cycle)?.as_slice() {
        [(_, book)] => Ok(Some([*book, books.as_of(month.provider, month.cycle.last_day())?])),
        _ => Ok(None),
    }
}

impl<'a> Entry<'a> {
    /// Whether a month differs from it in nothing but its place in the calendar.
    fn is(&self, other: &AccountMonth<'a>, books: [&Snapshot; 2]) -> bool {
        let one = &self.month;
        // A week may have its shape, so a month has to begin on the same day of it.
        let all = || one.resources.iter().filter_map(|resource| resource.shape).chain(one.shape);
        let (shaped, weekly) = (all().next().is_some(), all().any(|shape| !shape.is_daily()));
        let begins = |month: &AccountMonth<'_>| month.cycle.first_day().weekday();
        // By a clock that changes with the seasons, no day of it is at the same hours of another.
        let [book, last] = books;
        let products = std::iter::once(&book.provider.account).chain(book.provider.products.values());
        let seasons = shaped && products.into_iter().any(|product| product.clock.is_some());
        // What is known is one and the same.
        let alike = |(one, other): (&Arc<_>, &Arc<_>)| Arc::ptr_eq(one, other);
        one.cycle.seconds() == other.cycle.seconds()
            && one.resources.len() == other.resources.len()
            && one.resources.iter().zip(&other.resources).all(alike)
            && ptr::eq(self.books[0], book)
            && ptr::eq(self.books[1], last)
            && !seasons
            && (!weekly || begins(one) == begins(other))
            && (one.provider, one.card, one.tight) == (other.provider, other.card, other.tight)
            && (one.since, one.shape) == (other.since, other.shape)
            && one.plans == other.plans
            && one.usage == other.usage
            && one.options == other.options
            && one.spent == other.spent
    }
}

/// Whether nothing of a bill depends on the date, but for the days on which something happens: no age, no plan that ends.
fn is_timeless(bill: &Bill<'_>) -> bool {
    let mut ages = bill.limits().filter(|row| row.window == Window::Age);
    !bill.dated
        && ages.all(|row| row.usage.is_none())
        && bill.book.provider.account.plans.values().all(|plan| plan.formerly.is_none())
}

#[cfg(all(test, feature = "bundled"))]
mod tests {
    use super::*;
    use crate::document::parse_json;
    use crate::projection::{Options, figures_of, project, project_with};
    use crate::stack::Stack;

    #[test]
    fn what_was_found_quietly_is_not_all_there_is_to_tell() -> Result<(), Problem> {
        let text = r#"{ "version": 1, "name": "Shop", "start": "2026-12", "resources": { "site": {
            "product": "render/static", "count": 2, "usage": { "bandwidth": "1 GB", "build_minutes": "1 min" } },
            "web": { "product": "render/web", "options": { "autoscaling": true } } } }"#;
        let (books, stack) = (Books::bundled()?, Stack::parse(&parse_json(text, 0)?)?);
        let options = Options { months: 3, ..Options::default() };
        let mut workings = Workings::default();
        let quiet = figures_of(&books, &stack, options, &mut workings)?;
        let told = project_with(&books, &stack, options, &mut workings)?;
        let fresh = project(&books, &stack, options)?;
        assert!(
            quiet.notes.is_empty() && told.notes == fresh.notes && told.notes.len() > 2,
            "{:#?}",
            told.notes
        );
        Ok(())
    }
}
