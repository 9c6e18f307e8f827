//! A stack resolved against the price books, once: which account a resource is billed to, its product, its plan and its
//! settings. Every question asks here, so that none of them can differ.

mod contract;
mod dated;
mod force;
mod heard;
mod id;
mod plan;
mod regions;
mod resolve;

use std::sync::Arc;

pub(crate) use contract::{Contract, Standing, Terms};
pub(crate) use dated::Dated;
pub use dated::OnPlan;
pub(crate) use id::{Id, List};
pub(crate) use plan::{plan_path, to_be_had};

use crate::book::{Books, OptionValue, Settings, Snapshot};
use crate::document::Problem;
use crate::month::Date;
use crate::note::{Note, NoteKind, Notes};
use crate::number::Decimal;
use crate::stack::{self, Stack};
use crate::table::Table;

/// An input nobody stated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// Where it stands in the stack.
    pub path: String,
    /// What is assumed.
    pub value: String,
    /// Why.
    pub reason: String,
}

/// The option that says that something scales by itself; what it then does, `scaling` says.
pub(crate) const SCALES: &str = "autoscaling";

/// A note on a resource that is set to scale by itself where nothing goes by that.
pub(crate) fn scales_in_vain(name: &str, why: &str) -> Note {
    let kind = NoteKind::vain(&[&format!("options.{SCALES}")]);
    Note::about(name, kind, format_args!("{SCALES} is set, but {why}: as many run as `count` says"))
}

/// A stack resolved against the price books.
#[derive(Debug)]
pub(crate) struct Model<'a> {
    pub(crate) books: &'a Books,
    pub(crate) stack: &'a Stack,
    /// Prices of this day for all months.
    pub(crate) as_of: Option<Date>,
    /// The accounts that have prices, with one for each provider that nobody named an account of.
    pub(crate) accounts: List<Account<'a>>,
    /// What runs in them, in the stack's order.
    pub(crate) resources: List<Resource<'a>>,
    by_name: Table<Id<Resource<'a>>, &'a str>,
    /// Resources whose provider has no price book, or no such product in it.
    pub(crate) unpriced: Vec<(&'a str, &'a stack::Resource)>,
    pub(crate) notes: Notes,
    /// Regions nobody stated, and prices go by.
    pub(crate) assumptions: Vec<Assumption>,
}

/// A subscription at a provider that has prices.
#[derive(Debug)]
pub(crate) struct Account<'a> {
    pub(crate) name: &'a str,
    pub(crate) provider: &'a str,
    /// Where it stands in the stack.
    pub(crate) path: Arc<str>,
    /// As the stack states it; nothing where nobody named it.
    pub(crate) stated: Option<&'a stack::Account>,
    /// Its plans over time.
    pub(crate) plans: Dated<'a>,
    pub(crate) options: Arc<Table<OptionValue>>,
    pub(crate) card: bool,
    pub(crate) since: Option<Date>,
    /// The first day without it.
    pub(crate) until: Option<Date>,
    /// The day of the month its billing cycle begins on, where not the first.
    pub(crate) cycle_day: Option<u8>,
}

/// Something that runs, whose provider has prices.
#[derive(Debug)]
pub(crate) struct Resource<'a> {
    pub(crate) name: &'a str,
    pub(crate) stated: &'a stack::Resource,
    /// Where it stands in the stack.
    pub(crate) path: Arc<str>,
    pub(crate) account: Id<Account<'a>>,
    /// The product's id, without the provider.
    pub(crate) product: &'a str,
    /// Its plans over time.
    pub(crate) plans: Dated<'a>,
    /// Its settings, with what follows from other fields of the stack.
    pub(crate) options: Arc<Table<OptionValue>>,
    pub(crate) since: Date,
    /// The first day without it.
    pub(crate) until: Option<Date>,
}

impl<'a> Model<'a> {
    /// The day whose plans count at the start.
    pub(crate) fn start(&self) -> Date {
        self.as_of.unwrap_or(self.stack.start.first_day())
    }

    /// The price book of a provider at the start.
    pub(crate) fn book(&self, provider: &str) -> Result<&'a Snapshot, Problem> {
        self.books.as_of(provider, self.start()).map_err(|problem| problem.path("start"))
    }

    /// The resource of a name, where its provider has prices.
    pub(crate) fn named(&self, name: &str) -> Option<&Resource<'a>> {
        self.resources.get(*self.by_name.get(name)?)
    }

    /// The account of a name, where its provider has prices.
    pub(crate) fn account_named(&self, name: &str) -> Option<&Account<'a>> {
        self.accounts.iter().map(|(_, account)| account).find(|account| account.name == name)
    }

    /// The account a resource is billed to.
    pub(crate) fn account_of(&self, resource: &Resource<'a>) -> Option<&Account<'a>> {
        self.accounts.get(resource.account)
    }

    /// What an account is billed under on a day.
    pub(crate) fn contract(&self, account: &Account<'a>, day: Date) -> Result<Contract<'a>, Problem> {
        let priced = self.as_of.unwrap_or(day);
        let book = self.books.as_of(account.provider, priced)?;
        let path = format!("{}.plan", account.path);
        Contract::of(self.books, book, account.plans.at(day), account.since, priced, &path)
    }

    /// What a resource is billed under on a day; nothing where its plan is not known then, which is told where it is priced.
    pub(crate) fn standing(&self, resource: &Resource<'a>, day: Date) -> Option<Standing<'a>> {
        let contract = self.contract(self.account_of(resource)?, day).ok()?;
        contract.find(resource.product, resource.plans.at(day))
    }

    /// The settings of so many instances of a resource, under what it is billed.
    pub(crate) fn settings<'s>(
        &'s self,
        resource: &'s Resource<'a>,
        standing: Standing<'a>,
        count: Decimal,
    ) -> Option<Settings<'s>> {
        let account = self.account_of(resource)?;
        Some(standing.settings(&resource.options, account.terms(), count))
    }
}

impl<'a> Account<'a> {
    /// The stretches on one plan of so many seconds from a day on, in which it exists.
    pub(crate) fn through(&self, period: (Date, u32)) -> Vec<OnPlan<'a>> {
        self.plans.through(period, self.since, self.until)
    }

    /// The settings that what runs in it may ask for.
    pub(crate) fn terms(&self) -> Terms<'_> {
        Terms { options: &self.options, card: self.card }
    }
}

impl<'a> Resource<'a> {
    /// The stretches on one plan of so many seconds from a day on, in which it exists, and its account too.
    pub(crate) fn through(&self, account: &Account<'a>, period: (Date, u32)) -> Vec<OnPlan<'a>> {
        let (since, until) = self.life(account);
        self.plans.through(period, Some(since), until)
    }

    /// The first day of it within its account's life, and the first without it.
    pub(crate) fn life(&self, account: &Account<'a>) -> (Date, Option<Date>) {
        let since = account.since.map_or(self.since, |since| since.max(self.since));
        (since, [self.until, account.until].into_iter().flatten().min())
    }
}
