//! How many commands clients make: by themselves, and for what they are asked.

mod renewals;

use std::fmt::Write as _;

use super::profile::{Cycle, Operation};
use super::{Commands, Setup};
use crate::demand::{Occupancy, backed_off, expiries, none_arrives, occupancy};
use crate::document::Problem;
use crate::number::Decimal;
use crate::shown::{grouped, quantity};

const DAY: Decimal = Decimal::from_parts(86_400, 0, 0, false, 0);

/// One reason why clients make commands.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// What they do, in words.
    pub what: String,
    /// Whether they do it by themselves, rather than when asked.
    pub by_itself: bool,
    /// How often a day, as a formula in words.
    pub formula: String,
    /// Commands a second.
    pub commands: Commands,
}

/// What clients do and how many commands a second it makes, by themselves and when asked.
///
/// Arrivals are taken to be random (Poisson). A blocking read that an operation wakes runs out less often the more
/// there are ([`expiries`]), and stops while every slot is busy. An operation costs what it costs an idle client, or
/// from a backlog, by the chance that it waits ([`occupancy`]). Where more is asked for than the slots get done, only what
/// is done costs that; the rest is added to a queue that grows ([`undone`]).
///
/// # Errors
///
/// A [`Problem`] past 28 digits.
pub fn parts(setup: &Setup<'_>) -> Result<Vec<Part>, Problem> {
    let mut parts = Vec::new();
    // What nobody runs sends nothing, not even what one of a group sends for all.
    if setup.count.is_zero() {
        return Ok(parts);
    }
    let busy = busy(setup).ok_or_else(too_many)?;
    for cycle in setup.role.cycles.iter().filter(|cycle| setup.holds(&cycle.when)) {
        repeated(setup, cycle, busy, &mut parts).ok_or_else(too_many)?;
    }
    let together = renewals::together(setup, busy).ok_or_else(too_many)?;
    for (name, operation) in &setup.role.operations {
        if !setup.rate(name).is_zero() {
            parts.push(asked(setup, name, operation, busy).ok_or_else(too_many)?);
            renewals::add(setup, busy, (name, operation), together, &mut parts).ok_or_else(too_many)?;
        }
    }
    Ok(parts)
}

/// Jobs a second that are asked for and that the slots do not get done: the queue grows by as many.
///
/// # Errors
///
/// A [`Problem`] past 28 digits.
///
/// # Example
///
/// ```
/// use planner_core::decimal;
/// use planner_core::clients::{Profiles, Setup, Value, undone};
/// let (profile, role) = Profiles::named("bullmq/worker").unwrap();
/// let mut worker = Setup::new(profile.role(&role).unwrap(), decimal("1").unwrap());
/// worker.set("job_time", Value::Number(decimal("10").unwrap())).unwrap();
/// worker.ask("jobs", decimal("1").unwrap()).unwrap();
/// assert_eq!(undone(&worker).unwrap(), decimal("0.9").unwrap()); // one slot does a tenth of a job a second
/// ```
pub fn undone(setup: &Setup<'_>) -> Result<Decimal, Problem> {
    let left = || -> Option<Decimal> {
        let share = Decimal::ONE.minus(busy(setup)?.done)?;
        let taking = setup.role.operations.iter().filter(|(_, operation)| operation.takes.is_some());
        taking.map(|(name, _)| setup.rate(name)).try_fold(Decimal::ZERO, Decimal::plus)?.times(share)
    };
    left().ok_or_else(too_many)
}

/// Commands a second, all parts together.
///
/// # Errors
///
/// A [`Problem`] past 28 digits.
pub fn commands(setup: &Setup<'_>) -> Result<Commands, Problem> {
    let mut all = Commands::default();
    for part in parts(setup)? {
        all.add(&part.commands, Decimal::ONE).ok_or_else(too_many)?;
    }
    Ok(all)
}

pub(super) fn too_many() -> Problem {
    Problem::new("the commands come to more than can be computed exactly (28 digits)")
}

/// How busy slots are, and how much of what is asked for they get done.
#[derive(Clone, Copy)]
struct Load {
    slots: Occupancy,
    /// Less than one where more is asked for.
    done: Decimal,
}

/// How busy the slots are; not at all where the role has none.
fn busy(setup: &Setup<'_>) -> Option<Load> {
    let idle = Some(Load { slots: Occupancy::default(), done: Decimal::ONE });
    let Some(slots) = setup.slots() else { return idle };
    let (mut offered, mut number) = (Decimal::ZERO, Decimal::ZERO);
    for (name, operation) in &setup.role.operations {
        if let Some(takes) = &operation.takes {
            offered = offered.plus(setup.rate(name).times(setup.number(takes)?)?)?;
            number = number.plus(setup.rate(name))?;
        }
    }
    let groups = groups(setup)?;
    if groups.is_zero() || setup.count.is_zero() {
        return idle;
    }
    let load = |offered: Decimal, clients: Decimal, slots: Decimal| {
        let room = clients.times(slots)?;
        let done = if offered > room { room.over(offered)? } else { Decimal::ONE };
        Some(Load { slots: occupancy(offered, clients, slots)?, done })
    };
    let by_slots = load(offered.over(groups)?, setup.count, slots)?;
    let Some(limit) = &setup.role.limit else { return Some(by_slots) };
    let (most, per) = (setup.number(&limit.number)?, setup.number(&limit.per)?);
    if most.is_zero() {
        return Some(by_slots);
    }
    // A start holds one of so many places for that time, which is a queue of its own; jobs wait for the scarcer.
    let by_limit = load(number.over(groups)?.times(per)?, Decimal::ONE, most)?;
    let waits = by_slots.slots.waits.max(by_limit.slots.waits);
    Some(Load { slots: Occupancy { waits, ..by_slots.slots }, done: by_slots.done.min(by_limit.done) })
}

fn groups(setup: &Setup<'_>) -> Option<Decimal> {
    setup.role.apart.as_ref().map_or(Some(Decimal::ONE), |apart| setup.number(apart))
}

fn repeated(setup: &Setup<'_>, cycle: &Cycle, busy: Load, parts: &mut Vec<Part>) -> Option<()> {
    let busy = busy.slots;
    let (length, number) = (setup.seconds(&cycle.every)?, setup.product(&cycle.per)?);
    // Where each slot waits by itself, it stops with the slot's own job; else when all slots of a client have one.
    let by_slot = setup.role.slots.as_ref().is_some_and(|slots| cycle.per.contains(slots));
    let taken = if by_slot { busy.used } else { busy.full };
    let free = if cycle.pauses { Decimal::ONE.minus(taken)? } else { Decimal::ONE };
    if length.is_zero() || number.is_zero() {
        return Some(());
    }
    let mut woken = Decimal::ZERO;
    for name in &cycle.woken_by {
        woken = woken.plus(setup.rate(name))?;
    }
    if cycle.all_woken {
        woken = woken.over(groups(setup)?)?;
    } else if !free.is_zero() {
        // Those who wait share what finds a slot free.
        let waiting = number.times(free)?;
        woken = woken.times(Decimal::ONE.minus(busy.waits)?)?.over(waiting)?;
    }
    let (each, finds) = match cycle.from {
        Some(from) => backed_off(woken, from, length)?,
        None => (expiries(woken, length)?, Decimal::ZERO),
    };
    let (each, finds) = (each.times(free)?, finds.times(free)?);
    let (wire, script) = (cycle.commands.on_the_wire()?, cycle.commands.in_scripts()?);
    let mut formula =
        format!("{}86,400 / {} s{}", counted(setup, &cycle.per), length.normalize(), times(wire, script));
    let share = each.times(length)?;
    if share.round_half_away(3) != Decimal::ONE {
        let what = if cycle.from.is_some() { "with short waits after each find" } else { "of them" };
        formula = format!("{formula}, {} % {what}", grouped(share.times(Decimal::ONE_HUNDRED)?, 1));
    }
    let mut commands = cycle.commands.times(number.times(each)?)?;
    commands.add(&cycle.found, number.times(finds)?)?;
    parts.push(Part { what: cycle.does.clone(), by_itself: true, formula, commands });
    Some(())
}

fn asked(setup: &Setup<'_>, name: &str, operation: &Operation, busy: Load) -> Option<Part> {
    let rate = setup.rate(name);
    let done = if operation.takes.is_some() { busy.done } else { Decimal::ONE };
    let busy = busy.slots;
    let (mut idle, mut backlog, mut one) = (Commands::default(), Commands::default(), Commands::default());
    let met_idle = Decimal::ONE.minus(busy.waits)?;
    let mut differs = false;
    for cost in operation.costs.iter().filter(|cost| setup.holds(&cost.when)) {
        let mut number = setup.product(&cost.per)?.over(setup.product(&cost.shared_by)?)?;
        if cost.lulls {
            number = number.times(lulls(setup, busy)?)?;
        }
        let from_backlog = cost.backlog.as_ref().unwrap_or(&cost.idle);
        differs |= cost.backlog.is_some();
        idle.add(&cost.idle, number)?;
        backlog.add(from_backlog, number)?;
        one.add(&cost.idle, number.times(met_idle)?)?;
        one.add(from_backlog, number.times(busy.waits)?)?;
    }
    let (wire, script) = (idle.on_the_wire()?, idle.in_scripts()?);
    // One number for all queues: told where there are several.
    let all = if groups(setup)? > Decimal::ONE { ", all queues together," } else { "" };
    let mut formula = format!("{} a day{all}{}", quantity(rate.times(DAY)?), times(wire, script));
    if differs && busy.waits >= Decimal::new(5, 4) {
        formula = format!(
            "{formula}; {} % of them from a backlog{}",
            grouped(busy.waits.times(Decimal::ONE_HUNDRED)?, 1),
            times(backlog.on_the_wire()?, backlog.in_scripts()?)
        );
    }
    let mut commands = one.times(rate.times(done)?)?;
    if done < Decimal::ONE {
        commands.add(&operation.adds, rate.times(Decimal::ONE.minus(done)?)?)?;
        formula = format!(
            "{formula}; {} % of them are done, the rest is added and waits{}",
            grouped(done.times(Decimal::ONE_HUNDRED)?, 1),
            times(operation.adds.on_the_wire()?, operation.adds.in_scripts()?)
        );
    }
    Some(Part { what: operation.does.clone(), by_itself: false, formula, commands })
}

/// The share of starts after which a job of the same client ends before another starts.
///
/// All of them where one runs at a time. Otherwise `(1 + e^-2a) / 2` for jobs that all take as long and of which `a` run
/// at a time: given `k` others, the least of their uniform remainders comes before the next arrival with the chance
/// `g(k) = k/a (1 - g(k-1))`, `g(0) = e^-a`, and Poisson's weights of `k` sum these to it.
fn lulls(setup: &Setup<'_>, busy: Occupancy) -> Option<Decimal> {
    let slots = setup.role.slots.as_ref().and_then(|slots| setup.number(slots)).unwrap_or(Decimal::ONE);
    if slots <= Decimal::ONE {
        return Some(Decimal::ONE);
    }
    let at_a_time = busy.used.times(slots)?;
    Decimal::ONE.plus(none_arrives(at_a_time.times(Decimal::TWO)?)?)?.over(Decimal::TWO)
}

/// `2 workers x 3 queues x `, leaving out what there is one of.
fn counted(setup: &Setup<'_>, per: &[String]) -> String {
    let mut out = String::new();
    for name in per {
        let number = setup.number(name).unwrap_or_default();
        if number != Decimal::ONE {
            let what = if name == super::setup::COUNT {
                format!("{}s", setup.role.name)
            } else {
                name.replace('_', " ")
            };
            let _ = write!(out, "{} {what} x ", quantity(number));
        }
    }
    out
}

/// ` x 2`, or ` x (2 + 6 in scripts)`.
fn times(wire: Decimal, script: Decimal) -> String {
    match (wire.is_zero(), script.is_zero()) {
        (_, true) => format!(" x {}", quantity(wire)),
        (true, false) => format!(" x {} in scripts", quantity(script)),
        (false, false) => format!(" x ({} + {} in scripts)", quantity(wire), quantity(script)),
    }
}
