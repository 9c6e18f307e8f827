//! What the tabs "Idle" and "One more" show: rows of texts under headings.

use planner_core::answers::floor::floor;
use planner_core::answers::one_more::first_of;
use planner_core::document::Problem;
use planner_core::output::{FloorReport, OneMore, OneMoreReport, Sooner};
use planner_core::projection::Options;
use planner_core::stack::Stack;

use crate::answer::{event, lower};
use crate::numbers::{amount, short_day};
use crate::plans;
use crate::state::{Inputs, Tab};

/// A finding with the table it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What it comes to, in a sentence.
    pub finding: String,
    /// What a reader should know of it; mostly empty.
    pub hint: String,
    /// The headings.
    pub heads: [&'static str; 4],
    /// The rows.
    pub rows: Vec<Row>,
}

/// A row of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What it is of, and what there is of it.
    pub cells: [String; 3],
    /// What is said of it, each a line of its own.
    pub says: Vec<String>,
}

/// So many parts may stand in all stacks that are tried, each of which is the whole stack with one more: more would keep a page busy.
const MOST_TRIED: usize = 20_000;

/// Of so many limits it is said that they are passed sooner.
const MOST_SOONER: usize = 5;

/// Works out what a tab shows of the inputs; nothing for a tab that is no sheet.
///
/// # Errors
///
/// A [`Problem`] of the stack, with its place.
#[must_use]
pub fn sheet(tab: Tab, inputs: &Inputs) -> Option<Result<Sheet, Problem>> {
    if !matches!(tab, Tab::Idle | Tab::OneMore) {
        return None;
    }
    let document = &inputs.document;
    let options = Options { months: inputs.months, ..Options::default() };
    let sheet = |stack: Stack| {
        if tab == Tab::Idle {
            return floor(plans::books()?, &stack, options).map(|report| at_rest(&report));
        }
        let most = MOST_TRIED.checked_div(stack.resources.len()).unwrap_or(MOST_TRIED);
        first_of(plans::books()?, &stack, options, most).map(|report| more(&report))
    };
    Some(Stack::parse(document).and_then(sheet).map_err(|problem| document.locate(problem)))
}

fn at_rest(report: &FloorReport) -> Sheet {
    let money = |text: &str| amount(text, &report.currency).text;
    let mut sheet = Sheet {
        finding: String::new(),
        hint: String::new(),
        heads: ["Line", "With nobody", "As stated", "Why it stays"],
        rows: Vec::new(),
    };
    let Some(month) = report.months.first() else { return sheet };
    sheet.finding =
        [&money(&month.floor), " a month with nobody using it, of ", &money(&month.stated), " as stated"]
            .concat();
    for line in &month.lines {
        let text = |value: Option<&String>| value.map_or_else(String::new, |text| money(text));
        let why = match (line.open, line.why) {
            (Some(open), _) => open,
            (None, why) => why.unwrap_or_default(),
        };
        sheet.rows.push(Row {
            cells: [line.id.clone(), text(line.floor.as_ref()), text(line.stated.as_ref())],
            says: vec![why.to_owned()],
        });
    }
    sheet
}

fn more(report: &OneMoreReport) -> Sheet {
    let months = report.horizon.to_string();
    let months = if months == "1" { "1 month".to_owned() } else { [&*months, " months"].concat() };
    let cost = amount(&report.cost, &report.currency).text;
    let mut hint = String::new();
    if report.unjudged > 0 {
        let limits = report.unjudged.to_string();
        hint = ["Limits that wait for usage, so that nothing can be said of them: ", &limits, "."].concat();
    }
    if report.left_out > 0 {
        let more = report.left_out.to_string();
        hint =
            [&*hint, " The stack is large: ", &more, " more are not tried here; `headroom more` tries all."]
                .concat();
    }
    Sheet {
        finding: ["What it adds to ", &cost, " a month, and what breaks sooner within ", &months].concat(),
        hint: hint.trim_start().to_owned(),
        heads: ["Part", "One more", "Adds a month", "Breaks sooner"],
        rows: report.steps.iter().map(|step| one(step, report)).collect(),
    }
}

fn one(step: &OneMore, report: &OneMoreReport) -> Row {
    let counts = match (&step.from, &step.to) {
        (Some(from), Some(to)) => [" (", from, " to ", to, ")"].concat(),
        _ => String::new(),
    };
    let adds = match &step.cost {
        Some(cost) => amount(cost, &report.currency).text,
        None if step.refused.is_some() => "not to be had".to_owned(),
        None => "no price".to_owned(),
    };
    let mut says = match &step.refused {
        Some(why) => vec![why.clone()],
        None => breaks_sooner(step, report.unjudged > 0),
    };
    if !step.open.is_empty() {
        says.push(["not counted: ", &step.open.join(", ")].concat());
    }
    Row { cells: [step.scope.clone(), [step.what.as_str(), &counts].concat(), adds], says }
}

/// The limits that are passed sooner with a step, each with its day as it is; or that none is.
fn breaks_sooner(step: &OneMore, is_open: bool) -> Vec<String> {
    let mut says: Vec<String> = step.sooner.iter().take(MOST_SOONER).map(moves).collect();
    let more = step.sooner.len().saturating_sub(says.len());
    if more > 0 {
        says.push(["and so many more: ", &more.to_string()].concat());
    }
    if says.is_empty() {
        says.push(if is_open { "nothing that can be judged" } else { "nothing" }.to_owned());
    }
    says
}

/// `redis: commands a month: refused on 2 Dec 2026 instead of 3 Dec 2026`.
fn moves(sooner: &Sooner) -> String {
    let then = event(&sooner.passed);
    let as_it_is = match &sooner.before {
        Some(day) => [" instead of ", &short_day(day)].concat(),
        None => "; as it is, not at all".to_owned(),
    };
    [&*then.what, ": ", &lower(&then.effect), " on ", &then.short_date, &as_it_is].concat()
}
