//! What piles up, or is kept for a time, begins with what it piles up in.

use crate::model::Model;
use crate::month::{Date, Month};
use crate::number::{Decimal, Ratio};
use crate::stack::{Base, Resource, Series};

/// When something begins that is not there as the projection begins: nothing arrives in it before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::projection) struct Begins {
    /// The month from the start, and the second of it.
    index: usize,
    second: u32,
    seconds: u32,
}

impl Begins {
    /// None where it is there from the start on: what was before that nobody states.
    pub(in crate::projection) fn on(day: Date, start: Month) -> Option<Self> {
        let month = day.month();
        let index = usize::try_from(month.since(start)?).ok()?;
        let (second, seconds) = (day.second_of_month(), month.seconds());
        (index > 0 || second > 0).then_some(Self { index, second, seconds })
    }

    /// The same of a resource of a stack, and of the account it is in.
    pub(in crate::projection) fn of(model: &Model<'_>, (name, stated): (&str, &Resource)) -> Option<Self> {
        let known = model.named(name);
        let account = known.and_then(|known| model.accounts.get(known.account));
        let since = known.zip(account).map(|(known, account)| known.life(account).0);
        Self::on(since.or(stated.since)?, model.stack.start)
    }

    /// The same, where a series says what each unit of a driver adds: any other says itself how much is there when.
    pub(in crate::projection) fn with(begins: Option<Self>, series: &Series) -> Option<Self> {
        begins.filter(|_| matches!(&series.base, Base::Driver { bare: false, .. }))
    }

    /// How much of what arrives in a month does so while it is there.
    pub(super) fn arriving(self, index: usize, all: Decimal) -> Option<Decimal> {
        match index.cmp(&self.index) {
            std::cmp::Ordering::Less => Some(Decimal::ZERO),
            std::cmp::Ordering::Equal => self.rest().times(all, Decimal::ONE),
            std::cmp::Ordering::Greater => Some(all),
        }
    }

    /// For how many seconds of a month something arrives.
    pub(super) fn arrives_for(self, index: usize, seconds: Decimal) -> Decimal {
        if index == self.index { self.rest().part } else { seconds }
    }

    /// Where the line to `closing` that has `opening` as it begins stands at the first second of a month: below it, and never
    /// looked at there.
    pub(super) fn opening(self, index: usize, (opening, closing): (Decimal, Decimal)) -> Option<Decimal> {
        if index != self.index || self.second == 0 || opening == closing {
            return Some(opening);
        }
        let Ratio { part: rest, whole } = self.rest();
        closing.minus(closing.minus(opening)?.times(whole)?.over(rest)?)
    }

    fn rest(self) -> Ratio {
        Ratio { part: self.seconds.saturating_sub(self.second).max(1).into(), whole: self.seconds.into() }
    }
}
