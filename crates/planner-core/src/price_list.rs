//! What a provider's plans cost, as a list to read, and what changed between two days.

mod diff;
mod sleep;
mod stale;
mod words;

use rust_decimal::Decimal;
use serde::Serialize;

pub use diff::{Change, FileOut, PriceDiff, price_diff};
pub use sleep::SleepsOut;
pub use stale::{StaleSource, StaleSources, stale_sources};
use words::{condition, plain, steps, window, words};

use crate::bill::unit_word;

use crate::book::{
    Attribute, Books, Ceiling, ChargeTerms, Condition, Confidence, LimitTerms, Plan, PriceTerms, Product,
    Provider, Snapshot, Source, Stage, Table,
};
use crate::document::Problem;
use crate::month::Date;
use crate::nearest::nearest;
use crate::output::{SCHEMA_VERSION, SourceOut};
use crate::tariff::Formula;
use crate::unit::Unit;

/// A provider's prices as of a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PriceList {
    /// The version of this format.
    pub schema_version: u32,
    /// The provider's id.
    pub provider: String,
    /// Its name.
    pub name: String,
    /// The day the prices are of.
    pub as_of: String,
    /// The first day of the newest file in it.
    pub effective: String,
    /// What that file changed.
    pub announcement: String,
    /// The currency of every price.
    pub currency: String,
    /// The account first, then what can be run.
    pub products: Vec<ProductPrices>,
}

/// A product with its plans.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProductPrices {
    /// As a stack names it: `render/web`; the provider's id alone for its account.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The plan taken where a stack names none.
    pub default_plan: Option<String>,
    /// Its plans.
    pub plans: Vec<PlanPrices>,
}

/// A plan with what it costs, includes and allows.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanPrices {
    /// Its stable id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other words for it.
    pub aliases: Vec<String>,
    /// Since when it can be had.
    pub offered: Option<String>,
    /// From when it can no longer be bought.
    pub until: Option<String>,
    /// What it is made of.
    pub attributes: Vec<NamedValue>,
    /// Where it is charged, where that is not here.
    pub billed_by: Option<String>,
    /// What it charges for.
    pub prices: Vec<PriceOut>,
    /// What it allows.
    pub limits: Vec<AllowedOut>,
    /// When it sleeps without being used.
    pub sleeps: Vec<SleepsOut>,
    /// Said to whoever uses it.
    pub note: Option<String>,
    /// Where it was read.
    pub source: Option<SourceOut>,
    /// How far it can be trusted.
    pub confidence: &'static str,
    /// Since when it has stood so.
    pub since: String,
}

/// A name with its value.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct NamedValue {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// One charge of a plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PriceOut {
    /// The charge's id.
    pub id: String,
    /// What it is, in words.
    pub description: String,
    /// The price in words: `7 / instance-month`.
    pub price: String,
    /// The number in it, where there is one.
    pub amount: Option<String>,
    /// What comes with the plan.
    pub included: Option<String>,
    /// The settings it is charged with.
    pub when: Option<String>,
    /// Where it was read.
    pub source: Option<SourceOut>,
    /// How far it can be trusted.
    pub confidence: &'static str,
}

/// One limit of a plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AllowedOut {
    /// The limit's id.
    pub id: String,
    /// What it is, in words.
    pub description: String,
    /// How much, over what time.
    pub allows: String,
    /// What happens at it.
    pub then: String,
    /// Where it was read.
    pub source: Option<SourceOut>,
    /// How far it can be trusted.
    pub confidence: &'static str,
}

/// A provider's prices on a day, of one product or of all; without a day those of its newest file.
///
/// # Errors
///
/// A [`Problem`] for an unknown provider or product, or a day before the first prices.
///
/// # Example
///
/// ```
/// use planner_core::book::Books;
/// use planner_core::price_list::price_list;
/// let books = Books::bundled().unwrap();
/// let list = price_list(&books, "render", Some("web"), None).unwrap();
/// assert_eq!(list.products[0].id, "render/web");
/// ```
pub fn price_list(
    books: &Books,
    provider: &str,
    product: Option<&str>,
    day: Option<Date>,
) -> Result<PriceList, Problem> {
    let newest = books.files(provider).last().map(|file| file.effective);
    let Some(day) = day.or(newest) else { return Err(books.unknown(provider)) };
    let snapshot = books.as_of(provider, day)?;
    let book = &snapshot.provider;
    let all = std::iter::once(("", &book.account))
        .chain(book.products.iter().map(|(id, product)| (id.as_str(), product)));
    let wanted = |id: &str| product.is_none_or(|word| word == id || (word == "account" && id.is_empty()));
    let products: Vec<ProductPrices> =
        all.filter(|(id, _)| wanted(id)).map(|(id, product)| of_product(snapshot, id, product)).collect();
    if products.is_empty() {
        let word = product.unwrap_or_default();
        let known = nearest(word, book.products.keys().map(String::as_str).chain(["account"]));
        let problem = Problem::new(format!("{} has no product `{word}`", book.name))
            .hint(format!("its products are {}", known.join(", ")));
        return Err(books.dated(problem, (provider, day), &|book| book.products.contains_key(word)));
    }
    Ok(PriceList {
        schema_version: SCHEMA_VERSION,
        provider: book.provider.clone(),
        name: book.name.clone(),
        as_of: day.to_string(),
        effective: book.effective.to_string(),
        announcement: book.announcement.clone(),
        currency: book.currency.to_string(),
        products,
    })
}

fn of_product(snapshot: &Snapshot, id: &str, product: &Product) -> ProductPrices {
    let book = &snapshot.provider;
    let path = if id.is_empty() { "account".to_owned() } else { format!("products.{id}") };
    let plan = |(plan_id, plan): (&String, &Plan)| PlanPrices {
        id: plan_id.clone(),
        name: plan.name.clone(),
        aliases: plan.aliases.clone(),
        offered: plan.offered.map(|day| day.to_string()),
        until: plan.until.map(|day| day.to_string()),
        attributes: plan
            .attributes
            .iter()
            .map(|(name, value)| NamedValue { name: name.clone(), value: attribute(value) })
            .collect(),
        billed_by: billed_by(book, product, plan),
        prices: charges(book, product, plan),
        limits: product
            .limits_of(plan)
            .map(|(id, terms)| of_limit(book, product, (plan_id, plan), id, terms))
            .collect(),
        sleeps: sleep::sleeps(book, product, plan),
        note: plan.note.clone(),
        source: source(book, plan, None),
        confidence: plan.confidence.word(),
        since: snapshot.since(&priced_at(&path, plan_id, plan)).to_string(),
    };
    let name = if id.is_empty() { book.provider.clone() } else { format!("{}/{id}", book.provider) };
    let mut plans: Vec<PlanPrices> = product.plans.iter().map(plan).collect();
    // The cheapest first; what has no one price last.
    plans.sort_by_key(|plan| {
        let amount = plan.prices.first().and_then(|price| crate::unit::decimal(price.amount.as_deref()?));
        (amount.is_none() && !plan.prices.is_empty(), amount)
    });
    ProductPrices { id: name, name: product.name.clone(), default_plan: product.default_plan.clone(), plans }
}

/// What is always charged comes before what a setting adds.
fn charges(book: &Provider, product: &Product, plan: &Plan) -> Vec<PriceOut> {
    let all = product.charges_of(plan);
    let mut all: Vec<PriceOut> = all.map(|(id, terms)| of_charge(book, product, plan, id, terms)).collect();
    all.sort_by_key(|price| price.when.is_some());
    all
}

/// Where a plan's prices stand: a change of its names is no change of its price.
fn priced_at(path: &str, plan_id: &str, plan: &Plan) -> String {
    if plan.attributes.contains_key("price") {
        format!("{path}.plans.{plan_id}.attributes.price")
    } else if plan.charges.is_empty() {
        format!("{path}.plans.{plan_id}.attributes")
    } else {
        format!("{path}.plans.{plan_id}.charges")
    }
}

/// A condition's settings but for the plan, which is known.
fn others(when: &Condition) -> Option<String> {
    let settings =
        when.0.iter().filter(|(name, _)| *name != "plan").map(|(name, value)| (name.clone(), value.clone()));
    condition(&Condition(Table::sorted(settings.collect())))
}

fn attribute(value: &Attribute) -> String {
    match value {
        Attribute::Quantity(quantity) => quantity.to_string(),
        Attribute::NotStated => "not stated".to_owned(),
    }
}

fn source(book: &Provider, plan: &Plan, own: Option<&String>) -> Option<SourceOut> {
    book.sources.get(own.unwrap_or(&plan.source)).map(|source: &Source| SourceOut::from(source))
}

fn trust(plan: &Plan, own: Option<Confidence>) -> &'static str {
    own.unwrap_or(plan.confidence).word()
}

fn of_charge(book: &Provider, product: &Product, plan: &Plan, id: &str, terms: &ChargeTerms) -> PriceOut {
    let meter = terms.meter.as_ref().and_then(|id| product.meters.get(id));
    let base = meter.map_or_else(Unit::count, |meter| meter.unit.clone());
    let unit = unit_word(terms, meter);
    let number = |formula: &Formula| words(formula, plan, &base);
    let (text, amount) = match &terms.price {
        PriceTerms::Fee(formula) => (format!("{} a month", number(formula).0), number(formula).1),
        PriceTerms::Each(formula) => (format!("{} / {unit}", number(formula).0), number(formula).1),
        PriceTerms::Unit(bundle) => {
            let (text, amount) = number(&bundle.price);
            (format!("{text} / {} {unit}", plain(bundle.per)), amount)
        }
        PriceTerms::Package(bundle) => {
            let (text, amount) = number(&bundle.price);
            (format!("{text} / started {} {unit}", plain(bundle.per)), amount)
        }
        PriceTerms::Graduated(terms) => (steps(terms, &unit), None),
        PriceTerms::Volume(terms) => (format!("all of it at {}", steps(terms, &unit)), None),
        PriceTerms::Unpriced(why) => (format!("unpriced: {why}"), None),
    };
    let mut text = text;
    for (bound, word) in [(&terms.minimum, "at least"), (&terms.maximum, "at most")] {
        if let Some(formula) = bound {
            text = format!("{text}, {word} {}", number(formula).0);
        }
    }
    // What is included is counted in the billed unit.
    let included = terms.included.as_ref().map(|included| format!("{} {unit}", number(&included.amount).0));
    PriceOut {
        id: id.to_owned(),
        description: terms.description.clone(),
        price: text,
        amount: amount.map(crate::output::text),
        included,
        when: condition(&terms.when),
        source: source(book, plan, terms.source.as_ref()),
        confidence: trust(plan, terms.confidence),
    }
}

/// What charges for a plan that has no charge of its own: the account, by what it reports there.
fn billed_by(book: &Provider, product: &Product, plan: &Plan) -> Option<String> {
    if product.charges_of(plan).next().is_some() {
        return None;
    }
    let counts = |meter: &str| product.counts_on(meter);
    let meters =
        book.account.meters.iter().filter(|(id, _)| counts(id)).map(|(_, meter)| meter.name.as_str());
    let meters: Vec<&str> = meters.collect();
    (!meters.is_empty()).then(|| format!("by the account: {}", meters.join(", ")))
}

/// Whether a name is an attribute that other plans state and this one does not.
fn not_stated(product: &Product, plan: &Plan, name: &str) -> bool {
    let stated = |plan: &Plan| matches!(plan.attributes.get(name), Some(Attribute::Quantity(_)));
    let elsewhere =
        product.options.contains_key(name) || product.meters.contains_key(name) || name == "count";
    !elsewhere && !stated(plan)
}

fn of_limit(
    book: &Provider,
    product: &Product,
    (plan_id, plan): (&str, &Plan),
    id: &str,
    terms: &LimitTerms,
) -> AllowedOut {
    let meter = terms.meter.as_ref().and_then(|id| product.meters.get(id));
    let base = meter.map_or_else(Unit::count, |meter| meter.unit.clone());
    let unit = meter.map_or_else(|| book.currency.to_string(), |meter| meter.unit.to_string());
    let charges = product.charges_of(plan);
    let ceiling = match &terms.ceiling {
        // A figure this plan does not state, though its neighbours do.
        Ceiling::Amount(formula) if formula.each.iter().any(|(name, _)| not_stated(product, plan, name)) => {
            "not stated".to_owned()
        }
        Ceiling::Amount(formula) => format!("{} {unit}", words(formula, plan, &base).0),
        Ceiling::NotStated => "not stated".to_owned(),
        Ceiling::Included => {
            let charge = charges
                .clone()
                .map(|(_, charge)| charge)
                .find(|charge| charge.meter == terms.meter && charge.included.is_some());
            let amount = charge.and_then(|charge| charge.included.as_ref());
            amount.map_or_else(
                || "what is included".to_owned(),
                |included| format!("{} {unit}", words(&included.amount, plan, &base).0),
            )
        }
    };
    // What happens may depend on settings: each case with its own, and none that is another plan's.
    let fits = |stage: &&Stage| stage.when.0.get("plan").is_none_or(|wanted| wanted.allows(plan_id));
    let said = |stage: &Stage| match others(&stage.when) {
        Some(when) => format!("{} ({when})", stage.effect.word()),
        None => stage.effect.word().to_owned(),
    };
    let mut stages = Vec::new();
    for stage in terms.stages.iter().filter(|stage| stage.at >= Decimal::ONE).filter(fits) {
        stages.push(said(stage));
        if others(&stage.when).is_none() {
            break; // The first stage that fits counts, and this one always does.
        }
    }
    let then = if stages.is_empty() { "not-stated".to_owned() } else { stages.join(", else ") };
    AllowedOut {
        id: id.to_owned(),
        description: terms.description.clone(),
        allows: format!("{ceiling}{}", window(terms.window)),
        then,
        source: source(book, plan, terms.source.as_ref()),
        confidence: trust(plan, terms.confidence),
    }
}
