//! The walk over the months: usage for each resource, a bill for each account.

use std::sync::Arc;

use super::answers::{self, Said};
use super::carried::Carried;
use super::currencies::Currencies;
use super::prepare::{Prepared, SoFar, prepare};
use super::probe;
use super::workings::{Billed, Workings};
use super::workload::workload;
use super::{AccountTotal, Options, ProjectedMonth, Projection, figures, own, quotes};
use crate::bill::{Bill, Line, gather, sum, unheard_in};
use crate::book::{Books, NO_BOOK, Product};
use crate::document::Problem;
use crate::model::{self, Contract, Model, Standing};
use crate::money::Currency;
use crate::number::Decimal;
use crate::stack::{Plans, Resource, Stack};

#[expect(clippy::too_many_lines, reason = "one walk over the months, told from start to end")]
pub(super) fn project<'a>(
    books: &'a Books,
    stack: &'a Stack,
    options: Options,
    acting: bool,
    workings: &mut Workings<'a>,
) -> Result<Projection<'a>, Problem> {
    workings.hush(!acting);
    let model = Model::of(books, stack, options.as_of)?;
    // A cycle of an account's own ends in the month after.
    let own = model.accounts.iter().any(|(_, account)| account.cycle_day.is_some());
    let reach = options.months.saturating_add(u32::from(own));
    let drivers = figures::drivers(stack, reach)?;
    let workload = workload(&model, reach, &drivers, (&mut workings.laws, acting))?;
    let Prepared { accounts, asks, notes: unasked } =
        prepare(&model, Options { months: reach, ..options }, &drivers, &workload, &mut workings.clients)?;
    let mut notes = model.notes.clone();
    notes.extend(workload.notes.iter().cloned());
    notes.extend(unasked);
    let mut carried = Carried::default();
    let mut told: Vec<Arc<Bill<'a>>> = Vec::new();
    let mut so_far: Vec<SoFar<'_>> = accounts.iter().map(|_| SoFar::default()).collect();
    let mut months = Vec::new();
    let mut checks = Vec::new();
    let mut defaults = Vec::new();
    let mut currencies = Currencies::new(stack);
    for index in 0..options.months {
        let Some(month) = stack.start.plus(index) else {
            return Err(super::figures::too_late().path("start"));
        };
        let at = usize::try_from(index).unwrap_or(usize::MAX);
        let figure = |name| drivers.get(name).and_then(|values| values.get(at)).map(|value| (name, *value));
        let mut projected = ProjectedMonth {
            month,
            drivers: stack.drivers.names().filter_map(figure).collect(),
            lines: Vec::new(),
            limits: Vec::new(),
            unmet: Vec::new(),
            accounts: Vec::new(),
            total: Decimal::ZERO,
            currency: Currency::USD,
        };
        let mut demands = Vec::new();
        for (account, so_far) in accounts.iter().zip(&mut so_far) {
            let mut input = account.month(&model, month, at, so_far)?;
            let cycle = input.cycle;
            carried.put(books, &mut input)?;
            let Billed { bill, limits } = workings.bill(books, &mut input)?;
            carried.keep(account.account.name, &bill);
            if acting {
                let asked = probe::asked(account, &input, index == 0);
                if !asked.is_empty() {
                    notes.extend(unheard_in(books, &input, &bill, &asked));
                }
            }
            let account = account.account;
            let (mut lines, mut unmet, book) = (bill.lines.clone(), bill.unmet.clone(), bill.book);
            demands.extend(bill.demands.iter().cloned());
            // What a bill that comes again says was said.
            if !told.iter().any(|known| Arc::ptr_eq(known, &bill)) {
                notes.extend(bill.notes.iter().cloned());
                gather(&mut defaults, bill.decided.iter().cloned());
                told.push(Arc::clone(&bill));
            }
            let mut total = AccountTotal {
                account: account.name,
                provider: if account.provider == NO_BOOK { account.name } else { account.provider },
                total: sum(bill.lines().filter_map(Line::summed))?,
                invoice: bill.invoice,
                other: None,
                cycle,
            };
            // What the user prices has the currency of the rest.
            if account.provider != NO_BOOK {
                let (both, at) = ((&mut *lines, &mut *unmet), (&*account.path, &mut notes));
                currencies.put(book.provider.currency, both, &mut total, at)?;
            }
            projected.accounts.push(total);
            projected.lines.extend(lines);
            projected.limits.extend(limits);
            projected.unmet.extend(unmet);
        }
        let unpriced = model.unpriced.iter();
        projected.lines.extend(unpriced.map(|(name, resource)| Arc::new(no_book(&model, name, resource))));
        quotes::check(stack, &projected, &mut checks)?;
        if options.quoted {
            quotes::put(stack, &mut projected)?;
        }
        projected.currency = currencies.of_sum();
        projected.total = sum(projected.lines().filter_map(Line::summed))?;
        let of_laws = workload.limits(at, month, stack.limits.headroom, &mut workings.laws);
        projected.limits.extend(of_laws);
        own::limits(&model, &mut projected, &demands)?;
        months.push(projected);
    }
    let currency = currencies.of_sum();
    currencies.unused(&mut notes);
    if options.quoted && checks.is_empty() {
        return Err(Problem::new("the stack has no quotes to sum")
            .hint("write `quoted: 25 each` or `quoted: 90` on a resource, or leave --quoted out"));
    }
    let made = workload.made(&model);
    let said = if acting {
        answers::said(&model, &months, options, (notes, &made), &defaults)
    } else {
        Said::default()
    };
    let sum = sum(months.iter().map(|month| month.total))?;
    Ok(Projection {
        stack,
        options,
        currency,
        sum,
        needed: None,
        asks,
        coverage: said.coverage,
        made,
        terms: if acting { terms(&model) } else { Vec::new() },
        months,
        notes: said.notes,
        assumptions: said.assumptions,
        quotes: checks,
    })
}

/// What each resource and account is billed under as the stack begins.
fn terms<'a>(model: &Model<'a>) -> Vec<(String, &'a Product, &'a str)> {
    let day = model.stack.start.first_day();
    let resource = |(_, one): (_, &model::Resource<'a>)| {
        let Standing { product, plan, .. } = model.standing(one, one.since.max(day))?;
        Some((format!("resources.{}", one.name), product, plan.1.name.as_str()))
    };
    let account = |(_, one): (_, &model::Account<'a>)| {
        let Contract { book, plan } =
            model.contract(one, one.since.map_or(day, |since| since.max(day))).ok()?;
        Some((format!("accounts.{}", one.name), &book.provider.account, plan.1.name.as_str()))
    };
    let resources = model.resources.iter().filter_map(resource);
    resources.chain(model.accounts.iter().filter_map(account)).collect()
}

/// The line of a resource whose provider or product has no price: visible, without an amount.
fn no_book<'a>(model: &Model<'a>, name: &'a str, resource: &'a Resource) -> Line<'a> {
    let stack = model.stack;
    let known = model.books.providers().any(|known| known == resource.provider());
    let lacks = if known { &resource.product } else { resource.provider() };
    let of = (stack.account_name(name, resource), name);
    Line::no_book(of, (&resource.product, lacks), resource.plan.as_ref().map_or("", Plans::first))
}
