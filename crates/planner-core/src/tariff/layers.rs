//! Level times time, where each of those that are there is paid for so long at most.

use super::{Amount, Rounding, Usage};
use crate::number::Number;

/// A stretch at one level.
struct Stretch<N> {
    from: u32,
    to: u32,
    level: N,
    /// For how long it is there, where that is not all the time.
    time: Option<N>,
}

impl<N: Number> Usage<N> {
    /// The level times the time, none of what is there for longer than `at_most` seconds. The first of them is there while
    /// the level is at least one, the second while it is at least two, and so on, a part of one as one; a level that rises
    /// or falls counts as its mean. Each stretch of one of them is rounded up to whole `started` units. `None` past 28
    /// digits.
    pub(super) fn layered(&self, started: Option<N>, at_most: N) -> Option<N> {
        let mut stretches = Vec::with_capacity(self.spans.len());
        for span in &self.spans {
            let Amount::Level { opening, closing } = span.amount else { continue };
            let level = if opening == closing {
                opening
            } else {
                opening.checked_add(closing)?.checked_div(N::from_decimal(2.into()))?
            };
            let time = if span.awake.is_some() { Some(span.time(started)?) } else { None };
            stretches.push(Stretch { from: span.from, to: span.to, level, time });
        }
        stretches.sort_by_key(|stretch| stretch.from);
        let mut levels: Vec<N> = stretches.iter().map(|stretch| stretch.level).collect();
        levels.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
        let (mut total, mut below) = (N::ZERO, N::ZERO);
        for level in levels.into_iter().filter(|level| *level > N::ZERO) {
            if level > below {
                let seconds = seconds_at(&stretches, level, started)?.least(at_most);
                total = total.checked_add(level.checked_sub(below)?.checked_mul(seconds)?)?;
                below = level;
            }
        }
        Some(total)
    }
}

/// For how long there is at least so much.
fn seconds_at<N: Number>(stretches: &[Stretch<N>], level: N, started: Option<N>) -> Option<N> {
    let rounded = |seconds: u32| {
        let seconds = N::from_decimal(seconds.into());
        started.map_or(Some(seconds), |step| Rounding::Up.to_multiple(seconds, step))
    };
    let (mut total, mut there) = (N::ZERO, None::<(u32, u32)>);
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
