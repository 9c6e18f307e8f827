//! A program comes to what the projection does, whatever the numbers, to the last digit.

use std::cell::Cell;

use planner_core::book::Books;
use planner_core::document::parse_yaml;
use planner_core::figures::LimitFigures;
use planner_core::program::{Figures, Program};
use planner_core::projection::{First, Options, Projection, project};
use planner_core::stack::Stack;
use planner_core::{Decimal, Month};

use proptest::prelude::*;

use crate::cases::root;
use crate::random::{self, Dice};

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

/// What months come to, as text: every digit counts but zeros at the end, which a month that is looked up may have or not.
fn of_program(figures: Figures<'_>) -> Vec<String> {
    let mut all = Vec::new();
    for month in figures.months() {
        all.push(format!("{} {}", month.month(), plain(month.total())));
        all.extend(month.accounts().map(|(name, total, invoice)| account(name, total, invoice)));
        all.extend(month.lines().map(|line| format!("{} {:?}", line.id(), line.amount().map(plain))));
        all.extend(month.limits().map(|row| {
            let figures = [row.ceiling(), row.usage(), row.headroom()].map(|figure| figure.map(plain));
            format!("{} {:?} {figures:?} {:?}", row.id(), row.state(), (row.passed_at(), row.passed_on()))
        }));
    }
    all
}

fn of_projection(projection: &Projection<'_>) -> Vec<String> {
    let mut all = Vec::new();
    for month in &projection.months {
        all.push(format!("{} {}", month.month, plain(month.total)));
        all.extend(month.accounts.iter().map(|one| account(one.account, one.total, one.invoice)));
        all.extend(month.lines().map(|line| format!("{} {:?}", line.id(), line.summed().map(plain))));
        all.extend(month.limits().map(|row| {
            let figures = [row.ceiling, row.usage, row.headroom].map(|figure| figure.map(plain));
            let passed = (row.passed_at.map(planner_core::bill::Second::shown), row.passed_on);
            format!("{} {:?} {figures:?} {passed:?}", row.id(), row.state)
        }));
    }
    all
}

fn account(name: &str, total: Decimal, invoice: Decimal) -> String {
    format!("{name} {} {}", plain(total), plain(invoice))
}

fn plain(number: Decimal) -> String {
    number.exact().normalize().to_string()
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
            let (run, walked) = (of_program(figures), of_projection(&projection));
            assert_eq!(run.len(), walked.len(), "{given:?}");
            for (run, walked) in run.iter().zip(&walked) {
                assert_eq!(run, walked, "{given:?}");
            }
            let first = |found: Option<(Month, LimitFigures<'_>)>| {
                found.map(|(month, limit)| (month, limit.id().to_owned(), limit.passed_on()))
            };
            let walked = |found: Option<First<'_, '_>>| {
                found.map(|first| (first.month, first.limit.id(), first.limit.passed_on))
            };
            assert_eq!(first(figures.first_limit()), walked(projection.first_limit()), "{given:?}");
            assert_eq!(first(figures.first_overage()), walked(projection.first_overage()), "{given:?}");
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
            // What a stack states can be asked for.
            same(&books, &stack, &mut program, &[(input.place(), input.stated())], options);
            for factor in ["1.01", "0.5", "3"] {
                let number = input.stated() * planner_core::decimal(factor).expect("a number");
                if stack.with(&[(input.place(), number)]).is_ok() {
                    same(&books, &stack, &mut program, &[(input.place(), number)], options);
                }
            }
        }
        same(&books, &stack, &mut program, &[], options);
    }
}

/// As many changed numbers are asked of each random stack.
const ASKED: u64 = 6;

#[test]
fn every_random_stack_comes_to_the_same_with_any_numbers_changed() {
    let books = Books::bundled().expect("bundled books");
    let options = Options { months: 5, ..Options::default() };
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_201),
        max_shrink_iters: 0,
        ..ProptestConfig::default()
    });
    let (compiled, asked, ways) = (Cell::new(0_u64), Cell::new(0_u64), Cell::new(0));
    let law = runner.run(&any::<u64>(), |seed| {
        let text = random::stack(&books, seed);
        let node = parse_yaml(&text, 0).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
        // What a product has no meter for is refused.
        let Ok(stack) = Stack::parse(&node) else { return Ok(()) };
        let Ok(mut program) = Program::new(&books, &stack, options) else { return Ok(()) };
        compiled.set(compiled.get() + 1);
        let inputs = program.inputs().to_vec();
        let dice = &mut Dice::new(seed);
        for input in inputs.iter().take(3) {
            same(&books, &stack, &mut program, &[(input.place(), input.stated())], options);
        }
        for _ in 0..ASKED {
            let changed = (0..=dice.below(3)).filter_map(|_| {
                let at = dice.below(u64::try_from(inputs.len()).expect("few"));
                let input = inputs.get(usize::try_from(at).expect("few"))?;
                let factor = planner_core::decimal(dice.of(&["0", "0.5", "1.0007", "3", "1000"]))?;
                // What is larger than any figure may be is refused before it is run.
                Some((input.place(), input.stated() * factor))
            });
            let changed: Vec<_> = changed.collect();
            if stack.with(&changed).is_ok() {
                same(&books, &stack, &mut program, &changed, options);
                asked.set(asked.get() + 1);
            }
        }
        ways.set(ways.get() + program.ways());
        Ok(())
    });
    if let Err(proptest::test_runner::TestError::Fail(reason, seed)) = law {
        panic!("{reason}\n{}", random::stack(&books, seed));
    }
    let found = format!("{} compiled, {} asked, {} ways", compiled.get(), asked.get(), ways.get());
    assert!(compiled.get() > 150 && asked.get() > 800 && ways.get() > 300, "only {found}");
}
