//! Products by the words people use for them, for who has to choose one: all that can be had on a day, or what fits.

use std::cmp::Reverse;

use super::entries::{plan_names, product_names};
use super::words::{ALSO, ID, NAME, Names, in_full, score, tokens};
use super::{EXACT, LEAST};
use crate::book::{Books, Category, Product, Provider};
use crate::month::Date;

/// A product that can be had.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Offered {
    /// Its provider's id.
    pub provider: String,
    /// Its id there.
    pub product: String,
    /// How near its provider is to what this project is about, 1 to 3.
    pub rank: u32,
    /// How well it fits the words, of 100; 100 where there are none.
    pub fit: u32,
    /// What it is, the best first: of a product of several categories the one that the words are for.
    pub categories: Vec<Category>,
}

/// The products that some words are for, the best first and of those that fit alike the nearest provider's; without a word
/// every product. A provider's name means all that it has, and a plan's name its product where nothing else is called so.
///
/// # Example
///
/// ```
/// use planner_core::Date;
/// use planner_core::book::Books;
/// use planner_core::find::products;
/// let found = products(&Books::bundled().unwrap(), "static site", Date::parse("2026-12-01").unwrap());
/// assert_eq!((found[0].provider.as_str(), found[0].product.as_str()), ("render", "static"));
/// ```
#[must_use]
pub fn products(books: &Books, wanted: &str, day: Date) -> Vec<Offered> {
    let query = tokens(wanted);
    let best = |found: &[Offered]| found.iter().map(|one| one.fit).max().unwrap_or(0);
    let mut found = fitting(books, &query, day);
    // What is short for other words is looked up by those where nothing is called so.
    if let Some(full) = in_full(&query).filter(|_| best(&found) < EXACT) {
        let meant = fitting(books, &full, day);
        if best(&meant) > best(&found) {
            found = meant;
        }
    }
    // In each rank the providers are in one order already, and so are the products of each.
    // What is far from what is called so was not looked for.
    let least = best(&found).saturating_mul(3) / 5;
    found.retain(|one| one.fit >= least);
    // What it means most comes before what is called so besides.
    found.sort_by_key(|one| (Reverse(one.fit.min(EXACT)), one.rank, Reverse(one.fit >= ALSO)));
    found
}

fn fitting(books: &Books, query: &[String], day: Date) -> Vec<Offered> {
    let (mut named, mut planned) = (Vec::new(), Vec::new());
    for (rank, provider) in books.ranked() {
        // A provider whose prices start later has nothing to offer on that day.
        let Ok(book) = books.as_of(provider, day) else { continue };
        let book = &book.provider;
        for (id, product) in &book.products {
            let offered = |fit| Offered {
                provider: provider.to_owned(),
                product: id.clone(),
                rank,
                fit,
                categories: categories(query, product),
            };
            let fit = if query.is_empty() { 100 } else { named_so(query, book, id, product) };
            if fit >= LEAST {
                named.push(offered(fit));
                continue;
            }
            let plans = product.plans.iter().filter(|(_, plan)| plan.is_there(day));
            let fit = plans.map(|(id, plan)| score(query, &plan_names(id, plan))).max().unwrap_or(0);
            if fit >= LEAST {
                planned.push(offered(fit));
            }
        }
    }
    if named.is_empty() { planned } else { named }
}

/// How well words fit a product: its own names, its provider's, or what it is.
fn named_so(query: &[String], book: &Provider, id: &str, product: &Product) -> u32 {
    let mut names = product_names(id, product);
    names.push((format!("{}/{id}", book.provider), ID));
    names.push((book.provider.clone(), ID));
    names.push((book.name.clone(), ALSO));
    names.extend(book.account.also.iter().map(|word| (word.clone(), ALSO)));
    // What people call it after its provider: `render database`.
    let after = product.also.iter().map(|word| (format!("{} {word}", book.name), NAME));
    names.extend(after.collect::<Vec<_>>());
    let own = score(query, &names);
    let kind = product.categories.iter().map(|category| score(query, &kind_names(*category))).max();
    own.max(kind.unwrap_or(0))
}

/// The categories of a product, the one that the words are for first.
fn categories(query: &[String], product: &Product) -> Vec<Category> {
    let mut all = product.categories.clone();
    all.sort_by_cached_key(|category| Reverse(score(query, &kind_names(*category))));
    all
}

/// What a category goes by: less than a product's own other names, since all of its kind have it.
fn kind_names(category: Category) -> Names {
    let words = [category.word(), category.plural(), category.noun()]
        .into_iter()
        .chain(category.also().iter().copied());
    words.map(|word| (word.to_owned(), NAME)).collect()
}

#[cfg(all(test, feature = "bundled"))]
mod tests {
    use super::*;
    use crate::document::Problem;

    fn found(words: &str) -> Result<Vec<String>, Problem> {
        let day = Date::parse("2026-12-01").ok_or_else(|| Problem::new("a day"))?;
        let found = products(&Books::bundled()?, words, day);
        Ok(found.into_iter().map(|one| format!("{}/{}", one.provider, one.product)).collect())
    }

    #[test]
    fn the_nearest_of_what_is_called_so_comes_first() -> Result<(), Problem> {
        for (words, first) in [
            ("redis", &["upstash/redis"][..]),
            ("postgres", &["render/postgres", "supabase/database"]),
            ("pg", &["render/postgres", "supabase/database"]),
            ("render database", &["render/postgres"]),
            ("upstash redis", &["upstash/redis"]),
            ("object storage", &["railway/bucket", "vercel/blob", "aws/s3"]),
            ("web services", &["render/web"]),
            ("gpt-6-luna", &["openai/api"]),
        ] {
            let all = found(words)?;
            let have: Vec<&str> = all.iter().map(String::as_str).take(first.len()).collect();
            assert!(
                first.iter().all(|one| have.contains(one)),
                "{words}: {:?}",
                all.iter().take(6).collect::<Vec<_>>()
            );
        }
        Ok(())
    }

    #[test]
    fn a_provider_means_all_that_it_has() -> Result<(), Problem> {
        let all = found("Upstash")?;
        assert!(all.len() > 4 && all.iter().all(|one| one.starts_with("upstash/")), "{all:?}");
        Ok(())
    }

    #[test]
    fn without_a_word_everything_is_there_and_each_says_what_it_is() -> Result<(), Problem> {
        let day = Date::parse("2026-12-01").ok_or_else(|| Problem::new("a day"))?;
        let all = products(&Books::bundled()?, " ", day);
        assert!(all.len() > 100, "{}", all.len());
        let silent: Vec<_> = all.iter().filter(|one| one.categories.is_empty()).collect();
        assert!(silent.is_empty(), "{silent:?}");
        assert!(found("zzzzzz")?.is_empty());
        Ok(())
    }
}
