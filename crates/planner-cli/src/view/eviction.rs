//! What is lost where the clients of a Redis keep more in it than it holds.

use planner_core::output::{EvictionOut, LostOut};

use super::{date_name, month_name};
use crate::figure::{number, percent, quantity};
use crate::page::{Cell, Column, Page, Table, Tone};

/// The line of the answer: how much fits, and what becomes of the rest.
pub(super) fn fact(full: &EvictionOut) -> (String, Cell, String) {
    let when = full.date.as_deref().map_or_else(|| month_name(&full.month), date_name);
    let what = match (full.refused, full.policy.as_deref()) {
        (true, Some(policy)) => format!("writes are refused from then on ({policy})"),
        (true, None) => "writes are refused from then on".to_owned(),
        (false, Some(policy)) => format!("keys go ({policy})"),
        (false, None) => "keys go; which, the price book does not say".to_owned(),
    };
    ("Memory is full".to_owned(), Cell::toned(when, Tone::Bad), format!("{}: {what}", sizes(full)))
}

fn sizes(full: &EvictionOut) -> String {
    format!("{} of {} B fit", number(&full.room_bytes), number(&full.wanted_bytes))
}

/// What goes, and what that costs.
pub(super) fn add(page: &mut Page, full: &EvictionOut) {
    if full.lost.is_empty() {
        return;
    }
    let mut table = Table::new(vec![
        Column::words("Client").wrapping(),
        Column::words("What").wrapping(),
        Column::numbers("Kept"),
        Column::words("What follows").wrapping(),
    ]);
    for one in &full.lost {
        table.row(vec![
            one.client.as_str().into(),
            one.what.as_str().into(),
            percent(&one.kept).into(),
            follows(one).into(),
        ]);
    }
    page.table(format!("What goes in {}: {}", month_name(&full.month), sizes(full)), table);
    page.text(
        "Keys are taken to be as likely to go, byte for byte. Hits: from Zipf's law, where few keys are asked for most, \
         to all keys asked for as often. Commands as clients send them."
            .to_owned(),
    );
}

fn follows(one: &LostOut) -> String {
    let span =
        |low: &Option<String>, high: &Option<String>| Some((number(low.as_ref()?), number(high.as_ref()?)));
    match one.loss {
        "computed-again" => match (
            span(&one.misses_zipf_per_day, &one.misses_even_per_day),
            span(&one.more_commands_zipf_per_day, &one.more_commands_even_per_day),
        ) {
            (Some((few, many)), Some((least, most))) => format!(
                "{} to {} of the hits are left: {few} to {many} more misses a day, {least} to {most} more commands",
                percent(&one.found_even),
                percent(&one.found_zipf)
            ),
            _ => "reads that miss; how many are read is not stated".to_owned(),
        },
        "signed-out" => match (&one.early_per_day, &one.lives_seconds, &one.lifetime_seconds) {
            (Some(early), _, _) => {
                format!("{} signed out before their time, a day", quantity(early, "people"))
            }
            (None, Some(lives), Some(lifetime)) => {
                format!("people are signed out after {} instead of {}", lasts(lives), lasts(lifetime))
            }
            _ => "people are signed out before their time".to_owned(),
        },
        "counts-anew" => "identifiers count anew before their window is over".to_owned(),
        _ => "jobs, or what is known of them, are lost".to_owned(),
    }
}

/// `9.5 days`, `40 min`: in the largest unit of which there is at least one.
fn lasts(seconds: &str) -> String {
    let value = planner_core::decimal(seconds).unwrap_or_default();
    let units = [(86_400, "days"), (3_600, "h"), (60, "min"), (1, "s")];
    let (length, name) = units.into_iter().find(|(length, _)| value >= (*length).into()).unwrap_or((1, "s"));
    let count = value.checked_div(length.into()).unwrap_or_default();
    let count = number(&count.round_half_even(1).normalize().to_string());
    if count == "1" && name == "days" { "1 day".to_owned() } else { format!("{count} {name}") }
}
