//! Cold starts of weeks that can be worked out by hand.

use super::week::HOUR;
use super::{Sleeper, cold_starts};
use crate::document::Problem;
use crate::month::Month;
use crate::number::Decimal;

fn seconds(minutes: i64) -> Decimal {
    Decimal::from(minutes * 60)
}

/// November 2026 starts on a Sunday and has 30 days, so five Sundays and Mondays.
fn november() -> Result<Month, Problem> {
    Month::parse("2026-11").ok_or_else(|| Problem::new("no month"))
}

/// The same rate in every hour: so many sessions in 30 days.
fn flat(sessions: i64) -> Vec<Decimal> {
    vec![Decimal::from(sessions) / Decimal::from(2_592_000); 168]
}

/// So many sessions an hour from 9 to 17 on weekdays, and none else.
fn office(an_hour: i64) -> Vec<Decimal> {
    let open = |hour: usize| hour < 120 && (9..17).contains(&(hour % 24));
    let rate = |hour| if open(hour) { Decimal::from(an_hour) / HOUR } else { Decimal::ZERO };
    (0..168).map(rate).collect()
}

#[track_caller]
fn near(found: Decimal, wanted: &str, places: u32) {
    let wanted = crate::unit::decimal(wanted).unwrap_or(Decimal::MIN);
    assert!((found - wanted).abs() <= Decimal::new(5, places + 1), "{found} is not {wanted}");
}

#[test]
fn sessions_are_not_so_many_arrivals_of_their_own() -> Result<(), Problem> {
    // Sessions, requests of each, length in minutes, and cold starts: n e^(-n (15 min + length) / 30 days).
    for (sessions, requests, length, wanted) in [
        (100, 30, 0, "96.587"),    // 3,000 requests in bursts
        (100, 30, 5, "95.476"),    // in bursts of five minutes
        (3_000, 1, 0, "1058.598"), // 3,000 that know nothing of each other
        (1, 1, 0, "1.000"),
        (1_000_000, 1, 0, "0.000"),
    ] {
        let requests = Decimal::from(requests);
        let length = seconds(length);
        let sleeper = Sleeper { requests, length, ..Sleeper::new(seconds(15), None) };
        near(cold_starts(&flat(sessions), november()?, &sleeper)?.met, wanted, 3);
    }
    Ok(())
}

#[test]
fn an_office_finds_it_asleep_once_a_working_day() -> Result<(), Problem> {
    let month = cold_starts(&office(100), november()?, &Sleeper::new(seconds(15), Some(seconds(1))))?;
    // 21 working days, on each 1 - e^-25 for the morning and 775 e^-25 for the rest of the day.
    near(month.met, "21.000000225735", 12);
    // From 9:00 on, 36 s until somebody comes, and at 17:00 the last one was 36 s ago: 8.23 hours a day.
    near(month.awake, "172.83", 4);
    near(month.by_hour.get(9).copied().unwrap_or_default(), "0.01", 9);
    assert_eq!(month.by_hour.first(), Some(&Decimal::ONE));
    assert_eq!(month.by_hour.get(24 * 5 + 9), Some(&Decimal::ONE));
    Ok(())
}

#[test]
fn a_night_that_does_not_last_as_long_as_the_idle_time_wakes_nobody() -> Result<(), Problem> {
    // Closed for 16 hours at night, and 64 over the weekend: asleep after 20 hours only on Mondays.
    let month = cold_starts(&office(100), november()?, &Sleeper::new(seconds(20 * 60), None))?;
    near(month.met, "5", 9);
    Ok(())
}

#[test]
fn who_comes_while_it_wakes_waits_too() -> Result<(), Problem> {
    // Requests, length in seconds, and those that wait: 96.5874 sessions wake it, and 0.2236 come within the minute.
    for (requests, length, sessions, waiting) in [
        (1, 0, "96.8109", "96.8109"),
        (30, 0, "96.8109", "2904.3285"),  // a page that asks for all at once
        (30, 300, "95.6969", "650.0981"), // evenly over five minutes: a fifth of the other 29, or a tenth
        (30, 30, "96.6990", "2899.3498"), // all of them in half the minute: 29, or 3/4 of that
    ] {
        let requests = Decimal::from(requests);
        let length = Decimal::from(length);
        let sleeper = Sleeper { requests, length, ..Sleeper::new(seconds(15), Some(seconds(1))) };
        let found = cold_starts(&flat(100), november()?, &sleeper)?.waiting;
        let found = found.ok_or_else(|| Problem::new("nobody waits"))?;
        near(found.sessions, sessions, 4);
        near(found.requests, waiting, 4);
        assert_eq!(found.longest, seconds(1));
    }
    Ok(())
}

#[test]
fn a_keep_alive_costs_hours() -> Result<(), Problem> {
    // Pings in minutes: hours awake of 720, and the pings that wake it.
    for (every, pings, awake, cold) in [
        (5, 8_640, 720, 0),
        (14, 0, 720, 0),
        (15, 2_880, 720, 2_880), // each finds it just asleep
        (30, 1_440, 360, 1_440),
        (60, 720, 180, 720),
    ] {
        let sleeper = Sleeper { pings: Some(seconds(every)), ..Sleeper::new(seconds(15), None) };
        let month = cold_starts(&flat(0), november()?, &sleeper)?;
        near(month.awake, &awake.to_string(), 9);
        near(month.cold_pings, &cold.to_string(), 9);
        if pings > 0 {
            assert_eq!(month.pings, Decimal::from(pings), "{every}");
        }
        // Half of the sessions find it kept awake by a ping every half hour.
        let month = cold_starts(&flat(100), november()?, &sleeper)?;
        if every == 30 {
            near(month.met, "48.2937", 4);
        }
    }
    Ok(())
}

#[test]
fn what_it_sends_itself_keeps_it_awake_only_when_it_sends_often() -> Result<(), Problem> {
    let plain = Sleeper::new(seconds(10), None);
    let asleep = |sends| -> Result<Decimal, Problem> {
        let sleeper = Sleeper { sends: Some(sends), ..plain };
        Ok(cold_starts(&flat(100), november()?, &sleeper)?.asleep)
    };
    assert_eq!(asleep(seconds(1))?, Decimal::ZERO);
    assert_eq!(asleep(seconds(10))?, cold_starts(&flat(100), november()?, &plain)?.asleep);
    Ok(())
}

#[test]
fn nobody_is_not_guessed() -> Result<(), Problem> {
    let idle = cold_starts(&flat(0), november()?, &Sleeper::new(seconds(15), None))?;
    assert_eq!((idle.awake, idle.met, idle.share_met()), (Decimal::ZERO, Decimal::ZERO, None));
    assert_eq!(idle.waiting.map(|waiting| waiting.longest), Some(Decimal::ZERO));
    let unstated = cold_starts(&flat(100), november()?, &Sleeper::new(seconds(15), None))?;
    assert_eq!((unstated.waiting, unstated.share_waiting()), (None, None));
    Ok(())
}

#[test]
fn a_time_longer_than_a_week_looks_back_over_weeks() -> Result<(), Problem> {
    // One hour of the week has 2 sessions; the time it takes to fall asleep is longer than a week.
    let mut week = flat(0);
    if let Some(hour) = week.get_mut(10) {
        *hour = Decimal::TWO / HOUR;
    }
    let ten_days = seconds(10 * 24 * 60);
    let month = cold_starts(&week, november()?, &Sleeper::new(ten_days, None))?;
    // In that hour the last ten days hold the hour a week ago, and what has passed of this one.
    near(month.met, "0.58510", 5); // 5 Mondays x e^-2 (1 - e^-2)
    Ok(())
}

#[test]
fn what_makes_no_sense_is_refused() -> Result<(), Problem> {
    let plain = Sleeper::new(seconds(15), Some(seconds(1)));
    let (zero, less) = (Decimal::ZERO, Decimal::NEGATIVE_ONE);
    let mut holed = flat(1);
    holed.rotate_left(1);
    holed.truncate(167);
    let mut negative = flat(1);
    negative.fill(less);
    for (week, sleeper, wanted) in [
        (&[][..], plain, "0 rates are no week"),
        (&holed, plain, "167 rates are no week"),
        (&negative, plain, "-1 sessions a second: a rate is 0 or more"),
        (
            &flat(1),
            Sleeper { after: zero, ..plain },
            "after: 0 s is no time to wait for: it must be above 0 s",
        ),
        (&flat(1), Sleeper { wakes: Some(less), ..plain }, "wakes: -1 s is no time"),
        (
            &flat(1),
            Sleeper { wakes: Some(seconds(16)), ..plain },
            "wakes: waking takes longer than falling asleep",
        ),
        (&flat(1), Sleeper { pings: Some(zero), ..plain }, "pings: 0 s is no time"),
        (&flat(1), Sleeper { sends: Some(less), ..plain }, "sends: -1 s is no time"),
        (
            &flat(1),
            Sleeper { requests: zero, ..plain },
            "requests: a session of 0 requests: it has at least one",
        ),
        (&flat(1), Sleeper { length: less, ..plain }, "length: a session of -1 s: its length is 0 s or more"),
        (
            &flat(1),
            Sleeper { requests: Decimal::from(3), length: seconds(60), ..plain },
            "length: between two requests of a session pass 1800 s, and the service sleeps after 900 s",
        ),
        (&vec![Decimal::MAX; 168], plain, "the cold starts of a month have more than 28 digits"),
    ] {
        let said = cold_starts(week, november()?, &sleeper)
            .map_or_else(|problem| problem.to_string(), |_| String::new());
        assert!(said.starts_with(wanted), "`{said}` is not `{wanted}`");
    }
    Ok(())
}
