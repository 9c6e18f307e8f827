//! What is sent and asked for: answers with the resources they pass, tokens, logs, builds.

use super::super::figures::{Sized, counts};
use super::instances::since;
use super::{Part, World, base, each, too_large, uses};
use crate::book::Measure;
use crate::document::Problem;
use crate::number::Decimal;
use crate::stack::{Resource, Series, Tokens};

/// Adds what a resource sends.
pub(super) fn add<'a>(
    parts: &mut Vec<Part<'a>>,
    world: World<'a, '_>,
    (name, resource): (&'a str, &'a Resource),
) -> Result<(), Problem> {
    let often = |series: &Series, at: &str| -> Result<(Vec<Decimal>, String), Problem> {
        let path = format!("resources.{name}.{at}");
        let values = counts(series, world.model.stack, world.months, world.drivers, &path)?;
        Ok((since(world, resource, values), path))
    };
    if let Some(load) = &resource.load {
        let (requests, path) = often(&load.requests, "load.requests")?;
        let answer = load.answer.as_ref().and_then(|answer| base(answer, "B"));
        let way = Way { name, through: load.through.as_deref(), cached: load.cached.unwrap_or_default() };
        send(parts, world, way, &requests, answer, (Measure::Requests, &path))
            .ok_or_else(|| too_large(&path))?;
        // A ping is a request like any other, and goes straight to it.
        if let Some(pings) = uses::pings(world, resource) {
            let path = format!("resources.{name}.load.pings");
            let way = Way { name, through: None, cached: Decimal::ZERO };
            send(parts, world, way, &pings, answer, (Measure::Requests, &path))
                .ok_or_else(|| too_large(&path))?;
        }
    }
    if let Some(tokens) = &resource.tokens {
        let (messages, path) = often(&tokens.messages, "tokens.messages")?;
        let all = sized(world, resource, tokens, &messages).ok_or_else(|| too_large(&path))?;
        for (measure, events) in all {
            let values = total(&events, messages.len()).ok_or_else(|| too_large(&path))?;
            parts.push(Part { events, ..Part::of(name, measure, values, &path) });
        }
    }
    if let Some(logs) = &resource.logs {
        let (lines, path) = often(&logs.lines, "logs.lines")?;
        let values = base(&logs.each, "B").and_then(|bytes| each(&lines, bytes));
        let values = values.ok_or_else(|| too_large(&path))?;
        parts.push(Part::of(name, Measure::Logs, values, &path));
    }
    if let Some(deploys) = &resource.deploys {
        let (count, path) = often(&deploys.count, "deploys.count")?;
        let size = base(&deploys.build, "s").ok_or_else(|| too_large(&path))?;
        let values = each(&count, size).ok_or_else(|| too_large(&path))?;
        parts.push(Part {
            events: vec![Sized { size, counts: count.clone() }],
            ..Part::of(name, Measure::BuildTime, values, &path)
        });
        parts.push(Part::of(name, Measure::Builds, count, &path));
    }
    Ok(())
}

/// Messages as requests of known sizes: what goes in, what of it is cached, and what comes out, as the vendor's API counts.
fn sized(
    world: World<'_, '_>,
    resource: &Resource,
    tokens: &Tokens,
    messages: &[Decimal],
) -> Option<[(Measure, Vec<Sized>); 3]> {
    let book = world.model.book(resource.provider()).ok().map(|snapshot| &snapshot.provider);
    let key =
        |measure| book.and_then(|book| book.measuring(resource.product_id(), measure)).map(|(key, _)| key);
    // Cached tokens are counted inside the input, or beside it. Where nothing is cheaper from a cache, all are input.
    let product = book.and_then(|book| book.products.get(resource.product_id()));
    let beside = key(Measure::CachedTokens)
        .is_some_and(|cached| product.is_none_or(|product| !product.requests.inside.contains_key(cached)));
    let mut all =
        [Measure::InputTokens, Measure::CachedTokens, Measure::OutputTokens].map(|of| (of, Vec::new()));
    for prompt in &tokens.input {
        let counts = each(messages, prompt.share)?;
        let cached = prompt.size.times(tokens.cached)?;
        let input = if beside { prompt.size.minus(cached)? } else { prompt.size };
        for ((_, events), size) in all.iter_mut().zip([input, cached, tokens.output]) {
            events.push(Sized { size, counts: counts.clone() });
        }
    }
    Some(all)
}

/// What events come to in each month.
fn total(events: &[Sized], months: usize) -> Option<Vec<Decimal>> {
    let mut all = vec![Decimal::ZERO; months];
    for sized in events {
        for (sum, count) in all.iter_mut().zip(&sized.counts) {
            *sum = sum.plus(sized.size.times(*count)?)?;
        }
    }
    Some(all)
}

/// The way of an answer: from a resource, perhaps through another that keeps a share of them.
#[derive(Clone, Copy)]
pub(super) struct Way<'a> {
    pub(super) name: &'a str,
    pub(super) through: Option<&'a str>,
    pub(super) cached: Decimal,
}

/// Adds requests with their answers at every resource they pass: each of them counts and bills them.
pub(super) fn send<'a>(
    parts: &mut Vec<Part<'a>>,
    world: World<'a, '_>,
    way: Way<'a>,
    requests: &[Decimal],
    answer: Option<Decimal>,
    (counted, path): (Measure, &str),
) -> Option<()> {
    let mut add = |resource, measure, values| {
        parts.push(Part::of(resource, measure, values, path));
    };
    let hop = way.through.and_then(|through| world.model.stack.resources.entry(through)).map(|(hop, _)| hop);
    let passed = if hop.is_some() { Decimal::ONE.minus(way.cached)? } else { Decimal::ONE };
    let reaching = each(requests, passed)?;
    if let Some(bytes) = answer {
        add(way.name, Measure::Egress, each(&reaching, bytes)?);
        if let Some(hop) = hop {
            add(hop, Measure::Egress, each(requests, bytes)?);
        }
    }
    if let Some(hop) = hop {
        add(hop, Measure::Requests, requests.to_vec());
    }
    add(way.name, counted, reaching);
    Some(())
}
