//! What something costs by itself: a month of one of it that nobody uses, worked out like any stack.

use std::sync::{Mutex, PoisonError};

use planner_core::answers::compare::columns;
use planner_core::answers::price_list::{PlanPrices, price_list};
use planner_core::book::{MeterKind, Plan, Product, Snapshot};
use planner_core::document::{Node, Problem, Value};
use planner_core::output::LineOut;
use planner_core::projection::Options;
use planner_core::stack::Stack;
use planner_core::{Currency, Date, Decimal, Money, decimal, singular};

use super::facts::{LEAST, weight};
use super::offers::MOST_PLANS;
use crate::order;
use crate::plans::{attribute, books, dearness};
use crate::tree::empty;

/// What a month of one costs before anybody uses it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Price {
    /// Its fees, and what it costs to run; none where all of it is paid by use, or nobody has the price.
    pub(super) fixed: Option<Money>,
    /// Whether more is charged as it is used.
    pub(super) by_use: bool,
    /// Whether its account costs something besides.
    with_account: bool,
}

impl Price {
    /// A price from lines: fees and what runs are fixed, the rest goes by use.
    pub(super) fn new<'l>(
        lines: impl Iterator<Item = &'l LineOut>,
        product: &Product,
        currency: &str,
    ) -> Self {
        let (mut price, mut unpriced) = (Self::default(), false);
        let runs = |id: &String| product.meters.get(id).is_some_and(|meter| meter.kind == MeterKind::Running);
        for line in lines {
            let amount = line.amount.as_deref().filter(|_| line.counted).and_then(decimal);
            match (amount, Currency::parse(currency)) {
                (Some(amount), Some(currency)) if line.meter.as_ref().is_none_or(runs) => {
                    let before = price.fixed.unwrap_or(Money::zero(currency));
                    price.fixed = before.checked_add(Money::new(amount, currency));
                }
                _ if line.why.is_some() => unpriced = true,
                _ => price.by_use = true,
            }
        }
        // What nobody has the price of is not paid by use alone.
        price.by_use &= price.fixed.is_some() || !unpriced;
        price
    }

    /// The fixed amount in words, `$7.00`; none where there is none.
    pub(super) fn text(&self) -> Option<String> {
        self.fixed.map(|money| money.to_string())
    }

    fn is_free(&self) -> bool {
        self.is_nothing() && !self.with_account
    }

    /// Whether nothing is charged for it alone.
    fn is_nothing(&self) -> bool {
        self.fixed.is_some_and(|money| money.amount().is_zero())
    }

    /// Its place among prices: what is free first, what is paid by use next to it, what nobody knows last.
    pub(super) fn rank(&self) -> (bool, Decimal) {
        match self.fixed {
            Some(_) if self.is_nothing() => (false, Decimal::NEGATIVE_ONE),
            Some(money) => (false, money.amount()),
            None => (!self.by_use, Decimal::ZERO),
        }
    }
}

/// What a resource of a document costs by itself, or its accounts where none is named; nothing where it is refused.
pub(super) fn of(document: &Node, resource: Option<&str>, product: &Product) -> Price {
    let priced = || -> Result<Price, Problem> {
        let stacks = [(String::new(), Stack::parse(document)?)];
        let options = Options { months: 1, ..Options::default() };
        let column =
            columns(books()?, &stacks, options).next().ok_or_else(|| Problem::new("no column"))??;
        let lines = || column.report.months.iter().flat_map(|month| &month.lines);
        let own = lines().filter(|line| line.resource.as_deref() == resource);
        let fee = |line: &LineOut| {
            let amount = line.amount.as_deref().and_then(decimal);
            line.resource.is_none() && amount.is_some_and(|amount| !amount.is_zero())
        };
        Ok(Price { with_account: lines().any(fee), ..Price::new(own, product, &column.currency) })
    };
    priced().unwrap_or_default()
}

/// A document with one resource of a product on a plan, from a day on.
pub(super) fn one(product: &str, plan: &str, day: Date) -> Node {
    let text = |text: &str| empty(Value::Text(text.to_owned()));
    let map = |entries: Vec<(&str, Node)>| {
        empty(Value::Map(entries.into_iter().map(|(name, node)| (name.to_owned(), node)).collect()))
    };
    let resource = map(vec![("product", text(product)), ("plan", text(plan))]);
    map(vec![
        ("version", empty(Value::Number("1".to_owned()))),
        ("name", text(ONE)),
        ("start", text(&day.month().to_string())),
        ("resources", map(vec![(ONE, resource)])),
    ])
}

/// The name of what is alone in its stack.
pub(super) const ONE: &str = "one";

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
        None => None,
        Some(Price { fixed: Some(money), by_use, .. }) => {
            let least = if paid.len() > 1 || *by_use { "from " } else { "" };
            Some(format!("{least}{money} a month"))
        }
        Some(Price { by_use: true, .. }) => {
            let unit = unit(&listed, product, book.provider.currency);
            Some(unit.unwrap_or_else(|| BY_USE.to_owned()))
        }
        Some(_) => None,
    };
    let by_account =
        |plan: &PlanPrices| plan.billed_by.is_some() || plan.prices.iter().all(|price| price.when.is_some());
    let priced = |plan: &PlanPrices| {
        plan.billed_by.is_some() || plan.prices.iter().any(|price| !price.price.starts_with("unpriced"))
    };
    let of_account = || {
        let goes = listed.iter().all(by_account) && listed.iter().any(priced);
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

/// The least price of what matters most of what is counted, where plans have one for the same:
/// `$0.20 per 100,000 commands`.
fn unit(listed: &[PlanPrices], product: &Product, currency: Currency) -> Option<String> {
    let all: Vec<Counted<'_>> = listed.iter().filter_map(|plan| counted(plan, product)).collect();
    let first = all.first()?;
    let same = || all.iter().filter(|other| other.per == first.per);
    let least = same().map(|one| one.amount).min()?;
    let one = same().all(|one| one.amount == least && one.is_all) && same().count() == all.len();
    let per = if first.per.starts_with(|c: char| c.is_ascii_digit()) {
        first.per.into()
    } else {
        singular(first.per)
    };
    Some(format!("{}{} per {per}", if one { "" } else { "from " }, Money::new(least, currency)))
}

/// A price for what is counted.
struct Counted<'p> {
    amount: Decimal,
    /// What for: `100,000 commands`.
    per: &'p str,
    /// Whether all that matters as much costs the same.
    is_all: bool,
}

/// A plan's least price for what matters most of what it counts, whatever is set; none where that is counted in several
/// ways.
fn counted<'p>(listed: &'p PlanPrices, product: &Product) -> Option<Counted<'p>> {
    let plan = product.plans.get(&listed.id)?;
    let prices = listed.prices.iter().filter(|price| price.when.is_none());
    let priced = prices.filter_map(|price| {
        let amount = price.amount.as_deref().and_then(decimal);
        let (_, per) = price.price.split_once(" / ")?;
        let terms = plan.charges.get(&price.id).or_else(|| product.charges.get(&price.id))?;
        let id = terms.meter.as_deref()?;
        let meter = product.meters.get(id).filter(|meter| meter.kind != MeterKind::Running)?;
        Some((weight(product, id, meter), amount, per))
    });
    let priced: Vec<(u8, Option<Decimal>, &str)> = priced.collect();
    let (most, _, per) =
        *priced.iter().min_by_key(|(weight, ..)| *weight).filter(|(weight, ..)| *weight < LEAST)?;
    let mut alike = priced.iter().filter(|(weight, ..)| *weight == most);
    // Steps are no one price, and what is bounded costs less.
    let amount = alike
        .clone()
        .map(|(_, amount, _)| *amount)
        .min()?
        .filter(|amount| !amount.is_zero() && !per.contains(", "))?;
    let is_all = alike.clone().all(|(_, other, _)| *other == Some(amount));
    alike.all(|(.., other)| *other == per).then_some(Counted { amount, per, is_all })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_something_costs_what_its_book_says() {
        let Some(day) = Date::parse("2026-12-01") else { return };
        let text = |name: &str, plan: &str| {
            let (provider, id) = name.split_once('/').unwrap_or_default();
            let book = books().and_then(|books| books.as_of(provider, day)).ok();
            let product = book.and_then(|book| book.provider.products.get(id));
            product.map(|product| of(&one(name, plan, day), Some(ONE), product)).unwrap_or_default()
        };
        assert_eq!(text("render/web", "starter").text().as_deref(), Some("$7.00"));
        assert!(text("render/web", "free").is_free());
        let by_use = text("upstash/redis", "pay-as-you-go");
        assert_eq!((by_use.text(), by_use.by_use), (None, true));
        // What is kept is paid for besides what runs.
        let database = text("render/postgres", "basic-256mb");
        assert_eq!((database.text().as_deref(), database.by_use), (Some("$6.00"), true));
        assert_eq!(text("render/web", "no such plan"), Price::default());
    }
}
