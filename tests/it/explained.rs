//! What a number follows from, back to the drivers.

use planner_core::book::Books;
use planner_core::document::parse_yaml;
use planner_core::explain::explain;
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;

/// The inputs of a line, with what each says.
fn inputs(stack: &str, id: &str) -> Vec<(String, String)> {
    let books = Books::bundled().expect("the bundled books are whole");
    let node = parse_yaml(&format!("version: 1\nname: t\nstart: 2026-12\n{stack}"), 0).expect("it is YAML");
    let stack = Stack::parse(&node).unwrap_or_else(|problem| panic!("{problem}"));
    let options = Options { months: 1, ..Options::default() };
    let found = project(&books, &stack, options).unwrap_or_else(|problem| panic!("{problem}"));
    let explained = explain(&found, &node, id, None).unwrap_or_else(|problem| panic!("{problem}"));
    explained.inputs.into_iter().map(|input| (input.path, input.value)).collect()
}

#[test]
fn what_a_resource_does_is_named_to_the_driver() {
    let chat = "drivers: { chats: 1000 }\nresources: { m: { product: openai/api, plan: gpt-4o, tokens: { messages: \
                chats, input: 1500, output: 300 } } }\n";
    let found = inputs(chat, "m/input");
    let paths: Vec<&str> = found.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(
        paths,
        [
            "resources.m.product",
            "resources.m.plan",
            "resources.m.tokens.messages",
            "drivers.chats",
            "resources.m.tokens.input",
            "resources.m.tokens.output",
        ]
    );
    let web = "drivers: { users: 1000 }\nresources:\n  w:\n    product: render/web\n    plan: starter\n    load: { requests: \
               { per: users, times: 30 }, answer: 20 kB }\n";
    let found = inputs(web, "render/bandwidth");
    for path in ["resources.w.load.requests", "drivers.users", "resources.w.load.answer"] {
        assert!(found.iter().any(|(known, _)| known == path), "{path}: {found:?}");
    }
    let tables = "drivers: { users: 1000 }\nresources: { db: { product: render/postgres, plan: basic-1gb, tables: { \
                  posts: { rows: { per: users, times: 10 }, row: 1 kB } } } }\n";
    let found = inputs(tables, "db/data");
    assert!(found.iter().any(|(path, _)| path == "resources.db.tables.posts.rows"), "{found:?}");
    assert!(found.iter().any(|(path, _)| path == "drivers.users"), "{found:?}");
    let clients =
        "resources: { c: { product: upstash/redis, plan: payg, clients: [ { profile: bullmq/worker } ] } }\n";
    let found = inputs(clients, "c/commands");
    assert!(found.iter().any(|(path, _)| path == "resources.c.clients"), "{found:?}");
    assert!(found.iter().all(|(_, value)| value != "not stated"), "{found:?}");
}
