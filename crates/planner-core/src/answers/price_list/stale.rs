//! Which sources of prices were read too long ago.

use serde::Serialize;

use crate::book::Books;
use crate::document::Problem;
use crate::month::Date;
use crate::output::SCHEMA_VERSION;

/// Sources that were read too long ago, the oldest first.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct StaleSources {
    /// The version of this format.
    pub schema_version: u32,
    /// The day they are judged on.
    pub today: String,
    /// How many days a reading is good for.
    pub days: u32,
    /// How many sources there are in all.
    pub of: usize,
    /// The sources.
    pub sources: Vec<StaleSource>,
}

/// A source that was read too long ago.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct StaleSource {
    /// The provider whose prices stand on it.
    pub provider: String,
    /// Its key in the price files.
    pub key: String,
    /// What was read.
    pub title: String,
    /// Its address, where it has one.
    pub url: Option<String>,
    /// The day it was read.
    pub read: String,
    /// The days since.
    pub age: u32,
}

/// The sources of one provider's book of a day, or of every provider's, that were read more than so many days before.
///
/// Only sources that the book of that day holds count: what an older file alone stood on is history.
///
/// # Errors
///
/// A [`Problem`] for a provider without prices, or of a book that cannot be read.
///
/// # Example
///
/// ```
/// use planner_core::Date;
/// use planner_core::book::Books;
/// use planner_core::answers::price_list::stale_sources;
/// let books = Books::bundled().unwrap();
/// let stale = stale_sources(&books, None, Date::parse("2036-01-01").unwrap(), 365).unwrap();
/// assert_eq!(stale.sources.len(), stale.of); // ten years on, all of them
/// ```
pub fn stale_sources(
    books: &Books,
    provider: Option<&str>,
    today: Date,
    days: u32,
) -> Result<StaleSources, Problem> {
    if let Some(one) = provider.filter(|one| books.files(one).is_empty()) {
        books.as_of(one, today)?; // Nobody's: the problem names the nearest.
    }
    let mut stale = StaleSources {
        schema_version: SCHEMA_VERSION,
        today: today.to_string(),
        days,
        of: 0,
        sources: Vec::new(),
    };
    for provider in books.providers().filter(|one| provider.is_none_or(|wanted| wanted == *one)) {
        let Some(first) = books.files(provider).first() else { continue };
        let snapshot = books.as_of(provider, today.max(first.effective))?;
        for (key, source) in &snapshot.provider.sources {
            stale.of = stale.of.saturating_add(1);
            let age = u32::try_from(today.days_since(source.read)).unwrap_or(0);
            if age > days {
                stale.sources.push(StaleSource {
                    provider: provider.to_owned(),
                    key: key.clone(),
                    title: source.title.clone(),
                    url: source.url.clone(),
                    read: source.read.to_string(),
                    age,
                });
            }
        }
    }
    stale.sources.sort_by_key(|source| std::cmp::Reverse(source.age));
    Ok(stale)
}
