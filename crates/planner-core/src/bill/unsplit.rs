//! A month that a price list splits: what the change does not touch is one line, and one limit, for the whole month.
//!
//! What a change touches is told by what it does: the month is priced as if each of its lists had held all of it. A line that
//! comes out the same under all of them is that line; any other is billed in its parts.

use super::line::{Basis, Line};
use super::{LimitRow, sum};
use crate::document::Problem;

/// The lines and limits of a month.
pub(super) type Found<'a> = (Vec<Line<'a>>, Vec<LimitRow<'a>>);

/// The same with each line's part of the month; of one that several parts agree on, the first.
pub(super) struct Merged<'a> {
    pub(super) lines: Vec<Line<'a>>,
    pub(super) limits: Vec<LimitRow<'a>>,
    pub(super) of: Vec<usize>,
}

/// Puts together what is the same under every list, each of which `whole` has for all of the month; `of` says which part of
/// the month each line is of.
///
/// # Errors
///
/// A [`Problem`] past 28 digits.
pub(super) fn unsplit<'a>(
    (lines, limits): Found<'a>,
    whole: &[Found<'a>],
    of: &[usize],
) -> Result<Merged<'a>, Problem> {
    let whole_lines: Vec<&[Line<'a>]> = whole.iter().map(|found| found.0.as_slice()).collect();
    let untouched: Vec<Option<&Line<'a>>> = lines
        .iter()
        .map(|line| agreed(&whole_lines, |one| is_of(one, line), |one| one.plan == line.plan, same_line))
        .collect();
    // Where a part is billed apart, so is what a cap takes off it; the rest keeps what its parts come to.
    let charges = || lines.iter().zip(&untouched).filter(|(line, _)| !is_adjustment(line));
    let apart = lines.iter().any(is_adjustment) && charges().any(|(_, found)| found.is_none());
    let mut merged: Vec<Line<'a>> = Vec::with_capacity(lines.len());
    let mut parts_of: Vec<usize> = Vec::with_capacity(lines.len());
    let mut done: Vec<&Line<'a>> = Vec::new();
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
            one.settle(sum(parts().filter_map(|(part, _)| part.amount()))?);
            one.taken = sum(parts().map(|(part, _)| part.taken))?;
        }
        merged.push(one);
        parts_of.push(*part);
    }
    let whole_limits: Vec<&[LimitRow<'a>]> = whole.iter().map(|found| found.1.as_slice()).collect();
    let mut rows: Vec<LimitRow<'a>> = Vec::with_capacity(limits.len());
    for row in limits {
        match agreed(&whole_limits, |one| one.is_of(&row), |_| false, same_limit) {
            Some(_) if rows.iter().any(|known| known.is_of(&row)) => {}
            Some(found) => rows.push(found.clone()),
            None => rows.push(row),
        }
    }
    Ok(Merged { lines: merged, limits: rows, of: parts_of })
}

/// The one entry that every list has and that is the same in all of them; the newest list's. Of several, the likely one.
fn agreed<'w, T>(
    lists: &[&'w [T]],
    wanted: impl Fn(&T) -> bool,
    likely: impl Fn(&T) -> bool,
    same: fn(&T, &T) -> bool,
) -> Option<&'w T> {
    let mut found: Option<&'w T> = None;
    for list in lists {
        let here: Vec<&T> = list.iter().filter(|one| wanted(one)).collect();
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
