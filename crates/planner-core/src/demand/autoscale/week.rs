//! One week under a rule, from look to look, skipping those that change nothing.

use super::Seen;
use crate::demand::shape::HOUR;
use crate::month::Month;
use crate::number::Decimal;

/// What ran in the hours of a week, each counted as often as a month has it.
pub(super) struct Week {
    min: u32,
    /// Seconds by the number of instances, from the least on.
    counted: Vec<u64>,
    /// Seconds at the maximum with more wanted.
    pub(super) short: u64,
    /// The fewest instances a busiest hour ends with.
    pub(super) at_peak: u32,
}

/// What the rule wants, each answer worked out once: days repeat rates, and rates repeat numbers of instances.
struct Wants<'a> {
    seen: &'a Seen<'a>,
    rates: &'a [Decimal],
    /// By level, then by number of instances; zero where it was not asked yet.
    known: Vec<u32>,
    width: usize,
}

impl Wants<'_> {
    fn of(&mut self, level: usize, instances: u32) -> Option<u32> {
        let from_least = usize::try_from(instances.checked_sub(self.seen.rule.min)?).ok()?;
        let known = self.known.get_mut(level.checked_mul(self.width)?.checked_add(from_least)?)?;
        if *known == 0 {
            *known = self.seen.wants(instances, *self.rates.get(level)?)?;
        }
        Some(*known)
    }
}

impl Week {
    /// Goes through the week twice from the least number on, and counts the second time. `levels` says which of the rates
    /// each hour has. None past 28 digits.
    pub(super) fn run(seen: &Seen<'_>, rates: &[Decimal], levels: &[u8], month: Month) -> Option<Self> {
        let rule = seen.rule;
        let width = usize::try_from(rule.max.checked_sub(rule.min)?.checked_add(1)?).ok()?;
        let known = vec![0; width.checked_mul(rates.len())?];
        let mut wants = Wants { seen, rates, known, width };
        let mut week = Self { min: rule.min, counted: vec![0; width], short: 0, at_peak: u32::MAX };
        let (every, delay) = (u64::from(rule.every), u64::from(rule.delay));
        let look_from = |second: u64| second.div_ceil(every).checked_mul(every);
        let times = month.weekdays();
        let (mut time, mut look, mut end) = (0_u64, 0_u64, 0_u64);
        let mut running = rule.min;
        // What is wanted now, and the larger numbers wanted before, largest first, each with the second it ended.
        let mut now = rule.min;
        let mut before: Vec<(u32, u64)> = Vec::new();
        for (hour, level) in levels.iter().chain(levels).enumerate() {
            let level = usize::from(*level);
            end = end.checked_add(u64::from(HOUR))?;
            let counts = hour.checked_sub(levels.len()).and_then(|hour| times.get(hour.checked_div(24)?));
            while time < end {
                if time == look {
                    let wanted = wants.of(level, running)?.min(rule.max);
                    before.retain(|(larger, _)| *larger > wanted);
                    if now > wanted {
                        before.push((now, time));
                    }
                    now = wanted;
                    before.retain(|(_, ended)| ended.saturating_add(delay) > time);
                    // The wait over, as many stay as were wanted at most while it lasted.
                    let to = before.first().map_or(now, |(larger, _)| *larger);
                    look = if to == running {
                        let wait_ends = before.first().map(|(_, ended)| ended.saturating_add(delay));
                        look_from(wait_ends.map_or(end, |ends| ends.min(end)))?
                    } else {
                        time.checked_add(every)?
                    };
                    running = to;
                }
                let next = look.min(end);
                if let Some(times) = counts {
                    let seconds = next.checked_sub(time)?.checked_mul(u64::from(*times))?;
                    week.count(running, seconds)?;
                    if running == rule.max && wants.of(level, running)? > rule.max {
                        week.short = week.short.checked_add(seconds)?;
                    }
                }
                time = next;
            }
            if counts.is_some() && level == 0 {
                week.at_peak = week.at_peak.min(running);
            }
        }
        Some(week)
    }

    fn count(&mut self, instances: u32, seconds: u64) -> Option<()> {
        let counted = self.counted.get_mut(usize::try_from(instances.checked_sub(self.min)?).ok()?)?;
        *counted = counted.checked_add(seconds)?;
        Some(())
    }

    /// Seconds by number of instances, without those that never run.
    pub(super) fn seconds(&self) -> Vec<(u32, u64)> {
        let counted = (self.min..).zip(self.counted.iter().copied());
        counted.filter(|(_, seconds)| *seconds > 0).collect()
    }

    /// Instances on average.
    pub(super) fn mean(&self, month: Month) -> Option<Decimal> {
        let mut sum = Decimal::ZERO;
        for (number, seconds) in self.seconds() {
            sum = sum.plus(Decimal::from(number).times(Decimal::from(seconds))?)?;
        }
        sum.over(Decimal::from(month.seconds()))
    }
}
