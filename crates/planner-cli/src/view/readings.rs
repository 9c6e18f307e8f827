//! Command budgets under each reading of scripts, and the plans on them.

use planner_core::output::{CommandOut, LoadOut, PlanOut, ReadingOut};

use super::date_name;
use crate::figure::{money, number};
use crate::page::{Cell, Column, Field, Page, Records, Table, Tone};

/// What it comes to under each reading, with the reason for the book's.
pub(super) fn add(page: &mut Page, readings: &[ReadingOut], idle: bool) {
    let counted: Vec<&ReadingOut> =
        readings.iter().filter(|reading| reading.reading != "not-counted").collect();
    let mut columns = vec![Column::words("Scripts").wrapping()];
    if idle {
        columns.push(Column::numbers("Idle a day").spare(1));
    }
    columns.extend([Column::numbers("A day"), Column::numbers("A month"), Column::words("").wrapping()]);
    let mut table = Table::new(columns);
    for reading in &counted {
        let mut row = vec![Cell::from(says(reading))];
        if idle {
            row.push(number(&reading.idle_per_day).into());
        }
        row.extend([
            number(&reading.per_day).into(),
            Cell::strong(number(&reading.per_month)),
            Cell::dim(if reading.by_the_book { "as the price book counts" } else { "the other reading" }),
        ]);
        table.row(row);
    }
    page.table("Commands as they are billed", table);
    for evidence in counted.iter().filter_map(|reading| reading.evidence.as_ref()) {
        page.text(format!("Why scripts are counted so: {evidence}."));
    }
    for reading in readings {
        let heading = match reading.reading {
            "not-counted" => "Plans: commands are not counted".to_owned(),
            _ => format!("Plans, {}", says(reading)),
        };
        page.table(heading, plans(&reading.plans));
    }
}

fn says(reading: &ReadingOut) -> &'static str {
    if reading.reading == "once" { "a script counts once" } else { "each command in a script counts" }
}

fn plans(plans: &[PlanOut]) -> Table {
    let mut table = Table::new(vec![
        Column::words("Plan"),
        Column::numbers("First month"),
        Column::numbers("All months"),
        Column::words("What breaks first").wrapping(),
    ]);
    for plan in plans {
        let name = if plan.current {
            Cell::strong(format!("{} (now)", plan.name))
        } else {
            plan.name.as_str().into()
        };
        let (first, all) = if plan.is_unpriced() {
            ("not priced".to_owned(), String::new())
        } else {
            (money(&plan.first_month, &plan.currency), money(&plan.total, &plan.currency))
        };
        let open = match plan.not_counted.as_slice() {
            [] => String::new(),
            open => format!("; without {}", open.join(", ")),
        };
        let limit = match &plan.first_limit {
            None if !plan.judged => format!("not all stated{open}").into(),
            None => Cell::toned(format!("fits{open}"), Tone::Good),
            Some(limit) => {
                let when = limit.date.as_deref().unwrap_or(&limit.month);
                let what =
                    format!("{}: {} ({}){open}", date_name(when), limit.description, limit.consequence);
                Cell::toned(what, Tone::Bad)
            }
        };
        table.row(vec![name, first.into(), all.into(), limit]);
    }
    table
}

/// Commands by name, the most frequent first.
pub(super) fn commands(page: &mut Page, heading: &str, commands: &[CommandOut], told: bool) {
    /// More are in the JSON.
    const SHOWN: usize = 12;
    let mut columns = vec![Column::words("Command")];
    if told {
        columns.extend([Column::numbers("On the wire a day"), Column::numbers("In scripts a day")]);
    } else {
        columns.push(Column::numbers("A day"));
    }
    let mut table = Table::new(columns);
    for command in commands.iter().take(SHOWN) {
        let mut row = vec![Cell::from(command.name.as_str()), number(&command.wire_per_day).into()];
        if told {
            row.push(number(&command.script_per_day).into());
        }
        table.row(row);
    }
    page.table(heading, table);
    if commands.len() > SHOWN {
        page.text(format!(
            "{} more commands are rarer; --format json has them.",
            commands.len().saturating_sub(SHOWN)
        ));
    }
}

/// A load's numbers: a second, a day, a month.
pub(super) fn cells(load: &LoadOut, script: bool) -> Vec<Cell> {
    let [second, day, month] = if script {
        [&load.script_per_second, &load.script_per_day, &load.script_per_month]
    } else {
        [&load.wire_per_second, &load.wire_per_day, &load.wire_per_month]
    };
    [second, day, month].into_iter().map(|text| Cell::from(number(text))).collect()
}

/// The readings and plans of a resource as plain rows.
pub(super) fn records(records: &mut Records, resource: &str, readings: &[ReadingOut]) {
    for reading in readings {
        for plan in &reading.plans {
            let limit = plan.first_limit.as_ref();
            records.rows.push(vec![
                Field::text(resource),
                Field::text("plan"),
                Field::text(format!("{}/{}", reading.reading, plan.plan)),
                Field::Number(reading.per_month.clone()),
                Field::Empty,
                Field::Number(plan.total.clone()),
                Field::words(limit.and_then(|limit| limit.date.as_ref())),
                Field::words(limit.map(|limit| &limit.consequence)),
            ]);
        }
    }
}
