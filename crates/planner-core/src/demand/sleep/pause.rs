//! Pauses: what is put away after days without use, and stays so until a person wakes it.

use super::week::HOUR;
use super::{check_week, rounded};
use crate::demand::waiting::expiries;
use crate::document::Problem;
use crate::month::Month;
use crate::number::Decimal;

/// Seconds of a day.
const DAY: Decimal = Decimal::from_parts(86_400, 0, 0, false, 0);

/// How often something is paused that is used at random.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pauses {
    /// The chance that after a use none follows for so long: `e^-rT`.
    pub each: Decimal,
    /// Pauses expected in a month, when each is ended by the next use: `n e^-rT`. Without any use there is none to end
    /// one: it is paused once, and for good.
    pub a_month: Decimal,
    /// The chance that it is paused before a month is over that begins with a use.
    pub within: Decimal,
    /// Months from a use to the next pause, on average; none where that is longer than any numbers reach.
    pub months_until: Option<Decimal>,
    /// Whether it is paused even when its uses are spread evenly: they lie at least so far apart.
    pub certain: bool,
}

/// Pauses of something that is used `uses` times a month at random (a Poisson process with the rate `r`), and paused
/// after `T = after` seconds without use.
///
/// - A use is followed by none for `T` with the chance `e^-rT`, so a month with `n` uses has `n e^-rT` pauses.
/// - From a use to the next pause it takes `(e^rT - 1) / r` on average, as long as one waits for a run of such a length.
/// - Before `M` is over it is paused with the chance `sum over j from 1, while jT <= M, of (-1)^(j-1) e^(-jrT)
///   ((r x)^j / j! + (r x)^(j-1) / (j-1)!)`, with `x = M - jT`: the renewal equation of such gaps, solved term by term.
///
/// Where `after` is a whole number of weeks all this holds for uses that follow the hours of the week as well: any such
/// stretch expects the same number of them.
///
/// # Errors
///
/// A [`Problem`] for uses below zero, a time of less than a day, and past 28 digits.
///
/// # Example
///
/// ```
/// use planner_core::demand::pauses;
/// use planner_core::{Month, decimal};
/// let week = decimal("604800").unwrap();
/// let pauses = pauses(30.into(), week, Month::parse("2026-11").unwrap()).unwrap(); // one a day
/// assert_eq!(pauses.each.round_half_even(6), decimal("0.000912").unwrap()); // e^-7
/// assert_eq!(pauses.a_month.round_half_even(4), decimal("0.0274").unwrap()); // 30 e^-7
/// assert_eq!(pauses.months_until.unwrap().round_half_even(1), decimal("36.5").unwrap()); // (e^7 - 1) days
/// ```
pub fn pauses(uses: Decimal, after: Decimal, month: Month) -> Result<Pauses, Problem> {
    if uses < Decimal::ZERO {
        return Err(Problem::new(format!("{uses} uses a month: there are 0 or more")).path("uses"));
    }
    if after < DAY {
        return Err(Problem::new(format!("a pause after {after} s without use: it takes a day at least"))
            .path("after")
            .hint("what falls asleep sooner, and wakes by itself, is asked for its cold starts"));
    }
    let seconds = Decimal::from(month.seconds());
    worked_out(uses, after, seconds).ok_or_else(|| Problem::new("the pauses have more than 28 digits"))
}

fn worked_out(uses: Decimal, after: Decimal, month: Decimal) -> Option<Pauses> {
    let rate = uses.over(month)?;
    let each = uses.times(after)?.over(month)?.decay()?;
    // A read that runs out unless it is woken is the same: how often it does, seen from the other side.
    let often = expiries(rate, after)?;
    Some(Pauses {
        each: rounded(each),
        a_month: rounded(uses.times(each)?),
        within: rounded(within(rate, each, after, month)?.clamp(Decimal::ZERO, Decimal::ONE)),
        months_until: if often.is_zero() {
            None
        } else {
            Decimal::ONE.over(often.times(month)?).map(rounded)
        },
        certain: uses.times(after)? <= month,
    })
}

/// The chance of a pause before the month is over. At most 31 terms, each kept in range by what it is a product of:
/// `e^(-jrT) (r x)^j / j!` is the product of `r x e^-rT / i`.
fn within(rate: Decimal, each: Decimal, after: Decimal, month: Decimal) -> Option<Decimal> {
    let (mut sum, mut number, mut sign) = (Decimal::ZERO, Decimal::ONE, Decimal::ONE);
    while !each.is_zero() {
        let left = month.minus(after.times(number)?)?;
        if left < Decimal::ZERO {
            break;
        }
        let part = rate.times(left)?.times(each)?;
        let (mut before, mut divisor) = (each, Decimal::ONE);
        while divisor < number {
            before = before.times(part)?.over(divisor)?;
            divisor = divisor.plus(Decimal::ONE)?;
        }
        // `before` is e^(-jrT) (r x)^(j-1) / (j-1)!; one more factor makes it the other term.
        let last = before.times(rate.times(left)?)?.over(number)?;
        sum = sum.plus(sign.times(before.plus(last)?)?)?;
        number = number.plus(Decimal::ONE)?;
        sign = Decimal::ZERO.minus(sign)?;
    }
    Some(sum)
}

/// Seconds of the longest stretch of hours in which nobody comes, one week after another; none where nobody ever comes.
///
/// # Errors
///
/// A [`Problem`] for a week that has not 168 rates of zero or more.
///
/// # Example
///
/// ```
/// use planner_core::demand::longest_gap;
/// let mut week = [0.into(); 168];
/// week[8] = 1.into(); // Monday at 8, and not before the next
/// assert_eq!(longest_gap(&week).unwrap(), Some((167 * 3_600).into()));
/// ```
pub fn longest_gap(week: &[Decimal]) -> Result<Option<Decimal>, Problem> {
    check_week(week)?;
    let (mut longest, mut gap) = (0_u32, 0_u32);
    // Twice, for a gap over the end of the week.
    for rate in week.iter().chain(week) {
        gap = if rate.is_zero() { gap.saturating_add(1) } else { 0 };
        longest = longest.max(gap);
    }
    if longest > 168 {
        return Ok(None);
    }
    Ok(Decimal::from(longest).times(HOUR))
}
