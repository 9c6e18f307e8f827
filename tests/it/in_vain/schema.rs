//! Every field that a stack may have, as its schema lists them, is walked somewhere, or says why it is not.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::forms::TRIALS;
use super::{ACCOUNT, BEHAVIOUR, PLAIN, STACK};
use crate::cases::{none, root};

/// Fields that another test walks, or that no answer could differ by.
const ELSEWHERE: &[(&str, &str)] = &[
    (".version", "it has one value"),
    (".name", "it is the title of every answer"),
    (".about", "a sentence for whoever reads the document: nothing is asked of it"),
    (".accounts", "each of its fields is walked"),
    (".resources", "each of its fields is walked"),
    (".limits", "each of its fields is walked"),
    ("client.name", "it is what `headroom redis` calls them"),
    ("resource.plan", "a plan of each product that changes is walked"),
    ("account.plan", "a plan of each account that changes is walked"),
    ("resource.product", "each of them is walked"),
    ("resource.options", "every option is walked on every plan"),
    ("resource.usage", "every meter is walked on every plan"),
    ("account.options", "every option is walked on every plan"),
    ("account.usage", "every meter is walked on every plan"),
];

/// `account.plan`, `series.growth`, `.seats`: what may stand in a document.
fn fields(of: &str, schema: &Value, all: &mut BTreeSet<String>) {
    for (name, field) in schema.get("properties").and_then(Value::as_object).into_iter().flatten() {
        let path = format!("{of}.{name}");
        if field.get("$ref").is_none() {
            fields(&path, field, all);
        }
        all.insert(path);
    }
    let inner = schema.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    for part in inner.chain(schema.get("items")).chain(schema.get("additionalProperties")) {
        fields(of, part, all);
    }
}

#[test]
fn every_field_of_the_schema_is_walked() {
    let text = fs::read_to_string(root().join("data/schema/stack.json")).expect("the schema is there");
    let schema: Value = serde_json::from_str(&text).expect("the schema is JSON");
    let mut all = BTreeSet::new();
    fields("", &schema, &mut all);
    for (name, part) in schema.get("$defs").and_then(Value::as_object).expect("it has parts") {
        fields(name, part, &mut all);
    }
    let behaviour = BEHAVIOUR
        .iter()
        .flat_map(|(of, _, entries)| entries.iter().map(move |(name, _)| format!("{of}.{name}")));
    let plain = PLAIN.iter().chain(ACCOUNT).chain(STACK).map(|(path, _)| (*path).to_owned());
    let forms = TRIALS.iter().map(|trial| trial.0.to_owned());
    let walked: BTreeSet<String> = behaviour.chain(plain).chain(forms).collect();
    let elsewhere: BTreeSet<String> = ELSEWHERE.iter().map(|(path, _)| (*path).to_owned()).collect();
    let mut faults: Vec<String> = Vec::new();
    let known = |path: &&String| walked.contains(*path) || elsewhere.contains(*path);
    faults.extend(all.iter().filter(|path| !known(path)).map(|path| format!("{path}: nothing walks it")));
    let gone = walked.union(&elsewhere).filter(|path| !all.contains(*path));
    faults.extend(gone.map(|path| format!("{path}: the schema has no such field")));
    faults.extend(walked.intersection(&elsewhere).map(|path| format!("{path}: it is walked after all")));
    none(&faults);
}
