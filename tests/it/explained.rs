//! What a number follows from, back to the drivers.

use planner_core::answers::explain::explain;
use planner_core::book::Books;
use planner_core::document::parse_yaml;
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

#[test]
fn several_lines_of_one_id_have_what_one_has() {
    let mix = "resources: { o: { product: openai/api, plan: gpt-5.4, tokens: { messages: 1000, input: [ { share: 10 %, \
               size: 300k }, { size: 20k } ], output: 300 } } }\n";
    let found = inputs(mix, "o/input");
    assert!(found.iter().any(|(path, _)| path == "resources.o.tokens.input"), "{found:?}");
    assert!(found.iter().all(|(_, value)| value != "not stated"), "{found:?}");
}

#[test]
fn a_limit_of_what_its_account_is_billed_for_is_opened() {
    let stack = "accounts: { railway: { plan: hobby } }\nresources:\n  w: { product: railway/service, count: 3, \
                 usage: { cpu: 1 } }\n  k: { product: cloudflare/workers, usage: { requests: 3M } }\n  b: { product: \
                 backblaze/b2, usage: { storage: 100 GB } }\n";
    let paths = |id: &str| inputs(stack, id).into_iter().map(|(path, _)| path).collect::<Vec<_>>();
    assert_eq!(paths("w/replicas"), ["resources.w.product", "resources.w.count"]);
    assert_eq!(paths("w/cpu"), ["resources.w.product", "resources.w.count", "resources.w.usage.cpu"]);
    let found = paths("cloudflare/worker_requests");
    assert!(found.contains(&"resources.k.usage.requests".to_owned()), "{found:?}");
    let found = paths("backblaze/storage");
    assert!(found.contains(&"resources.b.usage.storage".to_owned()), "{found:?}");
}

#[test]
fn what_a_figure_does_not_follow_from_is_left_out() {
    let stack = "accounts: { render: { plan: pro } }\nresources:\n  api: { product: render/web, plan: starter, count: 2, \
                 load: { requests: 1M, cpu: 20 ms, time: 50 ms, memory: 200 MB, answer: 20 kB }, connects: [ { to: db, \
                 each: 10 } ] }\n  db: { product: render/postgres, plan: basic-1gb, tables: { posts: { rows: 10k, row: 1 \
                 kB, wal: 2 } } }\n  f: { product: cloudflare/workers, load: { requests: 1M, cpu: 5 ms } }\n  q: { product: upstash/redis, plan: payg, clients: [ { profile: bullmq/worker } ], \
                 usage: { bandwidth: 3 GB } }\n";
    let has = |id: &str, path: &str| inputs(stack, id).into_iter().any(|(known, _)| known == path);
    for (id, path, wanted) in [
        ("render/bandwidth", "resources.api.load.answer", true),
        ("render/bandwidth", "resources.api.load.cpu", false),
        ("render/bandwidth", "resources.api.load.memory", false),
        ("db/connections", "resources.api.connects", true),
        ("db/connections", "resources.api.count", true),
        ("db/connections", "resources.api.load.requests", false),
        ("db/data", "resources.db.tables.posts.row", true),
        ("db/data", "resources.db.tables.posts.wal", false),
        ("f/cpu_per_request", "resources.f.load.cpu", true),
        ("f/cpu_per_request", "resources.f.load.requests", false),
        ("q/commands", "resources.q.clients", true),
        ("q/bandwidth", "resources.q.clients", false),
    ] {
        assert_eq!(has(id, path), wanted, "{id} from {path}");
    }
}
