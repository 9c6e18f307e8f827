//! What is sent and asked for: answers with the resources they pass, tokens, logs, builds.

use rust_decimal::Decimal;

use super::super::figures::counts;
use super::instances::since;
use super::{Part, World, base, each, too_large};
use crate::book::Measure;
use crate::document::Problem;
use crate::number::Checked;
use crate::stack::{Resource, Series};

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
    }
    if let Some(tokens) = &resource.tokens {
        let (messages, path) = often(&tokens.messages, "tokens.messages")?;
        let cached = tokens.input.times(tokens.cached);
        let fresh = cached.and_then(|cached| tokens.input.minus(cached));
        for (measure, tokens) in [
            (Measure::InputTokens, fresh),
            (Measure::CachedTokens, cached),
            (Measure::OutputTokens, Some(tokens.output)),
        ] {
            let values = tokens.and_then(|tokens| each(&messages, tokens)).ok_or_else(|| too_large(&path))?;
            parts.push(Part { resource: name, measure, values, path: path.clone() });
        }
    }
    if let Some(logs) = &resource.logs {
        let (lines, path) = often(&logs.lines, "logs.lines")?;
        let values = base(&logs.each, "B").and_then(|bytes| each(&lines, bytes));
        let values = values.ok_or_else(|| too_large(&path))?;
        parts.push(Part { resource: name, measure: Measure::Logs, values, path });
    }
    if let Some(deploys) = &resource.deploys {
        let (count, path) = often(&deploys.count, "deploys.count")?;
        let values = base(&deploys.build, "s").and_then(|seconds| each(&count, seconds));
        let values = values.ok_or_else(|| too_large(&path))?;
        parts.push(Part { resource: name, measure: Measure::BuildTime, values, path: path.clone() });
        parts.push(Part { resource: name, measure: Measure::Builds, values: count, path });
    }
    Ok(())
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
        parts.push(Part { resource, measure, values, path: path.to_owned() });
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
