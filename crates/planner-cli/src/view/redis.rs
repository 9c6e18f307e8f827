//! Command budgets: the answer, the clients, what they do, the plans, and what would bring them under.

use planner_core::output::{AdviceOut, ClientOut, RedisOut, RedisReport, SampleReport};

use super::{date_name, eviction, month_name, readings};
use crate::figure::{number, quantity};
use crate::page::{Block, Cell, Column, Field, Page, Records, Table, Tone};

/// The page of a stack's command budgets.
pub(crate) fn page(report: &RedisReport) -> Page {
    let mut page = Page { records: records(report), ..Page::default() };
    let below = format!("Commands in {}, plans over {} months.", month_name(&report.month), report.months);
    page.title(format!("{}: command budgets", report.name), below);
    for resource in &report.resources {
        add(&mut page, resource, report.resources.len() > 1);
    }
    page.list("Notes", report.own.clone());
    page
}

fn add(page: &mut Page, resource: &RedisOut, several: bool) {
    if several {
        page.text(format!("{} ({}):", resource.resource, resource.product));
    }
    page.blocks.push(Block::Facts(answer(resource)));
    for said in resource.clients.iter().filter_map(|client| client.says.as_ref()) {
        page.text(said.clone());
    }
    page.table("Commands by client", clients(resource));
    page.table("What they do, in a day", parts(&resource.clients));
    readings::commands(page, "Commands by name", &resource.commands, true);
    readings::add(page, &resource.readings, true);
    let aim = resource.target.as_ref().map(|target| format!(" under {}", quantity(target, "commands")));
    page.table(
        format!("Settings that save commands, each alone{}", aim.as_deref().unwrap_or("")),
        advice(&resource.advice),
    );
    if let Some(last) = resource.together.last() {
        let end = if last.enough { "brings it" } else { "is not enough to bring it" };
        page.table(
            format!("Together, one after the other: this {end}{}", aim.as_deref().unwrap_or("")),
            advice(&resource.together),
        );
    }
    page.table("Memory at the end of the month", memory(&resource.clients));
    if let Some(full) = &resource.eviction {
        eviction::add(page, full);
    }
    let notes = resource.clients.iter().map(|client| {
        let note = client.note.as_ref().map(|note| format!("; {note}")).unwrap_or_default();
        format!("{}: {}, {}{note}", client.profile, client.confidence, client.version)
    });
    let mut notes: Vec<String> = notes.collect();
    notes.dedup();
    page.list("What the profiles rest on", notes);
}

fn answer(resource: &RedisOut) -> Vec<(String, Cell, String)> {
    let mut facts = Vec::new();
    let Some(book) = resource.readings.iter().find(|reading| reading.by_the_book) else { return facts };
    if book.reading == "not-counted" {
        facts.push((
            "Commands".to_owned(),
            Cell::toned("are not limited", Tone::Good),
            format!("by any plan of {}", resource.product),
        ));
        facts.extend(growing(resource));
        facts.extend(resource.eviction.as_ref().map(eviction::fact));
        return facts;
    }
    let idle = format!("{} a day while nobody asks for anything", number(&book.idle_per_day));
    let nothing_known = resource.unasked.len() == resource.clients.len() && book.per_month == "0";
    let month =
        if nothing_known { "not stated".into() } else { Cell::strong(quantity(&book.per_month, "commands")) };
    facts.push(("A month".to_owned(), month, idle));
    facts.extend(resource.unasked.iter().map(|silent| {
        let state = format!("how often it is asked: state {}", silent.operations.join(" or "));
        ("Not stated".to_owned(), silent.client.as_str().into(), state)
    }));
    for reading in &resource.readings {
        let Some(plan) = reading.plans.iter().find(|plan| plan.current) else { continue };
        let label = if reading.by_the_book { plan.name.clone() } else { "  a script once".to_owned() };
        let fact = match &plan.first_limit {
            None if !resource.unasked.is_empty() => ("not all stated".into(), String::new()),
            None => (Cell::toned("fits", Tone::Good), String::new()),
            Some(limit) => {
                let when = limit.date.as_deref().unwrap_or(&limit.month);
                let says = limit.says.as_ref().map(|says| format!(" ({says})")).unwrap_or_default();
                (
                    Cell::toned(date_name(when), Tone::Bad),
                    format!("{}: {}{says}", limit.description, limit.consequence),
                )
            }
        };
        facts.push((label, fact.0, fact.1));
    }
    facts.extend(growing(resource));
    if let Some(full) = &resource.eviction {
        facts.push(eviction::fact(full));
    }
    if let Some(best) = resource.advice.first() {
        let enough = if best.enough { "enough" } else { "not enough alone" };
        facts.push((
            "Best setting".to_owned(),
            Cell::strong(format!("{} {}", name(best), best.to)),
            format!("saves {} a month, {enough}", quantity(&best.saves_per_month, "commands")),
        ));
    }
    facts
}

/// Clients that are asked for more than they get done.
fn growing(resource: &RedisOut) -> impl Iterator<Item = (String, Cell, String)> {
    resource.clients.iter().filter_map(|client| {
        let left = client.undone_per_day.as_ref()?;
        let says = format!(
            "{} are asked for more than are done: only what is done is counted, and what waits grows",
            client.label
        );
        Some(("The queue grows".to_owned(), Cell::toned(format!("{} a day", number(left)), Tone::Bad), says))
    })
}

fn name(advice: &AdviceOut) -> &str {
    advice.written.as_deref().unwrap_or(&advice.setting)
}

fn clients(resource: &RedisOut) -> Table {
    let mut table = Table::new(vec![
        Column::words("Client").wrapping(),
        Column::words("Commands"),
        Column::numbers("Idle a day").spare(1),
        Column::numbers("A second").spare(2),
        Column::numbers("A day"),
        Column::numbers("A month"),
    ]);
    let all = ("all", &resource.idle, &resource.busy);
    let each = resource.clients.iter().map(|client| (client.label.as_str(), &client.idle, &client.busy));
    let several = resource.clients.len() > 1;
    for (plain, idle, busy) in each.chain(several.then_some(all)) {
        let count =
            resource.clients.iter().find(|client| client.label == plain).map(|client| client.count.as_str());
        let label = match count {
            Some(count) if count != "1" => format!("{count} x {plain}"),
            _ => plain.to_owned(),
        };
        // What was not counted with the real library must not pass for what was.
        let unseen =
            resource.clients.iter().find(|client| client.label == plain && client.confidence != "measured");
        let label = unseen.map_or(label.clone(), |client| format!("{label} ({})", client.confidence));
        for (kind, script, idle) in
            [("on the wire", false, &idle.wire_per_day), ("in scripts", true, &idle.script_per_day)]
        {
            let first = if script { Cell::default() } else { Cell::from(label.clone()) };
            let mut row = vec![first, Cell::dim(kind), number(idle).into()];
            row.extend(readings::cells(busy, script));
            table.row(row);
        }
    }
    table
}

fn parts(clients: &[ClientOut]) -> Table {
    let mut table = Table::new(vec![
        Column::words("Client").wrapping().spare(1),
        Column::words("What").wrapping(),
        Column::words("How").wrapping(),
        Column::numbers("Wire"),
        Column::numbers("Scripts"),
    ]);
    for client in clients {
        for (at, part) in client.parts.iter().enumerate() {
            table.row(vec![
                if at == 0 { client.label.as_str().into() } else { Cell::default() },
                Cell::toned(part.what.clone(), if part.by_itself { Tone::Dim } else { Tone::Plain }),
                Cell::dim(part.formula.clone()),
                number(&part.wire_per_day).into(),
                number(&part.script_per_day).into(),
            ]);
        }
    }
    table
}

fn advice(all: &[AdviceOut]) -> Table {
    let mut table = Table::new(vec![
        Column::words("Client").wrapping().spare(2),
        Column::words("Setting").wrapping(),
        Column::words("From"),
        Column::words("To"),
        Column::numbers("Saves a month"),
        Column::numbers("Then"),
        Column::words("").wrapping(),
        Column::words("Given up").wrapping().spare(1),
    ]);
    for one in all {
        table.row(vec![
            one.client.as_str().into(),
            name(one).into(),
            one.from.as_str().into(),
            Cell::strong(one.to.as_str()),
            number(&one.saves_per_month).into(),
            number(&one.then_per_month).into(),
            if one.enough { Cell::toned("enough", Tone::Good) } else { Cell::default() },
            Cell::dim(one.gives_up.clone().unwrap_or_default()),
        ]);
    }
    table
}

fn memory(clients: &[ClientOut]) -> Table {
    let mut table = Table::new(vec![
        Column::words("Client").wrapping(),
        Column::words("What").wrapping(),
        Column::words("How").wrapping(),
        Column::numbers("Bytes"),
    ]);
    for client in clients {
        for kept in &client.memory {
            table.row(vec![
                client.label.as_str().into(),
                kept.what.as_str().into(),
                Cell::dim(kept.formula.clone()),
                number(&kept.bytes).into(),
            ]);
        }
    }
    table
}

const FIELDS: &[&str] =
    &["resource", "kind", "what", "wire_per_month", "script_per_month", "amount", "passed_on", "consequence"];

fn records(report: &RedisReport) -> Records {
    let mut records = Records::new(FIELDS);
    for resource in &report.resources {
        for client in &resource.clients {
            for (kind, load) in [("idle", &client.idle), ("busy", &client.busy)] {
                let mut row = vec![
                    Field::text(resource.resource.clone()),
                    Field::text(kind),
                    Field::text(client.label.clone()),
                    Field::Number(load.wire_per_month.clone()),
                    Field::Number(load.script_per_month.clone()),
                ];
                row.resize_with(records.fields.len(), || Field::Empty);
                records.rows.push(row);
            }
        }
        readings::records(&mut records, &resource.resource, &resource.readings);
    }
    records
}

/// The page of a running server's commands.
pub(crate) fn sample_page(report: &SampleReport) -> Page {
    let mut page = Page { records: Records::new(FIELDS), ..Page::default() };
    readings::records(&mut page.records, "server", &report.readings);
    page.title(
        report.server.as_ref().map_or("A running server".to_owned(), |server| format!("A running {server}")),
        format!(
            "Counted over {} s; this rate, kept up for all of {}, at its prices:",
            number(&report.seconds),
            month_name(&report.month)
        ),
    );
    let mut table = Table::new(vec![
        Column::words("Commands"),
        Column::numbers("A second"),
        Column::numbers("A day"),
        Column::numbers("A month"),
    ]);
    let first = if report.tells_scripts { "on the wire" } else { "all, those in scripts too" };
    let kinds = [(first, false), ("in scripts", true)];
    for (kind, script) in kinds.into_iter().take(if report.tells_scripts { 2 } else { 1 }) {
        let mut row = vec![Cell::from(kind)];
        row.extend(readings::cells(&report.busy, script));
        table.row(row);
    }
    page.table("What was counted", table);
    readings::commands(&mut page, "Commands by name", &report.commands, report.tells_scripts);
    readings::add(&mut page, &report.readings, false);
    page.list("Notes", report.notes.clone());
    page
}
