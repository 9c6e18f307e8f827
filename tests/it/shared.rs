//! Stacks that are asked about together share what comes to the same, and nothing else: what goes by a date is worked out for
//! each.

use planner_core::answers::compare::compare;
use planner_core::book::Books;
use planner_core::document::parse_yaml;
use planner_core::output::Report;
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;

const MODEL: &str =
    "ai: { product: anthropic/api, plan: sonnet-4.5, USED, usage: { input: 5M, output: 1M } }";

/// A stack that starts in a month, with a long-standing account.
fn model(start: &str, used: &str) -> String {
    let resource = MODEL.replace("USED", used);
    format!(
        "version: 1\nname: x\nstart: {start}\naccounts: {{ anthropic: {{ since: 2020-01-01 }} }}\nresources:\n  {resource}\n"
    )
}

fn credit(start: &str) -> String {
    format!(
        "version: 1\nname: x\nstart: {start}\naccounts: {{ aws: {{ since: 2026-06-10, options: {{ credit: 100 }} }} }}\nresources:\n  s: {{ product: aws/s3, since: 2026-01-01, usage: {{ storage: 100 GB }} }}\n"
    )
}

fn stack(text: &str) -> Stack {
    let node = parse_yaml(text, 0).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
    Stack::parse(&node).unwrap_or_else(|problem| panic!("{problem}\n{text}"))
}

#[test]
fn what_goes_by_a_date_is_not_shared() {
    let books = Books::bundled().expect("the bundled books are whole");
    let options = Options { months: 10, ..Options::default() };
    // The plan ends on 30 November 2026: who leaves before does not meet its end, who stays does.
    let leaves = model("2026-09", "until: 2026-11-20");
    let stays = model("2026-09", "until: 2027-04-20");
    let pairs = [[leaves, stays], [credit("2027-01"), credit("2026-11")]];
    for [one, other] in pairs {
        for both in [[&one, &other], [&other, &one]] {
            let stacks = both.map(|text| (String::new(), stack(text)));
            let together = compare(&books, &stacks, options).unwrap_or_else(|problem| panic!("{problem}"));
            for ((_, stack), column) in stacks.iter().zip(&together.columns) {
                let alone = project(&books, stack, options).unwrap_or_else(|problem| panic!("{problem}"));
                assert!(Report::from(&alone) == column.report, "{both:?}");
            }
        }
    }
}

#[test]
fn what_is_refused_alone_is_refused_beside_others() {
    let books = Books::bundled().expect("the bundled books are whole");
    let options = Options { months: 10, ..Options::default() };
    // It began on a plan that had ended before: where that month is shown it is refused.
    let [shown, later] = ["2027-01", "2027-02"].map(|start| stack(&model(start, "since: 2027-01-01")));
    assert!(project(&books, &later, options).is_ok());
    assert!(project(&books, &shown, options).is_err());
    let both = [("later".to_owned(), later), ("shown".to_owned(), shown)];
    assert!(compare(&books, &both, options).is_err());
}
