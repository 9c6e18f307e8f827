//! Accounts and resources, as a stack names them.

use super::workload::{Connects, Deploys, Files, Load, Logs, Rows, Work, time};
use super::{Client, Ordered, Plans, Rate, RateUnit, Series, Tokens};
use crate::book::OptionValue;
use crate::document::{Misfit, Place, Read, Scalar, Value, fields};
use crate::month::Date;
use crate::number::Decimal;
use crate::own::{Own, OwnCharges, OwnQuotas};
use crate::table::Table;
use crate::unit::{Quantity, Refusal};

/// A subscription at a provider.
#[derive(Clone, Debug, Default)]
pub struct Account {
    /// The provider; the account's own name where it is left out.
    pub provider: Option<String>,
    /// Its plan, over time; the provider's default where it is left out.
    pub plan: Option<Plans>,
    /// Since when it exists: older accounts may keep older terms.
    pub since: Option<Date>,
    /// The first day without it.
    pub until: Option<Date>,
    /// Whether a card is on file; it is, where nothing is said.
    pub card: bool,
    /// The day of the month its billing cycle starts on, where not the first.
    pub cycle_day: Option<u8>,
    /// Where everything of it runs, unless a resource says otherwise.
    pub region: Option<String>,
    /// Its settings.
    pub options: Table<OptionValue>,
    /// Usage of the account that no resource makes.
    pub usage: Ordered<Series>,
    /// Why its plan is assumed, where nobody stated it.
    pub assumed: Option<String>,
}

fields!(Account {
    provider: optional,
    plan: optional,
    since: optional,
    until: optional,
    card: or(true),
    cycle_day: optional,
    region: optional,
    options: optional,
    usage: optional,
    assumed: optional,
});

impl Account {
    /// The provider it is at.
    #[must_use]
    pub fn provider<'a>(&'a self, name: &'a str) -> &'a str {
        self.provider.as_deref().unwrap_or(name)
    }
}

/// Something that runs.
#[derive(Clone, Debug)]
pub struct Resource {
    /// `provider/product`.
    pub product: String,
    /// The account it belongs to, where the provider has several.
    pub account: Option<String>,
    /// Its plan, over time; the product's default where it is left out.
    pub plan: Option<Plans>,
    /// How many instances; one where nothing is said.
    pub count: Option<Decimal>,
    /// Hours it runs a month; the whole month where nothing is said.
    pub hours: Option<Quantity>,
    /// Since when it exists; the stack's start where nothing is said.
    pub since: Option<Date>,
    /// The first day without it.
    pub until: Option<Date>,
    /// Where it runs.
    pub region: Option<String>,
    /// The project it belongs to.
    pub project: Option<String>,
    /// The environment it belongs to.
    pub environment: Option<String>,
    /// Its settings.
    pub options: Table<OptionValue>,
    /// How its instances are scaled.
    pub scaling: Option<Scaling>,
    /// What it uses, by meter.
    pub usage: Ordered<Series>,
    /// Who uses it, on top of that.
    pub clients: Vec<Client>,
    /// Requests it answers.
    pub load: Option<Load>,
    /// Jobs it works on.
    pub work: Option<Work>,
    /// Tables it keeps.
    pub tables: Ordered<Rows>,
    /// Files it keeps.
    pub files: Ordered<Files>,
    /// What a language model is asked.
    pub tokens: Option<Tokens>,
    /// What it logs, or what is logged to it.
    pub logs: Option<Logs>,
    /// How often it is built.
    pub deploys: Option<Deploys>,
    /// Databases its instances hold connections to.
    pub connects: Vec<Connects>,
    /// Charges of the user's own, beside the book's or in their place.
    pub charges: OwnCharges,
    /// Limits of the user's own contract, in the words of the books.
    pub limits: OwnQuotas,
    /// What the owner was told it costs a month.
    pub quoted: Option<Quote>,
    /// Why its plan is assumed, where nobody stated it.
    pub assumed: Option<String>,
    /// Said beside it.
    pub note: Option<String>,
}

fields!(Resource {
    product: required,
    account: optional,
    plan: optional,
    count: optional_as(count),
    hours: optional,
    since: optional,
    until: optional,
    region: optional,
    project: optional,
    environment: optional,
    options: optional,
    scaling: optional,
    usage: optional,
    clients: optional,
    load: optional,
    work: optional,
    tables: optional,
    files: optional,
    tokens: optional,
    logs: optional,
    deploys: optional,
    connects: optional,
    charges: optional,
    limits: optional,
    quoted: optional,
    assumed: optional,
    note: optional,
});

impl Resource {
    /// The provider's id.
    #[must_use]
    pub fn provider(&self) -> &str {
        self.product.split_once('/').map_or(self.product.as_str(), |(provider, _)| provider)
    }

    /// The product's id, without the provider.
    #[must_use]
    pub fn product_id(&self) -> &str {
        self.product.split_once('/').map_or("", |(_, product)| product)
    }

    /// The prices and limits of the user's own.
    pub(crate) fn own(&self) -> Own<'_> {
        Own::of(&self.charges, &self.limits)
    }

    /// The figures of what it is asked for, to change: requests, visits, jobs, reads, messages.
    pub(crate) fn traffic_mut(&mut self) -> Vec<&mut Series> {
        let mut all = Vec::new();
        if let Some(load) = &mut self.load {
            all.push(&mut load.requests);
            all.extend(&mut load.sessions);
        }
        all.extend(self.work.as_mut().map(|work| &mut work.jobs));
        all.extend(self.files.iter_mut().filter_map(|(_, files)| files.reads.as_mut()));
        all.extend(self.tokens.as_mut().map(|tokens| &mut tokens.messages));
        all
    }

    /// How many instances are billed: the count, or the least that scaling keeps running.
    #[must_use]
    pub fn instances(&self) -> Decimal {
        self.count.or_else(|| self.scaling.as_ref().map(|scaling| scaling.min.into())).unwrap_or(Decimal::ONE)
    }
}

/// How instances are scaled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scaling {
    /// The least.
    pub min: u32,
    /// The most.
    pub max: u32,
    /// The CPU utilisation it aims at.
    pub cpu: Option<Quantity>,
    /// The memory utilisation it aims at.
    pub memory: Option<Quantity>,
    /// How long fewer must have been enough before any is stopped.
    pub down_after: Option<Quantity>,
}

fields!(Scaling {
    min: required,
    max: required,
    cpu: optional,
    memory: optional,
    down_after: optional_as(time)
});

/// What the owner was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// The amount a month.
    pub amount: Decimal,
    /// For each instance, rather than for the resource.
    pub each: bool,
}

impl Quote {
    /// Reads `90` or `25 each`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (amount, each) = match text.trim().strip_suffix("each") {
            Some(rest) => (rest.trim_end(), true),
            None => (text.trim(), false),
        };
        let amount = Quantity::parse(amount).filter(|amount| amount.unit.is_none())?.value;
        (amount >= Decimal::ZERO).then_some(Self { amount, each })
    }

    /// What it comes to for a number of instances.
    #[must_use]
    pub fn total(self, instances: Decimal) -> Option<Decimal> {
        if self.each { self.amount.times(instances) } else { Some(self.amount) }
    }
}

impl Scalar for Quote {
    const EXPECTED: &'static str = "a quote such as 90 or 25 each";
    fn scalar(text: &str) -> Option<Self> {
        Self::parse(text)
    }
    fn refusal(text: &str) -> Refusal {
        let text = text.trim();
        let (amount, each) = text.strip_suffix("each").map_or((text, ""), |amount| (amount, " each"));
        match Rate::try_parse(amount) {
            Ok(rate) => Refusal {
                why: Some(
                    "it is an amount a month in the currency of the provider's prices, zero or more"
                        .to_owned(),
                ),
                hint: Some(match rate.per {
                    None | Some(RateUnit::Month) => {
                        format!("write {}{each}", rate.quantity.value.abs().normalize())
                    }
                    Some(_) => "write what it comes to in a month, such as 90".to_owned(),
                }),
            },
            Err(refusal) => refusal,
        }
    }
}

/// The most instances or clients that a stack can state.
pub(crate) const MOST: Decimal = Decimal::from_parts(100_000, 0, 0, false, 0);

/// Reads a number of instances, 0 to 100,000.
pub(crate) fn count(at: &Place<'_>) -> Result<Option<Decimal>, Misfit> {
    let count = Decimal::read(at)?;
    if count < Decimal::ZERO || count > MOST {
        return Err(at
            .wrong(format!("a count of {count} is outside 0 to 100000"))
            .hint("write how many run, such as 2, or 0 for none"));
    }
    Ok(Some(count))
}

/// An option is true, false, a number, or a word.
impl Read for OptionValue {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        if let Value::Bool(yes) = at.value() {
            return Ok(Self::Flag(*yes));
        }
        let text = at.text("true, false, a number or a word")?;
        // A number as people write it; what has a unit is a word, such as the name of a size.
        let number = Quantity::parse(text).filter(|number| number.unit.is_none());
        Ok(number.map_or_else(|| Self::Word(text.to_owned()), |number| Self::Number(number.value)))
    }
}
