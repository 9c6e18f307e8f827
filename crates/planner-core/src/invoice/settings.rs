//! Settings of a typed-in month: what is stated, and the region among it.

use super::{UsageDocument, UsedResource};
use crate::bill::AccountMonth;
use crate::book::{OptionValue, Product, Provider, region};
use crate::document::Problem;
use crate::model::{SCALES, scales_in_vain};
use crate::note::{Note, NoteKind};
use crate::table::Table;

/// The account's settings, its region among them.
pub(super) fn of_account(document: &UsageDocument, book: &Provider) -> Result<Table<OptionValue>, Problem> {
    let mut options = document.options.clone();
    let Some(word) = &document.region else { return Ok(options) };
    let placed = region::put(&book.account, &mut options, word, "")?;
    if placed {
        return Ok(options);
    }
    if !region::is_known(book, word)? {
        return Err(no_regions(&book.name).path(region::REGION));
    }
    Ok(options)
}

/// Notes on settings that say what a bill cannot go by: how many run it states itself.
pub(super) fn in_vain(document: &UsageDocument, book: &Provider) -> impl Iterator<Item = Note> {
    let set = |one: &&UsedResource| one.options.get(SCALES) == Some(&OptionValue::Flag(true));
    let scales = document.resources.iter().filter(set);
    let scales = scales.map(|one| scales_in_vain(&one.name, "a bill is of what ran"));
    scales.chain(region_in_vain(document, book))
}

/// Notes on regions that are taken where nobody states one and prices go by it.
pub(super) fn assumed(input: &AccountMonth<'_>, book: &Provider) -> Vec<Note> {
    let one = |name: &str, product: &Product, word: Option<&str>, options: &Table<OptionValue>| {
        let (_, plan) = product.find_plan(word.or(product.default_plan.as_deref())?)?;
        let region = region::assumed(product, plan, options)?;
        let by = &product.name;
        Some(Note::about(
            name,
            NoteKind::Taken { field: "region".to_owned() },
            format_args!("region {region} is taken, since nobody states one, and prices of {by} go by it"),
        ))
    };
    let word = input.plans.first().and_then(|on| on.plan);
    let mut all: Vec<Note> = one(input.name, &book.account, word, &input.options).into_iter().collect();
    all.extend(input.resources.iter().filter_map(|resource| {
        let word = resource.runs.first().and_then(|run| run.plan);
        one(resource.name, book.products.get(resource.product)?, word, &resource.options)
    }));
    all
}

/// A note on a region of the account that nothing which runs in it goes by.
fn region_in_vain(document: &UsageDocument, book: &Provider) -> Option<Note> {
    let word = document.region.as_deref().filter(|_| region::regions(&book.account).is_none())?;
    let mut inherit = document.resources.iter().filter(|one| one.region.is_none());
    let goes =
        |one: &UsedResource| book.products.get(&one.product).is_some_and(|of| region::regions(of).is_some());
    let kind = NoteKind::vain(&["region"]);
    (!inherit.any(goes)).then(|| Note::says("account", kind, region::nowhere("account", word)))
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
