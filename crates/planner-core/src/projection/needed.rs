//! What a stack costs with everything it needs: the plans that its unmet requirements ask for.
//!
//! A Pro project on a Hobby team is not to be had at Hobby's price. So beside the total as written stands the total of
//! the same stack on the plans it needs, projected like any other.

use rust_decimal::Decimal;

use super::{Options, ProjectedMonth, months};
use crate::bill::{Remedy, Unmet};
use crate::book::Books;
use crate::document::Problem;
use crate::stack::{Account, Plans, Stack};

/// How often plans are changed anew, where the new plan needs something itself.
const ROUNDS: usize = 4;

/// A stack with what it needs.
#[derive(Clone, Debug, PartialEq, Eq)]
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
}

/// A plan that something needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Where it is written: `accounts.vercel.plan`.
    pub path: String,
    /// The plan's id.
    pub plan: String,
    /// The plan's name, as people write it.
    pub name: String,
    /// Who needs it.
    pub needed_by: Vec<String>,
}

/// The stack on the plans it needs; none where every requirement is met.
pub(super) fn needed(
    books: &Books,
    stack: &Stack,
    options: Options,
    written: &[ProjectedMonth<'_>],
) -> Result<Option<Needed>, Problem> {
    let mut changes: Vec<Change> = Vec::new();
    let mut with = stack.clone();
    let mut unmet = change(&mut with, written, &mut changes);
    if changes.is_empty() {
        return Ok(None);
    }
    let (mut first_month, mut last_month, mut total) = (Decimal::ZERO, Decimal::ZERO, Decimal::ZERO);
    for round in 1..=ROUNDS {
        let before = changes.clone();
        let mut next = with.clone();
        let projection = months::project(books, &with, options)?;
        first_month = projection.months.first().map_or(Decimal::ZERO, |month| month.total);
        last_month = projection.months.last().map_or(Decimal::ZERO, |month| month.total);
        total = projection.sum;
        unmet = change(&mut next, &projection.months, &mut changes);
        if changes == before || round == ROUNDS {
            break;
        }
        with = next;
    }
    Ok(Some(Needed { changes, unmet, first_month, last_month, total }))
}

/// Changes the plans of a stack as its unmet requirements ask; what no plan meets is told in words.
fn change(stack: &mut Stack, months: &[ProjectedMonth<'_>], changes: &mut Vec<Change>) -> Vec<String> {
    let mut left: Vec<String> = Vec::new();
    let all: Vec<&Unmet<'_>> = months.iter().flat_map(|month| &month.unmet).collect();
    for unmet in &all {
        let beside = all.iter().filter(|other| other.account == unmet.account).copied();
        // What the account itself needs is settled: what does not go with it changes its own plan.
        let account = format!("accounts.{}.plan", unmet.account);
        let settled = changes
            .iter()
            .find(|change| change.path == account && change.needed_by.iter().any(|who| who == unmet.account));
        let remedy = match settled.filter(|_| unmet.resource != unmet.account) {
            Some(settled) if !unmet.allows(&settled.plan) => {
                unmet.beside(&settled.plan).map(|plan| Remedy::Resource { plan })
            }
            _ => unmet.remedy(beside),
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
        let (id, name) = (plan.0.to_owned(), plan.1.name.clone());
        match changes.iter_mut().find(|known| known.path == path) {
            Some(known) => {
                if !known.needed_by.iter().any(|who| who == unmet.resource) {
                    known.needed_by.push(unmet.resource.to_owned());
                }
                (known.plan, known.name) = (id.clone(), name);
            }
            None => changes.push(Change {
                path,
                plan: id.clone(),
                name,
                needed_by: vec![unmet.resource.to_owned()],
            }),
        }
        match remedy {
            Remedy::Account { provider, .. } => put_account(stack, unmet.account, provider, id),
            Remedy::Resource { .. } => {
                if let Some(resource) = stack.resources.get_mut(unmet.resource) {
                    resource.plan = Some(Plans::one(id));
                }
            }
        }
    }
    left
}

/// Puts an account on a plan; one nobody named is named.
fn put_account(stack: &mut Stack, name: &str, provider: &str, plan: String) {
    if let Some(account) = stack.accounts.get_mut(name) {
        account.plan = Some(Plans::one(plan));
        return;
    }
    let provider = Some(provider.to_owned());
    let account = Account { provider, plan: Some(Plans::one(plan)), card: true, ..Account::default() };
    stack.accounts.push(name.to_owned(), account);
}
