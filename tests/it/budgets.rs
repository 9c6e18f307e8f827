//! Months and single operations of real clients that were written down apart from the runs: each is foreseen.

use std::collections::BTreeSet;
use std::fs;

use planner_core::Decimal;
use planner_core::clients::{Commands, Profiles, Setup, Value as Set, commands, memory};
use planner_core::decimal;
use planner_core::document::{Node, Value, parse_json};

use crate::cases::{cases, none, root, word};
use crate::redis::{Row, each, setup, total};
use crate::table::Table;

fn measured() -> Node {
    let file = root().join("data/measured/budgets-2026-11-28.json");
    parse_json(&fs::read_to_string(file).expect("the rows"), 0).expect("JSON")
}

fn rows(node: &Node, list: &str) -> Vec<Node> {
    match node.get(list).map(|rows| rows.value.clone()) {
        Some(Value::List(rows)) => rows.to_vec(),
        _ => panic!("no {list}"),
    }
}

fn number(row: &Node, name: &str) -> Option<Decimal> {
    word(row, name).and_then(|text| decimal(&text))
}

/// Half of the last digit of a figure that was written down with three, or two of a million.
fn rounding(figure: Decimal) -> Decimal {
    let million = Decimal::from(1_000_000);
    if figure >= Decimal::TEN * million { Decimal::from(50_000) } else { Decimal::from(5_000) }
}

/// Predicts each, and adds it to the table.
pub(crate) fn add(table: &mut Table) {
    let node = measured();
    let month = Decimal::from(2_592_000);
    let about = "Commands in a month of 30 days, all and those on the wire, as they were written down (rounded); each is held to 5 %, \
                 10 % idle. The profiles of SAQ and of BullMQ for Python were fitted to theirs.";
    table.head("Foreseen: months in other settings", about, "a month");
    let all = rows(&node, "rows");
    let mut missing: BTreeSet<String> = all.iter().filter_map(|row| word(row, "id")).collect();
    for case in cases("redis/budgets.yaml") {
        let id = word(&case, "row").expect("a row");
        let row = all
            .iter()
            .find(|row| word(row, "id").as_ref() == Some(&id))
            .unwrap_or_else(|| panic!("no row {id}"));
        missing.remove(&id);
        let Some(Value::List(clients)) = case.get("clients").map(|node| &node.value) else { panic!("{id}") };
        let mut sum = Commands::default();
        for client in clients {
            sum.add(&commands(&setup(client)).expect("commands"), month).expect("a sum");
        }
        let (wire, script) = total(&sum);
        let share = if case.get("idle").is_some() { Decimal::new(10, 2) } else { Decimal::new(5, 2) };
        let measured_all = number(row, "all_per_month").expect("a number");
        let mut pairs = vec![(wire + script, measured_all)];
        pairs.extend(number(row, "wire_per_month").map(|measured| (wire, measured)));
        let outside = |(found, measured): &(Decimal, Decimal)| {
            (*found - *measured).abs() > *measured * share + rounding(*measured)
        };
        let off = |(found, measured): &(Decimal, Decimal)| (*found - *measured).abs() / *measured;
        let off = pairs.iter().map(off).max().unwrap_or_default();
        // What rounding hides is no fault.
        let off = if pairs.iter().any(outside) { off } else { off.min(share) };
        let pairs: Vec<_> =
            pairs.into_iter().map(|(found, measured)| (found, measured, Decimal::MAX)).collect();
        table.shown(&id, &shown(row), &pairs, off, share, word(&case, "off").as_deref());
    }
    table.known();
    table.head("Foreseen: single operations", "Commands of one operation, on the wire + in scripts.", "each");
    let all = rows(&node, "operations");
    missing.extend(all.iter().filter_map(|row| word(row, "id")));
    for case in cases("redis/budgets-each.yaml") {
        let id = word(&case, "row").expect("a row");
        let row = all
            .iter()
            .find(|row| word(row, "id").as_ref() == Some(&id))
            .unwrap_or_else(|| panic!("no row {id}"));
        missing.remove(&id);
        let client = setup(case.get("client").expect("a client"));
        let (wire, script) = each(&client, &word(&case, "op").expect("an operation"), false);
        let (measured_wire, measured_script) =
            (number(row, "wire").expect("a number"), number(row, "script").expect("a number"));
        let little = Decimal::new(1, 3);
        let pairs = [(wire, measured_wire, little), (script, measured_script, little)];
        table.row(&id, &shown(row), &pairs, Decimal::ZERO);
    }
    table.faults.extend(missing.into_iter().map(|id| format!("{id} was counted and is not predicted")));
}

fn shown(row: &Node) -> Row {
    let words = |name: &str| word(row, name).unwrap_or_default();
    let client = format!("{} {}", words("client"), words("version"));
    Row { client: client.trim_end_matches(" -").to_owned(), what: words("scenario"), ..Row::default() }
}

/// What a client makes and keeps with some of each operation, and how often jobs would have to wait.
fn answer(setup: &Setup<'_>) -> (Commands, Vec<String>) {
    let held = memory(setup).expect("memory").iter().map(|held| format!("{held:?}")).collect();
    (commands(setup).expect("commands"), held)
}

#[test]
fn no_setting_does_nothing() {
    let mut inert = Vec::new();
    for id in Profiles::ids() {
        let profile = Profiles::find(id).expect("a profile");
        for (role_id, role) in &profile.roles {
            for (name, setting) in &role.settings {
                if !acts(role, name, setting) {
                    inert.push(format!("{id}/{role_id}: {name} changes nothing"));
                }
            }
        }
    }
    none(&inert);
}

/// Whether any other value changes anything, whatever the other settings are.
fn acts(role: &planner_core::clients::Role, name: &str, setting: &planner_core::clients::Setting) -> bool {
    use planner_core::clients::Kind;
    let others = |kind: &Kind, default: &Set| -> Vec<Set> {
        let mut values = match kind {
            Kind::Flag => vec![Set::Flag(false), Set::Flag(true)],
            Kind::Choice(words) => words.iter().cloned().map(Set::Word).collect(),
            Kind::Number { at_least, at_most, .. } => {
                let some = ["1", "2", "3", "20", "1000"].into_iter().filter_map(decimal);
                some.filter(|some| some >= at_least && some <= at_most).map(Set::Number).collect()
            }
        };
        values.push(default.clone());
        values
    };
    // The other settings as they are, and each of them at each other value.
    let mut worlds: Vec<Option<(String, Set)>> = vec![None];
    for (other, setting) in role.settings.iter().filter(|(other, _)| other != name) {
        worlds.extend(
            others(&setting.kind, &setting.default).into_iter().map(|value| Some((other.clone(), value))),
        );
    }
    // Operations turn each other's flags on: once with all of them, once with each alone, once with none.
    let mut asked: Vec<Vec<&str>> =
        vec![role.operations.iter().map(|(name, _)| name.as_str()).collect(), Vec::new()];
    asked.extend(role.operations.iter().map(|(name, _)| vec![name.as_str()]));
    worlds.iter().any(|world| {
        asked.iter().any(|asked| {
            let mut client = Setup::new(role, Decimal::TWO);
            for operation in asked {
                client.ask(operation, Decimal::new(5, 2)).expect("an operation");
            }
            if let Some((other, value)) = world {
                client.set(other, value.clone()).expect("a value");
            }
            let before = answer(&client);
            others(&setting.kind, &setting.default).into_iter().any(|value| {
                let mut client = client.clone();
                client.set(name, value).expect("a value");
                answer(&client) != before
            })
        })
    })
}
