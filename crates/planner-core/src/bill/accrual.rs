//! How money accrues through a cycle: as what it is for is used, what is included first and a price after the other; evenly
//! where no more is known.

use std::borrow::Cow;

use super::days::Rhythm;
use super::demand::Demand;
use super::line::Line;
use super::second::Second;
use crate::book::{Meter, MeterKind, Window};
use crate::cycle::Cycle;
use crate::number::Decimal;
use crate::tariff::{Adjustment, Charge, Priced, Usage};

/// An amount, and the seconds of the cycle through which it accrues evenly.
pub(crate) type Accrual = ((Second, Second), Decimal);

/// A whole month, however long.
pub(crate) const ALL: (u32, u32) = (0, u32::MAX);

impl Line<'_> {
    /// Adds how the first `amount` of the line accrues; what a cap cuts off accrues last.
    pub(crate) fn accrue(&self, amount: Decimal, all: &mut Vec<Accrual>) {
        let span = self.seconds();
        let even = [(span, self.amount().unwrap_or(amount))];
        let pieces = if self.accrues.is_empty() { &even[..] } else { &self.accrues };
        let mut left = amount;
        for &((from, to), of_piece) in pieces {
            let (least, most) = (left.min(Decimal::ZERO), left.most(Decimal::ZERO));
            let piece = of_piece.most(least).min(most);
            left = left.minus(piece).unwrap_or_default();
            let to = if piece == of_piece { to } else { along((from, to), piece, of_piece).unwrap_or(to) };
            all.push(((from, to), piece));
        }
        // What a bound adds is there whatever is used.
        if !left.is_zero() {
            all.push((span, left));
        }
    }

    /// The seconds through which anything of it was used.
    fn seconds(&self) -> (Second, Second) {
        (self.span.0.into(), self.span.1.into())
    }
}

/// When what a charge on a meter comes to accrues; empty where that is evenly, for as long as anything is used.
pub(super) fn of_charge(
    members: &[Usage],
    meter: &Meter,
    rhythm: Rhythm<'_>,
    charge: &Charge,
    priced: &Priced,
) -> Option<Vec<Accrual>> {
    let even = priced.included.is_zero() && priced.bands.len() < 2;
    if even || priced.billed.is_zero() || members.iter().all(|member| member.spans.is_empty()) {
        return None;
    }
    let joined = match members {
        [one] => Cow::Borrowed(one),
        all => Cow::Owned(Usage { spans: all.iter().flat_map(|one| one.spans.iter().cloned()).collect() }),
    };
    let spans = &joined.spans;
    let (start, end) = (spans.iter().map(|s| s.from).min()?, spans.iter().map(|s| s.to).max()?);
    let (start, final_second, end) =
        (Second::from(start), Second::from(end.saturating_sub(1)), Second::from(end));
    let demand = Demand::of(&joined, meter.kind, Window::Month, Rhythm { shape: None, ..rhythm })?;
    let whole = priced.included.plus(priced.billed)?;
    let second = |units: Decimal| {
        let passed = match meter.kind {
            // What runs uses its time up evenly.
            MeterKind::Running => along((start, end), units, whole),
            MeterKind::Level if charge.pricing.at_level => demand.passes(charge.included),
            MeterKind::Level | MeterKind::Flow => demand.passes(units.times(priced.quantity)?.over(whole)?),
        };
        Some(passed.unwrap_or(end).min(final_second))
    };
    let mut used = priced.included;
    let mut from = if used.is_zero() { start } else { second(used)? };
    let mut all = Vec::with_capacity(priced.bands.len());
    for (at, band) in priced.bands.iter().enumerate() {
        used = used.plus(band.units)?;
        let last = at.saturating_add(1) == priced.bands.len() || meter.kind == MeterKind::Level;
        let to = if last { end } else { second(used)?.max(from.later(1)?) };
        all.push(((from, to), band.amount));
        from = if meter.kind == MeterKind::Level { from } else { to.min(final_second) };
    }
    Some(all)
}

/// The second at which a part of a whole has accrued that does so evenly from one second to another.
fn along((from, to): (Second, Second), part: Decimal, whole: Decimal) -> Option<Second> {
    let passed = Second::begun(part.times(to.after(from)?)?.over(whole)?)?;
    Second::begun(from.number().plus(passed.number())?)
}

/// How the change of an adjustment accrues: a credit takes the first of what it covers, a cap the last.
pub(super) fn of_change(kind: &Adjustment, parts: &[Accrual], cycle: Cycle) -> Option<Vec<Accrual>> {
    let (from, to) = match kind {
        Adjustment::Credit(credit) => (Decimal::ZERO, *credit),
        Adjustment::Cap(cap) => (*cap, Decimal::MAX),
        Adjustment::Percentage(_) | Adjustment::Floor(_) => return None,
    };
    let mut sum = Decimal::ZERO;
    let mut all = Vec::new();
    for (start, end, more) in accrued(parts, cycle)? {
        let next = sum.plus(more)?;
        let taken = next.min(to).minus(sum.most(from))?;
        if taken > Decimal::ZERO {
            let at = |amount: Decimal| along((start, end), amount.minus(sum)?, more);
            let first = if sum < from { at(from)? } else { start };
            let last = if next > to { at(to)? } else { end };
            all.push(((first, last.max(first.later(1)?)), Decimal::ZERO.minus(taken)?));
        }
        sum = next;
    }
    Some(all)
}

/// The cycle, and what is billed past its end, cut where anything begins or ends to accrue, with what accrues in each part.
pub(super) fn accrued(parts: &[Accrual], cycle: Cycle) -> Option<Vec<(Second, Second, Decimal)>> {
    let length = Second::from(cycle.seconds());
    // What is for all of the cycle has no end of its own.
    let clip = |(from, to): (Second, Second)| {
        let to = if to == Second::LAST { length } else { to };
        (from, to.max(from.later(1).unwrap_or(from)))
    };
    let mut cuts = vec![Second::FIRST, length];
    cuts.extend(parts.iter().flat_map(|(span, _)| <[Second; 2]>::from(clip(*span))));
    cuts.sort_unstable();
    cuts.dedup();
    let mut all = Vec::with_capacity(cuts.len());
    for &[start, end] in cuts.array_windows() {
        let mut sum = Decimal::ZERO;
        for (span, amount) in parts {
            let (from, to) = clip(*span);
            if from <= start && end <= to {
                sum = sum.plus(amount.times(end.after(start)?)?.over(to.after(from)?)?)?;
            }
        }
        all.push((start, end, sum));
    }
    Some(all)
}
