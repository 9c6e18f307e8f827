//! A week of arrivals, hour by hour: how likely nobody came lately, integrated over each hour.

use crate::number::Decimal;

/// Hours of a week.
pub(super) const HOURS: u16 = 168;
/// Seconds of an hour.
pub(super) const HOUR: Decimal = Decimal::from_parts(3_600, 0, 0, false, 0);
/// Rates are rounded to so many decimals for the exponents: their sums over a week are exact then, and a window whose ends
/// lie in hours of one rate holds the same number wherever it is.
const SCALE: u32 = 18;

/// A week of arrivals at random, one week after another. Where all days are alike a day stands for it, and where all hours
/// are, an hour.
pub(super) struct Week {
    /// Arrivals a second, of each hour until it comes again.
    rates: Vec<Decimal>,
    /// Arrivals expected from Monday 00:00 to the start of each of these hours, and to the end of the last.
    until: Vec<Decimal>,
}

/// After how many hours a week comes again: one, a day's, or its own.
pub(super) fn period(week: &[Decimal]) -> usize {
    let again = |hours: usize| week.iter().zip(week.iter().skip(hours)).all(|(one, next)| one == next);
    [1, 24].into_iter().find(|hours| again(*hours)).unwrap_or(week.len())
}

/// What is expected of one hour.
#[derive(Clone, Copy, Default)]
pub(super) struct Quiet {
    /// Seconds at which nobody came lately.
    pub(super) seconds: Decimal,
    /// The same seconds, each times the arrivals expected soon after it.
    pub(super) soon: Decimal,
}

/// A moment: arrivals expected lately before it, with the chance that there was none, and soon after it.
#[derive(Clone, Copy)]
struct Moment {
    lately: Decimal,
    none: Decimal,
    soon: Decimal,
}

/// A time as whole hours and the seconds over them.
struct Span {
    hours: i64,
    rest: Decimal,
}

impl Span {
    fn of(seconds: Decimal) -> Option<Self> {
        let hours = seconds.over(HOUR)?.floor();
        Some(Self { hours: i64::try_from(hours).ok()?, rest: seconds.minus(hours.times(HOUR)?)? })
    }
}

impl Week {
    /// A week of 168 rates; `None` past 28 digits.
    pub(super) fn new(rates: &[Decimal]) -> Option<Self> {
        let rates = rates.get(..period(rates))?.iter();
        let rates: Vec<Decimal> = rates.map(|rate| rate.round_half_away(SCALE)).collect();
        let mut until = vec![Decimal::ZERO];
        let mut sum = Decimal::ZERO;
        for rate in &rates {
            sum = sum.plus(rate.times(HOUR)?)?;
            until.push(sum);
        }
        Some(Self { rates, until })
    }

    /// How many hours there are until it comes again.
    fn hours(&self) -> i64 {
        i64::try_from(self.rates.len()).unwrap_or(i64::MAX)
    }

    /// For each hour the expected seconds at which nobody came in the `lately` seconds before, also times the arrivals
    /// expected in the `soon` seconds after.
    ///
    /// Nobody came with the chance `e^-n`, `n` being the arrivals expected in the window. While the window moves, `n`
    /// changes by the rate at its front less the rate at its back, so it is linear between the moments at which either
    /// crosses an hour's edge. On each such piece, from `n` to `m`, the integral is `seconds x (e^-n - e^-m) / (m - n)`.
    pub(super) fn quiet(&self, lately: Decimal, soon: Decimal) -> Option<Vec<Quiet>> {
        let (back, ahead) = (Span::of(lately)?, Span::of(soon)?);
        let mut edges = vec![Decimal::ZERO, back.rest, HOUR.minus(ahead.rest)?, HOUR];
        edges.sort_unstable();
        edges.dedup();
        let mut hours: Vec<Quiet> = Vec::with_capacity(self.rates.len());
        // The number last raised to its power: an hour starts with the one that the hour before ended with.
        let mut known = (Decimal::ZERO, Decimal::ONE);
        for hour in 0..self.hours() {
            let like = [1_u8, 24].into_iter().find_map(|before| {
                let earlier = hours.len().checked_sub(usize::from(before))?;
                if self.alike(hour, before.into(), &back, &ahead) {
                    hours.get(earlier).copied()
                } else {
                    None
                }
            });
            let quiet = match like {
                Some(quiet) => quiet,
                None => self.hour(hour, &edges, (&back, &ahead), &mut known)?,
            };
            hours.push(quiet);
        }
        Some(hours)
    }

    /// Whether an hour and one some hours before have the same rates around them, as far as the windows reach.
    fn alike(&self, hour: i64, before: i64, back: &Span, ahead: &Span) -> bool {
        let rate = |hour: i64| self.rates.get(usize::try_from(hour.rem_euclid(self.hours())).ok()?);
        let first = hour.saturating_sub(back.hours.min(self.hours())).saturating_sub(1);
        let last = hour.saturating_add(ahead.hours.min(self.hours())).saturating_add(1);
        (first..=last).all(|hour| rate(hour) == rate(hour.saturating_sub(before)))
    }

    fn hour(
        &self,
        hour: i64,
        edges: &[Decimal],
        (back, ahead): (&Span, &Span),
        known: &mut (Decimal, Decimal),
    ) -> Option<Quiet> {
        let mut sum = Quiet::default();
        let mut start: Option<(Moment, Decimal)> = None;
        for edge in edges {
            let now = self.until(hour, *edge)?;
            let before = self.until(hour.checked_sub(back.hours)?, edge.minus(back.rest)?)?;
            let after = self.until(hour.checked_add(ahead.hours)?, edge.plus(ahead.rest)?)?;
            let lately = now.minus(before)?.max(Decimal::ZERO);
            if known.0 != lately {
                *known = (lately, lately.decay()?);
            }
            let end = Moment { lately, none: known.1, soon: after.minus(now)?.max(Decimal::ZERO) };
            if let Some((start, from)) = start {
                sum.add(start, end, edge.minus(from)?)?;
            }
            start = Some((end, *edge));
        }
        Some(sum)
    }

    /// Arrivals expected from Monday 00:00 to a second after an hour, of this week or of any other.
    fn until(&self, hour: i64, second: Decimal) -> Option<Decimal> {
        let (hour, second) = if second < Decimal::ZERO {
            (hour.checked_sub(1)?, second.plus(HOUR)?)
        } else if second >= HOUR {
            (hour.checked_add(1)?, second.minus(HOUR)?)
        } else {
            (hour, second)
        };
        let rounds = Decimal::from(hour.div_euclid(self.hours()));
        let at = usize::try_from(hour.rem_euclid(self.hours())).ok()?;
        let started = self.until.get(at)?.plus(self.rates.get(at)?.times(second)?)?;
        if rounds.is_zero() { Some(started) } else { self.until.last()?.times(rounds)?.plus(started) }
    }
}

impl Quiet {
    /// Adds the integrals over one piece.
    fn add(&mut self, start: Moment, end: Moment, seconds: Decimal) -> Option<()> {
        // Turned round where need be, so that the exponent grows: no power is above one.
        let (few, many) = if start.lately <= end.lately { (start, end) } else { (end, start) };
        let rise = many.lately.minus(few.lately)?;
        // The chance on average, and as it weighs what is at the start: what is left of it weighs what is at the end.
        let whole = few.none.times(rise.decay_mean()?)?;
        let at_start = few.none.times(rise.decay_mean_to_start()?)?;
        let soon = few.soon.times(at_start)?.plus(many.soon.times(whole.minus(at_start)?)?)?;
        self.seconds = self.seconds.plus(seconds.times(whole)?)?;
        self.soon = self.soon.plus(seconds.times(soon)?)?;
        Some(())
    }
}
