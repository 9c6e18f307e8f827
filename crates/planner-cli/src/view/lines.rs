//! Lines of a bill as table rows and as records.

use std::collections::BTreeMap;

use planner_core::output::{LineOut, OtherOut};

use super::plural;
use crate::figure::money;
use crate::page::{Cell, Column, Field, Table, Tone};

/// The lines of one month, those of an account together. `subtotals` are the accounts' sums, `others` what
/// accounts come to in another currency.
pub(super) fn table(
    lines: &[LineOut],
    subtotals: &BTreeMap<&str, &str>,
    others: &BTreeMap<&str, &OtherOut>,
    currency: &str,
) -> Table {
    let mut table = Table::new(vec![
        Column::words("Line"),
        Column::words("Plan").wrapping().spare(2),
        Column::words("What").wrapping().spare(1),
        Column::words("How").wrapping().spare(3),
        Column::numbers("Amount"),
    ]);
    let mut accounts: Vec<&str> = Vec::new();
    for line in lines {
        if !accounts.contains(&line.account.as_str()) {
            accounts.push(&line.account);
        }
    }
    for account in accounts {
        if let Some(subtotal) = subtotals.get(account) {
            let other = others.get(account).filter(|other| other.rate.is_none());
            let amount = match other {
                Some(other) => {
                    Cell::toned(format!("({})", money(&other.amount, &other.currency)), Tone::Warn)
                }
                None => Cell::strong(money(subtotal, currency)),
            };
            table.row(vec![Cell::strong(account), Cell::default(), Cell::default(), Cell::default(), amount]);
        }
        for line in lines.iter().filter(|line| line.account == account) {
            let indent = if subtotals.contains_key(account) { "  " } else { "" };
            table.row(vec![
                format!("{indent}{}", line.id).into(),
                Cell::dim(line.plan.clone()),
                line.description.clone().into(),
                Cell::dim(line.why.clone().unwrap_or_else(|| line.formula.clone())),
                amount(line, currency),
            ]);
        }
    }
    table
}

/// The amount, or why there is none: never a zero in its place.
fn amount(line: &LineOut, currency: &str) -> Cell {
    match &line.amount {
        None if line.other.is_some() => {
            let other = line.other.as_ref();
            let text = other.map(|other| money(&other.amount, &other.currency)).unwrap_or_default();
            Cell::dim(format!("({text})"))
        }
        None => Cell::toned(if line.status == "unpriced" { "unpriced" } else { "not given" }, Tone::Warn),
        Some(amount) if line.counted => money(amount, currency).into(),
        Some(amount) => Cell::dim(format!("({})", money(amount, currency))),
    }
}

/// The names of [`record`]'s fields.
pub(super) const FIELDS: [&str; 20] = [
    "month",
    "id",
    "scope",
    "account",
    "resource",
    "meter",
    "plan",
    "description",
    "quantity",
    "included",
    "billed_quantity",
    "unit",
    "unit_price",
    "amount",
    "currency",
    "status",
    "counted",
    "formula",
    "source",
    "confidence",
];

/// A line as a row for machines, exact.
pub(super) fn record(line: &LineOut, month: &str, currency: &str) -> Vec<Field> {
    let source = line.source.as_ref().map(super::source);
    let confidence = line.confidence.map(str::to_owned);
    vec![
        Field::text(month),
        Field::text(line.id.clone()),
        Field::text(line.scope),
        Field::text(line.account.clone()),
        Field::words(line.resource.as_ref()),
        Field::words(line.meter.as_ref()),
        Field::text(line.plan.clone()),
        Field::text(line.description.clone()),
        Field::number(line.quantity.as_ref()),
        Field::number(line.included.as_ref()),
        Field::number(line.billed_quantity.as_ref()),
        Field::text(line.unit.clone()),
        Field::number(line.unit_price.as_ref()),
        Field::number(line.amount.as_ref()),
        Field::text(currency),
        Field::text(line.status),
        Field::text(line.counted.to_string()),
        Field::text(line.formula.clone()),
        Field::words(source.as_ref()),
        Field::words(confidence.as_ref()),
    ]
}

/// Lines that are in no sum, each once, as a fact to show beside the total.
pub(super) fn not_counted<'a>(lines: impl Iterator<Item = &'a LineOut>) -> Option<(String, Cell, String)> {
    let mut ids: Vec<&str> = Vec::new();
    for line in lines.filter(|line| !line.counted) {
        if !ids.contains(&line.id.as_str()) {
            ids.push(&line.id);
        }
    }
    let count = ids.len();
    let answer = Cell::toned(format!("{count} {}", plural(count, "line")), Tone::Warn);
    (count > 0).then(|| ("Not counted".to_owned(), answer, ids.join(", ")))
}
