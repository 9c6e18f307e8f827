//! Queues: how long arrivals wait for a free slot.

use super::capacity::{beyond, not_negative};
use crate::document::Problem;
use crate::number::Decimal;

/// The most slots a queue is worked out for.
pub(super) const MOST_SLOTS: u32 = 4_000;

/// What becomes of arrivals at some slots.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Queue {
    /// They are all served, some after a wait.
    Steady(Waiting),
    /// They fill every slot or more: the wait has no bound. So many more wait with every second, on average; none more
    /// where they fill the slots exactly, which no queue outlasts either.
    Grows {
        /// What arrives a second beyond what is served.
        per_second: Decimal,
    },
}

/// How long arrivals wait, once things have settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The share of time a slot is busy.
    pub utilisation: Decimal,
    /// The chance that an arrival finds every slot busy (Erlang C).
    pub waits: Decimal,
    /// Seconds an arrival waits on average, those that need not wait counted as zero.
    pub mean_seconds: Decimal,
    /// How many wait at a time, on average.
    pub waiting: Decimal,
    /// Spare service a second: what the slots could serve beyond what arrives.
    spare: Decimal,
}

/// How long arrivals wait that come at random, `rate` a second, each to keep one of `slots` busy for `seconds` on average.
///
/// An M/M/c queue, first come first served ([Erlang C](https://en.wikipedia.org/wiki/Erlang_(unit)#Erlang_C_formula)):
/// service times vary as much as exponential ones. Steadier work waits up to half as long; bursts wait longer.
///
/// # Errors
///
/// A [`Problem`] for a rate below zero, a length that is not above zero, no slots or more than 4,000, and past 28 digits.
///
/// # Example
///
/// ```
/// use planner_core::{decimal, demand::{Queue, queue}};
/// let d = |text| decimal(text).unwrap();
/// // 100 calls in 30 minutes of 3 minutes each, 14 agents: a textbook's case.
/// let Queue::Steady(calls) = queue(d("100") / d("1800"), d("180"), 14).unwrap() else { panic!("it is steady") };
/// assert_eq!(calls.waits.round_half_even(3), d("0.174"));
/// assert_eq!(calls.within(d("20")).unwrap().round_half_even(3), d("0.888")); // answered within 20 s
/// assert_eq!(calls.mean_seconds.round_half_even(1), d("7.8"));
/// ```
pub fn queue(rate: Decimal, seconds: Decimal, slots: u32) -> Result<Queue, Problem> {
    not_negative(rate)?;
    is_length(seconds)?;
    if slots == 0 || slots > MOST_SLOTS {
        return Err(Problem::new(format!("{slots} slots cannot be worked out; 1 to {MOST_SLOTS} can")));
    }
    settled(rate, seconds, slots).ok_or_else(beyond)
}

pub(super) fn is_length(seconds: Decimal) -> Result<(), Problem> {
    if seconds > Decimal::ZERO {
        return Ok(());
    }
    let seconds = seconds.normalize();
    Err(Problem::new(format!("work of {seconds} s cannot be; it takes more than no time"))
        .hint("leave it out where it was not measured"))
}

fn settled(rate: Decimal, seconds: Decimal, slots: u32) -> Option<Queue> {
    let (offered, all) = (rate.times(seconds)?, Decimal::from(slots));
    if offered >= all {
        return Some(Queue::Grows { per_second: offered.minus(all)?.over(seconds)? });
    }
    let mut blocked = Decimal::ONE;
    for slot in 1..=slots {
        blocked = next_blocked(blocked, offered, slot)?;
    }
    waiting(blocked, offered, seconds, slots).map(Queue::Steady)
}

/// Erlang's B formula with one slot more: the chance to find all busy where nobody waits. It starts from 1 for no slots.
pub(super) fn next_blocked(blocked: Decimal, offered: Decimal, slot: u32) -> Option<Decimal> {
    let turned = offered.times(blocked)?;
    turned.over(turned.plus(Decimal::from(slot))?)
}

/// From Erlang's B to C and what follows from it; `offered` is less than the slots.
pub(super) fn waiting(blocked: Decimal, offered: Decimal, seconds: Decimal, slots: u32) -> Option<Waiting> {
    let all = Decimal::from(slots);
    let idle = all.minus(offered)?;
    let waits = all.times(blocked)?.over(idle.plus(offered.times(blocked)?)?)?;
    let spare = idle.over(seconds)?;
    Some(Waiting {
        utilisation: offered.over(all)?,
        waits,
        mean_seconds: waits.times(seconds)?.over(idle)?,
        waiting: waits.times(offered)?.over(idle)?,
        spare,
    })
}

impl Waiting {
    /// The wait in seconds that a share of the arrivals stay below: 0.95 for the 95th percentile.
    ///
    /// `ln(C / (1 - share)) / spare`, since waits fall off exponentially; zero where fewer wait at all.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a share below 0 or not below 1.
    pub fn wait_at(&self, share: Decimal) -> Result<Decimal, Problem> {
        let beyond_it = is_share(share)?;
        if self.waits <= beyond_it {
            return Ok(Decimal::ZERO);
        }
        let ratio = self.waits.over(beyond_it).and_then(Decimal::checked_ln);
        ratio.and_then(|ratio| ratio.over(self.spare)).ok_or_else(beyond)
    }

    /// The share of arrivals that wait no longer than so many seconds: `1 - C e^(-spare x seconds)`.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a time below zero.
    pub fn within(&self, seconds: Decimal) -> Result<Decimal, Problem> {
        if seconds < Decimal::ZERO {
            return Err(Problem::new(format!("a wait of {} s is below zero", seconds.normalize())));
        }
        // A product past 28 digits is far beyond what is left of anything.
        let reach = self.spare.times(seconds);
        let left = reach.map_or(Some(Decimal::ZERO), Decimal::decay);
        left.and_then(|left| Decimal::ONE.minus(self.waits.times(left)?)).ok_or_else(beyond)
    }
}

/// What lies beyond a percentile.
pub(super) fn is_share(share: Decimal) -> Result<Decimal, Problem> {
    if share >= Decimal::ZERO && share < Decimal::ONE {
        return Decimal::ONE.minus(share).ok_or_else(beyond);
    }
    let percent = share.times(Decimal::ONE_HUNDRED).unwrap_or(share).normalize();
    Err(Problem::new(format!("a percentile of {percent} cannot be said; it is 0 or more and below 100")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demand::occupancy;
    use crate::unit::decimal;

    fn d(text: &str) -> Decimal {
        decimal(text).unwrap_or_default()
    }

    fn steady(offered: &str, slots: u32) -> Option<Waiting> {
        match queue(d(offered), Decimal::ONE, slots) {
            Ok(Queue::Steady(waiting)) => Some(waiting),
            _ => None,
        }
    }

    #[test]
    fn the_chance_to_wait_is_erlangs() {
        for (offered, slots, wanted) in [
            ("10", 14, "0.174"), // 100 calls in 30 minutes of 3 minutes
            ("20", 25, "0.209"),
            ("0.5", 1, "0.500"), // one slot: as often as it is busy
            ("1", 2, "0.333"),
            ("0", 3, "0.000"),
            ("3999", 4_000, "0.980"),
        ] {
            let waits =
                steady(offered, slots).map(|waiting| format!("{:.3}", waiting.waits.round_half_away(3)));
            assert_eq!(waits.as_deref(), Some(wanted), "{offered} on {slots}");
        }
    }

    #[test]
    fn both_ways_to_erlangs_formula_agree() {
        for (offered, slots) in [("0.01", 1), ("0.9", 1), ("7.3", 8), ("10", 14), ("99", 100), ("400", 450)] {
            let waits = steady(offered, slots).map_or(-Decimal::ONE, |waiting| waiting.waits);
            let other = occupancy(d(offered), slots.into(), Decimal::ONE).unwrap_or_default().waits;
            assert!((waits - other).abs() < Decimal::new(1, 22), "{offered} on {slots}: {waits} and {other}");
        }
    }

    #[test]
    fn waits_fall_off_exponentially() {
        // One slot, half busy, a second of work: C = 0.5, spare 0.5 a second.
        let one = steady("0.5", 1);
        let wait = |share: &str| one.and_then(|one| one.wait_at(d(share)).ok()).unwrap_or(-Decimal::ONE);
        assert_eq!(one.map(|one| (one.mean_seconds, one.waiting)), Some((Decimal::ONE, d("0.5"))));
        assert_eq!(wait("0.5"), Decimal::ZERO);
        assert_eq!(wait("0.95").round_half_away(6), d("4.605170")); // 2 ln 10
        assert_eq!(wait("0.99").round_half_away(6), d("7.824046")); // 2 ln 50
        let within = |t: &str| one.and_then(|one| one.within(d(t)).ok()).unwrap_or(-Decimal::ONE);
        assert_eq!(within("0"), d("0.5"));
        assert_eq!(within("2").round_half_away(6), d("0.816060")); // 1 - 0.5 / e
        assert_eq!(within("1000000000000000000000000000"), Decimal::ONE);
        // A percentile's wait is what that share waits at most.
        assert!((within(&wait("0.95").to_string()) - d("0.95")).abs() < Decimal::new(1, 20));
    }

    #[test]
    fn too_much_work_has_no_wait_but_grows() {
        let grows = |rate, seconds, slots| queue(d(rate), d(seconds), slots);
        assert_eq!(grows("3", "2", 4), Ok(Queue::Grows { per_second: Decimal::ONE }));
        assert_eq!(grows("2", "2", 4), Ok(Queue::Grows { per_second: Decimal::ZERO }));
    }

    #[test]
    fn what_is_no_queue_is_refused() {
        let said = |rate, seconds, slots| {
            queue(d(rate), d(seconds), slots).map_err(|problem| problem.into_parts().message)
        };
        let one = steady("0.5", 1).map(|one| (one.wait_at(Decimal::ONE), one.within(-Decimal::ONE)));
        for (found, wanted) in [
            (said("-1", "1", 1).err(), "-1 a second is below zero"),
            (said("1", "0", 1).err(), "work of 0 s cannot be; it takes more than no time"),
            (said("1", "1", 0).err(), "0 slots cannot be worked out; 1 to 4000 can"),
            (said("1", "1", 4_001).err(), "4001 slots cannot be worked out; 1 to 4000 can"),
            (
                one.clone().and_then(|one| one.0.err()).map(|problem| problem.into_parts().message),
                "a percentile of 100 cannot be said; it is 0 or more and below 100",
            ),
            (
                one.and_then(|one| one.1.err()).map(|problem| problem.into_parts().message),
                "a wait of -1 s is below zero",
            ),
        ] {
            assert_eq!(found.as_deref(), Some(wanted));
        }
    }
}
