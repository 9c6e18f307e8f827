//! A month of usage, priced.

use std::collections::BTreeMap;

use planner_core::book::Provider;
use planner_core::decimal;
use planner_core::output::{BillOut, LimitOut};

use super::{date_name, limits, lines, month_name};
use crate::figure::{difference, money, quantity};
use crate::page::{Block, Cell, Page, Records, Tone};

/// The page of a bill.
pub(crate) fn page(bill: &BillOut, book: &Provider) -> Page {
    let mut page = Page { records: records(bill), ..Page::default() };
    let prices = match &bill.as_of {
        Some(day) => format!("frozen on {day}"),
        None => "those in force in the month".to_owned(),
    };
    let period = bill.cycle.as_ref().map_or_else(|| month_name(&bill.month), |cycle| cycle.name.clone());
    page.title(
        format!("{}, {}", book.name, period),
        format!("Prices: {prices} (the newest file is of {}). Before tax.", book.effective),
    );
    let mut facts =
        vec![("Total".to_owned(), Cell::strong(money(&bill.total, &bill.currency)), String::new())];
    facts.push((
        "Invoice".to_owned(),
        Cell::strong(money(&bill.invoice, &bill.currency)),
        rounded(bill, book),
    ));
    facts.extend(lines::not_counted(bill.lines.iter()));
    if let Some(needed) = &bill.needed {
        let total = Cell::toned(money(&needed.total, &bill.currency), Tone::Warn);
        facts.push(("With what it needs".to_owned(), total, needed.says.clone()));
    }
    page.blocks.push(Block::Facts(facts));
    page.table("Lines", lines::table(&bill.lines, &BTreeMap::new(), &BTreeMap::new(), &bill.currency));
    limits::add(&mut page, std::iter::once((bill.month.as_str(), bill.limits.as_slice())));
    let told = bill.limits.iter().filter(|limit| limit.notice && limit.passed_on.is_some());
    page.list("Vendors say so, and everything runs on", told.map(notice).collect());
    let unmet = bill.unmet.iter().map(|unmet| {
        let costs =
            unmet.costs.as_ref().map(|costs| format!(" ({} a month)", difference(costs, &bill.currency)));
        let costs = costs.unwrap_or_default();
        format!("{} needs {}{costs}; otherwise {}", unmet.resource, unmet.needs, unmet.otherwise)
    });
    page.list("Requirements that are not met", unmet.collect());
    page.list("Notes", bill.notes.texts());
    page
}

/// A limit at which somebody is told, as a sentence: when, about what, and what it is.
fn notice(limit: &LimitOut) -> String {
    let day = limit.passed_on.as_deref().map(date_name).unwrap_or_default();
    let at = limit.limit.as_ref().map(|at| format!(" at {}", quantity(at, &limit.unit))).unwrap_or_default();
    let says = limit.says.as_ref().map(|says| format!(": {says}")).unwrap_or_default();
    format!("{day}, {}{at} ({}){says}", limit.id, limit.description)
}

/// How the invoice comes from the total.
fn rounded(bill: &BillOut, book: &Provider) -> String {
    let total = decimal(&bill.total).unwrap_or_default();
    match (bill.rounding.strip_prefix('-'), book.account.settle.defer_below) {
        (Some(_), Some(least)) if total < least => {
            format!("a total below {} is not collected", money(&least.to_string(), &bill.currency))
        }
        (Some(less), _) => format!("rounded down by {}", money(less, &bill.currency)),
        (None, _) if bill.rounding == "0" => String::new(),
        (None, _) => format!("rounded up by {}", money(&bill.rounding, &bill.currency)),
    }
}

fn records(bill: &BillOut) -> Records {
    let mut records = Records::new(&lines::FIELDS);
    records.rows = bill.lines.iter().map(|line| lines::record(line, &bill.month, &bill.currency)).collect();
    records
}
