//! Nothing is accepted in vain: every field of a stack, on every product of every book, changes the answer, is refused, or
//! is named in a note.

mod ask;
mod settings;

use std::fmt::Write as _;

use planner_core::book::Books;
use planner_core::document::parse_yaml;
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;
use planner_core::{Date, Month};

use crate::cases::none;

/// The fields of what a resource does, each with a value, by the field they stand in. Each is tried beside all the others
/// of its field, and beside those alone that have to be there.
const BEHAVIOUR: &[(&str, &[(&str, &str)])] = &[
    (
        "load",
        &[
            ("requests", "3000000"),
            ("sessions", "100000"),
            ("session", "10 min"),
            ("shape", "office"),
            ("cpu", "60 ms"),
            ("time", "250 ms"),
            ("concurrency", "10"),
            ("memory", "300 MB"),
            ("memory_each", "5 MB"),
            ("answer", "20 kB"),
            ("through", "cdn"),
            ("cached", "50 %"),
            ("pings", "5 min"),
            ("assumed", "nobody knows"),
        ],
    ),
    (
        "work",
        &[
            ("jobs", "200000"),
            ("time", "2 s"),
            ("concurrency", "2"),
            ("shape", "office"),
            ("memory", "200 MB"),
            ("lag", "1 min"),
            ("assumed", "nobody knows"),
        ],
    ),
    (
        "tables: { t",
        &[
            ("rows", "1000000"),
            ("row", "600 B"),
            ("indexes", "3"),
            ("key", "40 B"),
            ("vector", "1536"),
            ("half", "true"),
            ("index", "hnsw"),
            ("bloat", "20 %"),
            ("wal", "3"),
            ("backups", "7 days"),
            ("assumed", "nobody knows"),
        ],
    ),
    (
        "files: { f",
        &[
            ("files", "{ start: 1000, per: users, times: 1 }"),
            ("each", "2 MB"),
            ("reads", "500000"),
            ("through", "cdn"),
            ("cached", "50 %"),
            ("assumed", "nobody knows"),
        ],
    ),
    (
        "tokens",
        &[
            ("messages", "10000"),
            ("input", "1500"),
            ("output", "300"),
            ("cached", "40 %"),
            ("assumed", "nobody knows"),
        ],
    ),
    ("logs", &[("lines", "1000000"), ("each", "200 B"), ("assumed", "nobody knows")]),
    ("deploys", &[("count", "20"), ("build", "4 min"), ("assumed", "nobody knows")]),
    ("scaling", &[("min", "1"), ("max", "4"), ("cpu", "60 %"), ("memory", "70 %"), ("down_after", "10 min")]),
];

/// Fields without which their field is none.
const NEEDED: &[&str] = &[
    "requests",
    "jobs",
    "work.time",
    "rows",
    "row",
    "files",
    "each",
    "messages",
    "input",
    "output",
    "lines",
    "count",
    "build",
    "min",
    "max",
];

/// Fields of a resource by themselves.
const PLAIN: &[&str] = &[
    "count: 3",
    "hours: 100",
    "since: 2026-12-20",
    "region: somewhere",
    "project: shop",
    "environment: staging",
    "quoted: 12",
    "assumed: nobody knows",
    "note: a word on it",
    "connects: [ { to: other, each: 7 } ]",
    "connects: [ { to: other, each: 7, pooled: session } ]",
    "usage: {}\n    load: { requests: 1000 }",
    "work: { jobs: 100, time: 1 s }",
    "tables: { t: { rows: 1000, row: 1 kB } }",
    "files: { f: { files: 1000, each: 1 MB } }",
    "tokens: { messages: 100, input: 10, output: 10 }",
    "logs: { lines: 1000, each: 1 kB }",
    "deploys: { count: 3, build: 1 min }",
    "scaling: { min: 1, max: 2, cpu: 50 % }",
];

/// Fields of an account.
const ACCOUNT: &[&str] =
    &["since: 2020-01-01", "card: false", "cycle_day: 17", "region: somewhere", "assumed: nobody knows"];

struct Case<'a> {
    product: &'a str,
    plan: Option<&'a str>,
    /// What stands at the resource, and at its account.
    own: String,
    account: String,
    /// What the other resource does.
    other: &'a str,
}

fn text(case: &Case<'_>) -> String {
    let mut text = String::from(
        "version: 1\nname: t\nstart: 2026-12\ndrivers: { users: { start: 1000, growth: 5 %/month } }\n",
    );
    let provider = case.product.split('/').next().expect("a provider");
    let _ = writeln!(text, "accounts:\n  {provider}:\n    provider: {provider}");
    text.push_str(&case.account);
    let _ = writeln!(text, "resources:\n  x:\n    product: {}", case.product);
    if let Some(plan) = case.plan {
        let _ = writeln!(text, "    plan: {plan}");
    }
    text.push_str(&case.own);
    let _ = writeln!(text, "  other: {{ product: render/postgres, plan: basic-256mb{} }}", case.other);
    text.push_str("  cdn: { product: bunny/cdn }\n");
    text
}

/// All that is answered, or the refusal.
fn answer(books: &Books, case: &Case<'_>) -> Result<String, String> {
    let text = text(case);
    let node = parse_yaml(&text, 0).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
    let stack = Stack::parse(&node).map_err(|problem| problem.to_string())?;
    let options = Options { months: 2, ..Options::default() };
    let found = project(books, &stack, options).map_err(|problem| problem.to_string())?;
    let mut all = format!("{:?} {:?} {:?}", found.notes, found.assumptions, found.quotes);
    for month in &found.months {
        for line in &month.lines {
            let _ = write!(all, "{} {:?};", line.id(), line.state);
        }
        for limit in &month.limits {
            let _ = write!(
                all,
                "{} {:?} {:?} {:?} {:?} {:?};",
                limit.id(),
                limit.usage,
                limit.ceiling,
                limit.passed_at,
                limit.state,
                limit.effect
            );
        }
        let _ = write!(all, "{}", month.total);
    }
    Ok(all)
}

fn map(field: &str, entries: &[(&str, &str)]) -> String {
    let inner: Vec<String> = entries.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let close = if field.contains('{') { " }" } else { "" };
    format!("    {field}: {{ {} }}{close}\n", inner.join(", "))
}

#[test]
fn every_field_acts_is_refused_or_is_named() {
    let books = Books::bundled().expect("the bundled books are whole");
    let day = Month::parse("2026-12").map(Month::first_day).expect("a day");
    let mut faults = Vec::new();
    for provider in books.providers() {
        let Ok(snapshot) = books.as_of(provider, day) else { continue };
        for (id, product) in &snapshot.provider.products {
            let plan = product.default_plan.clone().or_else(|| product.plans.keys().next().cloned());
            let product = format!("{provider}/{id}");
            faults.extend(in_vain(&books, &product, plan.as_deref()));
        }
    }
    none(&faults);
}

/// The fields that do nothing on a product, and nobody says so.
fn in_vain(books: &Books, product: &str, plan: Option<&str>) -> Vec<String> {
    let case =
        |own: String, account: &str| Case { product, plan, own, account: account.to_owned(), other: "" };
    let mut silent = Vec::new();
    let bare = answer(books, &case(String::new(), ""));
    let mut hold = |name: String, without: &Result<String, String>, with: Result<String, String>| {
        if with.as_ref().is_ok_and(|with| without.as_ref() == Ok(with)) {
            silent.push(name);
        }
    };
    for field in PLAIN {
        hold((*field).to_owned(), &bare, answer(books, &case(format!("    {field}\n"), "")));
    }
    for field in ACCOUNT {
        hold(
            format!("account {field}"),
            &bare,
            answer(books, &case(String::new(), &format!("    {field}\n"))),
        );
    }
    for pooled in ["false", "session", "transaction", "true"] {
        let other = format!(", connects: [ {{ to: x, each: 7, pooled: {pooled} }} ]");
        let with = Case { other: &other, ..case(String::new(), "") };
        hold(format!("connected to, pooled: {pooled}"), &bare, answer(books, &with));
    }
    for (field, entries) in BEHAVIOUR {
        for (at, (name, _)) in entries.iter().enumerate() {
            let needed = |name: &str| NEEDED.contains(&name) || NEEDED.contains(&&*format!("{field}.{name}"));
            if needed(name) {
                continue;
            }
            let others: Vec<(&str, &str)> = entries
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != at)
                .map(|(_, entry)| *entry)
                .collect();
            let least: Vec<(&str, &str)> = others.iter().filter(|(name, _)| needed(name)).copied().collect();
            let Some(own) = entries.get(at) else { continue };
            for (beside, how) in [(others, "beside all others"), (least, "alone")] {
                let without = answer(books, &case(map(field, &beside), ""));
                let with: Vec<(&str, &str)> = beside.iter().chain([own]).copied().collect();
                hold(format!("{field}.{name} {how}"), &without, answer(books, &case(map(field, &with), "")));
            }
        }
    }
    silent.into_iter().map(|name| format!("{product}: {name} does nothing, and nobody says so")).collect()
}

#[test]
fn the_day_the_test_looks_at_has_prices() {
    assert!(Date::parse("2026-12-01").is_some());
}
