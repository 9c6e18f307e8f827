//! What comes first in a column, of one's own ceilings and of the vendors' limits.

use super::*;
use crate::document::parse_json;
use crate::projection::project;

/// 600,000 commands a month, of which the vendor's plan allows 500,000; and a ceiling on them.
fn of_redis(ceiling: &str) -> Result<Column, Problem> {
    let text = r#"{ "version": 1, "name": "Queue", "start": "2026-11", "limits": LIMITS,
        "resources": { "redis": { "product": "upstash/redis", "plan": "free", "usage": { "commands": 600000 } } } }"#;
    let stack = Stack::parse(&parse_json(&text.replace("LIMITS", ceiling), 0)?)?;
    let options = Options { months: 2, ..Options::default() };
    Ok(column("", &project(&Books::bundled()?, &stack, options)?))
}

fn ids(column: &Column) -> [Option<&str>; 3] {
    [&column.first_limit, &column.first_own, &column.first_of_vendors]
        .map(|first| first.as_ref().map(|first| first.id.as_str()))
}

#[test]
fn a_ceiling_of_ones_own_hides_no_limit_of_the_vendors() -> Result<(), Problem> {
    let early =
        of_redis(r#"{ "ours": { "resource": "redis", "meter": "commands", "at": "100000 /month" } }"#)?;
    assert_eq!(ids(&early), [Some("own/ours"), Some("own/ours"), Some("redis/commands")]);
    let late =
        of_redis(r#"{ "ours": { "resource": "redis", "meter": "commands", "at": "590000 /month" } }"#)?;
    assert_eq!(ids(&late), [Some("redis/commands"), Some("own/ours"), Some("redis/commands")]);
    let none = of_redis("{}")?;
    assert_eq!(ids(&none), [Some("redis/commands"), None, Some("redis/commands")]);
    let charged = r#"{ "ours": { "resource": "redis", "meter": "commands", "at": "100000 /month", "then": "charged" } }"#;
    assert_eq!(ids(&of_redis(charged)?), ids(&none), "what merely charges more breaks nothing");
    Ok(())
}

#[test]
fn what_tells_the_two_apart_is_not_printed() -> Result<(), Problem> {
    let printed = serde_json::to_value(of_redis("{}")?).map_err(|error| Problem::new(error.to_string()))?;
    assert!(printed.get("first_limit").is_some());
    assert!(printed.get("first_own").is_none() && printed.get("first_of_vendors").is_none());
    Ok(())
}
