//! The cost of one more of each thing, and why some cannot be had.

use std::fs;

use planner_core::Decimal;
use planner_core::answers::one_more::one_more;
use planner_core::book::Books;
use planner_core::decimal;
use planner_core::document::parse_yaml;
use planner_core::output::{OneMore, OneMoreReport};
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;

use crate::cases::{at, root};

fn stack(text: &str) -> Stack {
    let node = parse_yaml(&format!("version: 1\nname: case\nstart: 2026-12\n{text}"), 0)
        .unwrap_or_else(|problem| panic!("{problem}"));
    Stack::parse(&node).unwrap_or_else(|problem| panic!("{problem}"))
}

#[track_caller]
fn report(text: &str) -> OneMoreReport {
    let books = Books::bundled().expect("the bundled books are whole");
    one_more(&books, &stack(text), Options::default()).unwrap_or_else(|problem| panic!("{problem}"))
}

#[track_caller]
fn step<'r>(report: &'r OneMoreReport, scope: &str, kind: &str, word: &str) -> &'r OneMore {
    let mut steps = report.steps.iter();
    steps
        .find(|step| step.scope == scope && step.kind == kind && step.what.contains(word))
        .unwrap_or_else(|| panic!("no step {kind} of {scope}"))
}

#[track_caller]
fn costs(text: &str, (scope, kind, word): (&str, &str, &str), cost: &str) {
    let report = report(text);
    let found = step(&report, scope, kind, word);
    assert_eq!(found.cost.as_deref(), Some(cost), "{scope} {kind}: {found:?}");
}

#[test]
fn an_instance_costs_what_its_plan_does() {
    for (resource, cost) in [
        ("plan: standard", "25"),
        ("plan: standard, count: 3", "25"),
        ("plan: starter, scaling: { min: 2, max: 2 }", "7"),
    ] {
        let text = format!(
            "accounts: {{ render: {{ plan: pro }} }}\nresources:\n  web: {{ product: render/web, {resource} }}\n"
        );
        costs(&text, ("web", "instance", "instance"), cost);
    }
    let scaled = report(
        "accounts: { render: { plan: pro } }
resources:\n  web: { product: render/web, plan: starter, scaling: { min: 2, max: 2 } }\n",
    );
    let instance = step(&scaled, "web", "instance", "");
    assert_eq!((instance.from.as_deref(), instance.to.as_deref()), (Some("2"), Some("3")));
    // Each preview copy has as many instances.
    costs(
        "resources:\n  web: { product: render/web, plan: standard, count: 2 }\n",
        ("web", "option", "preview"),
        "50",
    );
}

#[test]
fn another_database_has_the_same_size_and_no_traffic() {
    // 6 for the plan and 10 GB at 0.30.
    let text = "drivers: { users: 100000 }
resources:
  db: { product: render/postgres, plan: basic-256mb, usage: { storage: 10 GB, bandwidth: { per: users, each: 10 MB } } }
";
    costs(text, ("db", "resource", "another"), "9");
}

#[test]
fn a_thousand_more_of_a_driver() {
    // 1,000 x 40 x 200 kB = 8 GB at 0.15, all above what is included.
    let text = |users: &str| {
        format!(
            "drivers: {{ users: {users}, messages: {{ per: users, times: 40 }} }}
resources:
  web: {{ product: render/web, plan: standard, usage: {{ bandwidth: {{ per: messages, each: 200 kB }} }} }}
"
        )
    };
    for users in [
        "{ start: 100000, growth: 5 %/month }",
        "{ months: [100000, 200000] }",
        "{ start: 5, steps: { 2026-12: 100000 } }",
    ] {
        costs(&text(users), ("users", "driver", "a month"), "1.2");
    }
    let daily = report(&text("16667 /day"));
    let found = step(&daily, "users", "driver", "a day");
    assert_eq!((found.from.as_deref(), found.to.as_deref()), (Some("16667 /day"), Some("17667 /day")));
    assert_eq!(found.cost.as_deref(), Some("37.2"), "31 thousand a month");
    assert!(!daily.steps.iter().any(|step| step.scope == "messages"), "what follows is no step of its own");
}

#[test]
fn one_more_worker_polls_too() {
    let text = |count: u8| {
        format!(
            "resources:
  redis: {{ product: upstash/redis, plan: payg, clients: [ {{ profile: bullmq/worker, count: {count}, jobs: 20 /min }} ] }}
"
        )
    };
    let books = Books::bundled().expect("the bundled books are whole");
    let month = Options { months: 1, ..Options::default() };
    let total = |count| {
        let stack = stack(&text(count));
        project(&books, &stack, month).expect("a projection").total().amount()
    };
    let cost = (total(4) - total(3)).normalize();
    assert!(cost > Decimal::ZERO);
    costs(&text(3), ("redis", "client", "bullmq/worker"), &cost.to_string());
}

#[test]
fn what_cannot_be_had_says_why_and_has_no_price() {
    let report = report(
        "resources:
  web: { product: render/web, plan: free }
  db: { product: render/postgres, plan: basic-256mb, usage: { storage: 10 GB } }
  cache: { product: upstash/redis, plan: free }
accounts: { render: { plan: hobby }, upstash: {} }
",
    );
    for (scope, kind, word, why) in [
        ("web", "instance", "", "a free service runs on one instance"),
        ("cache", "resource", "", "a second one cannot be created"),
        ("db", "option", "read replicas", "needs at least 0.5"),
        ("render", "option", "outbound", "needs the Pro plan"),
    ] {
        let found = step(&report, scope, kind, word);
        let said = found.refused.as_deref().unwrap_or_default();
        assert!(said.contains(why), "{scope} {kind}: {said:?} does not say {why:?}");
        assert_eq!(found.cost, None, "{scope} {kind}");
    }
    let address = step(&report, "render", "option", "outbound");
    assert_eq!(at(&address.unmet, 0).costs.as_deref(), Some("25"), "what meeting it costs");
    // On a plan with a whole CPU a replica costs its instance and its storage.
    costs(
        "resources:\n  db: { product: render/postgres, plan: pro-16gb, usage: { storage: 100 GB } }\n",
        ("db", "option", "read replicas"),
        "230",
    );
}

#[test]
fn a_number_that_no_stack_can_state_is_told_in_its_row() {
    let report = report(
        "drivers: { users: { start: 1000000000000000 } }
resources:
  web: { product: render/web, plan: starter, count: 100000 }
",
    );
    for (scope, kind, why) in [
        ("web", "instance", "a count above 100000 cannot be stated"),
        ("users", "driver", "a thousand more is too large a number"),
    ] {
        let found = step(&report, scope, kind, "");
        assert_eq!((found.refused.as_deref(), found.cost.as_deref()), (Some(why), None));
    }
    assert_eq!(step(&report, "web", "option", "preview").cost.as_deref(), Some("700000"), "the others stand");
}

#[test]
fn the_unpriced_stays_unpriced_and_the_free_is_free() {
    let report = report(
        "resources:
  logs: { product: papertrail/logs }
  site: { product: vercel/project, plan: hobby }
",
    );
    let logs = step(&report, "logs", "resource", "");
    assert_eq!((logs.cost.as_deref(), logs.open.as_slice()), (None, &["logs 2/fee".to_owned()][..]));
    let site = step(&report, "site", "resource", "");
    assert_eq!((site.cost.as_deref(), site.refused.as_deref()), (Some("0"), None));
}

#[test]
fn another_one_without_traffic_has_none_of_what_is_stated_either() {
    // 4 GB of memory at 10 and 2 vCPU at 20 stay; 100 GB of egress at 0.05 do not. 2,678,400 of 2,592,000 seconds.
    let report = report(
        "accounts: { railway: { plan: pro } }
resources:
  api: { product: railway/service, usage: { memory: 4 GB, cpu: 2, egress: 100 GB, volume: 0 } }
",
    );
    let cost = step(&report, "api", "resource", "without traffic").cost.as_deref().and_then(decimal);
    assert_eq!(cost.map(|cost| cost.round_half_even(4)), decimal("82.6667"));
}

#[test]
fn what_the_user_prices_alone_can_be_had_once_more() {
    let text = "resources:
  crm: { product: acme/crm, count: 5, charges: { seat: { fee: 12 }, message: { each: 0.004 } }, usage: { message: 100 } }
";
    costs(text, ("crm", "instance", "instance"), "12");
}

#[test]
fn limits_that_come_sooner_are_named_with_both_days() {
    let report = report(
        "drivers: { users: 1000 }
resources:
  cache: { product: upstash/redis, plan: free, usage: { commands: { per: users, times: 300 } } }
",
    );
    // 300,000 of 500,000 commands as it is; 600,000 with a thousand users more, passed after 5 / 6 of 31 days.
    let found = step(&report, "users", "driver", "");
    let [sooner] = found.sooner.as_slice() else { panic!("{:?}", found.sooner) };
    assert_eq!((sooner.before.as_deref(), sooner.passed.id.as_str()), (None, "cache/commands"));
    assert_eq!(sooner.passed.date.as_deref(), Some("2026-12-26"));
}

#[test]
fn every_step_has_a_cost_or_says_why_not() {
    let books = Books::bundled().expect("the bundled books are whole");
    let mut count = 0;
    for folder in ["data/stacks", "crates/planner-cli/tests/stacks"] {
        for file in fs::read_dir(root().join(folder)).expect("the folder is there").flatten() {
            let Ok(text) = fs::read_to_string(file.path()) else { continue };
            let node = parse_yaml(&text, 0).unwrap_or_else(|problem| panic!("{problem}"));
            let stack = Stack::parse(&node).unwrap_or_else(|problem| panic!("{problem}"));
            let report =
                one_more(&books, &stack, Options::default()).unwrap_or_else(|problem| panic!("{problem}"));
            for step in &report.steps {
                let at = format!("{}: {} {}", file.path().display(), step.scope, step.what);
                let why = step.refused.is_some() || !step.open.is_empty();
                assert!(step.cost.is_some() || why, "{at} has no cost and does not say why");
                assert!(step.refused.is_none() || step.cost.is_none(), "{at} is refused and has a cost");
                assert!(
                    step.unmet.is_empty() || step.refused.is_some(),
                    "{at} lacks something and is not refused"
                );
                let cost = step.cost.as_deref().and_then(decimal).unwrap_or_default();
                assert!(cost >= Decimal::ZERO, "{at} costs less");
                count += 1;
            }
        }
    }
    assert!(count > 50, "the steps are gone");
}
