//! What a keeper of price books wants to know before a change goes in: everything that is wrong with them, at once.

mod conditions;
mod names;
mod sleeps;

use std::collections::BTreeSet;

use super::files::Snapshot;
use super::history::Books;
use super::plan::{Plan, Product};
use super::terms::{Clock, Confidence, LimitTerms, Provider};
use crate::document::{Problem, ProblemKind};

/// Something wrong in the price books.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// The first file with it: `render/2026-04-23.json`.
    pub file: String,
    /// Where in the book, as a dotted path.
    pub path: String,
    /// What is wrong.
    pub message: String,
}

/// Reads every file of every provider and says all that is wrong, each thing once.
///
/// Beside what makes a book unusable (no such source, bounds that fall, a plan named twice) it finds what only people
/// can be misled by: a plan without price or limit, a source nobody names or without an address one can open, a reading
/// older than what was read, a name in `covers`, `order` or `waived_when_empty` that nothing has, a default that is none of the
/// choices, two plans sold under one name, a life that ends before it starts, a plan that sleeps after another time than its limit on
/// idle time says, and a disputed figure that does not say how.
///
/// # Example
///
/// ```
/// use planner_core::book::{Books, audit};
/// assert_eq!(audit(&Books::bundled().unwrap()), []);
/// ```
#[must_use]
pub fn audit(books: &Books) -> Vec<Finding> {
    let mut findings = Vec::new();
    for provider in books.providers() {
        of_provider(books, provider, &mut findings);
    }
    findings
}

/// Refuses the first thing that is wrong in books with files of the user's own laid over them, at its place.
pub(super) fn own_are_right(books: &Books) -> Result<(), Problem> {
    for provider in books.own_providers() {
        books.read(provider)?;
        books.no_strangers(provider)?;
        for file in books.files(provider) {
            books.as_of(provider, file.effective).map_err(|problem| {
                // What a book has to have and this one has not: it says nowhere what is missing.
                let whole = "a provider's first file holds all of a book; a file of a provider that is known holds \
                             what differs, from a day on which there are prices";
                if problem.kind == ProblemKind::Missing { problem.hint(whole) } else { problem }
            })?;
        }
        let mut findings = Vec::new();
        of_provider(books, provider, &mut findings);
        if let Some(Finding { file, path, message }) = findings.into_iter().next() {
            let book = books.files(provider).iter().find(|known| known.name == file);
            let book = book.and_then(|known| books.as_of(provider, known.effective).ok());
            let at = book.and_then(|book| book.locate(&path).position);
            let problem = Problem::new(message).path(format!("{file} {path}"));
            return Err(match at {
                Some(at) => problem.at(at),
                None => problem,
            });
        }
    }
    Ok(())
}

fn of_provider(books: &Books, provider: &str, findings: &mut Vec<Finding>) {
    for read in [books.read(provider), books.no_strangers(provider)] {
        let Err(problem) = read else { continue };
        let (file, path) = problem.path.split_once(".json ").map_or_else(
            || (problem.path.clone(), String::new()),
            |(file, path)| (format!("{file}.json"), path.to_owned()),
        );
        findings.push(Finding { file, path, message: problem.into_parts().message });
    }
    // A source may wait in an older file for what a later one says, or stay for what it said.
    let snapshots =
        books.files(provider).iter().filter_map(|file| books.as_of(provider, file.effective).ok());
    let mut named = BTreeSet::new();
    for book in snapshots.map(|snapshot| &snapshot.provider) {
        for product in book.products.values().chain([&book.account]) {
            sources_of(product, &mut named);
        }
    }
    let files = books.files(provider);
    for (at, file) in files.iter().enumerate() {
        // Of two files of one day, the user's own makes the book of that day.
        if files.get(at.saturating_add(1)).is_some_and(|next| next.effective == file.effective) {
            continue;
        }
        let mut add = |path: String, message: String| {
            let told = |known: &Finding| {
                known.path == path && known.message == message && files.iter().any(|f| f.name == known.file)
            };
            if !findings.iter().any(told) {
                findings.push(Finding { file: file.name.clone(), path, message });
            }
        };
        match books.as_of(provider, file.effective) {
            Ok(snapshot) => of_snapshot(snapshot, &named, &mut add),
            Err(problem) => {
                let path = problem.path.split_once(".json ").map_or("", |(_, path)| path).to_owned();
                add(path, problem.into_parts().message);
            }
        }
    }
}

fn of_snapshot(snapshot: &Snapshot, named: &BTreeSet<&str>, add: &mut impl FnMut(String, String)) {
    let book = &snapshot.provider;
    of_product(book, "account", &book.account, add);
    for (id, product) in &book.products {
        of_product(book, &format!("products.{id}"), product, add);
    }
    for (key, source) in &book.sources {
        let path = format!("sources.{key}");
        if !named.contains(key.as_str()) {
            add(
                path.clone(),
                "nothing names this source: remove it, or name it where it was used".to_owned(),
            );
        }
        if source.title.trim().is_empty() {
            add(path.clone(), "the source has no title".to_owned());
        }
        if source.url.as_ref().is_some_and(|url| !(url.starts_with("https://") || url.starts_with("http://")))
        {
            add(path.clone(), "a source's address starts with https:// or http://".to_owned());
        }
        if let Some(published) = source.published.filter(|published| *published > source.read) {
            add(path, format!("read on {}, before it was published on {published}", source.read));
        }
    }
}

/// The sources that anything of a product names.
fn sources_of<'a>(product: &'a Product, named: &mut BTreeSet<&'a str>) {
    let plans = product.plans.values();
    named.extend(plans.clone().map(|plan| plan.source.as_str()));
    named.extend(product.unmade.iter().map(|rule| rule.source.as_str()));
    named.extend(product.settle.prorated.as_ref().map(|prorated| prorated.source.as_str()));
    named.extend(plans.clone().filter_map(|plan| plan.ends.as_ref()?.source.as_deref()));
    let charges = product.charges.values().chain(plans.clone().flat_map(|plan| plan.charges.values()));
    let limits = product.limits.values().chain(plans.clone().flat_map(|plan| plan.limits.values()));
    let adjustments =
        product.adjustments.values().chain(plans.clone().flat_map(|plan| plan.adjustments.values()));
    let choices = product.options.values().flat_map(|option| &option.choices);
    for choice in choices {
        named.extend(choice.source.as_deref());
        named.extend(choice.numbers.values().filter_map(|figure| figure.source.as_deref()));
    }
    let sleeps = product.sleeps.values().chain(plans.clone().flat_map(|plan| plan.sleeps.values()));
    let requirements = product.requires.values().chain(plans.flat_map(|plan| plan.requires.values()));
    named.extend(charges.clone().filter_map(|terms| terms.source.as_deref()));
    named.extend(charges.filter_map(|terms| terms.minimum_duration.as_ref()?.source.as_deref()));
    named.extend(limits.filter_map(|terms| terms.source.as_deref()));
    named.extend(sleeps.filter_map(|terms| terms.source.as_deref()));
    named.extend(adjustments.filter_map(|terms| terms.source.as_deref()));
    named.extend(requirements.filter_map(|terms| terms.source.as_deref()));
}

fn of_product(book: &Provider, path: &str, product: &Product, add: &mut impl FnMut(String, String)) {
    if let Some(fault) = product.clock.as_ref().and_then(Clock::fault) {
        add(format!("{path}.clock"), fault);
    }
    conditions::check(book, path, product, add);
    names::check(book, path, product, add);
    sleeps::check(path, product, add);
    for (id, plan) in &product.plans {
        let path = format!("{path}.plans.{id}");
        of_plan(&path, product, plan, add);
    }
    let shared = product.limits.iter().map(|(id, limit)| (format!("{path}.limits.{id}"), limit));
    let own = product.plans.iter().flat_map(|(plan, terms)| {
        let place = move |(id, limit): (&String, _)| (format!("{path}.plans.{plan}.limits.{id}"), limit);
        terms.limits.iter().map(place)
    });
    for (path, limit) in shared.chain(own) {
        of_limit(&path, limit, add);
    }
    if product.name.trim().is_empty() || book.name.trim().is_empty() {
        add(path.to_owned(), "it has no name".to_owned());
    }
}

fn of_plan(path: &str, product: &Product, plan: &Plan, add: &mut impl FnMut(String, String)) {
    // What counts on the account's meters is priced there; the account's own plan may be no more than a name.
    let elsewhere = path.starts_with("account.")
        || !(product.reports.is_empty() && product.feeds.is_empty() && plan.feeds.is_empty());
    if !elsewhere
        && product.charges_of(plan).next().is_none()
        && product.limits_of(plan).all(|(_, terms)| terms.follows)
    {
        add(
            path.to_owned(),
            "the plan has neither a price nor a limit; where nobody knows one, say `unpriced`".to_owned(),
        );
    }
    if let (Some(offered), Some(until)) = (plan.offered, plan.until)
        && until <= offered
    {
        add(path.to_owned(), format!("sold from {offered} until {until}: it ends before it starts"));
    }
    if let (Some(offered), Some(ends)) = (plan.offered, &plan.ends)
        && ends.on <= offered
    {
        add(path.to_owned(), format!("sold from {offered}, gone on {}: it ends before it starts", ends.on));
    }
    let disputed = plan.confidence == Confidence::Disputed
        || plan.charges.values().any(|terms| terms.confidence == Some(Confidence::Disputed))
        || plan.limits.values().any(|terms| terms.confidence == Some(Confidence::Disputed))
        || plan.sleeps.values().any(|terms| terms.confidence == Some(Confidence::Disputed));
    if disputed && plan.note.is_none() {
        add(path.to_owned(), "a figure is disputed, and the plan's `note` does not say how".to_owned());
    }
}

fn of_limit(path: &str, limit: &LimitTerms, add: &mut impl FnMut(String, String)) {
    if limit.description.trim().is_empty() {
        add(path.to_owned(), "the limit has no description".to_owned());
    }
    for stage in &limit.stages {
        if stage.at <= crate::number::Decimal::ZERO {
            add(path.to_owned(), format!("a stage at {} of the limit: it starts above 0", stage.at));
        }
    }
}

#[cfg(test)]
mod tests;
