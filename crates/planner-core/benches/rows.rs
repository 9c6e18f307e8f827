//! How long questions take, each beside a yardstick of plain decimal arithmetic that runs next to it.
//!
//! Prints `name ns multiple-of-yardstick`, one a line. Machines differ and are shared: compare the multiples. Each time is the
//! fastest of many, which noise can only lengthen. `cargo xtask bench --quick` takes less time for each.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::disallowed_types,
    reason = "a benchmark reads the clock and prints its rows; one that cannot start has nothing to measure"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use planner_core::answers::floor::floor;
use planner_core::answers::one_more::one_more;
use planner_core::answers::redis::redis;
use planner_core::book::Books;
use planner_core::demand::{Autoscaler, Instance, Shape, autoscale};
use planner_core::document::parse_yaml;
use planner_core::output::Report;
use planner_core::program::Program;
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;
use planner_core::{Date, Month, decimal};
use rust_decimal::Decimal;

const PRODUCTION: &str = include_str!("../data/stacks/gp-bikes-production.yaml");
const KVSHVL: &str = include_str!("../data/stacks/kvshvl.yaml");
const ASSISTANT: &str = include_str!("../data/stacks/ai-assistant.yaml");

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let quick = words.iter().any(|word| word == "--quick");
    let wanted = words.into_iter().filter(|word| !word.starts_with("--")).collect();
    let rows = Rows { budget: Duration::from_millis(if quick { 400 } else { 2_000 }), wanted };
    let books = Books::bundled().unwrap();
    projections(&rows, &books, quick);
    programs(&rows, &books);
    questions(&rows, &books);
    rows.time("read_books", || Books::bundled().unwrap().providers().count());
    rows.time("fold_books", || folded(&Books::bundled().unwrap()));
    rows.time("read_stack", || stack(PRODUCTION).resources.len());
    let (rule, web, month) = autoscaled();
    let (shape, total) = (Shape::day(), decimal("200000000").unwrap());
    rows.time("autoscale_month", || autoscale(&rule, &web, black_box(&shape), month, total).unwrap().mean);
}

/// Projections over 36 months, from the stack that was read.
fn projections(rows: &Rows, books: &Books, quick: bool) {
    let months = |stack: &Stack| project(books, black_box(stack), options()).unwrap().months.len();
    let production = stack(PRODUCTION);
    rows.time("project_36", || months(&production));
    rows.time("report_36", || {
        Report::from(&project(books, black_box(&production), options()).unwrap()).months.len()
    });
    // What grows has another answer in every month.
    let growing = stack(&growing(PRODUCTION));
    rows.time("project_36_growing", || months(&growing));
    for (name, text) in [("project_kvshvl_36", KVSHVL), ("project_ai_assistant_36", ASSISTANT)] {
        let stack = stack(text);
        rows.time(name, || months(&stack));
    }
    let counts = if quick { &[10, 100][..] } else { &[10, 100, 1_000] };
    for count in counts {
        let name = format!("services_{count}_36");
        if rows.wants(&name) {
            let stack = stack(&services(*count));
            rows.time(&name, || months(&stack));
        }
    }
}

/// The same as programs: compiled, and run for other numbers.
fn programs(rows: &Rows, books: &Books) {
    let production = stack(PRODUCTION);
    let compiled = |stack: &Stack| Program::new(books, black_box(stack), options()).unwrap();
    rows.time("compile_exact_36", || compiled(&production).ways());
    // A plan is another stack: it is compiled anew.
    let swapped = stack(&PRODUCTION.replacen("plan: standard", "plan: pro", 1));
    let plan = |stack: &Stack| format!("{:?}", stack.resources.get("web").map(|web| web.plan.clone()));
    assert_ne!(plan(&production), plan(&swapped), "the plan is written in another way now");
    rows.time("swap_36", || compiled(&swapped).ways());
    let stacks = [
        ("exact_36", PRODUCTION.to_owned()),
        ("exact_36_growing", growing(PRODUCTION)),
        ("kvshvl_36", KVSHVL.to_owned()),
        ("ai_assistant_36", ASSISTANT.to_owned()),
    ];
    for (name, text) in stacks.iter().filter(|(name, _)| rows.wants(name)) {
        let stack = stack(text);
        let moved = moved(books, &stack);
        run(rows, name, books, &stack, &moved);
    }
    if rows.wants("given_36") {
        let moved = [("drivers.users".to_owned(), Decimal::new(10_001, 1).into())];
        run(rows, "given_36", books, &production, &moved);
    }
}

/// Times a program that is run in turn for the numbers as they are stated and for others on the same way, so that all that
/// comes of them is worked out again each time.
fn run(rows: &Rows, name: &str, books: &Books, stack: &Stack, moved: &[(String, planner_core::Decimal)]) {
    let mut program = Program::new(books, stack, options()).unwrap();
    let moved: Vec<_> = moved.iter().map(|(place, number)| (place.as_str(), *number)).collect();
    let mut turn = false;
    rows.time_mut(name, || {
        turn = !turn;
        let given = if turn { moved.as_slice() } else { &[] };
        program.run(black_box(given)).unwrap().months().len()
    });
    assert_eq!(program.ways(), 1, "{name} leaves its way");
}

/// Every number of a stack a ten-millionth larger, but for those that are on another way then: counts of whole things.
fn moved(books: &Books, stack: &Stack) -> Vec<(String, planner_core::Decimal)> {
    let little = decimal("1.0000001").unwrap();
    let inputs = Program::new(books, stack, options()).unwrap().inputs().to_vec();
    let mut moved: Vec<(String, planner_core::Decimal)> = Vec::new();
    for input in inputs {
        moved.push((input.place().to_owned(), input.stated() * little));
        let given: Vec<_> = moved.iter().map(|(place, number)| (place.as_str(), *number)).collect();
        let mut program = Program::new(books, stack, options()).unwrap();
        program.run(&given).unwrap();
        if program.ways() > 1 {
            moved.pop();
        }
    }
    assert!(moved.len() > 3, "nothing of the stack moves");
    moved
}

/// Questions that ask for many futures of a stack, over twelve months.
fn questions(rows: &Rows, books: &Books) {
    let options = Options::default();
    let redis_of = |plan: &str, rest: &str| format!("{{ product: upstash/redis, plan: {plan}{rest} }}");
    let queues = |count: usize| stack(&many(count, &redis_of("payg", ", usage: { commands: 1000 /day }")));
    for count in [50, 100] {
        let name = format!("more_{count}");
        if rows.wants(&name) {
            let stack = queues(count);
            rows.time(&name, || one_more(books, black_box(&stack), options).unwrap().steps.len());
        }
    }
    let databases = stack(&many(800, "{ product: render/postgres, usage: { storage: 10 GB } }"));
    rows.time("floor_800", || floor(books, black_box(&databases), options).unwrap().months.len());
    let clients = "{ profile: bullmq/worker, jobs: 10 /min }, ".repeat(100);
    let clients = stack(&many(1, &redis_of("free", &format!(", clients: [ {clients} ]"))));
    rows.time("redis_100", || redis(books, black_box(&clients), options).unwrap().resources.len());
}

/// Which rows are run, and for how long each.
struct Rows {
    budget: Duration,
    wanted: Vec<String>,
}

impl Rows {
    fn wants(&self, name: &str) -> bool {
        self.wanted.is_empty() || self.wanted.iter().any(|wanted| name.contains(wanted))
    }

    /// Prints the fastest run of a question, as a multiple of the yardstick's fastest just before it.
    fn time<T>(&self, name: &str, question: impl Fn() -> T) {
        self.time_mut(name, question);
    }

    /// The same of a question that keeps something from one time to the next.
    fn time_mut<T>(&self, name: &str, question: impl FnMut() -> T) {
        if !self.wants(name) {
            return;
        }
        let yardstick = fastest(self.budget / 8, yardstick);
        let time = fastest(self.budget, question);
        println!("{name} {} {:.1}", time.as_nanos(), time.as_secs_f64() / yardstick.as_secs_f64());
    }
}

/// The fastest of as many runs as fit; three at least.
fn fastest<T>(budget: Duration, mut question: impl FnMut() -> T) -> Duration {
    let begun = Instant::now();
    let mut fastest = Duration::MAX;
    let mut runs = 0;
    while runs < 3 || begun.elapsed() < budget {
        let start = Instant::now();
        black_box(question());
        fastest = fastest.min(start.elapsed());
        runs += 1;
    }
    fastest
}

/// Ten thousand exact products and sums.
fn yardstick() -> Decimal {
    let price = decimal("0.000002").unwrap().exact();
    (0_u32..10_000).fold(Decimal::ZERO, |sum, used| sum + price * Decimal::from(black_box(used)))
}

fn options() -> Options {
    Options { months: 36, ..Options::default() }
}

fn stack(text: &str) -> Stack {
    Stack::parse(&parse_yaml(text, 0).unwrap()).unwrap()
}

/// The same stack with its users and its jobs growing by 5 % a month.
fn growing(text: &str) -> String {
    let all = text.replace("users:    { start: 1000,", "users: { start: 1000, growth: 5 %/month,");
    let all = all.replace("jobs:     { start: 100 /min,", "jobs: { start: 100 /min, growth: 5 %/month,");
    assert_eq!(all.matches("growth: 5 %/month").count(), 2, "the drivers are written in another way now");
    all
}

/// A stack of so many resources that are alike.
fn many(count: usize, resource: &str) -> String {
    let one = |at| format!("  r{at}: {resource}\n");
    let all = (0..count).map(one).collect::<Vec<_>>().concat();
    format!("version: 1\nname: many\nstart: 2026-12\nresources:\n{all}")
}

/// A stack of so many services, each with its bandwidth.
fn services(count: usize) -> String {
    let one = |at: usize| {
        format!("  web-{at}: {{ product: render/web, plan: starter, usage: {{ bandwidth: {at} GB }} }}\n")
    };
    let all: String = (0..count).map(one).collect();
    format!(
        "version: 1\nname: services\nstart: 2026-12\naccounts: {{ render: {{ plan: pro }} }}\nresources:\n{all}"
    )
}

fn folded(books: &Books) -> usize {
    let day = Date::parse("2199-12-31").unwrap();
    books.providers().map(|provider| books.as_of(provider, day).unwrap().provider.products.len()).sum()
}

/// One month of an autoscaler over the hours of a day; a projection makes one for each month and scaled resource.
fn autoscaled() -> (Autoscaler, Instance, Month) {
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
    (rule, web, Month::parse("2026-12").unwrap())
}
