//! Several plans or stacks side by side on the same demand.

use rust_decimal::Decimal;

use crate::bill::{LimitRow, LimitState};
use crate::book::Books;
use crate::document::Problem;
use crate::month::Date;
use crate::nearest::nearest;
use crate::output::{Column, Comparison, ComparisonLimit, FirstOut, Report, text};
use crate::projection::{Options, Projection, project};
use crate::stack::Stack;

/// The most columns a comparison may have.
pub const MOST_COLUMNS: usize = 64;

/// A resource with the plans to try for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variation {
    /// The resource.
    pub resource: String,
    /// The plans.
    pub plans: Vec<String>,
}

impl Variation {
    /// Reads `api=free,starter,standard`.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where there is no resource or no plan.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::compare::Variation;
    /// let variation = Variation::parse("api=free, starter").unwrap();
    /// assert_eq!(variation.plans, ["free", "starter"]);
    /// ```
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = || {
            Problem::new(format!("`{text}` varies nothing"))
                .hint("write resource=plan,plan - for example api=free,starter,standard")
        };
        let (resource, plans) = text.split_once('=').ok_or_else(wrong)?;
        let plans: Vec<String> = plans.split(',').map(|plan| plan.trim().to_owned()).collect();
        if resource.trim().is_empty() || plans.iter().any(String::is_empty) {
            return Err(wrong());
        }
        Ok(Self { resource: resource.trim().to_owned(), plans })
    }
}

/// The product of the variations: one stack for each combination of plans, named by what varies.
///
/// # Errors
///
/// A [`Problem`] for an unknown resource, or more than [`MOST_COLUMNS`] combinations. Unknown plans are refused when the
/// stacks are projected.
pub fn vary(stack: &Stack, variations: &[Variation]) -> Result<Vec<(String, Stack)>, Problem> {
    let mut all = vec![(String::new(), stack.clone())];
    for variation in variations {
        if stack.resources.get(&variation.resource).is_none() {
            let known = nearest(&variation.resource, stack.resources.names());
            return Err(Problem::new(format!("the stack has no resource `{}` to vary", variation.resource))
                .hint(format!("its resources are {}", known.join(", "))));
        }
        if all.len().saturating_mul(variation.plans.len()) > MOST_COLUMNS {
            return Err(Problem::new(format!("more than {MOST_COLUMNS} combinations"))
                .hint("vary fewer plans at a time"));
        }
        let mut next = Vec::new();
        for (name, stack) in &all {
            for plan in &variation.plans {
                let mut varied = stack.clone();
                if let Some(resource) = varied.resources.get_mut(&variation.resource) {
                    resource.plan = Some(plan.clone());
                    resource.quoted = None;
                }
                let separator = if name.is_empty() { "" } else { " " };
                next.push((format!("{name}{separator}{}={plan}", variation.resource), varied));
            }
        }
        all = next;
    }
    Ok(all)
}

/// Projects each stack and puts the results side by side.
///
/// # Errors
///
/// The first [`Problem`] of any of them.
pub fn compare(books: &Books, stacks: &[(String, Stack)], options: Options) -> Result<Comparison, Problem> {
    let mut columns = Vec::with_capacity(stacks.len());
    for (name, stack) in stacks {
        columns.push(column(name, &project(books, stack, options)?));
    }
    Ok(Comparison::new(columns))
}

/// One projection as a column.
#[must_use]
pub fn column(name: &str, projection: &Projection<'_>) -> Column {
    let total = |month: Option<&crate::projection::ProjectedMonth<'_>>| {
        month.map(|month| text(month.total)).unwrap_or_default()
    };
    Column {
        name: name.to_owned(),
        currency: projection.currency.to_string(),
        first_month: total(projection.months.first()),
        last_month: total(projection.months.last()),
        total: text(projection.total().amount()),
        not_counted: projection.not_counted(),
        first_limit: projection.first_limit().map(FirstOut::from),
        first_overage: projection.first_overage().map(FirstOut::from),
        limits: worst(projection),
        report: Report::from(projection),
    }
}

/// Each limit in its worst month.
fn worst(projection: &Projection<'_>) -> Vec<ComparisonLimit> {
    let mut rows: Vec<Worst<'_, '_>> = Vec::new();
    for row in projection.months.iter().flat_map(|month| &month.limits) {
        match rows.iter_mut().find(|known| known.row.is_of(row)) {
            None => rows.push(Worst { row, passed_on: row.passed_on }),
            Some(known) => {
                known.passed_on = known.passed_on.or(row.passed_on);
                if severity(row) < severity(known.row) {
                    known.row = row;
                }
            }
        }
    }
    let one = |Worst { row, passed_on }: Worst<'_, '_>| ComparisonLimit {
        id: row.id(),
        description: row.description.to_string(),
        limit: row.ceiling.map(text),
        unit: row.unit.to_string(),
        headroom: row.headroom.map(text),
        state: row.state.word(),
        consequence: row.consequence(),
        passed_on: passed_on.map(|date| date.to_string()),
    };
    rows.into_iter().map(one).collect()
}

/// A limit's worst month, and the first day it is passed on.
struct Worst<'p, 'a> {
    row: &'p LimitRow<'a>,
    passed_on: Option<Date>,
}

fn severity(row: &LimitRow<'_>) -> (LimitState, Decimal) {
    (row.state, row.headroom.unwrap_or(Decimal::MAX))
}
