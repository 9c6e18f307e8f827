//! The clock: the one place that asks what day it is.

use std::time::{SystemTime, UNIX_EPOCH};

use planner_core::Date;

use crate::failure::Failure;

/// From the clock's first day, in 1970, to the calendar's.
const DAYS_TO_2000: u64 = 10_957;

/// Today, UTC. It is asked for how old sources are, and for the first month where a stack states none.
pub(crate) fn today() -> Result<Date, Failure> {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let days = (seconds / 86_400).checked_sub(DAYS_TO_2000).and_then(|days| u32::try_from(days).ok());
    let day = Date::parse("2000-01-01").zip(days).and_then(|(start, days)| start.plus_days(days));
    day.ok_or_else(|| Failure::new("the clock shows no day", "give the day by --as-of"))
}
