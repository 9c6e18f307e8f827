//! What vendors changed between two days.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{PriceList, price_list};
use crate::book::Books;
use crate::document::Problem;
use crate::month::Date;
use crate::number::Decimal;
use crate::output::SCHEMA_VERSION;
use crate::shown::grouped;

/// What changed between two days.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
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
#[non_exhaustive]
pub struct FileOut {
    /// Its provider.
    pub provider: String,
    /// The first day of its prices.
    pub effective: String,
    /// What it changed, in words.
    pub announcement: String,
    /// Whether it is the user's own; left out where it is not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
}

/// One difference, the same for all of `plans`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// As a stack names it.
    pub product: String,
    /// The plans that share it; none for a number that comes with choices.
    pub plans: Vec<String>,
    /// The choices that share it, for a number that comes with them; left out elsewhere.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// `plan`, `price`, `included`, `limit`, `sleep`, or `number` for one that comes with choices, as regions do.
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
            diff.files.push(FileOut {
                provider: provider.to_owned(),
                effective,
                announcement,
                own: file.own,
            });
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
    item: Cow<'a, str>,
    text: String,
    amount: Option<&'a str>,
}

/// Product, kind and id.
type Key<'a> = (&'a str, &'static str, Cow<'a, str>);

/// Everything a list says, by key and then by plan; a number that comes with choices by choice.
type Facts<'a> = BTreeMap<Key<'a>, BTreeMap<&'a str, Said<'a>>>;

fn facts<'l>(list: &'l PriceList) -> Facts<'l> {
    let mut all = Facts::new();
    for (product, plan) in list.products.iter().flat_map(|p| p.plans.iter().map(move |plan| (p, plan))) {
        let mut add = |what, id: &'l str, item: &'l str, text, amount| {
            let key = (product.id.as_str(), what, Cow::Borrowed(id));
            all.entry(key).or_default().insert(&plan.id, Said { item: item.into(), text, amount });
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
        for rule in &plan.sleeps {
            add("sleep", &rule.id, rule.when.as_deref().unwrap_or_default(), rule.sleeps.clone(), None);
        }
    }
    for (product, by) in list.products.iter().flat_map(|p| p.numbers.iter().map(move |by| (p, by))) {
        let nothing = by.choices.iter().filter_map(|at| at.unpriced.as_ref().map(|why| (at, why)));
        for (at, why) in nothing {
            let key = (product.id.as_str(), "number", Cow::Owned(by.option.clone()));
            let (item, text) = (by.option.as_str().into(), format!("unpriced: {why}"));
            all.entry(key).or_default().insert(&at.choice, Said { item, text, amount: None });
        }
        for (at, number) in by.choices.iter().flat_map(|at| at.numbers.iter().map(move |number| (at, number)))
        {
            let key = (product.id.as_str(), "number", Cow::Owned(format!("{}.{}", by.option, number.name)));
            let item = Cow::Owned(format!("{} by {}", number.name.replace('_', " "), by.option));
            let said = Said { item, text: number.in_words(), amount: number.value.as_deref() };
            all.entry(key).or_default().insert(&at.choice, said);
        }
    }
    all
}

fn changes(before: &Facts<'_>, after: &Facts<'_>) -> Vec<Change> {
    let (none, mut all) = (BTreeMap::new(), Vec::<Change>::new());
    let has = |facts: &Facts<'_>, product, plan| {
        facts.get(&(product, "plan", "".into())).is_some_and(|plans| plans.contains_key(plan))
    };
    let known = |facts: &Facts<'_>, product| facts.contains_key(&(product, "plan", "".into()));
    let keys: BTreeSet<Key<'_>> = before.keys().chain(after.keys()).cloned().collect();
    for key in keys {
        let (product, what, _) = key;
        let (old, new) = (before.get(&key).unwrap_or(&none), after.get(&key).unwrap_or(&none));
        let start = all.len();
        let plans: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
        for plan in plans {
            let (was, is) = (old.get(plan), new.get(plan));
            let (before_text, after_text) =
                (was.map(|said| said.text.clone()), is.map(|said| said.text.clone()));
            // What a plan that is new or gone includes and allows is told with the plan.
            let stays = match what {
                "number" => known(before, product) && known(after, product),
                _ => has(before, product, plan) && has(after, product, plan),
            };
            if before_text == after_text || (!stays && !matches!(what, "plan" | "price")) {
                continue;
            }
            let same = |change: &&mut Change| change.before == before_text && change.after == after_text;
            if let Some(change) = all.get_mut(start..).unwrap_or_default().iter_mut().find(same) {
                let shared = if what == "number" { &mut change.choices } else { &mut change.plans };
                shared.push(plan.to_owned());
                continue;
            }
            let number = |said: Option<&Said<'_>>| crate::unit::decimal(said?.amount?);
            let (mut plans, mut choices) = (vec![plan.to_owned()], Vec::new());
            if what == "number" {
                std::mem::swap(&mut plans, &mut choices);
            }
            all.push(Change {
                product: product.to_owned(),
                plans,
                choices,
                what,
                item: is.or(was).map_or_else(String::new, |said| said.item.clone().into_owned()),
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
    let share = is.minus(was)?.times(Decimal::ONE_HUNDRED)?.over(was)?;
    Some(grouped(share, 1))
}

#[cfg(all(test, feature = "bundled"))]
mod tests {
    use super::*;

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

    /// A provider whose egress goes by region: 0.02 in both, then 0.02 and 0.03, and a third region.
    #[test]
    fn a_number_that_comes_with_a_choice_is_compared_by_choice() -> Result<(), Problem> {
        let first = r#"{ "schema": 1, "provider": "acme", "name": "Acme", "effective": "2026-01-01",
            "announcement": "First.", "currency": "USD",
            "sources": { "page": { "title": "Page", "read": "2026-01-01" } },
            "account": { "name": "Account", "default_plan": "account",
                "plans": { "account": { "name": "Account", "source": "page", "confidence": "official" } } },
            "products": { "box": { "name": "Box", "default_plan": "small",
                "meters": { "egress": { "name": "egress", "unit": "GB", "kind": "flow" } },
                "options": { "region": { "description": "where it runs", "kind": "choice", "default": "a",
                    "choices": { "a": { "numbers": { "egress_price": "0.02" } },
                        "b": { "numbers": { "egress_price": "0.02" } } } } },
                "charges": { "egress": { "meter": "egress", "description": "Egress",
                    "price": { "each": { "each": { "egress_price": "1" } } } } },
                "plans": { "small": { "name": "Small", "source": "page", "confidence": "official" } } } } }"#;
        let second = r#"{ "provider": "acme", "effective": "2026-02-01", "announcement": "Second.",
            "products": { "box": { "options": { "region": { "choices": {
                "b": { "numbers": { "egress_price": "0.03" } },
                "c": { "numbers": { "egress_price": { "unpriced": "not read" } } } } } } } } }"#;
        let books = Books::parse(&[("acme/2026-01-01.json", first), ("acme/2026-02-01.json", second)])?;
        let (Some(from), Some(to)) = (Date::parse("2026-01-15"), Date::parse("2026-02-15")) else {
            return Ok(());
        };
        let changes = price_diff(&books, from, to)?.changes;
        let told: Vec<_> = changes
            .iter()
            .map(|c| (c.what, c.item.as_str(), c.choices.join(" "), c.before.as_deref(), c.after.as_deref()))
            .collect();
        let item = "egress price by region";
        assert_eq!(
            told,
            [
                ("number", item, "b".to_owned(), Some("0.02"), Some("0.03")),
                ("number", item, "c".to_owned(), None, Some("unpriced: not read")),
            ]
        );
        assert_eq!(changes.first().and_then(|change| change.percent.as_deref()), Some("50.0"));
        Ok(())
    }
}
