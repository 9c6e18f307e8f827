//! What a product counts and what can be set on it.

use planner_core::answers::price_list::{MeterOut, OptionOut, ProductPrices};

use crate::page::{Cell, Column, Table};

/// The most choices that a table names.
const SHOWN: usize = 12;

/// The meters, each with what to write and in which unit.
pub(super) fn meters(product: &ProductPrices) -> Table {
    let mut table = Table::new(vec![
        Column::words("Name"),
        Column::words("What").wrapping(),
        Column::words("Unit").spare(1),
        Column::words("Kind").spare(2),
        Column::words("Also").wrapping().spare(3),
    ]);
    for meter in &product.meters {
        let from = if meter.inputs.is_empty() {
            String::new()
        } else {
            format!("; or its parts {}", meter.inputs.join(", "))
        };
        let from = match &meter.says {
            Some(says) => format!("{from}: {says}"),
            None => from,
        };
        let shared = if meter.shared { " (the account's)" } else { "" };
        table.row(vec![
            Cell::strong(meter.id.clone()),
            Cell::dim(format!("{}{shared}{from}", meter.name)),
            meter.unit.clone().into(),
            Cell::dim(kind(meter)),
            Cell::dim(meter.also.join(", ")),
        ]);
    }
    table
}

fn kind(meter: &MeterOut) -> &'static str {
    match meter.kind {
        "flow" => "total of the month",
        "level" => "level",
        _ => "by `count` and `hours`",
    }
}

/// The options, each with what it takes and what holds without it.
pub(super) fn options(product: &ProductPrices) -> Table {
    let mut table = Table::new(vec![
        Column::words("Name"),
        Column::words("What").wrapping(),
        Column::words("Takes").wrapping(),
        Column::words("Default").spare(1),
    ]);
    for option in &product.options {
        let name = if option.id == "region" { "region (beside `options`)" } else { &option.id };
        table.row(vec![
            Cell::strong(name),
            Cell::dim(option.description.clone()),
            takes(option).into(),
            option.default.clone().unwrap_or_else(|| "none".to_owned()).into(),
        ]);
    }
    table
}

fn takes(option: &OptionOut) -> String {
    match option.kind {
        "flag" => "true or false".to_owned(),
        "count" if option.choices.is_empty() => "a whole number".to_owned(),
        "money" if option.choices.is_empty() => "an amount".to_owned(),
        _ => {
            let words: Vec<&str> =
                option.choices.iter().take(SHOWN).map(|choice| choice.word.as_str()).collect();
            let more = option.choices.len().saturating_sub(SHOWN);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            format!("{}{more}", words.join(", "))
        }
    }
}
