//! Worked bills: vendors' own examples and users' invoices, typed in, to the last digit.

use planner_core::book::Books;
use planner_core::document::Node;
use planner_core::invoice::UsageDocument;
use planner_core::{Date, decimal};

use crate::cases::{cases, entries, files, none, word};

#[test]
fn every_bill_comes_out() {
    let books = Books::bundled().expect("the bundled books are whole");
    let files = files("bills");
    let faults: Vec<String> = files
        .iter()
        .flat_map(|file| cases(file).into_iter().map(move |case| (file, case)))
        .flat_map(|(file, case)| {
            faults(&books, &case).into_iter().map(move |fault| format!("{file}: {fault}"))
        })
        .collect();
    none(&faults);
    assert!(files.len() >= 12, "only {files:?}");
}

/// What of a case does not come out.
fn faults(books: &Books, case: &Node) -> Vec<String> {
    let id = word(case, "id").unwrap_or_else(|| "a case without an id".to_owned());
    let mut faults = Vec::new();
    for needed in ["why", "source"] {
        if word(case, needed).is_none() {
            faults.push(format!("{id}: has no `{needed}`"));
        }
    }
    let (Some(usage), Some(expect)) = (case.get("usage"), case.get("expect")) else {
        return vec![format!("{id}: needs `usage` and `expect`")];
    };
    let as_of = word(case, "as_of").map(|day| Date::parse(&day).expect("as_of is a day"));
    let document = match UsageDocument::parse(usage) {
        Ok(document) => document,
        Err(problem) => return vec![format!("{id}: {problem}")],
    };
    let bill = match document.bill(books, as_of) {
        Ok(bill) => bill,
        Err(problem) => return vec![format!("{id}: {problem}")],
    };
    let mut compare = |what: &str, found: Option<String>, wanted: Option<String>| {
        let same = match (found.as_deref().and_then(decimal), wanted.as_deref().and_then(decimal)) {
            (Some(a), Some(b)) => a == b,
            _ => found == wanted,
        };
        if !same {
            faults.push(format!("{id}: {what} is {found:?}, worked by hand it is {wanted:?}"));
        }
    };
    let total = bill.total().expect("the lines sum");
    let total = if word(expect, "to_cents").is_some() { bill.invoice } else { total };
    compare("total", Some(total.to_string()), word(expect, "total"));
    for (line, _) in entries(expect, "lines") {
        let found = bill.lines().find(|found| found.id() == *line);
        let amount = found.and_then(planner_core::bill::Line::amount).map(|amount| amount.to_string());
        compare(&format!("line {line}"), amount, expect.get("lines").and_then(|lines| word(lines, line)));
    }
    for (limit, wanted) in entries(expect, "limits") {
        let Some(found) = bill.limits.iter().find(|found| found.id() == *limit) else {
            compare(&format!("limit {limit}"), None, Some("a limit".to_owned()));
            continue;
        };
        for (field, _) in entries(expect.get("limits").unwrap_or(wanted), limit) {
            let value = match field.as_str() {
                "state" => Some(found.state.word().to_owned()),
                "usage" => found.usage.map(|usage| usage.to_string()),
                "limit" => found.ceiling.map(|ceiling| ceiling.to_string()),
                "effect" => Some(found.effect.word().to_owned()),
                "passed_on" => found.passed_on.map(|day| day.to_string()),
                _ => Some(format!("no such field `{field}`")),
            };
            compare(&format!("{limit} {field}"), value, word(wanted, field));
        }
    }
    faults
}
