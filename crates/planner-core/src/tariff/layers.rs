//! Level times time, where each of those that are there is paid for so long at most.

use super::{Amount, Rounding, Usage};
use crate::number::Decimal;

/// A stretch at one level.
struct Stretch {
    from: u32,
    to: u32,
    level: Decimal,
    /// For how long it is there, where that is not all the time.
    time: Option<Decimal>,
}

impl Usage {
    /// The level times the time, none of what is there for longer than `at_most` seconds. The first of them is there while
    /// the level is at least one, the second while it is at least two, and so on, a part of one as one; a level that rises
    /// or falls counts as its mean. Each stretch of one of them is rounded up to whole `started` units. `None` past 28
    /// digits.
    pub(super) fn layered(&self, started: Option<Decimal>, at_most: Decimal) -> Option<Decimal> {
        let mut stretches = Vec::with_capacity(self.spans.len());
        for span in &self.spans {
            let Amount::Level { opening, closing } = span.amount else { continue };
            let level = if opening == closing {
                opening
            } else {
                opening.checked_add(closing)?.checked_div(Decimal::from(2))?
            };
            let time = if span.awake.is_some() { Some(span.time(started)?) } else { None };
            stretches.push(Stretch { from: span.from, to: span.to, level, time });
        }
        stretches.sort_by_key(|stretch| stretch.from);
        let mut levels: Vec<Decimal> = stretches.iter().map(|stretch| stretch.level).collect();
        levels.sort();
        let (mut total, mut below) = (Decimal::ZERO, Decimal::ZERO);
        for level in levels.into_iter().filter(|level| *level > Decimal::ZERO) {
            if level > below {
                let seconds = seconds_at(&stretches, level, started)?.min(at_most);
                total = total.checked_add(level.checked_sub(below)?.product(seconds)?)?;
                below = level;
            }
        }
        Some(total)
    }
}

/// For how long there is at least so much.
fn seconds_at(stretches: &[Stretch], level: Decimal, started: Option<Decimal>) -> Option<Decimal> {
    let rounded = |seconds: u32| {
        let seconds = Decimal::from(seconds);
        started.map_or(Some(seconds), |step| Rounding::Up.to_multiple(seconds, step))
    };
    let (mut total, mut there) = (Decimal::ZERO, None::<(u32, u32)>);
    for stretch in stretches.iter().filter(|stretch| stretch.level >= level) {
        if let Some(time) = stretch.time {
            total = total.checked_add(time)?;
            continue;
        }
        there = match there {
            // What goes on starts no hour of its own.
            Some((from, to)) if to == stretch.from => Some((from, stretch.to)),
            Some((from, to)) => {
                total = total.checked_add(rounded(to.saturating_sub(from))?)?;
                Some((stretch.from, stretch.to))
            }
            None => Some((stretch.from, stretch.to)),
        };
    }
    let last = there.map_or(0, |(from, to)| to.saturating_sub(from));
    total.checked_add(rounded(last)?)
}
