//! Adding, naming and taking away what grows in a stack: users, visits, jobs.

use planner_core::document::{Node, Problem, Value};
use planner_core::stack::Stack;

use super::resources::{checked, free_name, spoken_of};
use crate::tree;

/// What the first driver is called; what it counts, its owner knows.
const NAME: &str = "users";

/// The figure a driver begins with, which is assumed until somebody states it.
const FIGURE: &str = "1000";

/// The document with one more driver, and its name. Its figure is marked as assumed.
///
/// # Errors
///
/// A [`Problem`] where the document is no stack.
pub fn add_driver(document: &Node) -> Result<(String, Node), Problem> {
    let mut next = document.clone();
    let name = free_name(&next, "drivers", NAME);
    let path = |field| ["drivers", name.as_str(), field];
    next.put(&path("start"), Value::Number(FIGURE.to_owned()))?;
    next.put(&path("assumed"), Value::Text("a figure to begin with: nobody stated it yet".to_owned()))?;
    Ok((name.clone(), checked(next)?))
}

/// The document with a driver under another name, wherever something follows it.
///
/// # Errors
///
/// A [`Problem`] where the document has no such driver, and for a name that is taken or that no stack takes.
pub fn rename_driver(document: &Node, from: &str, to: &str) -> Result<Node, Problem> {
    let (stack, to) = (Stack::parse(document)?, to.trim());
    let mut next = document.clone();
    for path in stack.following(from) {
        if let Some(figure) = next.exact(&path) {
            let figure = following(figure, from, to);
            next.set(&path, figure)?;
        }
    }
    next.rename(&["drivers", from], to)?;
    checked(next)
}

/// A figure that follows another driver now: its bare name, its `per`, what its events and what is deleted of it go by.
fn following(figure: &Node, from: &str, to: &str) -> Value {
    let again = |node: &Node| tree::empty(following(node, from, to));
    match &figure.value {
        Value::Text(text) if text == from => Value::Text(to.to_owned()),
        Value::List(items) => Value::List(items.iter().map(again).collect()),
        Value::Map(entries) => {
            let entry = |(name, node): &(String, Node)| {
                let follows = matches!(name.as_str(), "per" | "times" | "deleted" | "amount");
                (name.clone(), if follows { again(node) } else { node.clone() })
            };
            Value::Map(entries.iter().map(entry).collect())
        }
        other => other.clone(),
    }
}

/// The document without a driver.
///
/// # Errors
///
/// A [`Problem`] where the document has no such driver, and where something follows it, with what does.
pub fn remove_driver(document: &Node, name: &str) -> Result<Node, Problem> {
    let stack = Stack::parse(document)?;
    if stack.drivers.get(name).is_none() {
        return Err(Problem::new(format!("the stack has no driver `{name}`")));
    }
    if let Some(follows) = spoken_of(&stack.following(name)) {
        return Err(Problem::new(format!("`{name}` cannot go: {follows} follows it"))
            .hint(format!("let {follows} follow another driver first, or give it a figure of its own")));
    }
    let mut next = document.clone();
    next.remove(&["drivers", name]);
    checked(next)
}

#[cfg(test)]
mod tests {
    use planner_core::answers::compare::compare;
    use planner_core::document::{parse_json, to_json};
    use planner_core::projection::Options;

    use super::*;
    use crate::plans::books;
    use crate::presets::PRESETS;

    const STACK: &str = r#"{ "version": 1, "name": "Shop", "start": "2026-12",
        "drivers": { "users": 100, "visits": { "per": "users", "times": 3 }, "idle": 5 },
        "resources": {
            "web": { "product": "render/web", "note": "users", "load": { "requests": "users" } },
            "redis": { "product": "upstash/redis", "plan": "free",
                "clients": [{ "profile": "bullmq/worker", "jobs": "users" }],
                "usage": { "bandwidth": { "per": "users", "each": "1 kB" } } },
            "files": { "product": "aws/s3",
                "usage": { "storage": { "start": "1 GB", "deleted": [{ "amount": { "per": "users", "each": "1 kB" }, "after": "9 days" }] } } } },
        "limits": { "most": { "driver": "users", "at": 1000 } } }"#;

    #[test]
    fn a_new_driver_is_assumed_and_has_a_name_of_its_own() -> Result<(), Problem> {
        let (name, next) = add_driver(&parse_json(STACK, 0)?)?;
        assert_eq!(name, "users-2");
        assert!(tree::text(&next, &["drivers", "users-2", "assumed"]).is_some());
        let none = parse_json(r#"{ "version": 1, "name": "New", "start": "2026-12", "resources": {} }"#, 0)?;
        assert_eq!(add_driver(&none)?.0, "users");
        Ok(())
    }

    #[test]
    fn a_new_name_reaches_everything_that_follows_it() -> Result<(), Problem> {
        let document = parse_json(STACK, 0)?;
        let next = rename_driver(&document, "users", "people")?;
        let expected = STACK.replace("users", "people").replace(r#""note": "people""#, r#""note": "users""#);
        assert_eq!(to_json(&next), to_json(&parse_json(&expected, 0)?));
        for wrong in ["", "visits", "5 GB", "a/b"] {
            assert!(rename_driver(&document, "users", wrong).is_err(), "{wrong}");
        }
        assert!(rename_driver(&document, "nobody", "somebody").is_err());
        Ok(())
    }

    #[test]
    fn names_change_no_answer() -> Result<(), Problem> {
        let answer = |document: &Node| -> Result<_, Problem> {
            let stacks = [(String::new(), Stack::parse(document)?)];
            let column = compare(books()?, &stacks, Options::default())?.columns.into_iter().next();
            // A ceiling on a driver has its name in words.
            let limits = column.iter().flat_map(|column| &column.limits);
            let limits =
                limits.map(|limit| (limit.id.clone(), limit.headroom.clone(), limit.passed_on.clone()));
            let limits: Vec<_> = limits.collect();
            Ok((column.map(|column| column.total), limits))
        };
        for preset in PRESETS {
            let document = parse_json(preset.json, 0)?;
            let mut next = document.clone();
            for (name, _) in tree::entries(&document, &["drivers"]) {
                next = rename_driver(&next, name, &format!("{name}-renamed"))?;
            }
            assert_eq!(answer(&next)?, answer(&document)?, "{}", preset.id);
        }
        Ok(())
    }

    #[test]
    fn what_others_follow_stays() -> Result<(), Problem> {
        let document = parse_json(STACK, 0)?;
        let refused = remove_driver(&document, "users").err().map(|problem| problem.message.clone());
        assert_eq!(refused.as_deref(), Some("`users` cannot go: the driver `visits` follows it"));
        assert!(remove_driver(&document, "nobody").is_err());
        let next = remove_driver(&document, "idle")?;
        assert!(next.find(&["drivers", "idle"]).is_none());
        Ok(())
    }
}
