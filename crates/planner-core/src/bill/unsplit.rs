//! A month that a price list, or another plan, splits: what the change does not touch is one line, and one limit, for all of it.
//!
//! What a change touches is told by what it does: the month is priced as if each of its lists and plans had held all of it. A
//! line that comes out the same under all of them is that line; any other is billed in its parts.

use std::sync::Arc;

use super::account::Walk;
use super::known::Known;
use super::line::{Basis, Line};
use super::{AccountMonth, LimitRow, ResourceMonth, sum};
use crate::book::{Books, Snapshot};
use crate::document::Problem;
use crate::tariff::AMOUNT_SCALE;

/// The lines and limits of a month.
pub(super) type Found<'a> = (Vec<Arc<Line<'a>>>, Vec<Arc<LimitRow<'a>>>);

/// The same with each line's part of the month; of one that several parts agree on, the first.
struct Merged<'a> {
    lines: Vec<Arc<Line<'a>>>,
    limits: Vec<Arc<LimitRow<'a>>>,
    of: Vec<usize>,
}

impl<'a> Walk<'_, 'a> {
    /// The month as each price list and each plan in it would make it, alone and to the end; none where nothing changes, or
    /// where one cannot have held all month: it lacks what runs under another.
    pub(super) fn unchanged(
        &self,
        books: &'a Books,
        lists: &[(u32, &'a Snapshot)],
        known: &mut Known<'a>,
    ) -> Option<Vec<Found<'a>>> {
        if lists.len() < 2 && !changes_plan(self.account) {
            return None;
        }
        let accounts = unchanged(self.account);
        let all = accounts.iter().flat_map(|one| lists.iter().map(move |list| (one, list)));
        let mut price = |(account, &(_, book)): (_, &(u32, &'a Snapshot))| {
            let mut walk = Walk::under(books, account, &[(0, book)], self.quiet).ok()?;
            walk.price(books, known).ok()?;
            walk.settle().ok()?;
            Some((walk.found.lines, walk.found.limits))
        };
        all.map(&mut price).collect()
    }

    /// Makes one of what a new price list, or another plan, within the month leaves as it is, and settles the rest.
    pub(super) fn unsplit(&mut self, whole: &[Found<'a>]) -> Result<(), Problem> {
        even_out(&mut self.found.lines, whole)?;
        self.settle()?;
        let split = (std::mem::take(&mut self.found.lines), std::mem::take(&mut self.found.limits));
        let merged = unsplit(split, whole, &self.found.of)?;
        (self.found.lines, self.found.limits, self.found.of) = (merged.lines, merged.limits, merged.of);
        let mut told: Vec<(&str, String)> = Vec::new();
        self.found.unmet.retain(|unmet| {
            let one = (unmet.resource, unmet.needs());
            let new = !told.contains(&one);
            told.push(one);
            new
        });
        Ok(())
    }
}

/// Parts of a line that is one get their shares of what the whole comes to: packages are not started twice. Where a ceiling of
/// a resource or the account has cut some already, all stay as they were cut.
fn even_out<'a>(lines: &mut [Arc<Line<'a>>], whole: &[Found<'a>]) -> Result<(), Problem> {
    if lines.iter().any(|line| is_adjustment(line)) {
        return Ok(());
    }
    let found = untouched(lines, whole);
    let mut seen: Vec<&Arc<Line<'a>>> = Vec::new();
    for one in found.iter().copied().flatten() {
        if seen.iter().any(|known| std::ptr::eq(*known, one)) {
            continue;
        }
        seen.push(one);
        let Some(amount) = one.amount() else { continue };
        let mut parts: Vec<&mut Arc<Line<'a>>> = lines
            .iter_mut()
            .zip(&found)
            .filter_map(|(line, of)| of.is_some_and(|of| std::ptr::eq(of, one)).then_some(line))
            .collect();
        let together = sum(parts.iter().filter_map(|part| part.amount()))?;
        let mut left = amount;
        if let Some((last, parts)) = parts.split_last_mut() {
            for part in parts {
                let share =
                    part.amount().unwrap_or_default().times(amount).and_then(|part| part.over(together));
                let share = share.unwrap_or_default().round_half_away(AMOUNT_SCALE);
                Arc::make_mut(part).settle(share);
                left = sum([left, -share].into_iter())?;
            }
            Arc::make_mut(last).settle(left);
        }
    }
    Ok(())
}

/// For each line, the one it is part of: what every list and plan makes alike.
fn untouched<'w, 'a>(lines: &[Arc<Line<'a>>], whole: &'w [Found<'a>]) -> Vec<Option<&'w Arc<Line<'a>>>> {
    let whole: Vec<&[Arc<Line<'a>>]> = whole.iter().map(|found| found.0.as_slice()).collect();
    let of =
        |line: &Arc<Line<'a>>| agreed(&whole, |one| is_of(one, line), |one| one.plan == line.plan, same_line);
    lines.iter().map(of).collect()
}

/// Puts together what is the same under every list, each of which `whole` has for all of the month; `of` says which part of
/// the month each line is of.
///
/// # Errors
///
/// A [`Problem`] past 28 digits.
fn unsplit<'a>((lines, limits): Found<'a>, whole: &[Found<'a>], of: &[usize]) -> Result<Merged<'a>, Problem> {
    let untouched = untouched(&lines, whole);
    // Where a part is billed apart, so is what a cap takes off it; the rest keeps what its parts come to.
    let charges = || lines.iter().zip(&untouched).filter(|(line, _)| !is_adjustment(line));
    let apart = lines.iter().any(|line| is_adjustment(line)) && charges().any(|(_, found)| found.is_none());
    let mut merged: Vec<Arc<Line<'a>>> = Vec::with_capacity(lines.len());
    let mut parts_of: Vec<usize> = Vec::with_capacity(lines.len());
    let mut done: Vec<&Arc<Line<'a>>> = Vec::new();
    for ((line, found), part) in lines.iter().zip(&untouched).zip(of) {
        let Some(found) = found.filter(|_| !(apart && is_adjustment(line))) else {
            merged.push(line.clone());
            parts_of.push(*part);
            continue;
        };
        if done.iter().any(|known| std::ptr::eq(*known, found)) {
            continue;
        }
        done.push(found);
        let mut one = found.clone();
        if apart && one.amount().is_some() {
            let parts = || {
                lines.iter().zip(&untouched).filter(|(_, of)| of.is_some_and(|of| std::ptr::eq(of, found)))
            };
            let together = sum(parts().filter_map(|(part, _)| part.amount()))?;
            if one.amount() != Some(together) {
                Arc::make_mut(&mut one).settle(together);
            }
            Arc::make_mut(&mut one).taken = sum(parts().map(|(part, _)| part.taken))?;
        }
        merged.push(one);
        parts_of.push(*part);
    }
    let whole_limits: Vec<&[Arc<LimitRow<'a>>]> = whole.iter().map(|found| found.1.as_slice()).collect();
    let mut rows: Vec<Arc<LimitRow<'a>>> = Vec::with_capacity(limits.len());
    for row in limits {
        match agreed(&whole_limits, |one| one.is_of(&row), |_| false, same_limit) {
            Some(_) if rows.iter().any(|known| known.is_of(&row)) => {}
            Some(found) => rows.push(found.clone()),
            None => rows.push(row),
        }
    }
    Ok(Merged { lines: merged, limits: rows, of: parts_of })
}

/// Whether an account, or a resource in it, changes its plan within the month.
fn changes_plan(account: &AccountMonth<'_>) -> bool {
    distinct(account.plans.iter().map(|on| on.plan)).len() > 1
        || account.resources.iter().any(|one| distinct(one.runs.iter().map(|run| run.plan)).len() > 1)
}

/// The month as it were without a change of plan: once for each plan of the account and each of the resources in it.
fn unchanged<'a>(account: &AccountMonth<'a>) -> Vec<AccountMonth<'a>> {
    let of_resource = |resource: &Arc<ResourceMonth<'a>>| distinct(resource.runs.iter().map(|run| run.plan));
    let of_resources: Vec<Vec<Option<&'a str>>> = account.resources.iter().map(of_resource).collect();
    let most = of_resources.iter().map(Vec::len).max().unwrap_or(1);
    let mut all = Vec::new();
    for plan in distinct(account.plans.iter().map(|on| on.plan)) {
        for at in 0..most {
            let mut one = account.clone();
            one.plans.iter_mut().for_each(|on| on.plan = plan);
            one.plans.dedup_by(|next, one| {
                let goes_on = one.to == next.from;
                if goes_on {
                    one.to = next.to;
                }
                goes_on
            });
            for (resource, plans) in one.resources.iter_mut().zip(&of_resources) {
                if let Some(plan) = plans.get(at).or(plans.last()) {
                    Arc::make_mut(resource).runs.iter_mut().for_each(|run| run.plan = *plan);
                    Arc::make_mut(resource).runs.dedup_by(|next, one| {
                        let goes_on = one.to == next.from
                            && (one.count, one.awake) == (next.count, next.awake)
                            && one.usage == next.usage;
                        if goes_on {
                            one.to = next.to;
                        }
                        goes_on
                    });
                }
            }
            all.push(one);
        }
    }
    all
}

fn distinct<'a>(plans: impl Iterator<Item = Option<&'a str>>) -> Vec<Option<&'a str>> {
    let mut all = Vec::new();
    for plan in plans {
        if !all.contains(&plan) {
            all.push(plan);
        }
    }
    all
}

/// The one entry that every list has and that is the same in all of them; the newest list's. Of several, the likely one.
fn agreed<'w, T>(
    lists: &[&'w [Arc<T>]],
    wanted: impl Fn(&T) -> bool,
    likely: impl Fn(&T) -> bool,
    same: fn(&T, &T) -> bool,
) -> Option<&'w Arc<T>> {
    let mut found: Option<&'w Arc<T>> = None;
    for list in lists {
        let here: Vec<&Arc<T>> = list.iter().filter(|one| wanted(one)).collect();
        let one = match here.as_slice() {
            [one] => *one,
            several => {
                let mut likely = several.iter().filter(|one| likely(one));
                let (Some(one), None) = (likely.next(), likely.next()) else { return None };
                *one
            }
        };
        if found.is_some_and(|known| !same(known, one)) {
            return None;
        }
        found = Some(one);
    }
    found
}

fn is_adjustment(line: &Line<'_>) -> bool {
    matches!(line.basis, Basis::Adjustment { .. })
}

/// Whether two lines are of the same charge, on whatever plan: vendors rename plans.
fn is_of(one: &Line<'_>, other: &Line<'_>) -> bool {
    (one.account, one.resource, one.charge) == (other.account, other.resource, other.charge)
        && is_adjustment(one) == is_adjustment(other)
}

/// Whether two price lists make the same line.
fn same_line(one: &Line<'_>, other: &Line<'_>) -> bool {
    one.state == other.state
        && one.unit == other.unit
        && one.priced() == other.priced()
        && one.counts == other.counts
}

/// Whether two price lists make the same limit; the newest words stand for both.
fn same_limit(one: &LimitRow<'_>, other: &LimitRow<'_>) -> bool {
    let figures = |row: &LimitRow<'_>| [row.ceiling, row.usage, row.headroom];
    figures(one) == figures(other)
        && (one.effect, one.state, one.window, one.passed_at)
            == (other.effect, other.state, other.window, other.passed_at)
        && one.unit == other.unit
        && one.stages == other.stages
}
