//! What a provider's plans cost, as a list to read, and what changed between two days.

mod choices;
mod diff;
mod ends;
mod named;
mod plan;
mod sleep;
mod stale;
mod words;

use serde::Serialize;

pub use choices::{ChoiceNumber, ChoiceNumbers, NumbersBy, PriceAt, PriceBy};
pub use diff::{Change, FileOut, PriceDiff, price_diff};
pub use ends::EndsOut;
pub use named::{ChoiceOut, MeterOut, OptionOut};
pub use sleep::SleepsOut;
pub use stale::{StaleSource, StaleSources, stale_sources};

use crate::book::{Books, Plan, Product, Snapshot};
use crate::document::{Problem, ProblemKind};
use crate::month::Date;
use crate::nearest::nearest;
use crate::output::{SCHEMA_VERSION, SourceOut};

/// A provider's prices as of a day.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
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
    /// The price files of the user's own in it; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub own_files: Vec<String>,
}

/// A product with its plans.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ProductPrices {
    /// As a stack names it: `render/web`; the provider's id alone for its account.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The plan taken where a stack names none.
    pub default_plan: Option<String>,
    /// What it counts: its own meters, then the account's that it counts on.
    pub meters: Vec<MeterOut>,
    /// What can be set; the region too, where prices go by it.
    pub options: Vec<OptionOut>,
    /// Its plans.
    pub plans: Vec<PlanPrices>,
    /// Options whose choices come with numbers, as regions do; left out where there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<NumbersBy>,
}

/// A plan with what it costs, includes and allows.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
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
    /// The end of its life.
    pub ends: Option<EndsOut>,
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
#[non_exhaustive]
pub struct NamedValue {
    /// The name.
    pub name: String,
    /// The value.
    pub value: String,
}

/// One charge of a plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PriceOut {
    /// The charge's id.
    pub id: String,
    /// What it is, in words.
    pub description: String,
    /// The price in words: `7 / instance-month`.
    pub price: String,
    /// The number in it, where there is one.
    pub amount: Option<String>,
    /// How it goes by a choice, as prices go by region; left out where it does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<PriceBy>,
    /// For how long what is deleted sooner is billed; left out where it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_duration: Option<LeastOut>,
    /// What comes with the plan.
    pub included: Option<String>,
    /// The settings it is charged with.
    pub when: Option<String>,
    /// Where it was read.
    pub source: Option<SourceOut>,
    /// How far it can be trusted.
    pub confidence: &'static str,
}

/// A least duration.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LeastOut {
    /// How long: `30 days`.
    pub length: String,
    /// Where it was read.
    pub source: Option<SourceOut>,
    /// How far it can be trusted.
    pub confidence: &'static str,
}

impl PriceOut {
    /// The price in words, and from where to where it goes by a choice: `0.02 / GB; 0.02 to 0.12 by region`.
    #[must_use]
    pub fn in_words(&self) -> String {
        match &self.by {
            Some(by) if by.listed.is_none() => format!("{} by {}", self.price, by.option),
            Some(by) => format!("{}; {}", self.price, by.says),
            None => self.price.clone(),
        }
    }
}

/// One limit of a plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AllowedOut {
    /// The limit's id.
    pub id: String,
    /// What it is, in words.
    pub description: String,
    /// How much, over what time.
    pub allows: String,
    /// What happens at it.
    pub then: String,
    /// The settings it holds with; left out where it always does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub when: Option<String>,
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
/// use planner_core::answers::price_list::price_list;
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
        let meant = crate::find::product_with(book, word);
        let meant = meant.map(|id| format!("did you mean `headroom prices {provider}/{id}`? "));
        let problem = Problem::new(format!("{} has no product `{word}`", book.name))
            .of(ProblemKind::Unknown)
            .hint(format!("{}its products are {}", meant.unwrap_or_default(), crate::nearest::some(&known)));
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
        own_files: snapshot.own_files().map(str::to_owned).collect(),
    })
}

fn of_product(snapshot: &Snapshot, id: &str, product: &Product) -> ProductPrices {
    let book = &snapshot.provider;
    let named = (!id.is_empty()).then_some(id);
    let listed = |(plan_id, plan): (&'_ String, &'_ Plan)| {
        plan::Listed { snapshot, id: named, product, plan_id, plan }.prices()
    };
    let mut plans: Vec<PlanPrices> = product.plans.iter().map(listed).collect();
    // The cheapest first; what has no one price last.
    plans.sort_by_key(|plan| {
        let amount = plan.prices.first().and_then(|price| crate::unit::decimal(price.amount.as_deref()?));
        (amount.is_none() && !plan.prices.is_empty(), amount)
    });
    let id = if id.is_empty() { book.provider.clone() } else { format!("{}/{id}", book.provider) };
    let numbers = choices::numbers(product);
    ProductPrices {
        id,
        name: product.name.clone(),
        default_plan: product.default_plan.clone(),
        meters: named::meters(book, product),
        options: named::options(product),
        plans,
        numbers,
    }
}
