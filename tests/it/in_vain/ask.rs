//! A document in, all that is answered out: what two answers are compared by.

use std::sync::Arc;

use std::fmt::Write as _;
use std::sync::Mutex;

use planner_core::Month;
use planner_core::bill::{LimitRow, Line, Unmet};
use planner_core::book::{Books, Product, Provider};
use planner_core::document::parse_yaml;
use planner_core::invoice::UsageDocument;
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;

/// The month that is looked at: every book has prices in it.
pub(crate) const START: &str = "2026-12";

/// How a refusal ends that says nothing of what to write instead.
pub(crate) const NO_HINT: &str = " (and no hint)";

/// What is asked: a stack's months, or the bill of one.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Stack,
    Bill,
}

/// Something that runs: its name, its product without the provider, its plan, and what else is said of it, as entries of a
/// map.
pub(crate) struct Ran<'a>(pub(crate) &'a str, pub(crate) &'a str, pub(crate) &'a str, pub(crate) &'a str);

impl Kind {
    pub(crate) const ALL: [Self; 2] = [Self::Stack, Self::Bill];

    /// A document of one account, with what is said of it as entries of a map.
    pub(crate) fn document(self, provider: &str, account: &str, resources: &[Ran<'_>]) -> String {
        let beside = |entries: &str| {
            if entries.is_empty() { String::new() } else { format!(", {entries}") }
        };
        let account = beside(account);
        let mut text = match self {
            Self::Stack if account.is_empty() => {
                format!("{{ version: 1, name: t, start: {START}, resources: {{ ")
            }
            Self::Stack => format!(
                "{{ version: 1, name: t, start: {START}, accounts: {{ {provider}: {{ provider: {provider}{account} }} }}, \
                 resources: {{ "
            ),
            Self::Bill => {
                format!("{{ version: 1, provider: {provider}, month: {START}{account}, resources: [ ")
            }
        };
        for Ran(name, product, plan, own) in resources {
            let plan = if plan.is_empty() { String::new() } else { format!(", plan: {plan}") };
            let own = beside(own);
            let _ = match self {
                Self::Stack => write!(text, "{name}: {{ product: {provider}/{product}{plan}{own} }}, "),
                Self::Bill => write!(text, "{{ name: {name}, product: {product}{plan}{own} }}, "),
            };
        }
        let text = text.trim_end_matches([' ', ',']);
        match self {
            Self::Stack => format!("{text} }} }}"),
            Self::Bill => format!("{text} ] }}"),
        }
    }

    /// All that is answered, or the refusal.
    pub(crate) fn answer(self, books: &Books, text: &str) -> Result<String, String> {
        match self {
            Self::Stack => answer(books, text),
            Self::Bill => bill(books, text),
        }
    }

    /// What a fault is of.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Stack => "stack",
            Self::Bill => "bill",
        }
    }
}

/// All that a stack's first two months answer, or the refusal.
pub(crate) fn answer(books: &Books, text: &str) -> Result<String, String> {
    let node = parse_yaml(text, 0).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
    let stack = Stack::parse(&node).map_err(|problem| problem.to_string())?;
    let options = Options { months: 2, ..Options::default() };
    let found = project(books, &stack, options).map_err(|problem| problem.to_string())?;
    let mut all = format!("{} {:?} {:?} {:?}", found.currency, found.notes, found.assumptions, found.quotes);
    let _ = write!(all, "{:?} {:?}", found.asks, found.needed.as_ref().map(|needed| &needed.changes));
    for month in &found.months {
        let _ = write!(all, "{:?}", month.accounts);
        rows(&mut all, (&month.lines, &month.limits, &month.unmet));
        let _ = write!(all, "{}", month.total);
    }
    Ok(all)
}

/// All that a bill answers, or the refusal.
fn bill(books: &Books, text: &str) -> Result<String, String> {
    let node = parse_yaml(text, 0).unwrap_or_else(|problem| panic!("{problem}\n{text}"));
    let refused = |problem: planner_core::document::Problem| {
        let hint = problem.hint.as_deref().unwrap_or_default();
        format!("{problem}{}", if hint.is_empty() { NO_HINT } else { "" })
    };
    let usage = UsageDocument::parse(&node).map_err(refused)?;
    let found = usage.bill(books, None).map_err(refused)?;
    let needed = usage.needed(books, None, &found).map_err(refused)?;
    let mut all = format!("{:?} {:?} {}", found.notes, needed.map(|needed| needed.changes), found.invoice);
    rows(&mut all, (&found.lines, &found.limits, &found.unmet));
    Ok(all)
}

fn rows(all: &mut String, (lines, limits, unmet): (&[Arc<Line<'_>>], &[Arc<LimitRow<'_>>], &[Unmet<'_>])) {
    for line in lines {
        let counted = line.meter.and_then(|_| line.priced()).map(|priced| priced.quantity);
        let _ = write!(
            all,
            "{} {} {} {} {:?} {counted:?};",
            line.id(),
            line.plan,
            line.description,
            line.unit,
            line.state
        );
    }
    for limit in limits {
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
    for unmet in unmet {
        let _ = write!(all, "{} needs {};", unmet.resource, unmet.needs());
    }
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
