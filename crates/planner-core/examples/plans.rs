//! Two plans beside each other: what each costs, and what breaks on it first.
//!
//!     cargo run -p planner-core --example plans
#![expect(clippy::print_stdout, reason = "an example says what it found")]

use planner_core::{Comparison, Planner, Problem};

const STACK: &str = r#"{
    "version": 1, "name": "Chat", "start": "2026-12",
    "drivers": { "users": { "start": 100, "growth": "20 %/month" } },
    "accounts": { "render": { "plan": "hobby" } },
    "resources": {
        "api": { "product": "render/web", "plan": "starter",
            "load": { "requests": { "per": "users", "times": 3000 }, "cpu": "20 ms", "time": "200 ms",
                "memory": "300 MB", "memory_each": "5 MB", "answer": "10 kB" } }
    }
}"#;

fn comparison() -> Result<Comparison, Problem> {
    Planner::bundled()?.stack(STACK)?.compare(&["api=starter,standard"], 12)
}

fn main() -> Result<(), Problem> {
    for column in comparison()?.columns {
        let first = column.first_limit.map_or_else(|| "nothing".to_owned(), |first| first.consequence);
        println!(
            "{}: {} a month at first, {} in all; breaks first: {first}",
            column.name, column.first_month, column.total
        );
    }
    Ok(())
}

#[test]
fn the_larger_plan_breaks_no_sooner() -> Result<(), Problem> {
    let comparison = comparison()?;
    let days: Vec<Option<String>> =
        comparison.columns.iter().map(|column| column.first_limit.as_ref()?.date.clone()).collect();
    let [starter, standard] = days.as_slice() else { return Err(Problem::new("two plans are compared")) };
    let holds = standard.is_none() || starter.as_ref().is_some_and(|day| Some(day) <= standard.as_ref());
    assert!(holds, "{starter:?}, {standard:?}");
    let costs: Vec<&str> = comparison.columns.iter().map(|column| column.first_month.as_str()).collect();
    assert_eq!(costs, ["7", "25"]);
    Ok(())
}
