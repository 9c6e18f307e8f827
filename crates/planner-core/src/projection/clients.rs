//! The clients of a resource over the months: from a stack's words to set-up clients, and to usage of the meters.

use std::sync::Arc;

use super::Options;
use super::figures::{Drivers, Figures, counts};
use crate::book::{Measure, MeterKind, Provider};
use crate::clients::{Held, Profile, Profiles, Setup, Usage, Value, commands, memory};
use crate::document::{Problem, ProblemKind};
use crate::month::Month;
use crate::nearest::nearest;
use crate::note::{Note, Notes};
use crate::number::{Decimal, looked_up};
use crate::stack::{Base, Client, Given, Resource, Series, Stack};
use crate::unit::{Quantity, Unit};

/// Decimal places that a month's commands are rounded to.
const PLACES: u32 = 6;

/// Clients of one kind, over the months.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Clients {
    /// What to call them.
    pub label: String,
    /// How many there are.
    pub count: Decimal,
    /// What the library does.
    pub profile: Arc<Profile>,
    /// Which part of it.
    pub role: String,
    settings: Vec<(String, Set)>,
    /// Operations with the month's number, one more than there are months.
    asked: Vec<(String, Vec<Decimal>)>,
    path: String,
}

#[derive(Clone, Debug, PartialEq)]
enum Set {
    Value(Value),
    Quantity(Quantity),
}

impl Clients {
    fn of(
        stack: &Stack,
        client: &Client,
        months: u32,
        drivers: &Drivers<'_>,
        path: String,
    ) -> Result<Self, Problem> {
        let (profile, role) =
            Profiles::named(&client.profile).map_err(|problem| problem.path(format!("{path}.profile")))?;
        let mut all = Self {
            label: client.name.clone().unwrap_or_else(|| client.profile.clone()),
            count: client.count,
            profile,
            role,
            settings: Vec::new(),
            asked: Vec::new(),
            path,
        };
        for (name, given) in &client.given {
            let at = format!("{}.{name}", all.path);
            if all.profile.role(&all.role).is_some_and(|role| role.operation(name).is_some()) {
                let series = asked(stack, name, given).map_err(|problem| problem.path(at.clone()))?;
                all.asked.push((name.clone(), counts(&series, stack, months, drivers, &at)?));
            } else {
                // What is neither is told as that, before its value is looked at.
                let role = all.profile.role(&all.role).filter(|role| role.setting(name).is_none());
                if let Some(role) = role {
                    return Err(Setup::new(role, all.count).unknown(name).path(at));
                }
                let set = setting(name, given).map_err(|problem| problem.path(at))?;
                all.settings.push((name.clone(), set));
            }
        }
        all.setup(0, stack.start)?; // Whatever is wrong with the settings is told now.
        Ok(all)
    }

    /// Whether others do the same.
    fn is_as(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.profile, &other.profile)
            && (self.count, &self.role) == (other.count, &other.role)
            && (&self.settings, &self.asked) == (&other.settings, &other.asked)
    }

    /// What it can be asked for, where nobody says how often it is asked for any of it: then what it sends is not known.
    #[must_use]
    pub fn unasked(&self) -> Vec<&str> {
        let role = self.profile.role(&self.role).filter(|_| self.asked.is_empty() && !self.count.is_zero());
        role.into_iter().flat_map(|role| &role.operations).map(|(name, _)| name.as_str()).collect()
    }

    /// The clients as they are in a month, with what they are asked for in a second of it.
    ///
    /// # Errors
    ///
    /// A [`Problem`] at the setting that does not fit.
    pub fn setup(&self, index: usize, month: Month) -> Result<Setup<'_>, Problem> {
        let role = self.profile.role(&self.role).ok_or_else(|| Problem::new("no such role"))?;
        let mut setup = Setup::new(role, self.count);
        for (name, set) in &self.settings {
            match set {
                Set::Value(value) => setup.set(name, value.clone()),
                Set::Quantity(quantity) => setup.set_quantity(name, quantity),
            }
            .map_err(|problem| problem.path(format!("{}.{name}", self.path)))?;
        }
        for (name, months) in &self.asked {
            let number = months.get(index).or(months.last()).copied().unwrap_or_default();
            let rate = number.over(month.seconds().into()).unwrap_or_default();
            setup.ask(name, rate).map_err(|problem| problem.path(format!("{}.{name}", self.path)))?;
        }
        Ok(setup)
    }
}

/// The series an operation follows; a word is the driver that says how often.
fn asked(stack: &Stack, name: &str, given: &Given) -> Result<Series, Problem> {
    match given {
        Given::Figure(series) => Ok(Series::clone(series)),
        Given::Flag(_) => {
            Err(Problem::new(format!("`{name}` happens so and so often, it is not true or false"))
                .hint("write a driver's name, a rate such as 200 /min, or { per: a driver, times: 2 }"))
        }
        Given::Word(driver) if stack.drivers.get(driver).is_none() => {
            let known = nearest(driver, stack.drivers.names());
            let hint = if known.is_empty() {
                "the stack has no drivers yet: add it under `drivers`, or write a rate such as 200 /min"
                    .to_owned()
            } else {
                format!("the drivers are {}", crate::nearest::some(&known))
            };
            Err(Problem::new(format!("no driver `{driver}`")).of(ProblemKind::Unknown).hint(hint))
        }
        Given::Word(driver) => Ok(Series::per(driver)),
    }
}

fn setting(name: &str, given: &Given) -> Result<Set, Problem> {
    match given {
        Given::Flag(yes) => Ok(Set::Value(Value::Flag(*yes))),
        Given::Word(word) => Ok(Set::Value(Value::Word(word.clone()))),
        Given::Figure(series) => match &series.base {
            Base::Start(rate) if rate.per.is_none() && series.growth.is_none() => {
                Ok(Set::Quantity(rate.quantity.clone()))
            }
            _ => Err(Problem::new(format!("`{name}` is a setting, it has one value for all months"))
                .hint("write the value alone, such as 5 s")),
        },
    }
}

/// The clients of a resource.
pub(super) fn of_resource(
    stack: &Stack,
    resource: &Resource,
    months: u32,
    drivers: &Drivers<'_>,
    path: &str,
) -> Result<Vec<Clients>, Problem> {
    let one = |(at, client)| Clients::of(stack, client, months, drivers, format!("{path}.clients[{at}]"));
    resource.clients.iter().enumerate().map(one).collect()
}

/// What is not known of clients: how often some of them are asked for anything.
fn unasked<'c>(name: &'c str, clients: &'c [Clients]) -> impl Iterator<Item = Note> + 'c {
    clients.iter().filter(|client| !client.unasked().is_empty()).map(move |client| {
        let (label, unasked) = (&client.label, client.unasked().join(" or "));
        Note::plain(name, format_args!(
                "how often {label} is asked for anything is not stated, and what it sends then is not counted: state \
                 {unasked}"
            ),
        )
    })
}

/// Adds what the clients of a resource make of its meters to the usage that is stated.
pub(super) fn add<'a>(
    given: &mut Vec<(&'a str, Figures)>,
    book: &'a Provider,
    stack: &Stack,
    (name, resource): (&str, &Resource),
    asked: Options,
    drivers: &Drivers<'_>,
    (path, notes, known): (&str, &mut Notes, &mut KnownClients<'a>),
) -> Result<(), Problem> {
    let clients = of_resource(stack, resource, asked.months, drivers, path)?;
    notes.extend(unasked(name, &clients));
    let more = if clients.is_empty() {
        Vec::new()
    } else {
        known.usage(clients, book, resource.product_id(), stack.start, asked.months)?
    };
    for (key, more) in more {
        match given.iter_mut().find(|(known, _)| *known == key) {
            None => given.push((key, more)),
            Some((_, figures)) => {
                *figures = figures.plus(&more).ok_or_else(|| {
                    Problem::new("comes to more than can be computed exactly (28 digits)")
                        .path(path)
                        .hint("lower the figures of the clients")
                })?;
            }
        }
    }
    if asked.scripts_count_once {
        given.retain(|(key, _)| *key != "script_commands");
    }
    given.sort_unstable_by_key(|(key, _)| *key);
    Ok(())
}

/// What clients made of meters before: the same on any plan of the vendor.
#[derive(Clone, Default)]
pub(super) struct KnownClients<'a>(Vec<OfClients<'a>>);

#[derive(Clone)]
struct OfClients<'a> {
    clients: Arc<Vec<Clients>>,
    product: (&'a Provider, String),
    start: Month,
    months: u32,
    usage: Vec<(&'a str, Figures)>,
}

impl<'a> KnownClients<'a> {
    /// What the clients of a resource make of its meters, by the names its usage has.
    fn usage(
        &mut self,
        clients: Vec<Clients>,
        book: &'a Provider,
        product: &str,
        start: Month,
        months: u32,
    ) -> Result<Vec<(&'a str, Figures)>, Problem> {
        let same = |known: &&OfClients<'a>| {
            std::ptr::eq(known.product.0, book)
                && known.product.1 == product
                && (known.start, known.months) == (start, months)
                && known.clients.len() == clients.len()
                && known.clients.iter().zip(&clients).all(|(known, one)| known.is_as(one))
        };
        if let Some(known) = looked_up(|| self.0.iter().find(same)) {
            return Ok(known.usage.clone());
        }
        let usage = usage(&clients, book, product, start, months)?;
        let (clients, product) = (Arc::new(clients), (book, product.to_owned()));
        self.0.push(OfClients { clients, product, start, months, usage: usage.clone() });
        Ok(usage)
    }
}

/// What the clients of a resource make of its meters, worked out.
fn usage<'a>(
    clients: &[Clients],
    book: &'a Provider,
    product: &str,
    start: Month,
    months: u32,
) -> Result<Vec<(&'a str, Figures)>, Problem> {
    let too_large = || {
        Problem::new("the clients' usage comes to more than can be computed exactly (28 digits)")
            .hint("lower the figures of the clients")
    };
    let mut flows: Vec<(&'static str, Vec<Decimal>)> = Vec::new();
    let mut bytes: Vec<Decimal> = Vec::new();
    let mut grown = Decimal::ZERO;
    // What they make of it goes by their setup alone, which is the same in most months.
    let mut known: Vec<(Setup<'_>, crate::clients::Commands)> = Vec::new();
    for index in 0..=months {
        let month = start.plus(index).ok_or_else(super::figures::too_late)?;
        let seconds = Decimal::from(month.seconds());
        let at = usize::try_from(index).unwrap_or(usize::MAX);
        let mut all = crate::clients::Commands::default();
        let (mut held, mut more) = (grown, Decimal::ZERO);
        for client in clients {
            let setup = client.setup(at, month)?;
            let at = known.iter().position(|(known, _)| known.is_as(&setup)).unwrap_or(known.len());
            if at == known.len() {
                known.push((setup.clone(), commands(&setup)?));
            }
            if let Some((_, commands)) = known.get(at) {
                all.add(commands, seconds).ok_or_else(too_large)?;
            }
            for kept in memory(&setup)? {
                held = sum(held, kept.bytes(Decimal::ZERO)).ok_or_else(too_large)?;
                more = sum(more, growth(&kept, seconds)).ok_or_else(too_large)?;
            }
        }
        grown = grown.plus(more).ok_or_else(too_large)?;
        bytes.push(held.round_half_away(0));
        let usage: Usage = all.usage().ok_or_else(too_large)?;
        for (key, number) in usage.parts() {
            let number = number.round_half_away(PLACES);
            match flows.iter_mut().find(|(known, _)| *known == key) {
                Some((_, months)) => months.push(number),
                None => flows.push((key, vec![number])),
            }
        }
    }
    // Where nobody says what any of them is asked for, no commands are no answer.
    let unknown = clients.iter().all(|client| !client.unasked().is_empty())
        && flows.iter().all(|(_, months)| months.iter().all(Decimal::is_zero));
    let mut figures: Vec<(&str, Figures)> = flows
        .into_iter()
        .filter(|_| !unknown)
        .filter(|(key, months)| *key == "reads" || months.iter().any(|number| !number.is_zero()))
        .filter(|(key, _)| product != crate::own::UNKNOWN && book.meter(product, key).is_some())
        .map(|(key, months)| (key, Figures::new(MeterKind::Flow, months)))
        .collect();
    let kept = book.measuring(product, Measure::Dataset);
    if let Some((key, meter)) = kept.filter(|_| bytes.iter().any(|bytes| !bytes.is_zero())) {
        let levels = bytes
            .into_iter()
            .map(|value| Quantity::new(value, Unit::parse("B")).in_unit(&meter.unit))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(too_large)?;
        figures.push((key, Figures::new(MeterKind::Level, levels)));
    }
    Ok(figures)
}

fn sum(sum: Decimal, more: Option<Decimal>) -> Option<Decimal> {
    sum.plus(more?)
}

/// What nothing removes grows by so many bytes in a month.
fn growth(kept: &Held, seconds: Decimal) -> Option<Decimal> {
    kept.bytes(seconds)?.minus(kept.bytes(Decimal::ZERO)?)
}
