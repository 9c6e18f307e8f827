//! Charts: a comparison in, drawings as SVG text out, with the tables behind them.
//!
//! - `limits`: the used share of the nearest limits;
//! - `cost`: what columns cost, or what the parts of one come to;
//! - `parts`: the parts of a column's cost, by resource or by provider;
//! - `changes`: where a plan or a price changes.

mod changes;
mod cost;
mod limits;
mod parts;

use planner_charts::{LegendEntry, Theme};
use planner_core::output::{Column, Comparison};
use planner_core::{Decimal, Month};

pub use self::changes::{Changed, changes};
pub use self::cost::cost;
pub use self::limits::headroom;
pub use self::parts::{Part, Parts, parts};
use crate::answer::Answer;
use crate::numbers::short_month;
use crate::questions::file_name;
use crate::state::{CostBy, Costs};

/// A drawing with what stands around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The finding.
    pub title: String,
    /// The SVG.
    pub svg: String,
    /// The legend, in the order of the series.
    pub legend: Vec<LegendEntry>,
    /// Whether the lines are named in the drawing, so that it needs no legend.
    pub labelled: bool,
    /// What is not in it, in sentences.
    pub notes: Vec<String>,
    /// The table behind it.
    pub table: Table,
}

/// A table of figures by month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The series' names.
    pub head: Vec<String>,
    /// Each month with its figures.
    pub rows: Vec<(String, Vec<String>)>,
}

/// What a chart is drawn on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// A page with room for the names of its lines.
    Page,
    /// A phone.
    Phone,
    /// A file of its own.
    File,
}

impl Paper {
    /// What a window is, narrow or not.
    #[must_use]
    pub const fn of_window(narrow: bool) -> Self {
        if narrow { Self::Phone } else { Self::Page }
    }

    const fn theme(self) -> Theme {
        match self {
            Self::Page | Self::Phone => Theme::Page,
            Self::File => Theme::Embedded,
        }
    }
}

/// One of the page's charts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// The limits of a column.
    Limits(usize),
    /// Costs, and the column whose parts they are told apart by.
    Cost(Costs, usize),
}

impl Picture {
    /// Draws it.
    #[must_use]
    pub fn draw(self, answer: &Answer, comparison: &Comparison, paper: Paper) -> Drawing {
        match self {
            Self::Limits(at) => headroom(answer, comparison, at, paper),
            Self::Cost(costs, at) => cost(answer, comparison, costs, at, paper),
        }
    }

    /// It as a file of its own, on white, with its finding, its legend and its colours; and the file's name.
    #[must_use]
    pub fn file(self, answer: &Answer, comparison: &Comparison) -> (String, String) {
        let end = match self {
            Self::Limits(_) => "-limits.svg",
            Self::Cost(Costs { by: CostBy::Column, .. }, _) => "-cost.svg",
            Self::Cost(Costs { by: CostBy::Resource, .. }, _) => "-cost-by-resource.svg",
            Self::Cost(Costs { by: CostBy::Provider, .. }, _) => "-cost-by-provider.svg",
        };
        let name = file_name(&answer.name).replace(".yaml", end);
        (name, self.draw(answer, comparison, Paper::File).svg)
    }
}

/// The title of a drawing: a file of its own says which stack it is about.
fn titled(answer: &Answer, finding: &str, paper: Paper) -> String {
    match paper {
        Paper::File => [&*answer.name, ": ", finding].concat(),
        Paper::Page | Paper::Phone => finding.to_owned(),
    }
}

fn months(column: Option<&Column>) -> Vec<Month> {
    column
        .into_iter()
        .flat_map(|column| &column.report.months)
        .filter_map(|month| Month::parse(&month.month))
        .collect()
}

fn table(
    months: &[Month],
    head: impl Iterator<Item = String>,
    series: &[&[Option<Decimal>]],
    show: impl Fn(Option<Decimal>, usize) -> String,
) -> Table {
    let row = |(at, month): (usize, &Month)| {
        let cells =
            series.iter().enumerate().map(|(column, values)| show(values.get(at).copied().flatten(), column));
        (short_month(*month), cells.collect())
    };
    Table { head: head.collect(), rows: months.iter().enumerate().map(row).collect() }
}
