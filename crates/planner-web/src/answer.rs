//! What the page says: a comparison in words and rounded figures, ready to be laid out.

use planner_core::document::Problem;
use planner_core::output::{Column, Comparison, FirstOut, NextInput, Report};
use planner_core::{NoteKind, decimal};

use crate::columns::{Beside, Origin, has_price, total};
use crate::findings;
use crate::inputs::sentence;
use crate::limits::{LimitTable, limits};
pub(crate) use crate::numbers::lower;
use crate::numbers::{Amount, amount, day, month, short_day, with_unit};
use crate::plans;
use crate::state::Inputs;
use crate::tree;

/// The comparison for reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The stack's name.
    pub name: String,
    /// A sentence about it.
    pub about: String,
    /// The resource whose plans stand side by side.
    pub compared: Option<String>,
    /// The first month.
    pub first_month: String,
    /// The last month.
    pub last_month: String,
    /// The horizon.
    pub horizon: String,
    /// What breaks first, on which plan and when.
    pub finding: String,
    /// What the first month costs, on each plan.
    pub status: String,
    /// The columns.
    pub columns: Vec<ColumnView>,
    /// The limits over the columns.
    pub limits: LimitTable,
    /// What is in no sum.
    pub not_counted: Vec<NotCounted>,
    /// What cannot stand beside the stack as it is now.
    pub left_out: Vec<LeftOut>,
    /// What to state next, the one that tells most first, and what it decides; nothing where nothing waits for usage.
    pub next: Vec<(String, String)>,
    /// Whether the stack has no part yet.
    pub is_blank: bool,
}

/// So many inputs to state next are told.
const NEXT: usize = 3;

/// One column.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnView {
    /// What it is of.
    pub origin: Origin,
    /// The plan's name, or what else it is of.
    pub title: String,
    /// The same in a sentence: `on Starter`, `as it was`.
    pub place: String,
    /// More about it.
    pub detail: String,
    /// The plan's id.
    pub plan: String,
    /// The first month's cost.
    pub now: Amount,
    /// The last month's cost.
    pub last: Amount,
    /// The cost of all months.
    pub total: Amount,
    /// What breaks first, of the vendors' limits.
    pub limit: Option<Event>,
    /// Which of the stack's own ceilings is passed first.
    pub own: Option<Event>,
    /// What is charged more first.
    pub overage: Option<Event>,
    /// Whether nothing in it has a price: its sums say nothing.
    pub unpriced: bool,
    /// What of the first month is for plans that it needs, and which they are; none where it needs nothing.
    pub needed: Option<(Amount, String)>,
    /// Whether it is the cheapest of those that hold.
    pub is_cheapest: bool,
    /// Why nothing may be said to hold: the share of limits that could be judged, and what to state next. Empty where
    /// nothing waits for usage.
    pub unjudged: String,
    /// The share of the limits that could be judged: `9 of 25 limits`.
    pub judged: String,
}

/// The first time something happens.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Event {
    /// `19 September 2027`.
    pub date: String,
    /// `19 Sep 2027`.
    pub short_date: String,
    /// The resource or account that it happens to.
    pub of: String,
    /// What it runs out of, in a sentence: `memory`.
    pub runs_out_of: String,
    /// What happens, in the core's word: `read-only`.
    pub word: &'static str,
    /// The same for reading: `Read only`.
    pub effect: String,
    /// What is passed, and whose it is: `Memory of an instance (api)`.
    pub what: String,
    /// `521 of 512 MB`.
    pub usage: String,
    /// The consequence in the vendor's sense.
    pub says: String,
}

/// Something that is in no sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotCounted {
    /// The resource or account.
    pub of: String,
    /// Why.
    pub why: String,
    /// The columns it is missing from, as phrases; empty for all.
    pub on: Vec<String>,
}

/// Something that cannot stand beside the stack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its place among what was put there.
    pub at: usize,
    /// What it is.
    pub title: String,
    /// Why it cannot.
    pub why: String,
}

impl Answer {
    /// Puts a comparison into words: what each column is of, and what was left out of it.
    #[must_use]
    pub(crate) fn new(
        inputs: &Inputs,
        comparison: &Comparison,
        origins: &[Origin],
        left_out: &[(usize, Problem)],
    ) -> Self {
        let all = || comparison.columns.iter().zip(origins);
        let mut columns: Vec<ColumnView> =
            all().map(|(column, origin)| view(inputs, *origin, column)).collect();
        // The stack itself, wherever it stands.
        let own = all().find(|(_, origin)| matches!(origin, Origin::Stack | Origin::Plan(0)));
        let own = own.map(|(column, _)| column);
        let report = own.map(|column| &column.report);
        name_other_starts(&mut columns, comparison, report);
        let edge = |last: bool| {
            let months = report.map(|report| report.months.as_slice()).unwrap_or_default();
            if last { months.last() } else { months.first() }.map(|one| month(&one.month)).unwrap_or_default()
        };
        let horizon =
            if inputs.months == 1 { "1 month".to_owned() } else { format!("{} months", inputs.months) };
        let mut answer = Self {
            name: report.map(|report| report.name.clone()).unwrap_or_default(),
            about: tree::text(&inputs.document, &["about"]).unwrap_or_default().to_owned(),
            compared: inputs.variation.as_ref().map(|variation| variation.name.clone()),
            first_month: edge(false),
            last_month: edge(true),
            horizon,
            limits: limits(comparison),
            not_counted: not_counted(comparison, &columns),
            left_out: left_out.iter().filter_map(|(at, why)| left(inputs, *at, why)).collect(),
            columns,
            ..Self::default()
        };
        answer.is_blank = tree::entries(&inputs.document, &["resources"]).next().is_none();
        answer.next = own.map(next).unwrap_or_default();
        mark_cheapest(&mut answer.columns, comparison);
        answer.finding = findings::breaks_first(&answer);
        answer.status = findings::costs(&answer);
        answer
    }

    /// Where the column at a place stands in another answer about the same stack: what has its title, else its origin.
    pub(crate) fn follow(&self, at: usize, next: &Self) -> usize {
        let Some(column) = self.columns.get(at) else { return at };
        let place = |same: &dyn Fn(&ColumnView) -> bool| next.columns.iter().position(same);
        let found = place(&|other| other.title == column.title && other.detail == column.detail);
        found.or_else(|| place(&|other| other.origin == column.origin)).unwrap_or(at)
    }
}

/// What is said of something that was left out.
fn left(inputs: &Inputs, at: usize, why: &Problem) -> Option<LeftOut> {
    Some(LeftOut { at, title: inputs.beside.get(at)?.title(), why: why.message.clone() })
}

/// A stack that begins in another month than the one at hand says so over its column.
fn name_other_starts(columns: &mut [ColumnView], comparison: &Comparison, own: Option<&Report>) {
    let start = |report: &Report| report.months.first().map(|one| one.month.clone());
    let own = own.and_then(start);
    for (view, column) in columns.iter_mut().zip(&comparison.columns) {
        if let Some(first) = start(&column.report).filter(|first| Some(first) != own.as_ref()) {
            view.detail = ["from ", &month(&first)].concat();
        }
    }
}

/// What to state next in a column, in words.
fn next(column: &Column) -> Vec<(String, String)> {
    let count = |count: usize, word: &str| {
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {word}{plural}"))
    };
    let coverage = &column.report.coverage;
    let waiting = coverage.next.iter().take(if coverage.is_whole() { 0 } else { NEXT });
    let one = |input: &NextInput| {
        let decides: Vec<String> =
            [count(input.limits, "limit"), count(input.lines, "line")].into_iter().flatten().collect();
        (place(&input.path), format!("decides {}", decides.join(" and ")))
    };
    waiting.map(one).collect()
}

/// `resources.web.usage.build_minutes` as `build minutes of web`.
pub(crate) fn place(path: &str) -> String {
    match path.split('.').collect::<Vec<_>>().as_slice() {
        [_, of, .., what] => format!("{} of {of}", tree::words(what)),
        _ => path.to_owned(),
    }
}

/// Marks the cheapest of the columns that hold; of several as cheap the first. Amounts in two currencies tell nothing.
fn mark_cheapest(columns: &mut [ColumnView], comparison: &Comparison) {
    let currency = comparison.columns.first().map(|column| &column.currency);
    if columns.len() < 2 || comparison.columns.iter().any(|column| Some(&column.currency) != currency) {
        return;
    }
    let holds = |view: &ColumnView| view.limit.is_none() && view.unjudged.is_empty() && !view.unpriced;
    let totals = columns.iter().zip(&comparison.columns).map(|(view, column)| (holds(view), total(column)));
    let cheapest =
        totals.enumerate().filter_map(|(at, (holds, total))| Some((total.filter(|_| holds)?, at))).min();
    if let Some(view) = cheapest.and_then(|(_, at)| columns.get_mut(at)) {
        view.is_cheapest = true;
    }
}

/// One column in words.
pub(crate) fn view(inputs: &Inputs, origin: Origin, column: &Column) -> ColumnView {
    let amount = |text: &str| amount(text, &column.currency);
    let needed = column.report.needed.as_ref();
    // What it needs is inside its totals, and stands apart once.
    let added = needed.and_then(|needed| {
        let added = decimal(&needed.first_month)?.checked_sub(decimal(&column.first_month)?)?;
        Some((amount(&added.to_string()), needed.words()))
    });
    let mut view = ColumnView {
        origin,
        now: amount(needed.map_or(&column.first_month, |needed| &needed.first_month)),
        last: amount(needed.map_or(&column.last_month, |needed| &needed.last_month)),
        total: amount(needed.map_or(&column.total, |needed| &needed.total)),
        limit: column.first_of_vendors.as_ref().map(event),
        own: column.first_own.as_ref().map(own_event),
        overage: column.first_overage.as_ref().map(event),
        needed: added,
        unjudged: column.report.coverage.words(),
        judged: column.report.coverage.share(),
        ..ColumnView::default()
    };
    if !has_price(column) {
        let none = Amount {
            text: "no price".to_owned(),
            exact: "nothing in it has a price yet".to_owned(),
            money: None,
        };
        (view.now, view.last, view.total, view.unpriced) = (none.clone(), none.clone(), none, true);
    }
    match origin {
        Origin::Stack => {
            let words = if inputs.beside.is_empty() { "as it stands" } else { "as it is" };
            (view.title, view.place) = (sentence(words), words.to_owned());
        }
        Origin::Plan(at) => name_plan(&mut view, inputs, at),
        Origin::Beside(at) => {
            let Some(one) = inputs.beside.get(at) else { return view };
            (view.title, view.place) = (one.title(), one.phrase());
            if let Beside::Prices(_) = one {
                view.detail = on_its_plan(inputs);
            }
        }
    }
    view
}

/// Names the column of a plan that is compared.
fn name_plan(view: &mut ColumnView, inputs: &Inputs, at: usize) {
    let Some((of, word)) = inputs.variation.as_ref().and_then(|v| Some((&v.name, v.plans.get(at)?))) else {
        return;
    };
    let choices = plans::choices(&inputs.document, of);
    let known = plans::find(&inputs.document, of, &choices, word);
    view.title = known.map_or_else(|| sentence(word), |choice| choice.name.clone());
    view.place = ["on ", &view.title].concat();
    view.detail = known.map(|choice| choice.detail.clone()).unwrap_or_default();
    view.plan = known.map_or_else(|| word.clone(), |choice| choice.id.clone());
}

/// Which plan the stack is on, where others stand beside it: `api on Starter`.
fn on_its_plan(inputs: &Inputs) -> String {
    let Some(of) = inputs.variation.as_ref().map(|variation| &variation.name) else { return String::new() };
    let Some(word) = plans::plan_of(&inputs.document, of) else { return String::new() };
    let choices = plans::choices(&inputs.document, of);
    let name =
        plans::find(&inputs.document, of, &choices, &word).map_or(word.clone(), |choice| choice.name.clone());
    [of.strip_prefix("accounts.").unwrap_or(of), " on ", &name].concat()
}

/// A ceiling of one's own: whose it is stands in its own words.
fn own_event(first: &FirstOut) -> Event {
    let of = first.resource.clone().unwrap_or_default();
    Event { of, what: lower(&first.description), ..event(first) }
}

pub(crate) fn event(first: &FirstOut) -> Event {
    let (date, short_date) = match &first.date {
        Some(date) => (day(date), short_day(date)),
        None => (month(&first.month), month(&first.month)),
    };
    let usage = match (&first.usage, &first.limit) {
        (Some(usage), Some(limit)) => {
            format!("{} of {}", crate::numbers::quantity(usage), with_unit(limit, &first.unit))
        }
        _ => String::new(),
    };
    let of = first.resource.as_deref().or_else(|| first.id.split('/').next()).unwrap_or_default();
    Event {
        date,
        short_date,
        of: of.to_owned(),
        runs_out_of: first.id.rsplit('/').next().map(tree::words).unwrap_or_default(),
        word: first.effect,
        effect: sentence(first.effect),
        what: if of.is_empty() {
            first.description.clone()
        } else {
            format!("{}: {}", of, lower(&first.description))
        },
        usage,
        says: first.says.clone().unwrap_or_default(),
    }
}

fn not_counted(comparison: &Comparison, columns: &[ColumnView]) -> Vec<NotCounted> {
    let mut all: Vec<NotCounted> = Vec::new();
    for (column, view) in comparison.columns.iter().zip(columns) {
        for (of, why) in missing(column) {
            match all.iter_mut().find(|known| known.of == of && known.why == why) {
                Some(known) => known.on.push(view.place.clone()),
                None => all.push(NotCounted { of, why, on: vec![view.place.clone()] }),
            }
        }
    }
    for one in &mut all {
        if one.on.len() == columns.len() {
            one.on.clear();
        }
    }
    all
}

/// The notes of a report, without those that the page shows elsewhere: what is not counted, and what is needed.
#[must_use]
pub fn notes(report: &Report) -> Vec<String> {
    let elsewhere =
        |kind| matches!(kind, &NoteKind::Unpriced | &NoteKind::NotGiven { .. } | &NoteKind::Needs { .. });
    report.notes.iter().filter(|note| !elsewhere(note.kind())).map(ToString::to_string).collect()
}

/// Who misses what in a column: each resource once, with its meters.
fn missing(column: &Column) -> Vec<(String, String)> {
    let mut silent: Vec<(String, Vec<String>)> = Vec::new();
    let mut unpriced: Vec<(String, String)> = Vec::new();
    for line in
        column.report.months.iter().flat_map(|month| &month.lines).filter(|line| line.amount.is_none())
    {
        let of = line.resource.clone().unwrap_or_else(|| line.account.clone());
        if let Some(why) = &line.why {
            let one = (of, format!("no price: {why}"));
            if !unpriced.contains(&one) {
                unpriced.push(one);
            }
            continue;
        }
        let meter = lower(&line.description);
        match silent.iter_mut().find(|(known, _)| *known == of) {
            Some((_, meters)) if meters.contains(&meter) => {}
            Some((_, meters)) => meters.push(meter),
            None => silent.push((of, vec![meter])),
        }
    }
    let silent =
        silent.into_iter().map(|(of, meters)| (of, format!("usage not given: {}", meters.join("; "))));
    unpriced.into_iter().chain(silent).collect()
}
