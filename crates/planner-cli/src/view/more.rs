//! What one more of each thing costs, and what breaks sooner with it.

use planner_core::output::{OneMore, OneMoreReport, Sooner, UnmetOut};

use super::{date_name, month_name, plural};
use crate::figure::{difference, money};
use crate::page::{Cell, Column, Field, Page, Records, Table, Tone};

/// The page of the steps.
pub(crate) fn page(report: &OneMoreReport) -> Page {
    let mut page = Page { records: records(report), ..Page::default() };
    page.title(
        format!("{}: one more of each", report.name),
        format!(
            "Added to {}, which costs {} as it is. By the book's prices, before tax.",
            month_name(&report.month),
            money(&report.cost, &report.currency)
        ),
    );
    for (kinds, heading) in [
        (&["instance", "client", "resource"][..], "One more"),
        (&["option"], "One more of what an option counts"),
        (&["driver"], "A thousand more"),
    ] {
        let of = report.steps.iter().filter(|step| kinds.contains(&step.kind));
        page.table(heading, steps(of, report));
    }
    if report.steps.is_empty() {
        page.text("There is nothing in this stack to have one more of.");
    }
    page.table(
        format!("Passed sooner within {} {}", report.horizon, plural(months(report), "month")),
        sooner(report),
    );
    let open = (!report.not_counted.is_empty()).then(|| report.not_counted.join(", "));
    page.list("In no amount: no price, or usage not given", open.into_iter().collect());
    page.list("Notes", report.own.clone());
    page
}

fn months(report: &OneMoreReport) -> usize {
    usize::try_from(report.horizon).unwrap_or(usize::MAX)
}

fn steps<'a>(steps: impl Iterator<Item = &'a OneMore>, report: &OneMoreReport) -> Table {
    let mut table = Table::new(vec![
        Column::words("Of"),
        Column::words("What").wrapping(),
        Column::words("From").spare(2),
        Column::words("To").spare(2),
        Column::words("A month more"),
        Column::words("And").wrapping(),
    ]);
    for step in steps {
        let (cost, mut and) = match (&step.cost, &step.refused) {
            (_, Some(_)) if !step.unmet.is_empty() => (
                Cell::toned("not to be had", Tone::Bad),
                step.unmet.iter().map(|unmet| needs(unmet, &report.currency)).collect(),
            ),
            (_, Some(why)) => (Cell::toned("not to be had", Tone::Bad), vec![why.clone()]),
            (Some(cost), None) if cost == "0" => (Cell::toned("nothing", Tone::Good), Vec::new()),
            (Some(cost), None) => (Cell::strong(difference(cost, &report.currency)), Vec::new()),
            (None, None) => (Cell::toned("not known", Tone::Warn), Vec::new()),
        };
        if !step.open.is_empty() {
            and.push(format!("no price or usage for {}", step.open.join(", ")));
        }
        if !step.sooner.is_empty() && step.refused.is_none() {
            let ids: Vec<&str> = step.sooner.iter().map(|sooner| sooner.passed.id.as_str()).collect();
            and.push(format!("passes sooner: {}", ids.join(", ")));
        }
        table.row(vec![
            step.scope.as_str().into(),
            short(step).into(),
            Cell::dim(step.from.clone().unwrap_or_default()),
            Cell::dim(step.to.clone().unwrap_or_default()),
            cost,
            and.join("; ").into(),
        ]);
    }
    table
}

/// What a step brings and does not have, with what having it costs.
fn needs(unmet: &UnmetOut, currency: &str) -> String {
    let costs = unmet.costs.as_ref().map(|costs| format!(" ({} a month)", difference(costs, currency)));
    format!("needs {}{}; otherwise {}", unmet.needs, costs.unwrap_or_default(), unmet.otherwise)
}

/// The first clause of what it is one more of.
fn short(step: &OneMore) -> &str {
    step.what.split_once(';').map_or(step.what.as_str(), |(first, _)| first)
}

fn sooner(report: &OneMoreReport) -> Table {
    let mut table = Table::new(vec![
        Column::words("One more").wrapping(),
        Column::words("Limit"),
        Column::words("As it is"),
        Column::words("Then"),
        Column::words("What happens").wrapping().spare(1),
    ]);
    for step in report.steps.iter().filter(|step| step.refused.is_none()) {
        for one in &step.sooner {
            let tone = if one.passed.effect == "charged" { Tone::Warn } else { Tone::Bad };
            table.row(vec![
                format!("{}: {}", step.scope, short(step)).into(),
                one.passed.id.as_str().into(),
                one.before.as_deref().map_or_else(|| Cell::dim("not passed"), |day| date_name(day).into()),
                Cell::toned(then(one), tone),
                one.passed.consequence.as_str().into(),
            ]);
        }
    }
    table
}

fn then(one: &Sooner) -> String {
    date_name(one.passed.date.as_ref().unwrap_or(&one.passed.month))
}

fn records(report: &OneMoreReport) -> Records {
    let mut records = Records::new(&[
        "kind",
        "scope",
        "what",
        "from",
        "to",
        "cost",
        "currency",
        "refused",
        "limit",
        "before",
        "passed_on",
    ]);
    for step in &report.steps {
        let row = |rest: [Field; 6]| {
            let mut row = vec![
                Field::text(step.kind),
                Field::text(step.scope.clone()),
                Field::text(step.what.clone()),
                Field::words(step.from.as_ref()),
                Field::words(step.to.as_ref()),
            ];
            row.extend(rest);
            row
        };
        records.rows.push(row([
            Field::number(step.cost.as_ref()),
            Field::text(report.currency.clone()),
            Field::words(step.refused.as_ref()),
            Field::Empty,
            Field::Empty,
            Field::Empty,
        ]));
        for one in &step.sooner {
            records.rows.push(row([
                Field::Empty,
                Field::Empty,
                Field::Empty,
                Field::text(one.passed.id.clone()),
                Field::words(one.before.as_ref()),
                Field::words(one.passed.date.as_ref()),
            ]));
        }
    }
    records
}
