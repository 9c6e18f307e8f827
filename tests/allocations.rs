//! How often a projection asks for memory: a count that is the same on every machine, where times are noise.
//!
//! The counts are held, a hundredth above what they are, so that a change that makes the engine decide more again is noticed.
//! Where one falls, lower it here.

use allocation_counter::measure;
use anyhow::{Context, Result};
use planner_core::book::Books;
use planner_core::document::parse_yaml;
use planner_core::program::Program;
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;

/// Reference stacks, and the most a projection of them over 36 months may allocate.
const MOST: [(&str, u64); 3] =
    [("gp-bikes-production", 40_700), ("kvshvl", 69_000), ("ai-assistant", 12_850)];

#[test]
fn projections_allocate_no_more_often_than_before() -> Result<()> {
    let books = Books::bundled()?;
    let mut more = Vec::new();
    for (name, most) in MOST {
        let path = format!("{}/../data/stacks/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(&path).context(path)?;
        let stack = Stack::parse(&parse_yaml(&text, 0)?)?;
        let options = Options { months: 36, ..Options::default() };
        // The first reads the price books; what is counted is the question.
        project(&books, &stack, options)?;
        let counted = measure(|| drop(project(&books, &stack, options))).count_total;
        if counted > most {
            more.push(format!("{name}: {counted} allocations, {most} are held"));
        }
    }
    anyhow::ensure!(more.is_empty(), "{}", more.join("\n"));
    Ok(())
}

#[test]
fn a_program_runs_without_asking_for_memory() -> Result<()> {
    let books = Books::bundled()?;
    let text = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../data/stacks/gp-bikes-production.yaml"
    ))?;
    let stack = Stack::parse(&parse_yaml(&text, 0)?)?;
    let mut program = Program::new(&books, &stack, Options { months: 36, ..Options::default() })?;
    let given = [("drivers.users", 1_001.into())];
    let before = program.run(&given)?.total();
    let counted = measure(|| drop(program.run(&[]).map(planner_core::program::Figures::total))).count_total;
    anyhow::ensure!(counted == 0, "a run allocates {counted} times");
    anyhow::ensure!(program.ways() == 1 && program.run(&[])?.total() != before, "nothing was worked out");
    Ok(())
}
