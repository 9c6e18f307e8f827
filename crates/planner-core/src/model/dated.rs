//! Plans over time, with the words looked up: each by the book of its day.

use super::plan::{find_plan, to_be_had};
use crate::book::{AtEnd, Books, Product, Provider};
use crate::document::Problem;
use crate::month::Date;
use crate::stack::{PlanFrom, Plans};

/// A stretch of the month in which an account is on one plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnPlan<'a> {
    /// First second of the month.
    pub from: u32,
    /// The second after the last.
    pub to: u32,
    /// The plan as the user wrote it; the provider's default where none is given.
    pub plan: Option<&'a str>,
    /// The day it was changed to; none where it holds from the beginning.
    pub since: Option<Date>,
}

/// Plans by id with the day each begins on, in order of time; none where the default is taken.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dated<'a>(Vec<(Option<Date>, &'a str)>);

/// Where plans are looked up.
#[derive(Clone, Copy)]
pub(super) struct LookUp<'a, 'p> {
    pub(super) books: &'a Books,
    pub(super) provider: &'p str,
    /// The first day that is projected.
    pub(super) start: Date,
    /// Prices of this day for all months.
    pub(super) as_of: Option<Date>,
    /// The product within a book; the account itself where it is none.
    pub(super) product: Option<&'p str>,
}

impl<'a> Dated<'a> {
    /// The plan on a day; none where the default is taken.
    pub(crate) fn at(&self, day: Date) -> Option<&'a str> {
        self.begun(day).map(|(_, plan)| plan)
    }

    /// The plan on a day, with the day it was changed to; none for the one it began with.
    fn begun(&self, day: Date) -> Option<(Option<Date>, &'a str)> {
        let at = self.0.iter().rposition(|(from, _)| from.is_none_or(|from| from <= day)).unwrap_or(0);
        self.0.get(at).map(|(from, plan)| (from.filter(|_| at > 0), *plan))
    }

    /// What the vendor says of the changes that it does not make.
    pub(super) fn unmade(&self, product: &Product) -> impl Iterator<Item = String> {
        self.0.array_windows().filter_map(|[(_, from), (_, to)]| {
            product.find_plan(from).zip(product.find_plan(to)).and_then(|(from, to)| product.unmade(from, to))
        })
    }

    /// The days on which another plan begins.
    pub(crate) fn changes(&self) -> impl Iterator<Item = Date> {
        self.0.iter().skip(1).filter_map(|(from, _)| *from)
    }

    /// The stretches on one plan of so many seconds from a day on, as far as a life from `since` until `until` lies in them.
    pub(crate) fn through(
        &self,
        (first, seconds): (Date, u32),
        since: Option<Date>,
        until: Option<Date>,
    ) -> Vec<OnPlan<'a>> {
        let second = |day: Date| {
            let days = u32::try_from(day.days_since(first)).unwrap_or(0);
            days.saturating_mul(86_400).min(seconds)
        };
        let (begins, ends) = (since.map_or(0, second), until.map_or(seconds, second));
        let mut cuts: Vec<u32> = self.changes().map(second).collect();
        cuts.retain(|cut| *cut > begins && *cut < ends);
        let starts = std::iter::once(begins).chain(cuts.iter().copied());
        let stretches = starts.zip(cuts.iter().copied().chain([ends])).filter(|(from, to)| from < to);
        let plan = |(from, to): (u32, u32)| {
            let day = first.plus_days(from.checked_div(86_400).unwrap_or(0));
            let (since, plan) = day.and_then(|day| self.begun(day)).unzip();
            OnPlan { from, to, plan, since: since.flatten() }
        };
        stretches.map(plan).collect()
    }

    /// Looks the words of a stack up.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a plan of a timeline that nobody can be on, or change to, on its day.
    pub(super) fn of(stated: Option<&'a Plans>, look: LookUp<'a, '_>, path: &str) -> Result<Self, Problem> {
        let path = format!("{path}.plan");
        let one = |(at, one): (usize, &'a PlanFrom)| match one.from {
            None => Ok((None, known(look, &one.plan))),
            Some(from) => {
                let changed = (at > 0).then_some(from);
                look.dated(one, changed, &one.path(&path)).map(|plan| (Some(from), plan))
            }
        };
        let plans = stated.into_iter().flat_map(Plans::iter);
        let mut dated: Vec<_> = plans.enumerate().map(one).collect::<Result<_, _>>()?;
        // A plan that goes on is no change.
        dated.dedup_by(|next, before| next.1 == before.1);
        Ok(Self(dated))
    }
}

/// The id of the plan a word names: ids are stable over price changes, so it is looked up once. A word the book of the
/// start does not know stays as it is: a later book may know it.
fn known<'a>(look: LookUp<'a, '_>, word: &'a str) -> &'a str {
    let book = look.books.as_of(look.provider, look.as_of.unwrap_or(look.start));
    let product = book.ok().and_then(|book| look.product(&book.provider));
    product.and_then(|product| product.find_plan(word)).map_or(word, |(id, _)| id)
}

impl<'a> LookUp<'a, '_> {
    fn product(&self, book: &'a Provider) -> Option<&'a Product> {
        self.product.map_or(Some(&book.account), |id| book.products.get(id))
    }

    /// A plan of a timeline; `changed` is the day it is changed to.
    fn dated(&self, one: &'a PlanFrom, changed: Option<Date>, path: &str) -> Result<&'a str, Problem> {
        let day = self.as_of.unwrap_or_else(|| changed.unwrap_or(self.start));
        let book = self.books.as_of(self.provider, day).map_err(|problem| problem.path(path))?;
        let Some(product) = self.product(&book.provider) else { return Ok(&one.plan) };
        let (id, plan) = find_plan(self.books, self.provider, product, Some(&one.plan), day, path)?;
        let wrong = |message: String| Problem::new(message).path(path);
        if let Some(offered) = plan.offered.filter(|offered| *offered > day) {
            return Err(wrong(format!("{} can be had from {offered} on, not yet on {day}", plan.name))
                .hint(format!("change to it on {offered} or later")));
        }
        let ends = plan.ends.as_ref().filter(|ends| ends.effect == AtEnd::Refused && ends.on <= day);
        if let Some(ends) = ends.filter(|_| changed.is_some()) {
            let near = to_be_had(product, id, Some(ends), &|_, plan| plan.is_there(day));
            let says = ends.says.as_deref().unwrap_or("it is refused");
            return Err(wrong(format!("{} ({id}) has ended on {}: {says}", plan.name, ends.on.name()))
                .hint(format!("name a plan that is there on {day}: {}", crate::nearest::some(&near))));
        }
        if let Some(until) = plan.until.filter(|until| changed.is_some() && *until <= day) {
            let bought = to_be_had(product, id, None, &|_, plan| plan.is_there(day));
            return Err(wrong(format!(
                "{} cannot be bought since {until}; only who had it keeps it",
                plan.name
            ))
            .hint(format!("its plans on {day} are {}", crate::nearest::some(&bought))));
        }
        Ok(id)
    }
}
