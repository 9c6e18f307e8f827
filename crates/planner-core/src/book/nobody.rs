//! The book of nobody: for what the user prices himself.

use std::sync::OnceLock;

use super::{Books, Snapshot};
use crate::document::Problem;
use crate::month::Date;

/// The id of the provider that no book is of: [`Books`] answer with a book without prices.
pub(crate) const NO_BOOK: &str = ".";

/// The book of a provider that no book is of: no prices, and one product for what the user prices.
pub(crate) fn no_book() -> Result<&'static Snapshot, Problem> {
    static BOOKS: OnceLock<Result<Books, Problem>> = OnceLock::new();
    const TEXT: &str = r#"{
        "schema": 1, "provider": "own", "name": "your own", "effective": "2000-01-01", "announcement": "No prices.",
        "currency": "USD", "sources": { "own": { "title": "your own", "read": "2000-01-01" } },
        "account": { "name": "the account", "default_plan": "own",
            "plans": { "own": { "name": "", "source": "own", "confidence": "own" } } },
        "products": { ".": { "name": "what you price yourself", "default_plan": "own",
            "plans": { "own": { "name": "", "source": "own", "confidence": "own" } } } }
    }"#;
    let books = BOOKS.get_or_init(|| Books::named([("own/2000-01-01.json", TEXT.into())].into_iter(), None));
    let day = Date::parse("2000-01-01").ok_or_else(|| Problem::new("no such day"))?;
    books.as_ref().map_err(Clone::clone)?.as_of("own", day)
}
