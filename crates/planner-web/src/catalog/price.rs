//! What something costs by itself: a month of one of it that nobody uses, worked out like any stack.

use planner_core::answers::compare::columns;
use planner_core::book::{MeterKind, Product};
use planner_core::document::{Node, Problem, Value};
use planner_core::output::LineOut;
use planner_core::projection::Options;
use planner_core::stack::Stack;
use planner_core::{Currency, Date, Decimal, Money, decimal};

use crate::numbers::money;
use crate::plans::books;
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
        self.fixed.map(money)
    }

    pub(super) fn is_free(&self) -> bool {
        self.is_nothing() && !self.with_account
    }

    /// Whether nothing is charged for it alone.
    pub(super) fn is_nothing(&self) -> bool {
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
