//! Every field that a stack or a bill may have, as their schemas list them, is walked somewhere, or says why it is not.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::forms::TRIALS;
use super::own::{BILL, OWN};
use super::{ACCOUNT, BEHAVIOUR, PLAIN, STACK, bill};
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

/// The same of a bill.
const OF_A_BILL: &[(&str, &str)] = &[
    (".version", "it has one value"),
    (".resources", "each of its fields is walked"),
    (".segments", "each of its fields is walked"),
    (".plan", "every plan of each account is walked"),
    (".options", "every option is walked on every plan"),
    (".usage", "every meter is walked on every plan"),
    ("plan_segment.plan", "every plan of each account is walked beside another"),
    ("resource.name", "it is what its lines are called"),
    ("resource.product", "each of them is walked"),
    ("resource.plan", "every plan of each product is walked"),
    ("resource.options", "every option is walked on every plan"),
    ("resource.usage", "every meter is walked on every plan"),
    ("resource.segments", "each of its fields is walked"),
    ("segment.plan", "every plan of each product is walked beside another"),
    ("segment.usage", "every meter is walked on every plan"),
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

/// What is wrong with a walk: fields of a schema that it leaves out, and those it names that are none.
fn unwalked(file: &str, walked: &BTreeSet<String>, elsewhere: &[(&str, &str)]) -> Vec<String> {
    let schema = schema(file);
    let mut all = BTreeSet::new();
    fields("", &schema, &mut all);
    for (name, part) in schema.get("$defs").and_then(Value::as_object).expect("it has parts") {
        fields(name, part, &mut all);
    }
    let elsewhere: BTreeSet<String> = elsewhere.iter().map(|(path, _)| (*path).to_owned()).collect();
    let mut faults: Vec<String> = Vec::new();
    let known = |path: &&String| walked.contains(*path) || elsewhere.contains(*path);
    faults.extend(all.iter().filter(|path| !known(path)).map(|path| format!("{path}: nothing walks it")));
    let gone = walked.union(&elsewhere).filter(|path| !all.contains(*path));
    faults.extend(gone.map(|path| format!("{path}: the schema has no such field")));
    faults.extend(walked.intersection(&elsewhere).map(|path| format!("{path}: it is walked after all")));
    faults.into_iter().map(|fault| format!("{file}: {fault}")).collect()
}

fn schema(file: &str) -> Value {
    let text = fs::read_to_string(root().join("data/schema").join(file)).expect("the schema is there");
    serde_json::from_str(&text).expect("the schema is JSON")
}

#[test]
fn every_field_of_the_schemas_is_walked() {
    let behaviour = BEHAVIOUR
        .iter()
        .flat_map(|(of, _, entries)| entries.iter().map(move |(name, _)| format!("{of}.{name}")));
    let plain = PLAIN.iter().chain(ACCOUNT).chain(STACK).map(|(path, _)| (*path).to_owned());
    let forms = TRIALS.iter().chain(OWN).map(|trial| trial.0.to_owned());
    let mut faults = unwalked("stack.json", &behaviour.chain(plain).chain(forms).collect(), ELSEWHERE);
    let plain = [bill::PLAIN, bill::ACCOUNT, bill::FLOWS, bill::LEVELS].into_iter().flatten();
    let forms = BILL.iter().chain(OWN).map(|trial| trial.0.to_owned());
    let walked = plain.map(|(path, _)| (*path).to_owned()).chain(forms).collect();
    faults.extend(unwalked("usage.json", &walked, OF_A_BILL));
    none(&faults);
}

#[test]
fn what_stacks_and_bills_share_has_one_schema() {
    let [stack, usage] = ["stack.json", "usage.json"].map(schema);
    let parts =
        |schema: &Value| schema.get("$defs").and_then(Value::as_object).cloned().expect("it has parts");
    let (stack, usage) = (parts(&stack), parts(&usage));
    // A resource that ran is said otherwise than one that is expected to run.
    let shared = stack.iter().filter(|(name, _)| *name != "resource");
    let differ = shared.filter(|(name, part)| usage.get(*name).is_some_and(|other| other != *part));
    none(&differ.map(|(name, _)| name.clone()).collect::<Vec<_>>());
}
