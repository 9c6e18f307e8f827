//! Fields of accounts and resources that do nothing where they stand: found by pricing the month without them.

use rust_decimal::Decimal;

use super::prepare::PreparedAccount;
use crate::bill::{AccountMonth, Bill, LimitRow, Line, ResourceMonth, bill};
use crate::book::Books;
use crate::month::Month;
use crate::number::Checked;
use crate::stack::Resource;

/// Whether a month has something to find out: what is stated here is priced in it for the first time.
pub(super) fn asks(account: &PreparedAccount<'_, '_>, month: Month, first: bool) -> bool {
    let stated = |resource: &Resource| {
        let begins = resource.since.is_some_and(|since| since.month() == month);
        let any = resource.count.is_some() || resource.hours.is_some() || resource.since.is_some();
        any && (first || begins)
    };
    let of_account = account.account.stated.is_some_and(|stated| !stated.card || stated.since.is_some());
    (first && of_account) || account.stated().any(stated)
}

/// Notes on what is stated of an account and its resources, is priced in this month for the first time, and changes nothing.
pub(super) fn unheard<'a>(
    books: &'a Books,
    account: &PreparedAccount<'_, 'a>,
    input: &AccountMonth<'a>,
    found: &Bill<'a>,
    first: bool,
) -> Vec<String> {
    let mut notes = Vec::new();
    let same = |changed: &AccountMonth<'a>| bill(books, changed).is_ok_and(|other| alike(found, &other));
    if let Some(stated) = account.account.stated.filter(|_| first) {
        let name = account.account.name;
        if !stated.card && same(&AccountMonth { card: true, ..input.clone() }) {
            notes.push(format!("{name}: card changes nothing: no limit of what is stated goes by it"));
        }
        // One that begins later is not there before: that is what it changes.
        let older = stated.since.is_some_and(|since| since <= input.cycle.first_day());
        if older && same(&AccountMonth { since: None, first: true, ..input.clone() }) {
            notes.push(format!(
                "{name}: since changes nothing: no terms of what is stated go by the account's age"
            ));
        }
    }
    for (at, stated) in account.stated().enumerate() {
        let Some(one) = input.resources.get(at).filter(|one| !one.runs.is_empty()) else { continue };
        // It is there from this month on, or from the start.
        let begins = one.since.is_some_and(|since| input.cycle.contains(since));
        if !(first || begins) {
            continue;
        }
        let without = |change: &dyn Fn(&mut ResourceMonth<'a>)| {
            let mut changed = input.clone();
            if let Some(one) = changed.resources.get_mut(at) {
                change(one);
            }
            same(&changed)
        };
        if counts_only_here(stated) && stated.count.is_some() && without(&one_more) {
            notes.push(format!(
                "{}: count changes nothing: nothing that is stated of it goes by how many there are",
                one.name
            ));
        }
        let seconds = input.cycle.seconds();
        if stated.hours.is_some() && without(&|one| all_hours(one, seconds)) {
            notes.push(format!(
                "{}: hours change nothing: nothing that is stated of it goes by time",
                one.name
            ));
        }
        let since = stated.since.filter(|_| begins || first);
        let start = input.cycle.first_day();
        if since.is_some() && without(&|one| from_the_start(one, start)) {
            notes.push(format!(
                "{}: since changes nothing in {}: nothing that is stated of it goes by time",
                one.name,
                input.cycle.name()
            ));
        }
    }
    notes
}

/// Whether nothing but the bill could go by how many there are.
fn counts_only_here(stated: &Resource) -> bool {
    let each = stated.quoted.is_some_and(|quote| quote.each);
    stated.load.is_none() && stated.work.is_none() && stated.connects.is_empty() && !each
}

fn one_more(one: &mut ResourceMonth<'_>) {
    for run in &mut one.runs {
        run.count = run.count.plus(Decimal::ONE).unwrap_or(run.count);
    }
}

fn all_hours(one: &mut ResourceMonth<'_>, seconds: u32) {
    if let Some(last) = one.runs.last_mut() {
        last.to = last.to.max(seconds);
        if last.count.is_zero() {
            last.count = Decimal::ONE; // No hours at all leave a run of none.
        }
    }
    one.awake = None;
}

fn from_the_start(one: &mut ResourceMonth<'_>, start: crate::month::Date) {
    if let Some(first) = one.runs.first_mut() {
        first.from = 0;
    }
    one.since = Some(start);
}

/// Whether two bills say the same.
fn alike(one: &Bill<'_>, other: &Bill<'_>) -> bool {
    let line = |(one, other): (&Line<'_>, &Line<'_>)| one.charge == other.charge && one.state == other.state;
    let limit = |(one, other): (&LimitRow<'_>, &LimitRow<'_>)| {
        one.limit == other.limit
            && one.usage == other.usage
            && one.ceiling == other.ceiling
            && one.effect == other.effect
            && one.passed_at == other.passed_at
    };
    one.invoice == other.invoice
        && one.lines.len() == other.lines.len()
        && one.limits.len() == other.limits.len()
        && one.unmet.len() == other.unmet.len()
        && one.notes == other.notes
        && one.lines.iter().zip(&other.lines).all(line)
        && one.limits.iter().zip(&other.limits).all(limit)
}
