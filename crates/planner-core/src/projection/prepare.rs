//! What holds for all months: which account a resource is billed to, and its usage as figures.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::asks::{self, Ask};
use super::behaviour::{Behaviour, Counts};
use super::enlarge::{Sizes, enlarge};
use super::figures::{Drivers, Figures, Use};
use super::stretches::stretches;
use super::{Options, clients};
use crate::bill::{AccountMonth, MonthUsage, OptionValue, ResourceMonth, Run, Settings};
use crate::book::{Books, Product, Provider};
use crate::document::Problem;
use crate::month::{Date, Month};
use crate::nearest::{distance, nearest};
use crate::stack::{ABSURD, Account, Ordered, Resource, Series, Stack};
use crate::table::Table;
use crate::unit::{Dimension, Quantity, Unit};

pub(super) struct Prepared<'a> {
    pub(super) accounts: Vec<PreparedAccount<'a>>,
    /// Resources whose provider has no price book.
    pub(super) unpriced: Vec<(&'a str, &'a Resource)>,
    pub(super) notes: Vec<String>,
    /// What plans' terms ask, and nobody answered.
    pub(super) asks: Vec<Ask>,
}

pub(super) struct PreparedAccount<'a> {
    pub(super) name: &'a str,
    pub(super) provider: &'a str,
    pub(super) path: Arc<str>,
    pub(super) account: Option<&'a Account>,
    pub(super) plan: Option<&'a str>,
    pub(super) options: Arc<Table<OptionValue>>,
    /// By meter, sorted.
    usage: Vec<(&'a str, Figures)>,
    resources: Vec<PreparedResource<'a>>,
}

struct PreparedResource<'a> {
    name: &'a str,
    resource: &'a Resource,
    path: Arc<str>,
    plan: Option<&'a str>,
    options: Arc<Table<OptionValue>>,
    usage: Vec<(&'a str, Figures)>,
    /// How many run in each month, where that is no fixed number.
    counts: Vec<Counts>,
}

pub(super) fn prepare<'a>(
    books: &'a Books,
    stack: &'a Stack,
    options: Options,
    drivers: &Drivers<'_>,
    behaviour: &Behaviour<'a>,
) -> Result<Prepared<'a>, Problem> {
    let mut prepared =
        Prepared { accounts: Vec::new(), unpriced: Vec::new(), notes: Vec::new(), asks: Vec::new() };
    let day = options.as_of.unwrap_or(stack.start.first_day());
    for (name, account) in stack.accounts.iter() {
        let provider = account.provider(name);
        if is_known(books, provider, &format!("accounts.{name}"))? {
            let book = &books.as_of(provider, day).map_err(|p| p.path("start"))?.provider;
            let path = format!("accounts.{name}");
            let usage = usage(&account.usage, (books, book, day), "", stack, options.months, drivers, &path)?;
            if let Some(cycle) = account.cycle_day.filter(|cycle| *cycle != 1) {
                prepared.notes.push(format!(
                    "{name}: billed from day {cycle} of the month; the months shown are calendar months"
                ));
            }
            let plan = known_plan(&book.account, account.plan.as_deref());
            let options = Arc::new(stack.settings_of(&book.account, &account.options));
            ask(&mut prepared.asks, name, &book.account, plan, (&options, account.card));
            prepared.accounts.push(PreparedAccount {
                name,
                provider,
                path: path.into(),
                account: Some(account),
                plan,
                options,
                usage,
                resources: Vec::new(),
            });
        } else {
            prepared
                .notes
                .push(format!("{name}: no price book for {provider} yet; what it charges is not counted"));
        }
    }
    for (name, resource) in stack.resources.iter() {
        let path = format!("resources.{name}");
        let provider = resource.provider();
        if !is_known(books, provider, &format!("{path}.product"))? {
            prepared.unpriced.push((name, resource));
            continue;
        }
        let book = &books.as_of(provider, day).map_err(|p| p.path("start"))?.provider;
        if books
            .product(provider, day, resource.product_id())
            .map_err(|p| p.path(format!("{path}.product")))?
            .is_none()
        {
            prepared.unpriced.push((name, resource));
            continue;
        }
        let one = prepared_resource(
            (books, book, day),
            stack,
            options,
            (drivers, behaviour),
            (name, resource),
            path,
        )?;
        let owner = stack.account_of(name, resource)?.map(|(name, _)| name);
        let accounts = &mut prepared.accounts;
        let at = accounts.iter().position(|account| match owner {
            Some(owner) => account.name == owner,
            None => account.provider == provider && account.account.is_none(),
        });
        if let Some(account) = at.and_then(|at| accounts.get_mut(at)) {
            account.resources.push(one);
        } else {
            let plan = book.account.default_plan.clone().unwrap_or_default();
            if book.account.plans.len() > 1 {
                prepared
                    .notes
                    .push(format!("{provider}: no account is named, its default plan {plan} is used"));
            }
            let options = Arc::new(stack.settings_of(&book.account, &Table::default()));
            ask(&mut prepared.asks, provider, &book.account, None, (&options, true));
            accounts.push(PreparedAccount {
                name: provider,
                provider,
                path: "accounts".into(),
                account: None,
                plan: None,
                options,
                usage: Vec::new(),
                resources: vec![one],
            });
        }
    }
    own_limits(books, stack, day)?;
    Ok(prepared)
}

/// Notes what an account's plan asks of whoever uses it.
fn ask(
    asks: &mut Vec<Ask>,
    name: &str,
    product: &Product,
    word: Option<&str>,
    (options, card): (&Table<OptionValue>, bool),
) {
    let word = word.or(product.default_plan.as_deref()).unwrap_or_default();
    if let Some(plan) = product.find_plan(word) {
        let settings = Settings::new(product, plan, options, plan.0, card, Decimal::ONE);
        asks::add(asks, name, product, plan, &settings);
    }
}

/// Refuses ceilings of the user's own on meters that do not exist, below zero, or in units that do not fit.
fn own_limits(books: &Books, stack: &Stack, day: Date) -> Result<(), Problem> {
    let spends = stack.limits.spend.iter().map(|rate| ("limits.spend".to_owned(), rate));
    let named = stack.limits.named.iter();
    let all = named.clone().flat_map(|(name, limit)| {
        let at = limit.at.iter().map(move |rate| (format!("limits.{name}.at"), rate));
        at.chain(limit.spend.iter().map(move |rate| (format!("limits.{name}.spend"), rate)))
    });
    for (path, rate) in spends.clone().chain(all) {
        if rate.quantity.value < Decimal::ZERO || rate.quantity.value > ABSURD {
            return Err(Problem::new(format!("a ceiling of {rate} is outside 0 to 10^15")).path(path));
        }
    }
    let money = named
        .clone()
        .filter_map(|(name, limit)| limit.spend.as_ref().map(|rate| (format!("limits.{name}.spend"), rate)));
    let counted = named.clone().filter(|(_, limit)| limit.driver.is_some());
    let counted =
        counted.filter_map(|(name, limit)| limit.at.as_ref().map(|rate| (format!("limits.{name}.at"), rate)));
    for (path, rate) in spends.chain(money).chain(counted) {
        if let Some(unit) = rate.quantity.unit.as_ref().filter(|unit| unit.dimension() != Dimension::Count) {
            return Err(
                Problem::new(format!("{rate} has a unit ({unit}) where a plain number belongs")).path(path)
            );
        }
    }
    for (name, limit) in named {
        let (Some(resource), Some(meter)) =
            (limit.resource.as_ref().and_then(|name| stack.resources.get(name)), &limit.meter)
        else {
            continue;
        };
        let Ok(book) = books.as_of(resource.provider(), day) else { continue };
        let (product, path) = (resource.product_id(), format!("limits.{name}"));
        let Some(terms) = book.provider.products.get(product).and_then(|product| product.meters.get(meter))
        else {
            let known = book
                .provider
                .products
                .get(product)
                .map(|product| nearest(meter, product.meters.keys().map(String::as_str)));
            return Err(Problem::new(format!("{} has no meter `{meter}` of its own", resource.product))
                .path(format!("{path}.meter"))
                .hint(format!("its meters are {}", known.unwrap_or_default().join(", "))));
        };
        let share = |quantity: &Quantity| quantity.unit.as_ref().is_some_and(|unit| unit.symbol() == "%");
        if let Some(rate) = limit
            .at
            .as_ref()
            .filter(|rate| !share(&rate.quantity) && rate.quantity.in_unit(&terms.unit).is_none())
        {
            return Err(
                super::wrong_unit(&rate.quantity, &terms.unit, &terms.name).path(format!("{path}.at"))
            );
        }
    }
    Ok(())
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

/// The id of the plan a word names: ids are stable over price changes, so it is looked up once. A word the book of the
/// start does not know stays as it is: a later book may know it.
fn known_plan<'a>(product: &'a Product, word: Option<&'a str>) -> Option<&'a str> {
    word.map(|word| product.find_plan(word).map_or(word, |(id, _)| id))
}

fn prepared_resource<'a>(
    (books, book, day): (&'a Books, &'a Provider, Date),
    stack: &Stack,
    asked: Options,
    (drivers, behaviour): (&Drivers<'_>, &Behaviour<'a>),
    (name, resource): (&'a str, &'a Resource),
    path: String,
) -> Result<PreparedResource<'a>, Problem> {
    let id = resource.product_id();
    let Some(product) = book.products.get(id) else {
        return Err(books.no_product(resource.provider(), day, id).path(format!("{path}.product")));
    };
    let mut options = resource.options.clone();
    if let Some(scaling) = &resource.scaling {
        if !product.options.contains_key("autoscaling") {
            return Err(Problem::new(format!("{} does not scale by itself", product.name))
                .path(format!("{path}.scaling")));
        }
        if scaling.min == 0 || scaling.min > scaling.max {
            return Err(Problem::new(format!("scaling from {} to {} instances", scaling.min, scaling.max))
                .path(format!("{path}.scaling"))
                .hint("`min` is at least 1 and not above `max`"));
        }
        options.insert("autoscaling".to_owned(), OptionValue::Flag(true));
    }
    books.check_options((resource.provider(), day), (id, product), &options, &path)?;
    let mut usage = usage(&resource.usage, (books, book, day), id, stack, asked.months, drivers, &path)?;
    clients::add(&mut usage, book, stack, resource, asked, drivers, &path)?;
    behaviour.add(&mut usage, book, (name, resource))?;
    let plan = known_plan(product, resource.plan.as_deref());
    let (path, options, counts) = (path.into(), Arc::new(options), behaviour.counts(name));
    Ok(PreparedResource { name, resource, path, plan, options, usage, counts })
}

fn usage<'a>(
    given: &'a Ordered<Series>,
    (books, book, day): (&Books, &Provider, Date),
    product: &str,
    stack: &Stack,
    months: u32,
    drivers: &Drivers<'_>,
    path: &str,
) -> Result<Vec<(&'a str, Figures)>, Problem> {
    let mut all = Vec::with_capacity(given.len());
    for (key, series) in given.iter() {
        let at = format!("{path}.usage.{key}");
        let Some(meter) = book.meter(product, key) else {
            return Err(books.no_meter(&book.provider, day, product, key).path(at));
        };
        let used = Use { book, product, key, meter };
        all.push((key, Figures::of(series, used, stack, months, drivers, &at)?));
    }
    all.sort_unstable_by_key(|(key, _)| *key);
    Ok(all)
}

impl<'a> PreparedAccount<'a> {
    /// Whether all usage is the same in every month.
    pub(super) fn is_steady(&self) -> bool {
        let resources = self.resources.iter().flat_map(|resource| &resource.usage);
        self.usage.iter().chain(resources).all(|(_, figures)| figures.is_steady())
    }

    /// The account's month as the bill wants it.
    pub(super) fn month(
        &self,
        books: &'a Books,
        stack: &Stack,
        options: Options,
        month: Month,
        index: usize,
        sizes: &mut Sizes<'a>,
    ) -> Result<AccountMonth<'a>, Problem> {
        let account = self.account;
        let day = options.as_of.unwrap_or(month.first_day());
        let book = &books.as_of(self.provider, day)?.provider;
        let mut resources = Vec::with_capacity(self.resources.len());
        for prepared in &self.resources {
            resources.push(prepared.month((book, self), stack, month, index, sizes)?);
        }
        Ok(AccountMonth {
            name: self.name,
            provider: self.provider,
            plan: self.plan,
            month,
            as_of: options.as_of,
            since: account.and_then(|account| account.since),
            first: index == 0,
            card: account.is_none_or(|account| account.card),
            options: self.options.clone(),
            usage: in_month(&self.usage, index),
            resources,
            tight: stack.limits.headroom,
            path: self.path.clone(),
        })
    }
}

impl<'a> PreparedResource<'a> {
    fn month(
        &self,
        (book, account): (&'a Provider, &PreparedAccount<'a>),
        stack: &Stack,
        month: Month,
        index: usize,
        sizes: &mut Sizes<'a>,
    ) -> Result<ResourceMonth<'a>, Problem> {
        let resource = self.resource;
        let since = resource.since.unwrap_or(stack.start.first_day());
        let from = if since.month() == month { since.second_of_month() } else { 0 };
        let to = match &resource.hours {
            None => month.seconds(),
            Some(hours) => from.saturating_add(self.seconds(hours)?).min(month.seconds()),
        };
        let run = Run { from, to, plan: self.plan, count: resource.instances(), usage: Table::default() };
        let mut used = ResourceMonth {
            name: self.name,
            product: resource.product_id(),
            // What does not exist yet does not run.
            runs: if since.month() > month { Vec::new() } else { stretches(&run, self.counts.get(index)) },
            options: self.options.clone(),
            usage: in_month(&self.usage, index),
            since: Some(since),
            path: self.path.clone(),
        };
        enlarge(book, account, &mut used, month.seconds(), sizes)?;
        Ok(used)
    }

    /// Hours a month in seconds; at most those of the longest month.
    fn seconds(&self, hours: &Quantity) -> Result<u32, Problem> {
        let unit = hours.unit.clone().or_else(|| Unit::parse("h"));
        let length =
            Unit::parse("s").and_then(|second| Quantity { value: hours.value, unit }.in_unit(&second));
        let seconds = length.and_then(|length| u32::try_from(length.floor()).ok());
        seconds.filter(|seconds| *seconds <= 744 * 3_600).ok_or_else(|| {
            Problem::new(format!("{hours} of running do not fit into a month"))
                .path(format!("{}.hours", self.path))
                .hint("give hours a month, at most 744")
        })
    }
}

/// Usage by meter, sorted, as it is in one month.
fn in_month<'a>(usage: &[(&'a str, Figures)], index: usize) -> Table<MonthUsage, &'a str> {
    Table::sorted(usage.iter().map(|(key, figures)| (*key, figures.month(index))).collect())
}
