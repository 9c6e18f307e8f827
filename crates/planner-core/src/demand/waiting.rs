//! Waiting: how often a blocking read runs out, and how often a job finds every slot busy.

use crate::number::Decimal;

/// Slots beyond which nobody waits in practice: more are taken as so many.
const MOST_SLOTS: u32 = 4_000;

/// How often a second a blocking read of `length` seconds runs out that is woken `woken` times a second at random.
///
/// `L / (e^(LT) - 1)`, which is `1 / T` when nothing wakes it: of the reads, `e^(-LT)` run out, and each lasts
/// `(1 - e^(-LT)) / L` on average. `None` past 28 digits, or where the length is not above zero.
///
/// # Example
///
/// ```
/// use planner_core::decimal;
/// use planner_core::demand::expiries;
/// let rate = |woken, length| expiries(decimal(woken).unwrap(), decimal(length).unwrap()).unwrap();
/// assert_eq!(rate("0", "5"), decimal("0.2").unwrap());
/// assert_eq!(rate("0.2", "5").round_half_even(6), decimal("0.116395").unwrap()); // 0.2 / (e - 1)
/// assert_eq!(rate("1000", "5"), decimal("0").unwrap());
/// ```
#[must_use]
pub fn expiries(woken: Decimal, length: Decimal) -> Option<Decimal> {
    if length <= Decimal::ZERO || woken < Decimal::ZERO {
        return None;
    }
    let Some(reach) = woken.times(length) else { return Some(Decimal::ZERO) };
    // As a quotient of two means, so that no digits cancel near zero.
    reach.decay()?.over(reach.decay_mean()?)?.over(length)
}

/// The chance that nothing arrives where `expected` arrive at random on average: `e^-x`.
///
/// `None` below zero. From 65 on, where it is less than 1e-28, it is zero.
///
/// # Example
///
/// ```
/// use planner_core::decimal;
/// use planner_core::demand::none_arrives;
/// assert_eq!(none_arrives(decimal("1").unwrap()).unwrap().round_half_even(9), decimal("0.367879441").unwrap());
/// ```
#[must_use]
pub fn none_arrives(expected: Decimal) -> Option<Decimal> {
    expected.decay()
}

/// How often a second a poll finds nothing, and how often it finds something, that waits `first` seconds after it found
/// something and twice as long each time it finds nothing, up to `most` seconds; things arrive `woken` times a second.
///
/// Poll number `k` after a find, at `S(k)`, is reached where nothing came before it: `e^(-L S(k))`. From one find to the
/// next there are as many empty polls as the sum of those chances, and it lasts the sum of the waits after them, each by
/// its chance. What comes between two polls is found together. `None` past 28 digits or for a wait not above zero.
///
/// # Example
///
/// ```
/// use planner_core::decimal;
/// use planner_core::demand::backed_off;
/// let polls = |woken| backed_off(decimal(woken).unwrap(), decimal("0.01").unwrap(), decimal("0.5").unwrap()).unwrap();
/// assert_eq!(polls("0"), (decimal("2").unwrap(), decimal("0").unwrap())); // every half second
/// assert_eq!(polls("1").1.round_half_even(2), decimal("0.84").unwrap()); // fewer than come: some are found together
/// ```
#[must_use]
pub fn backed_off(woken: Decimal, first: Decimal, most: Decimal) -> Option<(Decimal, Decimal)> {
    if first <= Decimal::ZERO || most <= Decimal::ZERO {
        return None;
    }
    if woken.is_zero() {
        return Some((Decimal::ONE.over(most)?, Decimal::ZERO));
    }
    let (mut empty, mut lasts) = (Decimal::ZERO, Decimal::ZERO);
    let (mut at, mut wait) = (Decimal::ZERO, first.min(most));
    while wait < most {
        let chance = none_arrives(woken.times(at)?)?;
        empty = empty.plus(chance)?;
        lasts = lasts.plus(chance.times(wait)?)?;
        at = at.plus(wait)?;
        wait = wait.times(Decimal::TWO)?.min(most);
    }
    // Then all waits are the same: e^(-L S) (1 + e^(-LT) + e^(-2LT) + ...), of which `expiries` gives all but the first.
    let chance = none_arrives(woken.times(at)?)?;
    let more = Decimal::ONE.plus(expiries(woken, most)?.over(woken)?)?;
    empty = empty.plus(chance.times(more)?)?;
    lasts = lasts.plus(chance.times(more)?.times(most)?)?;
    Some((empty.over(lasts)?, Decimal::ONE.over(lasts)?))
}

/// How busy the slots of some workers are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Occupancy {
    /// The chance that a job finds every slot busy and waits (Erlang C).
    pub waits: Decimal,
    /// The share of time in which all slots of one worker are busy.
    pub full: Decimal,
    /// The share of time in which one slot is busy.
    pub used: Decimal,
}

/// How busy `workers` with `each` slots are that hold `offered` jobs at a time on average, arriving at random.
///
/// An M/M/c queue: `waits` is Erlang's C formula. Busy slots are spread over the workers at random, which gives the
/// share of time in which a given worker has none free. Work beyond the slots keeps them all busy.
///
/// # Example
///
/// ```
/// use planner_core::decimal;
/// use planner_core::demand::occupancy;
/// // 100 calls in 30 minutes of 3 minutes each, 14 agents: the textbook's 17.4 %.
/// let busy = occupancy(decimal("10").unwrap(), decimal("14").unwrap(), decimal("1").unwrap()).unwrap();
/// assert_eq!(busy.waits.round_half_even(3), decimal("0.174").unwrap());
/// assert_eq!(busy.full.round_half_even(6), decimal("0.714286").unwrap()); // 10 of 14
/// ```
#[must_use]
pub fn occupancy(offered: Decimal, workers: Decimal, each: Decimal) -> Option<Occupancy> {
    let always = Occupancy { waits: Decimal::ONE, full: Decimal::ONE, used: Decimal::ONE };
    if offered.is_zero() {
        return Some(Occupancy::default());
    }
    let slots = workers.times(each)?.floor();
    if offered >= slots {
        return Some(always);
    }
    let used = offered.over(slots)?;
    let number = u32::try_from(slots).unwrap_or(u32::MAX);
    if number > MOST_SLOTS {
        return Some(Occupancy {
            waits: Decimal::ZERO,
            full: if each <= Decimal::ONE { used } else { Decimal::ZERO },
            used,
        });
    }
    // Weights of 0 to `slots` busy ones, from the likeliest outwards: they only fall, so none overflows.
    let middle = u32::try_from(offered.floor()).unwrap_or(0);
    let mut weights = vec![Decimal::ZERO; usize::try_from(number).ok()?.checked_add(1)?];
    let mut put = |at: u32, weight: Decimal| {
        if let Some(place) = usize::try_from(at).ok().and_then(|at| weights.get_mut(at)) {
            *place = weight;
        }
    };
    let mut weight = Decimal::ONE;
    put(middle, weight);
    for at in middle.saturating_add(1)..=number {
        weight = weight.times(offered)?.over(Decimal::from(at))?;
        put(at, weight);
    }
    weight = Decimal::ONE;
    for at in (1..=middle).rev() {
        weight = weight.times(Decimal::from(at))?.over(offered)?;
        put(at.saturating_sub(1), weight);
    }
    // All busy, with any number waiting behind: the last weight over what is left idle.
    let idle = Decimal::ONE.minus(used)?;
    if let Some(last) = weights.last_mut() {
        *last = last.over(idle)?;
    }
    let total = weights.iter().try_fold(Decimal::ZERO, |sum, weight| sum.plus(*weight))?;
    let waits = weights.last()?.over(total)?;
    // From all slots down: the chance that those of one worker are among the busy ones.
    let (mut full, mut chance) = (Decimal::ZERO, Decimal::ONE);
    for (busy, weight) in (0..=number).rev().map(Decimal::from).zip(weights.iter().rev()) {
        if busy < each {
            break;
        }
        full = full.plus(weight.times(chance)?)?;
        chance = chance.times(busy.minus(each)?)?.over(busy)?;
    }
    Some(Occupancy { waits, full: full.over(total)?, used })
}
