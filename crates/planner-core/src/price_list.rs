//! What a provider's plans cost, as a list to read, and what changed between two days.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Serialize;

use crate::book::{
    Attribute, Books, Ceiling, ChargeTerms, Condition, Confidence, LimitTerms, Meter, MeterKind, Plan,
    PriceTerms, Product, Provider, Snapshot, Source, StepTerms, TimeRule, TimeUnit, Window,
};
use crate::document::Problem;
use crate::money::grouped;
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
    /// What it charges for.
    pub prices: Vec<PriceOut>,
    /// What it allows.
    pub limits: Vec<AllowedOut>,
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

/// What changed between two days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PriceDiff {
    /// The version of this format.
    pub schema_version: u32,
    /// The earlier day.
    pub from: String,
    /// The later day.
    pub to: String,
    /// The price files that took effect between them.
    pub files: Vec<FileOut>,
    /// What differs.
    pub changes: Vec<Change>,
    /// Providers that cannot be compared, and why.
    pub notes: Vec<String>,
}

/// A price file.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FileOut {
    /// Its provider.
    pub provider: String,
    /// The first day of its prices.
    pub effective: String,
    /// What it changed, in words.
    pub announcement: String,
}

/// One difference, the same for all of `plans`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// As a stack names it.
    pub product: String,
    /// The plans that share it.
    pub plans: Vec<String>,
    /// `plan`, `price`, `included` or `limit`.
    pub what: &'static str,
    /// What it is, in words.
    pub item: String,
    /// How it was; null for what is new.
    pub before: Option<String>,
    /// How it is; null for what is gone.
    pub after: Option<String>,
    /// How much dearer, in percent, where both are one number.
    pub percent: Option<String>,
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
    let Some(day) = day.or(newest) else {
        let known = nearest(provider, books.providers());
        return Err(Problem::new(format!("no prices of a provider `{provider}` are known"))
            .hint(format!("known are {}", known.join(", "))));
    };
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
        return Err(Problem::new(format!("{} has no product `{word}`", book.name))
            .hint(format!("its products are {}", known.join(", "))));
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

/// What every provider changed from one day to another.
///
/// # Errors
///
/// A [`Problem`] where `to` is not after `from`, or no provider has prices on both.
pub fn price_diff(books: &Books, from: Date, to: Date) -> Result<PriceDiff, Problem> {
    if to <= from {
        return Err(Problem::new(format!("{to} is not after {from}")).hint("give the earlier day first"));
    }
    let mut diff = PriceDiff {
        schema_version: SCHEMA_VERSION,
        from: from.to_string(),
        to: to.to_string(),
        files: Vec::new(),
        changes: Vec::new(),
        notes: Vec::new(),
    };
    let mut first = None;
    let mut compared = false;
    for provider in books.providers() {
        let files = books.files(provider);
        let started = files.first().map_or(from, |file| file.effective);
        first = Some(first.map_or(started, |first: Date| first.min(started)));
        if started > from {
            diff.notes
                .push(format!("{provider}: no prices before {started} are known, so it is not compared"));
            continue;
        }
        compared = true;
        for file in files.iter().filter(|file| file.effective > from && file.effective <= to) {
            let (effective, announcement) = (file.effective.to_string(), file.announcement.clone());
            diff.files.push(FileOut { provider: provider.to_owned(), effective, announcement });
        }
        let before = price_list(books, provider, None, Some(from))?;
        let after = price_list(books, provider, None, Some(to))?;
        diff.changes.extend(changes(&facts(&before), &facts(&after)));
    }
    if !compared {
        let first = first.map(|day| day.to_string()).unwrap_or_default();
        return Err(Problem::new(format!("no prices are known for {from}: the first are of {first}"))
            .hint(format!("choose days from {first} on")));
    }
    Ok(diff)
}

/// What a list says of one plan under one heading.
struct Said<'a> {
    /// What it is, in words.
    item: &'a str,
    text: String,
    amount: Option<&'a str>,
}

/// Product, kind and id.
type Key<'a> = (&'a str, &'static str, &'a str);

/// Everything a list says, by key and then by plan.
type Facts<'a> = BTreeMap<Key<'a>, BTreeMap<&'a str, Said<'a>>>;

fn facts(list: &PriceList) -> Facts<'_> {
    let mut all = Facts::new();
    for (product, plan) in list.products.iter().flat_map(|p| p.plans.iter().map(move |plan| (p, plan))) {
        let mut add = |what, id, item, text, amount| {
            all.entry((&product.id, what, id)).or_default().insert(&plan.id, Said { item, text, amount });
        };
        let life = match &plan.until {
            Some(until) if *until <= list.as_of => format!("not sold from {until} on"),
            _ => "sold".to_owned(),
        };
        add("plan", "", "", life, None);
        for price in &plan.prices {
            add("price", &price.id, &price.description, price.price.clone(), price.amount.as_deref());
            if let Some(included) = &price.included {
                add("included", &price.id, &price.description, included.clone(), None);
            }
        }
        for limit in &plan.limits {
            add(
                "limit",
                &limit.id,
                &limit.description,
                format!("{}, then {}", limit.allows, limit.then),
                None,
            );
        }
    }
    all
}

fn changes(before: &Facts<'_>, after: &Facts<'_>) -> Vec<Change> {
    let (none, mut all) = (BTreeMap::new(), Vec::<Change>::new());
    let has = |facts: &Facts<'_>, product, plan| {
        facts.get(&(product, "plan", "")).is_some_and(|plans| plans.contains_key(plan))
    };
    let keys: BTreeSet<Key<'_>> = before.keys().chain(after.keys()).copied().collect();
    for (product, what, id) in keys {
        let key = (product, what, id);
        let (old, new) = (before.get(&key).unwrap_or(&none), after.get(&key).unwrap_or(&none));
        let start = all.len();
        let plans: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
        for plan in plans {
            let (was, is) = (old.get(plan), new.get(plan));
            let (before_text, after_text) =
                (was.map(|said| said.text.clone()), is.map(|said| said.text.clone()));
            // What a plan that is new or gone includes and allows is told with the plan.
            let stays = has(before, product, plan) && has(after, product, plan);
            if before_text == after_text || (!stays && !matches!(what, "plan" | "price")) {
                continue;
            }
            let same = |change: &&mut Change| change.before == before_text && change.after == after_text;
            if let Some(change) = all.get_mut(start..).unwrap_or_default().iter_mut().find(same) {
                change.plans.push(plan.to_owned());
                continue;
            }
            let number = |said: Option<&Said<'_>>| crate::unit::decimal(said?.amount?);
            all.push(Change {
                product: product.to_owned(),
                plans: vec![plan.to_owned()],
                what,
                item: is.or(was).map_or("", |said| said.item).to_owned(),
                before: before_text,
                after: after_text,
                percent: percent(number(was), number(is)),
            });
        }
    }
    all
}

fn percent(was: Option<Decimal>, is: Option<Decimal>) -> Option<String> {
    let (was, is) = (was?, is?);
    let share = is.checked_sub(was)?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(was)?;
    Some(grouped(share, 1))
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
        prices: charges(book, product, plan),
        limits: product.limits_of(plan).map(|(id, terms)| of_limit(book, product, plan, id, terms)).collect(),
        note: plan.note.clone(),
        source: source(book, plan, None),
        confidence: plan.confidence.word(),
        since: snapshot.since(&format!("{path}.plans.{plan_id}")).to_string(),
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

fn of_limit(book: &Provider, product: &Product, plan: &Plan, id: &str, terms: &LimitTerms) -> AllowedOut {
    let meter = terms.meter.as_ref().and_then(|id| product.meters.get(id));
    let base = meter.map_or_else(Unit::count, |meter| meter.unit.clone());
    let unit = meter.map_or_else(|| book.currency.to_string(), |meter| meter.unit.to_string());
    let charges = product.charges_of(plan);
    let ceiling = match &terms.ceiling {
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
    let stage = terms.stages.iter().find(|stage| stage.at >= Decimal::ONE && stage.when.0.is_empty());
    let stage = stage.or_else(|| terms.stages.iter().find(|stage| stage.at >= Decimal::ONE));
    let then = stage.map_or("not stated by the vendor", |stage| stage.effect.word());
    AllowedOut {
        id: id.to_owned(),
        description: terms.description.clone(),
        allows: format!("{ceiling}{}", window(terms.window)),
        then: then.to_owned(),
        source: source(book, plan, terms.source.as_ref()),
        confidence: trust(plan, terms.confidence),
    }
}

const fn window(window: Window) -> &'static str {
    match window {
        Window::Event => " each",
        Window::Instant => "",
        Window::Second => " a second",
        Window::Day => " a day",
        Window::Month => " a month",
        Window::Cycle => " a billing cycle",
        Window::Rolling30Days => " in 30 days",
        Window::Age => " of age",
        Window::Idle => " without use",
    }
}

fn condition(condition: &Condition) -> Option<String> {
    let all: Vec<String> = condition.0.iter().map(|(name, value)| format!("{name}: {}", value.0)).collect();
    if all.is_empty() { None } else { Some(all.join(", ")) }
}

fn unit_word(terms: &ChargeTerms, meter: Option<&Meter>) -> String {
    if let Some(unit) = terms.unit.as_ref().or(terms.convert.as_ref().map(|convert| &convert.to)) {
        return unit.clone();
    }
    let Some(meter) = meter else { return "month".to_owned() };
    let integral = match terms.over_time {
        Some(rule) => rule == TimeRule::Integral,
        None => meter.kind != MeterKind::Flow,
    };
    // `instance-month`, but `GB-month`.
    let unit = meter.unit.to_string();
    let one = if unit.len() > 2 { unit.strip_suffix('s').unwrap_or(&unit) } else { &unit };
    if integral { format!("{one}-{}", terms.time.unwrap_or(TimeUnit::Month).word()) } else { unit }
}

fn steps(terms: &StepTerms, unit: &str) -> String {
    let step = |step: &crate::book::PriceStep| {
        let mut text = plain(step.unit);
        if step.per != Decimal::ONE {
            text = format!("{text} / {}", plain(step.per));
        }
        if step.flat > Decimal::ZERO {
            text = format!("{} + {text}", plain(step.flat));
        }
        match step.up_to {
            Some(bound) => format!("{text} up to {}", plain(bound)),
            None => format!("{text} above"),
        }
    };
    format!("{} / {unit}", terms.steps.iter().map(step).collect::<Vec<_>>().join(", "))
}

/// A formula with the plan's own figures put in; what depends on the user stays a name.
fn words(formula: &Formula, plan: &Plan, unit: &Unit) -> (String, Option<Decimal>) {
    let mut base = formula.base;
    let mut open = Vec::new();
    for (name, each) in &formula.each {
        let known = match plan.attributes.get(name) {
            Some(Attribute::Quantity(quantity)) => quantity.in_unit(unit).or(Some(quantity.value)),
            _ => None,
        };
        match known.and_then(|value| value.checked_mul(*each)).and_then(|part| base.checked_add(part)) {
            Some(sum) => base = sum,
            None if *each == Decimal::ONE => open.push(name.replace('_', " ")),
            None => open.push(format!("{} x {}", plain(*each), name.replace('_', " "))),
        }
    }
    let bounded = base.max(formula.at_least.unwrap_or(base)).min(formula.at_most.unwrap_or(Decimal::MAX));
    if open.is_empty() {
        return (plain(bounded), Some(bounded));
    }
    if !base.is_zero() {
        open.insert(0, plain(base));
    }
    let mut text = open.join(" + ");
    for (bound, word) in [(formula.at_least, "at least"), (formula.at_most, "at most")] {
        if let Some(bound) = bound {
            text = format!("{text} ({word} {})", plain(bound));
        }
    }
    (text, None)
}

/// A number for reading: thousands apart, no trailing zeros.
fn plain(value: Decimal) -> String {
    grouped(value, value.normalize().scale())
}

#[cfg(all(test, feature = "bundled"))]
mod tests {
    use super::*;

    fn list(provider: &str, product: &str) -> Result<PriceList, Problem> {
        price_list(&Books::bundled()?, provider, Some(product), Date::parse("2026-11-21"))
    }

    #[test]
    fn a_price_is_told_with_its_unit_and_what_is_included() -> Result<(), Problem> {
        let web = list("render", "web")?;
        let starter =
            web.products.iter().flat_map(|product| &product.plans).find(|plan| plan.name == "Starter");
        let price = starter.and_then(|plan| plan.prices.first()).map(|price| price.price.as_str());
        assert_eq!(price, Some("7 / instance-month"));
        let redis = list("upstash", "redis")?;
        let payg =
            redis.products.iter().flat_map(|product| &product.plans).find(|plan| plan.id == "pay-as-you-go");
        let commands = payg.and_then(|plan| plan.prices.iter().find(|price| price.id == "commands"));
        assert_eq!(commands.map(|price| price.price.as_str()), Some("0.2 / 100,000 commands"));
        Ok(())
    }

    #[test]
    fn a_difference_names_what_was_and_what_is() -> Result<(), Problem> {
        let (Some(from), Some(to)) = (Date::parse("2025-01-01"), Date::parse("2026-11-21")) else {
            return Ok(());
        };
        let diff = price_diff(&Books::bundled()?, from, to)?;
        assert!(diff.changes.iter().any(|change| change.before.is_some() && change.after.is_some()));
        assert!(diff.changes.iter().all(|change| change.before != change.after));
        assert!(price_diff(&Books::bundled()?, to, from).is_err());
        Ok(())
    }
}
