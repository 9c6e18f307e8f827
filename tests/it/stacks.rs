//! The reference stacks: what their owners were quoted comes out, what nobody stated stays visible.

use std::fs;

use planner_core::answers::compare::{Variation, compare, vary};
use planner_core::book::Books;
use planner_core::document::{Node, parse_yaml};
use planner_core::output::Report;
use planner_core::planner::Planner;
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;
use planner_core::{Date, decimal};

use crate::cases::root;

fn document(name: &str) -> Node {
    let text = fs::read_to_string(root().join("data/stacks").join(name)).expect("the stack is there");
    parse_yaml(&text, 0).unwrap_or_else(|problem| panic!("{name}: {problem}"))
}

fn report(node: &Node, months: u32, quoted: bool) -> Report {
    let stack = Stack::parse(node).unwrap_or_else(|problem| panic!("{problem}"));
    let books = Books::bundled().expect("the bundled books are whole");
    let options = Options { months, quoted, ..Options::default() };
    Report::from(
        &project(&books, &stack, options).unwrap_or_else(|problem| panic!("{problem} {:?}", problem.hint)),
    )
}

#[track_caller]
fn quoted(name: &str, total: &str) {
    let report = report(&document(name), 12, true);
    for month in &report.months {
        assert_eq!(decimal(&month.total), decimal(total), "{name} in {}", month.month);
    }
}

#[test]
fn the_owners_quotes_come_out_exactly() {
    quoted("gp-bikes-staging.yaml", "21.00");
    quoted("gp-bikes-production.yaml", "180.00");
    quoted("gp-bikes-scaled.yaml", "410.00");
    quoted("ai-assistant.yaml", "0");
}

#[test]
fn without_quotes_the_book_speaks_and_the_difference_shows() {
    let report = report(&document("gp-bikes-production.yaml"), 1, false);
    let quotes: Vec<(&str, &str, Option<&str>)> = report
        .quotes
        .iter()
        .map(|q| (q.resource.as_str(), q.quoted.as_str(), q.difference.as_deref()))
        .collect();
    // pro-16gb is 200 and 100 GB at 0.30 are 30: 140 more than the 90 that were quoted.
    assert!(quotes.contains(&("database", "90", Some("140"))), "{quotes:?}");
    assert!(quotes.contains(&("web", "50", Some("0"))), "{quotes:?}");
    // (200 + 0.8) x 0.023 + 4 x 0.005 + 4 x 0.0004: pictures are written and read besides.
    assert!(quotes.contains(&("files", "5", Some("-0.36"))), "200 GB at 0.023: {quotes:?}");
}

#[test]
fn autoscaling_without_its_workspace_plan_is_shown_with_what_it_costs() {
    let report = report(&document("gp-bikes-production.yaml"), 1, false);
    let unmet: Vec<_> = report.months.iter().flat_map(|month| &month.unmet).collect();
    assert!(
        unmet.iter().any(|unmet| unmet.resource == "web" && unmet.costs.as_deref() == Some("25")),
        "{unmet:?}"
    );
}

#[test]
fn every_stack_projects_and_every_assumption_has_a_reason() {
    let mut count = 0;
    for entry in fs::read_dir(root().join("data/stacks")).expect("the stacks are there") {
        let name = entry.expect("an entry").file_name().into_string().expect("a plain name");
        let report = report(&document(&name), 36, false);
        assert_eq!(report.months.len(), 36, "{name}");
        assert!(report.assumptions.iter().all(|a| a.reason.len() > 10), "{name}: {:?}", report.assumptions);
        count += 1;
    }
    assert!(count >= 8, "only {count} stacks");
}

/// The page reads its titles from here: `build.rs` of it.
#[test]
fn every_stack_and_template_opens_with_its_title_and_a_sentence() {
    for folder in ["data/stacks", "data/templates"] {
        for entry in fs::read_dir(root().join(folder)).expect("the stacks are there") {
            let path = entry.expect("an entry").path();
            let text = fs::read_to_string(&path).expect("a stack");
            let mut heads = text.lines().map(|line| line.strip_prefix("# ").unwrap_or_default());
            let (title, about) = (heads.next().unwrap_or_default(), heads.next().unwrap_or_default());
            let name = path.display();
            assert!((5..=60).contains(&title.len()) && !title.ends_with(['.', '?']), "{name}: {title}");
            assert!((20..=120).contains(&about.len()) && about.ends_with(['.', '?']), "{name}: {about}");
        }
    }
}

#[test]
fn an_input_taken_away_becomes_usage_not_given() {
    let text =
        fs::read_to_string(root().join("data/stacks/gp-bikes-production.yaml")).expect("the stack is there");
    let without: Vec<&str> = text.lines().filter(|line| !line.contains("answer:")).collect();
    let without = without.join(
        "
",
    );
    assert_ne!(text, without);
    let report = report(&parse_yaml(&without, 0).expect("still a stack"), 1, false);
    let month = report.months.first().expect("a month");
    let line = month.lines.iter().find(|line| line.id == "render/bandwidth").expect("the line stays");
    assert_eq!((line.status, &line.amount), ("usage not given", &None));
    let limit = month.limits.iter().find(|limit| limit.id == "render/bandwidth").expect("the limit stays");
    assert_eq!((limit.state, &limit.headroom), ("usage not given", &None));
    let first = report.first_overage.as_ref().map(|first| first.id.as_str());
    assert_ne!(first, Some("render/bandwidth"), "a limit nobody has usage for is never the first");
    assert!(
        report.notes.iter().any(|note| note.text().contains("usage not given for bandwidth")),
        "{:?}",
        report.notes
    );
}

#[test]
fn plans_compare_on_the_same_demand() {
    let stack = Stack::parse(&document("ai-assistant.yaml")).expect("a stack");
    let books = Books::bundled().expect("the bundled books are whole");
    let variation = Variation::parse("api=free,starter,standard").expect("a variation");
    let stacks = vary(&stack, &[variation]).expect("three stacks");
    let comparison = compare(&books, &stacks, Options::default()).expect("they project");
    let costs: Vec<&str> = comparison.columns.iter().map(|column| column.first_month.as_str()).collect();
    assert_eq!(costs, ["0", "7", "25"]);
    let firsts: Vec<Option<&str>> =
        comparison.columns.iter().map(|c| c.first_limit.as_ref().map(|f| f.effect)).collect();
    // 512 MB on free and starter fill up; the 2 GB of standard do not.
    assert_eq!(firsts, [Some("restarted"), Some("restarted"), None]);
    assert!(
        comparison
            .columns
            .iter()
            .all(|c| c.first_overage.as_ref().is_some_and(|f| f.id == "render/bandwidth"))
    );
}

#[test]
fn the_limit_that_each_plan_has_for_itself_is_one_row() {
    let stack = Stack::parse(&document("studio-railway.yaml")).expect("a stack");
    let books = Books::bundled().expect("the bundled books are whole");
    let variation = Variation::parse("accounts.railway=hobby,pro").expect("a variation");
    let stacks = vary(&stack, &[variation]).expect("two stacks");
    let comparison = compare(&books, &stacks, Options::default()).expect("they project");
    let replicas = comparison.columns.iter().map(|column| {
        let row = column.limits.iter().find(|limit| limit.id == "api/replicas");
        row.and_then(|row| row.limit.as_deref())
    });
    // Six replicas on Hobby, 42 on Pro.
    assert_eq!(replicas.collect::<Vec<_>>(), [Some("6"), Some("42")]);
}

#[test]
fn several_variations_make_their_product() {
    let stack = Stack::parse(&document("studio.yaml")).expect("a stack");
    let parse = |text| Variation::parse(text).expect("a variation");
    let stacks = vary(&stack, &[parse("api=free,starter"), parse("database=basic-256mb,basic-1gb,free")])
        .expect("six");
    let names: Vec<&str> = stacks.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), 6);
    assert_eq!(names.last().copied(), Some("api=starter database=free"));
}

#[test]
fn lines_sum_to_the_total_in_every_month() {
    for name in ["kvshvl.yaml", "convoai.yaml", "gp-bikes-scaled.yaml"] {
        let report = report(&document(name), 36, false);
        let mut all = planner_core::Decimal::ZERO;
        for month in &report.months {
            let lines = month
                .lines
                .iter()
                .filter(|line| line.counted)
                .filter_map(|line| line.amount.as_deref().and_then(decimal));
            let sum: planner_core::Decimal = lines.sum();
            assert_eq!(decimal(&month.total), Some(sum), "{name} {}", month.month);
            all += sum;
        }
        assert_eq!(decimal(&report.total), Some(all), "{name}");
    }
}

/// A month worked out alone is the same month within a long projection, where it may repeat another.
#[test]
fn a_month_alone_is_as_within_many() {
    let text = |start: &str| {
        format!(
            "version: 1\nname: x\nstart: {start}\naccounts: {{ aws: {{}}, sentry: {{ plan: team }}, upstash: {{}} }}\n\
             resources:\n  files: {{ product: aws/s3, since: 2026-12-01, usage: {{ storage: 200 GB, egress: 120 GB }} }}\n  \
             errors: {{ product: sentry/errors, since: 2026-12-01 }}\n  \
             redis: {{ product: upstash/redis, plan: payg, since: 2026-12-01, usage: {{ commands: 700k, storage: 3 GB }} }}\n  \
             api: {{ product: render/web, plan: starter, since: 2026-12-01, usage: {{ memory: 300 MB }} }}\n"
        )
    };
    let projected = |start: &str, months: u32| {
        let node = parse_yaml(&text(start), 0).expect("the stack is YAML");
        report(&node, months, false)
    };
    let whole = projected("2026-12", 36);
    assert_eq!(whole.months.len(), 36);
    for month in whole.months.iter().skip(1) {
        assert_eq!(projected(&month.month, 1).months.first(), Some(month), "{}", month.month);
    }
}

/// The library's face answers what the projection does, under each way of asking.
#[test]
fn a_planned_stack_is_answered_as_it_is_asked() {
    let text = fs::read_to_string(root().join("data/stacks/gp-bikes-production.yaml")).expect("it is there");
    let planned = Planner::bundled().expect("bundled books").stack(&text).expect("a stack");
    let day = Date::parse("2026-10-15").expect("a day");
    let plain = Options { months: 2, ..Options::default() };
    for (asked, options) in [
        (planned.clone(), plain),
        (planned.clone().as_of(day), Options { as_of: Some(day), ..plain }),
        (planned.clone().quoted(), Options { quoted: true, ..plain }),
        (planned.clone().scripts_count_once(), Options { scripts_count_once: true, ..plain }),
    ] {
        let wanted = project(asked.books(), asked.stack(), options).expect("it is projected");
        assert_eq!(asked.project(2).expect("it is projected").total(), wanted.total(), "{options:?}");
        assert_eq!(asked.report(2).expect("it is projected"), Report::from(&wanted), "{options:?}");
    }
    // As the owners wrote it down.
    assert_eq!(planned.quoted().project(1).expect("it is projected").total().to_string(), "$180.00");
}
