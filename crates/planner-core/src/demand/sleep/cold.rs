//! Cold starts: who finds a service asleep, who waits for it, and how long it is awake.

use super::week::{HOUR, Quiet, Week, period};
use super::{Sleeper, check_week, rounded};
use crate::document::Problem;
use crate::month::{Date, Month};
use crate::number::Decimal;

/// What a month of a sleeping service is expected to be like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColdStarts {
    /// Sessions in the month.
    pub sessions: Decimal,
    /// Requests in the month, pings not counted.
    pub requests: Decimal,
    /// Sessions whose first request finds the service asleep.
    pub met: Decimal,
    /// Who waits until it is awake; none where nobody states how long that takes.
    pub waiting: Option<Waking>,
    /// Requests sent to keep it awake.
    pub pings: Decimal,
    /// Those of them that find it asleep, and wake it.
    pub cold_pings: Decimal,
    /// Hours awake.
    pub awake: Decimal,
    /// Hours asleep: the rest of the month.
    pub asleep: Decimal,
    /// The chance that who comes in an hour of the week finds it asleep: 168 of them, Monday 00:00 first.
    pub by_hour: Vec<Decimal>,
}

/// Who waits for a service that is waking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waking {
    /// Sessions whose first request waits: they wake it, or come before it is awake.
    pub sessions: Decimal,
    /// Requests that wait: those, and what the same sessions ask for before it is awake.
    pub requests: Decimal,
    /// Seconds the longest of them waits; zero where nobody does.
    pub longest: Decimal,
}

impl ColdStarts {
    /// The share of sessions that find it asleep; none without sessions.
    #[must_use]
    pub fn share_met(&self) -> Option<Decimal> {
        self.met.over(self.sessions)
    }

    /// The share of requests that wait; none without requests, or where nobody states how long waking takes.
    #[must_use]
    pub fn share_waiting(&self) -> Option<Decimal> {
        self.waiting?.requests.over(self.requests)
    }
}

/// The cold starts of a month. `week` has the sessions a second of each hour of the week, Monday 00:00 UTC first.
///
/// Sessions begin at random (a Poisson process with each hour's rate) and keep the service awake for their length and
/// `after` beyond it, `T`. At a moment `t` it is asleep with the chance `e^-n(t)`, where `n(t)` is the number of sessions
/// expected to begin in the `T` before; the window reaches back over as many hours as it must. So
///
/// - cold starts are the integral of `rate(t) e^-n(t)`: `N e^(-N T / month)` at a rate that never changes, and one for
///   each time the service is opened after a long rest;
/// - hours asleep are the integral of `e^-n(t)`;
/// - who comes while it wakes waits too: the integral of `rate(t) e^-n(t)`, times the sessions expected while it wakes.
///   The other requests of a session are taken to lie evenly in its length.
///
/// A ping every `P < after` keeps it awake all month. One every `P >= after` finds it asleep whenever nobody else came,
/// and wakes it for `after`: cold starts and hours asleep are `1 - after / P` of what they were. What the service sends
/// itself every `P < after` keeps it awake for good. Sent less often it counts as nothing here: it is sent only while
/// awake, and puts off each sleep by less than one `after`.
///
/// Weeks follow one another without end, so the last hours of the month before are those of this one's week.
///
/// # Errors
///
/// A [`Problem`] for a week that has not 168 rates of zero or more, for a time that is not above zero, for a session that
/// is longer than its requests keep the service awake, and past 28 digits.
///
/// # Example
///
/// ```
/// use planner_core::demand::{Sleeper, cold_starts};
/// use planner_core::{Month, decimal};
///
/// // 100 sessions in 30 days, at any hour alike; asleep after 15 minutes, awake again in a minute.
/// let month = Month::parse("2026-11").unwrap();
/// let rate = decimal("100").unwrap() / decimal("2592000").unwrap();
/// let minutes = |minutes: i64| (minutes * 60).into();
/// let month = cold_starts(&[rate; 168], month, &Sleeper::new(minutes(15), Some(minutes(1)))).unwrap();
/// assert_eq!(month.met.round_half_even(2), decimal("96.59").unwrap()); // 100 e^(-100 x 900 / 2,592,000)
/// assert_eq!(month.awake.round_half_even(1), decimal("24.6").unwrap()); // of 720 hours
/// ```
pub fn cold_starts(week: &[Decimal], month: Month, sleeper: &Sleeper) -> Result<ColdStarts, Problem> {
    sleeper.check()?;
    check_week(week)?;
    worked_out(week, month, sleeper)
        .ok_or_else(|| Problem::new("the cold starts of a month have more than 28 digits"))
}

fn worked_out(week: &[Decimal], month: Month, sleeper: &Sleeper) -> Option<ColdStarts> {
    // How often each hour of the week occurs in the month: as often as its weekday, or as all that are alike.
    let occurs: Vec<Decimal> = match period(week) {
        1 => vec![u32::from(month.days()).saturating_mul(24).into()],
        24 => vec![month.days().into(); 24],
        _ => weekdays(month)?.iter().flat_map(|times| [Decimal::from(*times); 24]).collect(),
    };
    let over_month = |of: &dyn Fn(usize) -> Option<Decimal>| {
        let hours = occurs.iter().enumerate();
        hours.into_iter().try_fold(Decimal::ZERO, |sum, (hour, times)| sum.plus(of(hour)?.times(*times)?))
    };
    let hours = Decimal::from(month.days()).times(Decimal::from(24))?;
    let sessions = over_month(&|hour| week.get(hour).copied())?.times(HOUR)?;
    let pings = match sleeper.pings {
        Some(every) => hours.times(HOUR)?.over(every)?,
        None => Decimal::ZERO,
    };
    let nobody = Waking { sessions: Decimal::ZERO, requests: Decimal::ZERO, longest: Decimal::ZERO };
    let mut found = ColdStarts {
        sessions: rounded(sessions),
        requests: rounded(sessions.times(sleeper.requests)?),
        met: Decimal::ZERO,
        waiting: Some(nobody),
        pings: rounded(pings),
        cold_pings: Decimal::ZERO,
        awake: hours,
        asleep: Decimal::ZERO,
        by_hour: vec![Decimal::ZERO; week.len()],
    };
    if sleeper.never_sleeps() {
        return Some(found);
    }
    let lately = sleeper.after.plus(sleeper.length)?;
    let quiet = Week::new(week)?.quiet(lately, sleeper.wakes.unwrap_or(Decimal::ZERO))?;
    // The share of time in which the last ping is too long ago to keep it awake, and pings a second.
    let (unpinged, pinging) = match sleeper.pings {
        Some(every) => (Decimal::ONE.minus(sleeper.after.over(every)?)?, Decimal::ONE.over(every)?),
        None => (Decimal::ONE, Decimal::ZERO),
    };
    // Sessions a second that wake it if it sleeps, in an hour.
    let waking = |hour: usize| week.get(hour)?.times(unpinged);
    let seconds = over_month(&|hour| Some(quiet.get(hour)?.seconds))?;
    found.met = rounded(over_month(&|hour| waking(hour)?.times(quiet.get(hour)?.seconds))?);
    found.cold_pings = rounded(seconds.times(pinging)?);
    found.asleep = rounded(seconds.times(unpinged)?.over(HOUR)?);
    found.awake = hours.minus(found.asleep)?;
    let chance = |quiet: &Quiet| quiet.seconds.times(unpinged)?.over(HOUR).map(rounded);
    let chances = quiet.iter().map(chance).collect::<Option<Vec<_>>>()?;
    found.by_hour = chances.iter().copied().cycle().take(week.len()).collect();
    if !sessions.is_zero() {
        found.waiting = match sleeper.wakes {
            Some(wakes) => {
                let late = over_month(&|hour| waking(hour)?.plus(pinging)?.times(quiet.get(hour)?.soon))?;
                Some(waiting(sleeper, wakes, found.met, rounded(late))?)
            }
            None => None,
        };
    }
    Some(found)
}

/// Who waits, of the sessions that wake it and those that come while it wakes.
fn waiting(sleeper: &Sleeper, wakes: Decimal, cold: Decimal, late: Decimal) -> Option<Waking> {
    let (length, others) = (sleeper.length, sleeper.requests.minus(Decimal::ONE)?);
    // The part of a session that lies before the service is awake, from its start and from a moment while it wakes.
    let (whole, part) = if wakes < length {
        let whole = wakes.over(length)?;
        (whole, whole.over(Decimal::TWO)?)
    } else {
        let half = length.over(wakes)?.over(Decimal::TWO)?;
        (Decimal::ONE, Decimal::ONE.minus(half)?)
    };
    let asks = |part: Decimal| others.times(part)?.plus(Decimal::ONE);
    let sessions = cold.plus(late)?;
    Some(Waking {
        sessions,
        requests: rounded(cold.times(asks(whole)?)?.plus(late.times(asks(part)?)?)?),
        longest: if sessions.is_zero() { Decimal::ZERO } else { wakes },
    })
}

/// How often each weekday occurs in a month, Monday first.
fn weekdays(month: Month) -> Option<[u8; 7]> {
    let monday = Date::new(Month::new(2024, 1)?, 1)?;
    let first = month.first_day().days_since(monday);
    let more = i32::from(month.days().checked_sub(28)?);
    let mut times = [4; 7];
    for (weekday, times) in (0_i32..).zip(&mut times) {
        if weekday.checked_sub(first)?.rem_euclid(7) < more {
            *times = 5;
        }
    }
    Some(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_are_those_of_the_calendar() {
        for (month, wanted) in [
            ("2026-11", [5, 4, 4, 4, 4, 4, 5]),
            ("2026-12", [4, 5, 5, 5, 4, 4, 4]),
            ("2027-02", [4; 7]),
            ("2028-02", [4, 5, 4, 4, 4, 4, 4]),
            ("2000-01", [5, 4, 4, 4, 4, 5, 5]),
        ] {
            assert_eq!(Month::parse(month).and_then(weekdays), Some(wanted), "{month}");
        }
    }
}
