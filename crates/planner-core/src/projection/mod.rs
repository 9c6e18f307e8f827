//! From a stack and the price books to months of lines and limits, and the answers on top of them.

mod answers;
mod asks;
mod carried;
mod ceilings;
mod clients;
mod coverage;
mod currencies;
mod cycles;
mod enlarge;
mod figures;
mod months;
mod needed;
mod notices;
mod own;
mod prepare;
mod probe;
mod quotes;
mod stretches;
mod workings;
mod workload;

use std::sync::Arc;

use crate::model::Assumption;
pub use crate::note::Notes;
use crate::note::{Note, NoteKind};
pub use answers::First;
pub(crate) use answers::figure;
pub use asks::Ask;
pub use clients::Clients;
pub use coverage::{Coverage, Input};
pub(crate) use figures::{no_least, twice, wrong_unit};
pub use needed::{Change, Needed};
pub use notices::Notice;
pub use quotes::QuoteCheck;
pub(crate) use workings::Workings;
pub use workload::Fact;
pub(crate) use workload::{Does, Made, does};

use crate::bill::{InOther, LimitRow, Line, Unmet};
use crate::book::{Books, Product};
use crate::cycle::Cycle;
use crate::document::{Problem, ProblemKind};
use crate::money::{Currency, Money};
use crate::month::{Date, Month};
use crate::number::Decimal;
use crate::stack::Stack;

/// The months projected where nobody says how many.
pub const MONTHS: u32 = 12;

/// The most months that are projected.
pub const MOST_MONTHS: u32 = 120;

/// How to project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many months, 1 to [`MOST_MONTHS`].
    pub months: u32,
    /// Prices of this day for all months, instead of each month's own.
    pub as_of: Option<Date>,
    /// Sum what the owner was quoted, instead of what the book says.
    pub quoted: bool,
    /// Count a script as one command, whatever runs in it, instead of as the book says.
    pub scripts_count_once: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { months: MONTHS, as_of: None, quoted: false, scripts_count_once: false }
    }
}

/// A stack over the months.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Projection<'a> {
    /// The stack.
    pub stack: &'a Stack,
    /// How it was projected.
    pub options: Options,
    /// The months, the stack's start first.
    pub months: Vec<ProjectedMonth<'a>>,
    /// The currency of every amount.
    pub currency: Currency,
    sum: Decimal,
    /// The same stack on the plans that its unmet requirements ask for; none where every requirement is met, and none
    /// where quotes are summed.
    pub needed: Option<Needed>,
    /// What plans' terms ask of whoever uses them, and nobody answered.
    pub asks: Vec<Ask>,
    /// How many limits could be judged, and what to state next.
    pub coverage: Coverage,
    /// Doubts that hold for the whole, each once.
    pub notes: Notes,
    /// Inputs nobody stated, with why they were assumed.
    pub assumptions: Vec<Assumption>,
    /// What the owner was quoted beside what the book says, in the first month.
    pub quotes: Vec<QuoteCheck>,
    /// Which usage follows from what resources do.
    pub(crate) made: Vec<Made>,
    /// The product, and the name of the plan, of each resource and account that has prices, by its place in the stack.
    pub(crate) terms: Vec<(String, &'a Product, &'a str)>,
}

/// One month.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ProjectedMonth<'a> {
    /// The month.
    pub month: Month,
    /// The drivers' figures in it.
    pub drivers: Vec<(&'a str, Decimal)>,
    /// Every line.
    pub lines: Vec<Arc<Line<'a>>>,
    /// Every limit.
    pub limits: Vec<Arc<LimitRow<'a>>>,
    /// Requirements that are not met.
    pub unmet: Vec<Unmet<'a>>,
    /// What each account comes to.
    pub accounts: Vec<AccountTotal<'a>>,
    /// The exact sum of the lines that count.
    pub total: Decimal,
    /// The currency of every amount.
    pub currency: Currency,
}

/// What an account comes to in a month.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct AccountTotal<'a> {
    /// Its name.
    pub account: &'a str,
    /// Its provider.
    pub provider: &'a str,
    /// The exact sum.
    pub total: Decimal,
    /// What the vendor's rounding makes of it.
    pub invoice: Decimal,
    /// What it comes to in its vendor's currency, where that is not the one of the sum.
    pub other: Option<InOther>,
    /// The days that are billed: the month, or the account's own cycle that begins in it.
    pub cycle: Cycle,
}

impl<'a> ProjectedMonth<'a> {
    /// Every line.
    pub fn lines(&self) -> impl Iterator<Item = &Line<'a>> + Clone {
        self.lines.iter().map(|line| &**line)
    }

    /// Every limit.
    pub fn limits(&self) -> impl Iterator<Item = &LimitRow<'a>> + Clone {
        self.limits.iter().map(|row| &**row)
    }
}

impl Projection<'_> {
    /// What the months come to together.
    #[must_use]
    pub fn total(&self) -> Money {
        Money::new(self.sum, self.currency)
    }
}

/// Projects a stack: cost and headroom for each month.
///
/// Amounts are exact and before tax. Lines without a price or without usage are listed and add nothing; they are named
/// in [`Projection::notes`].
///
/// # Errors
///
/// A [`Problem`] whose path says where in the stack: an unknown plan, product, option or meter, a unit that does not
/// fit, a month before the first prices, numbers past 28 digits.
///
/// # Example
///
/// ```
/// use planner_core::book::Books;
/// use planner_core::document::parse_json;
/// use planner_core::projection::{Options, project};
/// use planner_core::stack::Stack;
///
/// let text = r#"{
///     "version": 1, "name": "Shop", "start": "2026-12",
///     "resources": { "web": { "product": "render/web", "plan": "starter", "count": 2 } }
/// }"#;
/// let stack = Stack::parse(&parse_json(text, 0).unwrap()).unwrap();
/// let books = Books::bundled().unwrap();
/// let projection = project(&books, &stack, Options { months: 3, ..Options::default() }).unwrap();
/// assert_eq!(projection.total().to_string(), "$42.00"); // 2 x 7 x 3 months
/// ```
pub fn project<'a>(books: &'a Books, stack: &'a Stack, options: Options) -> Result<Projection<'a>, Problem> {
    project_with(books, stack, options, &mut Workings::default())
}

/// The same, with what was worked out for other stacks of the same question.
pub(crate) fn project_with<'a>(
    books: &'a Books,
    stack: &'a Stack,
    options: Options,
    workings: &mut Workings<'a>,
) -> Result<Projection<'a>, Problem> {
    let projection = months::project(books, stack, in_horizon(options)?, true, workings)?;
    Ok(needing(projection, books, workings.clone()))
}

/// The same for who asks for amounts and limits alone: neither what the stack needs is told, nor which fields do nothing, nor
/// how many limits could be judged.
pub(crate) fn figures_of<'a>(
    books: &'a Books,
    stack: &'a Stack,
    options: Options,
    workings: &mut Workings<'a>,
) -> Result<Projection<'a>, Problem> {
    months::project(books, stack, in_horizon(options)?, false, workings)
}

/// A projection with what its stack needs. Where that cannot be had or worked out, a note says why: the stack as it is written
/// stands all the same.
pub(crate) fn needing<'a>(
    mut projection: Projection<'a>,
    books: &Books,
    workings: Workings<'_>,
) -> Projection<'a> {
    if projection.options.quoted {
        return projection;
    }
    let (stack, months) = (projection.stack, &projection.months);
    match needed::needed(books, stack, projection.options, months, workings) {
        Ok(needed) => projection.needed = needed,
        Err(problem) => {
            let text = format!("what the stack needs is not worked out: {problem}");
            projection.notes.push(Note::of(NoteKind::Other, text));
            projection.notes.once_each();
        }
    }
    projection
}

/// Refuses months that are none, or more than are ever projected.
fn in_horizon(options: Options) -> Result<Options, Problem> {
    let months = options.months;
    if months == 0 || months > MOST_MONTHS {
        return Err(Problem::new(format!("{months} months cannot be projected: 1 to {MOST_MONTHS} can"))
            .hint("ask for 12, or 36"));
    }
    Ok(options)
}

/// The price files of the user's own that answers about a stack rest on, each as a sentence.
pub(crate) fn own_prices(books: &Books, stack: &Stack, options: Options) -> Vec<String> {
    let last = stack.start.plus(options.months.saturating_sub(1)).unwrap_or(stack.start);
    let day = options.as_of.unwrap_or(last.last_day());
    let accounts = stack.accounts.iter().map(|(name, account)| account.provider(name));
    let resources = stack.resources.iter().map(|(_, resource)| resource.provider());
    books.own_notes(accounts.chain(resources), day)
}

/// The clients of a resource over the months, set up as the stack says.
///
/// # Errors
///
/// A [`Problem`] whose path says where in the stack: an unknown profile, setting or driver, a unit that does not fit.
pub fn clients(stack: &Stack, resource: &str, months: u32) -> Result<Vec<Clients>, Problem> {
    let Some((name, found)) = stack.resources.entry(resource) else {
        let known = crate::nearest::nearest(resource, stack.resources.names());
        return Err(Problem::new(format!("the stack has no resource `{resource}`"))
            .of(ProblemKind::Unknown)
            .hint(format!("its resources are {}", crate::nearest::some(&known))));
    };
    let drivers = figures::drivers(stack, months)?;
    clients::of_resource(stack, found, months, &drivers, &format!("resources.{name}"))
}
