//! What a word that a product does not know may mean there, for a refusal to say.

use super::entries::{meter_names, option_names, plan_names, product_names};
use super::words::{MEANT, Names, SURE, score, tokens};
use crate::book::{MeterKind, Product, Provider};

/// What a usage key or an option that a product does not have may mean: another key, an option, or one of its account.
pub(crate) fn instead(
    own: &Product,
    account: Option<&Product>,
    word: &str,
    wants_usage: bool,
) -> Option<String> {
    let query = tokens(word);
    let usage = usage_of(own, account);
    let options = |product: &Product| {
        let named = product.options.iter().map(|(id, option)| (id.clone(), option_names(id, option)));
        named.collect::<Vec<_>>()
    };
    let usage = best(&query, usage);
    let option = best(&query, options(own));
    // Of two that fit alike, the kind that was asked for.
    let (usage_fit, option_fit) = (usage.as_ref().map_or(0, |b| b.0), option.as_ref().map_or(0, |b| b.0));
    let usage_first = if wants_usage { usage_fit >= option_fit } else { usage_fit > option_fit };
    if let Some((_, id)) = usage.filter(|_| usage_first) {
        let whither = if wants_usage { "" } else { " It is usage, and goes under `usage`;" };
        return Some(format!("did you mean `{id}`?{whither}"));
    }
    if let Some((_, id)) = option {
        let whither = if wants_usage { " It is an option, and goes under `options`;" } else { "" };
        return Some(format!("did you mean `{id}`?{whither}"));
    }
    let (_, id) = best(&query, options(account?))?;
    Some(format!("did you mean `{id}`? It is an option of the account, and goes under `accounts`;"))
}

/// The product that a word surely means: another name of it, whatever stands between its words.
pub(crate) fn product_meant(book: &Provider, word: &str) -> Option<String> {
    let named = book.products.iter().map(|(id, product)| (id.clone(), product_names(id, product)));
    best(&tokens(word), named.collect()).filter(|(fit, _)| *fit >= SURE).map(|(_, id)| id)
}

/// The product that a word a provider does not know may mean.
pub(crate) fn product_instead(book: &Provider, word: &str) -> Option<String> {
    let named = book.products.iter().map(|(id, product)| (id.clone(), product_names(id, product)));
    best(&tokens(word), named.collect()).map(|(_, id)| id)
}

/// What a word means that is a resource of its own: another product of the provider, or one of its plans.
pub(crate) fn resource_meant(book: &Provider, own: &str, word: &str) -> Option<String> {
    let write = product_by_word(book, own, word)?;
    Some(format!("it is a resource of its own: write `{write}`"))
}

/// What to write for the product, or the plan of one, that a word names best, but for one product.
pub(crate) fn product_by_word(book: &Provider, own: &str, word: &str) -> Option<String> {
    let at = |id: &String| format!("product: {}/{id}", book.provider);
    let others = book.products.iter().filter(|(id, _)| *id != own);
    let mut named: Vec<(String, Names)> = Vec::new();
    for (id, product) in others {
        named.push((at(id), product_names(id, product)));
        // Where there is one plan alone it is the product; its size is no thing of its own.
        let plans = product.plans.iter().filter(|_| product.plans.len() > 1);
        named.extend(
            plans.map(|(plan, terms)| (format!("{}, plan: {plan}", at(id)), plan_names(plan, terms))),
        );
    }
    best(&tokens(word), named).map(|(_, write)| write)
}

fn usage_of(own: &Product, account: Option<&Product>) -> Vec<(String, Names)> {
    let measured = own.meters.iter().filter(|(_, meter)| meter.kind != MeterKind::Running);
    let mut all: Vec<(String, Names)> =
        measured.clone().map(|(id, meter)| (id.clone(), meter_names(id, meter))).collect();
    for input in measured.flat_map(|(_, meter)| &meter.counted) {
        all.push((input.from.clone(), vec![(input.from.clone(), super::ID)]));
    }
    let pooled =
        own.reports.iter().filter_map(|id| Some((id.clone(), meter_names(id, account?.meters.get(id)?))));
    all.extend(pooled);
    all
}

/// The best that is meant, with how well it fits.
fn best(query: &[String], names: Vec<(String, Names)>) -> Option<(u32, String)> {
    let scored = names.into_iter().map(|(id, names)| (score(query, &names), id));
    let mut best: Option<(u32, String)> = None;
    for (fit, id) in scored.filter(|(fit, _)| *fit >= MEANT) {
        if best.as_ref().is_none_or(|(known, _)| fit > *known) {
            best = Some((fit, id));
        }
    }
    best
}
