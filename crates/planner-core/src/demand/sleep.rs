//! Services that sleep when nobody comes: who meets a cold start, and how long they are awake.

mod cold;
mod pause;
mod pool;
#[cfg(test)]
mod tests;
mod week;

pub use self::cold::{ColdStarts, Waking, cold_starts};
pub use self::pause::{Pauses, longest_gap, pauses};
pub use self::pool::{Ended, Pool, Pooled, always_on, hours_a_day, pool};
use self::week::HOURS;
use crate::document::Problem;
use crate::number::Decimal;

/// Decimals that results keep: fewer than are exact, so that what is the same comes out the same.
const SCALE: u32 = 15;

/// A service that falls asleep, and what comes to it. Times are in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sleeper {
    /// It sleeps after so long without a request.
    pub after: Decimal,
    /// Waking takes so long; none where nobody states it.
    pub wakes: Option<Decimal>,
    /// Requests of one session.
    pub requests: Decimal,
    /// From the first request of a session to its last.
    pub length: Decimal,
    /// Something outside sends it a request every so often to keep it awake.
    pub pings: Option<Decimal>,
    /// It sends something itself every so often while awake, where what it sends keeps it awake.
    pub sends: Option<Decimal>,
}

impl Sleeper {
    /// A service whose sessions are single requests, with nothing that keeps it awake.
    #[must_use]
    pub const fn new(after: Decimal, wakes: Option<Decimal>) -> Self {
        Self { after, wakes, requests: Decimal::ONE, length: Decimal::ZERO, pings: None, sends: None }
    }

    /// Whether something keeps it awake without end: it comes more often than sleep does.
    #[must_use]
    pub fn never_sleeps(&self) -> bool {
        [self.pings, self.sends].into_iter().flatten().any(|every| every < self.after)
    }

    fn check(&self) -> Result<(), Problem> {
        let wrong = |place: &str, message: String, hint: &str| {
            Err(Problem::new(message).path(place).hint(hint.to_owned()))
        };
        let times = [
            ("after", Some(self.after)),
            ("wakes", self.wakes),
            ("pings", self.pings),
            ("sends", self.sends),
        ];
        for (place, time) in times {
            if let Some(time) = time.filter(|time| *time <= Decimal::ZERO) {
                let message = format!("{time} s is no time to wait for: it must be above 0 s");
                return wrong(place, message, "leave out what is not stated");
            }
        }
        if self.requests < Decimal::ONE {
            let message = format!("a session of {} requests: it has at least one", self.requests);
            return wrong("requests", message, "state the sessions there are, not their share");
        }
        if self.length < Decimal::ZERO {
            let message = format!("a session of {} s: its length is 0 s or more", self.length);
            return wrong("length", message, "a session of one request takes 0 s");
        }
        let gaps = self.requests.minus(Decimal::ONE).filter(|gaps| !gaps.is_zero());
        if let Some(gap) = gaps.and_then(|gaps| self.length.over(gaps)).filter(|gap| *gap >= self.after) {
            let message = format!(
                "between two requests of a session pass {} s, and the service sleeps after {} s",
                gap.round_half_away(1).normalize(),
                self.after.normalize()
            );
            return wrong("length", message, "count each request as a session of its own");
        }
        if self.wakes.is_some_and(|wakes| wakes > self.after) {
            let message = "waking takes longer than falling asleep".to_owned();
            return wrong("wakes", message, "a service that sleeps before it is awake serves nobody");
        }
        Ok(())
    }
}

/// Refuses what is no week of rates.
fn check_week(week: &[Decimal]) -> Result<(), Problem> {
    if week.len() != usize::from(HOURS) {
        return Err(Problem::new(format!("{} rates are no week", week.len()))
            .hint("a week has 168 hours, Monday 00:00 first"));
    }
    match week.iter().find(|rate| **rate < Decimal::ZERO) {
        None => Ok(()),
        Some(rate) => Err(Problem::new(format!("{rate} sessions a second: a rate is 0 or more"))
            .hint("an hour in which nobody comes has the rate 0")),
    }
}

/// A result, to the decimals that are kept.
fn rounded(value: Decimal) -> Decimal {
    value.round_half_away(SCALE).normalize()
}
