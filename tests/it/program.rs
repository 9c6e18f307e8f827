//! A program comes to what the projection does, whatever the numbers, to the last digit.

use planner_core::Decimal;
use planner_core::book::Books;
use planner_core::document::parse_yaml;
use planner_core::program::{Figures, Program};
use planner_core::projection::{Options, Projection, project};
use planner_core::stack::Stack;

use crate::cases::root;

/// The stacks of `data/stacks` and those the command line is tested with.
fn stacks() -> Vec<(String, Stack)> {
    let mut all = Vec::new();
    for folder in ["data/stacks", "crates/planner-cli/tests/stacks"] {
        for entry in std::fs::read_dir(root().join(folder)).expect("the stacks are there") {
            let path = entry.expect("a file").path();
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let Ok(node) = parse_yaml(&text, 0) else { continue };
            all.extend(Stack::parse(&node).ok().map(|stack| (path.display().to_string(), stack)));
        }
    }
    all
}

/// What months come to, as text: every digit counts.
fn of_program(figures: Figures<'_>) -> Vec<String> {
    let mut all = Vec::new();
    for month in figures.months() {
        all.push(format!("{} {}", month.month(), month.total()));
        all.extend(month.accounts().map(|(name, total, invoice)| format!("{name} {total} {invoice}")));
        all.extend(month.lines().map(|line| format!("{} {:?}", line.id, line.amount)));
        all.extend(month.limits().map(|row| {
            let (state, ceiling, usage, headroom) = (row.state, row.ceiling, row.usage, row.headroom);
            format!("{} {state:?} {ceiling:?} {usage:?} {headroom:?} {:?}", row.id, row.passed_at)
        }));
    }
    all
}

fn of_projection(projection: &Projection<'_>) -> Vec<String> {
    let mut all = Vec::new();
    for month in &projection.months {
        all.push(format!("{} {}", month.month, month.total));
        all.extend(month.accounts.iter().map(|one| format!("{} {} {}", one.account, one.total, one.invoice)));
        all.extend(month.lines().map(|line| format!("{} {:?}", line.id(), line.summed())));
        all.extend(month.limits().map(|row| {
            let (state, ceiling, usage, headroom) = (row.state, row.ceiling, row.usage, row.headroom);
            let passed = row.passed_at.map(planner_core::bill::Second::shown);
            format!("{} {state:?} {ceiling:?} {usage:?} {headroom:?} {passed:?}", row.id())
        }));
    }
    all
}

/// Asks a program and the projection of the same stack with another number, and compares.
fn same(
    books: &Books,
    stack: &Stack,
    program: &mut Program<'_>,
    given: &[(&str, Decimal)],
    options: Options,
) {
    let changed = stack.with(given).expect("a number that can be stated");
    match (program.run(given), project(books, &changed, options)) {
        (Ok(figures), Ok(projection)) => {
            assert_eq!(of_program(figures), of_projection(&projection), "{given:?}");
        }
        (Err(one), Err(other)) => assert_eq!(one.to_string(), other.to_string(), "{given:?}"),
        (one, other) => panic!("{given:?}: {:?} and {:?}", one.err(), other.err()),
    }
}

#[test]
fn every_reference_stack_comes_to_the_same_with_any_number_changed() {
    let books = Books::bundled().expect("bundled books");
    let options = Options { months: 14, ..Options::default() };
    for (name, stack) in stacks() {
        let mut program = match Program::new(&books, &stack, options) {
            Ok(program) => program,
            Err(problem) => {
                let alone = project(&books, &stack, options).err().map(|alone| alone.to_string());
                assert_eq!(alone, Some(problem.to_string()), "{name}");
                continue;
            }
        };
        same(&books, &stack, &mut program, &[], options);
        let inputs: Vec<_> = program.inputs().to_vec();
        for input in &inputs {
            for factor in ["1.01", "0.5", "3"] {
                let number = input.stated() * planner_core::decimal(factor).expect("a number");
                if stack.with(&[(input.place(), number)]).is_ok() {
                    same(&books, &stack, &mut program, &[(input.place(), number)], options);
                }
            }
        }
        println!("{name}: {} inputs, {} ways", inputs.len(), program.ways());
        same(&books, &stack, &mut program, &[], options);
    }
}
