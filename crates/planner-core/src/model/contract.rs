//! What an account and what runs in it are billed under: a price list, the account's plan, a product and its plan.

use super::plan::{find_plan, kept, plan_path};
use crate::book::{Books, OptionValue, Plan, Product, Settings, Snapshot};
use crate::document::Problem;
use crate::find::WrittenIn;
use crate::month::Date;
use crate::number::Decimal;
use crate::own;
use crate::table::Table;

/// A price list with an account's plan in it, on one day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Contract<'a> {
    pub(crate) book: &'a Snapshot,
    /// The account's plan, by id.
    pub(crate) plan: (&'a str, &'a Plan),
}

/// A product on one of its plans, under an account's contract.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Standing<'a> {
    pub(crate) contract: Contract<'a>,
    pub(crate) product: &'a Product,
    /// Its plan, by id.
    pub(crate) plan: (&'a str, &'a Plan),
}

/// An account's own settings, which what runs in it may ask for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms<'s> {
    pub(crate) options: &'s Table<OptionValue>,
    /// Whether a card is on file.
    pub(crate) card: bool,
}

impl<'a> Contract<'a> {
    /// The contract of an account on a day: the plan a word names, or what a customer since `since` keeps instead. The word
    /// stands at `path`.
    pub(crate) fn of(
        books: &'a Books,
        book: &'a Snapshot,
        word: Option<&str>,
        since: Option<Date>,
        day: Date,
        path: &str,
    ) -> Result<Self, Problem> {
        let account = &book.provider.account;
        let plan = find_plan(books, &book.provider.provider, account, word, day, path)?;
        Ok(Self { book, plan: kept(account, plan, since, day) })
    }

    /// A product of the provider, on the plan a word names; the product stands at `path`.
    pub(crate) fn standing(
        self,
        books: &'a Books,
        product: &str,
        word: Option<&str>,
        (day, written): (Date, WrittenIn),
        path: &str,
    ) -> Result<Standing<'a>, Problem> {
        let provider = &self.book.provider;
        let found = own::product(provider, product).ok_or_else(|| {
            books.no_product((&provider.provider, day), product, written).path(format!("{path}.product"))
        })?;
        // What no book knows has plans by whatever name.
        let word = word.filter(|_| product != own::UNKNOWN);
        let plan = find_plan(books, &provider.provider, found, word, day, &plan_path(path))?;
        Ok(Standing { contract: self, product: found, plan })
    }

    /// The same, where what is unknown is told elsewhere.
    pub(crate) fn find(self, product: &str, word: Option<&str>) -> Option<Standing<'a>> {
        let word = word.filter(|_| product != own::UNKNOWN);
        let product = own::product(&self.book.provider, product)?;
        let plan = product.find_plan(word.or(product.default_plan.as_deref())?)?;
        Some(Standing { contract: self, product, plan })
    }

    /// The account's settings.
    pub(crate) fn settings<'s>(self, terms: Terms<'s>) -> Settings<'s>
    where
        'a: 's,
    {
        let account = &self.book.provider.account;
        Settings::new(account, self.plan, terms.options, self.plan.0, terms.card, Decimal::ONE)
    }
}

impl<'a> Standing<'a> {
    /// The settings of so many instances, within the account's.
    pub(crate) fn settings<'s>(
        self,
        own: &'s Table<OptionValue>,
        terms: Terms<'s>,
        count: Decimal,
    ) -> Settings<'s>
    where
        'a: 's,
    {
        Settings::new(self.product, self.plan, own, self.contract.plan.0, terms.card, count)
            .within(&self.contract.book.provider.account, terms.options)
    }
}
