//! The tariff: peer vectors and hand-worked cases as data, through the same path as any price file.

use planner_core::book::Books;
use planner_core::decimal;
use planner_core::document::{Node, Value, parse_yaml, to_json};
use planner_core::invoice::UsageDocument;

use crate::cases::{cases, entries, none, word};

#[test]
fn every_way_of_pricing_comes_out_by_hand() {
    none(&cases("tariff.yaml").iter().flat_map(faults).collect::<Vec<_>>());
}

#[test]
fn charges_draw_a_shared_pool_in_its_order() {
    // 1 TB is shared; the dear region draws first, so the cheap one pays for what is left over.
    let account = r#""meters": {
        "cheap": { "name": "cheap", "unit": "GB", "kind": "flow" },
        "dear": { "name": "dear", "unit": "GB", "kind": "flow" }
    },
    "pools": { "free": { "amount": "1000", "order": ["dear", "cheap"] } },
    "charges": {
        "cheap": { "meter": "cheap", "description": "cheap", "price": { "each": "0.085" } },
        "dear": { "meter": "dear", "description": "dear", "price": { "each": "0.114" } }
    }"#;
    let lines = bill(account, "{}", "usage: { cheap: 800 GB, dear: 600 GB }");
    assert_eq!(
        lines,
        [("account/cheap", "34"), ("account/dear", "0")].map(|(a, b)| (a.to_owned(), decimal(b)))
    );
}

#[test]
fn levies_come_before_credits_and_taxes_last() {
    // 100 compute + 50 egress; +20 % on compute; a credit of 30 for compute alone; 10 % tax on all of it.
    let account = r#""meters": {
        "compute": { "name": "compute", "unit": "h", "kind": "flow" },
        "egress": { "name": "egress", "unit": "GB", "kind": "flow" }
    },
    "charges": {
        "compute": { "meter": "compute", "description": "compute", "price": { "each": "1" } },
        "egress": { "meter": "egress", "description": "egress", "price": { "each": "1" } }
    },
    "adjustments": {
        "a_tax": { "description": "tax", "covers": [], "percent": "10 %", "tax": true },
        "b_credit": { "description": "credit", "covers": ["compute"], "credit": "30" },
        "c_levy": { "description": "levy", "covers": ["compute"], "percent": "20 %" }
    }"#;
    let lines = bill(account, "{}", "usage: { compute: 100 h, egress: 50 GB }");
    let amounts = ["100", "50", "20", "-30", "14"].map(decimal);
    assert_eq!(lines.iter().map(|(_, amount)| *amount).collect::<Vec<_>>(), amounts);
}

#[test]
fn a_credit_never_pays_for_other_lines_and_never_goes_below_zero() {
    let account = r#""meters": { "compute": { "name": "compute", "unit": "h", "kind": "flow" } },
    "charges": { "compute": { "meter": "compute", "description": "compute", "price": { "each": "1" } } },
    "adjustments": { "credit": { "description": "credit", "covers": ["compute"], "credit": "10" } }"#;
    let lines = bill(account, "{}", "usage: { compute: 3 h }");
    assert_eq!(lines.last().map(|(_, amount)| *amount), Some(decimal("-3")));
}

#[test]
fn a_minimum_commitment_charges_the_shortfall() {
    let account = r#""meters": { "compute": { "name": "compute", "unit": "h", "kind": "flow" } },
    "charges": { "compute": { "meter": "compute", "description": "compute", "price": { "each": "1" } } },
    "adjustments": { "commitment": { "description": "commitment", "covers": ["compute"], "floor": "5" } }"#;
    assert_eq!(
        bill(account, "{}", "usage: { compute: 3 h }").last().map(|(_, amount)| *amount),
        Some(decimal("2"))
    );
    assert_eq!(bill(account, "{}", "usage: { compute: 7 h }").len(), 1, "nothing short, nothing added");
}

#[test]
fn whole_started_hours_are_billed_for_each_size() {
    // A size switched on the 10th at 16:30 of a month of 31 days bills 233 and 512 hours: 745, not 744.
    let product = r#""meters": { "instances": { "name": "instances", "unit": "instance", "kind": "running" } },
    "charges": { "compute": { "meter": "instances", "description": "compute", "time": "hour", "started": true,
        "price": { "each": { "each": { "hourly": "1" } } } } },
    "plans": {
        "micro": { "name": "Micro", "attributes": { "hourly": "0.01344" }, "source": "s", "confidence": "official" },
        "small": { "name": "Small", "attributes": { "hourly": "0.0206" }, "source": "s", "confidence": "official" }
    }"#;
    let usage = r#"resources:
  - name: db
    product: thing
    segments:
      - { to: "2026-10-10 16:30", plan: micro }
      - { plan: small }"#;
    let lines = bill_in("2026-10", "", product, usage);
    assert_eq!(
        lines,
        [("db/compute", "3.13152"), ("db/compute", "10.5472")].map(|(a, b)| (a.to_owned(), decimal(b)))
    );
}

/// What of a case does not come out.
fn faults(case: &Node) -> Vec<String> {
    let id = word(case, "id").unwrap_or_default();
    let kind = word(case, "kind").unwrap_or_else(|| "flow".to_owned());
    let unit = case.get("meter").and_then(|meter| word(meter, "unit")).unwrap_or_else(|| "unit".to_owned());
    let charge = to_json(case.get("charge").expect("a case has a charge"));
    let charge = format!(r#"{{"meter": "used", "description": "used", {}"#, charge.trim_start_matches('{'));
    let rounds = case.get("meter").and_then(|meter| word(meter, "each_event"));
    let rounds = rounds.map(|step| format!(r#", "each_event": "{step}""#)).unwrap_or_default();
    let meter = format!(
        r#""meters": {{ "used": {{ "name": "used", "unit": "{unit}", "kind": "{kind}"{rounds} }} }}"#
    );
    let account = format!(r#"{meter}, "charges": {{ "used": {charge} }}"#);
    let product = format!(r#"{meter}, "charges": {{ "used": {charge} }}, {PLAN}"#);
    let hours = word(case, "hours").map(|hours| format!(", hours: {hours}")).unwrap_or_default();
    let mut faults = Vec::new();
    for (usage, wanted) in entries(case, "rows") {
        let several: Vec<&str> = usage.split('|').map(str::trim).collect();
        // One member is a resource's own charge; several are pooled by the account.
        let lines = match several.as_slice() {
            [one] => bill(
                "",
                &product,
                &format!("resources: [{{ name: it, product: thing, usage: {{ used: {one} }}{hours} }}]"),
            ),
            many => {
                let resource = |(at, used): (usize, &&str)| {
                    format!("{{ name: r{at}, product: thing, usage: {{ used: {used} }} }}")
                };
                let resources: Vec<String> = many.iter().enumerate().map(resource).collect();
                bill(&account, r#""reports": ["used"]"#, &format!("resources: [{}]", resources.join(", ")))
            }
        };
        let wanted = match &wanted.value {
            Value::Text(text) | Value::Number(text) => Some(text.clone()),
            _ => None,
        };
        let found = lines.first().and_then(|(_, amount)| *amount);
        if found != wanted.as_deref().and_then(decimal) {
            faults.push(format!("{id}: {usage} comes to {found:?}, by hand {wanted:?}"));
        }
    }
    if entries(case, "rows").is_empty() {
        faults.push(format!("{id}: has no rows"));
    }
    faults
}

const PLAN: &str =
    r#""plans": { "p": { "name": "P", "source": "s", "confidence": "official" } }, "default_plan": "p""#;

fn bill(account: &str, product: &str, usage: &str) -> Vec<(String, Option<planner_core::Decimal>)> {
    bill_in("2026-09", account, product, usage)
}

/// The lines of a bill under a price book made for the purpose.
#[track_caller]
fn bill_in(
    month: &str,
    account: &str,
    product: &str,
    usage: &str,
) -> Vec<(String, Option<planner_core::Decimal>)> {
    let with_plan = |terms: &str| {
        let terms = terms.trim_start_matches("{}");
        let comma = if terms.is_empty() { "" } else { ", " };
        if terms.contains("\"plans\"") { terms.to_owned() } else { format!("{terms}{comma}{PLAN}") }
    };
    let book = format!(
        r#"{{ "schema": 1, "provider": "acme", "name": "Acme", "effective": "2026-01-01", "announcement": "made for a test",
        "currency": "USD", "sources": {{ "s": {{ "title": "made for a test", "url": null, "read": "2026-01-01" }} }},
        "account": {{ "name": "account", {} }},
        "products": {{ "thing": {{ "name": "Thing", {} }} }} }}"#,
        with_plan(account),
        with_plan(product)
    );
    let books = Books::parse(&[("acme/2026-01-01.json", &book)])
        .unwrap_or_else(|problem| panic!("{problem}\n{book}"));
    let text = format!("version: 1\nprovider: acme\nmonth: {month}\n{usage}\n");
    let node = parse_yaml(&text, 0).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
    let document = UsageDocument::parse(&node).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
    let bill = document
        .bill(&books, None)
        .unwrap_or_else(|problem| panic!("{problem} {:?}\n{text}\n{book}", problem.hint));
    bill.lines.iter().map(|line| (line.id(), line.amount().map(|amount| amount.normalize()))).collect()
}
