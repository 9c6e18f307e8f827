//! Levels through a period: one beside the other, and of what sleeps for a part of each day.

use super::{Amount, Rounding, Span, Usage};
use crate::number::Decimal;

impl Usage {
    /// Levels that run beside each other as one: from when to when, at the opening and at the closing they add up to between
    /// two cuts. `None` past 28 digits.
    pub(crate) fn side_by_side<'u>(
        spans: impl Iterator<Item = &'u Span>,
    ) -> Option<Vec<(u32, u32, Decimal, Decimal)>> {
        let held: Vec<&Span> = spans.filter(|span| matches!(span.amount, Amount::Level { .. })).collect();
        if held.array_windows().all(|[one, next]| one.to <= next.from) {
            return one_after_another(&held);
        }
        let mut cuts: Vec<u32> = held.iter().flat_map(|span| [span.from, span.to]).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let mut all = Vec::with_capacity(cuts.len());
        for &[from, to] in cuts.array_windows() {
            let (mut opening, mut closing) = (Decimal::ZERO, Decimal::ZERO);
            for span in held.iter().filter(|span| span.from <= from && span.to >= to) {
                opening = opening.checked_add(span.level_at(from))?;
                closing = closing.checked_add(span.level_at(to))?;
            }
            all.push((from, to, opening, closing));
        }
        Some(all)
    }

    /// The same as spans. Of a day of what sleeps, all are awake at its end, some longer than others: each time at which so many
    /// are is a span of its own.
    pub(super) fn together<'u>(spans: impl Iterator<Item = &'u Span> + Clone) -> Option<Vec<Span>> {
        let level = |opening, closing| Amount::Level { opening, closing };
        if spans.clone().all(|span| span.awake.is_none()) {
            let levels = Self::side_by_side(spans)?.into_iter();
            return Some(
                levels.map(|(from, to, one, other)| Span::new(from, to, level(one, other))).collect(),
            );
        }
        let day = Decimal::from(DAY);
        let mut times: Vec<Decimal> = spans.clone().map(|span| span.awake.unwrap_or(day)).collect();
        times.sort();
        let (mut all, mut before) = (Vec::new(), Decimal::ZERO);
        for time in times {
            if time <= before {
                continue;
            }
            let awake = spans.clone().filter(|span| span.awake.unwrap_or(day) >= time);
            let length = time.checked_sub(before)?;
            for (from, to, one, other) in Self::side_by_side(awake)? {
                all.push(Span { awake: Some(length), ..Span::new(from, to, level(one, other)) });
            }
            before = time;
        }
        Some(all)
    }
}

/// Levels that follow each other, with nothing where there is a gap.
fn one_after_another(held: &[&Span]) -> Option<Vec<(u32, u32, Decimal, Decimal)>> {
    let mut all: Vec<(u32, u32, Decimal, Decimal)> = Vec::with_capacity(held.len());
    for span in held.iter().filter(|span| span.from < span.to) {
        let (opening, closing) = (span.level_at(span.from), span.level_at(span.to));
        if let Some((_, before, ..)) = all.last().filter(|(_, before, ..)| *before < span.from) {
            all.push((*before, span.from, Decimal::ZERO, Decimal::ZERO));
        }
        all.push((
            span.from,
            span.to,
            Decimal::ZERO.checked_add(opening)?,
            Decimal::ZERO.checked_add(closing)?,
        ));
    }
    Some(all)
}

/// Seconds of a day.
const DAY: u32 = 86_400;

impl Span {
    /// For how long it is there, in seconds; each stretch, which for what sleeps is one a day, rounded up to whole `started`
    /// units.
    pub(super) fn time(&self, started: Option<Decimal>) -> Option<Decimal> {
        let stretch =
            |seconds: Decimal| started.map_or(Some(seconds), |step| Rounding::Up.to_multiple(seconds, step));
        let seconds = Decimal::from(self.seconds());
        match self.awake {
            None => stretch(seconds),
            Some(awake) => stretch(awake)?.product(seconds)?.checked_div(Decimal::from(DAY)),
        }
    }

    /// Whether it is there at any time between two of its seconds: what sleeps is awake at the end of each day.
    pub(super) fn is_awake(&self, from: u32, to: u32) -> bool {
        let Some(awake) = self.awake.filter(|_| to.saturating_sub(from) < DAY) else { return true };
        let end = to.saturating_sub(1).checked_rem(DAY).map_or(DAY, |second| second.saturating_add(1));
        awake > Decimal::from(DAY.saturating_sub(end))
    }

    /// The level at a second of the period, on the line from opening to closing.
    pub(crate) fn level_at(&self, second: u32) -> Decimal {
        let Amount::Level { opening, closing } = self.amount else { return Decimal::ZERO };
        if second <= self.from || self.seconds() == 0 {
            return opening;
        }
        if second >= self.to {
            return closing;
        }
        let passed = Decimal::from(second.saturating_sub(self.from));
        let rise = closing.checked_sub(opening).and_then(|rise| rise.product(passed));
        let share = rise.and_then(|rise| rise.checked_div(Decimal::from(self.seconds())));
        share.and_then(|share| opening.checked_add(share)).unwrap_or(closing)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(from: u32, to: u32, level: i64) -> Span {
        Span::new(from, to, Amount::Level { opening: level.into(), closing: level.into() })
    }

    #[test]
    fn between_two_levels_nothing_is_held() {
        let whole = |levels: &[Span]| {
            let found = Usage::side_by_side(levels.iter()).unwrap_or_default();
            found.into_iter().map(|(from, to, one, _)| (from, to, one.to_string())).collect::<Vec<_>>()
        };
        let told = |all: &[(u32, u32, &str)]| {
            all.iter().map(|(from, to, one)| (*from, *to, (*one).to_owned())).collect::<Vec<_>>()
        };
        let apart = [level(0, 10, 3), level(20, 30, 4)];
        assert_eq!(whole(&apart), told(&[(0, 10, "3"), (10, 20, "0"), (20, 30, "4")]));
        let touching = [level(0, 10, 3), level(10, 30, 4)];
        assert_eq!(whole(&touching), told(&[(0, 10, "3"), (10, 30, "4")]));
        let beside = [level(0, 20, 3), level(10, 30, 4)];
        assert_eq!(whole(&beside), told(&[(0, 10, "3"), (10, 20, "7"), (20, 30, "4")]));
    }
}
