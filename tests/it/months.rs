//! What months add to a bill: growth, seasons, levels that pile up, sizes that vendors enlarge, days that limits are
//! passed on, the user's own ceilings, months that a price change splits.

use planner_core::book::Books;
use planner_core::decimal;
use planner_core::document::{Problem, parse_yaml};
use planner_core::invoice::UsageDocument;
use planner_core::output::{MonthOut, Report};
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;

fn try_report(stack: &str, months: u32) -> Result<Report, Problem> {
    let node = parse_yaml(stack, 0)?;
    let stack = Stack::parse(&node)?;
    let books = Books::bundled()?;
    let projection = project(&books, &stack, Options { months, ..Options::default() })?;
    Ok(Report::from(&projection))
}

#[track_caller]
fn report(stack: &str, months: u32) -> Report {
    try_report(stack, months).unwrap_or_else(|problem| panic!("{problem} {:?}\n{stack}", problem.hint))
}

/// A line's amount in each month.
fn amounts(report: &Report, line: &str) -> Vec<String> {
    let amount = |month: &MonthOut| month.lines.iter().find(|l| l.id == line).and_then(|l| l.amount.clone());
    report.months.iter().map(|month| amount(month).unwrap_or_else(|| "none".to_owned())).collect()
}

/// A limit's usage and the day it is passed, in each month.
fn limit(report: &Report, id: &str) -> Vec<(String, Option<String>)> {
    let row = |month: &MonthOut| {
        month.limits.iter().find(|l| l.id == id).map(|l| (l.usage.clone(), l.passed_on.clone()))
    };
    let rows = report.months.iter().filter_map(row);
    rows.map(|(usage, on)| (usage.unwrap_or_else(|| "none".to_owned()), on)).collect()
}

const HEAD: &str = "version: 1\nname: x\nstart: 2026-12\n";

#[test]
fn a_level_piles_up_and_a_season_acts_on_what_is_added_alone() {
    let stack = format!(
        "{HEAD}drivers: {{ users: {{ start: 1000 }} }}\nresources:\n  disk: {{ product: render/disk, usage: {{ size: {{ start: 20 GB, per: users, each: 1 MB, season: {{ 1: 0 %, 2: 0 % }} }} }} }}\n"
    );
    // 20 to 21 GB in December, 21 in January and February, then a gigabyte more each month; at 0.25 a GB-month.
    assert_eq!(amounts(&report(&stack, 5), "disk/size"), ["5.125", "5.25", "5.25", "5.375", "5.625"]);
}

#[test]
fn steps_start_a_figure_anew_and_growth_goes_on_from_there() {
    let stack = format!(
        "{HEAD}resources:\n  disk: {{ product: render/disk, usage: {{ size: {{ start: 10 GB, growth: +2 GB/month, steps: {{ 2027-02: 40 GB }} }} }} }}\n"
    );
    // Levels 10, 12, 40, 42, 44: the mean of a month's start and end.
    assert_eq!(amounts(&report(&stack, 4), "disk/size"), ["2.75", "6.5", "10.25", "10.75"]);
}

#[test]
fn a_list_of_months_says_each_month_and_its_last_holds_on() {
    let usage = |series: &str| {
        format!(
            "{HEAD}resources:\n  job: {{ product: render/cron, plan: starter, usage: {{ run_time: {series} }} }}\n"
        )
    };
    let report = report(&usage("{ months: [10000 min, 20000 min] }"), 3);
    assert_eq!(amounts(&report, "job/run_time"), ["1.6", "3.2", "3.2"]);
    let problem =
        try_report(&usage("{ months: [1 min], growth: 5 %/month }"), 1).expect_err("growth would be ignored");
    assert!(problem.message.contains("leave `growth` and `steps` out"), "{problem}");
}

#[test]
fn a_database_is_enlarged_on_the_day_it_fills_and_never_shrinks() {
    let stack = format!(
        "{HEAD}resources:\n  db: {{ product: render/postgres, plan: basic-1gb, options: {{ storage_autoscaling: true }}, usage: {{ storage: 10 GB, data: {{ start: 8 GB, growth: +2 GB/month }} }} }}\n"
    );
    // 9 GB after half of December: 15 GB from then on, and all of January; 12 to 14 GB in February pass 13.5 after
    // three quarters of it: 25 GB (15 x 1.5 = 22.5, up to the next multiple of 5).
    let expected = ["3.75", "4.5", "5.25"];
    assert_eq!(amounts(&report(&stack, 3), "db/storage"), expected);
}

#[test]
fn a_level_passes_its_limit_on_the_interpolated_day() {
    let stack = format!(
        "{HEAD}resources:\n  cache: {{ product: render/key-value, plan: free, usage: {{ memory: {{ start: 10 MB, growth: +20 MB/month }} }} }}\n"
    );
    let rows = limit(&report(&stack, 2), "cache/memory");
    // 10 to 30 MB in 31 days pass 25 MB after three quarters: 23.25 days, so on the 24th.
    let day = |text: &str| Some(text.to_owned());
    assert_eq!(rows, [("30".to_owned(), day("2026-12-24")), ("50".to_owned(), day("2027-01-01"))]);
}

#[test]
fn what_does_not_exist_yet_costs_nothing_and_does_not_age() {
    let stack =
        format!("{HEAD}resources:\n  db: {{ product: render/postgres, plan: free, since: 2027-02-11 }}\n");
    let report = report(&stack, 4);
    assert_eq!(amounts(&report, "db/instances").first().map(String::as_str), Some("none"));
    let ages: Vec<_> = limit(&report, "db/age");
    // Born on 11 February with 28 days: 18 days old at its end, 49 at the end of March; 30 are passed on 13 March.
    assert_eq!(ages, [("18".to_owned(), None), ("49".to_owned(), Some("2027-03-13".to_owned()))]);
}

#[test]
fn the_users_own_ceilings_are_limits_like_any_other() {
    let stack = format!(
        "{HEAD}drivers: {{ users: {{ start: 1500, growth: +400 /month }} }}
resources:
  redis: {{ product: upstash/redis, plan: pay-as-you-go, usage: {{ commands: {{ per: users, each: 300 }}, storage: 0 GB, bandwidth: 0 GB }} }}
limits:
  spend: 1 /month
  commands: {{ resource: redis, meter: commands, at: 15000 /day, then: refused }}
  people: {{ driver: users, at: 2000 }}
  cost: {{ resource: redis, spend: 0.95 /month }}
"
    );
    let report = report(&stack, 3);
    // 1,500, 1,900 and 2,300 users make 450,000, 570,000 and 690,000 commands, for 0.90, 1.14 and 1.38.
    let on = |id: &str| limit(&report, id).into_iter().map(|(_, on)| on).collect::<Vec<_>>();
    let day = |text: &str| Some(text.to_owned());
    assert_eq!(on("own/people"), [None, None, day("2027-02-01")]);
    assert_eq!(on("own/commands"), [None, day("2027-01-01"), day("2027-02-01")], "18,387 and 24,643 a day");
    // 0.95 of 1.14 accrue in 25.83 days, 0.95 of 1.38 in 19.28; 1 of 1.14 in 27.19, 1 of 1.38 in 20.29.
    assert_eq!(on("own/cost"), [None, day("2027-01-26"), day("2027-02-20")]);
    assert_eq!(on("own/spend"), [None, day("2027-01-28"), day("2027-02-21")]);
    let first = report.first_limit.expect("one is passed");
    assert_eq!((first.id.as_str(), first.effect), ("own/commands", "refused"));
}

#[test]
fn ceilings_that_say_nothing_are_refused() {
    let stack = |limit: &str| {
        format!(
            "{HEAD}resources:\n  redis: {{ product: upstash/redis, plan: free, usage: {{ commands: 1 }} }}\nlimits:\n  mine: {limit}\n"
        )
    };
    for (limit, words) in [
        ("{ resource: redis, meter: memroy, at: 5 }", "no meter `memroy`"),
        ("{ resource: redis, meter: commands, at: -5 }", "outside 0 to 10^15"),
        ("{ resource: redis, meter: commands, at: 5 GB }", "does not fit"),
        ("{ spend: 20 GB /month }", "has a unit"),
        ("{ resource: rdis, spend: 20 }", "no resource `rdis`"),
        ("{ driver: users, at: 5 }", "no driver `users`"),
    ] {
        let problem = try_report(&stack(limit), 1).expect_err(limit);
        assert!(problem.to_string().contains(words), "{limit}: {problem}");
    }
}

#[test]
fn an_account_counts_a_driver_like_a_resource_and_knows_every_driver() {
    let stack = |driver: &str| {
        format!(
            "{HEAD}drivers: {{ users: {{ start: 1000 }} }}\naccounts: {{ render: {{ plan: hobby, usage: {{ bandwidth: {{ per: {driver}, each: 10 MB }} }} }} }}\nresources:\n  site: {{ product: render/static }}\n"
        )
    };
    assert_eq!(amounts(&report(&stack("users"), 1), "render/bandwidth"), ["0.75"]);
    let problem = try_report(&stack("nothere"), 1).expect_err("no such driver");
    assert_eq!(problem.path, "accounts.render.usage.bandwidth.per");
}

#[track_caller]
fn bill(text: &str) -> Vec<(String, Option<planner_core::Decimal>)> {
    let node = parse_yaml(text, 0).unwrap_or_else(|problem| panic!("{problem}"));
    let usage = UsageDocument::parse(&node).unwrap_or_else(|problem| panic!("{problem}"));
    let books = Books::bundled().expect("the bundled books are whole");
    let bill = usage.bill(&books, None).unwrap_or_else(|problem| panic!("{problem}"));
    bill.lines
        .iter()
        .map(|line| (line.id(), line.amount().map(|amount| amount.round_half_even(9).normalize())))
        .collect()
}

fn of(lines: &[(String, Option<planner_core::Decimal>)], id: &str) -> Vec<Option<planner_core::Decimal>> {
    lines.iter().filter(|(line, _)| line == id).map(|(_, amount)| *amount).collect()
}

#[test]
fn a_price_change_that_splits_a_month_shares_out_what_a_month_includes() {
    // On 12 March 2025 pay-as-you-go bandwidth and storage changed at once; a month's allowance is there once.
    let lines = bill(
        "version: 1\nprovider: upstash\nmonth: 2025-03\nresources:\n  - { name: r, product: redis, plan: pay-as-you-go, options: { budget: 10 }, usage: { commands: 9000000, storage: 0 GB, bandwidth: 0 GB } }\n",
    );
    // 18.00 of commands against a budget of 10: in each part its share of it, 10 in all.
    let total: planner_core::Decimal =
        lines.iter().filter(|(id, _)| id.starts_with("r/")).filter_map(|(_, amount)| *amount).sum();
    assert_eq!(Some(total.round_half_even(6)), decimal("10"), "{lines:?}");
}

#[test]
fn a_resource_with_several_stretches_is_one_member_of_its_account() {
    let segments = "segments: [{ days: 10, plan: fixed-250mb }, { plan: fixed-1gb }]";
    let six: Vec<String> =
        (0..12).map(|at| format!("  - {{ name: r{at}, product: redis, {segments} }}")).collect();
    let lines =
        bill(&format!("version: 1\nprovider: upstash\nmonth: 2026-11\nresources:\n{}\n", six.join("\n")));
    // Twelve databases at the month's end: ten are free, two cost 0.50; not twenty-four.
    assert_eq!(of(&lines, "account/databases"), [decimal("1")]);
}

#[test]
fn a_minimum_holds_once_for_all_stretches_of_a_resource() {
    let lines = bill(
        "version: 1\nprovider: render\nmonth: 2026-09\nresources:\n  - { name: job, product: cron, segments: [{ days: 15, plan: starter }, { plan: standard }], usage: { run_time: 10 min } }\n",
    );
    let total: planner_core::Decimal = of(&lines, "job/run_time").into_iter().flatten().sum();
    assert_eq!(Some(total), decimal("1"));
}

#[test]
fn usage_of_the_wrong_shape_is_refused() {
    let usage = |used: &str| {
        format!(
            "version: 1\nprovider: upstash\nmonth: 2026-11\nresources:\n  - {{ name: r, product: redis, plan: pay-as-you-go, usage: {{ {used} }} }}\n"
        )
    };
    for (used, words) in [
        ("storage: [{ each: 50 GB, times: 3 }]", "is a state"),
        ("commands: { opening: 0, closing: 10 }", "is a flow"),
        ("commands: 99999999999999999999999", "more than anyone can mean"),
        ("bandwidth: 99999999999999999 PB", "more than anyone can mean"),
        ("storage: 5 GB /day", "not a rate"),
    ] {
        let node = parse_yaml(&usage(used), 0).expect("YAML");
        let document = UsageDocument::parse(&node).expect("a document");
        let books = Books::bundled().expect("the bundled books are whole");
        let problem = document.bill(&books, None).expect_err(used);
        assert!(problem.to_string().contains(words), "{used}: {problem}");
    }
}

#[test]
fn an_account_without_resources_pays_no_waived_fee() {
    let lines = bill("version: 1\nprovider: render\nplan: pro\nmonth: 2026-11\n");
    assert!(lines.is_empty(), "{lines:?}");
    let lines = bill(
        "version: 1\nprovider: render\nplan: pro\nmonth: 2026-11\nresources:\n  - { name: site, product: static }\n",
    );
    assert_eq!(of(&lines, "account/fee"), [decimal("25")]);
}
