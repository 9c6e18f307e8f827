//! Settings of a typed-in month: what is stated, and the region among it.

use super::{UsageDocument, UsedResource};
use crate::bill::{OptionValue, region};
use crate::book::Provider;
use crate::document::Problem;
use crate::table::Table;

/// The account's settings, its region among them.
pub(super) fn of_account(document: &UsageDocument, book: &Provider) -> Result<Table<OptionValue>, Problem> {
    let mut options = document.options.clone();
    let Some(word) = &document.region else { return Ok(options) };
    let placed = region::put(&book.account, &mut options, word, "")?;
    if !placed && !book.products.values().any(|product| region::regions(product).is_some()) {
        return Err(no_regions(&book.name).path(region::REGION));
    }
    Ok(options)
}

/// A resource's settings, its region among them: its own, else the account's.
pub(super) fn of_resource(
    document: &UsageDocument,
    book: &Provider,
    resource: &UsedResource,
    path: &str,
) -> Result<Table<OptionValue>, Problem> {
    let mut options = resource.options.clone();
    let Some(product) = book.products.get(&resource.product) else { return Ok(options) };
    match (&resource.region, &document.region) {
        (Some(word), _) => {
            if !region::put(product, &mut options, word, path)? {
                let problem = match region::regions(&book.account) {
                    Some(_) => {
                        Problem::new(format!("{} has one region for all its resources", book.account.name))
                            .hint("write `region:` at the top")
                    }
                    None => no_regions(&product.name),
                };
                return Err(problem.path(format!("{path}.{}", region::REGION)));
            }
        }
        (None, Some(word)) => {
            region::put(product, &mut options, word, "")?;
        }
        (None, None) => {}
    }
    Ok(options)
}

fn no_regions(name: &str) -> Problem {
    Problem::new(format!("no price of {name} goes by region in its book")).hint("leave `region` out")
}
