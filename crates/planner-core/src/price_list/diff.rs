//! What vendors changed between two days.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde::Serialize;

use super::{PriceList, price_list};
use crate::book::Books;
use crate::document::Problem;
use crate::money::grouped;
use crate::month::Date;
use crate::number::Checked;
use crate::output::SCHEMA_VERSION;

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
    /// Whether it is the user's own; left out where it is not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub own: bool,
}

/// One difference, the same for all of `plans`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// As a stack names it.
    pub product: String,
    /// The plans that share it.
    pub plans: Vec<String>,
    /// `plan`, `price`, `included`, `limit` or `sleep`.
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
        for rule in &plan.sleeps {
            add("sleep", &rule.id, rule.when.as_deref().unwrap_or_default(), rule.sleeps.clone(), None);
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
}
