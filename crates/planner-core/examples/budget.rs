//! A budget as a test: it fails when a stack comes to more than it may, or when something stops within the year.
//!
//!     cargo run -p planner-core --example budget
#![expect(clippy::print_stdout, reason = "an example says what it found")]

use planner_core::book::Books;
use planner_core::document::{Problem, parse_json};
use planner_core::projection::{Options, Projection, project};
use planner_core::stack::Stack;
use planner_core::{Date, decimal};

const STACK: &str = r#"{
    "version": 1, "name": "Shop", "start": "2026-12",
    "drivers": { "visits": { "start": 20000, "growth": "10 %/month" } },
    "accounts": { "render": { "plan": "hobby" } },
    "resources": {
        "web": { "product": "render/web", "plan": "starter",
            "usage": { "bandwidth": { "per": "visits", "each": "200 kB" }, "build_minutes": "60 min" } }
    }
}"#;

/// What is over: the dearest month above 12, and the first day on which more than a price changes.
fn over(projection: &Projection<'_>) -> (bool, Option<Date>) {
    let most = decimal("12").unwrap_or_default();
    let dearest = projection.months.iter().map(|month| month.total).max().unwrap_or_default();
    (dearest > most, projection.first_limit().and_then(|first| first.limit.passed_on))
}

fn main() -> Result<(), Problem> {
    let books = Books::bundled()?;
    let stack = Stack::parse(&parse_json(STACK, 0)?)?;
    let projection = project(&books, &stack, Options::default())?;
    let (dear, stops) = over(&projection);
    println!("{} in 12 months; over 12 in a month: {dear}; stops: {stops:?}", projection.total());
    // What is charged for, and when: bandwidth passes the 5 GB of the workspace as the visits grow.
    if let Some(first) = projection.first_overage() {
        println!("{}: {}", first.limit.id(), first.limit.consequence());
    }
    Ok(())
}

#[test]
fn the_shop_stays_within_its_budget() -> Result<(), Problem> {
    let books = Books::bundled()?;
    let stack = Stack::parse(&parse_json(STACK, 0)?)?;
    let projection = project(&books, &stack, Options::default())?;
    assert_eq!(over(&projection), (false, None));
    let first = projection.first_overage().map(|first| first.limit.id());
    assert_eq!(first.as_deref(), Some("render/bandwidth"));
    Ok(())
}
