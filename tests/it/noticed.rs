//! Changes to the code of behaviour that no other test noticed: each of these fails under one.

use planner_core::answers::demand::demand;
use planner_core::book::Books;
use planner_core::clients::memory;
use planner_core::decimal;
use planner_core::document::{Problem, parse_yaml};
use planner_core::output::{DemandReport, FactOut};
use planner_core::projection::{Options, Projection, project};
use planner_core::stack::Stack;

fn stack(text: &str) -> Stack {
    // November 2026: 30 days, 2,592,000 seconds; December 2,678,400.
    let node = parse_yaml(&format!("version: 1\nname: Tried\nstart: 2026-11\n{text}"), 0);
    Stack::parse(&node.expect("the stack is YAML")).unwrap_or_else(|problem| panic!("{problem}"))
}

#[track_caller]
fn projected<T>(text: &str, months: u32, see: impl FnOnce(Result<Projection<'_>, Problem>) -> T) -> T {
    let (books, stack) = (Books::bundled().expect("the books read"), stack(text));
    see(project(&books, &stack, Options { months, ..Options::default() }))
}

fn report(text: &str) -> DemandReport {
    let books = Books::bundled().expect("the books read");
    demand(&books, &stack(text), Options { months: 1, ..Options::default() })
        .unwrap_or_else(|problem| panic!("{problem}"))
}

fn fact<'r>(report: &'r DemandReport, id: &str) -> Option<&'r FactOut> {
    report.resources.iter().flat_map(|resource| &resource.facts).find(|fact| fact.id == id)
}

#[test]
fn what_rises_through_a_month_is_passed_within_it() {
    // 5 requests a second of 100 ms as November starts and 15 as it ends: half a core to one and a half, so one core is
    // passed in the middle, after 15 of 30 days.
    let text = "drivers: { requests: { months: [12960000, 40176000] } }
resources: { web: { product: render/web, plan: standard, load: { requests: requests, cpu: 100 ms } } }
";
    projected(text, 2, |projection| {
        let projection = projection.expect("it is projected");
        let month = projection.months.first().expect("a month");
        let busy = month.limits.iter().find(|limit| limit.limit == "cpu-at-peak").expect("it is looked at");
        assert_eq!(busy.passed_on.map(|day| day.to_string()).as_deref(), Some("2026-11-16"));
        assert_eq!((busy.ceiling, busy.passed_at), (decimal("1"), Some(1_296_000.into())));
    });
}

#[test]
fn a_queue_that_grows_is_later_than_any_lag_that_is_allowed() {
    // 1.1 jobs a second of a second each for one slot: 360 pile up in an hour and wait 360 s, which is less than the day
    // that is allowed; but there is no end to it.
    let text = "resources: { worker: { product: render/worker, plan: starter, work: { jobs: 1.1 /s, time: 1 s, lag: 1 day } } }\n";
    projected(text, 1, |projection| {
        let projection = projection.expect("it is projected");
        let month = projection.months.first().expect("a month");
        let lag = month.limits.iter().find(|limit| limit.limit == "queue-lag").expect("it is looked at");
        assert_eq!((lag.ceiling, lag.usage), (decimal("86400"), decimal("86401")));
        assert!(lag.passed_at.is_some());
    });
}

#[test]
fn what_has_no_end_says_so() {
    // 20 requests a second of 100 ms for one thread: two are wanted at a time.
    let text = |rate: u32| {
        format!(
            "resources: {{ web: {{ product: render/web, plan: starter, load: {{ requests: {rate} /s, time: 100 ms, concurrency: 1 }} }} }}\n"
        )
    };
    let full = report(&text(20));
    let wait = fact(&full, "wait").expect("how long a request waits");
    assert_eq!(
        (wait.first.as_deref(), wait.says.as_deref()),
        (None, Some("it grows for as long as the hour lasts"))
    );
    assert_eq!(wait.endless, [true, true]);
    let busy = report(&text(5));
    let wait = fact(&busy, "wait").expect("how long a request waits");
    assert!(wait.first.is_some() && wait.says.is_none(), "{wait:?}");
    // Without how many are answered at a time there is no such figure, rather than none of its kind.
    let text = "resources: { web: { product: render/web, plan: starter, load: { requests: 5 /s, time: 100 ms } } }\n";
    assert!(fact(&report(text), "wait").is_none());
}

#[test]
fn what_is_not_stated_is_listed_and_only_that() {
    let all = "cpu: 10 ms, time: 100 ms, concurrency: 4, memory: 100 MB, memory_each: 1 MB";
    let text = |load: &str| {
        format!(
            "resources: {{ web: {{ product: render/web, plan: starter, load: {{ requests: 1 /s, {load} }} }} }}\n"
        )
    };
    assert!(fact(&report(&text(all)), "unstated").is_none());
    let some = report(&text("cpu: 10 ms"));
    let says = fact(&some, "unstated").and_then(|fact| fact.says.clone()).expect("what is not stated");
    assert!(says.contains("response time") && !says.contains("CPU time"), "{says}");
}

#[test]
fn a_plan_that_does_not_scale_says_so_and_one_that_does_not() {
    let text = |plan: &str| {
        format!(
            "accounts: {{ render: {{ plan: {plan} }} }}
resources: {{ web: {{ product: render/web, plan: standard, scaling: {{ min: 1, max: 2, cpu: 60 % }}, load: {{ requests: 1 /s, time: 100 ms }} }} }}
"
        )
    };
    let says = |plan: &str| fact(&report(&text(plan)), "instances").and_then(|fact| fact.says.clone());
    assert!(says("hobby").is_some_and(|says| says.contains("does not scale by itself")));
    assert_eq!(says("pro"), None);
}

#[test]
fn what_the_arithmetic_refuses_is_told_where_it_stands() {
    let text = "resources: { web: { product: render/web, plan: standard, load: { requests: 900000000000000, time: 900000000000000 s, concurrency: 1, memory: 0 MB, memory_each: 1 MB, cpu: 900000000000 s } } }\n";
    projected(text, 1, |projection| {
        let path =
            projection.map_or_else(|problem| problem.path.clone(), |_| "nothing is refused".to_owned());
        assert_eq!(path, "resources.web");
    });
}

#[test]
fn nobody_but_pings_keeps_a_free_service_awake() {
    let text =
        "resources: { web: { product: render/web, plan: free, load: { requests: 0, pings: 5 min } } }\n";
    let pinged = report(text);
    let awake = fact(&pinged, "awake").and_then(|fact| fact.first.clone());
    assert_eq!(awake.as_deref().and_then(decimal), decimal("720"));
    assert_eq!(
        fact(&pinged, "cold-starts").and_then(|fact| fact.first.as_deref().and_then(decimal)),
        decimal("0")
    );
}

#[test]
fn what_is_read_by_the_same_operations_has_its_share_of_them() {
    // 1,000 reads a second, of what 100 writes and 50 misses a second bring: two thirds and one third of them.
    let text =
        "{ profile: django, payload: 1 kB, lifetime: 1 h, reads: 1000 /s, writes: 100 /s, misses: 50 /s }";
    let node = parse_yaml(text, 0).expect("YAML");
    let held = memory(&crate::redis::setup(&node)).expect("what it holds");
    let reads: Vec<_> = held.iter().map(|held| held.reads.round_half_away(2).to_string()).collect();
    assert_eq!(reads, ["666.67", "333.33"]);
}
