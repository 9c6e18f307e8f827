//! What falls on each day of a month: a flow evenly or by the shape of the week, events on the day they are stated for.

use super::second::Second;
use crate::book::Clock;
use crate::cycle::Cycle;
use crate::demand::Shape;
use crate::number::Decimal;
use crate::tariff::{Amount, Event, Span, Usage};

/// Seconds of a day and of an hour.
pub(super) const DAY: u32 = 86_400;
const HOUR: u32 = 3_600;

/// How use lies in a month: the calendar, and the shape of its weeks where one is stated.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rhythm<'s> {
    pub(crate) cycle: Cycle,
    pub(crate) shape: Option<&'s Shape>,
    /// The clock its days go by, where not by UTC.
    pub(crate) clock: Option<&'s Clock>,
}

/// What is used on one day.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Used {
    /// By flows, through the part of the day between two seconds of the month.
    flow: Decimal,
    from: u32,
    to: u32,
    /// By events, at a time of the day that nobody knows.
    lumps: Decimal,
}

/// What is used on each day of a month.
#[derive(Clone, Debug)]
pub(crate) struct Days {
    each: Vec<Used>,
    /// The weight of each hour of the month; none where all weigh the same.
    hours: Option<Vec<Decimal>>,
    shaped: bool,
}

impl Days {
    /// Lays usage out on the days of its month. Events without a day lie on days of their own, one after another, and
    /// together again only where there are more of them than days.
    pub(crate) fn of(usage: &Usage, rhythm: Rhythm<'_>) -> Option<Self> {
        let length = rhythm.cycle.seconds();
        let empty = |day: u32| {
            let from = day.saturating_mul(DAY);
            Used { flow: Decimal::ZERO, from, to: from.saturating_add(DAY), lumps: Decimal::ZERO }
        };
        let hours = rhythm.shape.filter(|shape| **shape != Shape::flat()).map(|shape| weights(shape, rhythm));
        let shaped = hours.is_some();
        let mut days = Self { each: (0..rhythm.cycle.days()).map(empty).collect(), hours, shaped };
        let mut next = 0_usize;
        for span in &usage.spans {
            let span = Span { to: span.to.min(length), ..span.clone() };
            match &span.amount {
                Amount::Flow(total) => days.flow(span.from, span.to, *total)?,
                Amount::Events(events) => {
                    for event in events {
                        days.event(span.from, span.to, *event, &mut next)?;
                    }
                }
                Amount::Level { .. } | Amount::Deleted(_) => {}
            }
        }
        Some(days)
    }

    /// Shares a flow between two seconds out over its days.
    fn flow(&mut self, from: u32, to: u32, total: Decimal) -> Option<()> {
        let mut whole = self.weight(from, to)?;
        let by_time = whole.is_zero(); // A stretch of hours that weigh nothing: nothing better is known than evenly.
        if by_time {
            whole = Decimal::from(to.saturating_sub(from).max(1));
        }
        let first_day = usize::try_from(from.checked_div(DAY)?).ok()?;
        for at in first_day..self.each.len() {
            let Some(day) = self.each.get(at).copied() else { break };
            let start = u32::try_from(at).ok()?.checked_mul(DAY)?;
            if start >= to {
                break;
            }
            let (first, last) = (from.max(start), to.min(start.checked_add(DAY)?));
            if first >= last {
                continue;
            }
            let weight =
                if by_time { Decimal::from(last.saturating_sub(first)) } else { self.weight(first, last)? };
            let part = if weight == whole { total } else { total.times(weight)?.over(whole)? };
            let (begin, end) =
                if day.flow.is_zero() { (first, last) } else { (day.from.min(first), day.to.max(last)) };
            let used = Used { flow: day.flow.plus(part)?, from: begin, to: end, ..day };
            *self.each.get_mut(at)? = used;
        }
        Some(())
    }

    /// Puts events on their day, or on the next days of their stretch.
    fn event(&mut self, from: u32, to: u32, event: Event, next: &mut usize) -> Option<()> {
        if let Some(on) = event.on {
            return self.lump(usize::try_from(on).ok()?, event.size.times(event.count)?);
        }
        let day = |second: u32| usize::try_from(second.checked_div(DAY).unwrap_or(0)).unwrap_or(0);
        let (first, last) = (day(from), day(to.saturating_sub(1).max(from)));
        let count = last.saturating_sub(first).saturating_add(1);
        let rounds = event.count.over(Decimal::from(count))?.floor();
        let mut left = event.count.minus(rounds.times(Decimal::from(count))?)?;
        if !rounds.is_zero() {
            for at in first..=last {
                self.lump(at, event.size.times(rounds)?)?;
            }
        }
        while left > Decimal::ZERO {
            let at = first.checked_add(next.checked_rem(count)?)?;
            let part = left.min(Decimal::ONE);
            self.lump(at, event.size.times(part)?)?;
            left = left.minus(part)?;
            *next = next.checked_add(1)?;
        }
        Some(())
    }

    fn lump(&mut self, at: usize, size: Decimal) -> Option<()> {
        let day = self.each.get_mut(at)?;
        day.lumps = day.lumps.plus(size)?;
        Some(())
    }

    /// What the seconds between two weigh.
    fn weight(&self, from: u32, to: u32) -> Option<Decimal> {
        let Some(hours) = &self.hours else { return Some(Decimal::from(to.saturating_sub(from))) };
        let mut sum = Decimal::ZERO;
        let first_hour = from.checked_div(HOUR)?;
        let weights = hours.get(usize::try_from(first_hour).ok()?..).unwrap_or_default();
        for (start, weight) in (first_hour..).map(|hour| hour.saturating_mul(HOUR)).zip(weights) {
            let (first, last) = (from.max(start), to.min(start.saturating_add(HOUR)));
            if first >= last {
                break;
            }
            sum = sum.plus(weight.times(Decimal::from(last.saturating_sub(first)))?)?;
        }
        Some(sum)
    }

    /// What is used on each day, in order.
    pub(crate) fn totals(&self) -> impl Iterator<Item = Option<Decimal>> {
        self.each.iter().map(|day| day.flow.plus(day.lumps))
    }

    /// The most that is used on one day, and how that is known.
    pub(crate) fn busiest(&self) -> Option<(Decimal, &'static str)> {
        let mut most: Option<(Decimal, &Used)> = None;
        for day in &self.each {
            let total = day.flow.plus(day.lumps)?;
            if most.is_none_or(|(known, _)| total > known) {
                most = Some((total, day));
            }
        }
        most.map(|(total, day)| {
            let basis = match (day.lumps.is_zero(), self.shaped) {
                (false, _) => "the day with the most events",
                (true, true) => "the busiest day under the shape",
                (true, false) => "a day's share at even use through the month",
            };
            (total, basis)
        })
    }

    /// How much of all days is above an amount each day. None past 28 digits.
    pub(crate) fn above(&self, amount: Decimal) -> Option<Decimal> {
        let mut sum = Decimal::ZERO;
        for total in self.totals() {
            let over = total?.minus(amount)?;
            if over > Decimal::ZERO {
                sum = sum.plus(over)?;
            }
        }
        Some(sum)
    }

    /// On how many days an amount is passed.
    pub(crate) fn passing(&self, amount: Decimal) -> usize {
        self.totals().flatten().filter(|total| *total > amount).count()
    }

    /// The second of the month at which an amount is first passed on one day. Where events alone pass it, their hour is
    /// not known, and it is the day's first.
    pub(crate) fn passes(&self, amount: Decimal) -> Option<Second> {
        let at = self.totals().position(|total| total.is_some_and(|total| total > amount))?;
        let day = self.each.get(at)?;
        let start = u32::try_from(at).ok()?.checked_mul(DAY)?;
        self.within(*day, start, amount)
    }

    /// The second of the month at which what is used since its start passes an amount.
    pub(crate) fn reaches(&self, amount: Decimal) -> Option<Second> {
        let mut before = Decimal::ZERO;
        for (at, day) in self.each.iter().enumerate() {
            let after = before.plus(day.flow)?.plus(day.lumps)?;
            if after > amount {
                let start = u32::try_from(at).ok()?.checked_mul(DAY)?;
                return self.within(*day, start, amount.minus(before)?);
            }
            before = after;
        }
        None
    }

    /// The second at which an amount is passed within one day that passes it.
    fn within(&self, day: Used, start: u32, amount: Decimal) -> Option<Second> {
        let left = amount.max(Decimal::ZERO).minus(day.lumps)?;
        if left < Decimal::ZERO || day.flow.is_zero() {
            return Some(start.into());
        }
        let target = left.times(self.weight(day.from, day.to)?)?.over(day.flow)?;
        let mut passed = Decimal::ZERO;
        let mut second = day.from;
        while second < day.to {
            let hour = second.checked_div(HOUR)?.checked_add(1)?.checked_mul(HOUR)?.min(day.to);
            let weight = self.weight(second, hour)?;
            let after = passed.plus(weight)?;
            if after > target {
                let share =
                    target.minus(passed)?.times(Decimal::from(hour.saturating_sub(second)))?.over(weight)?;
                return Second::begun(share)?.later(second);
            }
            (passed, second) = (after, hour);
        }
        Some(day.to.saturating_sub(1).into())
    }
}

/// The weight of each hour of a month.
fn weights(shape: &Shape, rhythm: Rhythm<'_>) -> Vec<Decimal> {
    let first = rhythm.cycle.first_day();
    let week: Vec<Decimal> = shape.hours(first.month()).map(|(weight, _)| weight).collect();
    let mut all = Vec::new();
    for day in (0..rhythm.cycle.days()).filter_map(|day| first.plus_days(day)) {
        let ahead = rhythm.clock.map_or(0, |clock| clock.ahead(day));
        // A shape is told in UTC: where the clock is behind it, its day begins that many hours into the one of UTC.
        let begins = i32::from(day.weekday()).saturating_mul(24).saturating_sub(ahead);
        for hour in 0..24_i32 {
            let at = begins.saturating_add(hour).rem_euclid(168);
            all.extend(usize::try_from(at).ok().and_then(|at| week.get(at)));
        }
    }
    all
}

#[cfg(test)]
mod tests;
