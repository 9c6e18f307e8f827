//! Whether a queue outruns the commands that its Redis plan includes, and which setting helps most.
//!
//!     cargo run -p planner-core --example redis
#![expect(clippy::print_stdout, reason = "an example says what it found")]

use planner_core::{Planner, Problem, RedisReport};

const STACK: &str = r#"{
    "version": 1, "name": "Queue", "start": "2026-12",
    "resources": {
        "queue": { "product": "upstash/redis", "plan": "free",
            "clients": [ { "profile": "bullmq/worker", "jobs": "2000 /day", "job_time": "5 s", "payload": "2 kB" } ] }
    }
}"#;

fn report() -> Result<RedisReport, Problem> {
    Planner::bundled()?.stack(STACK)?.redis(12)
}

fn main() -> Result<(), Problem> {
    for queue in report()?.resources {
        for reading in queue.readings.iter().filter(|reading| reading.by_the_book) {
            println!(
                "{}: {} commands a day, {} of them idle",
                queue.resource, reading.per_day, reading.idle_per_day
            );
            for plan in &reading.plans {
                let first = plan.first_limit.as_ref().map_or("none", |first| first.consequence.as_str());
                println!("  {}: {} in the first month, first limit {first}", plan.name, plan.first_month);
            }
        }
        println!("helps most: {:?}", queue.advice.first());
    }
    Ok(())
}

#[test]
fn an_idle_worker_outruns_the_free_plan() -> Result<(), Problem> {
    let report = report()?;
    let reading =
        report.resources.iter().flat_map(|queue| &queue.readings).find(|reading| reading.by_the_book);
    let free = reading.and_then(|reading| reading.plans.iter().find(|plan| plan.current));
    assert!(free.is_some_and(|plan| plan.first_limit.is_some()), "{free:?}");
    Ok(())
}
