//! How much of something is demanded over a limit's window, and when an amount of it is passed.

use super::accrual::{Accrual, accrued};
use super::days::{Days, Rhythm};
use super::second::Second;
use crate::book::{MeterKind, Window};
use crate::cycle::Cycle;
use crate::month::Date;
use crate::number::{Decimal, Ratio};
use crate::tariff::{AMOUNT_SCALE, Amount, Span, Usage};

/// How much of something was demanded over a limit's window, and when a given amount of it is passed.
#[derive(Clone, Debug)]
pub(crate) struct Demand<'u> {
    pub(crate) used: Decimal,
    pub(crate) basis: Option<&'static str>,
    /// What of it was used before these days, where that counts too.
    before: Decimal,
    shape: Shape<'u>,
}

#[derive(Clone, Debug)]
enum Shape<'u> {
    /// Grows evenly from zero to `used` between two seconds.
    Even { from: u32, to: u32 },
    /// Is what falls on each day.
    Days(Days),
    /// Adds up what falls on each day. Which days those are is worked out where an amount is passed.
    Sum(&'u Usage, Rhythm<'u>),
    /// Is there from a second on, the same in each window.
    Steady { from: u32 },
    /// Runs along these levels.
    Levels(Vec<(Second, Second, Decimal, Decimal)>),
}

impl<'u> Demand<'u> {
    /// What a meter's usage demands of a window.
    pub(crate) fn of(usage: &'u Usage, kind: MeterKind, window: Window, rhythm: Rhythm<'u>) -> Option<Self> {
        let from = usage.spans.iter().map(|span| span.from).min().unwrap_or(0);
        let to = usage.spans.iter().map(|span| span.to).max().unwrap_or(0);
        let largest_event = usage.spans.iter().filter_map(|span| match &span.amount {
            Amount::Events(events) => events.iter().map(|event| event.size).max(),
            _ => None,
        });
        if window == Window::Event && kind == MeterKind::Flow {
            return largest_event.max().map(|used| Self {
                used,
                basis: None,
                before: Decimal::ZERO,
                shape: Shape::Steady { from },
            });
        }
        if kind == MeterKind::Flow {
            let total = flow(usage)?;
            let length = to.saturating_sub(from).max(1);
            return match window {
                Window::Day => {
                    let days = Days::of(usage, rhythm)?;
                    let (used, basis) = days.busiest()?;
                    Some(Self { used, basis: Some(basis), before: Decimal::ZERO, shape: Shape::Days(days) })
                }
                Window::Second => {
                    let used = total.over(Decimal::from(length))?;
                    Some(Self {
                        used,
                        basis: Some("a second's share at even use through the month; peaks are higher"),
                        before: Decimal::ZERO,
                        shape: Shape::Steady { from },
                    })
                }
                // What is stated for days, or runs in stretches, adds up as it comes.
                _ if usage.spans.len() > 1 || has_days(usage) => {
                    let shape = Shape::Sum(usage, Rhythm { shape: None, ..rhythm });
                    Some(Self { used: total, basis: None, before: Decimal::ZERO, shape })
                }
                _ => Some(Self {
                    used: total,
                    basis: None,
                    before: Decimal::ZERO,
                    shape: Shape::Even { from, to },
                }),
            };
        }
        // Several members, and data with its copies, run beside each other: between two cuts their levels add up.
        let levels = Usage::side_by_side(usage.spans.iter())?;
        let used = levels.iter().map(|&(_, _, opening, closing)| opening.most(closing)).max()?;
        let levels = levels.into_iter().map(|(from, to, one, other)| (from.into(), to.into(), one, other));
        let levels = levels.collect();
        Some(Self { used, basis: None, before: Decimal::ZERO, shape: Shape::Levels(levels) })
    }

    /// Money, as it accrues. None past 28 digits.
    pub(crate) fn spend(parts: &[Accrual], cycle: Cycle) -> Option<Self> {
        let mut used = Decimal::ZERO;
        for (_, amount) in parts {
            used = used.plus(*amount)?;
        }
        let (mut levels, mut sum) = (Vec::new(), Decimal::ZERO);
        for (from, to, more) in accrued(parts, cycle)? {
            let next = sum.plus(more)?;
            levels.push((from, to, sum, next));
            sum = next;
        }
        Some(Self {
            used,
            basis: Some("accruing as it is used"),
            before: Decimal::ZERO,
            shape: Shape::Levels(levels),
        })
    }

    /// The same by the day.
    pub(crate) fn spend_of_a_day(parts: &[Accrual], cycle: Cycle) -> Option<Self> {
        let end = Second::from(cycle.seconds());
        let within = accrued(parts, cycle)?.into_iter().filter(|(from, ..)| *from < end);
        let flow = |(from, to, more): (Second, Second, Decimal)| {
            Span::new(from.pinned(), to.pinned(), Amount::Flow(more))
        };
        let spans = within.map(flow).collect();
        let days = Days::of(&Usage { spans }, Rhythm { cycle, shape: None, clock: None })?;
        let (used, _) = days.busiest()?;
        Some(Self { used, basis: None, before: Decimal::ZERO, shape: Shape::Days(days) })
    }

    /// The same of a level, where what it is on average is looked at: it is passed where the level passes it.
    pub(crate) fn on_average(self, mean: Decimal) -> Self {
        Self { used: mean, basis: Some("on average over the month"), ..self }
    }

    /// The same with what was used before: it counts as well. None past 28 digits.
    pub(crate) fn after(self, before: Decimal) -> Option<Self> {
        if before.is_zero() {
            return Some(self);
        }
        Some(Self { used: self.used.plus(before)?, before, ..self })
    }

    /// Something that is there all month.
    pub(crate) fn steady(used: Decimal) -> Self {
        Self { used, basis: None, before: Decimal::ZERO, shape: Shape::Steady { from: 0 } }
    }

    /// An age in days at the end of the cycle, or at the second at which it is left before.
    pub(crate) fn age(since: Date, left: u32, cycle: Cycle) -> Self {
        let days = |day: Date| Decimal::from(day.days_since(since).max(0));
        let at_start = days(cycle.first_day());
        let end = left.min(cycle.seconds());
        let whole = end.checked_div(86_400).unwrap_or(0);
        let used = match cycle.first_day().plus_days(whole) {
            Some(day) => days(day),
            None => days(cycle.last_day()).plus(Decimal::ONE).unwrap_or_default(),
        };
        let begins = cycle.second_of(since).min(end);
        Self {
            used,
            basis: None,
            before: Decimal::ZERO,
            shape: Shape::Levels(vec![(begins.into(), end.into(), at_start, used)]),
        }
    }

    /// What a hard limit of `amount` lets through of all that is asked for.
    pub(crate) fn served(&self, amount: Decimal) -> Option<Ratio> {
        let Shape::Days(days) = &self.shape else {
            let part = amount.minus(self.before)?.most(Decimal::ZERO);
            return Some(Ratio { part, whole: self.used.minus(self.before)? });
        };
        let mut whole = Decimal::ZERO;
        for total in days.totals() {
            whole = whole.plus(total?)?;
        }
        Some(Ratio { part: whole.minus(days.above(amount)?)?, whole })
    }

    /// On how many days `amount` is passed, where it is looked at day by day.
    pub(crate) fn days(&self, amount: Decimal) -> Option<usize> {
        match &self.shape {
            Shape::Days(days) => Some(days.passing(amount)),
            _ => None,
        }
    }

    /// The second `amount` is passed at; none where it is not.
    pub(crate) fn passes(&self, amount: Decimal) -> Option<Second> {
        // What shares that have no last digit leave beyond it is nothing, as it is of no charge.
        if self.used <= amount || self.used.minus(amount)?.round_half_away(AMOUNT_SCALE).is_zero() {
            return None;
        }
        let amount = amount.minus(self.before)?;
        match &self.shape {
            Shape::Steady { from } => Some((*from).into()),
            Shape::Days(days) => days.passes(amount),
            Shape::Sum(usage, rhythm) => Days::of(usage, *rhythm)?.reaches(amount.most(Decimal::ZERO)),
            Shape::Even { from, to } => {
                let length = Decimal::from(to.saturating_sub(*from));
                let passed = amount.most(Decimal::ZERO).times(length)?.over(self.used.minus(self.before)?)?;
                Second::begun(passed)?.later(*from)
            }
            Shape::Levels(levels) => levels.iter().find_map(|&(from, to, opening, closing)| {
                if opening > amount {
                    return Some(from);
                }
                if closing <= amount {
                    return None;
                }
                let rise = closing.minus(opening)?;
                let passed = Second::begun(amount.minus(opening)?.times(to.after(from)?)?.over(rise)?)?;
                Second::begun(from.number().plus(passed.number())?)
            }),
        }
    }
}

fn has_days(usage: &Usage) -> bool {
    usage.spans.iter().any(|span| match &span.amount {
        Amount::Events(events) => events.iter().any(|event| event.on.is_some()),
        _ => false,
    })
}

fn flow(usage: &Usage) -> Option<Decimal> {
    let mut total = Decimal::ZERO;
    for span in &usage.spans {
        match &span.amount {
            Amount::Flow(part) => total = total.plus(*part)?,
            Amount::Level { .. } | Amount::Deleted(_) => {}
            Amount::Events(events) => {
                for event in events {
                    total = total.plus(event.size.times(event.count)?)?;
                }
            }
        }
    }
    Some(total)
}
