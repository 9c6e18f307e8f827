//! Where accounts and resources run: one word on either, put where their books' prices go by it.

use super::Assumption;
use super::Model;
use crate::book::{OptionValue, Plan, Product, Provider, region};
use crate::document::Problem;
use crate::note::{Note, NoteKind};
use crate::stack::{Account, Resource, Stack};
use crate::table::Table;

/// Puts an account's region into its settings: its own word, or the one that its resources agree on where their products
/// have no regions of their own.
pub(super) fn of_account<'a>(
    model: &mut Model<'a>,
    book: &'a Provider,
    (name, provider, account): (&'a str, &'a str, Option<&'a Account>),
    plan: Option<&str>,
    options: &mut Table<OptionValue>,
) -> Result<(), Problem> {
    let path = format!("accounts.{name}");
    let stack = model.stack;
    let mut stated: Option<(String, &str)> = None;
    if let Some(word) = account.and_then(|account| account.region.as_deref()) {
        stated = Some((path.clone(), word));
    }
    for (resource, word) in shared(stack, book, (name, provider))? {
        let at = format!("resources.{resource}");
        match &stated {
            Some((other, known)) if *known != word => {
                return Err(Problem::new(format!(
                    "{} has one region for all its resources: `{word}` here and `{known}` at {other}",
                    book.account.name
                ))
                .path(format!("{at}.region"))
                .hint(format!("write one `region:` at accounts.{name}, or a second account")));
            }
            Some(_) => {}
            None => stated = Some((at, word)),
        }
    }
    if let Some((at, word)) = &stated {
        let placed = region::put(&book.account, options, word, at)?;
        if !placed && !region::is_known(book, word).map_err(|problem| problem.path(format!("{at}.region")))? {
            model.notes.push(region_counts_for_nothing(name, word, &book.name));
        } else if !placed && !goes(stack, book, (name, provider))? {
            model.notes.push(no_region(name, region::nowhere(name, word)));
        }
    }
    assume(&mut model.assumptions, &path, &book.account, plan, options);
    Ok(())
}

/// The regions of an account's resources whose products have none of their own, where the account has one for all.
fn shared<'a>(
    stack: &'a Stack,
    book: &Provider,
    (name, provider): (&str, &str),
) -> Result<Vec<(&'a str, &'a str)>, Problem> {
    let mut all = Vec::new();
    if region::regions(&book.account).is_none() {
        return Ok(all);
    }
    for (resource, terms) in stack.resources.iter().filter(|(_, resource)| resource.provider() == provider) {
        let owner = stack.account_of(resource, terms)?.map_or(provider, |(owner, _)| owner);
        let own = book.products.get(terms.product_id()).is_some_and(|p| region::regions(p).is_some());
        if let (Some(word), false, true) = (&terms.region, own, owner == name) {
            all.push((resource, word.as_str()));
        }
    }
    Ok(all)
}

/// Whether a resource takes its region from an account, and has prices by it.
fn goes(stack: &Stack, book: &Provider, (name, provider): (&str, &str)) -> Result<bool, Problem> {
    for (resource, terms) in stack.resources.iter().filter(|(_, resource)| resource.provider() == provider) {
        let owner = stack.account_of(resource, terms)?.map_or(provider, |(owner, _)| owner);
        let own = book.products.get(terms.product_id()).is_some_and(|p| region::regions(p).is_some());
        if terms.region.is_none() && own && owner == name {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Puts a resource's region into its settings: its own word, else its account's.
pub(super) fn of_resource(
    model: &mut Model<'_>,
    (book, product): (&Provider, &Product),
    (name, resource): (&str, &Resource),
    plan: Option<&str>,
    options: &mut Table<OptionValue>,
) -> Result<(), Problem> {
    let path = format!("resources.{name}");
    let account = model.stack.account_of(name, resource)?;
    let inherited = account.and_then(|(owner, account)| Some((owner, account.region.as_deref()?)));
    match (&resource.region, inherited) {
        (Some(word), _) => {
            let placed = region::put(product, options, word, &path)?;
            if !placed && region::regions(&book.account).is_none() {
                region::put(&book.account, &mut Table::default(), word, &path)?;
                model.notes.push(region_counts_for_nothing(name, word, &product.name));
            }
        }
        (None, Some((owner, word))) => {
            region::put(product, options, word, &format!("accounts.{owner}"))?;
        }
        (None, None) => {}
    }
    assume(&mut model.assumptions, &path, product, plan, options);
    Ok(())
}

/// Tells the region that is taken where nobody states one and the plan's prices go by it.
fn assume(
    all: &mut Vec<Assumption>,
    path: &str,
    product: &Product,
    plan: Option<&str>,
    options: &Table<OptionValue>,
) {
    let word = plan.or(product.default_plan.as_deref()).unwrap_or_default();
    let Some((_, plan)): Option<(&str, &Plan)> = product.find_plan(word) else { return };
    if let Some(default) = region::assumed(product, plan, options) {
        all.push(Assumption {
            path: format!("{path}.region"),
            value: default.to_owned(),
            reason: format!("nobody stated it; prices of {} go by region", product.name),
        });
    }
}

fn region_counts_for_nothing(name: &str, word: &str, of: &str) -> Note {
    no_region(
        name,
        format!("{name}: region {word} changes nothing here: no price of {of} goes by region in its book"),
    )
}

fn no_region(name: &str, text: String) -> Note {
    Note::says(name, NoteKind::Uncounted { key: "region".to_owned() }, text)
}
