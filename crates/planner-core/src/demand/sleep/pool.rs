//! A pool of hours that several services of an account run on: when it is used up, and what it carries.

use crate::document::Problem;
use crate::month::{Date, Month};
use crate::number::Decimal;

/// A month of services that share a pool of running hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pool {
    /// Hours all of them want.
    pub wanted: Decimal,
    /// When the pool is used up; none where it lasts.
    pub ended: Option<Ended>,
    /// What each of them gets, in the order given.
    pub services: Vec<Pooled>,
}

/// The end of a pool. From here to the end of the month every service on it is suspended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Hours after the start of the month.
    pub after: Decimal,
    /// The day.
    pub day: Date,
    /// The hour of that day that had begun, 0 to 23.
    pub hour: u8,
    /// Hours from there to the end of the month, in which no service can be reached.
    pub down: Decimal,
}

/// One service on a pool, in hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pooled {
    /// What it would run.
    pub wanted: Decimal,
    /// What it runs before the pool is used up.
    pub runs: Decimal,
    /// The rest, in which it is down though somebody wants it.
    pub missed: Decimal,
}

/// What becomes of services that would run so many `hours` in a month, on a pool of `hours_in_pool` for all of them.
///
/// Each runs evenly through the month, so the pool of `p` hours is used up after `p x month / wanted` hours. Then all of
/// them are suspended, those that used little of it too.
///
/// # Errors
///
/// A [`Problem`] for hours below zero, for a service that would run longer than the month, and past 28 digits.
///
/// # Example
///
/// ```
/// use planner_core::demand::pool;
/// use planner_core::{Month, decimal};
/// // Three services that are always on want 2,232 hours of 750 in a month of 31 days.
/// let pool = pool(&[744.into(); 3], 750.into(), Month::parse("2026-12").unwrap()).unwrap();
/// let ended = pool.ended.unwrap();
/// assert_eq!((ended.after, ended.day.to_string().as_str()), (250.into(), "2026-12-11"));
/// ```
pub fn pool(hours: &[Decimal], hours_in_pool: Decimal, month: Month) -> Result<Pool, Problem> {
    not_below_zero(hours_in_pool, "a pool")?;
    let whole = whole(month);
    for hours in hours {
        not_below_zero(*hours, "a service")?;
        if *hours > whole {
            return Err(Problem::new(format!("a service that runs {hours} of {whole} hours of {month}"))
                .hint("count each instance as a service of its own"));
        }
    }
    worked_out(hours, hours_in_pool, month).ok_or_else(too_many)
}

fn worked_out(hours: &[Decimal], hours_in_pool: Decimal, month: Month) -> Option<Pool> {
    let whole = whole(month);
    let wanted = hours.iter().try_fold(Decimal::ZERO, |sum, hours| sum.plus(*hours))?;
    let lasts = wanted <= hours_in_pool;
    let service = |hours: &Decimal| {
        let runs = if lasts { *hours } else { hours.times(hours_in_pool)?.over(wanted)? };
        Some(Pooled { wanted: *hours, runs, missed: hours.minus(runs)? })
    };
    let ended = if lasts {
        None
    } else {
        let after = hours_in_pool.times(whole)?.over(wanted)?;
        let second = u32::try_from(after.times(Decimal::from(3_600))?.floor()).ok()?;
        let hour = second.checked_div(3_600)?.checked_rem(24)?;
        let hour = u8::try_from(hour).ok()?;
        Some(Ended { after, day: month.day_at(second), hour, down: whole.minus(after)? })
    };
    Some(Pool { wanted, ended, services: hours.iter().map(service).collect::<Option<_>>()? })
}

/// How many services a pool keeps always on in a month: 1 of 750 hours, whatever the month.
///
/// # Errors
///
/// A [`Problem`] for a pool below zero.
pub fn always_on(hours_in_pool: Decimal, month: Month) -> Result<Decimal, Problem> {
    not_below_zero(hours_in_pool, "a pool")?;
    Ok(hours_in_pool.over(whole(month)).ok_or_else(too_many)?.floor())
}

/// How many hours a day each of some services may be awake so that the pool lasts through the month: 24 at most.
///
/// # Errors
///
/// A [`Problem`] for a pool below zero, for no service at all, and past 28 digits.
///
/// # Example
///
/// ```
/// use planner_core::demand::hours_a_day;
/// use planner_core::{Month, decimal};
/// let day = hours_a_day(3, 750.into(), Month::parse("2026-11").unwrap()).unwrap();
/// assert_eq!(day.round_half_even(2), decimal("8.33").unwrap()); // 750 / 3 / 30
/// ```
pub fn hours_a_day(services: u32, hours_in_pool: Decimal, month: Month) -> Result<Decimal, Problem> {
    not_below_zero(hours_in_pool, "a pool")?;
    if services == 0 {
        return Err(Problem::new("no service runs on the pool").hint("ask for one or more"));
    }
    let days = Decimal::from(services).times(Decimal::from(month.days()));
    let each = days.and_then(|days| hours_in_pool.over(days)).ok_or_else(too_many)?;
    Ok(each.min(Decimal::from(24)))
}

fn whole(month: Month) -> Decimal {
    Decimal::from(u32::from(month.days()).saturating_mul(24))
}

fn not_below_zero(hours: Decimal, what: &str) -> Result<(), Problem> {
    if hours >= Decimal::ZERO {
        return Ok(());
    }
    Err(Problem::new(format!("{what} of {hours} hours: it has 0 or more")))
}

fn too_many() -> Problem {
    Problem::new("the hours of a pool have more than 28 digits")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(text: &str) -> Result<Month, Problem> {
        Month::parse(text).ok_or_else(|| Problem::new("no month"))
    }

    /// The hours each wants, the month, and the end as hours, day and hour of the day.
    #[test]
    fn a_pool_ends_when_its_hours_are_used_up() -> Result<(), Problem> {
        for (hours, in_pool, name, wanted) in [
            (&[744, 744, 744][..], 750, "2026-12", Some((250, "2026-12-11", 10))),
            (&[744], 750, "2026-12", None),
            (&[720, 30], 750, "2026-11", None),
            (&[720, 720], 720, "2026-11", Some((360, "2026-11-16", 0))),
            (&[720, 0], 0, "2026-11", Some((0, "2026-11-01", 0))),
            (&[0], 0, "2026-11", None),
            (&[], 750, "2026-11", None),
        ] {
            let hours: Vec<Decimal> = hours.iter().copied().map(Decimal::from).collect();
            let pool = pool(&hours, Decimal::from(in_pool), month(name)?)?;
            let found = pool.ended.map(|ended| (ended.after, ended.day.to_string(), ended.hour));
            let wanted = wanted.map(|(after, day, hour)| (Decimal::from(after), day.to_owned(), hour));
            assert_eq!(found, wanted, "{hours:?}");
            let runs: Decimal = pool.services.iter().map(|service| service.runs).sum();
            assert_eq!(runs, pool.wanted.min(Decimal::from(in_pool)), "{hours:?}");
        }
        Ok(())
    }

    #[test]
    fn a_service_that_used_little_is_down_too() -> Result<(), Problem> {
        let pool = pool(&[Decimal::from(720), Decimal::from(80)], Decimal::from(400), month("2026-11")?)?;
        let all: Vec<(Decimal, Decimal)> = pool.services.iter().map(|one| (one.runs, one.missed)).collect();
        assert_eq!(all, [(Decimal::from(360), Decimal::from(360)), (Decimal::from(40), Decimal::from(40))]);
        assert_eq!(pool.ended.map(|ended| ended.down), Some(Decimal::from(360)));
        Ok(())
    }

    #[test]
    fn a_pool_says_what_it_carries() -> Result<(), Problem> {
        for (in_pool, name, wanted) in
            [(750, "2026-12", 1), (743, "2026-12", 0), (750, "2026-02", 1), (2_250, "2026-11", 3)]
        {
            assert_eq!(always_on(Decimal::from(in_pool), month(name)?)?, Decimal::from(wanted), "{name}");
        }
        assert_eq!(hours_a_day(1, Decimal::from(750), month("2026-12")?)?, Decimal::from(24));
        assert_eq!(hours_a_day(5, Decimal::from(750), month("2026-11")?)?, Decimal::from(5));
        Ok(())
    }

    #[test]
    fn hours_that_cannot_be_are_refused() -> Result<(), Problem> {
        let november = month("2026-11")?;
        for (said, wanted) in [
            (
                pool(&[Decimal::from(-1)], Decimal::ONE, november).err(),
                "a service of -1 hours: it has 0 or more",
            ),
            (
                pool(&[Decimal::from(721)], Decimal::ONE, november).err(),
                "a service that runs 721 of 720 hours of 2026-11",
            ),
            (pool(&[], Decimal::from(-1), november).err(), "a pool of -1 hours: it has 0 or more"),
            (always_on(Decimal::from(-1), november).err(), "a pool of -1 hours: it has 0 or more"),
            (hours_a_day(0, Decimal::ONE, november).err(), "no service runs on the pool"),
            (pool(&[Decimal::ONE, Decimal::ONE], Decimal::MAX, november).err(), "nothing"),
        ] {
            assert_eq!(
                said.map_or_else(|| "nothing".to_owned(), |problem| problem.into_parts().message),
                wanted
            );
        }
        Ok(())
    }
}
