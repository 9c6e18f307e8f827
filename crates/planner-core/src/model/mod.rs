//! A stack resolved against the price books, once: which account a resource is billed to, its product, its plan and its
//! settings. Every question asks here, so that none of them can differ.

mod contract;
mod dated;
mod force;
mod heard;
mod id;
mod plan;
mod regions;

use std::sync::Arc;

use rust_decimal::Decimal;

pub(crate) use contract::{Contract, Standing, Terms};
pub(crate) use dated::Dated;
pub(crate) use id::{Id, List};
pub(crate) use plan::plan_path;

use dated::LookUp;

use crate::bill::{OnPlan, OptionValue, Settings};
use crate::book::{Books, Product, Provider, Snapshot};
use crate::cycle::Cycle;
use crate::document::Problem;
use crate::month::Date;
use crate::nearest::{distance, nearest};
use crate::own::{self, NO_BOOK};
use crate::projection::Assumption;
use crate::stack::{self, Stack};
use crate::table::Table;

/// The option that says that something scales by itself; what it then does, `scaling` says.
pub(crate) const SCALES: &str = "autoscaling";

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
    /// Resources whose provider has no price book, or no such product in it.
    pub(crate) unpriced: Vec<(&'a str, &'a stack::Resource)>,
    pub(crate) notes: Vec<String>,
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
    /// Resolves a stack.
    ///
    /// # Errors
    ///
    /// A [`Problem`] whose path says where in the stack: a near miss of a provider, an unknown product or option, scaling
    /// of what does not scale, a month before the first prices.
    pub(crate) fn of(books: &'a Books, stack: &'a Stack, as_of: Option<Date>) -> Result<Self, Problem> {
        let mut model = Self {
            books,
            stack,
            as_of,
            accounts: List::default(),
            resources: List::default(),
            unpriced: Vec::new(),
            notes: Vec::new(),
            assumptions: Vec::new(),
        };
        for (name, account) in stack.accounts.iter() {
            model.account((name, account))?;
        }
        for (name, resource) in stack.resources.iter() {
            model.resource((name, resource))?;
        }
        Ok(model)
    }

    /// The day whose plans count at the start.
    pub(crate) fn start(&self) -> Date {
        self.as_of.unwrap_or(self.stack.start.first_day())
    }

    /// Where plans of a product of a provider, or of its account, are looked up.
    fn look_up<'p>(&self, provider: &'p str, product: Option<&'p str>) -> LookUp<'a, 'p> {
        let start = self.stack.start.first_day();
        LookUp { books: self.books, provider, start, as_of: self.as_of, product }
    }

    /// The price book of a provider at the start.
    pub(crate) fn book(&self, provider: &str) -> Result<&'a Snapshot, Problem> {
        self.books.as_of(provider, self.start()).map_err(|problem| problem.path("start"))
    }

    fn account(&mut self, (name, stated): (&'a str, &'a stack::Account)) -> Result<(), Problem> {
        let (provider, path) = (stated.provider(name), format!("accounts.{name}"));
        if !is_known(self.books, provider, &path)? {
            self.notes
                .push(format!("{name}: no price book for {provider} yet; what it charges is not counted"));
            return Ok(());
        }
        let cycle_day = stated.cycle_day.filter(|day| *day != 1);
        if let Some(day) = cycle_day
            && let Some(first) = Cycle::beginning_in(self.stack.start, day)
        {
            self.notes.push(format!(
                "{name}: billed from day {day}; each month shows the cycle that begins in it, {} the one of {}",
                self.stack.start.name(),
                first.name()
            ));
        }
        let book = &self.book(provider)?.provider;
        let plans = Dated::of(stated.plan.as_ref(), self.look_up(provider, None), &path)?;
        let plan = plans.at(self.stack.start.first_day());
        let mut options = self.stack.settings_of(&book.account, &stated.options);
        regions::of_account(self, book, (name, provider, Some(stated)), plan, &mut options)?;
        let account = Account {
            name,
            provider,
            path: path.into(),
            stated: Some(stated),
            plans,
            options: Arc::new(options),
            card: stated.card,
            since: stated.since,
            until: stated.until,
            cycle_day,
        };
        self.accounts.push(account).map(|_| ()).ok_or_else(too_many)
    }

    fn resource(&mut self, (name, stated): (&'a str, &'a stack::Resource)) -> Result<(), Problem> {
        let (provider, path) = (stated.provider(), format!("resources.{name}"));
        let (known, own) = (is_known(self.books, provider, &format!("{path}.product"))?, stated.own());
        if !known && !own.is_priced() {
            self.unpriced.push((name, stated));
            return Ok(());
        }
        let book = &if known { self.book(provider)? } else { own::no_book()? }.provider;
        let (id, product) = match book.products.get_key_value(stated.product_id()) {
            Some((id, product)) => (id.as_str(), product),
            None if own.is_priced() => self.own_product((name, stated), known, &path)?,
            None => {
                self.refuse_slip(stated, &path)?;
                self.unpriced.push((name, stated));
                return Ok(());
            }
        };
        own.check(product, &path)?;
        let plans = Dated::of(stated.plan.as_ref(), self.look_up(provider, Some(id)), &path)?;
        let plan = plans.at(self.stack.start.first_day());
        let mut options = options(product, stated, &path)?;
        if stated.scaling.is_none() && stated.options.get(SCALES) == Some(&OptionValue::Flag(true)) {
            self.notes.push(format!(
                "{name}: {SCALES} is set, but no `scaling` says from how many to how many: as many run as `count` says"
            ));
        }
        regions::of_resource(self, (book, product), (name, stated), plan, &mut options)?;
        self.books.check_options((provider, self.start()), (id, product), &options, &path)?;
        let resource = Resource {
            name,
            stated,
            account: self.owner(name, stated, book, known)?,
            path: path.into(),
            product: id,
            plans,
            options: Arc::new(options),
            since: stated.since.unwrap_or(self.stack.start.first_day()),
            until: stated.until,
        };
        self.resources.push(resource).map(|_| ()).ok_or_else(too_many)
    }

    /// Refuses a product that is a slip of the pen, or of another day.
    fn refuse_slip(&self, stated: &stack::Resource, path: &str) -> Result<(), Problem> {
        let product = self.books.product(stated.provider(), self.start(), stated.product_id());
        product.map(|_| ()).map_err(|problem| problem.path(format!("{path}.product")))
    }

    /// A product that no book knows, priced by the user alone; a near miss of a known one is a slip of the pen.
    fn own_product(
        &mut self,
        (name, stated): (&str, &stack::Resource),
        known: bool,
        path: &str,
    ) -> Result<(&'a str, &'a Product), Problem> {
        if known {
            self.refuse_slip(stated, path)?;
        }
        self.notes.push(format!("{name}: no prices of {} are known beside your own", stated.product));
        own::unknown()
    }

    /// The account a resource is billed to: the one of the stack, or one that nobody named.
    fn owner(
        &mut self,
        name: &str,
        resource: &'a stack::Resource,
        book: &'a Provider,
        priced: bool,
    ) -> Result<Id<Account<'a>>, Problem> {
        let named = self.stack.account_of(name, resource)?.map(|(name, _)| name);
        let provider = resource.provider();
        let owner = if priced { provider } else { named.unwrap_or(provider) };
        let known = self.accounts.iter().find(|(_, account)| match named {
            Some(named) => account.name == named,
            None => account.name == provider && account.stated.is_none(),
        });
        if let Some((id, _)) = known {
            return Ok(id);
        }
        if book.account.plans.len() > 1 {
            let plan = book.account.default_plan.as_deref().unwrap_or_default();
            self.notes.push(format!("{provider}: no account is named, its default plan {plan} is used"));
        }
        let mut options = self.stack.settings_of(&book.account, &Table::default());
        regions::of_account(self, book, (provider, provider, None), None, &mut options)?;
        let account = Account {
            name: owner,
            provider: if priced { provider } else { NO_BOOK },
            path: "accounts".into(),
            stated: None,
            plans: Dated::default(),
            options: Arc::new(options),
            card: true,
            since: None,
            until: None,
            cycle_day: None,
        };
        self.accounts.push(account).ok_or_else(too_many)
    }

    /// The resource of a name, where its provider has prices.
    pub(crate) fn named(&self, name: &str) -> Option<&Resource<'a>> {
        self.resources.iter().map(|(_, resource)| resource).find(|resource| resource.name == name)
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
        let since = account.since.map_or(self.since, |since| since.max(self.since));
        let until = match (self.until, account.until) {
            (Some(own), Some(account)) => Some(own.min(account)),
            (own, account) => own.or(account),
        };
        self.plans.through(period, Some(since), until)
    }
}

/// Whether there are prices of a provider. A near miss of one that is known is a slip of the pen, not another provider.
fn is_known(books: &Books, provider: &str, path: &str) -> Result<bool, Problem> {
    if books.providers().any(|known| known == provider) {
        return Ok(true);
    }
    match nearest(provider, books.providers()).first() {
        Some(near) if distance(provider, near) <= 2 => {
            Err(Problem::new(format!("no prices of a provider `{provider}` are known"))
                .path(path)
                .hint(format!("did you mean {near}?")))
        }
        _ => Ok(false),
    }
}

/// A resource's settings: those it states, and what follows from how it scales.
fn options(product: &Product, stated: &stack::Resource, path: &str) -> Result<Table<OptionValue>, Problem> {
    let mut options = stated.options.clone();
    if let Some(scaling) = &stated.scaling {
        let at = || format!("{path}.scaling");
        if !product.options.contains_key(SCALES) {
            return Err(Problem::new(format!("{} does not scale by itself", product.name))
                .path(at())
                .hint("leave `scaling` out, and say with `count` how many run"));
        }
        if scaling.min == 0 || scaling.min > scaling.max {
            return Err(Problem::new(format!("scaling from {} to {} instances", scaling.min, scaling.max))
                .path(at())
                .hint("`min` is at least 1 and not above `max`"));
        }
        options.insert(SCALES.to_owned(), OptionValue::Flag(true));
    }
    Ok(options)
}

fn too_many() -> Problem {
    Problem::new("more than 65,536 accounts or resources are too many")
        .hint("write those that are alike as one with a `count`")
}
