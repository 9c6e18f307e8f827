//! What is given or bought once: what one month, or one part of it, leaves is there in the next, and does not come again.

use super::LimitRow;
use super::account::Walk;
use super::scope::Scope;
use crate::book::{AdjustTerms, LimitTerms, MeterKind, Window};
use crate::number::Decimal;
use crate::table::Table;
use crate::tariff::{TariffError, checked};

/// How much was used up so far, by the resource, empty for the account, and the id of the limit or credit.
pub type Spent<'a> = Table<Drawn, (&'a str, &'a str)>;

/// What was used up of something given once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Drawn {
    /// How much.
    pub amount: Decimal,
    /// In how many months.
    pub months: u32,
}

/// What a limit of a scope comes to have let through.
pub(super) struct Draw<'a> {
    key: (&'a str, &'a str),
    amount: Decimal,
    /// For good, and not to the end of the cycle.
    life: bool,
}

impl<'a> Scope<'_, 'a> {
    /// What was used up before of what counts on: of something given once ever before, of an amount that may be spent in a
    /// cycle on the plans before in it. A state is as high as it is, whatever it was before.
    pub(super) fn spent_before(&self, (id, terms): (&str, &LimitTerms)) -> Decimal {
        let key = (self.place.resource.unwrap_or_default(), terms.row_id(id));
        let drawn =
            self.draws(terms).and_then(|life| if life { &self.spent } else { &self.within }.get(&key));
        drawn.map_or(Decimal::ZERO, |drawn| drawn.amount)
    }

    /// What is used up in all after limits of this scope, by their ids, and whether for good.
    pub(super) fn drawn(&self, rows: &[LimitRow<'a>]) -> Result<Vec<Draw<'a>>, TariffError> {
        let mut all = Vec::new();
        for (id, terms) in self.terms_of_limits() {
            let Some(life) = self.draws(terms) else { continue };
            let row = rows.iter().find(|row| row.limit == terms.row_id(id));
            let Some((row, used)) = row.and_then(|row| row.usage.map(|used| (row, used))) else { continue };
            let used = row.ceiling.filter(|_| row.effect.cuts()).map_or(used, |most| used.min(most));
            // A credit that comes before is gone with its part of the month.
            let amount = checked(used.minus(self.credit_before(terms)?), "add up")?;
            let key = (row.resource.unwrap_or_default(), row.limit);
            all.push(Draw { key, amount: amount.max(Decimal::ZERO), life });
        }
        Ok(all)
    }

    /// Whether what is used on it counts on: for good, or to the end of the cycle.
    fn draws(&self, terms: &LimitTerms) -> Option<bool> {
        let state = || self.meter(terms.meter.as_ref()?).filter(|meter| meter.kind != MeterKind::Flow);
        match terms.window {
            Window::Life => state().is_none().then_some(true),
            Window::Month | Window::Cycle if terms.spend.is_some() => {
                (!self.charges_beyond(terms)).then_some(false)
            }
            _ => None,
        }
    }
}

impl<'a> Walk<'_, 'a> {
    /// Keeps what a scope used up.
    pub(super) fn draw(&mut self, drawn: Vec<Draw<'a>>) {
        for Draw { key, amount, life } in drawn {
            let kept = if life { &mut self.spent } else { &mut self.within };
            kept.insert(key, Drawn { amount, months: 0 });
        }
    }

    /// What is left of a credit given once, and was drawn of it: nothing before it is given, nor after the months it lasts.
    pub(super) fn left_of_credit(
        &self,
        id: &str,
        terms: &AdjustTerms,
        credit: Decimal,
    ) -> Option<(Drawn, Decimal)> {
        let stated = terms.credit.as_ref().is_some_and(|formula| !formula.each.is_empty());
        // Who states what he has of it has that much; who is only given it had it as the account began.
        let (account, today) = (self.account, self.account.cycle.first_day());
        let begun =
            || account.since.filter(|_| stated).map(|since| today.month().since(since.month()).unwrap_or(0));
        let new = if account.first { Some(0) } else { begun() };
        let drawn = self.spent.get(&("", id)).copied();
        let drawn = drawn.or(new.map(|months| Drawn { amount: Decimal::ZERO, months }))?;
        let lasts = terms.lasts.is_none_or(|months| drawn.months < months);
        let left = credit.minus(drawn.amount).filter(|left| lasts && *left > Decimal::ZERO)?;
        Some((drawn, left))
    }

    /// Keeps what was taken of a credit given once in this month.
    pub(super) fn draw_credit(&mut self, id: &'a str, before: Drawn, change: Decimal) {
        let amount = before.amount.minus(change).unwrap_or(before.amount);
        self.spent.insert(("", id), Drawn { amount, months: before.months.saturating_add(1) });
    }
}
