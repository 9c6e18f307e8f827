//! What a stack does: for each resource its instances, its queue, its sleep, and what it makes of the meters.

use planner_core::output::{DemandOut, DemandReport, FactOut, HourOut};

use super::month_name;
use crate::figure::{number, percent, quantity};
use crate::page::{Cell, Column, Field, Page, Records, Table, Tone};

/// The page of what a stack does; with the hours of its week where they are asked for.
pub(crate) fn page(report: &DemandReport, hours: bool) -> Page {
    let mut page = Page { records: records(report), ..Page::default() };
    let below = format!("{} and {}.", month_name(&report.first), month_name(&report.last));
    page.title(format!("{}: what it does", report.name), below);
    for resource in &report.resources {
        let plan = if resource.plan.is_empty() { String::new() } else { format!(" {}", resource.plan) };
        let of = format!("{} ({}{plan})", resource.resource, resource.product);
        for (about, heading) in
            [("load", "requests"), ("jobs", "jobs"), ("sleep", "sleep"), ("data", "tables")]
        {
            page.table(format!("{of}: {heading}"), facts(report, resource, about));
        }
        page.table(format!("{of}: what it makes"), makes(report, resource));
        if let Some(text) = unmetered(resource) {
            page.text(text);
        }
        if hours {
            page.table(format!("{of}: hours of the week, UTC"), week(&resource.hours));
        }
    }
    page.list("Notes", report.own.clone());
    page
}

fn facts(report: &DemandReport, resource: &DemandOut, about: &str) -> Table {
    let mut table = Table::new(vec![
        Column::words("").wrapping(),
        Column::numbers(month_name(&report.first)),
        Column::numbers(month_name(&report.last)),
        Column::words("Unit"),
        Column::words("How").wrapping().spare(1),
    ]);
    for fact in resource.facts.iter().filter(|fact| fact.about == about) {
        let [first, last] = fact.endless;
        let says = [&fact.says, &fact.says_last];
        let words: Vec<&str> = says.into_iter().flatten().map(String::as_str).collect();
        let how = [fact.formula.as_str(), words.first().copied().unwrap_or_default()];
        let how: Vec<&str> = how.into_iter().filter(|text| !text.is_empty()).collect();
        table.row(vec![
            fact.label.clone().into(),
            figure(fact, fact.first.as_ref(), first),
            figure(fact, fact.last.as_ref(), last),
            Cell::dim(fact.unit.clone()),
            how.join("; ").into(),
        ]);
    }
    table
}

/// A figure; what cannot be said is a word, never a zero.
fn figure(fact: &FactOut, value: Option<&String>, endless: bool) -> Cell {
    match value {
        Some(value) => Cell::strong(number(value)),
        None if endless => Cell::toned("no end", Tone::Bad),
        None if fact.says.is_some() && !fact.unit.is_empty() => Cell::dim("not stated"),
        None => Cell::dim(""),
    }
}

/// What is counted by a meter; what is not is named in a sentence.
fn makes(report: &DemandReport, resource: &DemandOut) -> Table {
    let mut table = Table::new(vec![
        Column::words("What"),
        Column::numbers(month_name(&report.first)),
        Column::numbers(month_name(&report.last)),
        Column::words("Unit"),
        Column::words("Meter"),
        Column::words("From").wrapping().spare(1),
    ]);
    let own = format!("resources.{}.", resource.resource);
    for makes in &resource.makes {
        let Some(meter) = &makes.meter else { continue };
        table.row(vec![
            makes.measure.replace('_', " ").into(),
            number(&makes.first).into(),
            number(&makes.last).into(),
            Cell::dim(makes.unit.clone()),
            meter.clone().into(),
            Cell::dim(makes.from.strip_prefix(&own).unwrap_or(&makes.from)),
        ]);
    }
    table
}

/// What it makes that its vendor has no meter for.
fn unmetered(resource: &DemandOut) -> Option<String> {
    let mut all: Vec<String> = Vec::new();
    for makes in resource.makes.iter().filter(|makes| makes.meter.is_none()) {
        let text = format!("{} ({})", makes.measure.replace('_', " "), quantity(&makes.first, &makes.unit));
        if !all.contains(&text) {
            all.push(text);
        }
    }
    (!all.is_empty()).then(|| format!("No meter of {} counts: {}.", resource.product, all.join(", ")))
}

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The hours of the week; days that are alike stand together.
fn week(hours: &[HourOut]) -> Table {
    let mut table = Table::new(vec![
        Column::words("Days"),
        Column::words("Hour"),
        Column::numbers("Requests a second"),
        Column::numbers("Asleep when somebody comes"),
    ]);
    let alike = |one: &[HourOut], other: &[HourOut]| {
        one.iter().zip(other).all(|(a, b)| a.per_second == b.per_second && a.asleep == b.asleep)
    };
    let days: Vec<&[HourOut]> = hours.chunks(24).collect();
    let mut shown: Vec<&[HourOut]> = Vec::new();
    for day in &days {
        if shown.iter().any(|known| alike(known, day)) {
            continue;
        }
        shown.push(day);
        let names = days.iter().zip(DAYS).filter(|(other, _)| alike(day, other)).map(|(_, name)| name);
        let names = names.collect::<Vec<_>>().join(" ");
        for (at, hour) in day.iter().enumerate() {
            let first = if at == 0 { names.clone() } else { String::new() };
            let asleep = hour.asleep.as_deref().map(percent).unwrap_or_default();
            table.row(vec![
                first.into(),
                format!("{at:02}").into(),
                number(&hour.per_second).into(),
                asleep.into(),
            ]);
        }
    }
    table
}

fn records(report: &DemandReport) -> Records {
    let mut records = Records::new(&[
        "resource", "about", "id", "label", "first", "last", "unit", "meter", "formula", "says",
    ]);
    for resource in &report.resources {
        for fact in &resource.facts {
            records.rows.push(vec![
                Field::text(&resource.resource),
                Field::text(&fact.about),
                Field::text(&fact.id),
                Field::text(&fact.label),
                Field::number(fact.first.as_ref()),
                Field::number(fact.last.as_ref()),
                Field::text(&fact.unit),
                Field::Empty,
                Field::text(&fact.formula),
                Field::words(fact.says.as_ref()),
            ]);
        }
        for makes in &resource.makes {
            records.rows.push(vec![
                Field::text(&resource.resource),
                Field::text("makes"),
                Field::text(&makes.measure),
                Field::text(&makes.from),
                Field::number(Some(&makes.first)),
                Field::number(Some(&makes.last)),
                Field::text(&makes.unit),
                Field::words(makes.meter.as_ref()),
                Field::Empty,
                Field::Empty,
            ]);
        }
    }
    records
}
