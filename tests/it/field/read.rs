//! What a case expects, read and held against what stands beside the totals.

use planner_core::decimal;
use planner_core::document::{Node, Value};
use planner_core::invoice::NeededMonth;
use planner_core::output::Report;

/// What stands beside a bill's total.
pub(super) fn needed_month(found: Option<&NeededMonth>, wanted: &Node, faults: &mut Vec<String>) {
    let (Value::Map(entries), Some(found)) = (&wanted.value, found) else {
        if found.is_some() || text(wanted) != "none" {
            faults.push(format!("needed is {found:?}, by hand it is another"));
        }
        return;
    };
    for (key, wanted) in entries {
        let holds = match key.as_str() {
            "total" => decimal(&text(wanted)) == Some(found.total),
            "plans" => {
                let names: Vec<&str> = found.changes.iter().map(|change| change.name.as_str()).collect();
                list(wanted).iter().all(|name| names.contains(&text(name).as_str()))
            }
            _ => false,
        };
        if !holds {
            faults.push(format!("needed {key} is not so in {found:?}"));
        }
    }
}

/// What stands beside a projection's totals.
pub(super) fn beside(report: &Report, key: &str, wanted: &Node, faults: &mut Vec<String>) {
    let (found, wanted) = match (key, &wanted.value) {
        ("needed", Value::Map(entries)) => {
            let of = |key: &str| match (&report.needed, key) {
                (Some(needed), "first_month") => needed.first_month.clone(),
                (Some(needed), "total") => needed.total.clone(),
                (Some(needed), "plans") => needed.words(),
                _ => "none".to_owned(),
            };
            for (key, wanted) in entries {
                let pieces: Vec<String> =
                    if key == "plans" { list(wanted).iter().map(text).collect() } else { vec![text(wanted)] };
                let holds =
                    |piece: &String| if key == "plans" { of(key).contains(piece) } else { of(key) == *piece };
                if !pieces.iter().all(holds) {
                    faults.push(format!("needed {key} is {}, by hand it is {pieces:?}", of(key)));
                }
            }
            return;
        }
        ("needed", _) => (format!("{:?}", report.needed), "None".to_owned()),
        ("asks", _) => {
            let mut asks: Vec<&str> = report.asks.iter().map(|ask| ask.fact).collect();
            asks.sort_unstable();
            (asks.join(", "), list(wanted).iter().map(text).collect::<Vec<_>>().join(", "))
        }
        ("judged_all", _) => (report.coverage.is_whole().to_string(), text(wanted)),
        _ => (report.coverage.next.first().map(|next| next.path.clone()).unwrap_or_default(), text(wanted)),
    };
    if found != wanted {
        faults.push(format!("{key} is {found}, by hand it is {wanted}"));
    }
}

pub(super) fn is_first(found: Option<&(String, String, String)>, wanted: &str) -> bool {
    let Some((id, consequence, date)) = found else { return wanted == "none" };
    let Some((wanted_id, rest)) = wanted.split_once(' ') else { return false };
    let (begins, day) = rest.rsplit_once(' ').unwrap_or(("", rest));
    wanted_id == id && consequence.starts_with(begins) && day == date
}

pub(super) fn missing(key: &str, found: &[String], wanted: &Node, faults: &mut Vec<String>) {
    let pieces = list(wanted);
    if pieces.is_empty() && !found.is_empty() {
        faults.push(format!("there should be no `{key}`: {found:#?}"));
    }
    for piece in pieces.iter().map(text) {
        if !found.iter().any(|found| found.contains(&piece)) {
            faults.push(format!("no `{key}` has {piece:?}: {found:#?}"));
        }
    }
}

pub(super) fn text(node: &Node) -> String {
    match &node.value {
        Value::Text(text) | Value::Number(text) => text.clone(),
        Value::Bool(yes) => yes.to_string(),
        other => panic!("line {}: {other:?} is neither text nor number", node.at.line),
    }
}

pub(super) fn list(node: &Node) -> &[Node] {
    match &node.value {
        Value::List(items) => items,
        _ => panic!("line {}: a list is wanted", node.at.line),
    }
}

pub(super) fn map(node: &Node) -> &[(String, Node)] {
    match &node.value {
        Value::Map(entries) => entries,
        _ => panic!("line {}: a map is wanted", node.at.line),
    }
}
