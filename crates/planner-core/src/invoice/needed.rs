//! What a month costs with everything it needs: the same document on the plans that its unmet requirements ask for.

use super::UsageDocument;
use crate::bill::{Bill, Remedy, Unmet};
use crate::book::Books;
use crate::document::Problem;
use crate::month::Date;
use crate::number::Decimal;

/// How often plans are changed anew, where the new plan needs something itself.
const ROUNDS: usize = 4;

/// A month with what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NeededMonth {
    /// What has to change, one plan each.
    pub changes: Vec<PlanChange>,
    /// Requirements that no plan meets, in words.
    pub unmet: Vec<String>,
    /// What the month comes to then.
    pub total: Decimal,
    /// What the vendor's rounding makes of it.
    pub invoice: Decimal,
}

/// A plan that something needs.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlanChange {
    /// Where it is written: `plan`, or `resources[0].plan`.
    pub path: String,
    /// Whose plan it is: `account`, or the resource's name.
    pub of: String,
    /// The plan's id.
    pub plan: String,
    /// The plan's name, as people write it.
    pub name: String,
    /// Who needs it.
    pub needed_by: Vec<String>,
}

/// The month on the plans it needs; none where every requirement is met, or no plan meets any.
pub(super) fn needed(
    document: &UsageDocument,
    books: &Books,
    as_of: Option<Date>,
    written: &Bill<'_>,
) -> Result<Option<NeededMonth>, Problem> {
    let mut changes: Vec<PlanChange> = Vec::new();
    let mut with = document.clone();
    let mut unmet = change(&mut with, &written.unmet, &mut changes);
    if changes.is_empty() {
        return Ok(None);
    }
    let (mut total, mut invoice) = (Decimal::ZERO, Decimal::ZERO);
    for round in 1..=ROUNDS {
        let (before, mut next) = (changes.clone(), with.clone());
        let bill = with.bill(books, as_of)?;
        (total, invoice) = (bill.total()?, bill.invoice);
        unmet = change(&mut next, &bill.unmet, &mut changes);
        if changes == before || round == ROUNDS {
            break;
        }
        with = next;
    }
    Ok(Some(NeededMonth { changes, unmet, total, invoice }))
}

/// Changes the plans of a document as unmet requirements ask; what no plan meets is told in words.
fn change(document: &mut UsageDocument, all: &[Unmet<'_>], changes: &mut Vec<PlanChange>) -> Vec<String> {
    let mut left: Vec<String> = Vec::new();
    for unmet in all {
        let account = changes.iter().find(|change| change.path == "plan");
        let settled = account.filter(|change| change.needed_by.iter().any(|who| who == unmet.account));
        // What the account itself needs is settled: what does not go with it changes its own plan.
        let remedy = match settled.filter(|_| unmet.resource != unmet.account) {
            Some(settled) if !unmet.allows(&settled.plan) => {
                unmet.beside(&settled.plan).map(|plan| Remedy::Resource { plan })
            }
            _ => unmet.remedy(&all.iter().filter(|other| other.account == unmet.account)),
        };
        let at = document.resources.iter().position(|resource| resource.name == unmet.resource);
        let of_resource = unmet.resource != unmet.account;
        let found = remedy.and_then(|remedy| match (remedy, at) {
            (Remedy::Account { .. }, _) => Some((remedy, "plan".to_owned(), unmet.account)),
            (Remedy::Resource { .. }, None) if !of_resource => {
                Some((remedy, "plan".to_owned(), unmet.account))
            }
            (Remedy::Resource { .. }, Some(at)) => {
                Some((remedy, format!("resources[{at}].plan"), unmet.resource))
            }
            (Remedy::Resource { .. }, None) => None,
        });
        let Some((remedy, path, of)) = found else {
            let words = format!("{} needs {}", unmet.resource, unmet.needs());
            if !left.contains(&words) {
                left.push(words);
            }
            continue;
        };
        let (Remedy::Account { plan, .. } | Remedy::Resource { plan }) = remedy;
        let (id, name) = (plan.0.to_owned(), plan.1.name.clone());
        let is_on = |word: Option<&str>| unmet.is_on(&remedy, word);
        if let Some(resource) = at.filter(|_| path != "plan").and_then(|at| document.resources.get_mut(at)) {
            let segments = resource.segments.iter_mut().map(|segment| &mut segment.plan);
            put(&mut resource.plan, segments, &id, is_on);
        } else {
            let segments = document.segments.iter_mut().map(|segment| &mut segment.plan);
            put(&mut document.plan, segments, &id, is_on);
        }
        match changes.iter_mut().find(|known| known.path == path) {
            Some(known) => {
                if !known.needed_by.iter().any(|who| who == unmet.resource) {
                    known.needed_by.push(unmet.resource.to_owned());
                }
                (known.plan, known.name) = (id, name);
            }
            None => changes.push(PlanChange {
                path,
                of: of.to_owned(),
                plan: id,
                name,
                needed_by: vec![unmet.resource.to_owned()],
            }),
        }
    }
    left
}

/// Puts a plan in place of the one that lacks something: the whole time, or in the stretches that are on it.
fn put<'s>(
    own: &mut Option<String>,
    segments: impl ExactSizeIterator<Item = &'s mut Option<String>>,
    plan: &str,
    is_on: impl Fn(Option<&str>) -> bool,
) {
    if segments.len() == 0 {
        *own = Some(plan.to_owned());
        return;
    }
    let (mut others, mut any) = (Vec::new(), false);
    for segment in segments {
        if is_on(segment.as_deref().or(own.as_deref())) {
            *segment = Some(plan.to_owned());
            any = true;
        } else {
            others.push(segment);
        }
    }
    if !any {
        // It is on a plan nobody wrote, which another became: what is written makes room.
        for segment in others {
            *segment = Some(plan.to_owned());
        }
    }
}
