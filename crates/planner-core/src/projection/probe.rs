//! What a stack states of accounts and resources and is priced in a month for the first time: whether it does anything there.

use super::prepare::PreparedAccount;
use crate::bill::{AccountMonth, Asked, AskedOf, MonthUsage, ResourceMonth};
use crate::stack::Resource;

/// What there is to find out in a month, of which it is the first that is looked at or not.
pub(super) fn asked<'a>(
    account: &PreparedAccount<'_, 'a>,
    input: &AccountMonth<'a>,
    first: bool,
) -> Asked<'a> {
    let stated = account.account.stated.filter(|_| first);
    let of = |(at, stated): (usize, &'a Resource)| {
        let one = input.resources.get(at)?;
        // It is there from this month on, or from the start.
        let begins = one.since.is_some_and(|since| input.cycle.contains(since));
        let asked = AskedOf {
            count: stated.count.is_some() && counts_only_here(stated),
            none: stated.count.is_some_and(|count| count.is_zero()),
            hours: stated.hours.as_ref().map(|_| account.runs(at)),
            // What flows is cut to the days it is there before it comes here.
            since: stated.since.is_some() && !(begins && flows(one)),
            usage: if first { stated.usage.names().collect() } else { Vec::new() },
            stretches: Vec::new(),
        };
        (first || begins).then_some((at, asked)).filter(|(_, asked)| !asked.is_empty())
    };
    Asked {
        card: stated.is_some_and(|stated| !stated.card),
        // One that begins later is not there before: that is what it changes.
        since: stated
            .is_some_and(|stated| stated.since.is_some_and(|since| since <= input.cycle.first_day())),
        usage: stated.map_or_else(Vec::new, |stated| stated.usage.names().collect()),
        stretches: Vec::new(),
        resources: account.stated().enumerate().filter_map(of).collect(),
    }
}

/// Whether anything of it is counted as it happens, rather than for as long as it is there.
fn flows(one: &ResourceMonth<'_>) -> bool {
    let used = one.usage.values().chain(one.runs.iter().flat_map(|run| run.usage.values()));
    used.into_iter().any(MonthUsage::flows)
}

/// Whether nothing but the bill could go by how many there are.
fn counts_only_here(stated: &Resource) -> bool {
    let each = stated.quoted.is_some_and(|quote| quote.each);
    stated.load.is_none() && stated.work.is_none() && stated.connects.is_empty() && !each
}
