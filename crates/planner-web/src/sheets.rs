//! What the tabs "Idle" and "One more" show: rows of texts under headings.

use planner_core::answers::floor::floor;
use planner_core::answers::one_more::one_more;
use planner_core::document::Problem;
use planner_core::output::{FloorReport, OneMoreReport};
use planner_core::projection::Options;
use planner_core::stack::Stack;

use crate::numbers::amount;
use crate::plans;
use crate::state::{Inputs, Tab};

/// A finding with the table it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What it comes to, in a sentence.
    pub finding: String,
    /// The headings.
    pub heads: [&'static str; 4],
    /// The rows.
    pub rows: Vec<[String; 4]>,
}

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
    let sheet = |stack: Stack| match tab {
        Tab::Idle => floor(plans::books()?, &stack, options).map(|report| at_rest(&report)),
        // Costs are those of the first month: more months would only look for limits.
        _ => one_more(plans::books()?, &stack, Options { months: 1, ..options }).map(|report| more(&report)),
    };
    Some(Stack::parse(document).and_then(sheet).map_err(|problem| document.locate(problem)))
}

fn at_rest(report: &FloorReport) -> Sheet {
    let money = |text: &str| amount(text, &report.currency).text;
    let mut sheet = Sheet {
        finding: String::new(),
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
        sheet.rows.push([
            line.id.clone(),
            text(line.floor.as_ref()),
            text(line.stated.as_ref()),
            why.to_owned(),
        ]);
    }
    sheet
}

fn more(report: &OneMoreReport) -> Sheet {
    let mut sheet = Sheet {
        finding: ["What is added to ", &amount(&report.cost, &report.currency).text, " a month"].concat(),
        heads: ["Of", "One more", "Adds", "And"],
        rows: Vec::new(),
    };
    for step in &report.steps {
        let counts = match (&step.from, &step.to) {
            (Some(from), Some(to)) => [" (", from, " to ", to, ")"].concat(),
            _ => String::new(),
        };
        let adds = match &step.cost {
            Some(cost) => amount(cost, &report.currency).text,
            None if step.refused.is_some() => "not to be had".to_owned(),
            None => "no price".to_owned(),
        };
        let open = if step.open.is_empty() {
            String::new()
        } else {
            ["not counted: ", &step.open.join(", ")].concat()
        };
        let and = step.refused.clone().unwrap_or(open);
        sheet.rows.push([step.scope.clone(), [step.what.as_str(), &counts].concat(), adds, and]);
    }
    sheet
}
