//! Which plan meets a requirement: one that is known to, at a fee that is known, before one that may.

use crate::book::Books;
use crate::document::{Problem, parse_json};
use crate::projection::{Options, project};
use crate::stack::Stack;

const BOOK: &str = r#"{
    "schema": 1, "provider": "acme", "name": "Acme", "effective": "2026-01-01", "announcement": "Start.",
    "currency": "USD",
    "sources": { "page": { "title": "Prices", "url": "https://example.com", "read": "2026-01-02" } },
    "account": { "name": "Account", "default_plan": "own", "plans": { "own": { "name": "Own", "source": "page", "confidence": "official" } } },
    "products": { "db": {
        "name": "Db",
        "options": { "replica": { "description": "a replica", "kind": "flag" } },
        "requires": { "replica": { "when": { "replica": true }, "otherwise": "there is none", "source": "page",
            "attribute": { "name": "cpu", "at_least": "2" } } },
        "plans": {
            "silent": { "name": "Silent", "source": "page", "confidence": "official",
                "charges": { "fee": { "description": "Fee", "price": { "fee": "1" } } } },
            "small": { "name": "Small", "attributes": { "cpu": "1" }, "source": "page", "confidence": "official",
                "charges": { "fee": { "description": "Fee", "price": { "fee": "5" } } } },
            "asked": { "name": "Asked", "attributes": { "cpu": "2" }, "source": "page", "confidence": "official",
                "charges": { "fee": { "description": "Fee", "price": { "unpriced": "by contract" } } } },
            "large": { "name": "Large", "attributes": { "cpu": "2" }, "source": "page", "confidence": "official",
                "charges": { "fee": { "description": "Fee", "price": { "fee": "20" } } } }
        }
    } }
}"#;

#[test]
fn a_plan_that_states_what_is_asked_for_at_a_stated_fee_is_the_remedy() -> Result<(), Problem> {
    let books = Books::parse(&[("acme/2026-01-01.json", BOOK)])?;
    let stack = r#"{ "version": 1, "name": "t", "start": "2026-03",
        "resources": { "x": { "product": "acme/db", "plan": "small", "options": { "replica": true } } } }"#;
    let stack = Stack::parse(&parse_json(stack, 0)?)?;
    let projection = project(&books, &stack, Options { months: 1, ..Options::default() })?;
    let plans =
        projection.needed.map(|needed| needed.changes.into_iter().map(|one| one.plan).collect::<Vec<_>>());
    assert_eq!(plans, Some(vec!["large".to_owned()]));
    Ok(())
}
