//! What the owner was quoted, beside what the books say or in its place, for the days a resource is there.

use std::sync::Arc;

use super::{AccountTotal, ProjectedMonth};
use crate::bill::{Basis, Line, State, sum};
use crate::cycle::Cycle;
use crate::document::Problem;
use crate::month::Date;
use crate::number::Decimal;
use crate::stack::{Plans, Resource, Stack};
use crate::tariff::AMOUNT_SCALE;

/// What the owner was quoted for a resource, beside what the book says.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct QuoteCheck {
    /// The resource.
    pub resource: String,
    /// What was quoted for the first month it is there; for its days, where it is not there all month.
    pub quoted: Decimal,
    /// What the book's lines with a price come to; none where there is no price at all.
    pub book: Option<Decimal>,
    /// Lines of it that the book could not price, so that `book` is not all of it.
    pub unpriced: usize,
}

/// What a quote comes to in a month, and how.
struct Quoted {
    amount: Decimal,
    formula: String,
}

/// A resource's quote in a month: the whole of it, or the share of the days it and its account are there; none where it is
/// not.
fn quoted(
    stack: &Stack,
    (name, resource): (&str, &Resource),
    month: &ProjectedMonth<'_>,
) -> Result<Option<Quoted>, Problem> {
    let Some(quote) = resource.quoted else { return Ok(None) };
    let account = stack.account_of(name, resource)?;
    let cycle = account.and_then(|(name, _)| month.accounts.iter().find(|known| known.account == name));
    let cycle = cycle.map_or_else(|| Cycle::from(month.month), |known| known.cycle);
    let account = account.map(|(_, account)| account);
    let since = resource.since.max(account.and_then(|account| account.since));
    let ends = [resource.until, account.and_then(|account| account.until)];
    let until: Option<Date> = ends.into_iter().flatten().min();
    let day = |day: Date| cycle.second_of(day).checked_div(86_400).unwrap_or(0);
    let there = until.map_or(cycle.days(), day).saturating_sub(since.map_or(0, day));
    if there == 0 {
        return Ok(None);
    }
    let instances = resource.instances();
    let mut formula = if quote.each {
        format!("{instances} x {} quoted", quote.amount)
    } else {
        format!("{} quoted", quote.amount)
    };
    let share = |whole: Decimal| {
        if there == cycle.days() {
            return Some(whole);
        }
        whole.times(there.into())?.over(cycle.days().into()).map(|part| part.round_half_away(AMOUNT_SCALE))
    };
    if there != cycle.days() {
        formula = format!("{formula} x {there} of {} days", cycle.days());
    }
    let amount = quote.total(instances).and_then(share).ok_or_else(|| {
        Problem::new("the quote is too large")
            .path(format!("resources.{name}.quoted"))
            .hint("write what one month costs, such as 25 each or 90")
    })?;
    Ok(Some(Quoted { amount, formula }))
}

/// Quoted against book, for each quoted resource in the first month it is there.
pub(super) fn check(
    stack: &Stack,
    month: &ProjectedMonth<'_>,
    checks: &mut Vec<QuoteCheck>,
) -> Result<(), Problem> {
    for (name, resource) in stack.resources.iter() {
        if checks.iter().any(|known| known.resource == name) {
            continue;
        }
        let Some(Quoted { amount: quoted, .. }) = quoted(stack, (name, resource), month)? else { continue };
        let own = || month.lines.iter().filter(|line| line.resource == Some(name));
        let priced: Vec<Decimal> = own().filter_map(|line| line.amount()).collect();
        let book = if priced.is_empty() { None } else { Some(sum(priced.into_iter())?) };
        let unpriced = own().filter(|line| line.amount().is_none()).count();
        checks.push(QuoteCheck { resource: name.to_owned(), quoted, book, unpriced });
    }
    Ok(())
}

/// Puts each quote in the place of its resource's lines; what nobody quoted stays listed and is not summed.
pub(super) fn put<'a>(stack: &'a Stack, month: &mut ProjectedMonth<'a>) -> Result<(), Problem> {
    let quoted_line = |line: &Line<'_>| {
        line.resource.and_then(|name| stack.resources.get(name)).is_some_and(|r| r.quoted.is_some())
    };
    month.lines.retain(|line| !quoted_line(line));
    for line in &mut month.lines {
        Arc::make_mut(line).counts = false;
    }
    for (name, resource) in stack.resources.iter() {
        let Some(quoted) = quoted(stack, (name, resource), month)? else { continue };
        let plan = resource.plan.as_ref();
        month.lines.push(Arc::new(Line {
            account: stack.account_name(name, resource),
            resource: Some(name),
            charge: "quoted",
            description: "as quoted to the owner".into(),
            plan: plan
                .map_or("", |plan| plan.on(month.month.last_day()).unwrap_or_else(|| Plans::first(plan))),
            meter: None,
            unit: "".into(),
            state: State::Priced(quoted.amount),
            basis: Basis::Quoted(quoted.formula),
            counts: true,
            taken: Decimal::ZERO,
            span: crate::bill::ALL,
            accrues: Vec::new(),
            awaits: None,
            other: None,
        }));
    }
    let order: Vec<&str> = stack.resources.names().collect();
    let place = |line: &Line<'_>| order.iter().position(|name| line.resource == Some(name));
    month.lines.sort_by_key(|line| place(line).unwrap_or(usize::MAX));
    accounts(month)
}

/// Under quotes an account comes to what is summed of it. A quote is for what nobody has a price for, too.
fn accounts(month: &mut ProjectedMonth<'_>) -> Result<(), Problem> {
    for line in month.lines.iter().filter(|line| line.summed().is_some()) {
        if !month.accounts.iter().any(|known| known.account == line.account) {
            let (account, zero) = (line.account, Decimal::ZERO);
            month.accounts.push(AccountTotal {
                account,
                provider: account,
                total: zero,
                invoice: zero,
                other: None,
                cycle: month.month.into(),
            });
        }
    }
    for account in &mut month.accounts {
        let own = month.lines.iter().filter(|line| line.account == account.account);
        account.total = sum(own.filter_map(|line| line.summed()))?;
        account.other = None;
        account.invoice = account.total.round_half_away(2);
    }
    Ok(())
}
