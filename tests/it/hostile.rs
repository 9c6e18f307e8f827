//! Hostile input: whatever the bytes, an answer or an error, never a panic.

mod face;

use std::path::PathBuf;

use planner_core::Date;
use planner_core::answers::compare::{Variation, compare, vary};
use planner_core::answers::demand::demand;
use planner_core::answers::explain::explain;
use planner_core::answers::floor::floor;
use planner_core::answers::one_more::one_more;
use planner_core::answers::price_change::price_change;
use planner_core::answers::redis::redis;
use planner_core::book::Books;
use planner_core::document::{
    MAX_BYTES, MOST_OTHERS, Node, Problem, ProblemKind, parse_json, parse_yaml, text,
};
use planner_core::invoice::UsageDocument;
use planner_core::output::Report;
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;
use proptest::prelude::*;

use crate::cases::root;

/// What happens to a stack text on its whole way: every question is asked of it.
fn swallow(books: &Books, node: &Node) -> Result<(), Problem> {
    let stack = Stack::parse(node)?;
    let options = Options { months: 3, ..Options::default() };
    questions(books, &stack, options);
    for options in [options, Options { quoted: true, ..options }] {
        let projection = project(books, &stack, options)?;
        let report = Report::from(&projection);
        let first = report.months.first();
        for id in first.iter().flat_map(|month| month.lines.iter().map(|line| &line.id)) {
            let _ = explain(&projection, node, id, None);
        }
        for id in first.iter().flat_map(|month| month.limits.iter().map(|limit| &limit.id)) {
            let _ = explain(&projection, node, id, None);
        }
        let _ = explain(&projection, node, "\u{202e}/[0].", None);
    }
    Ok(())
}

/// The questions that are asked beside the projection. What is refused there is refused here, whatever it is.
fn questions(books: &Books, stack: &Stack, options: Options) {
    let _ = floor(books, stack, options);
    let _ = one_more(books, stack, Options { months: 2, ..options });
    let _ = redis(books, stack, options);
    let _ = demand(books, stack, options);
    for name in stack.resources.names().chain(stack.accounts.names()).take(3) {
        let Ok(variation) = Variation::parse(&format!("{name}=free,starter")) else { continue };
        let _ = vary(stack, &[variation]).and_then(|stacks| compare(books, &stacks, options));
    }
    let days = [Date::parse("2026-02-01"), Date::parse("2026-11-01")];
    if let [Some(was), Some(is)] = days {
        let _ = price_change(books, stack, options, [was, is]);
    }
}

fn books() -> Books {
    Books::bundled().expect("the bundled books are whole")
}

#[track_caller]
fn refused(yaml: &str) -> Problem {
    let node = match parse_yaml(yaml, 0) {
        Ok(node) => node,
        Err(problem) => return problem,
    };
    match swallow(&books(), &node) {
        Ok(()) => panic!("taken:\n{yaml}"),
        Err(problem) => node.locate(problem),
    }
}

#[track_caller]
fn says(yaml: &str, place: (u32, u32), path: &str, words: &[&str]) {
    let problem = refused(yaml);
    let whole = format!("{problem} | {}", problem.hint.clone().unwrap_or_default());
    assert_eq!(problem.path, path, "{whole}");
    let at = problem.position.map(|at| (at.line, at.column));
    assert_eq!(at, Some(place), "{whole}");
    for word in words {
        assert!(whole.contains(word), "`{word}` is missing: {whole}");
    }
}

const HEAD: &str = "version: 1\nname: x\nstart: 2026-12\n";

#[test]
fn an_unknown_plan_lists_those_there_are_nearest_first() {
    let stack = format!("{HEAD}resources:\n  web: {{ product: render/web, plan: satndard }}\n");
    says(
        &stack,
        (5, 37),
        "resources.web.plan",
        &["no plan `satndard`", "did you mean `standard`? The others are starter (0.5c-512mb), "],
    );
}

#[test]
fn a_plan_of_later_says_since_when() {
    let stack =
        "version: 1\nname: x\nstart: 2026-03\nresources:\n  web: { product: render/web, plan: 2c-8g }\n";
    says(stack, (5, 37), "resources.web.plan", &["offered since 2026-08-26"]);
}

/// Whoever acts on a refusal goes by its kind.
#[test]
fn a_refusal_has_a_kind() {
    for (stack, kind) in [
        ("version: 1\nname: [", ProblemKind::Syntax),
        ("version: 1\nname: x\nresources: { w: { product: render/web } }\n", ProblemKind::Missing),
        (
            "version: 1\nname: x\nstart: 2020-01\nresources: { w: { product: render/web } }\n",
            ProblemKind::NoPrices,
        ),
        (
            "version: 1\nname: x\nstart: 2026-12\nresources: { w: { product: rendr/web } }\n",
            ProblemKind::Unknown,
        ),
        (
            "version: 1\nname: x\nstart: 2026-12\nresources: { w: { product: render/wbe } }\n",
            ProblemKind::Unknown,
        ),
        (
            "version: 1\nname: x\nstart: 2026-12\nresources: { w: { product: render/web, plan: fee } }\n",
            ProblemKind::Unknown,
        ),
        (
            "version: 1\nname: x\nstart: 2026-12\nresources: { w: { product: render/web, plna: free } }\n",
            ProblemKind::Unknown,
        ),
        (
            "version: 1\nname: x\nstart: 2026-12\nresources: { w: { product: render/web, options: { x: 1 } } }\n",
            ProblemKind::Unknown,
        ),
        (
            "version: 1\nname: x\nstart: 2026-12\nresources: { w: { product: render/web, count: -1 } }\n",
            ProblemKind::Refused,
        ),
    ] {
        let problem = refused(stack);
        assert_eq!(problem.kind, kind, "{problem}");
    }
}

#[test]
fn an_unknown_field_names_those_that_are_allowed() {
    let stack = format!("{HEAD}resources:\n  web: {{ product: render/web, plna: free }}\n");
    says(&stack, (5, 31), "resources.web", &["unknown field `plna`", "did you mean `plan`?"]);
}

#[test]
fn a_wrong_unit_names_those_that_fit() {
    let stack = format!(
        "{HEAD}resources:\n  web: {{ product: render/web, plan: free, usage: {{ bandwidth: 5 min }} }}\n"
    );
    says(&stack, (5, 63), "resources.web.usage.bandwidth", &["`5 min` does not fit", "GB", "GiB"]);
}

#[test]
fn negative_and_absurd_numbers_are_refused() {
    let usage = |value: &str| {
        format!(
            "{HEAD}resources:\n  web: {{ product: render/web, plan: free, usage: {{ bandwidth: {value} }} }}\n"
        )
    };
    says(&usage("-5 GB"), (5, 63), "resources.web.usage.bandwidth", &["-5 GB is below zero"]);
    says(
        &usage("99999999999999999 GB"),
        (5, 63),
        "resources.web.usage.bandwidth",
        &["more than anyone can mean"],
    );
}

#[test]
fn drivers_that_go_in_a_circle_are_shown() {
    let stack = format!(
        "{HEAD}drivers:\n  a: {{ per: b, times: 2 }}\n  b: {{ per: a, times: 2 }}\nresources:\n  web: {{ product: render/web, plan: free }}\n"
    );
    says(&stack, (5, 13), "drivers.a.per", &["a -> b -> a"]);
}

#[test]
fn a_long_chain_of_drivers_is_followed_once() {
    let chain: Vec<String> =
        (0..3_000).map(|at| format!("  d{at}: {{ per: d{}, times: 1 }}\n", at + 1)).collect();
    let text = |last: &str| {
        format!(
            "{HEAD}drivers:\n{}  d3000: {last}\nresources:\n  web: {{ product: render/web, plan: free }}\n",
            chain.concat()
        )
    };
    let node = parse_yaml(&text("5"), 0).expect("YAML");
    let stack = Stack::parse(&node).expect("a stack");
    let options = Options { months: 3, ..Options::default() };
    assert_eq!(project(&books(), &stack, options).expect("it is projected").months.len(), 3);
    says(&text("{ per: d2999, times: 1 }"), (3004, 17), "drivers.d2999.per", &["d2999 -> d3000 -> d2999"]);
}

#[test]
fn a_month_before_the_first_prices_names_their_date() {
    let stack =
        "version: 1\nname: x\nstart: 2020-01\nresources:\n  web: { product: render/web, plan: free }\n";
    says(stack, (3, 8), "start", &["no prices of render are known for 2020-01-01", "2024-10-01"]);
}

#[test]
fn a_slip_in_a_providers_name_is_no_other_provider() {
    let stack = format!("{HEAD}resources:\n  web: {{ product: rendr/web, plan: free }}\n");
    says(&stack, (5, 19), "resources.web.product", &["`rendr`", "did you mean render?"]);
}

#[test]
fn bytes_that_are_no_text_and_inputs_that_are_too_large_are_refused() {
    let problem = text(b"version: 1\nname: \xff\n").expect_err("not UTF-8");
    assert_eq!(problem.to_string(), "line 2, column 7: the input is not UTF-8 text");
    assert!(text(&vec![b'['; MAX_BYTES + 1]).is_err());
    assert!(parse_yaml(&"- ".repeat(MAX_BYTES), 0).is_err());
    assert!(parse_json(&"[".repeat(MAX_BYTES), 0).is_err());
}

#[test]
fn growth_that_runs_away_is_an_error_not_a_crash() {
    let stack = format!(
        "{HEAD}drivers:\n  users: {{ start: 1000000000000000, growth: 1000 %/month }}\nresources:\n  web: {{ product: render/web, plan: free, usage: {{ bandwidth: {{ per: users, each: 1 TB }} }} }}\n"
    );
    let node = parse_yaml(&stack, 0).expect("YAML");
    let stack = Stack::parse(&node).expect("a stack");
    let problem =
        project(&books(), &stack, Options { months: 36, ..Options::default() }).expect_err("too large");
    assert!(problem.to_string().contains("28 digits"), "{problem}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_text_makes_a_reader_panic(text in ".{0,200}") {
        let _ = parse_json(&text, 0);
        let _ = parse_yaml(&text, 0);
    }

    #[test]
    fn no_bytes_make_a_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(text) = text(&bytes) {
            let _ = parse_json(text, 0);
            let _ = parse_yaml(text, 0);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_damage_to_a_stack_makes_it_panic(
        name in prop::sample::select(vec!["ai-assistant", "convoai", "gp-bikes-production", "kvshvl", "studio"]),
        damages in proptest::collection::vec((any::<prop::sample::Index>(), prop::sample::select(vec![
            "", "-", "0", "9999999999999999999999999999", "%", "/month", "{", "}", "[", ":", " ", "\n", "null", "true", "\u{202e}", "GB", "*a", "1e9",
        ])), 1..4),
    ) {
        let books = books();
        let mut text = std::fs::read_to_string(root().join(format!("data/stacks/{name}.yaml"))).expect("the stack is there");
        damage(&mut text, &damages);
        let _ = face::planned(&text);
        if let Ok(node) = parse_yaml(&text, 0) {
            let _ = swallow(&books, &node);
            let _ = UsageDocument::parse(&node);
        }
    }

    #[test]
    fn no_damage_to_a_bill_makes_it_panic(
        name in prop::sample::select(bills()),
        damages in proptest::collection::vec((any::<prop::sample::Index>(), prop::sample::select(vec![
            "", "-", "0", "9999999999999999999999999999", "%", "{", "}", "[", ":", " ", "\n", "null", "true", "\u{202e}", "GB", "1e9",
        ])), 1..4),
    ) {
        let books = books();
        let mut text = std::fs::read_to_string(&name).expect("the bill is there");
        damage(&mut text, &damages);
        if let Ok(node) = parse_yaml(&text, 0) {
            let _ = swallow(&books, &node);
            if let Ok(usage) = UsageDocument::parse(&node)
                && let Ok(bill) = usage.bill(&books, None)
            {
                let _ = bill.total();
                let _ = usage.needed(&books, None, &bill);
            }
        }
    }
}

/// The bills that the command line is tested with.
fn bills() -> Vec<PathBuf> {
    let folder = root().join("crates/planner-cli/tests/usage");
    let files = std::fs::read_dir(folder).expect("the bills are there");
    let mut all: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).collect();
    all.retain(|path| path.extension().is_some_and(|end| end == "yaml" || end == "json"));
    all.sort();
    all
}

/// Puts other text in the place of characters.
fn damage(text: &mut String, damages: &[(prop::sample::Index, &str)]) {
    for (at, damage) in damages {
        let mut at = at.index(text.len().max(1));
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let end = (at + 1..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap_or(at);
        text.replace_range(at..end, damage);
    }
}

#[test]
fn several_faults_are_told_at_once() {
    let stack = format!(
        "{HEAD}resources:\n  web: {{ product: render/wbe }}\n  api: {{ product: rendr/web }}\n  db: {{ product: render/postgres, plan: {{ 2026-12: nope }} }}\n"
    );
    let problem = refused(&stack);
    let all = std::iter::once(&problem).chain(&problem.others);
    let told: Vec<(Option<u32>, &str)> =
        all.map(|one| (one.position.map(|at| at.line), one.path.as_str())).collect();
    let wanted = [
        (Some(5), "resources.web.product"),
        (Some(6), "resources.api.product"),
        (Some(7), "resources.db.plan.2026-12"),
    ];
    assert_eq!(told, wanted);
}

#[test]
fn no_more_than_ten_faults_are_told() {
    let one = |at: u32| format!("  r{at}: {{ product: render/web, plna: x }}\n");
    let many = (0..40).map(one).collect::<Vec<_>>().concat();
    let problem = refused(&format!("{HEAD}resources:\n{many}"));
    assert_eq!(problem.others.len(), MOST_OTHERS);
}

#[test]
fn what_its_account_is_billed_for_is_said_to_be_there() {
    let text =
        format!("{HEAD}resources:\n  files: {{ product: cloudflare/r2, usage: {{ storage: 10 GB }} }}\n");
    let node = parse_yaml(&text, 0).expect("it is YAML");
    let stack = Stack::parse(&node).expect("it is a stack");
    let books = books();
    let projection = project(&books, &stack, Options::default()).expect("it is projected");
    let problem = planner_core::answers::explain::explain(&projection, &node, "files/storage", None)
        .expect_err("the line is the account's");
    let hint = problem.hint.clone().unwrap_or_default();
    assert!(hint.contains("billed to its account at cloudflare"), "{hint}");
    assert!(hint.contains("cloudflare/storage"), "{hint}");
}
