//! What a stack can be made of, and how it is put together: what can be added, on which plan, and every change of it.
//!
//! Everything here goes from a document to words or to another document. What there is, what it is and what it costs is in
//! the price books; nothing here knows a vendor.

mod bends;
mod drivers;
mod facts;
mod offers;
mod plan;
mod price;
mod resources;
mod shelf;
mod words;

use std::cmp::Reverse;

use planner_core::Date;
use planner_core::book::{Category, Product};
use planner_core::find::{Offered, products};

pub use bends::{Bend, SEASON, STEPS, add_season, add_step, bends, can_step, month_name};
pub use drivers::{add_driver, remove_driver, rename_driver};
pub use offers::{MOST_PLANS, Needs, PlanOffer, PlanOffers, Verdict, account_plan_offers, plan_offers};
pub use plan::{put_account_plan, put_plan};
pub use resources::{add, connect, duplicate, remove, rename, shift};

use crate::numbers::list;
use crate::plans::books;

/// The most offers that words find.
pub const MOST_FOUND: usize = 48;

/// Offers of one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they are: `Web services`.
    pub name: &'static str,
    /// The same as one word, by which it stays the same group: `web-service`.
    pub id: &'static str,
    /// What there is of it, the best first.
    pub offers: Vec<Offer>,
}

/// Something that can be added to a stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// As a stack names it: `upstash/redis`.
    pub product: String,
    /// Its name, as people write it.
    pub name: String,
    /// Its provider's name.
    pub provider_name: String,
    /// All that it is, in words: `web services and workers and cron jobs`.
    pub what: String,
    /// What it costs, in words: `free, then from $7.00 a month`.
    pub from: String,
}

/// What can be added to a stack on a day. Without a word all of it, each product in every group it belongs to; of what is
/// looked for the best first, [`MOST_FOUND`] at most, each once. Providers near to what this project is about come first.
#[must_use]
pub fn search(query: &str, day: Date) -> Vec<Group> {
    let Ok(books) = books() else { return Vec::new() };
    let found = products(books, query, day);
    let all = query.trim().is_empty();
    let mut groups: Vec<(Reverse<u32>, Category, Vec<Offer>)> = Vec::new();
    for one in found.iter().take(if all { usize::MAX } else { MOST_FOUND }) {
        let Some(offer) = offer(one, day) else { continue };
        for category in one.categories.iter().take(if all { usize::MAX } else { 1 }) {
            match groups.iter_mut().find(|(_, known, _)| known == category) {
                Some((.., offers)) => offers.push(offer.clone()),
                None => groups.push((Reverse(one.fit), *category, vec![offer.clone()])),
            }
        }
    }
    // The best found first, and what fits alike in the order people build a stack in.
    groups.sort_by_key(|(fit, category, _)| (*fit, *category));
    let group = |(_, category, offers): (_, Category, _)| Group {
        name: category.plural(),
        id: category.word(),
        offers,
    };
    groups.into_iter().map(group).collect()
}

fn offer(one: &Offered, day: Date) -> Option<Offer> {
    let book = books().ok()?.as_of(&one.provider, day).ok()?;
    let product = book.provider.products.get(&one.product)?;
    Some(Offer {
        product: format!("{}/{}", one.provider, one.product),
        name: product.name.clone(),
        provider_name: book.provider.name.clone(),
        what: what(product),
        from: words::from(book, &one.product, product, day),
    })
}

fn what(product: &Product) -> String {
    let words = product.categories.iter().map(|category| crate::answer::lower(category.plural()));
    list(&words.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(query: &str) -> Vec<Group> {
        Date::parse("2026-12-01").map(|day| search(query, day)).unwrap_or_default()
    }

    fn ids(groups: &[Group]) -> Vec<(&str, Vec<&str>)> {
        groups
            .iter()
            .map(|group| (group.id, group.offers.iter().map(|offer| offer.product.as_str()).collect()))
            .collect()
    }

    #[test]
    fn without_a_word_everything_is_there_by_what_it_is() {
        let groups = found("");
        let names: Vec<&str> = groups.iter().map(|group| group.name).collect();
        assert_eq!(names.first(), Some(&"Web services"));
        assert!(names.contains(&"Postgres") && names.contains(&"Redis and key value"), "{names:?}");
        let all: usize = groups.iter().map(|group| group.offers.len()).sum();
        assert!(all > 140, "{all}");
        let web = groups.first().map(|group| group.offers.as_slice()).unwrap_or_default();
        assert_eq!(web.first().map(|offer| offer.provider_name.as_str()), Some("Railway"), "nearest first");
    }

    #[test]
    fn words_find_what_fits_in_its_own_group() {
        let groups = found("redis");
        let first = ids(&groups);
        assert_eq!(first.first().map(|(id, _)| *id), Some("redis"), "{first:?}");
        assert!(first.iter().any(|(_, all)| all.contains(&"upstash/redis")), "{first:?}");
        // What is a Redis among others stands where it was looked for.
        let service = first.iter().find(|(_, all)| all.contains(&"railway/service"));
        assert_eq!(service.map(|(id, _)| *id), Some("redis"));
        assert!(found("zzzzzz").is_empty());
    }

    #[test]
    fn what_is_found_is_bounded_and_stays_in_order() {
        let count = |query| found(query).iter().map(|group| group.offers.len()).sum::<usize>();
        assert!(count("database") <= MOST_FOUND);
        assert_eq!(found("storage"), found("storage"));
    }
}
