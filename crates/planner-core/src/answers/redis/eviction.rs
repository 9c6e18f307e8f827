//! What is lost where the clients of a resource keep more in it than it holds.

use super::{DAY, round, too_large};
use crate::bill::LimitRow;
use crate::book::{Effect, Product, Window};
use crate::clients::{Fate, Held, Loss, Policy, fates, memory};
use crate::document::Problem;
use crate::number::Decimal;
use crate::output::{EvictionOut, LostOut, text};
use crate::projection::{Clients, ProjectedMonth, Projection};
use crate::stack::Resource;
use crate::unit::{Quantity, Unit};

/// The first month in which the clients' data passes what the plan holds, and what that costs; none where it fits, or
/// where the vendor does something else with what does not fit.
pub(super) fn eviction(
    projection: &Projection<'_>,
    (product, resource): (&Product, &Resource),
    clients: &[Clients],
) -> Result<Option<EvictionOut>, Problem> {
    let Some((index, month, row)) = projection.months.iter().enumerate().find_map(passed) else {
        return Ok(None);
    };
    let word = policy(product, resource);
    // What the vendor does decides; the word says how.
    let policy = match word.and_then(Policy::named) {
        Some(policy) => policy,
        None if row.effect == Effect::Evicted => {
            Policy::Evict { expiring: false, order: crate::clients::Order::Random }
        }
        None => Policy::Refuse,
    };
    let bytes = |amount: Option<Decimal>| {
        let quantity = Quantity::new(amount?, Unit::parse(&row.unit));
        quantity.in_unit(&Unit::parse("B")?)
    };
    let (Some(room), Some(wanted)) = (bytes(row.ceiling), bytes(row.usage)) else { return Ok(None) };
    let (mut labels, mut held) = (Vec::new(), Vec::new());
    for client in clients {
        let setup = client.setup(index, month.month)?;
        for mut kept in memory(&setup)? {
            for passed in projection.months.iter().take(index.saturating_add(1)) {
                let more = kept.more_per_second.times(passed.month.seconds().into());
                kept.number = more.and_then(|more| kept.number.plus(more)).ok_or_else(too_large)?;
            }
            labels.push(client.label.as_str());
            held.push(kept);
        }
    }
    let fates = fates(policy, room, &held).ok_or_else(too_large)?;
    let mut out = EvictionOut {
        month: month.month.to_string(),
        date: row.passed_on.map(|day| day.to_string()),
        policy: word.map(str::to_owned),
        refused: fates.is_none(),
        room_bytes: text(room.round_half_away(0)),
        wanted_bytes: text(wanted.round_half_away(0)),
        lost: Vec::new(),
    };
    for ((label, held), fate) in labels.iter().zip(&held).zip(fates.unwrap_or_default()) {
        if let Some(fate) = fate {
            out.lost.push(lost(label, held, &fate).ok_or_else(too_large)?);
        }
    }
    Ok(Some(out))
}

/// The limit on what is kept, where it is passed with keys removed or writes refused.
fn passed<'a>(
    (index, month): (usize, &'a ProjectedMonth<'a>),
) -> Option<(usize, &'a ProjectedMonth<'a>, &'a LimitRow<'a>)> {
    let row = month.limits().find(|row| {
        matches!(row.meter, Some("storage" | "memory"))
            && row.window == Window::Instant
            && matches!(row.effect, Effect::Evicted | Effect::Refused | Effect::ReadOnly)
            && row.usage.zip(row.ceiling).is_some_and(|(usage, ceiling)| usage > ceiling)
    })?;
    Some((index, month, row))
}

/// The word of the option that says what goes: the one whose choices are Redis' policies.
fn policy<'a>(product: &'a Product, resource: &'a Resource) -> Option<&'a str> {
    let (name, terms) = product
        .options
        .iter()
        .find(|(_, terms)| terms.choices.iter().any(|choice| Policy::named(&choice.word).is_some()))?;
    match resource.options.get(name) {
        Some(crate::book::OptionValue::Word(word)) => Some(word),
        _ => terms.default.as_ref().map(|default| default.0.as_str()),
    }
}

fn lost(label: &str, held: &Held, fate: &Fate) -> Option<LostOut> {
    let a_day = |rate: Option<Decimal>| rate?.times(DAY).map(round);
    let (wire, script) = (held.refill.on_the_wire()?, held.refill.in_scripts()?);
    let (mut misses, mut commands) = ([None, None], [None, None]);
    if held.loss == Loss::ComputedAgain && !held.reads.is_zero() {
        let both = [fate.found.0, fate.found.1].map(|found| held.misses(found));
        misses = both.map(a_day);
        commands = both.map(|rate| a_day(rate?.times(wire.plus(script)?)));
    }
    let [misses_even, misses_zipf] = misses;
    let [commands_even, commands_zipf] = commands;
    Some(LostOut {
        client: label.to_owned(),
        what: held.what.clone(),
        loss: held.loss.word(),
        kept: round(fate.kept),
        found_even: round(fate.found.0),
        found_zipf: round(fate.found.1),
        misses_even_per_day: misses_even,
        misses_zipf_per_day: misses_zipf,
        more_commands_even_per_day: commands_even,
        more_commands_zipf_per_day: commands_zipf,
        early_per_day: fate.early.and_then(|early| a_day(held.arrives.times(early))),
        lives_seconds: fate.lives.map(|seconds| text(seconds.round_half_away(0))),
        lifetime_seconds: (!held.lifetime.is_zero()).then(|| text(held.lifetime)),
    })
}
