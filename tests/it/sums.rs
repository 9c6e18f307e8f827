//! Laws of what months come to, on random stacks of everything the books have: sums are exact, nothing is below zero, more
//! usage never costs less, and the order things are written in does not matter.

use std::fmt::Write as _;

use planner_core::Decimal;
use planner_core::Month;
use planner_core::answers::compare::compare;
use planner_core::bill::{LimitRow, Line};
use planner_core::book::{Books, Effect, OptionKind, Product, Provider, Window};
use planner_core::document::parse_yaml;
use planner_core::output::Report;
use planner_core::projection::{Options, ProjectedMonth, Projection, project};
use planner_core::stack::Stack;
use proptest::prelude::*;
use proptest::test_runner::{TestError, TestRunner};

/// What a random stack is made from: numbers that choose, so that a smaller number is a simpler stack.
#[derive(Clone, Debug)]
struct Seed {
    start: u32,
    provider: usize,
    plan: usize,
    options: Vec<usize>,
    resources: Vec<(usize, usize, Vec<usize>, Vec<u32>)>,
    quoted: bool,
}

fn seed() -> impl Strategy<Value = Seed> {
    let choices = || proptest::collection::vec(0_usize..6, 24);
    let resource = (0_usize..40, 0_usize..40, choices(), proptest::collection::vec(0_u32..1_000_000, 24));
    let resources = proptest::collection::vec(resource, 1..4);
    (0_u32..24, 0_usize..60, 0_usize..20, choices(), resources, any::<bool>()).prop_map(
        |(start, provider, plan, options, resources, quoted)| Seed {
            start,
            provider,
            plan,
            options,
            resources,
            quoted,
        },
    )
}

/// The text of a stack, its usage `times` what the seed says, its resources in order or reversed.
fn text(provider: &Provider, seed: &Seed, times: u32, reversed: bool) -> String {
    let id = &provider.provider;
    let mut text =
        format!("version: 1\nname: random\nstart: {}\naccounts:\n  work:\n    provider: {id}\n", start(seed));
    if let Some(plan) = nth(provider.account.plans.keys(), seed.plan) {
        let _ = writeln!(text, "    plan: {plan}");
    }
    let _ = writeln!(text, "    options: {{ {} }}", options(&provider.account, &seed.options));
    let mut resources: Vec<String> = Vec::new();
    for (at, (product, plan, chosen, amounts)) in seed.resources.iter().enumerate() {
        let Some(product_id) = nth(provider.products.keys(), *product) else { continue };
        let product = provider.products.get(product_id).expect("it is one");
        let mut one = format!("  r{at}:\n    product: {id}/{product_id}\n");
        if let Some(plan) = nth(product.plans.keys(), *plan) {
            let _ = writeln!(one, "    plan: {plan}");
        }
        if seed.quoted && at == 0 {
            let _ = writeln!(one, "    quoted: 5");
        }
        let _ = writeln!(one, "    options: {{ {} }}", options(product, chosen));
        // What is inside another, or stands beside another that is never less, is refused in most random sizes.
        let bound = |key: &&String| {
            product.requests.inside.contains_key(key.as_str())
                || product.meters.get(*key).is_some_and(|meter| meter.stand_in.is_some())
        };
        let keys = product.meters.keys().chain(product.reports.iter()).filter(|key| !bound(key));
        let keys: Vec<&String> = keys.collect();
        let mut usage: Vec<String> = Vec::new();
        for (key, amount) in keys.iter().zip(amounts) {
            // A third of the meters stay without usage, and sizes spread over many powers of ten.
            let size = u64::from(amount / 700).pow(2 % (1 + amount % 3)) * u64::from(times);
            if amount % 3 != 0 && !usage.iter().any(|known| known.starts_with(&format!("{key}:"))) {
                usage.push(format!("{key}: {size}.{}", amount % 10));
            }
        }
        let _ = writeln!(one, "    usage: {{ {} }}", usage.join(", "));
        resources.push(one);
    }
    if reversed {
        resources.reverse();
    }
    let _ = write!(text, "resources:\n{}", resources.concat());
    text
}

/// The first month: with its two successors, it meets every change of prices there has been.
fn start(seed: &Seed) -> Month {
    Month::parse("2025-07").and_then(|first| first.plus(seed.start)).expect("a month")
}

fn nth<'a>(all: impl Iterator<Item = &'a String>, at: usize) -> Option<&'a String> {
    let all: Vec<&String> = all.collect();
    all.get(at % all.len().max(1)).copied()
}

/// Settings that change prices: caps, commitments, credits, budgets and what else has a number or a flag.
fn options(product: &Product, chosen: &[usize]) -> String {
    let mut all = Vec::new();
    for ((id, terms), choice) in product.options.iter().zip(chosen) {
        match (&terms.kind, choice) {
            (OptionKind::Money, 1..4) => {
                all.push(format!("{id}: {}", 10_u64.pow(u32::try_from(*choice).expect("small"))));
            }
            (OptionKind::Count, 1) => all.push(format!("{id}: 1")),
            (OptionKind::Flag, 1) => all.push(format!("{id}: true")),
            _ => {}
        }
    }
    all.join(", ")
}

fn projected<'a>(books: &'a Books, stack: &'a Stack, quoted: bool) -> Option<Projection<'a>> {
    // A plan that cannot be had beside the account's, a figure too large: what is refused has no sum.
    project(books, stack, Options { months: 3, quoted, ..Options::default() }).ok()
}

fn sum<'a>(lines: impl Iterator<Item = &'a Line<'a>>) -> Decimal {
    lines.filter_map(Line::summed).sum()
}

#[test]
fn sums_are_exact_never_below_zero_and_never_fall_with_usage() {
    let books = Books::bundled().expect("the bundled books are whole");
    let ids: Vec<&str> = books.providers().collect();
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 600,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_128),
        ..ProptestConfig::default()
    });
    let counted = std::cell::Cell::new(0_u32);
    let law = runner.run(&seed(), |seed| {
        let id = ids.get(seed.provider % ids.len()).expect("one of them");
        // Before a provider's first prices there is nothing to add up.
        let Ok(book) = books.as_of(id, start(&seed).first_day()) else { return Ok(()) };
        let provider = &book.provider;
        let stack = |times, reversed| {
            let text = text(provider, &seed, times, reversed);
            let node = parse_yaml(&text, 0).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
            Stack::parse(&node).unwrap_or_else(|problem| panic!("{problem}\n{text}"))
        };
        let (once, twice, reversed) = (stack(1, false), stack(2, false), stack(1, true));
        let Some(first) = projected(&books, &once, seed.quoted) else { return Ok(()) };
        counted.set(counted.get().saturating_add(1));
        for month in &first.months {
            prop_assert_eq!(sum(month.lines()), month.total, "lines do not sum to {}", month.month);
            prop_assert!(month.total >= Decimal::ZERO, "{} in {}", month.total, month.month);
            let accounts: Decimal = month.accounts.iter().map(|account| account.total).sum();
            prop_assert_eq!(accounts, month.total, "accounts do not sum to {}", month.month);
            for account in &month.accounts {
                let own = sum(month.lines().filter(|line| line.account == account.account));
                prop_assert_eq!(own, account.total, "{}", account.account);
            }
        }
        if let Some(more) = projected(&books, &twice, seed.quoted) {
            for (month, more) in first.months.iter().zip(&more.months) {
                prop_assert!(
                    more.total >= month.total,
                    "{} falls to {} in {}",
                    month.total,
                    more.total,
                    month.month
                );
            }
        }
        let other = projected(&books, &reversed, seed.quoted).expect("it was accepted in the other order");
        for (month, other) in first.months.iter().zip(&other.months) {
            prop_assert_eq!(month.total, other.total, "the order of resources matters in {}", month.month);
        }
        Ok(())
    });
    fail(&books, law);
    assert!(counted.get() > 100, "only {} were projected", counted.get());
}

/// Says for which stack a law does not hold.
fn fail(books: &Books, law: Result<(), TestError<Seed>>) {
    let ids: Vec<&str> = books.providers().collect();
    if let Err(TestError::Fail(reason, seed)) = law {
        let id = ids.get(seed.provider % ids.len()).expect("one of them");
        let provider = &books.as_of(id, start(&seed).first_day()).expect("a book").provider;
        panic!("{reason}\n{}", text(provider, &seed, 1, false));
    }
}

/// Columns of a comparison share what is worked out for several of them: each is what it is alone.
#[test]
fn a_column_is_what_it_is_alone() {
    let books = Books::bundled().expect("the bundled books are whole");
    let ids: Vec<&str> = books.providers().collect();
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 300,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_129),
        ..ProptestConfig::default()
    });
    let counted = std::cell::Cell::new(0_u32);
    let law = runner.run(&seed(), |seed| {
        let id = ids.get(seed.provider % ids.len()).expect("one of them");
        let Ok(book) = books.as_of(id, start(&seed).first_day()) else { return Ok(()) };
        let stack = |times, head: &str| {
            let text = format!("{head}{}", text(&book.provider, &seed, times, false));
            let node = parse_yaml(&text, 0).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
            Stack::parse(&node).unwrap_or_else(|problem| panic!("{problem}\n{text}"))
        };
        // The same use, more of it, the same again, and at other hours.
        let hours = "shape: { hours: 8-22, days: mon-fri, outside: 10 % }\n";
        let stacks = [stack(1, ""), stack(3, ""), stack(1, ""), stack(1, hours), stack(1, "shape: day\n")];
        let stacks: Vec<(String, Stack)> =
            stacks.into_iter().enumerate().map(|(at, stack)| (at.to_string(), stack)).collect();
        let options = Options { months: 14, ..Options::default() };
        let Ok(together) = compare(&books, &stacks, options) else { return Ok(()) };
        counted.set(counted.get().saturating_add(1));
        for ((_, stack), column) in stacks.iter().zip(&together.columns) {
            let alone = project(&books, stack, options).expect("it was projected beside others");
            // What differs is seen by running both: a report is too long for a message.
            prop_assert!(Report::from(&alone) == column.report, "differs in column {}", column.name);
        }
        Ok(())
    });
    fail(&books, law);
    assert!(counted.get() > 50, "only {} were compared", counted.get());
}

/// A month that repeats an earlier one is looked up, on other days: it is what it is where the projection begins with it.
#[test]
fn a_month_is_what_it_is_first() {
    let books = Books::bundled().expect("the bundled books are whole");
    let ids: Vec<&str> = books.providers().collect();
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 200,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_130),
        ..ProptestConfig::default()
    });
    let counted = std::cell::Cell::new(0_u32);
    let law = runner.run(&seed(), |seed| {
        let id = ids.get(seed.provider % ids.len()).expect("one of them");
        let Ok(book) = books.as_of(id, start(&seed).first_day()) else { return Ok(()) };
        let from = |month: Month| {
            // An account of long standing, used at work.
            let text = text(&book.provider, &seed, 1, false);
            let text = text.replace(&format!("start: {}\n", start(&seed)), &format!("start: {month}\n"));
            let text = text.replace("  work:\n", "  work:\n    since: 2020-01-01\n");
            let node = parse_yaml(&format!("shape: office\n{text}"), 0)
                .unwrap_or_else(|problem| panic!("{problem}"));
            Stack::parse(&node).unwrap_or_else(|problem| panic!("{problem}"))
        };
        let options = |months| Options { months, ..Options::default() };
        let whole = from(start(&seed));
        let Ok(whole) = project(&books, &whole, options(15)) else { return Ok(()) };
        for month in &whole.months {
            let alone = from(month.month);
            let Ok(alone) = project(&books, &alone, options(1)) else { continue };
            let Some(first) = alone.months.first() else { continue };
            counted.set(counted.get().saturating_add(1));
            prop_assert!(rows(month) == rows(first), "differs in {}", month.month);
        }
        Ok(())
    });
    fail(&books, law);
    assert!(counted.get() > 300, "only {} were compared", counted.get());
}

/// What a month comes to, but for what goes by what was before: ages, and what is given once or moves to another plan.
fn rows(month: &ProjectedMonth<'_>) -> Vec<String> {
    let before = |row: &&LimitRow<'_>| {
        matches!(row.window, Window::Age | Window::Life) || row.effect == Effect::Moved || row.to.is_some()
    };
    let limits = month.limits().filter(|row| !before(row)).map(|row| {
        format!("{} {:?} {:?} {:?} {:?}", row.id(), row.usage, row.state, row.passed_on, row.days)
    });
    limits.collect()
}
