//! What tables and vectors are predicted to take, against what they took in a real Postgres.

use std::fs;

use planner_core::Decimal;
use planner_core::decimal;
use planner_core::demand::{Index, Precision, Row, Vector};
use planner_core::document::{Node, Value, parse_json};

use crate::cases::{none, root, word};

const MEASURED: &str = "data/measured/postgres-2026-11-21.json";

fn list(node: &Node, name: &str) -> Vec<Node> {
    match node.get(name).map(|node| &node.value) {
        Some(Value::List(items)) => items.to_vec(),
        None => Vec::new(),
        Some(_) => panic!("{name} is no list"),
    }
}

fn number(node: &Node, name: &str) -> Option<Decimal> {
    word(node, name).and_then(|text| decimal(&text))
}

fn plain(node: &Node) -> Decimal {
    let (Value::Number(text) | Value::Text(text)) = &node.value else { panic!("no number") };
    decimal(text).expect("a number")
}

/// Predicted over measured, from which it may be 5 % away.
#[track_caller]
fn close(faults: &mut Vec<String>, what: &str, predicted: Decimal, measured: Decimal) {
    let off = predicted / measured - Decimal::ONE;
    if off.abs() > Decimal::new(5, 2) {
        faults.push(format!(
            "{what}: {predicted:.0} for {measured} measured, {:.2} %",
            off * Decimal::ONE_HUNDRED
        ));
    }
}

fn predicted(index: &Node, rows: Decimal) -> Decimal {
    let Some(dimensions) = number(index, "dimensions") else {
        return tree(index).bytes(rows).expect("an index");
    };
    let precision = if word(index, "half").is_some() { Precision::Half } else { Precision::Single };
    let vector = Vector { dimensions: dimensions.try_into().expect("dimensions"), precision };
    let small =
        |name, usual: u32| number(index, name).map_or(usual, |number| number.try_into().expect("small"));
    match word(index, "method").as_deref() {
        Some("hnsw") => vector.hnsw(small("m", 16)).expect("an index") * rows,
        _ => vector.ivfflat(rows, small("lists", 0)).expect("an index"),
    }
}

fn tree(index: &Node) -> Index {
    let random = word(index, "random").is_some();
    let rows_per_key = number(index, "rows_per_key").expect("rows_per_key");
    Index { key: number(index, "key").expect("a key"), rows_per_key, random }
}

#[test]
fn tables_and_their_indexes_take_what_was_measured() {
    let text = fs::read_to_string(root().join(MEASURED)).expect("the measured rows");
    let node = parse_json(&text, 0).expect("the measured rows are JSON");
    let (mut faults, mut compared) = (Vec::new(), 0);
    for row in list(&node, "rows") {
        let id = word(&row, "id").expect("an id");
        let rows = number(&row, "rows").expect("rows");
        let large = list(&row, "large").iter().map(plain).collect();
        let stored = Row { data: number(&row, "data").expect("data"), large }.stored().expect("it fits");
        close(&mut faults, &format!("{id}, table"), stored.row * rows, number(&row, "heap").expect("heap"));
        let moved = number(&row, "moved").expect("moved");
        if stored.moved.is_zero() {
            assert_eq!(moved, Decimal::from(8_192), "{id}: an empty index alone");
        } else {
            close(&mut faults, &format!("{id}, moved out"), stored.moved * rows, moved);
        }
        for index in list(&row, "indexes") {
            let what = format!("{id}, {}", word(&index, "using").expect("using"));
            compared += 1;
            let steps = list(&index, "steps");
            if steps.is_empty() {
                close(&mut faults, &what, predicted(&index, rows), number(&index, "bytes").expect("bytes"));
                continue;
            }
            // How full random keys leave pages goes up and down as an index grows: its mean is what can be predicted.
            let each = rows / Decimal::from(steps.len());
            let pairs: Vec<(Decimal, Decimal)> = (1_u32..)
                .zip(&steps)
                .map(|(step, measured)| (predicted(&index, each * Decimal::from(step)), plain(measured)))
                .collect();
            let mean: Decimal =
                pairs.iter().map(|(predicted, measured)| measured / predicted).sum::<Decimal>()
                    / Decimal::from(steps.len());
            close(&mut faults, &format!("{what}, on average"), Decimal::ONE, mean);
        }
    }
    none(&faults);
    assert!(compared >= 20, "only {compared} indexes were compared");
}
