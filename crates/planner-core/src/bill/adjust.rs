//! What is done to finished lines: caps, levies, floors, credits, taxes; and how much of a line they leave to the next.
//!
//! What a cap or a credit takes off is gone for everything after it: a credit covers what was served, not what was asked for,
//! and two caps on the same charges cut to the lower one. So each line keeps how much was taken off it, and the line of a cap
//! or credit, which shows the same amount, has nothing left itself.

use std::sync::Arc;

use super::accrual::{self, Accrual};
use super::charges::Place;
use super::line::{Basis, Line, State};
use crate::cycle::Cycle;
use crate::number::{Decimal, exact_sum};
use crate::tariff::{AMOUNT_SCALE, Adjustment, Item, TariffError, adjust, checked};

/// Does an adjustment to the lines it covers, and says what it comes to, the amount of its own line, and how that accrues.
///
/// # Errors
///
/// [`TariffError::Overflow`] past 28 digits.
pub(super) fn apply(
    lines: &mut [&mut Arc<Line<'_>>],
    adjustment: &Adjustment,
    covers: &[String],
    cycle: Cycle,
) -> Result<(Decimal, Vec<Accrual>), TariffError> {
    let mut items = Vec::with_capacity(lines.len());
    for line in lines.iter() {
        items.push(Item { tags: tags(line), amount: checked(line.left(), "add up")? });
    }
    let change = adjust(adjustment, &items, covers)?;
    // A bound that is met but for what does not fit into 28 digits is not met.
    let mut sum = Decimal::ZERO;
    for item in items.iter().filter(|item| item.is_one_of(covers)) {
        sum = checked(exact_sum(sum, item.amount), "adjust")?;
    }
    checked(exact_sum(sum, change), "adjust")?;
    let mut accrues = Vec::new();
    if change < Decimal::ZERO {
        let covered = lines.iter().zip(&items).filter(|(_, item)| item.is_one_of(covers));
        let mut parts = Vec::new();
        covered.for_each(|(line, item)| line.accrue(item.amount, &mut parts));
        accrues = accrual::of_change(adjustment, &parts, cycle).unwrap_or_default();
        let covered = lines.iter_mut().zip(items).filter(|(_, item)| item.is_one_of(covers));
        let covered: Vec<(&mut Arc<Line<'_>>, Decimal)> =
            covered.map(|(line, item)| (&mut **line, item.amount)).collect();
        take_off(covered, Decimal::ZERO.minus(change).unwrap_or_default())?;
    }
    Ok((change, accrues))
}

/// Takes an amount off lines, from each the same share of what is left of it, to the last digit.
fn take_off(covered: Vec<(&mut Arc<Line<'_>>, Decimal)>, amount: Decimal) -> Result<(), TariffError> {
    let mut rest = amount;
    let mut left = Decimal::ZERO;
    for (_, of_line) in &covered {
        left = checked(exact_sum(left, *of_line), "add up")?;
    }
    for (line, of_line) in covered {
        if of_line <= Decimal::ZERO {
            continue;
        }
        let after = checked(exact_sum(left, -of_line), "add up")?;
        let share = checked(rest.over(left).and_then(|share| share.times(of_line)), "share out")?;
        // Never more than the line has or is to be taken, nor less than the others cannot bear.
        let least = checked(exact_sum(rest, -after), "share out")?.most(Decimal::ZERO);
        let share = share.round_half_away(AMOUNT_SCALE).min(of_line).min(rest).most(least);
        Arc::make_mut(line).taken = checked(exact_sum(line.taken, share), "add up")?;
        rest = checked(exact_sum(rest, -share), "share out")?;
        left = after;
    }
    Ok(())
}

/// What a line is known by to an adjustment: its charge, and its tags.
fn tags(line: &Line<'_>) -> Vec<String> {
    let mut tags = vec![line.charge.to_owned()];
    if let Basis::Charge { terms, .. } = &line.basis {
        tags.extend(terms.tags.iter().cloned());
    }
    tags
}

/// Whether a list of charges and tags, empty for all, names the line.
pub(super) fn covers(line: &Line<'_>, names: &[String]) -> bool {
    names.is_empty() || tags(line).iter().any(|tag| names.contains(tag))
}

/// The line an adjustment adds.
pub(super) fn line<'a>(
    place: &Place<'a>,
    id: &'a str,
    description: &'a str,
    (amount, accrues): (Decimal, Vec<Accrual>),
    formula: String,
    source: &'a str,
) -> Line<'a> {
    Line {
        account: place.account,
        resource: place.resource,
        charge: id,
        description: description.into(),
        plan: &place.plan.name,
        meter: None,
        unit: "".into(),
        state: State::Priced(amount),
        basis: Basis::Adjustment { formula, book: place.book, source },
        counts: true,
        // What it takes off is taken off the lines it covers.
        taken: amount.min(Decimal::ZERO),
        span: super::accrual::ALL,
        accrues,
        awaits: None,
        other: None,
    }
}
