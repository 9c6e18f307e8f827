//! Months of an account that repeat an earlier one: as long, under the same prices, with the same usage.
//!
//! Most accounts of a small stack are steady for years. What such a month comes to is worked out once for each length.

use std::ptr;

use crate::bill::{AccountMonth, Bill, ResourceMonth, bill};
use crate::book::{Books, Snapshot, Window};
use crate::document::Problem;

/// The months of one account that may come again.
#[derive(Default)]
pub(super) struct Repeats<'a> {
    known: Vec<(AccountMonth<'a>, Bill<'a>)>,
}

impl<'a> Repeats<'a> {
    /// The account's bill; `steady` says that its usage is the same in all months, as far as they are equally long.
    pub(super) fn bill(
        &mut self,
        books: &'a Books,
        month: AccountMonth<'a>,
        steady: bool,
    ) -> Result<Bill<'a>, Problem> {
        if !steady || month.first {
            return bill(books, &month);
        }
        let book = whole_month(books, &month)?;
        let repeats = |(known, bill): &&(AccountMonth<'a>, Bill<'a>)| {
            book.is_some_and(|book| ptr::eq(book, bill.book) && same(known, &month, book))
        };
        if let Some((_, bill)) = self.known.iter().find(repeats) {
            return Ok(bill.clone());
        }
        let bill = bill(books, &month)?;
        if book.is_some() && is_timeless(&bill) {
            self.known.push((month, bill.clone()));
        }
        Ok(bill)
    }
}

/// The book of the whole month; none where a price list splits it.
fn whole_month<'a>(books: &'a Books, month: &AccountMonth<'a>) -> Result<Option<&'a Snapshot>, Problem> {
    if let Some(day) = month.as_of {
        return books.as_of(month.provider, day).map(Some);
    }
    match books.parts(month.provider, month.cycle)?.as_slice() {
        [(_, book)] => Ok(Some(*book)),
        _ => Ok(None),
    }
}

/// Whether two months of one account differ in nothing but their place in the calendar.
fn same(one: &AccountMonth<'_>, other: &AccountMonth<'_>, book: &Snapshot) -> bool {
    let alike = |(one, other): (&ResourceMonth<'_>, &ResourceMonth<'_>)| {
        one.usage == other.usage && one.runs == other.runs && one.awake == other.awake
    };
    // A week has its shape, so a month has to begin on the same day of it.
    let shaped = one.shape.is_some() || one.resources.iter().any(|resource| resource.shape.is_some());
    let begins = |month: &AccountMonth<'_>| month.cycle.first_day().weekday();
    // By a clock that changes with the seasons, no day of it is at the same hours of another.
    let products = std::iter::once(&book.provider.account).chain(book.provider.products.values());
    let seasons = shaped && products.into_iter().any(|product| product.clock.is_some());
    !seasons
        && one.cycle.seconds() == other.cycle.seconds()
        && (!shaped || begins(one) == begins(other))
        && one.plans == other.plans
        && one.usage == other.usage
        && one.options == other.options
        && one.spent == other.spent
        && one.resources.len() == other.resources.len()
        && one.resources.iter().zip(&other.resources).all(alike)
}

/// Whether nothing of a bill depends on the date: no day on which something happens, no age, no plan that ends.
fn is_timeless(bill: &Bill<'_>) -> bool {
    let dated = bill.limits.iter().any(|row| {
        row.passed_at.is_some()
            || !row.stages.is_empty()
            || (row.window == Window::Age && row.usage.is_some())
    });
    let own_cycle = bill.limits.iter().any(|row| row.cycle.is_some());
    !dated && !own_cycle && bill.book.provider.account.plans.values().all(|plan| plan.formerly.is_none())
}
