//! The stack: what the user runs and expects, as one document in JSON or YAML.

mod client;
mod constants;
mod drivers;
mod growth;
mod in_time;
mod limit;
mod ordered;
mod plans;
mod rate;
mod rates;
mod references;
mod resource;
mod series;
mod stated;
mod tokens;
mod workload;

pub use client::{Client, Given};
#[cfg(feature = "program")]
pub(crate) use constants::{Constant, given_twice, no_number};
pub use growth::Growth;
pub(crate) use growth::{GROWTH_PLACES, SHARES};
pub use limit::{OwnLimit, OwnLimits, TIGHT};
pub use ordered::Ordered;
pub use plans::{PlanFrom, Plans};
pub use rate::{Rate, RateUnit};
pub use resource::{Account, Quote, Resource, Scaling};
pub(crate) use resource::{MOST, count};
pub(crate) use series::{ABSURD, event_size, nested};
pub use series::{Base, Event, Gone, Series};
pub use tokens::{Prompt, Tokens};
pub(crate) use workload::length;
pub use workload::{Connects, Deploys, Files, Load, Logs, Pooled, Rows, VectorIndex, Work};

use crate::book::{Fact, OptionValue, Product};
use crate::demand::Shape;
use crate::document::{Misfit, Node, Place, Problem, ProblemKind, Problems, Read, fields, read};
use crate::money::Currency;
use crate::month::Month;
use crate::number::Decimal;
use crate::table::Table;

/// What the user runs and expects.
#[derive(Clone, Debug)]
pub struct Stack {
    /// The version of this format; 1.
    pub version: u32,
    /// What people call it.
    pub name: String,
    /// A sentence about it.
    pub about: Option<String>,
    /// The first month.
    pub start: Month,
    /// What grows: users, requests, jobs. A month each.
    pub drivers: Ordered<Series>,
    /// How traffic spreads over the week, where a resource says nothing else.
    pub shape: Option<Shape>,
    /// Whether it earns somebody money; terms of free plans ask.
    pub commercial: Option<bool>,
    /// Whether it asks for donations.
    pub donations: Option<bool>,
    /// Whether it shows sponsors.
    pub sponsors: Option<bool>,
    /// How many people work on it and need a seat where seats are sold.
    pub seats: Option<u32>,
    /// The currency of the sum; that of the first account where it is left out.
    pub currency: Option<Currency>,
    /// How much of that one of another currency is, in the user's own view.
    pub rates: Ordered<Decimal>,
    /// Subscriptions at providers; one with the default plan is assumed where none is named.
    pub accounts: Ordered<Account>,
    /// What runs.
    pub resources: Ordered<Resource>,
    /// The user's own ceilings.
    pub limits: OwnLimits,
    /// What was left out of the document and filled in: its path, its value and why.
    pub filled: Vec<(String, String, String)>,
}

fields!(
    Stack {
        version: required,
        name: required,
        about: optional,
        start: required,
        drivers: optional,
        shape: optional,
        commercial: optional,
        donations: optional,
        sponsors: optional,
        seats: optional_as(seats),
        currency: optional,
        rates: optional,
        accounts: optional,
        resources: required,
        limits: optional,
    },
    filled
);

/// How many people work on it: at least one does.
fn seats(at: &Place<'_>) -> Result<Option<u32>, Misfit> {
    match Option::read(at)? {
        Some(0) => Err(at
            .wrong("0 seats: at least one person works on it")
            .hint("write `seats: 1`, or leave it out where nobody counted")),
        seats => Ok(seats),
    }
}

impl Stack {
    /// How the use of a resource spreads over the week: as its load says, else as the stack does.
    #[must_use]
    pub fn shape_of<'a>(&'a self, resource: &'a Resource) -> Option<&'a Shape> {
        resource.load.as_ref().and_then(|load| load.shape.as_ref()).or(self.shape.as_ref())
    }

    /// Reads a stack from a document.
    ///
    /// # Errors
    ///
    /// A [`Problem`] with its place for an unknown field, a wrong unit, a negative or absurd number, an unknown driver
    /// or a circle of drivers.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::document::parse_json;
    /// use planner_core::stack::Stack;
    /// let text = r#"{
    ///     "version": 1, "name": "Shop", "start": "2026-12",
    ///     "resources": { "web": { "product": "render/web", "plan": "starter" } }
    /// }"#;
    /// let stack = Stack::parse(&parse_json(text, 0).unwrap()).unwrap();
    /// assert_eq!(stack.resources.len(), 1);
    /// ```
    pub fn parse(node: &Node) -> Result<Self, Problem> {
        crate::document::stack_wanted(node)?;
        let stack: Self = read(node)?;
        stack.check().map_err(|problem| node.locate(problem))?;
        Ok(stack)
    }

    /// Reads a stack that may leave out its `version`, which is 1 then, and its `start`, which is the month given then: the
    /// current one, of which only the caller knows. What was filled in is among the assumptions of every answer.
    ///
    /// # Errors
    ///
    /// As [`Stack::parse`].
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::Month;
    /// use planner_core::document::parse_json;
    /// use planner_core::stack::Stack;
    /// let text = r#"{ "name": "Shop", "resources": {} }"#;
    /// let now = Month::parse("2026-12").unwrap();
    /// assert_eq!(Stack::parse_in(&parse_json(text, 0).unwrap(), now).unwrap().start, now);
    /// ```
    pub fn parse_in(node: &Node, month: Month) -> Result<Self, Problem> {
        let whole = node.filled("version", "1");
        let mut stack = Self::parse(&whole.filled("start", &month.to_string()))?;
        if node.get("start").is_none() {
            let why = "no `start` is stated: the current month".to_owned();
            stack.filled.push(("start".to_owned(), month.to_string(), why));
        }
        Ok(stack)
    }

    /// What the stack says of a fact that plans' terms ask for.
    pub(crate) fn fact(&self, fact: Fact) -> Option<OptionValue> {
        match fact {
            Fact::Commercial => self.commercial.map(OptionValue::Flag),
            Fact::Donations => self.donations.map(OptionValue::Flag),
            Fact::Sponsors => self.sponsors.map(OptionValue::Flag),
            Fact::Seats => self.seats.map(|seats| OptionValue::Number(seats.into())),
        }
    }

    /// An account's settings: those it states, and what the stack says of the facts that its other settings are.
    pub(crate) fn settings_of(&self, account: &Product, stated: &Table<OptionValue>) -> Table<OptionValue> {
        let mut all = stated.clone();
        for (name, terms) in account.options.iter().filter(|(name, _)| !stated.contains_key(name.as_str())) {
            if let Some(value) = terms.fact.and_then(|fact| self.fact(fact)) {
                all.insert(name.clone(), value);
            }
        }
        all
    }

    /// What an account says otherwise than the whole stack does: its own word is taken for it, and that is told.
    pub(crate) fn contradicted(
        &self,
        name: &str,
        account: &Product,
        stated: &Table<OptionValue>,
    ) -> Vec<String> {
        let facts = account.options.iter().filter_map(|(option, terms)| Some((option, terms.fact?)));
        let other = facts.filter_map(|(option, fact)| {
            let (own, whole) = (stated.get(option)?, self.fact(fact)?);
            let word = fact.word();
            (*own != whole).then(|| {
                format!("{name}: its option {option} is {own}, and `{word}: {whole}` stands at the top: {own} is taken for it")
            })
        });
        other.collect()
    }

    fn check(&self) -> Result<(), Problem> {
        if self.version != 1 {
            return Err(Problem::new(format!("version {} is not known; write version 1", self.version))
                .path("version")
                .hint("write `version: 1`"));
        }
        if self.seats == Some(0) {
            return Err(Problem::new("`seats` is how many people work on it, one or more: 0 is none")
                .path("seats")
                .hint("write `seats: 1`, or leave it out where it is not known"));
        }
        let mut problems = Problems::default();
        let known = problems.keep(self.drivers_are_known());
        if known.is_some() {
            problems.keep(self.drivers_make_no_circle());
        }
        problems.keep(self.accounts_are_known());
        problems.keep(rates::check(self));
        problems.keep(in_time::check(self));
        problems.keep(self.neighbours_are_known());
        problems.end(())
    }

    /// Whether the resources that others name are there.
    fn neighbours_are_known(&self) -> Result<(), Problem> {
        let mut problems = Problems::default();
        for (name, resource) in self.resources.iter() {
            for (path, to) in resource.neighbours(name) {
                if to == name || self.resources.get(to).is_none() {
                    let known =
                        crate::nearest::nearest(to, self.resources.names().filter(|known| *known != name));
                    problems.add(
                        Problem::new(format!("no other resource `{to}`"))
                            .path(path)
                            .hint(format!("the others are {}", crate::nearest::some(&known))),
                    );
                }
            }
            if problems.is_full() {
                break;
            }
        }
        problems.end(())
    }

    fn accounts_are_known(&self) -> Result<(), Problem> {
        let mut problems = Problems::default();
        for (name, resource) in self.resources.iter() {
            let parts = resource.product.split_once('/');
            if parts.is_none_or(|(provider, product)| provider.is_empty() || product.is_empty()) {
                problems.add(
                    Problem::new(format!("`{}` is no product: write provider/product", resource.product))
                        .path(format!("resources.{name}.product"))
                        .hint("for example render/web or upstash/redis; `headroom prices` lists them"),
                );
            } else {
                problems.keep(self.account_of(name, resource).map(|_| ()));
            }
            if problems.is_full() {
                break;
            }
        }
        problems.end(())
    }

    /// The name of the account a resource is billed to: the provider's, where the stack has none for it.
    pub(crate) fn account_name<'s>(&'s self, name: &str, resource: &'s Resource) -> &'s str {
        self.account_of(name, resource).ok().flatten().map_or(resource.provider(), |(account, _)| account)
    }

    /// The account a resource belongs to: the one it names, the only one of its provider, or none.
    pub(crate) fn account_of(
        &self,
        name: &str,
        resource: &Resource,
    ) -> Result<Option<(&str, &Account)>, Problem> {
        let at = format!("resources.{name}.account");
        let provider = resource.provider();
        if let Some(word) = &resource.account {
            let Some((id, account)) = self.accounts.entry(word) else {
                let known: Vec<&str> = self.accounts.names().collect();
                return Err(Problem::new(format!("no account `{word}`"))
                    .of(ProblemKind::Unknown)
                    .path(at)
                    .hint(format!("the accounts are {}", crate::nearest::some(&known))));
            };
            if account.provider(id) != provider {
                return Err(Problem::new(format!(
                    "the account `{word}` is at {}, the product at {provider}",
                    account.provider(id)
                ))
                .path(at)
                .hint(format!("name an account at {provider}, or leave `account` out")));
            }
            return Ok(Some((id, account)));
        }
        let mut fitting = self.accounts.iter().filter(|(id, account)| account.provider(id) == provider);
        match (fitting.next(), fitting.next()) {
            (None, _) => Ok(None),
            (Some(one), None) => Ok(Some(one)),
            (Some(a), Some(b)) => {
                Err(Problem::new(format!("{provider} has several accounts ({}, {}, ...)", a.0, b.0))
                    .path(at)
                    .hint("say which one with `account:`"))
            }
        }
    }
}
