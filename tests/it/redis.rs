//! Client profiles against what was measured: every row is predicted, or says why it is not.
//!
//! `UPDATE=1 cargo test -p headroom-tests redis` writes `docs/redis-measured.md` anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;

use planner_core::Decimal;
use planner_core::clients::{
    Commands, Confidence, Profile, Profiles, Setup, Value as Set, commands, info, memory, monitor, parts,
};
use planner_core::document::{Node, Value, parse_json};
use planner_core::stack::{Rate, RateUnit};
use planner_core::{Quantity, decimal};

use crate::cases::{cases, entries, none, root, word};
use crate::table::{Holds, Table};

/// A measured row.
#[derive(Default)]
pub(crate) struct Row {
    pub(crate) client: String,
    pub(crate) what: String,
    pub(crate) ops: Decimal,
    pub(crate) window: Decimal,
    pub(crate) wire: Decimal,
    pub(crate) pings: Decimal,
    pub(crate) script: Decimal,
    pub(crate) bytes: Decimal,
    /// Bytes of all data when the window opened and when it closed.
    pub(crate) before: Decimal,
    pub(crate) after: Decimal,
    /// How many came a second in the last lifetime of a key.
    pub(crate) arrived: Option<Decimal>,
    /// What was asked for in the window, by operation; empty where `ops` says it of one.
    pub(crate) asked: Vec<(String, Decimal)>,
}

/// The rows profiles were made from.
const FITTED: &str = "data/measured/redis-2026-11-21.json";

pub(crate) fn rows(file: &str) -> BTreeMap<String, Row> {
    let file = root().join(file);
    let text = fs::read_to_string(&file).expect("the measured rows");
    let node = parse_json(&text, 0).expect("the measured rows are JSON");
    let Some(Value::List(rows)) = node.get("rows").map(|rows| rows.value.clone()) else { panic!("no rows") };
    let number =
        |node: &Node, name: &str| word(node, name).and_then(|text| decimal(&text)).unwrap_or_default();
    let count = |node: &Node, field: &str, only: &str| -> Decimal {
        let some = entries(node, field).iter().filter(|(name, _)| only.is_empty() || name == only);
        some.map(|(name, _)| number(node.get(field).expect("a map"), name)).sum()
    };
    let one = |node: &Node| {
        let words = |name: &str| word(node, name).unwrap_or_default();
        let row = Row {
            client: format!("{} {}", words("client"), words("version")),
            what: if !entries(node, "asked").is_empty() && number(node, "job_seconds").is_zero() {
                let each = |(name, _): &(String, Node)| {
                    let asked = node.get("asked").expect("a map");
                    format!("{} {}", word(asked, name).unwrap_or_default(), name.replace('_', " "))
                };
                entries(node, "asked").iter().map(each).collect::<Vec<_>>().join(", ")
            } else if words("scenario").is_empty() {
                format!(
                    "{} jobs of {} s, {} at a time",
                    words("ops"),
                    words("job_seconds"),
                    words("concurrency")
                )
            } else {
                [words("scenario"), words("settings")].join("; ").trim_end_matches("; ").to_owned()
            },
            ops: number(node, "ops"),
            window: number(node, "window_s"),
            wire: count(node, "by_command", ""),
            pings: count(node, "by_command", "PING"),
            script: count(node, "in_script_by_command", ""),
            bytes: number(node, "bytes_per_item") + number(node, "bytes_of_keys"),
            before: number(node, "bytes_before"),
            after: number(node, "bytes_after"),
            arrived: number(node, "arrived").checked_div(number(node, "lifetime_s")),
            asked: entries(node, "asked")
                .iter()
                .map(|(name, _)| (name.clone(), number(node.get("asked").expect("a map"), name)))
                .collect(),
        };
        (words("id"), row)
    };
    rows.iter().map(one).collect()
}

#[track_caller]
pub(crate) fn found<'a>(rows: &'a BTreeMap<String, Row>, id: &str) -> &'a Row {
    rows.get(id).unwrap_or_else(|| panic!("no row {id}"))
}

/// A client as a case writes it: a profile, a number, settings, and how often it is asked for what.
pub(crate) fn setup(node: &Node) -> Setup<'static> {
    let profile = word(node, "profile").expect("a profile");
    let (found, role) = Profiles::named(&profile).unwrap_or_else(|problem| panic!("{profile}: {problem}"));
    let found: &'static Profile = Box::leak(Box::new(found));
    let role = found.role(&role).expect("a role");
    let count = word(node, "count").and_then(|count| decimal(&count)).unwrap_or(Decimal::ONE);
    let mut setup = Setup::new(role, count);
    let Value::Map(all) = &node.value else { panic!("{profile}: no map") };
    for (name, value) in all.iter().filter(|(name, _)| name != "profile" && name != "count") {
        let text = word(node, name).unwrap_or_default();
        let told = if role.operation(name).is_some() {
            setup.ask(name, a_second(&text))
        } else {
            match (&value.value, Quantity::parse(&text)) {
                (Value::Bool(yes), _) => setup.set(name, Set::Flag(*yes)),
                (_, Some(quantity)) => setup.set_quantity(name, &quantity),
                (_, None) => setup.set(name, Set::Word(text)),
            }
        };
        told.unwrap_or_else(|problem| panic!("{profile}: {problem:?}"));
    }
    setup
}

fn a_second(text: &str) -> Decimal {
    let rate = Rate::parse(text).unwrap_or_else(|| panic!("{text} is no rate"));
    let seconds = match rate.per {
        Some(RateUnit::Second) => 1,
        Some(RateUnit::Minute) => 60,
        Some(RateUnit::Hour) => 3_600,
        Some(RateUnit::Day) => 86_400,
        _ => panic!("{text} has no time that is always as long"),
    };
    rate.quantity.value / Decimal::from(seconds)
}

pub(crate) fn total(commands: &Commands) -> (Decimal, Decimal) {
    (commands.on_the_wire().expect("a sum"), commands.in_scripts().expect("a sum"))
}

/// What one operation costs, by itself.
pub(crate) fn each(setup: &Setup<'_>, name: &str, backlog: bool) -> (Decimal, Decimal) {
    let mut setup = setup.idle();
    let mut rate = Decimal::new(1, 6);
    if backlog {
        // As much as all slots get done, and no more: everything waits, and everything is done.
        let slots = setup.role.slots.as_ref().expect("a role whose jobs take time");
        rate = setup.number(slots).or(decimal(slots)).expect("slots") * setup.count;
        setup.set("job_time", Set::Number(Decimal::ONE)).expect("a role whose jobs take time");
    }
    setup.ask(name, rate).expect("an operation");
    let does = &setup.role.operation(name).expect("an operation").does;
    let mut sum = (Decimal::ZERO, Decimal::ZERO);
    for part in parts(&setup).expect("parts").iter().filter(|part| !part.by_itself && part.what == *does) {
        let (wire, script) = total(&part.commands);
        sum = (sum.0 + wire / rate, sum.1 + script / rate);
    }
    sum
}

#[test]
fn every_measured_row_is_predicted_or_says_why_not() {
    let rows = rows(FITTED);
    let day = Decimal::from(86_400);
    let (five, ten) = (Decimal::new(5, 2), Decimal::new(10, 2));
    let mut table = Table::default();
    crate::foreseen::add(&mut table);
    crate::budgets::add(&mut table);
    for (file, title, share) in [("redis/idle.yaml", "Idle", ten), ("redis/load.yaml", "At work", five)] {
        let about = "Commands a day of all clients together, on the wire + in scripts.";
        table.head(title, about, "a day");
        for case in cases(file) {
            let id = word(&case, "row").expect("a row");
            let row = found(&rows, &id);
            let mut all = Commands::default();
            let mut events = (Decimal::ZERO, Decimal::ZERO);
            let mut holds = Holds::default();
            let Some(Value::List(clients)) = case.get("clients").map(|node| &node.value) else {
                panic!("{id}")
            };
            for client in clients {
                let setup = setup(client);
                all.add(&commands(&setup).expect("commands"), day).expect("a sum");
                holds.add(&setup, row.window);
                for cycle in &setup.role.cycles {
                    let (wire, script) = total(&cycle.commands);
                    events = (events.0 + wire * setup.count, events.1 + script * setup.count);
                }
            }
            let (wire, script) = total(&all);
            let a_day = day / row.window;
            let pairs =
                [(wire, row.wire * a_day, events.0 * a_day), (script, row.script * a_day, events.1 * a_day)];
            table.window(&id, row, &pairs, &holds, share);
        }
        table.short_windows();
    }
    table.head("Operations", "Commands of one operation, on the wire + in scripts.", "each");
    for case in cases("redis/operations.yaml") {
        let id = word(&case, "row").expect("a row");
        let row = found(&rows, &id);
        let client = setup(case.get("client").expect("a client"));
        let op = word(&case, "op").expect("an operation");
        let (mut wire, mut script) = each(&client, &op, word(&case, "backlog").is_some());
        for (also, times) in entries(&case, "also") {
            let more = each(&client, also, false);
            let times = match &times.value {
                Value::Number(text) => decimal(text).expect("a number"),
                _ => panic!("{id}"),
            };
            (wire, script) = (wire + more.0 * times, script + more.1 * times);
        }
        if let Some(beside) = case.get("beside") {
            let more = each(&setup(beside), &word(&case, "beside_op").expect("an operation"), false);
            (wire, script) = (wire + more.0, script + more.1);
        }
        let probe = if case.get("less").is_some() { row.pings } else { Decimal::ZERO };
        // Timers of the client that went off in the window.
        let little = Decimal::new(6, 2);
        let pairs = [(wire, (row.wire - probe) / row.ops, little), (script, row.script / row.ops, little)];
        table.row(&id, row, &pairs, five);
    }
    table.head("Memory", "Bytes of one item.", "bytes");
    for case in cases("redis/memory.yaml") {
        let id = word(&case, "row").expect("a row");
        let mut client = setup(case.get("client").expect("a client"));
        let of = word(&case, "of").expect("what it comes with");
        let one = if client.role.setting(&of).is_some() {
            client.set(&of, Set::Number(Decimal::ONE))
        } else {
            client.ask(&of, Decimal::ONE)
        };
        one.unwrap_or_else(|problem| panic!("{id}: {problem}"));
        let held = memory(&client).expect("memory");
        let [held] = held.as_slice() else { panic!("{id}: {held:?}") };
        table.row(&id, found(&rows, &id), &[(held.each, found(&rows, &id).bytes, Decimal::ZERO)], five);
    }
    crate::foreseen::kept(&mut table);
    crate::foreseen::evicted(&mut table);
    unreproduced(&mut table);
    let _ = writeln!(table.text, "\n## Not predicted\n\n| Row | Why |\n|---|---|");
    for case in cases("redis/unpredicted.yaml") {
        let id = word(&case, "row").expect("a row");
        let _ = writeln!(table.text, "| {id} | {} |", word(&case, "why").expect("a reason"));
        table.seen.insert(id);
    }
    let missing = rows.keys().filter(|id| !table.seen.contains(*id));
    table.faults.extend(missing.map(|id| format!("{id} is neither predicted nor excused")));
    none(&table.faults);
    kept(&table);
}

#[test]
fn a_live_server_agrees_with_the_budget_of_its_clients() {
    let text = |name: &str| {
        let file = root().join("crates/planner-cli/tests/redis").join(name);
        fs::read_to_string(file).expect("what a server with one idle worker printed")
    };
    let (profile, role) = Profiles::named("bullmq/worker").expect("a profile");
    let idle = Setup::new(profile.role(&role).expect("a role"), Decimal::ONE);
    let (wire, script) = total(&commands(&idle).expect("commands"));
    let counted = info(&text("before.txt"), Some(&text("after.txt")), None).expect("a sample");
    let (all, none) = total(&counted.per_second().expect("a rate"));
    assert!(
        none.is_zero() && ((all - wire - script) / all).abs() < Decimal::new(5, 2),
        "{all} and {wire} + {script}"
    );
    let seen = monitor(&text("monitor.txt"), None).expect("a sample");
    let (on_wire, in_scripts) = total(&seen.per_second().expect("a rate"));
    assert!(((on_wire - wire) / wire).abs() < Decimal::new(5, 2), "{on_wire} and {wire} on the wire");
    assert!(
        ((in_scripts - script) / script).abs() < Decimal::new(5, 2),
        "{in_scripts} and {script} in scripts"
    );
}

/// Profiles that rest on no run here.
fn unreproduced(table: &mut Table) {
    let _ = writeln!(
        table.text,
        "\n## Unreproduced\n\n| Profile | Version | How it is known | Why |\n|---|---|---|---|"
    );
    for id in Profiles::ids() {
        let profile = Profiles::find(id).unwrap_or_else(|problem| panic!("{problem}"));
        let known = &profile.measured;
        if known.confidence != Confidence::Measured {
            let note = known.note.as_deref().expect("a reason");
            let _ = writeln!(
                table.text,
                "| {id} | {} | **{}** | {note} |",
                known.version,
                known.confidence.word()
            );
        }
    }
}

/// The table is kept in the documentation.
fn kept(table: &Table) {
    let text = format!(
        "# Client profiles against what was measured\n\nWritten by a test from `data/profiles`, `data/measured` and \
         `tests/cases/redis`; `UPDATE=1 cargo test -p headroom-tests redis` writes it anew. After the runs apart \
         come the rows the profiles were made from: those show that the formulas hold them, not that they foresee another load.\n\n\
         {} rows are predicted. Where a window saw few events, one of each timer may be missing or too many.\n{}",
        table.rows, table.text
    );
    let file = root().join("docs/redis-measured.md");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&file, &text).expect("the table is written");
    }
    let stored = fs::read_to_string(&file).unwrap_or_default();
    assert!(stored == text, "docs/redis-measured.md is stale: UPDATE=1 writes it anew");
}
