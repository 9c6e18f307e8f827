//! A stack in, all that is answered out: what two answers are compared by.

use std::fmt::Write as _;
use std::sync::Mutex;

use planner_core::Month;
use planner_core::book::{Books, Product, Provider};
use planner_core::document::parse_yaml;
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;

/// The month that is looked at: every book has prices in it.
pub(crate) const START: &str = "2026-12";

/// All that is answered over two months, or the refusal.
pub(crate) fn answer(books: &Books, text: &str) -> Result<String, String> {
    let node = parse_yaml(text, 0).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
    let stack = Stack::parse(&node).map_err(|problem| problem.to_string())?;
    let options = Options { months: 2, ..Options::default() };
    let found = project(books, &stack, options).map_err(|problem| problem.to_string())?;
    let mut all = format!("{} {:?} {:?} {:?}", found.currency, found.notes, found.assumptions, found.quotes);
    let _ = write!(all, "{:?} {:?}", found.asks, found.needed.as_ref().map(|needed| &needed.changes));
    for month in &found.months {
        let _ = write!(all, "{:?}", month.accounts);
        for line in &month.lines {
            let _ = write!(
                all,
                "{} {} {} {} {:?};",
                line.id(),
                line.plan,
                line.description,
                line.unit,
                line.state
            );
        }
        for limit in &month.limits {
            let _ = write!(
                all,
                "{} {} {} {:?} {:?} {:?} {:?} {:?} {} {:?};",
                limit.id(),
                limit.description,
                limit.unit,
                limit.usage,
                limit.ceiling,
                limit.passed_at,
                limit.state,
                limit.stages,
                limit.consequence(),
                limit.says,
            );
        }
        for unmet in &month.unmet {
            let _ = write!(all, "{} needs {};", unmet.resource, unmet.needs());
        }
        let _ = write!(all, "{}", month.total);
    }
    Ok(all)
}

/// What is found over all providers, on every core.
pub(crate) fn over_all(books: &Books, look: impl Fn(&Provider) -> Vec<String> + Sync) -> Vec<String> {
    let day = Month::parse(START).map(Month::first_day).expect("a day");
    let left: Mutex<Vec<&Provider>> = Mutex::new(
        books.providers().filter_map(|id| books.as_of(id, day).ok().map(|book| &book.provider)).collect(),
    );
    let found = Mutex::new(Vec::new());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let next = left.lock().expect("no panic").pop();
                    let Some(provider) = next else { return };
                    let faults = look(provider);
                    found.lock().expect("no panic").extend(faults);
                }
            });
        }
    });
    let mut found = found.into_inner().expect("no panic");
    found.sort();
    found
}

/// The plans of a product that can be had in the month.
pub(crate) fn plans(product: &Product) -> Vec<&str> {
    let day = Month::parse(START).map(Month::first_day).expect("a day");
    let had = product.plans.iter().filter(|(_, plan)| plan.until.is_none_or(|until| until > day));
    had.map(|(id, _)| id.as_str()).collect()
}
