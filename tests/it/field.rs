//! Cases from the field: what people typed in and got wrong, or misleading, answers for. `tests/cases/field/*.yaml`.
//!
//! A file has `cases:`, a list. A case has
//!
//! - `id`, `kind` (a short name of the kind of fault), `why` (the arithmetic by hand) and `source`;
//! - `stack:` (a stack document; `months:`, `as_of:` and `quoted: true` beside it are optional, 12 months otherwise), or
//!   `usage:` (a bill document, as `headroom bill` takes it; `as_of:` is optional);
//! - `expect:` with any of the following, at least one:
//!   - `total`: the sum of all months, or the bill; `invoice`: what a bill's rounding makes of it;
//!   - `month_totals: [..]`: the total of each month, from the first on;
//!   - `accounts: { name: amount }`: what each account comes to, in the first month or in `in:`;
//!   - `lines: { id: amount }`: where several lines have the id, their sum; `unpriced`, `other currency`, `usage not given` and `none`
//!     (there is no such line) instead of an amount; of the first month, or of `in: 2027-01`;
//!   - `formulas: { line id: text }`: how the first line of an id says it came about;
//!   - `count: { line or limit id: number }`: how many lines, or limits, there are of an id;
//!   - `states: { limit id: over | tight | ok | usage not given | not stated | none }`, of the same month;
//!   - `headroom: { limit id: share }` and `used: { limit id: quantity }`, of the same month;
//!   - `passes: { limit id: day or not }`, when it is passed in that month;
//!   - `first_limit`, `first_overage`: `none`, or the id, then what the consequence begins with, then the date;
//!   - `notes`, `no_notes`, `unmet`, `assumptions`: pieces of text that must, or must not, be in one of them; an empty
//!     list wants none at all;
//!   - `needed: { first_month, total, plans: [..] }` with the plans it needs, or `none`; `asks: [..]`, exactly the facts that
//!     terms ask for; `judged_all`, whether every limit has usage; `next_input`, the input to state next;
//!   - `error: { message, path, hint }`: pieces of message and hint, and the whole path; the document is refused.
//!
//! Numbers are compared as numbers, to the last digit. A new kind of expectation is an arm in `Answer::holds`.

mod read;

use std::sync::Arc;

use planner_core::Decimal;
use planner_core::bill::{LimitRow, Line, State};
use planner_core::book::Books;
use planner_core::document::{Node, Problem, Value};
use planner_core::invoice::UsageDocument;
use planner_core::output::Report;
use planner_core::projection::{First, Options, Projection, project};
use planner_core::stack::Stack;
use planner_core::{Date, Month, decimal};

use self::read::{beside, is_first, list, map, missing, needed_month, text};
use crate::cases::{cases, entries, files, none, word};

#[test]
fn every_field_case_comes_out() {
    let books = Books::bundled().expect("the bundled books are whole");
    let mut faults = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    for file in files("field") {
        for case in cases(&file) {
            let id = word(&case, "id").unwrap_or_else(|| "a case without an id".to_owned());
            if !seen.insert(id.clone()) {
                faults.push(format!("{file}: there are two of {id}"));
            }
            faults.extend(wrong(&books, &case).into_iter().map(|fault| format!("{file}: {id}: {fault}")));
        }
    }
    none(&faults);
}

const KEYS: [&str; 10] =
    ["id", "kind", "why", "source", "stack", "usage", "months", "as_of", "quoted", "expect"];

/// What of a case does not come out.
fn wrong(books: &Books, case: &Node) -> Vec<String> {
    let mut faults = Vec::new();
    let Value::Map(keys) = &case.value else { return vec!["is no map".to_owned()] };
    for (key, _) in keys.iter().filter(|(key, _)| !KEYS.contains(&key.as_str())) {
        faults.push(format!("`{key}` means nothing here"));
    }
    for needed in ["kind", "why", "source"].into_iter().filter(|key| word(case, key).is_none()) {
        faults.push(format!("has no `{needed}`"));
    }
    let expected = entries(case, "expect");
    if expected.is_empty() {
        faults.push("expects nothing".to_owned());
    }
    let as_of = word(case, "as_of").map(|day| Date::parse(&day).expect("as_of is a day"));
    match (case.get("stack"), case.get("usage")) {
        (Some(document), None) => {
            let months = word(case, "months").map(|months| months.parse().expect("months is a number"));
            let options = Options {
                months: months.unwrap_or(planner_core::projection::MONTHS),
                as_of,
                quoted: word(case, "quoted").as_deref() == Some("true"),
                ..Options::default()
            };
            match Stack::parse(document) {
                Err(problem) => refused(expected, &problem, &mut faults),
                Ok(stack) => match project(books, &stack, options) {
                    Err(problem) => refused(expected, &problem, &mut faults),
                    Ok(projection) => Answer::of(&projection, expected).check(expected, &mut faults),
                },
            }
        }
        (None, Some(document)) => match UsageDocument::parse(document) {
            Err(problem) => refused(expected, &problem, &mut faults),
            Ok(usage) => match usage.bill(books, as_of) {
                Err(problem) => refused(expected, &problem, &mut faults),
                Ok(bill) => {
                    let total = bill.total().expect("the lines sum");
                    let answer = Answer {
                        total,
                        invoice: Some(bill.invoice),
                        months: vec![total],
                        accounts: Vec::new(),
                        lines: &bill.lines,
                        limits: &bill.limits,
                        unmet: bill.unmet.iter().map(|u| format!("{}: {}", u.resource, u.needs())).collect(),
                        notes: bill.notes.texts(),
                        assumptions: None,
                        firsts: None,
                        report: None,
                    };
                    let (needs, rest): (Vec<_>, Vec<_>) =
                        expected.iter().cloned().partition(|(key, _)| key == "needed");
                    answer.check(&rest, &mut faults);
                    for (_, wanted) in &needs {
                        match usage.needed(books, as_of, &bill) {
                            Err(problem) => faults.push(format!("what it needs is refused: {problem}")),
                            Ok(found) => needed_month(found.as_ref(), wanted, &mut faults),
                        }
                    }
                }
            },
        },
        _ => faults.push("needs one of `stack` and `usage`".to_owned()),
    }
    faults
}

/// Holds a refusal against the one that is expected.
fn refused(expected: &[(String, Node)], problem: &Problem, faults: &mut Vec<String>) {
    let [(key, error)] = expected else {
        faults.push(format!("is refused: {problem} (hint: {:?})", problem.hint));
        return;
    };
    if key != "error" {
        faults.push(format!("is refused: {problem} (hint: {:?})", problem.hint));
        return;
    }
    let Value::Map(pieces) = &error.value else {
        faults.push("`error` is no map of message, path and hint".to_owned());
        return;
    };
    for (key, wanted) in pieces {
        let wanted = text(wanted);
        let (found, holds) = match key.as_str() {
            "message" => (problem.message.clone(), problem.message.contains(&wanted)),
            "path" => (problem.path.clone(), problem.path == wanted),
            "hint" => {
                let hint = problem.hint.clone().unwrap_or_default();
                (hint.clone(), hint.contains(&wanted))
            }
            other => (String::new(), other.is_empty()),
        };
        if !holds {
            faults.push(format!("the error's {key} is {found:?}, and should have {wanted:?}"));
        }
    }
}

/// What a projection or a bill answers.
struct Answer<'r, 'a> {
    total: Decimal,
    invoice: Option<Decimal>,
    months: Vec<Decimal>,
    accounts: Vec<(&'a str, Decimal)>,
    lines: &'r [Arc<Line<'a>>],
    limits: &'r [Arc<LimitRow<'a>>],
    unmet: Vec<String>,
    notes: Vec<String>,
    assumptions: Option<Vec<String>>,
    /// The first limit and the first overage, as id, consequence and date.
    firsts: Option<[Option<(String, String, String)>; 2]>,
    report: Option<Report>,
}

impl<'r, 'a> Answer<'r, 'a> {
    fn of(projection: &'r Projection<'a>, expected: &[(String, Node)]) -> Self {
        let wanted = expected.iter().find(|(key, _)| key == "in").map(|(_, month)| text(month));
        let wanted = wanted.map(|month| Month::parse(&month).expect("`in` is a month"));
        let mut months = projection.months.iter();
        let month = months
            .find(|month| wanted.is_none_or(|wanted| month.month == wanted))
            .expect("`in` is one of the months");
        let first = |first: Option<First<'_, '_>>| {
            first.map(|first| {
                let date = first.limit.passed_on.map(|date| date.to_string()).unwrap_or_default();
                (first.limit.id(), first.limit.consequence(), date)
            })
        };
        Self {
            total: projection.total().amount(),
            invoice: None,
            months: projection.months.iter().map(|month| month.total).collect(),
            accounts: month.accounts.iter().map(|one| (one.account, one.total)).collect(),
            lines: &month.lines,
            limits: &month.limits,
            unmet: month.unmet.iter().map(|u| format!("{}: {}", u.resource, u.needs())).collect(),
            notes: projection.notes.texts(),
            assumptions: Some(
                projection
                    .assumptions
                    .iter()
                    .map(|a| format!("{}: {} ({})", a.path, a.value, a.reason))
                    .collect(),
            ),
            firsts: Some([first(projection.first_limit()), first(projection.first_overage())]),
            report: Some(Report::from(projection)),
        }
    }

    fn check(&self, expected: &[(String, Node)], faults: &mut Vec<String>) {
        for (key, wanted) in expected {
            self.holds(key, wanted, faults);
        }
    }

    /// One expectation: its name, and what is wanted.
    fn holds(&self, key: &str, wanted: &Node, faults: &mut Vec<String>) {
        let mut compare = |what: String, found: Option<String>, wanted: &Node| {
            let (found, wanted) = (found.unwrap_or_else(|| "none".to_owned()), text(wanted));
            let same = match (decimal(&found), decimal(&wanted)) {
                (Some(a), Some(b)) => a == b,
                _ => found == wanted,
            };
            if !same {
                faults.push(format!("{what} is {found}, by hand it is {wanted}"));
            }
        };
        match key {
            "in" => {} // Says which month the others are about.
            "total" => compare("the total".to_owned(), Some(self.total.to_string()), wanted),
            "invoice" => {
                compare("the invoice".to_owned(), self.invoice.map(|found| found.to_string()), wanted);
            }
            "month_totals" => {
                let wanted = list(wanted);
                for (at, wanted) in wanted.iter().enumerate() {
                    let found = self.months.get(at).map(ToString::to_string);
                    compare(format!("month {}", at + 1), found, wanted);
                }
            }
            "accounts" => {
                for (name, wanted) in map(wanted) {
                    let found = self.accounts.iter().find(|(account, _)| account == name);
                    compare(format!("account {name}"), found.map(|(_, total)| total.to_string()), wanted);
                }
            }
            "lines" => {
                for (id, wanted) in map(wanted) {
                    compare(format!("line {id}"), self.line(id), wanted);
                }
            }
            "formulas" => {
                for (id, wanted) in map(wanted) {
                    let found = self.lines.iter().find(|line| line.id() == *id).map(|line| line.formula());
                    compare(format!("the formula of {id}"), found, wanted);
                }
            }
            "count" => {
                for (id, wanted) in map(wanted) {
                    let lines = self.lines.iter().filter(|line| line.id() == *id).count();
                    let limits = self.limits.iter().filter(|limit| limit.id() == *id).count();
                    compare(format!("the number of {id}"), Some(lines.max(limits).to_string()), wanted);
                }
            }
            "states" => {
                for (id, wanted) in map(wanted) {
                    let found = self.limits.iter().find(|limit| limit.id() == *id);
                    compare(format!("limit {id}"), found.map(|limit| limit.state.word().to_owned()), wanted);
                }
            }
            "used" | "ceilings" | "headroom" | "passes" => {
                let figure = |limit: &LimitRow<'_>| match key {
                    // A limit that is not there is not one that is not passed.
                    "passes" => Some(limit.passed_on.map_or_else(|| "not".to_owned(), |day| day.to_string())),
                    "used" => limit.usage.map(|used| used.to_string()),
                    "ceilings" => limit.ceiling.map(|ceiling| ceiling.to_string()),
                    _ => limit.headroom.map(|share| share.to_string()),
                };
                for (id, wanted) in map(wanted) {
                    let found =
                        self.limits.iter().find(|limit| limit.id() == *id).and_then(|limit| figure(limit));
                    compare(format!("{key} of {id}"), found, wanted);
                }
            }
            "first_limit" | "first_overage" => {
                let Some([limit, overage]) = &self.firsts else {
                    faults.push(format!("a bill has no `{key}`"));
                    return;
                };
                let found = if key == "first_limit" { limit } else { overage }.as_ref();
                let wanted = text(wanted);
                if !is_first(found, &wanted) {
                    faults.push(format!("{key} is {found:?}, by hand it is {wanted}"));
                }
            }
            "notes" => missing(key, &self.notes, wanted, faults),
            "unmet" => missing(key, &self.unmet, wanted, faults),
            "assumptions" => missing(key, self.assumptions.as_deref().unwrap_or_default(), wanted, faults),
            "no_notes" => {
                for piece in list(wanted).iter().map(text) {
                    faults.extend(
                        self.notes
                            .iter()
                            .filter(|note| note.contains(&piece))
                            .map(|note| format!("should not say: {note}")),
                    );
                }
            }
            "needed" | "asks" | "judged_all" | "next_input" => match &self.report {
                Some(report) => beside(report, key, wanted, faults),
                None => faults.push(format!("a bill has no `{key}`")),
            },
            "error" => faults.push("is accepted, and should be refused".to_owned()),
            other => faults.push(format!("`{other}` is no expectation")),
        }
    }

    /// What the lines of an id come to together, or what is in the way.
    fn line(&self, id: &str) -> Option<String> {
        let mut sum = None;
        for line in self.lines.iter().filter(|line| line.id() == id) {
            match &line.state {
                State::Priced(amount) => sum = Some(sum.unwrap_or(Decimal::ZERO) + amount),
                State::NotGiven => return Some("usage not given".to_owned()),
                State::Unpriced(_) => return Some("unpriced".to_owned()),
                State::OtherCurrency => return Some("other currency".to_owned()),
            }
        }
        sum.map(|sum| sum.to_string())
    }
}
