//! Limits of several columns in rows: each limit in one of them, beside what measures the same.

use planner_core::answers::compare::compare;
use planner_core::book::Books;
use planner_core::document::parse_yaml;
use planner_core::output::Comparison;
use planner_core::projection::Options;
use planner_core::stack::Stack;

fn compared(names: &[&str]) -> Comparison {
    let books = Books::bundled().expect("the bundled books are whole");
    let stack = |name: &&str| {
        let path = format!("{}/../data/stacks/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("a reference stack");
        let node = parse_yaml(&text, 0).unwrap_or_else(|problem| panic!("{problem}"));
        ((*name).to_owned(), Stack::parse(&node).unwrap_or_else(|problem| panic!("{problem}")))
    };
    let stacks: Vec<(String, Stack)> = names.iter().map(stack).collect();
    compare(&books, &stacks, Options::default()).unwrap_or_else(|problem| panic!("{problem}"))
}

#[test]
fn vendors_share_the_rows_of_what_they_both_measure() {
    let comparison = compared(&["studio", "studio-railway"]);
    let row = |label: &str| {
        let row = comparison.rows.iter().find(|row| row.label == label).expect(label);
        row.ids.iter().map(|id| id.as_deref().unwrap_or("none")).collect::<Vec<_>>()
    };
    assert_eq!(row("api/memory"), ["api/memory", "api/memory"]);
    assert_eq!(row("database: database size"), ["database/data", "database/volume"]);
    // A service of Railway's sends what it likes.
    assert_eq!(row("render/bandwidth"), ["render/bandwidth", "none"]);
    assert_eq!(row("railway/included"), ["none", "railway/included"]);
}

#[test]
fn every_limit_stands_in_one_row() {
    for names in [&["studio", "studio-railway"][..], &["kvshvl", "kvshvl-before", "ai-assistant"]] {
        let comparison = compared(names);
        for (at, column) in comparison.columns.iter().enumerate() {
            let mut placed: Vec<&str> =
                comparison.rows.iter().filter_map(|row| Some(row.limit(at, column)?.id.as_str())).collect();
            let mut stated: Vec<&str> = column.limits.iter().map(|limit| limit.id.as_str()).collect();
            placed.sort_unstable();
            stated.sort_unstable();
            assert_eq!(placed, stated, "{names:?}, column {at}");
        }
        assert!(comparison.rows.iter().all(|row| row.ids.iter().any(Option::is_some)));
    }
}
