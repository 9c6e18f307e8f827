//! What a word that a product does not know may mean there, for a refusal to say.

use super::entries::{Entry, Kind, meter_names, of_book, option_names, plan_names, product_names};
use super::words::{MEANT, NAME, Names, SURE, in_full, score, tokens};
use crate::book::{Books, MeterKind, Product, Provider};
use crate::month::Date;
use crate::nearest::{is_slip, nearest, some};

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
    let usage = best(&query, &usage);
    let option = best(&query, &options(own));
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
    let (_, id) = best(&query, &options(account?))?;
    Some(format!("did you mean `{id}`? It is an option of the account, and goes under `accounts`;"))
}

/// The product that a word surely means: another name of it, whatever stands between its words.
pub(crate) fn product_meant(book: &Provider, word: &str) -> Option<String> {
    let named = book.products.iter().map(|(id, product)| (id.clone(), product_names(id, product)));
    best(&tokens(word), &named.collect::<Vec<_>>()).filter(|(fit, _)| *fit >= SURE).map(|(_, id)| id)
}

/// The product and its plan that a word surely means, where no product is called so: a model of an API.
fn plan_of(book: &Provider, word: &str) -> Option<(String, String)> {
    if product_meant(book, word).is_some() {
        return None;
    }
    let plans = book.products.iter().flat_map(|(id, product)| {
        product.plans.iter().map(move |(plan, terms)| (format!("{id} {plan}"), plan_names(plan, terms)))
    });
    let (_, found) = best(&tokens(word), &plans.collect::<Vec<_>>()).filter(|(fit, _)| *fit >= SURE)?;
    found.split_once(' ').map(|(id, plan)| (id.to_owned(), plan.to_owned()))
}

/// What to write for a plan that a word surely means, where no product is called so.
pub(crate) fn plan_meant(book: &Provider, word: &str, written: WrittenIn) -> Option<String> {
    plan_of(book, word).map(|(id, plan)| format!("{}, plan: {plan}", written.product(book, &id)))
}

/// The product that a word may mean, or that has what it means: a plan, or what it counts; `account` for what is its.
pub(crate) fn product_with(book: &Provider, word: &str) -> Option<String> {
    let part = || {
        let part = part_of(book, word, MEANT)?;
        Some(part.product().unwrap_or("account").to_owned())
    };
    let slip = || {
        let near = nearest(word, book.products.keys().map(String::as_str)).first().copied();
        near.filter(|near| is_slip(word, near)).map(str::to_owned)
    };
    let plan = plan_of(book, word).map(|(id, _)| id);
    plan.or_else(|| product_instead(book, word)).or_else(part).or_else(slip)
}

/// The product that a word a provider does not know may mean.
pub(crate) fn product_instead(book: &Provider, word: &str) -> Option<String> {
    let named = book.products.iter().map(|(id, product)| (id.clone(), product_names(id, product)));
    best(&tokens(word), &named.collect::<Vec<_>>()).map(|(_, id)| id)
}

/// What a word means that is a resource of its own: another product of the provider, or one of its plans.
pub(crate) fn resource_meant(book: &Provider, own: &str, word: &str, written: WrittenIn) -> Option<String> {
    let write = product_by_word(book, own, word, written)?;
    Some(format!("it is a resource of its own: write `{write}`"))
}

/// What to write for the product, or the plan of one, that a word names best, but for one product.
fn product_by_word(book: &Provider, own: &str, word: &str, written: WrittenIn) -> Option<String> {
    best_product(book, own, word, written).map(|(_, write)| write)
}

/// The same with how well it fits.
fn best_product(book: &Provider, own: &str, word: &str, written: WrittenIn) -> Option<(u32, String)> {
    let at = |id: &String| written.product(book, id);
    let others = book.products.iter().filter(|(id, _)| *id != own);
    let mut named: Vec<(String, Names)> = Vec::new();
    for (id, product) in others {
        let mut called = product_names(id, product);
        // A vendor's products begin with its name, and people leave it out.
        called.extend(product.name.strip_prefix(&book.name).map(|rest| (rest.to_owned(), NAME)));
        named.push((at(id), called));
        // Where there is one plan alone it is the product; its size is no thing of its own.
        let plans = product.plans.iter().filter(|_| product.plans.len() > 1);
        named.extend(
            plans.map(|(plan, terms)| (format!("{}, plan: {plan}", at(id)), plan_names(plan, terms))),
        );
    }
    best(&tokens(word), &named)
}

/// What to say of a resource whose product has no price at a provider that has some: which is meant, or which there are.
pub(crate) fn no_price(book: &Provider, name: &str, product: &str, written: WrittenIn) -> String {
    let lacks = format!("{name}: no price of {}/{product} is known", book.provider);
    let best = best_product(book, "", product, written);
    let one =
        |least: u32| best.as_ref().filter(|(fit, _)| *fit >= least).map(|(_, write)| format!("`{write}`"));
    let part = |least| part_meant(book, product, least, written);
    let meant = one(NAME).or_else(|| part(SURE)).or_else(|| one(MEANT)).or_else(|| part(MEANT));
    if let Some(meant) = meant {
        return format!("{lacks}; perhaps {meant} is meant");
    }
    let known: Vec<&str> = book.products.keys().map(String::as_str).collect();
    format!("{lacks}; {} has {}", book.name, some(&known))
}

/// What a word means best, and at least so well, that is no product: usage or an option of one product alone, or of the
/// account.
fn part_of(book: &Provider, word: &str, least: u32) -> Option<Entry> {
    let query = tokens(word);
    let query = in_full(&query).unwrap_or(query);
    let mut entries = Vec::new();
    of_book(book, &mut entries);
    let most = entries.iter().map(|entry| score(&query, &entry.names)).max().filter(|most| *most >= least)?;
    entries.retain(|entry| score(&query, &entry.names) == most);
    let is_part = |entry: &Entry| matches!(entry.kind, Kind::Meter | Kind::Option);
    let alike = |one: &Entry| entries.iter().all(|other| is_part(other) && other.at == one.at);
    if entries.first().is_some_and(alike) {
        return Some(entries.swap_remove(0));
    }
    // What several products report is counted for the account.
    let one = entries.first().filter(|one| book.account.meters.contains_key(&one.id))?;
    let shared = entries.iter().all(|other| other.kind == Kind::Meter && other.id == one.id);
    let one = shared.then(|| entries.swap_remove(0))?;
    Some(Entry { at: book.provider.clone(), on_account: true, ..one })
}

fn part_meant(book: &Provider, word: &str, least: u32, written: WrittenIn) -> Option<String> {
    let one = part_of(book, word, least)?;
    Some(match one.product() {
        None => format!("`{}` on the account", one.write),
        Some(id) => format!("`{}` of `{}`", one.write, written.product(book, id)),
    })
}

/// The document that a hint is for: a stack says whose a product is, a bill is of one provider.
#[derive(Clone, Copy)]
pub(crate) enum WrittenIn {
    Stack,
    Bill,
}

impl WrittenIn {
    /// What to write for a product.
    pub(crate) fn product(self, book: &Provider, id: &str) -> String {
        match self {
            Self::Stack => format!("product: {}/{id}", book.provider),
            Self::Bill => format!("product: {id}"),
        }
    }
}

/// What to say of a resource at a provider without prices whose name is that of another's product: `claude` or `lambda`.
/// Where several providers have one, nobody knows which is meant.
pub(crate) fn meant_elsewhere(
    books: &Books,
    day: Date,
    name: &str,
    (word, product): (&str, &str),
) -> Option<String> {
    let mut found = books.providers().filter_map(|provider| {
        let book = &books.as_of(provider, day).ok()?.provider;
        Some((book, product_meant(book, word)?))
    });
    let (book, id) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let within = product_by_word(book, "", product, WrittenIn::Stack);
    let write = within.unwrap_or_else(|| format!("product: {}/{id}", book.provider));
    Some(format!("{name}: no provider is called {word}; perhaps `{write}` is meant"))
}

/// Whether a word is a provider's name or id, however it is written, or another word for it: `digital-ocean`, `Fly.io`, `do`.
pub(crate) fn is_written(books: &Books, provider: &str, word: &str) -> bool {
    let newest = books.files(provider).last().and_then(|file| books.as_of(provider, file.effective).ok());
    let joined = |text: &str| tokens(text).concat();
    let names =
        newest.into_iter().flat_map(|book| book.provider.account.also.iter().chain([&book.provider.name]));
    names.map(String::as_str).chain([provider]).any(|name| joined(name) == joined(word))
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

/// The best that is meant, with how well it fits; of what is short for other words, those are asked for where nothing goes
/// by it.
fn best(query: &[String], names: &[(String, Names)]) -> Option<(u32, String)> {
    best_of(query, names).or_else(|| best_of(&in_full(query)?, names))
}

fn best_of(query: &[String], names: &[(String, Names)]) -> Option<(u32, String)> {
    let scored = names.iter().map(|(id, names)| (score(query, names), id.clone()));
    let mut best: Option<(u32, String)> = None;
    for (fit, id) in scored.filter(|(fit, _)| *fit >= MEANT) {
        if best.as_ref().is_none_or(|(known, _)| fit > *known) {
            best = Some((fit, id));
        }
    }
    best
}
