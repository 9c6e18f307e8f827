//! What a product costs at least, in words: `free, then from $7.00 a month`.

use std::sync::{Mutex, PoisonError};

use planner_core::answers::price_list::{PlanPrices, price_list};
use planner_core::book::{MeterKind, Plan, Product, Snapshot};
use planner_core::{Currency, Date, Decimal, Money, decimal, singular};

use super::facts::{LEAST, weight};
use super::offers::MOST_PLANS;
use super::price::{ONE, Price, of, one};
use crate::numbers::money;
use crate::order;
use crate::plans::{attribute, books, dearness};

/// What products cost in words, by product and day, as far as anybody asked: the prices of a day do not change.
static KNOWN: Mutex<Vec<(String, Date, String)>> = Mutex::new(Vec::new());

/// As many of them are kept.
const MOST_KEPT: usize = 1_000;

/// What a product costs on a day, in words: `free, then from $7.00 a month`.
pub(super) fn from(book: &Snapshot, id: &str, product: &Product, day: Date) -> String {
    let name = format!("{}/{id}", book.provider.provider);
    let known = || KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((.., words)) = known().iter().find(|(known, of, _)| *known == name && *of == day) {
        return words.clone();
    }
    let words = in_words(book, &name, id, product, day);
    let mut all = known();
    if all.len() >= MOST_KEPT {
        all.clear();
    }
    all.push((name, day, words.clone()));
    words
}

fn in_words(book: &Snapshot, name: &str, id: &str, product: &Product, day: Date) -> String {
    let plans =
        order::by_key(product.on_sale(day).take(MOST_PLANS).collect(), |(id, plan)| dearness(id, plan));
    let prices: Vec<Price> =
        plans.iter().map(|(plan, _)| of(&one(name, plan, day), Some(ONE), product)).collect();
    let paid =
        order::by_key(prices.iter().filter(|price| !price.is_nothing()).collect(), |price| price.rank());
    let listed = books().and_then(|books| price_list(books, &book.provider.provider, Some(id), Some(day)));
    let listed = listed.ok().and_then(|list| list.products.into_iter().next());
    let mut listed = listed.map(|listed| listed.plans).unwrap_or_default();
    listed.retain(|plan| plans.iter().any(|(id, _)| *id == plan.id));
    let more = match paid.first() {
        Some(Price { fixed: Some(fixed), by_use, .. }) => {
            let least = if paid.len() > 1 || *by_use { "from " } else { "" };
            Some(format!("{least}{} a month", money(*fixed)))
        }
        Some(Price { by_use: true, .. }) => {
            let unit = unit(&listed, product, book.provider.currency);
            Some(unit.unwrap_or_else(|| BY_USE.to_owned()))
        }
        Some(_) | None => None,
    };
    let by_account =
        |plan: &PlanPrices| plan.billed_by.is_some() || plan.prices.iter().all(|price| price.when.is_some());
    let known = |plan: &PlanPrices| {
        plan.billed_by.is_some() || plan.prices.iter().any(|price| !price.price.starts_with("unpriced"))
    };
    let of_account = || {
        let goes = listed.iter().all(by_account) && listed.iter().any(known);
        goes.then(|| of_its_account(book, day))
    };
    match (prices.iter().any(Price::is_free), more) {
        (true, Some(more)) => format!("free, then {more}"),
        (false, Some(more)) if more != BY_USE => more,
        (true, None) => "free".to_owned(),
        (false, more) => of_account().or(more).unwrap_or_else(|| "price not known".to_owned()),
    }
}

/// What is said where there is no one price of what is counted.
const BY_USE: &str = "paid by use";

/// What a product costs that is charged by its account's plan.
fn of_its_account(book: &Snapshot, day: Date) -> String {
    let account = &book.provider.account;
    let free = |(id, plan): (&str, &Plan)| {
        let called = account.find_plan("free").is_some_and(|(free, _)| free == id);
        called || attribute(plan, "fee").is_some_and(|fee| fee.is_zero())
    };
    if account.on_sale(day).any(free) { format!("free plan, then {BY_USE}") } else { BY_USE.to_owned() }
}

/// The least price of what matters most of what is counted, where plans have one for the same, and none has steps:
/// `$0.20 per 100,000 commands`.
fn unit(listed: &[PlanPrices], product: &Product, currency: Currency) -> Option<String> {
    let all: Vec<Counted<'_>> = listed.iter().filter_map(|plan| counted(plan, product)).collect();
    let first = all.first().filter(|_| all.iter().all(|one| one.amount.is_some()))?;
    let same = || all.iter().filter(|other| other.per == first.per);
    let least = same().filter_map(|one| one.amount).min()?;
    let one = same().all(|one| one.amount == Some(least) && one.is_all) && same().count() == all.len();
    let per = if first.per.starts_with(|c: char| c.is_ascii_digit()) {
        first.per.into()
    } else {
        singular(first.per)
    };
    Some(format!("{}{} per {per}", if one { "" } else { "from " }, money(Money::new(least, currency))))
}

/// A price for what is counted.
struct Counted<'p> {
    /// How much; none where it has steps or is counted in two ways.
    amount: Option<Decimal>,
    /// What for: `100,000 commands`.
    per: &'p str,
    /// Whether all that matters as much costs the same.
    is_all: bool,
}

/// A plan's least price for what matters most of what it counts, whatever is set; none where it counts nothing.
fn counted<'p>(listed: &'p PlanPrices, product: &Product) -> Option<Counted<'p>> {
    let plan = product.plans.get(&listed.id)?;
    let always = listed.prices.iter().filter(|price| price.when.is_none());
    let weighed = always.filter_map(|price| {
        let amount = price.amount.as_deref().and_then(decimal);
        let (_, per) = price.price.split_once(" / ")?;
        let terms = plan.charges.get(&price.id).or_else(|| product.charges.get(&price.id))?;
        let id = terms.meter.as_deref()?;
        let meter = product.meters.get(id).filter(|meter| meter.kind != MeterKind::Running)?;
        Some((weight(product, id, meter), amount, per))
    });
    let weighed: Vec<(u8, Option<Decimal>, &str)> = weighed.collect();
    let (most, _, per) =
        *weighed.iter().min_by_key(|(weight, ..)| *weight).filter(|(weight, ..)| *weight < LEAST)?;
    let alike = || weighed.iter().filter(|(weight, ..)| *weight == most);
    // Steps have no one price, what is bounded costs less, and what is counted in two ways has two.
    let is_one = !per.contains(", ") && alike().all(|(_, amount, other)| amount.is_some() && *other == per);
    let amounts = || alike().filter_map(|(_, amount, _)| *amount);
    let amount = amounts().min().filter(|amount| is_one && !amount.is_zero());
    let is_all = amounts().all(|other| Some(other) == amount);
    Some(Counted { amount, per, is_all })
}

#[cfg(test)]
mod tests {
    use planner_core::document::Problem;

    use super::*;

    #[test]
    fn what_a_product_costs_is_said_in_one_way() -> Result<(), Problem> {
        let day = Date::parse("2026-12-01").ok_or_else(|| Problem::new("a day"))?;
        for (name, wanted) in [
            ("render/web", "free, then from $7.00 a month"),
            ("render/worker", "from $7.00 a month"),
            ("render/static", "free"),
            ("render/disk", "$0.25 per GB-month"),
            ("render/cron", "paid by use"),
            ("render/sandbox", "price not known"),
            ("upstash/redis", "free, then $0.20 per 100,000 commands"),
            ("supabase/database", "from $10.00 a month"),
            ("neon/project", "free plan, then paid by use"),
            ("openai/api", "from $0.05 per 1,000,000 tokens"),
            ("aws/s3", "paid by use"),
            ("heroku/dyno", "from $7.00 a month"),
            ("hetzner/server", "from 5.49 EUR a month"),
        ] {
            let (provider, id) = name.split_once('/').unwrap_or_default();
            let book = books()?.as_of(provider, day)?;
            let product = book.provider.products.get(id).ok_or_else(|| Problem::new(name))?;
            assert_eq!(from(book, id, product, day), wanted, "{name}");
            assert_eq!(from(book, id, product, day), wanted, "{name}, asked again");
        }
        Ok(())
    }
}
