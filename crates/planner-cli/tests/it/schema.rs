//! The schemas hold for every file of the project and everything that is printed, and refuse what is unknown.

use jsonschema::Validator;
use planner_core::document::{Node, Value as Found, parse_json, parse_yaml};
use serde_json::{Map, Value, json};

use crate::run::{fail, files, headroom, here, names};

fn schema(which: &str) -> Validator {
    let text = headroom(&["schema", which]).out;
    let schema: Value =
        serde_json::from_str(&text).unwrap_or_else(|error| fail(&format!("{which}: {error}")));
    assert!(jsonschema::meta::is_valid(&schema), "{which} is no JSON Schema");
    jsonschema::draft202012::new(&schema).unwrap_or_else(|error| fail(&format!("{which}: {error}")))
}

#[track_caller]
fn holds(validator: &Validator, value: &Value, what: &str) {
    let errors: Vec<String> =
        validator.iter_errors(value).take(3).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{what}: {}", errors.join("\n").chars().take(2_000).collect::<String>());
}

fn value(node: &Node) -> Value {
    match &node.value {
        Found::Null => Value::Null,
        Found::Bool(yes) => Value::Bool(*yes),
        Found::Number(text) => serde_json::from_str(text).unwrap_or(Value::Null),
        Found::Text(text) => Value::String(text.clone()),
        Found::List(items) => items.iter().map(value).collect(),
        Found::Map(entries) => {
            entries.iter().map(|(name, node)| (name.clone(), value(node))).collect::<Map<_, _>>().into()
        }
    }
}

#[track_caller]
fn read(path: &std::path::Path) -> Value {
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|error| fail(&format!("{}: {error}", path.display())));
    let json = path.extension().is_some_and(|ending| ending == "json");
    let node = if json { parse_json(&text, 0) } else { parse_yaml(&text, 0) };
    value(&node.unwrap_or_else(|problem| fail(&format!("{}: {problem}", path.display()))))
}

#[test]
fn every_stack_is_one() {
    let stack = schema("stack");
    let all = files("data/stacks").into_iter().chain(files("data/templates")).chain(files("tests/stacks"));
    for file in all {
        holds(&stack, &read(&file), &file.display().to_string());
    }
    let starter =
        parse_yaml(&headroom(&["init"]).out, 0).unwrap_or_else(|problem| fail(&problem.to_string()));
    holds(&stack, &value(&starter), "the starter");
}

#[test]
fn every_usage_is_one() {
    let usage = schema("usage");
    for file in files("tests/usage") {
        holds(&usage, &read(&file), &file.display().to_string());
    }
    // The worked bills are usage with what must come out.
    let mut count = 0;
    for file in files("../../tests/cases/bills") {
        let cases = read(&file);
        for case in cases.get("cases").and_then(Value::as_array).into_iter().flatten() {
            count += 1;
            let found = case.get("usage").cloned().unwrap_or_default();
            holds(
                &usage,
                &found,
                &format!("{} {}", file.display(), case.get("id").cloned().unwrap_or_default()),
            );
        }
    }
    assert!(count > 20, "the worked bills are gone");
}

#[test]
fn every_price_file_is_one() {
    let book = schema("book");
    let folders = std::fs::read_dir(here().join("data/pricing"))
        .map(|all| all.filter_map(Result::ok).collect::<Vec<_>>());
    let mut count = 0;
    for folder in folders.unwrap_or_default() {
        for file in files(&format!("data/pricing/{}", folder.file_name().to_string_lossy())) {
            holds(&book, &read(&file), &file.display().to_string());
            count += 1;
        }
    }
    assert!(count > 10, "the price files are gone");
}

#[test]
fn everything_printed_is_described() {
    let output = schema("output");
    let check = |args: &[&str]| {
        let args: Vec<&str> = args.iter().copied().chain(["--format", "json"]).collect();
        let run = headroom(&args);
        let value = serde_json::from_str(&run.out)
            .unwrap_or_else(|error| fail(&format!("{args:?}: {error} {}", run.err)));
        holds(&output, &value, &args.join(" "));
    };
    for file in files("data/stacks") {
        let path = format!("data/stacks/{}", names(&file).1);
        check(&["project", &path]);
        check(&["floor", &path]);
        check(&["demand", &path]);
        check(&["more", &path]);
    }
    check(&["project", "tests/stacks/shop.yaml", "--quoted"]);
    check(&["project", "tests/stacks/unpriced.yaml", "--as-of", "2026-11-21"]);
    check(&["compare", "tests/stacks/shop.yaml", "--vary", "web=free,starter"]);
    check(&["bill", "tests/usage/september.yaml"]);
    check(&["prices"]);
    check(&["prices", "render"]);
    check(&["prices", "diff", "2025-01-01", "2026-11-21"]);
    check(&["prices", "--stale", "30", "--as-of", "2036-12-01"]);
    check(&["prices", "check", "tests/books/bad"]);
    check(&["project", "tests/stacks/plain.json", "--as-of", "2025-07-31", "--against", "2026-10-01"]);
    check(&["explain", "tests/stacks/shop.yaml", "render/bandwidth"]);
    check(&["floor", "tests/stacks/shop.yaml", "--quoted"]);
    check(&["more", "tests/stacks/queue.yaml", "--as-of", "2026-11-21"]);
    check(&["redis", "tests/stacks/queue.yaml"]);
    check(&["redis", "tests/stacks/several-redis.yaml"]);
    check(&["redis", "tests/stacks/full-redis.yaml"]);
    check(&["redis", "--monitor", "tests/redis/monitor.txt"]);
}

#[test]
fn what_is_unknown_is_refused() {
    let shop = read(&here().join("tests/stacks/shop.yaml"));
    let with = |pointer: &str, key: &str| {
        let mut shop = shop.clone();
        if let Some(Value::Object(map)) = shop.pointer_mut(pointer) {
            map.insert(key.to_owned(), json!("x"));
        }
        shop
    };
    let stack = schema("stack");
    for pointer in ["", "/resources/web", "/accounts/render", "/drivers/users", "/limits/daily commands"] {
        assert!(!stack.is_valid(&with(pointer, "unknown")), "{pointer:?} takes an unknown field");
    }
    for file in ["unknown-field", "missing-field", "negative", "absurd", "other-version", "wrong-month"] {
        assert!(
            !stack.is_valid(&read(&here().join(format!("tests/stacks/bad/{file}.yaml")))),
            "{file} is taken"
        );
    }
    assert!(
        !schema("usage")
            .is_valid(&json!({ "version": 1, "provider": "x", "month": "2026-09", "unknown": 1 }))
    );
    let file = json!({ "provider": "x", "effective": "2026-09-01", "announcement": "y", "unknown": 1 });
    let book = schema("book");
    assert!(!book.is_valid(&file));
    // A provider's first file holds everything: sources, and of each of them and of each plan what it stands on.
    let first = read(&here().join("data/pricing/betterstack/2026-09-04.json"));
    let without = |pointer: &str, key: &str| {
        let mut first = first.clone();
        first
            .pointer_mut(pointer)
            .and_then(Value::as_object_mut)
            .and_then(|map| map.remove(key))
            .map(|_| first)
    };
    for (pointer, key) in [
        ("", "sources"),
        ("", "account"),
        ("/account/plans/account", "source"),
        ("/account/plans/account", "confidence"),
    ] {
        let found = without(pointer, key).unwrap_or_else(|| fail(&format!("{pointer} has no {key}")));
        assert!(!book.is_valid(&found), "a first file is taken without {key} at {pointer:?}");
    }
    assert!(!schema("output").is_valid(&json!({ "schema_version": 1, "unknown": 1 })));
}
