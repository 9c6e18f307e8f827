//! Keys and memory: what clients leave in a Redis, by Redis' own overheads.

use super::profile::{Kept, Loss};
use super::{Commands, Setup};
use crate::document::Problem;
use crate::number::Decimal;
use crate::shown::grouped;

/// Items of one kind that are kept in memory.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// One of them, in words.
    pub what: String,
    /// Bytes of one.
    pub each: Decimal,
    /// How many there are once things have settled.
    pub number: Decimal,
    /// How many more there are every second, where nothing removes them.
    pub more_per_second: Decimal,
    /// Seconds that one is kept; zero is for good, or until others take its place.
    pub lifetime: Decimal,
    /// How many come a second.
    pub arrives: Decimal,
    /// How often a second one is read.
    pub reads: Decimal,
    /// What a read issues more that finds it gone.
    pub refill: Commands,
    /// What it means that one is gone before its time.
    pub loss: Loss,
}

impl Held {
    /// Bytes of all after so many seconds.
    #[must_use]
    pub fn bytes(&self, after: Decimal) -> Option<Decimal> {
        let number = self.more_per_second.times(after)?.plus(self.number)?;
        number.times(self.each)
    }

    /// How the bytes come about, in words.
    #[must_use]
    pub fn formula(&self) -> String {
        let each = grouped(self.each, 0);
        if self.more_per_second.is_zero() {
            format!("{} x {each} B", grouped(self.number, 0))
        } else {
            let day = self.more_per_second.times(Decimal::from(86_400)).unwrap_or_default();
            format!("{} more every day x {each} B: nothing removes them", grouped(day, 0))
        }
    }
}

/// What clients keep in memory: what arrives in a second times how long it is kept, no more than is kept at most.
///
/// # Errors
///
/// A [`Problem`] past 28 digits.
pub fn memory(setup: &Setup<'_>) -> Result<Vec<Held>, Problem> {
    let kept = setup.role.memory.iter().filter(|kept| !setup.count.is_zero() && setup.holds(&kept.when));
    let all =
        kept.map(|kept| held(setup, kept)).collect::<Option<Vec<_>>>().ok_or_else(super::rates::too_many)?;
    Ok(all.into_iter().filter(|held| !held.number.is_zero() || !held.more_per_second.is_zero()).collect())
}

fn held(setup: &Setup<'_>, kept: &Kept) -> Option<Held> {
    let mut each = kept.base;
    if let Some(payload) = &kept.payload {
        each = each.plus(allocated(setup.number(payload)?.plus(kept.wrap)?)?)?;
    }
    let most = kept.number.as_ref().map_or(Some(Decimal::ZERO), |name| setup.number(name))?;
    let mut held = Held {
        what: kept.what.clone(),
        each,
        number: most,
        more_per_second: Decimal::ZERO,
        lifetime: Decimal::ZERO,
        arrives: Decimal::ZERO,
        reads: Decimal::ZERO,
        refill: kept.refill.clone(),
        loss: kept.loss,
    };
    let Some(operation) = &kept.with else { return Some(held) };
    let rate = setup.rate(operation);
    held.arrives = rate;
    held.reads = reads(setup, kept, rate)?;
    let lifetime = kept.lifetime.as_ref().map_or(Some(Decimal::ZERO), |lifetime| setup.seconds(lifetime))?;
    held.lifetime = lifetime;
    if rate.is_zero() {
        held.number = Decimal::ZERO;
    } else if !lifetime.is_zero() {
        let number = rate.times(lifetime)?.times(Decimal::ONE.plus(lingering(rate)?)?)?;
        held.number = if most.is_zero() { number } else { number.min(most) };
    } else if most.is_zero() {
        held.more_per_second = rate;
    }
    Some(held)
}

/// The share of keys more that are there after their time: Redis looks at twenty keys with a time ten times a second, and
/// goes on while more than a tenth of them are over.
///
/// So as many as end in a second are found among 200 looked at. Source: `expire.c` of Redis 7
/// (`ACTIVE_EXPIRE_CYCLE_KEYS_PER_LOOP`, `ACTIVE_EXPIRE_CYCLE_ACCEPTABLE_STALE`, `hz` 10).
fn lingering(rate: Decimal) -> Option<Decimal> {
    Some(rate.over(Decimal::from(200))?.min(Decimal::new(1, 1)))
}

/// How often one is read: what else is read by the same operations has its share, by how often it comes.
fn reads(setup: &Setup<'_>, kept: &Kept, rate: Decimal) -> Option<Decimal> {
    let (mut come, mut read) = (Decimal::ZERO, Decimal::ZERO);
    for other in &setup.role.memory {
        if let Some(with) =
            other.with.as_ref().filter(|_| other.read_by == kept.read_by && setup.holds(&other.when))
        {
            come = come.plus(setup.rate(with))?;
        }
    }
    for name in &kept.read_by {
        read = read.plus(setup.rate(name))?;
    }
    if come.is_zero() { Some(Decimal::ZERO) } else { read.times(rate)?.over(come) }
}

/// What Redis' allocator takes for so many bytes: the next of its size classes, four to each doubling.
///
/// Source: jemalloc's size classes, which Redis uses on Linux; the measured sizes agree.
///
/// # Example
///
/// ```
/// use planner_core::decimal;
/// use planner_core::clients::allocated;
/// assert_eq!(allocated(decimal("1004").unwrap()), decimal("1024"));
/// assert_eq!(allocated(decimal("50006").unwrap()), decimal("57344"));
/// ```
#[must_use]
pub fn allocated(bytes: Decimal) -> Option<Decimal> {
    let step = match bytes {
        bytes if bytes <= Decimal::from(8) => 8,
        bytes if bytes <= Decimal::from(128) => 16,
        bytes => {
            let mut doubled = 256_u64;
            while bytes > Decimal::from(doubled) {
                doubled = doubled.checked_mul(2)?;
            }
            doubled.checked_div(8)?
        }
    };
    let step = Decimal::from(step);
    bytes.over(step)?.ceil().max(Decimal::ONE).times(step)
}
