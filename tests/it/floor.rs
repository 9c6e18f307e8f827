//! With nobody using it: what remains, why, and what is passed all the same.

use std::fs;

use planner_core::Decimal;
use planner_core::answers::floor::floor;
use planner_core::answers::redis::redis;
use planner_core::book::Books;
use planner_core::decimal;
use planner_core::document::parse_yaml;
use planner_core::output::{FloorLine, FloorReport};
use planner_core::projection::Options;
use planner_core::stack::Stack;

use crate::cases::{at, root};

fn stack(text: &str) -> Stack {
    let node = parse_yaml(text, 0).unwrap_or_else(|problem| panic!("{problem}"));
    Stack::parse(&node).unwrap_or_else(|problem| panic!("{problem}"))
}

#[track_caller]
fn report(text: &str) -> FloorReport {
    let books = Books::bundled().expect("the bundled books are whole");
    let text = format!("version: 1\nname: case\nstart: 2026-12\n{text}");
    floor(&books, &stack(&text), Options::default())
        .unwrap_or_else(|problem| panic!("{problem} {:?}", problem.hint))
}

#[track_caller]
fn line<'r>(report: &'r FloorReport, id: &str) -> &'r FloorLine {
    let lines = report.months.first().expect("a month").lines.as_slice();
    lines.iter().find(|line| line.id == id).unwrap_or_else(|| panic!("no line {id}"))
}

fn amount(text: &str) -> Decimal {
    decimal(text).expect("an amount")
}

#[test]
fn an_instance_a_fee_and_metered_commands() {
    let report = report(
        "drivers:
  users: { start: 10000, growth: 10 %/month }
accounts:
  render: { plan: pro }
resources:
  web: { product: render/web, plan: standard, usage: { bandwidth: { per: users, each: 100 MB } } }
  cache: { product: upstash/redis, plan: payg, usage: { commands: { per: users, times: 100 } } }
",
    );
    // 25 for the workspace, 25 for the instance; 1,000,000 commands at 0.20 a 100,000 and the bandwidth come from use.
    let first = at(&report.months, 0);
    assert_eq!(first.floor, "50");
    let told = |id: &str| {
        let line = line(&report, id);
        (line.floor.as_deref(), line.why)
    };
    assert_eq!(told("web/instances"), (Some("25"), Some("always-on instances")));
    assert_eq!(told("render/fee"), (Some("25"), Some("fee")));
    assert_eq!(told("cache/commands"), (Some("0"), None));
    assert_eq!(line(&report, "cache/commands").usage.as_deref(), Some("2"));
    assert_eq!(at(&report.months, 1).floor, "50", "nothing grows where nobody comes");
    assert_eq!(report.stated, [], "all usage follows a driver");
}

#[test]
fn every_kind_of_driver_is_at_zero() {
    for driver in [
        "{ start: 5000 }",
        "{ start: 100 /day, growth: +100 /month }",
        "{ months: [1000, 2000, 3000] }",
        "{ start: 1000, steps: { 2027-03: 9000 }, season: { 12: 150 % } }",
        "{ start: 100, growth: { logistic: { ceiling: 9000, rate: 20 %/month } } }",
    ] {
        let report = report(&format!(
            "drivers:\n  users: {driver}\n  jobs: {{ start: 500, per: users, times: 2 }}
resources:
  cache: {{ product: upstash/redis, plan: payg, usage: {{ commands: {{ per: jobs, times: 100 }} }} }}
",
        ));
        for month in &report.months {
            assert_eq!(month.floor, "0", "{driver} in {}", month.month);
            assert_ne!(month.stated, "0", "{driver} in {}", month.month);
        }
    }
}

#[test]
fn what_is_held_stays_at_its_start_and_what_is_stated_as_it_stands() {
    let report = report(
        "drivers:
  users: { start: 10 }
resources:
  files: { product: aws/s3, plan: standard, usage: { storage: { start: 200 GB, per: users, each: 1 GB }, puts: 100000 } }
",
    );
    // 200 GB at 0.023 and 100,000 requests at 0.005 a 1,000; after eleven months 110 GB more are there.
    for month in &report.months {
        assert_eq!(month.floor, "5.1", "{}", month.month);
    }
    assert_eq!(line(&report, "files/storage").why, Some("what is held"));
    assert_eq!(line(&report, "files/puts").why, Some("stated usage"));
    let stated: Vec<(&str, &str)> =
        report.stated.iter().map(|stated| (stated.path.as_str(), stated.value.as_str())).collect();
    assert_eq!(
        stated,
        [("resources.files.usage.storage", "200 GB"), ("resources.files.usage.puts", "100000")]
    );
}

#[test]
fn idle_clients_poll_and_what_they_are_asked_for_is_traffic() {
    let text = |jobs: &str, plan: &str| {
        format!(
            "resources:
  redis: {{ product: upstash/redis, plan: {plan}, clients: [ {{ profile: bullmq/worker, count: 2{jobs} }} ] }}
"
        )
    };
    let busy = report(&text(", jobs: 200 /min", "payg"));
    let idle = report(&text("", "payg"));
    assert_eq!(at(&busy.months, 0).floor, at(&idle.months, 0).floor);
    assert_eq!(at(&idle.months, 0).usage, "0");
    assert!(amount(&at(&busy.months, 0).usage) > Decimal::ZERO);
    let commands = line(&busy, "redis/commands");
    assert_eq!(commands.why, Some("idle polling"));
    // 0.20 for 100,000 of what the command budget counts when idle.
    let books = Books::bundled().expect("the bundled books are whole");
    let case = stack(&format!("version: 1\nname: case\nstart: 2026-12\n{}", text("", "payg")));
    let budget = redis(&books, &case, Options::default()).expect("a budget");
    let a_day = amount(&at(&at(&budget.resources, 0).readings, 0).idle_per_day);
    let cost = a_day * Decimal::from(31) * Decimal::new(2, 1) / Decimal::from(100_000);
    let found = amount(commands.floor.as_deref().expect("priced"));
    assert!((found - cost).abs() < Decimal::new(1, 6), "{found} is not {cost}");
    // On the free plan the same polling passes the month's commands.
    let free = report(&text(", jobs: 200 /min", "free"));
    let limit = free.limits.first().expect("a limit");
    assert_eq!((limit.passed.id.as_str(), limit.why), ("redis/commands", "idle polling"));
    assert!(limit.passed.date.is_some());
}

#[test]
fn what_scales_runs_at_its_least_where_it_really_scales() {
    let text = |plan: &str| {
        format!(
            "accounts:\n  render: {{ plan: {plan} }}
resources:
  web: {{ product: render/web, plan: standard, count: 3, scaling: {{ min: 1, max: 4, cpu: 70 % }} }}
"
        )
    };
    let scales = report(&text("pro"));
    assert_eq!(line(&scales, "web/instances").floor.as_deref(), Some("25"));
    assert_eq!(scales.notes, ["web: scaled down to its least, 1 at a time"]);
    // Without the workspace plan it needs, it does not scale.
    let fixed = report(&text("hobby"));
    assert_eq!(line(&fixed, "web/instances").floor.as_deref(), Some("75"));
    assert_eq!(fixed.notes, [] as [&str; 0]);
}

#[test]
fn what_falls_asleep_uses_no_hours() {
    let report = report(
        "resources:
  a: { product: render/web, plan: free, usage: { memory: { start: 400 MB, growth: 10 %/month } } }
  b: { product: render/web, plan: free }
",
    );
    // Two that never slept would want 1,488 of 750 hours; the memory of a process that is not there passes nothing.
    assert_eq!(report.limits, []);
    let idle: Vec<&str> = report.idle.iter().map(|limit| limit.id.as_str()).collect();
    assert_eq!(idle, ["a/idle", "b/idle"]);
    assert_eq!(report.notes.len(), 2);
}

#[test]
fn a_minimum_and_a_size_that_is_provisioned_remain() {
    let report = report(
        "drivers:
  files: { start: 1000 }
accounts:
  bunny: {}
resources:
  db: { product: render/postgres, plan: basic-256mb, usage: { storage: 5 GB, data: { per: files, each: 1 kB } } }
  cdn: { product: bunny/cdn, usage: { egress: { per: files, each: 10 MB } } }
",
    );
    assert_eq!(line(&report, "db/storage").why, Some("provisioned size"));
    let minimum = line(&report, "bunny/minimum");
    assert_eq!((minimum.floor.as_deref(), minimum.why), (Some("1"), Some("commitment")));
}

#[test]
fn an_account_and_a_resource_of_one_name_are_told_apart() {
    let report = report(
        "accounts: { web: { provider: render, plan: pro } }
resources:
  web: { product: render/web, plan: standard }
",
    );
    let lines = at(&report.months, 0).lines.iter().filter_map(|line| line.floor.as_deref()).map(amount);
    assert_eq!(lines.sum::<Decimal>(), Decimal::from(50));
}

#[test]
fn nobody_pays_more_for_no_traffic() {
    let books = Books::bundled().expect("the bundled books are whole");
    let mut count = 0;
    for folder in ["data/stacks", "crates/planner-cli/tests/stacks"] {
        for file in fs::read_dir(root().join(folder)).expect("the folder is there").flatten() {
            let Ok(text) = fs::read_to_string(file.path()) else { continue };
            let node = parse_yaml(&text, 0).unwrap_or_else(|problem| panic!("{problem}"));
            let stack = Stack::parse(&node).unwrap_or_else(|problem| panic!("{problem}"));
            for quoted in [false, true] {
                let Ok(report) = floor(&books, &stack, Options { quoted, ..Options::default() }) else {
                    assert!(quoted, "{} has no floor", file.path().display());
                    continue;
                };
                for month in &report.months {
                    let (rest, stated) = (amount(&month.floor), amount(&month.stated));
                    assert!(rest <= stated, "{} in {}", file.path().display(), month.month);
                    assert_eq!(amount(&month.usage), stated - rest);
                    let lines = month.lines.iter().filter_map(|line| line.floor.as_deref()).map(amount);
                    assert_eq!(
                        lines.sum::<Decimal>().round_half_even(15),
                        rest.round_half_even(15),
                        "{} in {}",
                        file.path().display(),
                        month.month
                    );
                    for line in &month.lines {
                        let remains = line.floor.as_deref().is_some_and(|floor| floor != "0");
                        assert_eq!(line.why.is_some(), remains, "{}", line.id);
                    }
                }
                count += 1;
            }
        }
    }
    assert!(count > 12, "the stacks are gone");
}

#[test]
fn what_it_needs_is_in_the_floor_too() {
    // A Pro project on a Hobby team: 20 a month that no traffic makes.
    let report = report(
        "accounts: { vercel: { plan: hobby } }
resources:
  site: { product: vercel/project, plan: pro }
",
    );
    let needed = report.needed.as_ref().expect("Hobby has no Pro projects");
    assert_eq!((needed.first_month.as_str(), needed.total.as_str()), ("20", "240"));
    assert_eq!(
        needed.changes.iter().map(|change| change.path.as_str()).collect::<Vec<_>>(),
        ["accounts.vercel.plan"]
    );
}
