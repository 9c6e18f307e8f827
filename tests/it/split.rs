//! A month that a price file falls into: one that changes nothing changes nothing.

use std::fs;

use planner_core::Date;
use planner_core::bill::Bill;
use planner_core::book::Books;
use planner_core::invoice::UsageDocument;

use crate::cases::{cases, files, none, root, word};

/// A provider's price files, with one more text; none where the project has none of it.
fn books(provider: &str, more: Option<(String, String)>) -> Option<Books> {
    let folder = root().join("data/pricing").join(provider);
    let read = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a plain name").to_owned();
        (format!("{provider}/{name}"), fs::read_to_string(path).expect("a price file"))
    };
    let mut all: Vec<(String, String)> = fs::read_dir(folder).ok()?.map(read).collect();
    if more.as_ref().is_some_and(|(name, _)| all.iter().any(|(known, _)| known == name)) {
        return None; // Something really changes on that day.
    }
    all.extend(more);
    Books::unread(all.into_iter()).ok()
}

/// What a bill says, to the last digit.
fn said(bill: &Bill<'_>) -> Vec<String> {
    let lines = bill.lines.iter().map(|line| format!("{} {:?} {}", line.id(), line.state, line.formula()));
    let limits = bill.limits.iter().map(|row| {
        let (used, ceiling, at) = (row.usage, row.ceiling, row.passed_at);
        format!("{} {:?} {used:?} of {ceiling:?} at {at:?} {:?}", row.id(), row.state, row.stages)
    });
    let mut all: Vec<String> = lines.chain(limits).chain(bill.notes.texts()).collect();
    all.extend([bill.total().expect("a total").normalize().to_string(), bill.invoice.to_string()]);
    all
}

#[test]
fn a_price_file_that_changes_nothing_moves_no_amount_and_no_limit() {
    let mut faults = Vec::new();
    let mut compared = 0_u32;
    for file in files("bills") {
        for case in cases(&file) {
            let (Some(usage), None) = (case.get("usage"), word(&case, "as_of")) else { continue };
            let Ok(document) = UsageDocument::parse(usage) else { continue };
            let Some(month) = document.month else { continue };
            let (provider, day) = (document.provider.as_str(), format!("{month}-14"));
            let empty = format!(
                r#"{{ "provider": "{provider}", "effective": "{day}", "applies": "split", "announcement": "Nothing." }}"#
            );
            let more = Some((format!("{provider}/{day}.json"), empty));
            let (Some(plain), Some(split)) = (books(provider, None), books(provider, more)) else { continue };
            assert!(Date::parse(&day).is_some(), "{day} is a day");
            let before = document.bill(&plain, None).map(|bill| said(&bill));
            let after = document.bill(&split, None).map(|bill| said(&bill));
            if let (Ok(before), Ok(after)) = (before, after) {
                compared += 1;
                let differ = before.iter().zip(&after).find(|(before, after)| before != after);
                if before != after {
                    faults.push(format!("{file}: {:?}: {differ:?}", word(&case, "id")));
                }
            }
        }
    }
    assert!(compared > 100, "only {compared} bills");
    none(&faults);
}
