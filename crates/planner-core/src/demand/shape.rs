//! Shapes: how traffic spreads over the hours of a week.

mod read;

use crate::document::{self, Node, Problem};
use crate::month::Month;
use crate::number::Decimal;
use read::Said;

/// Hours of a week.
pub(super) const WEEK: usize = 168;

/// Seconds of an hour.
pub(super) const HOUR: u32 = 3_600;

/// The heaviest weight that is taken for meant.
const ABSURD: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// The usual day of consumers, midnight to midnight, 100 on average: assumed, not measured. People sleep (a tenth of the
/// mean), use more through the working day, and most of all in the evening (nearly twice the mean). Users in one time
/// zone move it by their distance from UTC, users in many flatten it: who knows their own hours lists them.
const DAY: [u8; 24] = [
    45, 30, 22, 17, 16, 20, 35, 55, 80, 105, 118, 125, 130, 132, 130, 130, 135, 145, 160, 178, 185, 175, 135,
    97,
];

/// How traffic spreads over the 168 hours of a week, from Monday 00:00 UTC on: a weight for each hour.
///
/// Only the weights' ratios count. A document says `flat`, `day` (a consumers' day, assumed), `office` (9 to 17, Monday to
/// Friday, nothing else), `{ hours: 9-17, days: mon-fri, outside: 5 % }`, `{ peak: 6 }` (one hour a day at 6 times the
/// mean) or a list of 24 or 168 weights; [`Display`](std::fmt::Display) writes the same again, [`Shape::words`] a sentence.
///
/// # Example
///
/// ```
/// use planner_core::{Month, decimal, demand::Shape};
/// let (month, requests) = (Month::parse("2026-11").unwrap(), decimal("604800").unwrap());
/// // November 2026 has 21 working days of 8 hours: a request a second in them makes 604,800.
/// assert_eq!(Shape::office().peak(month, requests), decimal("1"));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// The weights that differ, heaviest first.
    levels: Vec<Decimal>,
    /// Which of them each hour of the week has.
    hours: Vec<u8>,
    said: Said,
}

impl Default for Shape {
    fn default() -> Self {
        Self::flat()
    }
}

/// The hours of a month that have one rate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// How much a second.
    pub per_second: Decimal,
    /// How many seconds of the month.
    pub seconds: u32,
}

impl Shape {
    /// The same at every hour.
    #[must_use]
    pub fn flat() -> Self {
        Self { levels: vec![Decimal::ONE], hours: vec![0; WEEK], said: Said::Flat }
    }

    /// The usual day of consumers, low at night, every day of the week the same. Assumed: nobody's day in particular.
    #[must_use]
    pub fn day() -> Self {
        Self::leveled(&DAY.map(Decimal::from), Said::Day)
    }

    /// 9 to 17 on Monday to Friday, and nothing else.
    #[must_use]
    pub fn office() -> Self {
        Self { said: Said::Office, ..read::within(vec![(9, 17)], 0b001_1111, Decimal::ZERO) }
    }

    /// One hour a day, from noon on, at so many times the mean; the others share the rest evenly.
    ///
    /// # Errors
    ///
    /// A [`Problem`] outside 1 to 24: an hour that takes the whole day is at 24 times the mean.
    pub fn peaked(times: Decimal) -> Result<Self, Problem> {
        let short = Decimal::from(24).minus(times).filter(|short| *short >= Decimal::ZERO);
        match (short, times.times(Decimal::from(23))) {
            (Some(others), Some(peak)) if times >= Decimal::ONE => {
                // Peak and others stay exact when both are taken 23 times.
                let weight = |hour| if hour == 12 { peak } else { others };
                Ok(Self::leveled(&(0..24).map(weight).collect::<Vec<_>>(), Said::Peak(times)))
            }
            _ => Err(Problem::new(format!(
                "a peak of {} times the mean cannot be; one hour a day has 1 to 24 times the mean",
                times.normalize()
            ))),
        }
    }

    /// A weight for each of the 24 hours of every day, or of the 168 hours of the week.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for another number of weights, one below zero or above a million, and weights that are all zero.
    pub fn of(weights: &[Decimal]) -> Result<Self, Problem> {
        let found = weights.len();
        if found != 24 && found != WEEK {
            return Err(Problem::new(format!(
                "{found} weights are given; a shape has 24 (the hours of a day) or 168 (of a week, from Monday 00:00 UTC)"
            )));
        }
        let wrong = weights.iter().find(|weight| **weight < Decimal::ZERO || **weight > ABSURD);
        if let Some(weight) = wrong {
            return Err(Problem::new(format!("a weight of {weight} cannot be; weights are 0 to 1,000,000")));
        }
        if weights.iter().all(Decimal::is_zero) {
            return Err(Problem::new("all weights are zero; at least one hour has some traffic"));
        }
        let said = if found == WEEK { Said::Weights(7) } else { Said::Weights(1) };
        Ok(Self::leveled(weights, said))
    }

    /// Whether all days of the week are alike.
    pub(crate) fn is_daily(&self) -> bool {
        let mut days = self.hours.chunks_exact(24);
        let first = days.next();
        days.all(|day| Some(day) == first)
    }

    /// Reads a shape from a document.
    ///
    /// # Errors
    ///
    /// A [`Problem`] with its place, for whatever [`Shape::of`] and [`Shape::peaked`] refuse, an unknown word or field,
    /// hours past 24 or of no length, unknown days, and a share outside 0 % to 100 %.
    pub fn parse(node: &Node) -> Result<Self, Problem> {
        document::read(node)
    }

    /// Weights for the week, or for a day that is repeated.
    fn leveled(weights: &[Decimal], said: Said) -> Self {
        let mut levels = weights.to_vec();
        levels.sort_unstable_by(|a, b| b.cmp(a));
        levels.dedup();
        let level = |weight: &Decimal| levels.iter().position(|level| level == weight).unwrap_or(0);
        let hours = weights.iter().cycle().take(WEEK).map(|weight| u8::try_from(level(weight)).unwrap_or(0));
        Self { hours: hours.collect(), levels, said }
    }

    /// Each hour's weight.
    fn weights(&self) -> impl Iterator<Item = Decimal> {
        self.hours.iter().map(|level| self.levels.get(usize::from(*level)).copied().unwrap_or_default())
    }

    /// Which level each hour of the week has, 0 for the heaviest.
    pub(super) fn levels(&self) -> &[u8] {
        &self.hours
    }

    /// The 168 weights in order, 1 on average; none past 28 digits.
    #[must_use]
    pub fn week(&self) -> Option<Vec<Decimal>> {
        let sum = self.weights().try_fold(Decimal::ZERO, Decimal::plus)?;
        self.weights().map(|weight| weight.times(Decimal::from(WEEK))?.over(sum)).collect()
    }

    /// The 168 hours with their weight as given and how often each occurs in a month: 4 or 5 times.
    pub fn hours(&self, month: Month) -> impl Iterator<Item = (Decimal, u8)> {
        let times = month.weekdays().into_iter().flat_map(|times| std::iter::repeat_n(times, 24));
        self.weights().zip(times)
    }

    /// The rates of a month that has `total` in all, highest first, with how long each holds.
    ///
    /// The month lies on its real weekdays: two more Sundays leave more for the working days. Rates times seconds sum to
    /// the total but for the 28th digit. None below zero and past 28 digits.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::{Month, decimal, demand::Shape};
    /// let month = Month::parse("2026-11").unwrap();
    /// let spells = Shape::peaked(decimal("6").unwrap()).unwrap().rates(month, decimal("2592000").unwrap()).unwrap();
    /// // A request a second on average: 6 a second for 30 hours of the month, 18 / 23 for the other 690.
    /// assert_eq!(spells[0].per_second, decimal("6").unwrap());
    /// assert_eq!(spells[0].seconds, 30 * 3600);
    /// assert_eq!(spells[1].per_second.to_string(), "0.7826086956521739130434782609");
    /// ```
    #[must_use]
    pub fn rates(&self, month: Month, total: Decimal) -> Option<Vec<Spell>> {
        if total < Decimal::ZERO {
            return None;
        }
        let mut spells: Vec<Spell> =
            self.levels.iter().map(|level| Spell { per_second: *level, seconds: 0 }).collect();
        let times = month.weekdays().into_iter().flat_map(|times| std::iter::repeat_n(times, 24));
        for (level, times) in self.hours.iter().zip(times) {
            let spell = spells.get_mut(usize::from(*level))?;
            spell.seconds = spell.seconds.checked_add(HOUR.checked_mul(u32::from(times))?)?;
        }
        let mut whole = Decimal::ZERO;
        for spell in &spells {
            whole = whole.plus(spell.per_second.times(Decimal::from(spell.seconds))?)?;
        }
        for spell in &mut spells {
            spell.per_second = total.times(spell.per_second)?.over(whole)?;
        }
        Some(spells)
    }

    /// The rate a second in each of the 168 hours of a week of that month. None as in [`Shape::rates`].
    #[must_use]
    pub fn by_hour(&self, month: Month, total: Decimal) -> Option<Vec<Decimal>> {
        let spells = self.rates(month, total)?;
        self.hours.iter().map(|level| Some(spells.get(usize::from(*level))?.per_second)).collect()
    }

    /// The rate a second in the busiest hour. None as in [`Shape::rates`].
    #[must_use]
    pub fn peak(&self, month: Month, total: Decimal) -> Option<Decimal> {
        Some(self.rates(month, total)?.first()?.per_second)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_has_a_mean_of_one() {
        let listed: Vec<Decimal> = (1..=168).map(Decimal::from).collect();
        let shapes = [
            Shape::flat(),
            Shape::day(),
            Shape::office(),
            Shape::peaked(Decimal::from(6)).unwrap_or_default(),
            Shape::of(&listed).unwrap_or_default(),
        ];
        for (shape, most) in shapes.iter().zip(["1", "1.85", "4.2", "6", "1.99"]) {
            let week = shape.week().unwrap_or_default();
            let sum: Decimal = week.iter().sum();
            assert!((sum - Decimal::from(168)).abs() < Decimal::new(1, 20), "{shape}: {sum}");
            let highest = week.iter().max().map(|most| most.round_half_away(2).normalize().to_string());
            assert_eq!(highest.as_deref(), Some(most), "{shape}");
        }
    }

    #[test]
    fn the_rates_of_a_month_sum_to_its_total() {
        let thirds = Shape::of(&(0_u32..168).map(|hour| Decimal::from(hour % 7)).collect::<Vec<_>>())
            .unwrap_or_default();
        for shape in [Shape::flat(), Shape::day(), Shape::office(), thirds] {
            for (month, total) in
                [("2026-12", "1"), ("2027-02", "123456789.123"), ("2028-02", "0.01"), ("2026-11", "1e15")]
            {
                let total = rust_decimal::Decimal::from_scientific(total)
                    .or_else(|_| total.parse())
                    .unwrap_or_default()
                    .into();
                let month =
                    Month::parse(month).unwrap_or(Month::new(2026, 1).unwrap_or_else(|| unreachable!()));
                let spells = shape.rates(month, total).unwrap_or_default();
                let sum: Decimal = spells.iter().map(|s| s.per_second * Decimal::from(s.seconds)).sum();
                let seconds: u32 = spells.iter().map(|spell| spell.seconds).sum();
                assert_eq!(seconds, month.seconds());
                assert!((sum - total).abs() <= total * Decimal::new(1, 18), "{shape} {month} {total}: {sum}");
            }
        }
    }

    #[test]
    fn a_month_with_more_working_days_is_busier_on_none_of_them() {
        let peak =
            |month| Month::parse(month).and_then(|month| Shape::office().peak(month, Decimal::from(23_040)));
        assert_eq!(peak("2027-02"), Some(Decimal::new(4, 2))); // 20 working days of 28,800 s
        let busier = (peak("2026-12"), Decimal::from(23_040).over(Decimal::from(23 * 28_800)));
        assert_eq!(busier.0, busier.1); // 23 working days
    }

    #[test]
    fn hours_lie_on_the_calendar() {
        let month = Month::parse("2026-12").unwrap_or_else(|| unreachable!());
        let office = Shape::office();
        let hours: Vec<_> = office.hours(month).collect();
        assert_eq!(hours.len(), 168);
        assert_eq!(hours.get(9), Some(&(Decimal::ONE, 4))); // Mondays from 9 to 10
        assert_eq!(hours.get(24 + 16), Some(&(Decimal::ONE, 5))); // Tuesdays from 16 to 17
        assert_eq!(hours.get(24 + 17), Some(&(Decimal::ZERO, 5)));
        assert_eq!(hours.get(5 * 24 + 12), Some(&(Decimal::ZERO, 4))); // Saturdays
    }
}
