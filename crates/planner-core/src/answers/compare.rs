//! Several plans or stacks side by side on the same demand.

mod rows;
#[cfg(all(test, feature = "bundled"))]
mod tests;

use std::fmt;

use crate::bill::{LimitRow, LimitState};
use crate::book::Books;
use crate::document::{Problem, ProblemKind};
use crate::month::Date;
use crate::nearest::nearest;
use crate::number::Decimal;
use crate::output::{Column, Comparison, ComparisonLimit, FirstOut, Report, text};
use crate::projection::{Options, ProjectedMonth, Projection, Workings, project_with};
use crate::stack::{Account, Plans, Stack};
use crate::table::Table;

/// The most columns a comparison may have.
pub const MOST_COLUMNS: usize = 64;

/// A resource or an account with the plans to try for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variation {
    /// The resource or account: `accounts.render` and `resources.render` say which, `render` is the resource where both exist.
    pub name: String,
    /// The plans.
    pub plans: Vec<String>,
}

impl fmt::Display for Variation {
    /// As [`Variation::parse`] reads it: `api=free,starter`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.name, self.plans.join(","))
    }
}

/// What a variation varies.
enum Varied<'a> {
    Resource(&'a str),
    Account(&'a str),
    /// The account of a provider that nobody named.
    Unnamed(&'a str),
}

impl Variation {
    /// Reads `api=free,starter,standard`.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where there is no name or no plan.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::answers::compare::Variation;
    /// let variation = Variation::parse("api=free, starter").unwrap();
    /// assert_eq!(variation.plans, ["free", "starter"]);
    /// assert_eq!(variation.to_string(), "api=free,starter");
    /// ```
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let wrong = || {
            Problem::new(format!("`{text}` varies nothing")).hint(
                "write name=plan,plan - for example api=free,starter,standard, or accounts.render=hobby,pro",
            )
        };
        let (name, plans) = text.split_once('=').ok_or_else(wrong)?;
        let plans: Vec<String> = plans.split(',').map(|plan| plan.trim().to_owned()).collect();
        if name.trim().is_empty() || plans.iter().any(String::is_empty) {
            return Err(wrong());
        }
        Ok(Self { name: name.trim().to_owned(), plans })
    }

    /// Where the plan it varies stands in a stack: `accounts.render.plan`.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where the stack has no such resource or account.
    pub fn path(&self, stack: &Stack) -> Result<String, Problem> {
        Ok(match self.of(stack)? {
            Varied::Resource(name) => format!("resources.{name}.plan"),
            Varied::Account(name) | Varied::Unnamed(name) => format!("accounts.{name}.plan"),
        })
    }

    fn of<'a>(&'a self, stack: &'a Stack) -> Result<Varied<'a>, Problem> {
        let (resource, account) = match self.name.split_once('.') {
            Some(("resources", name)) => (Some(name), None),
            Some(("accounts", name)) => (None, Some(name)),
            _ => (Some(self.name.as_str()), Some(self.name.as_str())),
        };
        let unnamed = |name: &&str| {
            let mut at = stack.resources.iter().filter(|(_, resource)| resource.provider() == *name);
            at.any(|(id, resource)| matches!(stack.account_of(id, resource), Ok(None)))
        };
        let resource =
            resource.and_then(|name| stack.resources.entry(name)).map(|(name, _)| Varied::Resource(name));
        let known =
            account.and_then(|name| stack.accounts.entry(name)).map(|(name, _)| Varied::Account(name));
        let unnamed = account.filter(unnamed).map(Varied::Unnamed);
        resource.or(known).or(unnamed).ok_or_else(|| {
            let plain = self.name.split_once('.').map_or(self.name.as_str(), |(_, name)| name);
            let accounts: Vec<&str> = stack.accounts.names().collect();
            let known = nearest(plain, stack.resources.names());
            Problem::new(format!("the stack has no resource or account `{}` to vary", self.name))
                .of(ProblemKind::Unknown)
                .hint(format!(
                    "its resources are {}; its accounts are {}",
                    crate::nearest::some(&known),
                    if accounts.is_empty() { "not named".to_owned() } else { accounts.join(", ") }
                ))
        })
    }
}

/// The product of the variations: one stack for each combination of plans, named by what varies.
///
/// # Errors
///
/// A [`Problem`] for an unknown resource or account, or more than [`MOST_COLUMNS`] combinations. Unknown plans are refused when the
/// stacks are projected.
pub fn vary(stack: &Stack, variations: &[Variation]) -> Result<Vec<(String, Stack)>, Problem> {
    let mut all = vec![(String::new(), stack.clone())];
    let mut seen: Vec<String> = Vec::new();
    for variation in variations {
        let varies = variation.of(stack)?;
        let path = variation.path(stack)?;
        if seen.contains(&path) {
            return Err(Problem::new(format!("`{}` is varied twice", variation.name))
                .hint("write its plans in one list: name=plan,plan"));
        }
        seen.push(path);
        if all.len().saturating_mul(variation.plans.len()) > MOST_COLUMNS {
            return Err(Problem::new(format!("more than {MOST_COLUMNS} combinations"))
                .hint("vary fewer plans at a time"));
        }
        let mut next = Vec::new();
        for (name, stack) in &all {
            for plan in &variation.plans {
                let mut other = stack.clone();
                put(&mut other, &varies, plan);
                let separator = if name.is_empty() { "" } else { " " };
                next.push((format!("{name}{separator}{}={plan}", variation.name), other));
            }
        }
        all = next;
    }
    Ok(all)
}

/// Puts what is varied on a plan, from beginning to end.
fn put(stack: &mut Stack, varies: &Varied<'_>, plan: &str) {
    match varies {
        Varied::Resource(name) => {
            if let Some(resource) = stack.resources.get_mut(name) {
                resource.plan = Some(Plans::one(plan));
                resource.quoted = None;
            }
        }
        Varied::Account(name) => {
            if let Some(account) = stack.accounts.get_mut(name) {
                account.plan = Some(Plans::one(plan));
            }
        }
        Varied::Unnamed(name) => {
            let plan = Some(Plans::one(plan));
            stack.accounts.push((*name).to_owned(), Account { plan, card: true, ..Account::default() });
        }
    }
}

/// Projects each stack and puts the results side by side.
///
/// # Errors
///
/// The first [`Problem`] of any of them.
pub fn compare(books: &Books, stacks: &[(String, Stack)], options: Options) -> Result<Comparison, Problem> {
    columns(books, stacks, options).collect::<Result<_, _>>().map(Comparison::new)
}

/// Projects one stack after the other, each as a column or refused by itself: what a plan cannot be put on says nothing of
/// the other plans.
pub fn columns<'a>(
    books: &'a Books,
    stacks: &'a [(String, Stack)],
    options: Options,
) -> impl Iterator<Item = Result<Column, Problem>> {
    let mut workings = Workings::default();
    stacks
        .iter()
        .map(move |(name, stack)| Ok(column(name, &project_with(books, stack, options, &mut workings)?)))
}

/// One projection as a column.
#[must_use]
pub fn column(name: &str, projection: &Projection<'_>) -> Column {
    let total = |month: Option<&ProjectedMonth<'_>>| month.map(|month| text(month.total)).unwrap_or_default();
    Column {
        name: name.to_owned(),
        currency: projection.currency.to_string(),
        first_month: total(projection.months.first()),
        last_month: total(projection.months.last()),
        total: text(projection.total().amount()),
        not_counted: projection.not_counted(),
        first_limit: projection.first_limit().map(FirstOut::from),
        first_own: projection.first_limit_of(true).map(FirstOut::from),
        first_of_vendors: projection.first_limit_of(false).map(FirstOut::from),
        first_overage: projection.first_overage().map(FirstOut::from),
        limits: worst(projection),
        report: Report::from(projection),
    }
}

/// Each limit in its worst month.
fn worst(projection: &Projection<'_>) -> Vec<ComparisonLimit> {
    let mut rows: Vec<Worst<'_, '_>> = Vec::new();
    let mut places: Table<usize, (&str, &str)> = Table::default();
    for row in projection.months.iter().flat_map(ProjectedMonth::limits) {
        let place = places.get_or_insert_with((row.scope(), row.limit), || rows.len());
        match place.and_then(|place| rows.get_mut(*place)) {
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
        resource: row.resource.map(str::to_owned),
        own: row.own,
        measures: row.measures.iter().map(|measure| measure.word()).collect(),
        window: row.window.word(),
        limit: row.ceiling.map(text),
        unit: row.unit.to_string(),
        headroom: row.headroom.map(text),
        state: row.state.word(),
        notice: row.is_notice(),
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
