//! A driver drawn over the horizon: its line, and where the handles of its start and its end stand.

use planner_core::document::Node;
use planner_core::{Decimal, Month, decimal, shown};

use crate::columns::Origin;
use crate::field::{Driver, Field, can_end, driver};
use crate::numbers::short_month;
use crate::state::State;
use crate::{ladder, tree};

/// How far a month is from the next, in the units of the drawing: those of height are hundredths of a place.
const MONTH: usize = 100;

/// Powers of ten that a drawing shows, the one below the start among them.
const DECADES: i32 = 3;

/// A driver over the horizon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    /// The line, as a path from the left to the right.
    pub path: String,
    /// What part of the plane is shown, as a drawing's `viewBox`.
    pub view: String,
    /// The lowest and the highest place that a handle has.
    pub range: (i32, i32),
    /// Where the handle of the start stands; none where the start is no plain figure of its own.
    pub start: Option<i32>,
    /// Where the handle of the end stands; none where no growth of its own leads there.
    pub end: Option<i32>,
    /// The month and the figure it starts with: `Dec 2026`, `2,000`.
    pub first: (String, String),
    /// The month and the figure it ends with.
    pub last: (String, String),
}

/// A driver as the core works it out; none where it has no figures.
#[must_use]
pub fn drawn(state: &State, name: &str) -> Option<Drawn> {
    // Other stacks that stand beside it have figures of their own.
    let own = state.answer.columns.iter().position(|column| !matches!(column.origin, Origin::Beside(_)))?;
    let months = &state.comparison.columns.get(own)?.report.months;
    let mut values: Vec<(Month, Decimal)> = Vec::with_capacity(months.len());
    for month in months {
        let figure = month.drivers.iter().find(|figure| figure.name == name)?;
        values.push((Month::parse(&month.month)?, decimal(&figure.value)?));
    }
    let (first, last) = (values.first()?, values.last()?);
    let document = &state.inputs.document;
    let start = start(document, name);
    // The scale stands still while a handle moves, else the line would run away under it.
    let field = Field::Driver(name.to_owned());
    let before = state.history.before(&field).and_then(|inputs| self::start(&inputs.document, name));
    let low = lowest(before.or(start).unwrap_or(first.1));
    let range = (low, low.saturating_add(ladder::DECADE.saturating_mul(DECADES)));
    let place = |value| ladder::nearest(value).unwrap_or(low).clamp(range.0, range.1);
    let moves =
        values.len() > 1 && can_end(document, name) && grows_to_the_end(document, name, last.0, first.1);
    Some(Drawn {
        path: path(&values, range),
        view: view(values.len(), range),
        range,
        start: start.map(place),
        // An end above the drawing has no handle: one key would cut it down to the drawing's edge.
        end: moves.then(|| place(last.1)).filter(|_| ladder::nearest(last.1).is_some_and(|at| at <= range.1)),
        first: said(first),
        last: said(last),
    })
}

/// The figure a driver starts with, where it is a plain one above zero of its own.
fn start(document: &Node, name: &str) -> Option<Decimal> {
    let Driver::Start(_) = driver(document, name) else { return None };
    let text = Field::Driver(name.to_owned()).read(document);
    decimal(text.trim()).filter(|start| *start > Decimal::ZERO)
}

/// The place of the power of ten below the one of a figure.
fn lowest(start: Decimal) -> i32 {
    let decade = ladder::place(start).unwrap_or(0).div_euclid(ladder::DECADE);
    decade.saturating_sub(1).saturating_mul(ladder::DECADE)
}

/// Whether growth has something to grow and a month to do it in: no step starts it anew at the very end.
fn grows_to_the_end(document: &Node, name: &str, last: Month, first: Decimal) -> bool {
    let months =
        tree::entries(document, &["drivers", name, "steps"]).filter_map(|(month, _)| Month::parse(month));
    let steps: Vec<Month> = months.filter(|month| *month <= last).collect();
    !steps.contains(&last) && (first > Decimal::ZERO || !steps.is_empty())
}

fn said((month, value): &(Month, Decimal)) -> (String, String) {
    (short_month(*month), shown::quantity(*value))
}

fn tall((low, high): (i32, i32)) -> i32 {
    high.saturating_sub(low).saturating_mul(100)
}

fn view(months: usize, range: (i32, i32)) -> String {
    let wide = months.saturating_sub(1).max(1).saturating_mul(MONTH);
    ["0 0 ", &wide.to_string(), " ", &tall(range).to_string()].concat()
}

/// The line; one month alone is a level line.
fn path(values: &[(Month, Decimal)], range: (i32, i32)) -> String {
    let tall = tall(range);
    let bottom = range.0.saturating_mul(100);
    let mut path = String::new();
    for (at, (_, value)) in values.iter().enumerate() {
        let height = ladder::height(*value).unwrap_or(bottom).saturating_sub(bottom).clamp(0, tall);
        path.push(if at == 0 { 'M' } else { 'L' });
        path.push_str(&at.saturating_mul(MONTH).to_string());
        path.push(' ');
        path.push_str(&tall.saturating_sub(height).to_string());
    }
    if values.len() == 1 {
        path.push_str("h100");
    }
    path
}
