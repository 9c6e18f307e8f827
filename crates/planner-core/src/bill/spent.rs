//! What is given or bought once: what one month leaves of it is there in the next, and does not come again.

use rust_decimal::Decimal;

use super::account::Walk;
use super::line::Line;
use super::scope::Scope;
use crate::book::{AdjustTerms, LimitTerms, Window};
use crate::number::Checked;
use crate::table::Table;

/// How much was used up in the months so far, by the resource, empty for the account, and the id of the limit or credit.
pub type Spent<'a> = Table<Drawn, (&'a str, &'a str)>;

/// What was used up of something given once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Drawn {
    /// How much.
    pub amount: Decimal,
    /// In how many months.
    pub months: u32,
}

impl Scope<'_, '_> {
    /// What of something given once was used up before this cycle.
    pub(super) fn spent_before(&self, (id, terms): (&str, &LimitTerms)) -> Decimal {
        let life = terms.window == Window::Life;
        let drawn = || self.spent.get(&(self.place.resource.unwrap_or_default(), terms.row_id(id)));
        if life { drawn().map_or(Decimal::ZERO, |drawn| drawn.amount) } else { Decimal::ZERO }
    }
}

impl<'a> Walk<'_, 'a> {
    /// What is left of a credit given once: nothing before it is given, nor after the months it lasts.
    pub(super) fn left_of_credit(&self, id: &str, terms: &AdjustTerms, credit: Decimal) -> Option<Decimal> {
        let drawn = self.account.spent.get(&("", id)).copied();
        let drawn = drawn.or(self.account.first.then(Drawn::default))?;
        let lasts = terms.lasts.is_none_or(|months| drawn.months < months);
        credit.minus(drawn.amount).filter(|left| lasts && *left > Decimal::ZERO)
    }

    /// What has been used up at the month's end of all that is given once.
    pub(super) fn spent(&self) -> Spent<'a> {
        let mut spent = self.account.spent.clone();
        for row in self.limits.iter().filter(|row| row.window == Window::Life) {
            let Some(used) = row.usage else { continue };
            let used = row.ceiling.filter(|_| row.effect.cuts()).map_or(used, |most| used.min(most));
            let key = (row.resource.unwrap_or_default(), row.limit);
            // Each part of the month that a change of plans makes has a row of its own.
            let before = self.account.spent.get(&key).map_or(Decimal::ZERO, |drawn| drawn.amount);
            let drawn = spent.get(&key).copied().unwrap_or_default();
            let amount = used.minus(before).and_then(|more| drawn.amount.plus(more)).unwrap_or(used);
            spent.insert(key, Drawn { amount, ..drawn });
        }
        let once = self.parts.first().into_iter().flat_map(|part| {
            let terms = &part.contract.book.provider.account.adjustments;
            terms.iter().chain(&part.contract.plan.1.adjustments).filter(|(_, terms)| terms.once)
        });
        for (id, _) in once {
            let key = ("", id.as_str());
            let Some(drawn) = spent.get(&key).copied().or(self.account.first.then(Drawn::default)) else {
                continue; // An older account has had it.
            };
            let of_it = self.lines.iter().filter(|line| line.resource.is_none() && line.charge == id);
            let taken =
                of_it.filter_map(Line::amount).fold(Decimal::ZERO, |sum, one| sum.minus(one).unwrap_or(sum));
            let amount = drawn.amount.plus(taken).unwrap_or(drawn.amount);
            spent.insert(key, Drawn { amount, months: drawn.months.saturating_add(1) });
        }
        spent
    }
}
