//! Keys and memory: what clients leave in a Redis, by Redis' own overheads.

use rust_decimal::Decimal;

use super::Setup;
use super::profile::Kept;
use crate::document::Problem;
use crate::money::grouped;
use crate::number::Checked;

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
    let kept = setup.role.memory.iter().filter(|kept| setup.holds(&kept.when));
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
    let mut held = Held { what: kept.what.clone(), each, number: most, more_per_second: Decimal::ZERO };
    let Some(operation) = &kept.with else { return Some(held) };
    let rate = setup.rate(operation);
    let lifetime = kept.lifetime.as_ref().map_or(Some(Decimal::ZERO), |lifetime| setup.seconds(lifetime))?;
    if rate.is_zero() {
        held.number = Decimal::ZERO;
    } else if !lifetime.is_zero() {
        let number = rate.times(lifetime)?;
        held.number = if most.is_zero() { number } else { number.min(most) };
    } else if most.is_zero() {
        held.more_per_second = rate;
    }
    Some(held)
}

/// What Redis' allocator takes for so many bytes: the next of its size classes, four to each doubling.
///
/// Source: jemalloc's size classes, which Redis uses on Linux; the measured sizes agree.
///
/// # Example
///
/// ```
/// use planner_core::decimal;
/// use planner_core::demand::allocated;
/// assert_eq!(allocated(decimal("1004").unwrap()), decimal("1024"));
/// assert_eq!(allocated(decimal("50006").unwrap()), decimal("57344"));
/// ```
#[must_use]
pub fn allocated(bytes: Decimal) -> Option<Decimal> {
    let bytes = u64::try_from(bytes.ceil()).ok()?;
    if bytes <= 8 {
        return Some(Decimal::from(8));
    }
    if bytes <= 128 {
        return Some(Decimal::from(bytes.next_multiple_of(16)));
    }
    let step = bytes.checked_next_power_of_two()?.checked_div(8)?;
    bytes.checked_next_multiple_of(step).map(Decimal::from)
}
