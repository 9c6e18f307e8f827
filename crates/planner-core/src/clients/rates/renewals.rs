//! What happens again and again while jobs run: locks are renewed, running jobs are looked at.

use super::{DAY, Load, Part, groups, times};
use crate::clients::profile::Operation;
use crate::clients::{Commands, Setup};
use crate::demand::none_arrives;
use crate::number::Decimal;
use crate::shown::quantity;

/// Slots beyond which chances are those of endlessly many.
const MANY: u32 = 1_000;

/// Running jobs of a client beyond which one is always due: 60, whose weights stay within 28 digits.
const MOST_RUNNING: Decimal = Decimal::from_parts(60, 0, 0, false, 0);

/// Renewals that clients send once for all of their jobs.
#[derive(Clone, Copy, Default)]
pub(super) struct Together {
    /// Renewals of single jobs a second.
    jobs: Decimal,
    /// Calls a second that carry them.
    calls: Decimal,
}

/// How often a second a client of all these finds a job due whose renewal goes together with others'.
///
/// Every `every` seconds each client renews what is due of its jobs, in one call, if anything is.
pub(super) fn together(setup: &Setup<'_>, busy: Load) -> Option<Together> {
    let mut all = Together::default();
    let mut every = Decimal::ZERO;
    for (name, operation) in &setup.role.operations {
        let Some(renews) = operation.renews.as_ref().filter(|renews| renews.together) else { continue };
        let rate = rate(setup, busy, name, operation)?;
        if !rate.is_zero() {
            all.jobs = all.jobs.plus(rate)?;
            every = setup.seconds(&renews.every)?;
        }
    }
    let clients = setup.count.times(groups(setup)?)?;
    if all.jobs.is_zero() || clients.is_zero() {
        return Some(all);
    }
    let ticks = clients.over(every)?;
    let due = all.jobs.over(ticks)?;
    let slots = setup.slots().unwrap_or(Decimal::ONE);
    let running = busy.slots.used.times(slots)?;
    all.calls = ticks.times(Decimal::ONE.minus(none_due(due, running, slots)?)?)?;
    Some(all)
}

/// The chance that none of a client's jobs is due, where `due` are on average and `running` run on its `slots`.
///
/// Each running job is due with the same chance; how many run is as in a queue with as many slots, `a^k / k!`, where the last
/// one stands for all that wait behind it too.
fn none_due(due: Decimal, running: Decimal, slots: Decimal) -> Option<Decimal> {
    let number = u32::try_from(slots).ok().filter(|slots| *slots <= MANY);
    let Some(number) = number.filter(|_| running <= MOST_RUNNING) else { return none_arrives(due) };
    if running.is_zero() {
        return Some(Decimal::ONE);
    }
    let free = Decimal::ONE.minus(due.over(running)?)?.max(Decimal::ZERO);
    let left = Decimal::ONE.minus(running.over(slots)?)?;
    let (mut weight, mut all, mut none, mut chance) =
        (Decimal::ONE, Decimal::ZERO, Decimal::ZERO, Decimal::ONE);
    for at in 0..=number {
        if at > 0 {
            weight = weight.times(running)?.over(Decimal::from(at))?;
            chance = chance.times(free)?;
        }
        if at == number {
            if left <= Decimal::ZERO {
                return Some(chance); // All slots are always busy.
            }
            weight = weight.over(left)?;
        }
        all = all.plus(weight)?;
        none = none.plus(weight.times(chance)?)?;
    }
    none.over(all)
}

/// Renewals a second of an operation's jobs; the first few of each are left out.
fn rate(setup: &Setup<'_>, busy: Load, name: &str, operation: &Operation) -> Option<Decimal> {
    let (Some(renews), Some(takes)) = (&operation.renews, &operation.takes) else {
        return Some(Decimal::ZERO);
    };
    if !setup.holds(&renews.when) {
        return Some(Decimal::ZERO);
    }
    let (every, takes) = (setup.seconds(&renews.every)?, setup.number(takes)?);
    if every.is_zero() {
        return Some(Decimal::ZERO);
    }
    let number = takes.over(every)?.minus(renews.skips)?.max(Decimal::ZERO);
    setup.rate(name).times(busy.done)?.times(number)?.times(setup.product(&renews.per)?)
}

/// Adds what renewing the jobs of one operation makes.
pub(super) fn add(
    setup: &Setup<'_>,
    busy: Load,
    (name, operation): (&str, &Operation),
    together: Together,
    parts: &mut Vec<Part>,
) -> Option<()> {
    let rate = rate(setup, busy, name, operation)?;
    let Some(renews) = operation.renews.as_ref().filter(|_| !rate.is_zero()) else { return Some(()) };
    let calls = if renews.together { together.calls.times(rate)?.over(together.jobs)? } else { rate };
    let wire = Commands { wire: renews.commands.wire.clone(), ..Commands::default() };
    let script = Commands { script: renews.commands.script.clone(), ..Commands::default() };
    let mut commands = wire.times(calls)?;
    commands.add(&script, rate)?;
    let number = rate.over(setup.rate(name))?;
    let (sent, run) = (renews.commands.on_the_wire()?, renews.commands.in_scripts()?);
    let mut formula = format!(
        "{} a day x {} each{}",
        quantity(setup.rate(name).times(DAY)?),
        quantity(number),
        times(sent, run)
    );
    if calls < rate {
        formula = format!("{formula}, in {} calls", quantity(calls.times(DAY)?));
    }
    parts.push(Part {
        what: format!("keeps the lock of {}", operation.does),
        by_itself: false,
        formula,
        commands,
    });
    Some(())
}
