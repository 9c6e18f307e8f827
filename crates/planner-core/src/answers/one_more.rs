//! The cost of one more: an instance, a replica, a worker, a database, a thousand users.

mod steps;

use std::ptr;

use self::steps::Steps;
use crate::bill::{LimitRow, LimitState, Line, State, Unmet};
use crate::book::{Books, Effect, MeterKind, Snapshot, Window};
use crate::document::Problem;
use crate::number::Decimal;
use crate::output::{FirstOut, OneMore, OneMoreReport, SCHEMA_VERSION, Sooner, UnmetOut, text};
use crate::projection::{First, Options, ProjectedMonth, Projection, Workings, figures_of};
use crate::stack::Stack;
use crate::table::Table;

/// What one more of each thing adds to the first month of a stack, and which limits are passed sooner with it.
///
/// One more instance of what scales, another of each database, site or other thing that does not, with the same sizes and
/// without traffic, one more of each option that counts something, one more client of each kind, and a thousand more of each
/// driver that follows no other. Each is a projection of the stack with this one change, over `options.months`; amounts are the book's,
/// not quotes. What cannot be had says why, what has no price has no cost.
///
/// # Errors
///
/// A [`Problem`] of the stack as it is. What is wrong with a step is told in its row.
///
/// # Example
///
/// ```
/// use planner_core::book::Books;
/// use planner_core::document::parse_json;
/// use planner_core::answers::one_more::one_more;
/// use planner_core::projection::Options;
/// use planner_core::stack::Stack;
///
/// let text = r#"{
///     "version": 1, "name": "Shop", "start": "2026-12",
///     "resources": { "web": { "product": "render/web", "plan": "standard" } }
/// }"#;
/// let stack = Stack::parse(&parse_json(text, 0).unwrap()).unwrap();
/// let report = one_more(&Books::bundled().unwrap(), &stack, Options { months: 1, ..Options::default() }).unwrap();
/// let instance = &report.steps[0];
/// assert_eq!((instance.what.as_str(), instance.cost.as_deref()), ("instance", Some("25")));
/// ```
pub fn one_more(books: &Books, stack: &Stack, options: Options) -> Result<OneMoreReport, Problem> {
    first_of(books, stack, options, usize::MAX)
}

/// The same for no more than so many steps, the first of them; the report says how many there are besides.
///
/// Each step is a stack of its own, so a stack of a thousand parts has more of them than a page can keep.
///
/// # Errors
///
/// As [`one_more`].
///
/// # Example
///
/// ```
/// use planner_core::book::Books;
/// use planner_core::document::parse_json;
/// use planner_core::answers::one_more::first_of;
/// use planner_core::projection::Options;
/// use planner_core::stack::Stack;
///
/// let text = r#"{
///     "version": 1, "name": "Shop", "start": "2026-12", "resources": {
///         "web": { "product": "render/web", "plan": "standard" }, "api": { "product": "render/web", "plan": "starter" } }
/// }"#;
/// let stack = Stack::parse(&parse_json(text, 0).unwrap()).unwrap();
/// let books = Books::bundled().unwrap();
/// let report = first_of(&books, &stack, Options { months: 1, ..Options::default() }, 1).unwrap();
/// assert!(report.steps.len() == 1 && report.left_out > 0);
/// ```
pub fn first_of(
    books: &Books,
    stack: &Stack,
    options: Options,
    most: usize,
) -> Result<OneMoreReport, Problem> {
    let options = Options { quoted: false, ..options };
    let Steps { all, left_out, .. } = steps::steps(books, stack, options, most)?;
    let mut workings = Workings::default();
    let base = figures_of(books, stack, options, &mut workings)?;
    let firsts = base.passed().into_iter().map(|first| (first.limit.key(), first)).collect();
    let from = From { books, options, firsts, base: &base };
    let steps = all.iter().map(|step| from.take(step, &mut workings)).collect();
    Ok(OneMoreReport {
        schema_version: SCHEMA_VERSION,
        name: stack.name.clone(),
        month: stack.start.to_string(),
        currency: base.currency.to_string(),
        as_of: options.as_of.map(|day| day.to_string()),
        horizon: options.months,
        cost: text(first_month(&base)),
        steps,
        left_out,
        unjudged: unjudged(&base),
        not_counted: base.not_counted(),
        own: crate::projection::own_prices(books, stack, options),
    })
}

/// What kind of step it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Instance,
    Option,
    Client,
    Resource,
    Driver,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Instance => "instance",
            Self::Option => "option",
            Self::Client => "client",
            Self::Resource => "resource",
            Self::Driver => "driver",
        }
    }
}

/// One step from the stack as it is.
struct Step {
    kind: Kind,
    /// The resource, the account or the driver.
    scope: String,
    what: String,
    from: Option<String>,
    to: Option<String>,
    /// The option that is raised, by name.
    option: Option<String>,
    /// The resources it changes or adds; empty for an account's own option.
    resources: Vec<String>,
    /// The stack with it; what is wrong with it where there can be none.
    stack: Result<Stack, Problem>,
}

/// The stack as it is, to step from.
struct From<'p, 'a> {
    books: &'a Books,
    options: Options,
    base: &'p Projection<'a>,
    /// The limits it passes, each the first time.
    firsts: Table<First<'p, 'a>, (&'p str, &'p str)>,
}

impl<'a> From<'_, 'a> {
    fn take(&self, step: &'a Step, workings: &mut Workings<'a>) -> OneMore {
        let mut row = OneMore {
            kind: step.kind.word(),
            scope: step.scope.clone(),
            what: step.what.clone(),
            from: step.from.clone(),
            to: step.to.clone(),
            cost: None,
            refused: None,
            unmet: Vec::new(),
            open: Vec::new(),
            sooner: Vec::new(),
        };
        let stack = match &step.stack {
            Ok(stack) => stack,
            Err(problem) => return OneMore { refused: Some(problem.message.clone()), ..row },
        };
        match figures_of(self.books, stack, self.options, workings) {
            Ok(then) => self.compare(step, &then, &mut row),
            Err(problem) => row.refused = Some(problem.into_parts().message),
        }
        row
    }

    fn compare(&self, step: &Step, then: &Projection<'_>, row: &mut OneMore) {
        let (Some(now), Some(first)) = (self.base.months.first(), then.months.first()) else { return };
        let new = |unmet: &&Unmet<'_>| {
            let known = now.unmet.iter().any(|known| ptr::eq(known.requirement, unmet.requirement));
            let asked = step.option.as_ref().is_some_and(|name| unmet.requirement.when.0.contains_key(name));
            !known || (asked && step.resources.iter().any(|name| name == unmet.resource))
        };
        let unmet: Vec<&Unmet<'_>> = first.unmet.iter().filter(new).collect();
        row.unmet = unmet.iter().map(|unmet| UnmetOut::from(*unmet)).collect();
        let passed = |limit: &&LimitRow<'_>| {
            limit.passed_at.is_some()
                && forbids(step.kind, limit)
                && !now.limits().any(|known| known.passed_at.is_some() && known.is_of(limit))
        };
        row.refused = match (unmet.first(), first.limits().find(passed)) {
            (Some(unmet), _) => {
                Some(format!("needs {}; otherwise {}", unmet.needs(), unmet.requirement.otherwise))
            }
            (None, Some(limit)) => Some(refusal(limit)),
            (None, None) => None,
        };
        let open = first.lines().filter(|line| is_open(step, then.stack, line));
        row.open = if row.refused.is_none() { open.map(Line::id).collect() } else { Vec::new() };
        row.open.sort();
        row.open.dedup();
        let added = first.total.minus(now.total).map(crate::answers::floor::tidy);
        // Nothing is only nothing where everything it could add to has a price.
        row.cost = added
            .filter(|added| row.refused.is_none() && (row.open.is_empty() || !added.is_zero()))
            .map(text);
        row.sooner = then.passed().into_iter().filter_map(|first| self.sooner(first)).collect();
    }

    /// A limit, where it is passed on an earlier day than without the step.
    fn sooner(&self, first: First<'_, '_>) -> Option<Sooner> {
        let known = self.firsts.get(&first.limit.key());
        let before = known.and_then(|known| known.limit.passed_on);
        let earlier = match (before, first.limit.passed_on) {
            (Some(before), Some(then)) => then < before,
            _ => known.is_none(),
        };
        earlier.then(|| Sooner { before: before.map(|day| day.to_string()), passed: FirstOut::from(first) })
    }
}

/// How many limits have no usage to be held against in any month.
fn unjudged(base: &Projection<'_>) -> usize {
    let mut known: Table<bool, (&str, &str)> = Table::default();
    for row in base.months.iter().flat_map(ProjectedMonth::limits) {
        let silent = row.state == LimitState::NotGiven;
        if let Some(all) = known.get_or_insert_with(row.key(), || true) {
            *all &= silent;
        }
    }
    known.values().filter(|silent| **silent).count()
}

fn first_month(projection: &Projection<'_>) -> Decimal {
    projection.months.first().map_or(Decimal::ZERO, |month| month.total)
}

/// Whether a limit on how many there are stands against a step: traffic passes limits too, but that is no refusal of it.
fn forbids(kind: Kind, limit: &LimitRow<'_>) -> bool {
    matches!(kind, Kind::Instance | Kind::Option | Kind::Resource)
        && matches!(limit.effect, Effect::Forbidden | Effect::Refused)
        && limit.window == Window::Instant
        && !limit.own
}

fn refusal(limit: &LimitRow<'_>) -> String {
    let says = limit.says.map(|says| format!(": {says}")).unwrap_or_default();
    format!("{}: at most {} ({}){says}", limit.id(), limit.ceiling_text(), limit.description)
}

/// Whether a step may add to a line that is in no sum. Traffic nobody stated is none that a step adds, but for an option of
/// a resource, which may multiply it.
fn is_open(step: &Step, stack: &Stack, line: &Line<'_>) -> bool {
    let unknown = match line.state {
        State::Priced(_) => false,
        State::Unpriced(_) | State::OtherCurrency => true,
        State::NotGiven => match step.kind {
            Kind::Option => !step.resources.is_empty(),
            Kind::Driver => false,
            _ => line.measured().is_none_or(|(_, meter)| meter.kind != MeterKind::Flow),
        },
    };
    unknown && is_touched(step, stack, line)
}

/// Whether a line is of what the step changes: its resources, the account whose option it is, or a meter of the account
/// that the added resource counts on.
fn is_touched(step: &Step, stack: &Stack, line: &Line<'_>) -> bool {
    let mut own = step.resources.iter();
    if let Some(resource) = line.resource {
        return own.any(|name| name == resource);
    }
    match step.kind {
        Kind::Option => step.resources.is_empty() && line.account == step.scope,
        Kind::Resource => own.filter_map(|name| stack.resources.get(name)).any(|resource| {
            let owner = stack.account_of(&step.scope, resource).ok().flatten();
            let counts = |id: &str, book: &Snapshot| {
                book.provider.products.get(resource.product_id()).is_some_and(|product| product.counts_on(id))
            };
            owner.map_or(resource.provider(), |(name, _)| name) == line.account
                && line.book().zip(line.meter).is_some_and(|(book, id)| counts(id, book))
        }),
        _ => false,
    }
}

#[cfg(all(test, feature = "bundled"))]
mod tests;
