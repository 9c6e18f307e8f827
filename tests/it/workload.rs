//! What resources do, into usage, instances, limits and cost: small stacks whose figures are worked out by hand.

use planner_core::Decimal;
use planner_core::answers::demand::demand;
use planner_core::bill::Line;
use planner_core::book::Books;
use planner_core::decimal;
use planner_core::document::parse_yaml;
use planner_core::output::DemandReport;
use planner_core::projection::{Options, Projection, project};
use planner_core::stack::Stack;

fn stack(text: &str) -> Stack {
    // November 2026: 30 days, 720 hours, 2,592,000 seconds; the first is a Sunday.
    let node = parse_yaml(&format!("version: 1\nname: Tried\nstart: 2026-11\n{text}"), 0);
    Stack::parse(&node.expect("the stack is YAML")).unwrap_or_else(|problem| panic!("{problem}"))
}

#[track_caller]
fn projected<T>(text: &str, months: u32, see: impl FnOnce(&Projection<'_>) -> T) -> T {
    let (books, stack) = (Books::bundled().expect("the books read"), stack(text));
    let options = Options { months, ..Options::default() };
    see(&project(&books, &stack, options).unwrap_or_else(|problem| panic!("{problem}")))
}

fn report(text: &str) -> DemandReport {
    let books = Books::bundled().expect("the books read");
    demand(&books, &stack(text), Options { months: 1, ..Options::default() })
        .unwrap_or_else(|problem| panic!("{problem}"))
}

/// What a resource makes of a measure: the figure, its unit and the meter, with `-` where there is none.
fn makes(report: &DemandReport, resource: &str, measure: &str) -> String {
    let resource =
        report.resources.iter().find(|one| one.resource == resource).expect("the resource does something");
    let makes = resource.makes.iter().filter(|makes| makes.measure == measure);
    let all: Vec<String> = makes
        .map(|makes| format!("{} {} {}", makes.first, makes.unit, makes.meter.as_deref().unwrap_or("-")))
        .collect();
    all.join("; ")
}

fn fact(report: &DemandReport, resource: &str, id: &str) -> Option<Decimal> {
    let resource = report.resources.iter().find(|one| one.resource == resource)?;
    decimal(resource.facts.iter().find(|fact| fact.id == id)?.first.as_deref()?)
}

fn amount(projection: &Projection<'_>, id: &str) -> Option<Decimal> {
    projection.months.first()?.lines().find(|line| line.id() == id).and_then(Line::amount)
}

#[test]
fn an_answer_counts_wherever_it_passes() {
    let report = report(
        "accounts: { render: { plan: hobby }, vercel: { plan: hobby } }
resources:
  api: { product: render/web, plan: starter, load: { requests: 100000 /month, answer: 20 kB, through: site, cached: 30 % } }
  site: { product: vercel/project, plan: hobby, load: { requests: 1000 /month, answer: 1 MB } }
",
    );
    // 70,000 of the 100,000 reach the API: 1.4 GB; the site sends all 2 GB of them, and 1 GB of its own.
    assert_eq!(makes(&report, "api", "egress"), "1.4 GB bandwidth");
    assert_eq!(makes(&report, "site", "egress"), "2 GB transfer; 1 GB transfer");
    assert_eq!(makes(&report, "api", "requests"), "70000  -");
    assert_eq!(makes(&report, "site", "requests"), "100000 requests requests; 1000 requests requests");
}

#[test]
fn a_second_instance_for_six_hours_a_day_costs_a_quarter_more() {
    // Six hours of the day have 10 requests a second, the others 5; one core at 60 % carries 6 of 100 ms.
    let hours: Vec<&str> = (0..24).map(|hour| if hour < 6 { "2" } else { "1" }).collect();
    let text = |more: &str| {
        format!(
            "accounts: {{ render: {{ plan: pro }} }}
resources:
  web:
    product: render/web
    plan: standard
    scaling: {{ min: 1, max: 4, cpu: 60 %{more} }}
    load: {{ requests: 16200000 /month, cpu: 100 ms, shape: [{}] }}
",
            hours.join(", ")
        )
    };
    // Stopped a second after the rush: 6 h and the minute of the next look, 30 times of 720 h.
    let (low, high) = (decimal("31.25"), decimal("31.30"));
    let cost = projected(&text(", down_after: 1 s"), 1, |projection| amount(projection, "web/instances"));
    assert!(cost >= low && cost <= high, "{cost:?} is not 1.25 x 25");
    // A delay of an hour keeps it for the seventh: 1 + 7 / 24.
    let cost = projected(&text(", down_after: 1 h"), 1, |projection| amount(projection, "web/instances"));
    let (low, high) = (decimal("32.29"), decimal("32.36"));
    assert!(cost >= low && cost <= high, "{cost:?} is not 25 x (1 + 7 / 24)");
    // On a workspace that does not scale, one runs and is full.
    let hobby = text("").replace("plan: pro", "plan: hobby");
    projected(&hobby, 1, |projection| {
        assert_eq!(amount(projection, "web/instances"), decimal("25"));
        let month = projection.months.first().expect("a month");
        let busy = month.limits.iter().find(|limit| limit.limit == "cpu-at-peak").expect("it is looked at");
        assert_eq!((busy.usage, busy.ceiling), (decimal("1"), decimal("1")));
    });
}

#[test]
fn a_free_service_that_is_pinged_takes_the_whole_month_of_hours() {
    let text = |pings: &str| {
        format!(
            "resources:
  api: {{ product: render/web, plan: free, load: {{ requests: 3000 /month, sessions: 100 /month, session: 0.001 s{pings} }} }}
"
        )
    };
    let asleep = report(&text(""));
    // 100 e^(-100 x 900 / 2,592,000), and not 3,000 e^(-3,000 x 900 / 2,592,000) = 1,059.
    assert_eq!(fact(&asleep, "api", "cold-starts").map(|met| met.round_half_even(1)), decimal("96.6"));
    let hours = |text: &str| {
        projected(text, 1, |projection| {
            let month = projection.months.first().expect("a month");
            month.limits.iter().find(|limit| limit.limit == "free_hours").and_then(|limit| limit.usage)
        })
    };
    assert_eq!(hours(&text("")).map(|hours| hours.round_half_even(1)), decimal("24.6"));
    assert_eq!(hours(&text(", pings: 5 min")), decimal("720"));
    assert_eq!(fact(&report(&text(", pings: 5 min")), "api", "pings"), decimal("8640"));
    // Three of them want 2,160 hours of 750: all are suspended when a third of the month is over.
    let three = (1..=3).map(|at| text(", pings: 5 min").replace("api:", &format!("api{at}:")));
    let three: String = three.map(|text| text.replace("resources:\n", "")).collect();
    let day = projected(&format!("resources:\n{three}"), 1, |projection| {
        projection.first_limit().and_then(|first| first.limit.passed_on).map(|day| day.to_string())
    });
    assert_eq!(day.as_deref(), Some("2026-11-11"));
}

#[test]
fn an_office_wakes_its_service_once_a_working_day() {
    let report = report(
        "resources:
  api: { product: render/web, plan: free, load: { requests: 16800 /month, shape: office } }
",
    );
    // November 2026 has 21 working days of eight hours with 100 requests each.
    assert_eq!(fact(&report, "api", "peak").map(|peak| peak.round_half_even(6)), decimal("0.027778"));
    assert_eq!(fact(&report, "api", "cold-starts").map(|met| met.round_half_even(5)), decimal("21.00000"));
}

#[test]
fn a_pool_of_connections_keeps_a_service_awake_that_sleeps_without_sending() {
    let text = |connects: &str| {
        format!(
            "accounts: {{ railway: {{ plan: hobby }}, supabase: {{ plan: free }} }}
resources:
  api: {{ product: railway/service, options: {{ serverless: true }}, load: {{ requests: 100 /month }}{connects} }}
  db: {{ product: supabase/database, plan: nano, tables: {{ notes: {{ rows: 1000, row: 100 B }} }} }}
"
        )
    };
    let alone = fact(&report(&text("")), "api", "awake");
    assert!(alone < decimal("30"), "it sleeps nearly all of the month: {alone:?}");
    let pooled = report(&text(", connects: [ { to: db, each: 5 } ]"));
    assert_eq!(fact(&pooled, "api", "awake"), decimal("720"));
    // 100 visits in 30 days: e^-rT of them are followed by none for a week, 100 e^(-100 x 7 / 30).
    assert_eq!(fact(&pooled, "db", "paused"), decimal("0.000001")); // percent: 7.4 of a thousand million
    let rare = report(&text(", connects: [ { to: db, each: 5 } ]").replace("100 /month", "3 /month"));
    assert!(fact(&rare, "db", "paused") > decimal("50"), "three visits a month are too few");
}

#[test]
fn rows_files_tokens_logs_and_builds_reach_their_meters() {
    let report = report(
        "drivers: { messages: 10000 }
accounts: { render: { plan: hobby }, openai: {}, supabase: { plan: free } }
resources:
  api: { product: render/web, plan: starter, deploys: { count: 20 /month, build: 3 min } }
  model: { product: openai/api, plan: gpt-4o, tokens: { messages: messages, input: 1000, output: 200, cached: 40 % } }
  logs: { product: papertrail/logs, logs: { lines: { per: messages, times: 3 }, each: 300 B } }
  files: { product: aws/s3, plan: standard, files: { pictures: { files: { start: 1000, per: messages, times: 0.1 }, each: 400 kB, reads: messages } } }
",
    );
    assert_eq!(makes(&report, "api", "build_time"), "60 min build_minutes");
    assert_eq!(makes(&report, "model", "input_tokens"), "10000000 tokens input");
    assert_eq!(makes(&report, "model", "cached_tokens"), "4000000 tokens cached_input");
    assert_eq!(makes(&report, "model", "output_tokens"), "2000000 tokens output");
    assert_eq!(makes(&report, "logs", "logs"), "0.009 GB logs");
    assert_eq!(makes(&report, "files", "object_storage"), "0.8 GB storage"); // as the month ends
    assert_eq!(makes(&report, "files", "object_writes"), "1000 requests puts");
    assert_eq!(makes(&report, "files", "object_reads"), "10000 requests gets");
    assert_eq!(makes(&report, "files", "egress"), "4 GB egress");
}

#[test]
fn files_are_written_in_their_season() {
    let report = report(
        "drivers: { messages: 10000 }
resources:
  files: { product: aws/s3, plan: standard, files: { pictures: { files: { per: messages, times: 0.1, season: { 11: 300 % } }, each: 1 MB } } }
",
    );
    assert_eq!(makes(&report, "files", "object_writes"), "3000 requests puts");
    assert_eq!(makes(&report, "files", "object_storage"), "3 GB storage");
}

#[test]
fn instances_hold_connections_and_memory() {
    let report = report(
        "resources:
  web: { product: render/web, plan: standard, count: 3, load: { requests: 2592000 /month, time: 2 s, memory: 500 MB, memory_each: 30 MB }, connects: [ { to: db, each: 10 } ] }
  db: { product: render/postgres, plan: pro-4gb }
",
    );
    assert_eq!(makes(&report, "db", "connections"), "30 connections connections");
    // One request a second of two seconds, over three instances: 500 MB + 2 / 3 x 30 MB = 520 MB, in the platform's MiB.
    assert_eq!(makes(&report, "web", "memory"), "495.910645 MiB memory");
}

#[test]
fn a_table_has_its_log_and_its_backups() {
    let report = report(
        "drivers: { notes: 30000 }
accounts: { supabase: { plan: pro } }
resources:
  db: { product: supabase/database, plan: micro, tables: { notes: { rows: notes, row: 113 B, indexes: 1, wal: 3, backups: 7 days } } }
",
    );
    // 55 rows to a page of 8,192 and 22.4 bytes of an index each, 30,000 of them.
    let size = fact(&report, "db", "table").expect("it has a size");
    assert_eq!(size.round_half_even(2), decimal("5.14").unwrap_or_default());
    assert_eq!(
        fact(&report, "db", "wal").map(|log| log.round_half_even(3)),
        Some((size * Decimal::from(3)).round_half_even(3))
    );
    // One copy, and seven thirtieths of the month's rows.
    let kept = fact(&report, "db", "backups").map(|kept| kept.round_half_even(3));
    assert_eq!(kept, Some((size * Decimal::from(37) / Decimal::from(30)).round_half_even(3)));
}

#[test]
fn what_does_not_exist_yet_does_nothing() {
    let text = "accounts: { vercel: { plan: hobby } }
resources:
  api: { product: render/web, plan: starter, since: 2027-01-01, load: { requests: 300000000 /month, cpu: 50 ms, answer: 1 MB, through: site } }
  site: { product: vercel/project, plan: hobby }
";
    projected(text, 3, |projection| {
        let first = projection.first_limit().expect("it is far too much");
        assert_eq!(first.month.to_string(), "2027-01");
    });
}

#[test]
fn a_service_that_sleeps_is_still_as_many_instances() {
    let text =
        "resources: { api: { product: render/web, plan: free, count: 2, load: { requests: 100 /month } } }\n";
    projected(text, 1, |projection| {
        let first = projection.first_limit().map(|first| first.limit.limit);
        assert_eq!(first, Some("instances"), "a free service runs on one instance");
    });
}

#[test]
fn who_is_answered_elsewhere_wakes_nothing() {
    let text = "accounts: { vercel: { plan: hobby } }
resources:
  api: { product: render/web, plan: free, load: { requests: 30000 /month, sessions: 1000 /month, through: site, cached: 100 % } }
  site: { product: vercel/project, plan: hobby }
";
    let report = report(text);
    assert_eq!(fact(&report, "api", "awake"), decimal("0"));
    assert_eq!(fact(&report, "api", "cold-starts"), decimal("0"));
}

#[test]
fn a_queue_that_falls_behind_is_said() {
    let text = |jobs: &str| {
        format!(
            "resources:
  worker: {{ product: render/worker, plan: starter, work: {{ jobs: {jobs}, time: 2 s, concurrency: 10, lag: 10 s }} }}
"
        )
    };
    let passed = |jobs: &str| {
        projected(&text(jobs), 1, |projection| {
            let month = projection.months.first().expect("a month");
            let own = month.limits.iter().filter(|limit| limit.passed_at.is_some());
            own.map(|limit| limit.limit.to_owned()).collect::<Vec<_>>()
        })
    };
    assert_eq!(passed("150 /min"), Vec::<String>::new()); // five of ten slots
    assert_eq!(passed("294 /min"), ["queue-lag"]); // 98 % of them
    assert_eq!(passed("330 /min"), ["jobs-at-peak", "queue-lag"]);
    let behind = fact(&report(&text("330 /min")), "worker", "backlog");
    assert_eq!(behind, decimal("302400")); // (5.5 - 5) x 604,800 a week
}

#[test]
fn a_plan_that_does_not_exist_is_refused_by_the_report_as_well() {
    let books = Books::bundled().expect("the books read");
    let stack =
        stack("resources: { api: { product: render/web, plan: starrter, load: { requests: 5 /s } } }\n");
    let refused = demand(&books, &stack, Options::default()).expect_err("there is no such plan");
    assert!(refused.to_string().contains("starrter"), "{refused}");
}

#[test]
fn what_cannot_be_is_refused_at_its_place() {
    for (resource, wanted) in [
        (
            "product: render/web, load: { requests: visitors }",
            "resources.api.load.requests.per: no driver `visitors`",
        ),
        (
            "product: render/web, load: { requests: 5 /s, cpu: 0 ms }",
            "resources.api.load.cpu: a length of zero",
        ),
        (
            "product: render/web, load: { requests: 5 /s, cpu: 5 MB }",
            "resources.api.load.cpu: 5 MB is no length of time",
        ),
        (
            "product: render/web, load: { requests: 5 /s, cached: 130 % }",
            "resources.api.load.cached: 130 % is no share",
        ),
        (
            "product: render/web, load: { requests: 5 /s, through: cdn }",
            "resources.api.load.through: no other resource `cdn`",
        ),
        ("product: render/web, load: { requests: 5 /s, shape: [] }", "resources.api.load.shape"),
        ("product: render/web, load: { requests: 5 /s, shape: [-1] }", "resources.api.load.shape"),
        ("product: render/web, load: { requests: 5 /s, shape: nightly }", "resources.api.load.shape"),
        ("product: render/web, work: { jobs: 5 /s }", "resources.api.work: missing field `time`"),
        ("product: render/web, work: { jobs: 5 /s, time: 0 s }", "resources.api.work.time: a length of zero"),
        (
            "product: render/postgres, tables: { t: { rows: 9, row: 0 B } }",
            "resources.api.tables.t.row: 0 B each is nothing at all",
        ),
        (
            "product: cloudflare/r2, files: { pictures: { files: 9, each: 0 MB } }",
            "resources.api.files.pictures.each: 0 MB each is nothing at all",
        ),
        (
            "product: betterstack/logs, logs: { lines: 9 /day, each: 0 B }",
            "resources.api.logs.each: 0 B each is nothing at all",
        ),
        (
            "product: render/web, connects: [{ to: api, each: 0 }]",
            "resources.api.connects[0].each: 0 each are none at all",
        ),
        (
            "product: openai/gpt, tokens: { messages: 9 /day, input: 0, output: 5 }",
            "resources.api.tokens.input: a message of no tokens is no message",
        ),
        (
            "product: render/web, work: { jobs: 5 /s, time: 1 s, concurrency: 0 }",
            "0 at a time is no whole number from 1 to 100000",
        ),
        (
            "product: render/web, connects: [ { to: api, each: 5 } ]",
            "resources.api.connects[0].to: no other resource `api`",
        ),
        (
            "product: render/web, load: { requests: 1 /s, memory: 1 GB }, usage: { memory: 1 GB }",
            "`memory` is given, and follows from",
        ),
        ("product: render/web, load: { requests: 1e30 }", "resources.api.load.requests"),
    ] {
        let text =
            format!("version: 1\nname: Tried\nstart: 2026-11\nresources: {{ api: {{ {resource} }} }}\n");
        let node = parse_yaml(&text, 0).expect("the stack is YAML");
        let books = Books::bundled().expect("the books read");
        let read = Stack::parse(&node);
        let refused = read.and_then(|stack| project(&books, &stack, Options::default()).map(|_| ()));
        let said = refused.expect_err(resource).to_string();
        assert!(said.contains(wanted), "{resource}: {said}");
    }
}
