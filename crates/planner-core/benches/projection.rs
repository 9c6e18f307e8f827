//! How long a projection takes, beside a baseline of plain decimal arithmetic in the same run.
//!
//! Machines differ and are shared: compare the ratios, `cargo bench -p planner-core --features yaml`.
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot start has nothing to measure")]

use divan::{Bencher, black_box};
use planner_core::book::Books;
use planner_core::demand::{Autoscaler, Instance, Shape, autoscale};
use planner_core::document::parse_yaml;
use planner_core::output::Report;
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;
use planner_core::{Date, Month, decimal};

const PRODUCTION: &str = include_str!("../data/stacks/gp-bikes-production.yaml");

fn main() {
    divan::main();
}

fn stack() -> Stack {
    Stack::parse(&parse_yaml(PRODUCTION, 0).unwrap()).unwrap()
}

fn options() -> Options {
    Options { months: 36, ..Options::default() }
}

/// The yardstick: ten thousand exact products and sums.
#[divan::bench]
fn baseline_10_000_decimal_products() -> String {
    let price = decimal("0.000002").unwrap();
    let total = (0_u32..10_000)
        .fold(decimal("0").unwrap(), |sum, used| sum + price * rust_decimal::Decimal::from(black_box(used)));
    total.to_string()
}

/// The promise: gp-bikes in production over 36 months, exact, in under a millisecond.
#[divan::bench]
fn project_36_months(bencher: Bencher<'_, '_>) {
    let (books, stack) = (Books::bundled().unwrap(), stack());
    bencher.bench_local(|| project(&books, black_box(&stack), options()).unwrap().months.len());
}

/// The same with everything turned into owned text, as the page and JSON want it.
#[divan::bench]
fn report_36_months(bencher: Bencher<'_, '_>) {
    let (books, stack) = (Books::bundled().unwrap(), stack());
    bencher
        .bench_local(|| Report::from(&project(&books, black_box(&stack), options()).unwrap()).months.len());
}

/// Reading every bundled price file.
#[divan::bench]
fn read_all_price_files() -> usize {
    let books = Books::bundled().unwrap();
    books.providers().map(|provider| books.files(provider).len()).sum()
}

/// Reading them and folding every provider up to its newest prices.
#[divan::bench]
fn fold_all_price_books() -> usize {
    let books = Books::bundled().unwrap();
    let day = Date::parse("2199-12-31").unwrap();
    books.providers().map(|provider| books.as_of(provider, day).unwrap().provider.products.len()).sum()
}

/// Reading a stack file.
#[divan::bench]
fn read_a_stack() -> usize {
    stack().resources.len()
}

/// One month of an autoscaler over the hours of a day; a projection makes one for each month and scaled resource.
#[divan::bench]
fn autoscale_a_month(bencher: Bencher<'_, '_>) {
    let web = Instance {
        cores: decimal("1"),
        cpu_seconds: decimal("0.06"),
        response_seconds: decimal("0.2"),
        slots: decimal("50"),
        memory: decimal("2000000000"),
        fixed_memory: decimal("300000000"),
        request_memory: decimal("5000000"),
    };
    let targets = (decimal("0.7"), decimal("0.8"));
    let rule = Autoscaler { min: 1, max: 20, cpu: targets.0, memory: targets.1, delay: 300, every: 60 };
    let (shape, month) = (Shape::day(), Month::parse("2026-12").unwrap());
    let total = decimal("200000000").unwrap();
    bencher.bench_local(|| autoscale(&rule, &web, black_box(&shape), month, total).unwrap().mean);
}
