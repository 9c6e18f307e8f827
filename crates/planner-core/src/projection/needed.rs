//! What a stack costs with everything it needs: the plans that its unmet requirements ask for.
//!
//! A Pro project on a Hobby team is not to be had at Hobby's price. So beside the total as written stands the total of
//! the same stack on the plans it needs, projected like any other.

use std::cell::OnceCell;

use super::{Options, ProjectedMonth, Workings, months};
use crate::bill::{Remedy, Unmet};
use crate::book::Books;
use crate::cycle::Cycle;
use crate::document::Problem;
use crate::month::{Date, Month};
use crate::number::Decimal;
use crate::stack::{Account, Plans, Stack};
use crate::table::Table;

/// How often plans are changed anew, where the new plan needs something itself.
const ROUNDS: usize = 4;

/// A stack with what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Needed {
    /// What has to change, one plan each.
    pub changes: Vec<Change>,
    /// Requirements that no plan meets, in words.
    pub unmet: Vec<String>,
    /// What the first month comes to then.
    pub first_month: Decimal,
    /// What the last month comes to then.
    pub last_month: Decimal,
    /// What the months come to together then.
    pub total: Decimal,
    /// What each month comes to then.
    pub months: Vec<Decimal>,
    /// The line that falls most, where they come to less than as written: what is needed may let something cost less.
    pub falls: Option<Fall>,
}

/// A line that costs less with what is needed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fall {
    /// The line.
    pub line: String,
    /// What its months come to as written.
    pub from: Decimal,
    /// What they come to with what is needed.
    pub to: Decimal,
}

/// A plan that something needs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Change {
    /// Where it is written: `accounts.vercel.plan`.
    pub path: String,
    /// The plan's id.
    pub plan: String,
    /// The plan's name, as people write it.
    pub name: String,
    /// Since when, where it is not needed from the start on.
    pub from: Option<Date>,
    /// Who needs it.
    pub needed_by: Vec<String>,
}

/// The stack on the plans it needs, each from the day on it is needed; none where every requirement is met.
pub(super) fn needed(
    books: &Books,
    stack: &Stack,
    options: Options,
    written: &[ProjectedMonth<'_>],
    workings: Workings<'_>,
) -> Result<Option<Needed>, Problem> {
    let mut changes: Vec<Change> = Vec::new();
    let mut next = stack.clone();
    let mut unmet = change(&mut next, written, &mut changes);
    if changes.is_empty() {
        return Ok(None);
    }
    let (mut totals, mut total) = (Vec::new(), Decimal::ZERO);
    let mut falls = None;
    // What is worked out for one of them is looked up for the next, so all of them stay.
    let stacks: [OnceCell<Stack>; ROUNDS] = Default::default();
    let mut workings = workings;
    for with in &stacks {
        let before = changes.clone();
        let with = with.get_or_init(|| next.clone());
        let projection = months::project(books, with, options, false, &mut workings)?;
        totals = projection.months.iter().map(|month| month.total).collect();
        total = projection.sum;
        falls = fall(written, &projection.months);
        unmet = change(&mut next, &projection.months, &mut changes);
        if changes == before {
            break;
        }
    }
    let first_month = totals.first().copied().unwrap_or_default();
    let last_month = totals.last().copied().unwrap_or_default();
    Ok(Some(Needed { changes, unmet, first_month, last_month, total, months: totals, falls }))
}

/// The line that falls most from some months to others, where their total does.
fn fall(from: &[ProjectedMonth<'_>], to: &[ProjectedMonth<'_>]) -> Option<Fall> {
    let total = |months: &[ProjectedMonth<'_>]| {
        months.iter().try_fold(Decimal::ZERO, |sum, month| sum.plus(month.total))
    };
    if total(to)? >= total(from)? {
        return None;
    }
    let (before, after) = (lines(from)?, lines(to)?);
    let falls = before.into_entries().into_iter().filter_map(|(line, from)| {
        let to = after.get(&line).copied().unwrap_or_default();
        Some((from.minus(to)?, line, from, to))
    });
    let (_, (of, charge), from, to) = falls.max_by_key(|(by, ..)| *by)?;
    Some(Fall { line: format!("{of}/{charge}"), from, to })
}

/// What each line comes to in all months, by whose it is and by its charge.
fn lines<'m>(months: &'m [ProjectedMonth<'_>]) -> Option<Table<Decimal, (&'m str, &'m str)>> {
    let mut sums = Table::default();
    for line in months.iter().flat_map(super::ProjectedMonth::lines) {
        let whose = line.resource.unwrap_or(line.account);
        let sum = sums.get_or_insert_with((whose, line.charge), || Decimal::ZERO)?;
        *sum = sum.plus(line.summed().unwrap_or_default())?;
    }
    Some(sums)
}

/// Changes the plans of a stack as its unmet requirements ask; what no plan meets is told in words.
fn change(stack: &mut Stack, months: &[ProjectedMonth<'_>], changes: &mut Vec<Change>) -> Vec<String> {
    let mut left: Vec<String> = Vec::new();
    let all: Vec<(Month, &Unmet<'_>)> =
        months.iter().flat_map(|month| month.unmet.iter().map(|unmet| (month.month, unmet))).collect();
    for &(month, unmet) in &all {
        let beside = all.iter().map(|(_, other)| *other).filter(|other| other.account == unmet.account);
        // What the account itself needs is settled: what does not go with it changes its own plan.
        let account = format!("accounts.{}.plan", unmet.account);
        let settled = changes
            .iter()
            .find(|change| change.path == account && change.needed_by.iter().any(|who| who == unmet.account));
        let remedy = match settled.filter(|_| unmet.resource != unmet.account) {
            Some(settled) if !unmet.allows(&settled.plan) => {
                unmet.beside(&settled.plan).map(|plan| Remedy::Resource { plan })
            }
            _ => unmet.remedy(&beside),
        };
        let Some(remedy) = remedy else {
            let words = format!("{} needs {}", unmet.resource, unmet.needs());
            if !left.contains(&words) {
                left.push(words);
            }
            continue;
        };
        let (path, plan) = match &remedy {
            Remedy::Account { plan, .. } => (format!("accounts.{}.plan", unmet.account), plan),
            Remedy::Resource { plan, .. } => (format!("resources.{}.plan", unmet.resource), plan),
        };
        let from = put(stack, (month, unmet), &remedy);
        let (id, name) = (plan.0.to_owned(), plan.1.name.clone());
        match changes.iter_mut().find(|known| known.path == path) {
            Some(known) => {
                if !known.needed_by.iter().any(|who| who == unmet.resource) {
                    known.needed_by.push(unmet.resource.to_owned());
                }
                (known.plan, known.name) = (id, name);
                known.from = known.from.zip(from).map(|(known, from)| known.min(from));
            }
            None => {
                changes.push(Change {
                    path,
                    plan: id,
                    name,
                    from,
                    needed_by: vec![unmet.resource.to_owned()],
                });
            }
        }
    }
    left
}

/// Puts the plan of a remedy into the stack from the day on it is needed, which is returned where it is not the start.
fn put(stack: &mut Stack, (month, unmet): (Month, &Unmet<'_>), remedy: &Remedy<'_>) -> Option<Date> {
    let account = stack.accounts.get(unmet.account);
    let day = account.and_then(|account| account.cycle_day).unwrap_or(1);
    let cycle = |month: Month| Cycle::beginning_in(month, day).unwrap_or_else(|| month.into());
    let (start, cycle) = (cycle(stack.start).first_day(), cycle(month));
    let since = stack.resources.get(unmet.resource).and_then(|resource| resource.since);
    let since = since.filter(|since| cycle.contains(*since));
    // The first day of it on which a plan is one that lacks something.
    let first = |plans: &Plans, lacks: &dyn Fn(Option<&str>) -> bool| {
        let changes = plans.iter().filter_map(|one| one.from);
        let mut days = std::iter::once(cycle.first_day()).chain(changes).filter(|day| cycle.contains(*day));
        days.find(|day| lacks(plans.on(*day)))
    };
    let resource = stack.resources.get(unmet.resource).and_then(|resource| resource.plan.as_ref());
    let of_resource = resource.and_then(|plans| first(plans, &|word| unmet.is_for(word)));
    let (plan, plans) = match remedy {
        Remedy::Account { provider, plan } => {
            if account.is_none() {
                let provider = Some((*provider).to_owned());
                let account = Account { provider, card: true, ..Account::default() };
                stack.accounts.push(unmet.account.to_owned(), account);
            }
            (plan, stack.accounts.get_mut(unmet.account).map(|account| &mut account.plan))
        }
        Remedy::Resource { plan } => {
            (plan, stack.resources.get_mut(unmet.resource).map(|resource| &mut resource.plan))
        }
    };
    let plans = plans?;
    let written = plans.get_or_insert_with(|| Plans::one(unmet.default_plan(remedy).unwrap_or_default()));
    let day = first(written, &|word| unmet.is_on(remedy, word)).max(of_resource);
    let day = day.unwrap_or(cycle.first_day()).max(since.unwrap_or(start));
    written.change(start, day, plan.0.to_owned());
    (day > start).then_some(day)
}
