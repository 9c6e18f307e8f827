//! What one more moves, and how many steps there are.

use super::*;
use crate::document::parse_json;

const QUEUE: &str = r#"{ "version": 1, "name": "Queue", "start": "2026-12", "resources": {
    "web": { "product": "render/web", "plan": "standard" },
    "redis": { "product": "upstash/redis", "plan": "free", "clients": [ { "profile": "bullmq/worker", "jobs": "100 /day" } ] } } }"#;

fn read(text: &str) -> Result<Stack, Problem> {
    Stack::parse(&parse_json(text, 0)?)
}

fn step<'r>(report: &'r OneMoreReport, scope: &str, kind: &str) -> Result<&'r OneMore, Problem> {
    let mut steps = report.steps.iter();
    let found = steps.find(|step| step.scope == scope && step.kind == kind);
    found.ok_or_else(|| Problem::new(format!("no {kind} of {scope}")))
}

#[test]
fn a_second_worker_moves_the_day_on_which_commands_run_out() -> Result<(), Problem> {
    let (books, stack) = (Books::bundled()?, read(QUEUE)?);
    let report = one_more(&books, &stack, Options::default())?;
    let worker = step(&report, "redis", "client")?;
    let commands = worker.sooner.iter().find(|sooner| sooner.passed.id == "redis/commands");
    let days = commands.map(|sooner| (sooner.passed.date.clone(), sooner.before.clone()));
    let Some((Some(then), Some(before))) = days else {
        return Err(Problem::new(format!("{:?}", worker.sooner)));
    };
    assert!(then < before && before.starts_with("2026-12"), "{then} {before}");
    // Another web service asks nothing of the Redis.
    assert_eq!(step(&report, "web", "instance")?.sooner, []);
    Ok(())
}

#[test]
fn the_first_steps_are_those_of_all_and_the_rest_is_counted() -> Result<(), Problem> {
    let (books, stack) = (Books::bundled()?, read(QUEUE)?);
    let all = one_more(&books, &stack, Options::default())?;
    assert_eq!(all.left_out, 0);
    for most in 0..=all.steps.len() {
        let some = first_of(&books, &stack, Options::default(), most)?;
        assert_eq!(some.steps.as_slice(), all.steps.get(..most).unwrap_or_default());
        assert_eq!(some.left_out, all.steps.len() - most);
    }
    Ok(())
}

#[test]
fn limits_that_wait_for_usage_are_counted() -> Result<(), Problem> {
    let books = Books::bundled()?;
    let unjudged = |text: &str| {
        let stack = read(text)?;
        one_more(&books, &stack, Options::default()).map(|report| report.unjudged)
    };
    let silent = QUEUE.replace(r#", "clients": [ { "profile": "bullmq/worker", "jobs": "100 /day" } ]"#, "");
    assert!(unjudged(&silent)? > unjudged(QUEUE)?);
    Ok(())
}
