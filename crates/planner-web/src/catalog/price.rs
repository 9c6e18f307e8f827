//! What something costs by itself: a month of one of it that nobody uses, worked out like any stack.

use std::sync::{Mutex, PoisonError};

use planner_core::answers::compare::columns;
use planner_core::answers::price_list::{PlanPrices, ProductPrices, price_list};
use planner_core::book::{Product, Snapshot};
use planner_core::document::{Node, Problem, Value};
use planner_core::projection::Options;
use planner_core::stack::Stack;
use planner_core::{Currency, Date, Decimal, Money, decimal};

use super::facts::weight;
use crate::order;
use crate::plans::{books, dearness};
use crate::tree::empty;

/// What a month of one costs before anybody uses it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Price {
    /// The amount; none where all of it is paid by use, or nobody has the price.
    pub(super) fixed: Option<Money>,
    /// Whether more is charged as it is used.
    pub(super) by_use: bool,
}

impl Price {
    /// The amount in words, `$7.00`; none where there is no fixed one.
    pub(super) fn text(&self) -> Option<String> {
        self.fixed.map(|money| money.to_string())
    }

    fn is_free(&self) -> bool {
        self.fixed.is_some_and(|money| money.amount().is_zero())
    }

    /// Its place among prices: what is free first, what is paid by use next to it, what nobody knows last.
    pub(super) fn rank(&self) -> (bool, Decimal) {
        match self.fixed {
            Some(money) if money.amount().is_zero() => (false, Decimal::NEGATIVE_ONE),
            Some(money) => (false, money.amount()),
            None => (!self.by_use, Decimal::ZERO),
        }
    }
}

/// What a resource of a document costs by itself, or an account where no resource is named; nothing where it is refused.
pub(super) fn of(document: &Node, resource: Option<&str>) -> Price {
    lines(document, resource).unwrap_or_default()
}

fn lines(document: &Node, resource: Option<&str>) -> Result<Price, Problem> {
    let stacks = [(String::new(), Stack::parse(document)?)];
    let options = Options { months: 1, ..Options::default() };
    let column = columns(books()?, &stacks, options).next().ok_or_else(|| Problem::new("no column"))??;
    let mut price = Price::default();
    let lines = column.report.months.iter().flat_map(|month| &month.lines);
    for line in lines.filter(|line| line.resource.as_deref() == resource) {
        let amount = line.amount.as_deref().filter(|_| line.counted).and_then(decimal);
        match (amount, Currency::parse(&column.currency)) {
            (Some(amount), Some(currency)) => {
                let before = price.fixed.unwrap_or(Money::zero(currency));
                price.fixed = before.checked_add(Money::new(amount, currency));
            }
            _ => price.by_use |= line.why.is_none(),
        }
    }
    Ok(price)
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

/// As many plans of a product are looked at for what it costs at least.
const MOST_LOOKED_AT: usize = 4;

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
    let plans = order::by_key(product.on_sale(day).collect(), |(id, plan)| dearness(id, plan));
    let (mut free, mut by_use, mut paid) = (false, false, None);
    for (plan, _) in plans.iter().take(MOST_LOOKED_AT) {
        let price = of(&one(name, plan, day), Some(ONE));
        free |= price.is_free();
        by_use |= price.by_use && !price.is_free();
        if paid.is_none() && !price.is_free() {
            paid = price.fixed;
        }
    }
    let listed = books().and_then(|books| price_list(books, &book.provider.provider, Some(id), Some(day)));
    let listed = listed.ok().and_then(|list| list.products.into_iter().next());
    let unit = listed.as_ref().and_then(|listed| unit(listed, product, book.provider.currency));
    let paid = paid.map(|money| {
        let least = if plans.len() > 1 || by_use { "from " } else { "" };
        format!("{least}{money} a month")
    });
    let of_account = listed.is_some_and(|listed| listed.plans.iter().all(|plan| plan.billed_by.is_some()));
    match (free, unit.filter(|_| by_use).or(paid)) {
        (true, Some(more)) => format!("free, then {more}"),
        (false, Some(more)) => more,
        (true, None) => "free".to_owned(),
        (false, None) if by_use => "paid by use".to_owned(),
        (false, None) if of_account => of_its_account(book, day),
        (false, None) => "price not known".to_owned(),
    }
}

/// What a product costs that its account is charged for.
fn of_its_account(book: &Snapshot, day: Date) -> String {
    let account = &book.provider.account;
    let free = |(_, plan): (&str, &planner_core::book::Plan)| {
        crate::plans::attribute(plan, "fee").is_some_and(|fee| fee.is_zero())
    };
    let free = account.on_sale(day).any(free);
    if free { "free plan of the account, then by use".to_owned() } else { "paid by use".to_owned() }
}

/// The least price of what matters most of what is counted, where plans have one for the same:
/// `$0.20 per 100,000 commands`.
fn unit(listed: &ProductPrices, product: &Product, currency: Currency) -> Option<String> {
    let all: Vec<(Decimal, &str)> = listed.plans.iter().filter_map(|plan| counted(plan, product)).collect();
    let (_, per) = all.first()?;
    let same = || all.iter().filter(|(_, other)| other == per).map(|(amount, _)| *amount);
    let (least, most) = (same().min()?, same().max()?);
    let from = if least == most && same().count() == all.len() { "" } else { "from " };
    Some(format!("{from}{} per {per}", Money::new(least, currency)))
}

/// A plan's price for what matters most of what it counts, whatever is set: the amount, and what for.
fn counted<'p>(listed: &'p PlanPrices, product: &Product) -> Option<(Decimal, &'p str)> {
    let plan = product.plans.get(&listed.id)?;
    let prices = listed.prices.iter().filter(|price| price.when.is_none());
    let priced = prices.filter_map(|price| {
        let amount = decimal(price.amount.as_deref()?).filter(|amount| !amount.is_zero())?;
        let (_, per) = price.price.split_once(" / ").filter(|(_, per)| !per.contains(", "))?;
        let terms = plan.charges.get(&price.id).or_else(|| product.charges.get(&price.id))?;
        let meter = product.meters.get(terms.meter.as_deref()?)?;
        Some((weight(product, terms.meter.as_deref()?, meter), amount, per))
    });
    priced.min_by_key(|(weight, ..)| *weight).map(|(_, amount, per)| (amount, per))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_something_costs_what_its_book_says() {
        let Some(day) = Date::parse("2026-12-01") else { return };
        let text = |product: &str, plan: &str| of(&one(product, plan, day), Some(ONE));
        assert_eq!(text("render/web", "starter").text().as_deref(), Some("$7.00"));
        assert!(text("render/web", "free").is_free());
        let by_use = text("upstash/redis", "pay-as-you-go");
        assert_eq!((by_use.text(), by_use.by_use), (None, true));
        assert_eq!(text("render/web", "no such plan"), Price::default());
    }
}
