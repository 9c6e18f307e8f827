//! Rules that few vendors have, on a vendor made up for them: `tests/cases/rules/acme.json`.

use std::fs;

use planner_core::Decimal;
use planner_core::bill::{Bill, Line};
use planner_core::book::{Books, Effect, audit};
use planner_core::decimal;
use planner_core::document::parse_yaml;
use planner_core::invoice::UsageDocument;
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;

use crate::cases::root;

fn books() -> Books {
    let text = fs::read_to_string(root().join("tests/cases/rules/acme.json")).expect("the book is there");
    Books::parse(&[("acme/2026-01-01.json", &text)]).expect("the book is whole")
}

#[track_caller]
fn billed<T>(usage: &str, see: impl FnOnce(&Bill<'_>) -> T) -> T {
    let (books, head) = (books(), "version: 1\nprovider: acme\nmonth: 2026-12\n");
    let node = parse_yaml(&format!("{head}{usage}"), 0).expect("the usage is YAML");
    let document = UsageDocument::parse(&node).expect("the usage reads");
    see(&document.bill(&books, None).unwrap_or_else(|problem| panic!("{problem}")))
}

fn amount(bill: &Bill<'_>, id: &str) -> Option<Decimal> {
    bill.lines().find(|line| line.id() == id).and_then(Line::amount)
}

#[test]
fn the_made_up_book_is_clean() {
    assert_eq!(audit(&books()), []);
}

#[test]
fn an_hour_that_goes_on_at_the_same_size_is_started_once() {
    // Two stretches of 90 minutes that touch are three hours; with a gap between them they are two and two.
    let touching = "resources:\n  - name: a\n    product: box\n    segments:\n      \
                    - { from: 2026-12-01 00:00, to: 2026-12-01 01:30 }\n      - { from: 2026-12-01 01:30, to: 2026-12-01 03:00 }\n";
    assert_eq!(billed(touching, |bill| amount(bill, "a/running")), decimal("3"));
    let apart = touching.replace(" 01:30, to: 2026-12-01 03:00", " 02:00, to: 2026-12-01 03:30");
    assert_eq!(billed(&apart, |bill| amount(bill, "a/running")), decimal("4"));
}

#[test]
fn an_option_that_cannot_be_had_is_not_billed() {
    let basic = "resources: [ { name: a, product: box, options: { shield: true } } ]\n";
    let (shield, unmet) = billed(basic, |bill| (amount(bill, "a/shield"), bill.unmet.len()));
    assert_eq!((shield, unmet), (None, 1));
    let team = format!("plan: team\n{basic}");
    let (shield, unmet) = billed(&team, |bill| (amount(bill, "a/shield"), bill.unmet.len()));
    assert_eq!((shield, unmet), (decimal("50"), 0));
}

#[test]
fn a_condition_may_list_values() {
    for (plan, support) in [("basic", None), ("team", decimal("5")), ("firm", decimal("5"))] {
        let usage = format!("plan: {plan}\nresources: [ {{ name: a, product: box }} ]\n");
        assert_eq!(billed(&usage, |bill| amount(bill, "a/support")), support, "{plan}");
    }
}

#[test]
fn a_budget_of_the_account_covers_its_resources() {
    // Two boxes, two disks and 100 GB come to more than 5: nothing above it is billed.
    let usage = "options: { budget: 5 }\nresources:\n  - { name: a, product: box, usage: { egress: 60 GB } }\n  \
                 - { name: b, product: box, usage: { egress: 40 GB } }\n";
    billed(usage, |bill| {
        assert_eq!(bill.total().ok(), decimal("5"));
        let budget =
            bill.limits.iter().find(|row| row.id() == "account/budget").expect("the budget is a limit");
        assert_eq!(budget.effect, Effect::Suspended);
    });
}

#[test]
fn what_nothing_here_can_use_is_not_listed() {
    let alone = "resources: [ { name: a, product: box, hours: 1, usage: { egress: 1 GB } } ]\n";
    billed(alone, |bill| {
        assert!(bill.lines.iter().all(|line| line.id() != "account/mail"));
        assert!(bill.limits.iter().all(|row| row.id() != "account/mail"));
    });
    // With a product that can send mail, saying nothing of it is a doubt.
    let post = "resources: [ { name: p, product: post, plan: post } ]\n";
    billed(post, |bill| {
        assert!(bill.lines.iter().any(|line| line.id() == "account/mail" && line.amount().is_none()));
    });
    // Usage that is stated counts, whatever runs.
    let stated = format!("usage: {{ mail: 10 }}\n{alone}");
    assert_eq!(billed(&stated, |bill| amount(bill, "account/mail")), decimal("0.1"));
}

#[test]
fn a_default_size_grows_unless_the_account_forbids_it() {
    let stack = |option: &str| {
        let text = format!(
            "version: 1\nname: x\nstart: 2026-12\naccounts: {{ acme: {{ plan: basic, options: {{ growth: {option} }} }} }}\n\
             resources: {{ a: {{ product: acme/box, hours: 1, usage: {{ data: {{ start: 12 GB }} }} }} }}\n"
        );
        let node = parse_yaml(&text, 0).expect("the stack is YAML");
        let stack = Stack::parse(&node).unwrap_or_else(|problem| panic!("{problem}"));
        let books = books();
        let projection = project(&books, &stack, Options { months: 1, ..Options::default() })
            .unwrap_or_else(|problem| panic!("{problem}"));
        let month = projection.months.first().expect("a month");
        let disk = month.lines().filter(|line| line.charge == "disk").filter_map(Line::priced);
        let billed: Decimal = disk.map(|priced| priced.billed).sum();
        let limit = month.limits.iter().find(|row| row.id() == "a/disk").expect("the limit");
        (billed, limit.effect, limit.ceiling)
    };
    // 12 GB do not fit into 10: at once it is 15 GB, for the hour it runs.
    let (grown, _, ceiling) = stack("true");
    assert_eq!(ceiling, decimal("15"));
    let (fixed, effect, ceiling) = stack("false");
    assert_eq!((effect, ceiling), (Effect::ReadOnly, decimal("10")));
    assert_eq!(grown, fixed * decimal("1.5").expect("a number"));
}

#[test]
fn running_is_counted_not_stated() {
    let (books, usage) = (
        books(),
        "version: 1\nprovider: acme\nmonth: 2026-12\nresources: [ { name: a, product: box, usage: { running: 3 } } ]\n",
    );
    let document = UsageDocument::parse(&parse_yaml(usage, 0).expect("YAML")).expect("it reads");
    let problem = document.bill(&books, None).map(|_| ()).expect_err("usage of what runs");
    assert!(problem.to_string().contains("measures `running` by itself"), "{problem}");
    assert!(problem.hint.as_deref().unwrap_or_default().contains("`count`"), "{problem}");
}

#[test]
fn usage_that_nothing_counts_is_said() {
    let usage = "resources: [ { name: a, product: box, usage: { data: 1 GB, fans: 3 } } ]\n";
    billed(usage, |bill| {
        assert!(
            bill.notes.texts().contains(&"a: fans is stated, but nothing on Box counts it".to_owned()),
            "{:?}",
            bill.notes
        );
        assert!(bill.notes.iter().all(|note| !note.text().contains("data is stated")), "{:?}", bill.notes);
    });
}

#[test]
fn usage_that_the_account_counts_under_another_name_is_not_said_to_be_lost() {
    let usage = "version: 1\nprovider: vercel\nplan: pro\nmonth: 2026-10\n\
        resources: [ { name: files, product: blob, usage: { storage: 10 GB, uploads: 5 } } ]\n";
    let books = Books::bundled().expect("the bundled books are whole");
    let document = UsageDocument::parse(&parse_yaml(usage, 0).expect("YAML")).expect("it reads");
    let bill = document.bill(&books, None).unwrap_or_else(|problem| panic!("{problem}"));
    assert!(bill.notes.iter().all(|note| !note.text().contains("is stated, but")), "{:?}", bill.notes);
}

#[test]
fn a_price_nobody_has_matters_only_beyond_what_is_included() {
    let letters = |count: u32| {
        let usage = format!(
            "resources: [ {{ name: p, product: post, plan: post, usage: {{ letters: {count} }} }} ]\n"
        );
        billed(&usage, |bill| amount(bill, "p/letters"))
    };
    assert_eq!(letters(100), decimal("0"));
    assert_eq!(letters(101), None);
}

#[test]
fn a_size_that_grows_is_billed_from_the_day_it_is_there() {
    let month = |since: &str| {
        let text = format!(
            "version: 1\nname: x\nstart: 2026-12\n\
             resources: {{ a: {{ product: acme/box, {since}usage: {{ data: {{ start: 12 GB }} }} }} }}\n"
        );
        let node = parse_yaml(&text, 0).expect("the stack is YAML");
        let stack = Stack::parse(&node).unwrap_or_else(|problem| panic!("{problem}"));
        let books = books();
        let projection = project(&books, &stack, Options { months: 1, ..Options::default() })
            .unwrap_or_else(|problem| panic!("{problem}"));
        projection.total().amount()
    };
    // 744 hours at 1 and 15 GB at 0.50; from the 17th on, 15 days of 31.
    assert_eq!(Some(month("")), decimal("751.5"));
    let half = month("since: 2026-12-17, ");
    assert_eq!(Some(half.round_half_even(6)), decimal("363.629032"));
}

#[test]
fn each_stretch_counts_with_its_own_number() {
    // 10 GB for each of 2 boxes on the first day, then of one: (2 + 30) x 10 GB-days.
    let usage = |first: u32, then: u32| {
        format!(
            "resources:\n  - name: a\n    product: crate\n    plan: crate\n    usage: {{ room: 10 GB }}\n    segments:\n      \
             - {{ to: 2026-12-02, count: {first} }}\n      - {{ from: 2026-12-02, count: {then} }}\n"
        )
    };
    assert_eq!(billed(&usage(2, 1), |bill| amount(bill, "a/room")), decimal("320"));
    assert_eq!(billed(&usage(1, 2), |bill| amount(bill, "a/room")), decimal("610"));
}

#[test]
fn an_account_in_which_nothing_runs_yet_pays_no_fee_that_is_waived() {
    let text = "version: 1\nname: x\nstart: 2026-12\n\
                resources: { web: { product: render/web, plan: starter, since: 2027-02-10 } }\n\
                accounts: { render: { plan: pro } }\n";
    let stack =
        Stack::parse(&parse_yaml(text, 0).expect("YAML")).unwrap_or_else(|problem| panic!("{problem}"));
    let books = Books::bundled().expect("the bundled books are whole");
    let projection = project(&books, &stack, Options { months: 3, ..Options::default() })
        .unwrap_or_else(|problem| panic!("{problem}"));
    let totals: Vec<bool> = projection.months.iter().map(|month| month.total.is_zero()).collect();
    assert_eq!(totals, [true, true, false]);
}

#[test]
fn a_minimum_is_met_once_in_a_month_that_new_prices_split() {
    let first = fs::read_to_string(root().join("tests/cases/rules/acme.json")).expect("the book is there");
    let second = r#"{
        "provider": "acme", "effective": "2026-12-17", "applies": "split", "announcement": "Mails are dearer.",
        "sources": {},
        "account": { "charges": { "mail": { "price": { "each": "0.02" } } } }
    }"#;
    let books = Books::parse(&[("acme/2026-01-01.json", &first), ("acme/2026-12-17.json", second)])
        .expect("the books are whole");
    let total = |runs: u32| {
        let usage = format!(
            "version: 1\nprovider: acme\nmonth: 2026-12\n\
             resources: [ {{ name: j, product: job, plan: job, usage: {{ runs: {runs} }} }} ]\n"
        );
        let document = UsageDocument::parse(&parse_yaml(&usage, 0).expect("YAML")).expect("it reads");
        let bill = document.bill(&books, None).unwrap_or_else(|problem| panic!("{problem}"));
        bill.total().expect("it sums").round_half_even(20)
    };
    // 31 runs come to 0.31, so the minimum of 1 holds, half in each part; 310 come to 3.10.
    assert_eq!(Some(total(31)), decimal("1"));
    assert_eq!(Some(total(310)), decimal("3.1"));
}
