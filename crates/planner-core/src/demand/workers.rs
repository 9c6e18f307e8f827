//! Workers: how far behind their queue they fall, and how many keep it short.

use super::capacity::{WHOLE_PLACES, beyond, is_target, not_negative};
use super::queue::{MOST_SLOTS, is_length, is_share, next_blocked, waiting};
use super::shape::{HOUR, WEEK};
use super::{Queue, queue};
use crate::document::Problem;
use crate::number::Decimal;

/// Worker processes and the jobs they are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Workers {
    /// Jobs a second.
    pub per_second: Decimal,
    /// Seconds one job keeps a slot busy.
    pub seconds: Decimal,
    /// Jobs one process works on at a time.
    pub slots: u32,
}

impl Workers {
    /// Jobs a second that so many processes get done at most.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a length that is not above zero, and past 28 digits.
    pub fn capacity(&self, count: u32) -> Result<Decimal, Problem> {
        is_length(self.seconds)?;
        let slots = Decimal::from(count).times(Decimal::from(self.slots));
        slots.and_then(|slots| slots.over(self.seconds)).ok_or_else(beyond)
    }

    /// How long jobs wait for so many processes; [`Waiting::wait_at`](super::Waiting::wait_at) is the queue's lag.
    ///
    /// # Errors
    ///
    /// As [`queue()`].
    pub fn queue(&self, count: u32) -> Result<Queue, Problem> {
        queue(self.per_second, self.seconds, count.saturating_mul(self.slots))
    }

    /// The fewest processes whose slots are busy for `target` of the time at most and that leave `share` of the jobs
    /// waiting no longer than `within` seconds.
    ///
    /// # Errors
    ///
    /// A [`Problem`] as [`queue()`], for a target that is not above 0 and at most 1, a share that is not below 1, and where it
    /// would take more than 4,000 slots.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::{decimal, demand::Workers};
    /// let d = |text| decimal(text).unwrap();
    /// let calls = Workers { per_second: d("100") / d("1800"), seconds: d("180"), slots: 1 };
    /// // 80 % within 20 seconds: the textbook's 14 agents.
    /// assert_eq!(calls.needed(d("0.8"), d("20"), d("1")), Ok(14));
    /// assert_eq!(calls.needed(d("0.8"), d("20"), d("0.5")), Ok(20)); // and busy half of the time
    /// ```
    pub fn needed(&self, share: Decimal, within: Decimal, target: Decimal) -> Result<u32, Problem> {
        not_negative(self.per_second)?;
        is_length(self.seconds)?;
        is_target(target)?;
        is_share(share)?;
        if within < Decimal::ZERO || self.slots == 0 {
            return Err(Problem::new("a lag is not below zero, and a worker has at least one slot"));
        }
        // Ten jobs at a time that the 28th digit makes 10.00...01 are ten.
        let offered = self.per_second.times(self.seconds).ok_or_else(beyond)?.round_half_away(WHOLE_PLACES);
        let mut blocked = Decimal::ONE;
        let (mut slots, mut count) = (0_u32, 0_u32);
        while let Some(next) = slots.checked_add(self.slots).filter(|next| *next <= MOST_SLOTS) {
            for slot in slots.saturating_add(1)..=next {
                blocked = next_blocked(blocked, offered, slot).ok_or_else(beyond)?;
            }
            (slots, count) = (next, count.saturating_add(1));
            let room = Decimal::from(slots).times(target).ok_or_else(beyond)?;
            if offered > room || offered >= Decimal::from(slots) {
                continue;
            }
            let waiting = waiting(blocked, offered, self.seconds, slots).ok_or_else(beyond)?;
            if waiting.wait_at(share)? <= within {
                return Ok(count);
            }
        }
        Err(Problem::new(format!(
            "these jobs need more than {MOST_SLOTS} slots, the most that are worked out"
        ))
        .hint("shorten the jobs, or split them over several queues"))
    }
}

/// What a week leaves undone for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backlog {
    /// Quiet hours make up for busy ones.
    Clears {
        /// The most jobs that are behind at a time; zero where no hour brings more than is done.
        most: Decimal,
        /// The hour of the week at whose end that is, 0 for Monday 00:00 to 01:00.
        hour: usize,
        /// Seconds the unluckiest job waits.
        longest_seconds: Decimal,
        /// Seconds of the week in which jobs are behind.
        behind_seconds: Decimal,
    },
    /// A week brings more than it gets done.
    NeverCatchesUp {
        /// Jobs more behind after every week.
        per_week: Decimal,
    },
}

/// How far a queue falls behind over a week: `rates` jobs a second in each of its 168 hours, `capacity` done a second.
///
/// Jobs flow like a fluid: what an hour brings beyond the capacity waits for hours with room. The week is taken to follow
/// one like itself. Chance within the hours comes on top: see [`Workers::queue`].
///
/// # Errors
///
/// A [`Problem`] for another number of hours, a rate or capacity below zero, and past 28 digits.
///
/// # Example
///
/// ```
/// use planner_core::{Month, decimal, demand::{Backlog, Shape, backlog}};
/// let d = |text| decimal(text).unwrap();
/// let month = Month::parse("2026-11").unwrap();
/// // A job a second on average, six in one hour of the day, against two done a second.
/// let jobs = Shape::peaked(d("6")).unwrap().by_hour(month, d("2592000")).unwrap();
/// let Backlog::Clears { most, longest_seconds, .. } = backlog(&jobs, d("2")).unwrap() else { panic!("it clears") };
/// assert_eq!((most, longest_seconds), (d("14400"), d("7200"))); // (6 - 2) x 3600, worked off two a second
/// ```
pub fn backlog(rates: &[Decimal], capacity: Decimal) -> Result<Backlog, Problem> {
    if rates.len() != WEEK {
        return Err(Problem::new(format!("a week has {WEEK} hours, not {}", rates.len())));
    }
    for rate in rates.iter().copied().chain([capacity]) {
        not_negative(rate)?;
    }
    behind(rates, capacity).ok_or_else(beyond)
}

fn behind(rates: &[Decimal], capacity: Decimal) -> Option<Backlog> {
    let hour = Decimal::from(HOUR);
    let mut week = Decimal::ZERO;
    for rate in rates {
        week = week.plus(rate.minus(capacity)?.times(hour)?)?;
    }
    if week > Decimal::ZERO {
        return Some(Backlog::NeverCatchesUp { per_week: week });
    }
    let (mut left, mut most, mut at, mut seconds) = (Decimal::ZERO, Decimal::ZERO, 0, Decimal::ZERO);
    // The first week finds what the Monday before has left; the second, which counts, starts from there.
    for (number, rate) in rates.iter().chain(rates).enumerate() {
        let gained = rate.minus(capacity)?;
        let end = left.plus(gained.times(hour)?)?;
        if let Some(of_week) = number.checked_sub(WEEK) {
            if end > most {
                (most, at) = (end, of_week);
            }
            let whole = end > Decimal::ZERO || (end.is_zero() && !left.is_zero());
            seconds = seconds.plus(if whole {
                hour
            } else if left.is_zero() {
                Decimal::ZERO
            } else {
                left.over(capacity.minus(*rate)?)?
            })?;
        }
        left = end.max(Decimal::ZERO);
    }
    let longest_seconds = if most.is_zero() { most } else { most.over(capacity)? };
    Some(Backlog::Clears { most, hour: at, longest_seconds, behind_seconds: seconds })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::decimal;

    fn d(text: &str) -> Decimal {
        decimal(text).unwrap_or_default()
    }

    /// A week at one rate, but for some hours at another.
    fn week(usual: &str, hours: std::ops::Range<usize>, other: &str) -> Vec<Decimal> {
        (0..WEEK).map(|hour| d(if hours.contains(&hour) { other } else { usual })).collect()
    }

    fn clears(most: &str, hour: usize, longest: &str, behind: &str) -> Backlog {
        Backlog::Clears { most: d(most), hour, longest_seconds: d(longest), behind_seconds: d(behind) }
    }

    #[test]
    fn busy_hours_leave_what_quiet_ones_clear() {
        for (rates, capacity, wanted) in [
            (week("1", 0..0, "0"), "2", clears("0", 0, "0", "0")),
            (week("2", 0..0, "0"), "2", clears("0", 0, "0", "0")), // exactly full, and fluid: nothing is left
            // Two hours at one beyond the capacity, then one below it: behind for four hours in all.
            (week("1", 9..11, "3"), "2", clears("7200", 10, "3600", "14400")),
            // What the last hour of Sunday leaves, Monday clears.
            (week("1", 167..168, "4"), "2", clears("7200", 167, "3600", "10800")),
            // Cleared in the middle of an hour.
            (week("0", 0..1, "3"), "2", clears("3600", 0, "1800", "5400")),
            (week("0", 0..0, "0"), "0", clears("0", 0, "0", "0")),
            (week("3", 0..0, "0"), "2", Backlog::NeverCatchesUp { per_week: d("604800") }),
            (week("1", 0..1, "1"), "0", Backlog::NeverCatchesUp { per_week: d("604800") }),
        ] {
            assert_eq!(backlog(&rates, d(capacity)), Ok(wanted));
        }
    }

    #[test]
    fn workers_needed_keep_both_promises() {
        let workers =
            |rate: &str, seconds: &str, slots| Workers { per_second: d(rate), seconds: d(seconds), slots };
        for (workers, share, within, target, wanted) in [
            (workers("0", "1", 5), "0.95", "0", "0.7", 1),
            (workers("10", "1", 5), "0.95", "1", "1", 3),
            (workers("10", "1", 5), "0.95", "0", "1", 4),
            (workers("10", "1", 5), "0.95", "1", "0.5", 4),
            (workers("0.5", "1", 1), "0.95", "4.7", "0.5", 1), // 2 ln 10 = 4.605 s
            (workers("0.5", "1", 1), "0.95", "4.6", "0.5", 2),
        ] {
            assert_eq!(
                workers.needed(d(share), d(within), d(target)),
                Ok(wanted),
                "{workers:?} {share} {within}"
            );
        }
        assert_eq!(workers("3", "2", 2).capacity(4), Ok(d("4")));
        let over = workers("3", "2", 2).queue(2);
        assert_eq!(over, Ok(Queue::Grows { per_second: Decimal::ONE })); // 3,600 more every hour
    }

    #[test]
    fn what_no_worker_does_is_refused() {
        let one = Workers { per_second: Decimal::ONE, seconds: Decimal::ONE, slots: 1 };
        let said = |workers: Workers| {
            workers.needed(d("0.95"), d("1"), d("0.7")).map_err(|problem| problem.into_parts().message)
        };
        for (workers, wanted) in [
            (Workers { seconds: Decimal::ZERO, ..one }, "work of 0 s cannot be; it takes more than no time"),
            (Workers { slots: 0, ..one }, "a lag is not below zero, and a worker has at least one slot"),
            (Workers { per_second: d("-1"), ..one }, "-1 a second is below zero"),
            (
                Workers { per_second: d("3000"), ..one },
                "these jobs need more than 4000 slots, the most that are worked out",
            ),
        ] {
            assert_eq!(said(workers), Err(wanted.to_owned()));
        }
        let short = backlog(&[Decimal::ONE], Decimal::ONE).map_err(|problem| problem.into_parts().message);
        assert_eq!(short, Err("a week has 168 hours, not 1".to_owned()));
    }
}
