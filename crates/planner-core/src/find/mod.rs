//! Finding names: products, plans, meters, options and client profiles by the words people use for them.
//!
//! The words are data: ids, names, `also:` and `aliases` of the price books, with the common words of each measure.

mod entries;
mod products;
mod within;
mod words;

use std::cmp::Reverse;

use serde::Serialize;

pub use products::{Offered, products};
pub(crate) use within::{
    WrittenIn, instead, is_written, meant_elsewhere, no_price, plan_meant, product_instead, product_meant,
    product_with, resource_meant,
};

use self::entries::{Entry, Kind};
use self::words::{ALSO, ID, NAME, score, tokens};
use crate::book::Books;
use crate::clients::Profiles;
use crate::document::Problem;
use crate::month::Date;
use crate::shown::SCHEMA_VERSION;

/// The most hits that are told.
pub const MOST_HITS: usize = 20;

/// The least score that is a hit.
const LEAST: u32 = 35;

/// The score from which on something is called so, by its id or another word for it or by the plural.
const EXACT: u32 = 95;

/// What words were found for.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Found {
    /// The version of this format.
    pub schema_version: u32,
    /// What was looked for.
    pub wanted: String,
    /// The best first, [`MOST_HITS`] at most.
    pub hits: Vec<Hit>,
}

/// Something a word may mean.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Hit {
    /// `product`, `meter`, `option`, `profile`, `plan` or `provider`.
    pub kind: &'static str,
    /// Its id, as a stack writes it.
    pub id: String,
    /// Its name, where it was found first.
    pub name: String,
    /// Every product, or provider for what is an account's, that has it.
    pub at: Vec<String>,
    /// What to write in a stack.
    pub write: String,
    /// How well it fits, of 100.
    pub fit: u32,
}

/// Looks words up in all books, as of a day or as of each newest file, and in all profiles; the best first.
///
/// # Errors
///
/// A [`Problem`] for words without a letter, books that cannot be read, and where nothing is found.
///
/// # Example
///
/// ```
/// use planner_core::book::Books;
/// use planner_core::find::find;
/// let found = find(&Books::bundled().unwrap(), "ram", None).unwrap();
/// assert_eq!((found.hits[0].kind, found.hits[0].id.as_str()), ("meter", "memory"));
/// ```
pub fn find(books: &Books, wanted: &str, day: Option<Date>) -> Result<Found, Problem> {
    let query = tokens(wanted);
    if query.is_empty() {
        return Err(
            Problem::new(format!("`{wanted}` has no word to look for")).hint("try ram, web service or queue")
        );
    }
    let mut hits = hits(books, &query, day)?;
    // What is short for other words is looked up by those where nothing is called so.
    let best = |hits: &Hits| hits.iter().map(|(.., hit)| hit.fit).max().unwrap_or(0);
    if let Some(full) = words::in_full(&query).filter(|_| best(&hits) < EXACT) {
        let meant = self::hits(books, &full, day)?;
        if best(&meant) > best(&hits) {
            hits = meant;
        }
    }
    if hits.is_empty() {
        return Err(Problem::new(format!("nothing is called `{wanted}`"))
            .hint("`headroom prices` lists all products; try another word, or fewer"));
    }
    // The best first; of what is called so those of the nearest providers, then what it means most, then what more products
    // have, then what is a thing of its own. Plans share their names widely.
    let places = |kind: &Kind, hit: &Hit| if *kind == Kind::Plan { 0 } else { hit.at.len() };
    hits.sort_by_key(|(kind, rank, hit)| {
        (Reverse(hit.fit.min(EXACT)), *rank, Reverse(hit.fit >= ALSO), Reverse(places(kind, hit)), *kind)
    });
    let hits = hits.into_iter().take(MOST_HITS).map(|(_, _, hit)| hit).collect();
    Ok(Found { schema_version: SCHEMA_VERSION, wanted: wanted.to_owned(), hits })
}

/// What was found: its kind, the rank of the nearest provider that has it, and itself.
type Hits = Vec<(Kind, u32, Hit)>;

/// What fits of all books and profiles.
fn hits(books: &Books, query: &[String], day: Option<Date>) -> Result<Hits, Problem> {
    let mut hits = Hits::default();
    for (rank, provider) in books.ranked() {
        let newest = books.files(provider).last().map(|file| file.effective);
        // A provider whose prices start later has no names on that day.
        let Some(day) = day.or(newest) else { continue };
        let mut entries = Vec::new();
        if let Ok(book) = books.as_of(provider, day) {
            entries::of_book(&book.provider, &mut entries);
        }
        take(&mut hits, query, rank, entries);
    }
    let mut entries = Vec::new();
    profiles(&mut entries)?;
    take(&mut hits, query, 1, entries);
    Ok(hits)
}

/// What fits of the names of one provider. Meters and options of one id are one hit, wherever they are.
fn take(hits: &mut Hits, query: &[String], rank: u32, entries: Vec<Entry>) {
    for entry in entries {
        let fit = score(query, &entry.names);
        if fit < LEAST {
            continue;
        }
        let shared = matches!(entry.kind, Kind::Meter | Kind::Option | Kind::Plan);
        let same = |(kind, _, hit): &&mut (Kind, u32, Hit)| {
            shared && *kind == entry.kind && hit.id == entry.id && (*kind != Kind::Plan || hit.fit == fit)
        };
        if let Some((_, known, hit)) = hits.iter_mut().find(same) {
            if fit > hit.fit {
                (*known, hit.fit, hit.write) = (rank, fit, entry.write_where());
                hit.name = entry.name;
            }
            if !hit.at.contains(&entry.at) {
                hit.at.push(entry.at);
            }
            continue;
        }
        let write = entry.write_where();
        let Entry { kind, id, name, at, .. } = entry;
        hits.push((kind, rank, Hit { kind: kind.word(), id, name, at: vec![at], write, fit }));
    }
}

fn profiles(into: &mut Vec<Entry>) -> Result<(), Problem> {
    for client in Profiles::ids() {
        let profile = Profiles::find(client)?;
        for (id, role) in &profile.roles {
            let name = format!("{client}/{id}");
            let mut names = vec![(name.clone(), ID), (client.to_owned(), ALSO), (profile.name.clone(), ALSO)];
            names.push((format!("{} {}", profile.name, role.name), NAME));
            into.push(Entry {
                kind: Kind::Profile,
                name: format!("{}: {}", profile.name, role.does),
                at: name.clone(),
                write: format!("clients: [ {{ profile: {name} }} ]"),
                on_account: false,
                id: name,
                names,
            });
        }
    }
    Ok(())
}
