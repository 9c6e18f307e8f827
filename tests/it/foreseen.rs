//! What was foreseen, against runs that no profile was made from: commands under mixed loads, and full servers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;

use planner_core::Decimal;
use planner_core::clients::{Commands, Policy, Profiles, Setup, Value as Set, commands, fates, memory};
use planner_core::decimal;
use planner_core::document::{Node, Value, parse_json};

use crate::cases::{cases, root, word};
use crate::redis::{Row, found, rows, setup, total};
use crate::table::{Off, Table};

/// The rows of every run apart: `data/measured/check-*.json`.
fn checked() -> BTreeMap<String, Row> {
    let folder = root().join("data/measured");
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let name = entry.expect("an entry").file_name().into_string().expect("a name");
        if name.starts_with("check-") {
            for (id, row) in rows(&format!("data/measured/{name}")) {
                assert!(all.insert(id.clone(), row).is_none(), "{id} was run twice");
            }
        }
    }
    all
}

/// Predicts each run, and adds it to the table.
pub(crate) fn add(table: &mut Table) {
    let rows = checked();
    let day = Decimal::from(86_400);
    let about = "Runs of `tests/measure` at random times, apart from those that profiles were made from. Some taught something, and \
                 the formula was mended: pauses of Bull, expired keys that linger, sessions that return; their rows are \
                 not unseen any more. Rates between idle and busy, \
                 reads that hit and miss, sessions that are new, changed and over, identifiers that are new, known and \
                 limited. Commands a day, on the wire + in scripts; the sum is held to 5 %, 10 % idle, or one event of \
                 each timer.";
    table.head("Foreseen: random arrivals between idle and busy", about, "a day");
    let mut missing: BTreeSet<&String> = rows.keys().collect();
    for case in cases("redis/check.yaml") {
        let id = word(&case, "row").expect("a row");
        let row = found(&rows, &id);
        missing.remove(&id);
        let share = if case.get("idle").is_some() { Decimal::new(10, 2) } else { Decimal::new(5, 2) };
        let (all, events) = foreseen(&case, row);
        let (wire, script) = total(&all.times(day).expect("a sum"));
        let times = day / row.window;
        let (measured_wire, measured_script) = (row.wire * times, row.script * times);
        let sums = (wire + script - measured_wire - measured_script).abs();
        let why = word(&case, "off");
        if why.is_none() && sums > ((measured_wire + measured_script) * share).max(events * times) {
            table.faults.push(format!(
                "{id}: {wire:.0} + {script:.0} foreseen, {measured_wire:.0} + {measured_script:.0} measured"
            ));
        }
        let pairs = [(wire, measured_wire, Decimal::MAX), (script, measured_script, Decimal::MAX)];
        table.shown(&id, row, &pairs, Off::of(&pairs), share, why.as_deref());
    }
    table.known();
    uncovered(table);
    table.faults.extend(missing.into_iter().map(|id| format!("{id} was run and is not predicted")));
}

/// Roles without a run apart are named, so that none is taken for checked.
fn uncovered(table: &mut Table) {
    let mut run: BTreeSet<(String, String)> = BTreeSet::new();
    let apart = ["redis/check.yaml", "redis/budgets.yaml", "redis/budgets-each.yaml"];
    for case in apart.into_iter().flat_map(cases) {
        let several = match case.get("clients").map(|node| &node.value) {
            Some(Value::List(several)) => several.to_vec(),
            _ => vec![case.get("client").expect("a client").clone()],
        };
        for client in several {
            let (profile, role) =
                Profiles::named(&word(&client, "profile").expect("a profile")).expect("a profile");
            run.insert((profile.id.clone(), role));
        }
    }
    let mut without = Vec::new();
    for id in Profiles::ids() {
        for (role, _) in &Profiles::find(id).expect("a profile").roles {
            if !run.contains(&((*id).to_owned(), role.clone())) {
                without.push(format!("{id}/{role}"));
            }
        }
    }
    let _ = writeln!(table.text, "\nRoles without a run apart: {}.", without.join(", "));
    let known =
        "flask-caching/cache, sidekiq/process, sidekiq/producer, upstash-ratelimit/multi-region-limiter";
    if without.join(", ") != known {
        table.faults.push(format!("without a run apart: {}", without.join(", ")));
    }
}

/// Commands a second of a case's clients, asked for what the run was, and one event of each of their timers.
fn foreseen(case: &Node, row: &Row) -> (Commands, Decimal) {
    let clients = match (case.get("client"), case.get("clients").map(|node| &node.value)) {
        (Some(one), _) => vec![one],
        (None, Some(Value::List(several))) => several.iter().collect(),
        _ => panic!("no clients"),
    };
    let (mut all, mut events) = (Commands::default(), Decimal::ZERO);
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for client in clients {
        let mut client = setup(client);
        if let Some(asked) = word(case, "asked") {
            client.ask(&asked, row.ops / row.window).expect("an operation");
        }
        for (asked, number) in &row.asked {
            if client.role.operation(asked).is_some() {
                client.ask(asked, *number / row.window).expect("an operation");
                done.insert(asked);
            }
        }
        all.add(&commands(&client).expect("commands"), Decimal::ONE).expect("a sum");
        for cycle in &client.role.cycles {
            let (wire, script) = total(&cycle.commands);
            events += wire + script;
        }
    }
    let undone: Vec<&String> =
        row.asked.iter().map(|(asked, _)| asked).filter(|asked| !done.contains(asked.as_str())).collect();
    assert!(undone.is_empty(), "no client is asked for {undone:?}");
    (all, events)
}

/// What full servers kept, against what was foreseen: hits of caches, and sessions that end early.
pub(crate) fn evicted(table: &mut Table) {
    let text = fs::read_to_string(root().join("data/measured/eviction-2026-11-21.json")).expect("the rows");
    let node = parse_json(&text, 0).expect("JSON");
    let Some(Value::List(rows)) = node.get("rows").map(|node| &node.value) else { panic!("no rows") };
    let _ = writeln!(
        table.text,
        "\n## Full servers\n\nRuns of `tests/measure/eviction.py` on servers with 20 MB, held to 10 %. Each is told what an \
         empty server takes and what a key takes by the profile; the share of keys that fit, the hit ratio and how long \
         sessions live follow.\n\n| Row | Foreseen | Measured | Off |\n|---|--:|--:|--:|"
    );
    for row in rows {
        let number = |name: &str| {
            word(row, name).and_then(|text| decimal(&text)).unwrap_or_else(|| panic!("no {name}"))
        };
        let id = word(row, "id").expect("an id");
        let policy = Policy::named(&word(row, "policy").expect("a policy")).expect("one of Redis'");
        let room = number("maxmemory") - number("empty");
        let sessions = word(row, "lifetime_s").is_some();
        let (profile, arrive, lifetime, rate) = if sessions {
            ("connect-redis", "logins", number("lifetime_s"), number("a_second"))
        } else {
            // So slowly that none is there after its time.
            ("cache-aside", "misses", Decimal::from(10_000_000), number("keys") / Decimal::from(10_000_000))
        };
        let (profile, role) = Profiles::named(profile).expect("a profile");
        let mut client = Setup::new(profile.role(&role).expect("a role"), Decimal::ONE);
        client.set("payload", Set::Number(number("payload"))).expect("bytes");
        client.set("lifetime", Set::Number(lifetime)).expect("a time");
        client.ask(arrive, rate).expect("an operation");
        let held = memory(&client).expect("memory");
        let fates = fates(policy, room, &held).expect("few digits").expect("keys go");
        let fate = fates.first().cloned().flatten().expect("it does not fit");
        let (what, foreseen, measured) = match (word(row, "popularity").as_deref(), fate.early) {
            (Some("even"), _) => ("hits", fate.found.0, number("hits") / number("reads")),
            (Some(_), _) => ("hits", fate.found.1, number("hits") / number("reads")),
            (None, Some(early)) => ("ended early", early, number("early")),
            (None, None) => (
                "lived, in lifetimes",
                fate.lives.expect("a time") / lifetime,
                number("mean_life_s") / lifetime,
            ),
        };
        let off = (foreseen - measured).abs() / measured;
        if off > Decimal::new(10, 2) {
            table.faults.push(format!("{id}: {what} {foreseen:.3} foreseen, {measured:.3} measured"));
        }
        let percent = |share: Decimal| format!("{:.1} %", share * Decimal::ONE_HUNDRED);
        let _ = writeln!(
            table.text,
            "| {id}: {what} | {} | {} | {} |",
            percent(foreseen),
            percent(measured),
            percent(off)
        );
    }
}

/// What clients kept, against what was foreseen of it.
pub(crate) fn kept(table: &mut Table) {
    let rows = rows("data/measured/memory-2026-11-21.json");
    let about = "Runs of `tests/measure` that no profile was made from, held to 10 %: bytes of all keys, by how many \
                 came in a lifetime, or of one more where nothing removes them.";
    table.head("Memory at work", about, "bytes");
    for case in cases("redis/steady.yaml") {
        let id = word(&case, "row").expect("a row");
        let row = found(&rows, &id);
        let mut client = setup(case.get("client").expect("a client"));
        for (asked, number) in &row.asked {
            let rate = row.arrived.filter(|_| asked != "hits").unwrap_or(*number / row.window);
            if client.role.operation(asked).is_some() {
                client.ask(asked, rate).expect("an operation");
            }
        }
        let held = memory(&client).expect("memory");
        let sum =
            |one: &dyn Fn(&planner_core::clients::Held) -> Decimal| held.iter().map(one).sum::<Decimal>();
        let (foreseen, measured) = if case.get("grows").is_some() {
            (sum(&|held| held.each), (row.after - row.before) / row.ops)
        } else {
            (sum(&|held| held.bytes(Decimal::ZERO).expect("bytes")), row.bytes)
        };
        table.row(&id, row, &[(foreseen, measured, Decimal::ZERO)], Decimal::new(10, 2));
    }
}
