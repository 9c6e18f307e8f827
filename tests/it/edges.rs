//! Edges of a bill that no worked bill reaches: each of these fails under one change of the code.

use planner_core::Decimal;
use planner_core::bill::{LimitRow, State};
use planner_core::book::Books;
use planner_core::demand::Shape;
use planner_core::document::{parse_json, parse_yaml};
use planner_core::projection::{Options, Projection, project};
use planner_core::stack::Stack;
use planner_core::{Date, Month, decimal};
use planner_core::{Quantity, Unit};

/// A vendor with two plans that differ in a price, credits, and prices that nobody has.
const ACME: &str = r#"{
    "schema": 1, "provider": "acme", "name": "Acme", "effective": "2026-01-01", "announcement": "Start.",
    "currency": "USD",
    "sources": { "page": { "title": "Prices", "url": "https://example.com", "read": "2026-01-02" } },
    "account": {
        "name": "Account",
        "charges": { "fee": { "description": "Plan", "price": { "fee": { "each": { "price": "1" } } } } },
        "adjustments": {
            "monthly": { "description": "each month", "covers": [], "credit": "1" },
            "welcome": { "description": "for a new account", "covers": [], "credit": "3", "once": true }
        },
        "default_plan": "new",
        "plans": {
            "new": {
                "name": "New", "attributes": { "price": "10" }, "source": "page", "confidence": "official",
                "formerly": { "since_before": "2025-01-01", "until": "2026-12-01", "plan": "old" }
            },
            "old": { "name": "Old", "attributes": { "price": "7" }, "source": "page", "confidence": "official" }
        }
    },
    "products": { "box": {
        "name": "Box",
        "meters": {
            "calls": { "name": "calls", "unit": "calls", "kind": "flow" },
            "disk": { "name": "disk", "unit": "GB", "kind": "level" },
            "rows": { "name": "rows", "unit": "rows", "kind": "flow" }
        },
        "charges": {
            "calls": { "meter": "calls", "description": "Calls", "minimum": "5", "price": { "each": "1" } },
            "disk": { "meter": "disk", "description": "Disk", "price": { "unpriced": "nobody says" } },
            "rows": {
                "meter": "rows", "description": "Rows", "included": { "amount": "5" },
                "price": { "unpriced": "nobody says" }
            }
        },
        "default_plan": "one",
        "plans": {
            "one": { "name": "One", "source": "page", "confidence": "official" },
            "two": {
                "name": "Two", "source": "page", "confidence": "official",
                "charges": {
                    "calls": { "meter": "calls", "description": "Calls", "minimum": "5", "price": { "each": "2" } }
                }
            }
        }
    } }
}"#;

#[track_caller]
fn projected<T>(books: &Books, text: &str, months: u32, see: impl FnOnce(&Projection<'_>) -> T) -> T {
    let node = parse_yaml(&format!("version: 1\nname: t\n{text}"), 0).expect("it is YAML");
    let stack = Stack::parse(&node).unwrap_or_else(|problem| panic!("{problem}"));
    let found = project(books, &stack, Options { months, ..Options::default() });
    see(&found.unwrap_or_else(|problem| panic!("{problem}")))
}

fn acme() -> Books {
    Books::parse(&[("acme/2026-01-01.json", ACME)]).unwrap_or_else(|problem| panic!("{problem}"))
}

fn bundled() -> Books {
    Books::bundled().expect("the bundled books are whole")
}

fn totals(found: &Projection<'_>) -> Vec<String> {
    found.months.iter().map(|month| month.total.normalize().to_string()).collect()
}

/// Line states of the first month, by id.
fn state(found: &Projection<'_>, id: &str) -> Vec<State> {
    let month = found.months.first().expect("a month");
    month.lines.iter().filter(|line| line.id() == id).map(|line| line.state.clone()).collect()
}

#[track_caller]
fn limit<T>(found: &Projection<'_>, id: &str, see: impl FnOnce(&LimitRow<'_>) -> T) -> T {
    let month = found.months.first().expect("a month");
    see(month.limits.iter().find(|limit| limit.id() == id).unwrap_or_else(|| panic!("no limit {id}")))
}

#[test]
fn a_credit_for_new_accounts_is_given_once_and_one_for_each_month_each_month() {
    // A fee of 10, 1 off each month and 3 off the first.
    projected(&acme(), "start: 2026-12\naccounts: { acme: {} }\nresources: {}", 3, |found| {
        assert_eq!(totals(found), ["6", "9", "9"]);
    });
}

#[test]
fn an_older_customer_keeps_the_older_plan_until_its_day() {
    let months = |since: &str| {
        let text = format!("start: 2026-11\naccounts: {{ acme: {{ since: {since} }} }}\nresources: {{}}");
        projected(&acme(), &text, 2, totals)
    };
    // 7 less 1 until the end of November, then 10 less 1.
    assert_eq!(months("2024-12-31"), ["6", "9"]);
    assert_eq!(months("2025-01-01"), ["9", "9"]);
}

#[test]
fn a_minimum_holds_for_the_month_where_one_of_two_stretches_is_below_it() {
    // 30 calls at 1 on one plan and 1 at 2 on the other, which alone would be raised to 5.
    let text = "start: 2026-12
resources: { x: { product: acme/box, plan: { 2026-12-01: one, 2026-12-31: two }, usage: { calls: 31 } } }";
    projected(&acme(), text, 1, |found| {
        let lines = state(found, "x/calls");
        let amounts: Decimal = lines
            .iter()
            .map(|state| match state {
                State::Priced(amount) => *amount,
                _ => panic!("{lines:?}"),
            })
            .sum();
        assert_eq!(amounts, Decimal::from(32));
    });
}

#[test]
fn a_price_nobody_has_matters_from_what_is_included_on() {
    let rows = |usage: &str| {
        let text =
            format!("start: 2026-12\nresources: {{ x: {{ product: acme/box, usage: {{ {usage} }} }} }}");
        projected(&acme(), &text, 1, |found| (state(found, "x/rows"), state(found, "x/disk")))
    };
    let unpriced = || vec![State::Unpriced("nobody says".to_owned())];
    assert_eq!(rows("rows: 5").0, [State::Priced(Decimal::ZERO)]);
    assert_eq!(rows("rows: 6").0, unpriced());
    assert_eq!(rows("disk: 0").1, [State::Priced(Decimal::ZERO)]);
    // Empty as the month begins, and not as it ends.
    assert_eq!(rows("disk: { months: [0, 10] }").1, unpriced());
    assert_eq!(rows("disk: { months: [10, 0] }").1, unpriced());
}

#[test]
fn a_total_is_shared_by_the_time_on_each_plan() {
    // 100,000 commands a day for 10 of 31 days at 0.20 for 100,000, then a plan without them.
    let text = "start: 2026-12
resources:
  x: { product: upstash/redis, plan: { 2026-12-01: pay-as-you-go, 2026-12-11: fixed-1gb }, usage: { commands: 3100000 } }";
    projected(&bundled(), text, 1, |found| {
        assert_eq!(state(found, "x/commands"), [State::Priced(Decimal::TWO)]);
    });
}

#[test]
fn a_ceiling_on_an_account_is_on_its_lines_alone() {
    let text = "start: 2026-12
accounts: { first: { provider: upstash }, second: { provider: upstash } }
resources:
  x: { product: upstash/redis, account: first, plan: pay-as-you-go, usage: { commands: 500000, storage: 0, bandwidth: 0 } }
  y: { product: upstash/redis, account: second, plan: pay-as-you-go, usage: { commands: 900000, storage: 0, bandwidth: 0 } }
limits: { mine: { account: first, spend: 1 } }";
    projected(&bundled(), text, 1, |found| {
        limit(found, "own/mine", |row| assert_eq!(row.usage, Some(Decimal::ONE)));
    });
}

#[test]
fn an_age_is_passed_at_the_very_second() {
    // 30 days from 15 November 2026 on are over when 15 December begins.
    let text =
        "start: 2026-12\nresources: { db: { product: render/postgres, plan: free, since: 2026-11-15 } }";
    projected(&bundled(), text, 1, |found| {
        limit(found, "db/age", |row| {
            assert_eq!((row.ceiling, row.passed_at), (decimal("30"), Some((14 * 86_400).into())));
            assert_eq!(row.passed_on, Date::parse("2026-12-15"));
        });
    });
}

#[test]
#[expect(clippy::redundant_closure_for_method_calls, reason = "the method is that of one lifetime alone")]
fn what_happens_on_the_way_and_what_happens_at_the_end() {
    let own = |terms: &str| {
        format!(
            "start: 2026-12
resources: {{ x: {{ product: box/thing, usage: {{ calls: 3100 }}, charges: {{ calls: {{ each: 1 }} }}, limits: {{ calls: {{ ceiling: 1000, {terms} }} }} }} }}"
        )
    };
    let consequence = |terms: &str| {
        projected(&bundled(), &own(terms), 1, |found| limit(found, "x/calls", |row| row.consequence()))
    };
    assert_eq!(consequence("then: refused"), "refused from 11 December to the end of the month");
    assert_eq!(consequence("then: refused, reset: at noon"), "refused from 11 December; at noon");
    assert!(!consequence("then: charged").contains("to the end of"));
    let stages = "stages: [{ at: 50 %, effect: notified }, { effect: refused }]";
    projected(&bundled(), &own(stages), 1, |found| {
        limit(found, "x/calls", |row| {
            let reached: Vec<Decimal> = row.stages.iter().map(|stage| stage.at).collect();
            assert_eq!(reached, [Decimal::from(500)]);
        });
    });
}

#[test]
fn months_and_days_are_read_and_kept_within_the_calendar() {
    let february = Month::parse("2026-02").expect("a month");
    assert_eq!(february.day_at(27 * 86_400), february.last_day());
    assert_eq!(february.day_at(40 * 86_400), february.last_day());
    for text in ["2026-12-+1", "2026-12-1 ", "2026-12--1", "2026-12-a1"] {
        assert_eq!(Date::parse(text), None, "{text}");
    }
}

#[test]
fn units_are_as_large_as_their_names_say() {
    let bytes = |text: &str| {
        Quantity::parse(text).and_then(|one| one.in_unit(&Unit::parse("B")?)).map(|size| size.normalize())
    };
    for (text, size) in [
        ("1 B", "1"),
        ("1 kB", "1000"),
        ("1 MB", "1000000"),
        ("1 GB", "1000000000"),
        ("1 TB", "1000000000000"),
        ("1 PB", "1000000000000000"),
        ("1 KiB", "1024"),
        ("1 MiB", "1048576"),
        ("1 GiB", "1073741824"),
        ("1 TiB", "1099511627776"),
    ] {
        assert_eq!(bytes(text), decimal(size), "{text}");
    }
    let seconds = |text: &str| {
        Quantity::parse(text).and_then(|one| one.in_unit(&Unit::parse("s")?)).map(|size| size.normalize())
    };
    for (text, size) in
        [("1 ms", "0.001"), ("1 s", "1"), ("1 min", "60"), ("1 h", "3600"), ("1 day", "86400")]
    {
        assert_eq!(seconds(text), decimal(size), "{text}");
    }
}

#[test]
fn a_shape_is_written_as_it_was_said_and_read_with_care() {
    assert_eq!(Shape::office().to_string(), "office");
    let read = |text: &str| Shape::parse(&parse_json(text, 0).expect("it is JSON"));
    assert!(read(r#"{ "hours": "5-9" }"#).is_ok());
    for hours in ["+5-9", "5-+9", "a5-9"] {
        assert!(read(&format!(r#"{{ "hours": "{hours}" }}"#)).is_err(), "{hours}");
    }
    let weights = |heaviest: u64| {
        let all: Vec<String> = (0..24).map(|hour| if hour == 0 { heaviest } else { 1 }.to_string()).collect();
        read(&format!("[{}]", all.join(", ")))
    };
    assert!(weights(1_000_000).is_ok());
    assert!(weights(1_000_001).is_err());
}
