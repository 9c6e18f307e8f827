//! The way in: books, a stack, what its months come to. Answers are owned; a compiled stack borrows from the stack it is of.

mod questions;

use std::sync::Arc;

use crate::answers::explain::{Explanation, explain};
use crate::book::Books;
use crate::document::{Node, Problem, Value, parse_json};
use crate::figures::{Figures, Month, layout};
use crate::invoice::UsageDocument;
use crate::money::Money;
use crate::month::{self, Date};
use crate::output::{BillOut, Report};
use crate::projection::{Options, Workings, figures_of, project};
use crate::stack::Stack;

/// Price books that stacks are answered from.
///
/// # Example
///
/// ```
/// use planner_core::Planner;
///
/// # fn main() -> Result<(), planner_core::Problem> {
/// let planner = Planner::bundled()?;
/// let stack = planner.stack(r#"{
///     "version": 1, "name": "Cache", "start": "2026-12",
///     "drivers": { "users": { "start": 4000, "growth": "10 %/month" } },
///     "resources": { "cache": { "product": "upstash/redis", "plan": "free",
///         "usage": { "commands": { "per": "users", "times": 100 }, "storage": "50 MB", "bandwidth": "1 GB" } } }
/// }"#)?;
/// let year = stack.project(12)?;
/// assert_eq!(year.total().to_string(), "$0.00");
/// let (month, limit) = year.figures().first_limit().unwrap();
/// assert_eq!((month.to_string().as_str(), limit.id()), ("2027-03", "cache/commands"));
/// // Words only when they are asked for.
/// let why = stack.explain_in("cache/commands", month)?;
/// assert!(why.inputs.iter().any(|input| input.path == "drivers.users"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Planner {
    books: Arc<Books>,
}

/// A stack with the books it is answered from. A copy of it shares both.
#[derive(Clone, Debug)]
pub struct PlannedStack {
    books: Arc<Books>,
    read: Arc<(Node, Stack)>,
    /// How it is answered; how many months is said where they are asked for.
    options: Options,
}

/// What a stack's months come to: numbers, until words are asked for.
#[derive(Clone, Debug)]
pub struct Months {
    months: Arc<[Month]>,
    total: Money,
}

impl Planner {
    /// The price books that are compiled in.
    ///
    /// # Errors
    ///
    /// A [`Problem`] of a book, which a build that passes its tests does not have.
    #[cfg(feature = "bundled")]
    pub fn bundled() -> Result<Self, Problem> {
        Books::bundled().map(Self::with)
    }

    /// Price books of any kind: read from files, or those compiled in with some of one's own over them.
    #[must_use]
    pub fn with(books: Books) -> Self {
        Self { books: Arc::new(books) }
    }

    /// The books.
    #[doc(hidden)]
    #[must_use]
    pub fn books(&self) -> &Books {
        &self.books
    }

    /// Reads a stack: JSON, or YAML too with the feature `yaml`.
    ///
    /// # Errors
    ///
    /// A [`Problem`] with its place, and up to nine others beside it: what is no JSON or YAML, and what no stack says. What the
    /// books do not know of it is found by the first question.
    pub fn stack(&self, text: &str) -> Result<PlannedStack, Problem> {
        let node = parsed(text)?;
        let stack = Stack::parse(&node).map_err(|problem| node.locate(problem))?;
        Ok(PlannedStack {
            books: Arc::clone(&self.books),
            read: Arc::new((node, stack)),
            options: Options::default(),
        })
    }

    /// The bill of an account's month, from what was used in it: a document of its own, in JSON, or in YAML too with the feature
    /// `yaml`. A plan that the vendor no longer has is billed as it was.
    ///
    /// # Errors
    ///
    /// A [`Problem`] with its place: what is no usage document, what the books do not know, numbers past 28 digits.
    ///
    /// # Example
    ///
    /// ```
    /// # use planner_core::Planner;
    /// # fn main() -> Result<(), planner_core::Problem> {
    /// let bill = Planner::bundled()?.bill(r#"{
    ///     "version": 1, "provider": "upstash", "month": "2026-12",
    ///     "resources": [ { "name": "cache", "product": "redis", "plan": "payg",
    ///         "usage": { "commands": 1000000, "storage": "50 MB", "bandwidth": "1 GB" } } ]
    /// }"#)?;
    /// assert_eq!(bill.total, "2");
    /// # Ok(())
    /// # }
    /// ```
    pub fn bill(&self, text: &str) -> Result<BillOut, Problem> {
        let node = parsed(text)?;
        let out = UsageDocument::parse_lenient(&node).and_then(|usage| {
            let bill = usage.bill(&self.books, None)?;
            let needed = usage.needed(&self.books, None, &bill)?;
            BillOut::new(&bill, needed.as_ref(), usage.cycle()?, None)
        });
        out.map_err(|problem| node.locate(problem))
    }
}

#[cfg(feature = "yaml")]
fn parsed(text: &str) -> Result<Node, Problem> {
    if !text.trim_start().starts_with('{') {
        return crate::document::parse_yaml(text, 0);
    }
    // YAML may begin like JSON. What is neither was most likely meant as JSON.
    parse_json(text, 0).or_else(|problem| crate::document::parse_yaml(text, 0).map_err(|_| problem))
}

#[cfg(not(feature = "yaml"))]
fn parsed(text: &str) -> Result<Node, Problem> {
    parse_json(text, 0)
}

impl PlannedStack {
    /// The same stack at the prices of a day, for every month.
    #[must_use]
    pub fn as_of(self, day: Date) -> Self {
        Self { options: Options { as_of: Some(day), ..self.options }, ..self }
    }

    /// The same stack with what was quoted in place of what the books say.
    #[must_use]
    pub fn quoted(self) -> Self {
        Self { options: Options { quoted: true, ..self.options }, ..self }
    }

    /// The same stack with a script counted as one command, whatever runs in it.
    #[must_use]
    pub fn scripts_count_once(self) -> Self {
        Self { options: Options { scripts_count_once: true, ..self.options }, ..self }
    }

    /// The same stack with another word or number at some places: a plan, an option, a size, the plan of an account, which is
    /// named where no account is. A text that is JSON is read as such, `2` or `["a"]`; anything else is a word. Nothing else
    /// changes: a quote for another plan stays until it is swapped too. What is compiled of it is another program; who changes
    /// figures and counts alone [compiles](Self::compile) once and runs that.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a place that no stack has, and for what is not read there.
    ///
    /// # Example
    ///
    /// ```
    /// # use planner_core::Planner;
    /// # fn main() -> Result<(), planner_core::Problem> {
    /// let starter = Planner::bundled()?.stack(r#"{
    ///     "version": 1, "name": "Shop", "start": "2026-12",
    ///     "resources": { "web": { "product": "render/web", "plan": "starter" } }
    /// }"#)?;
    /// let standard = starter.swap(&[("resources.web.plan", "standard"), ("resources.web.count", "2")])?;
    /// assert_eq!(starter.project(1)?.total().to_string(), "$7.00");
    /// assert_eq!(standard.project(1)?.total().to_string(), "$50.00");
    /// assert!(starter.swap(&[("resources.web.plam", "standard")]).is_err());
    /// # Ok(())
    /// # }
    /// ```
    pub fn swap(&self, changes: &[(&str, &str)]) -> Result<Self, Problem> {
        let mut node = self.read.0.clone();
        for (at, text) in changes {
            let value =
                parse_json(text, 0).map_or_else(|_| Value::Text((*text).to_owned()), |node| node.value);
            node.set(at, value)?;
        }
        let stack = Stack::parse(&node).map_err(|problem| node.locate(problem))?;
        Ok(Self { books: Arc::clone(&self.books), read: Arc::new((node, stack)), options: self.options })
    }

    /// What was read.
    #[doc(hidden)]
    #[must_use]
    pub fn stack(&self) -> &Stack {
        &self.read.1
    }

    /// The books it is answered from.
    #[doc(hidden)]
    #[must_use]
    pub fn books(&self) -> &Books {
        &self.books
    }

    /// What so many months come to, from its start on.
    ///
    /// # Errors
    ///
    /// A [`Problem`] with its place in the text: an unknown plan, product, option or meter, a unit that does not fit, a month
    /// before the first prices, numbers past 28 digits.
    pub fn project(&self, months: u32) -> Result<Months, Problem> {
        let options = Options { months, ..self.options };
        let found = figures_of(&self.books, &self.read.1, options, &mut Workings::default());
        let found = found.map_err(|problem| self.located(problem))?;
        let months = layout(&found).into();
        Ok(Months { months, total: found.total() })
    }

    /// The report of so many months: every line, limit, doubt and source as text, as it is printed.
    ///
    /// # Errors
    ///
    /// As of [`Self::project`].
    pub fn report(&self, months: u32) -> Result<Report, Problem> {
        let options = Options { months, ..self.options };
        let found = project(&self.books, &self.read.1, options);
        found.map(|found| Report::from(&found)).map_err(|problem| self.located(problem))
    }

    /// A line or limit opened into formula, inputs, price and source: in the first of so many months that has it.
    ///
    /// # Errors
    ///
    /// As of [`Self::project`], and for an id that nothing has in them.
    pub fn explain(&self, id: &str, months: u32) -> Result<Explanation, Problem> {
        self.opened(id, None, months)
    }

    /// The same in a month.
    ///
    /// # Errors
    ///
    /// As of [`Self::explain`], and for a month before the start.
    pub fn explain_in(&self, id: &str, month: month::Month) -> Result<Explanation, Problem> {
        let months = month.since(self.read.1.start).map_or(1, |months| months.saturating_add(1));
        self.opened(id, Some(month), months)
    }

    fn opened(&self, id: &str, month: Option<month::Month>, months: u32) -> Result<Explanation, Problem> {
        let options = Options { months, ..self.options };
        let found = project(&self.books, &self.read.1, options);
        let found = found.map_err(|problem| self.located(problem))?;
        explain(&found, &self.read.0, id, month)
    }

    /// The stack compiled, to be asked for so many months with other numbers again and again. What it refuses then names the
    /// path of the number, without its place in the text.
    ///
    /// # Errors
    ///
    /// As of [`Self::project`].
    #[cfg(feature = "program")]
    pub fn compile(&self, months: u32) -> Result<crate::program::Program<'_>, Problem> {
        let options = Options { months, ..self.options };
        let compiled = crate::program::Program::new(&self.books, &self.read.1, options);
        compiled.map_err(|problem| self.located(problem))
    }

    fn located(&self, problem: Problem) -> Problem {
        self.read.0.locate(problem)
    }
}

impl Months {
    /// What they come to together, in the currency of every amount.
    #[must_use]
    pub fn total(&self) -> Money {
        self.total
    }

    /// Every month's total, lines and limits, and what is passed first.
    #[must_use]
    pub fn figures(&self) -> Figures<'_> {
        Figures::new(&self.months, &[])
    }
}
