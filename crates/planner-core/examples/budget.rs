//! A budget as a test: it fails when a stack comes to more than it may, or when something stops within the year; and how
//! far it may grow until it does.
//!
//!     cargo run -p planner-core --example budget
#![expect(clippy::print_stdout, reason = "an example says what it found")]

use planner_core::{Date, Decimal, Figures, MonthFigures, PlannedStack, Planner, Problem};

const STACK: &str = r#"{
    "version": 1, "name": "Shop", "start": "2026-12",
    "drivers": { "visits": { "start": 20000, "growth": "10 %/month" } },
    "accounts": { "render": { "plan": "hobby" } },
    "resources": {
        "web": { "product": "render/web", "plan": "starter",
            "usage": { "bandwidth": { "per": "visits", "each": "200 kB" }, "build_minutes": "60 min" } }
    }
}"#;

/// What a month may come to.
const MOST: u32 = 12;

/// What is over: whether the dearest month is, and the first day on which more than a price changes.
fn over(figures: Figures<'_>) -> (bool, Option<Date>) {
    let dearest = figures.months().map(MonthFigures::total).max().unwrap_or_default();
    (dearest > MOST.into(), figures.first_limit().and_then(|(_, limit)| limit.passed_on()))
}

/// The most visits to start from that keep a year within the budget: asked of the compiled stack, with one number changed.
fn most_visits(stack: &PlannedStack) -> Result<u32, Problem> {
    let mut program = stack.compile(12)?;
    let (mut within, mut beyond) = (0_u32, 1_000_000);
    while beyond - within > 1 {
        let visits = u32::midpoint(within, beyond);
        let is_over = over(program.run(&[("drivers.visits", Decimal::from(visits))])?).0;
        if is_over { beyond = visits } else { within = visits }
    }
    Ok(within)
}

fn main() -> Result<(), Problem> {
    let stack = Planner::bundled()?.stack(STACK)?;
    let year = stack.project(12)?;
    let (dear, stops) = over(year.figures());
    println!("{} in 12 months; over {MOST} in a month: {dear}; stops: {stops:?}", year.total());
    // What is charged for, and when: bandwidth passes the 5 GB of the workspace as the visits grow.
    if let Some((month, limit)) = year.figures().first_overage() {
        println!("{} is charged for from {month} on", limit.id());
    }
    println!("at most {} visits a month to start from", most_visits(&stack)?);
    Ok(())
}

#[test]
fn the_shop_stays_within_its_budget() -> Result<(), Problem> {
    let stack = Planner::bundled()?.stack(STACK)?;
    let year = stack.project(12)?;
    assert_eq!(over(year.figures()), (false, None));
    assert_eq!(year.figures().first_overage().map(|(_, limit)| limit.id()), Some("render/bandwidth"));
    Ok(())
}

#[test]
fn one_visit_more_is_too_many() -> Result<(), Problem> {
    let stack = Planner::bundled()?.stack(STACK)?;
    let most = most_visits(&stack)?;
    let mut program = stack.compile(12)?;
    assert!(!over(program.run(&[("drivers.visits", most.into())])?).0);
    assert!(over(program.run(&[("drivers.visits", most.saturating_add(1).into())])?).0);
    Ok(())
}
