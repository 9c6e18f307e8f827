//! Nothing is accepted in vain: every field of a stack and of a bill, on every product of every book, changes the answer, is refused, or
//! is named in a note.

pub(crate) mod ask;
mod bill;
mod forms;
mod own;
mod schema;
mod settings;

use std::fmt::Write as _;

use planner_core::book::{Books, MeterKind, Product, Provider};

use crate::cases::none;

/// Fields with a value each.
type Entries = &'static [(&'static str, &'static str)];

/// The fields of what a resource does, each with a value: what the schema calls them together, the field they stand in, and
/// they. Each is tried beside all the others of its field, and beside those alone that have to be there.
const BEHAVIOUR: &[(&str, &str, Entries)] = &[
    (
        "load",
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
        "table",
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
        "files",
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
        "tokens",
        &[
            ("messages", "10000"),
            ("input", "1500"),
            ("output", "300"),
            ("cached", "40 %"),
            ("assumed", "nobody knows"),
        ],
    ),
    ("logs", "logs", &[("lines", "1000000"), ("each", "200 B"), ("assumed", "nobody knows")]),
    ("deploys", "deploys", &[("count", "20"), ("build", "4 min"), ("assumed", "nobody knows")]),
    (
        "resource.scaling",
        "scaling",
        &[("min", "1"), ("max", "4"), ("cpu", "60 %"), ("memory", "70 %"), ("down_after", "10 min")],
    ),
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

/// Fields of a resource by themselves, as the schema names them.
const PLAIN: &[(&str, &str)] = &[
    ("resource.count", "count: 3"),
    ("resource.hours", "hours: 100"),
    ("resource.since", "since: 2026-12-20"),
    ("resource.until", "until: 2026-12-20"),
    ("resource.region", "region: somewhere"),
    ("resource.project", "project: shop"),
    ("resource.environment", "environment: staging"),
    ("resource.quoted", "quoted: 12"),
    ("resource.assumed", "assumed: nobody knows"),
    ("resource.note", "note: a word on it"),
    ("resource.connects", "connects: [ { to: other, each: 7 } ]"),
    ("resource.connects", "connects: [ { to: other, each: 7, pooled: session } ]"),
    ("resource.load", "usage: {}\n    load: { requests: 1000 }"),
    ("resource.work", "work: { jobs: 100, time: 1 s }"),
    ("resource.tables", "tables: { t: { rows: 1000, row: 1 kB } }"),
    ("resource.files", "files: { f: { files: 1000, each: 1 MB } }"),
    ("resource.tokens", "tokens: { messages: 100, input: 10, output: 10 }"),
    ("resource.logs", "logs: { lines: 1000, each: 1 kB }"),
    ("resource.deploys", "deploys: { count: 3, build: 1 min }"),
    ("resource.scaling", "scaling: { min: 1, max: 2, cpu: 50 % }"),
    (
        "resource.clients",
        "clients: [ { profile: cache-aside/cache, payload: 30 kB, lifetime: 9 days, misses: 1000 } ]",
    ),
    ("resource.charges", "charges: { support: { fee: 12 } }"),
    ("resource.charges", "charges: { support: { each: 12 } }"),
    ("resource.limits", "charges: { calls: { each: 0 } }\n    limits: { calls: { ceiling: 12 } }"),
];

/// Fields of an account.
const ACCOUNT: &[(&str, &str)] = &[
    ("account.since", "since: 2020-01-01"),
    ("account.until", "until: 2026-12-20"),
    ("account.card", "card: false"),
    ("account.cycle_day", "cycle_day: 17"),
    ("account.region", "region: somewhere"),
    ("account.assumed", "assumed: nobody knows"),
];

/// Facts and forms of the whole stack.
const STACK: &[(&str, &str)] = &[
    (".commercial", "commercial: true"),
    (".donations", "donations: true"),
    (".sponsors", "sponsors: true"),
    (".seats", "seats: 3"),
    (".shape", "shape: office"),
];

struct Case<'a> {
    product: &'a str,
    plan: Option<&'a str>,
    /// What stands at the resource, and at its account.
    own: String,
    account: String,
    /// What the other resource does.
    other: &'a str,
    /// What stands at the top.
    top: &'a str,
}

fn text(case: &Case<'_>) -> String {
    let mut text = String::from(
        "version: 1\nname: t\nstart: 2026-12\ndrivers: { users: { start: 1000, growth: 5 %/month } }\n",
    );
    text.push_str(case.top);
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

fn answer(books: &Books, case: &Case<'_>) -> Result<String, String> {
    ask::answer(books, &text(case))
}

fn map(field: &str, entries: &[(&str, &str)]) -> String {
    let inner: Vec<String> = entries.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    let close = if field.contains('{') { " }" } else { "" };
    format!("    {field}: {{ {} }}{close}\n", inner.join(", "))
}

#[test]
fn every_field_acts_is_refused_or_is_named() {
    let books = Books::bundled().expect("the bundled books are whole");
    none(&ask::over_all(&books, |provider| {
        let mut faults = Vec::new();
        for (id, product) in &provider.products {
            let plan = product.default_plan.clone().or_else(|| product.plans.keys().next().cloned());
            let product = format!("{}/{id}", provider.provider);
            faults.extend(in_vain(&books, provider, &product, plan.as_deref()));
            faults.extend(plans_in_vain(&books, provider, &product, id));
            faults.extend(deleted(&books, provider, &product, id, plan.as_deref()));
        }
        faults
    }));
}

/// Plans of a product, and of its account, that change in vain: another from January on, where the two are not alike.
fn plans_in_vain(books: &Books, provider: &Provider, product: &str, id: &str) -> Vec<String> {
    let mut silent = Vec::new();
    let plans = |product: &Product| -> Vec<String> {
        ask::plans(product).into_iter().take(2).map(str::to_owned).collect()
    };
    let own = provider.products.get(id).map(plans).unwrap_or_default();
    let account = plans(&provider.account);
    let stated = |plan: &str| format!("    plan: {plan}\n");
    let changed = |one: &str, other: &str| format!("    plan: {{ 2026-12: {one}, 2027-01: {other} }}\n");
    let mut hold = |what: &str, cases: [(String, String); 3]| {
        let [one, other, both] = cases.map(|(own, account)| {
            answer(books, &Case { product, plan: None, own, account, other: "", top: "" })
        });
        if both.is_ok() && one == both && one != other {
            silent.push(format!("{product}: {what} does nothing, and nobody says so"));
        }
    };
    if let [one, other] = own.as_slice() {
        let cases = [stated(one), stated(other), changed(one, other)];
        hold("a plan from January on", cases.map(|own| (own, String::new())));
    }
    if let ([one, other], Some(own)) = (account.as_slice(), own.first()) {
        let cases = [stated(one), stated(other), changed(one, other)];
        hold("an account's plan from January on", cases.map(|account| (stated(own), account)));
    }
    silent
}

/// The fields that do nothing on a product, and nobody says so.
fn in_vain(books: &Books, provider: &Provider, product: &str, plan: Option<&str>) -> Vec<String> {
    let case = |own: String, account: &str| Case {
        product,
        plan,
        own,
        account: account.to_owned(),
        other: "",
        top: "",
    };
    let mut silent = Vec::new();
    let bare = answer(books, &case(String::new(), ""));
    // What acts on what is used alone is tried beside usage, on the least and the largest plan of the account.
    let used = provider.usage_keys(product.split_once('/').map_or("", |(_, id)| id));
    let used: Vec<String> = used.into_iter().map(|key| format!("{key}: 1000")).collect();
    let used = format!("    usage: {{ {} }}\n", used.join(", "));
    let largest = ask::plans(&provider.account).last().map(|plan| format!("    plan: {plan}\n"));
    let largest = largest.unwrap_or_default();
    let busy = ["", &largest].map(|plan| (plan, answer(books, &case(used.clone(), plan))));
    let acts = |one: &Case<'_>, own: &str, account: &str| {
        answer(books, one) != bare
            || busy.iter().any(|(plan, without)| {
                let (own, account) = (format!("{used}{own}"), format!("{plan}{account}"));
                answer(books, &Case { own, account, ..*one }) != *without
            })
    };
    let fields =
        PLAIN.iter().map(|(_, field)| (*field, format!("    {field}\n"), String::new(), String::new()));
    let of_account =
        ACCOUNT.iter().map(|(_, field)| (*field, String::new(), format!("    {field}\n"), String::new()));
    let of_stack =
        STACK.iter().map(|(_, field)| (*field, String::new(), String::new(), format!("{field}\n")));
    for (field, own, account, top) in fields.chain(of_account).chain(of_stack) {
        let one = Case { top: &top, ..case(own.clone(), &account) };
        if !acts(&one, &own, &account) {
            silent.push(field.to_owned());
        }
    }
    let mut hold = |name: String, without: &Result<String, String>, with: Result<String, String>| {
        if with.as_ref().is_ok_and(|with| without.as_ref() == Ok(with)) {
            silent.push(name);
        }
    };
    for pooled in ["false", "session", "transaction", "true"] {
        let other = format!(", connects: [ {{ to: x, each: 7, pooled: {pooled} }} ]");
        let with = Case { other: &other, ..case(String::new(), "") };
        hold(format!("connected to, pooled: {pooled}"), &bare, answer(books, &with));
    }
    for (_, field, entries) in BEHAVIOUR {
        let mut alone: Option<Result<String, String>> = None;
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
            let with = |beside: &[(&str, &str)]| -> Result<String, String> {
                let with: Vec<(&str, &str)> = beside.iter().chain([own]).copied().collect();
                answer(books, &case(map(field, &with), ""))
            };
            let without = answer(books, &case(map(field, &others), ""));
            hold(format!("{field}.{name} beside all others"), &without, with(&others));
            let without = alone.get_or_insert_with(|| answer(books, &case(map(field, &least), "")));
            hold(format!("{field}.{name} alone"), without, with(&least));
        }
    }
    silent.into_iter().map(|name| format!("{product}: {name} does nothing, and nobody says so")).collect()
}

/// The levels of which it can be said in vain what is deleted: a product's own, and those of the account it reports to.
fn deleted(books: &Books, provider: &Provider, product: &str, id: &str, plan: Option<&str>) -> Vec<String> {
    let mut silent = Vec::new();
    let Some(own) = provider.products.get(id) else { return silent };
    let pooled = provider.account.meters.iter().filter(|(id, _)| own.reports.contains(id));
    let levels = own.meters.iter().chain(pooled).filter(|(_, meter)| meter.kind == MeterKind::Level);
    for (key, meter) in levels {
        let unit = &meter.unit;
        for deleted in [format!("[ {{ amount: 5 {unit}, after: 3 days }} ]"), "[]".to_owned()] {
            let level = |more: &str| {
                let own = format!("    usage: {{ {key}: {{ start: 100 {unit}{more} }} }}\n");
                answer(books, &Case { product, plan, own, account: String::new(), other: "", top: "" })
            };
            let with = level(&format!(", deleted: {deleted}"));
            if with.is_ok() && level("") == with {
                silent.push(format!("{product}: {key}: deleted: {deleted} does nothing, and nobody says so"));
            }
        }
    }
    silent
}
