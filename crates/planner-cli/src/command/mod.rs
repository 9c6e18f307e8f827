//! The commands: what each reads, asks the core, and shows.

mod bill;
mod compare;
mod demand;
mod explain;
mod find;
mod fixed;
mod floor;
mod more;
mod prices;
mod project;
mod redis;

use std::path::Path;

use planner_core::book::Books;
use planner_core::document::{Problem, ProblemKind};
use planner_core::projection::{Options, Projection, project as projected};
use planner_core::stack::Stack;

use crate::args::{Arguments, Command, Horizon};
use crate::failure::Failure;
use crate::input::Document;
use crate::pricing::Folder;
use crate::terminal::Terminal;

/// What a command came to.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// What is printed.
    pub(crate) text: String,
    /// The checks that failed, each as a sentence.
    pub(crate) failed: Vec<String>,
}

impl From<String> for Outcome {
    fn from(text: String) -> Self {
        Self { text, failed: Vec::new() }
    }
}

/// Runs the command that was asked for.
pub(crate) fn run(arguments: &Arguments, terminal: &Terminal) -> Result<Outcome, Failure> {
    let with = &Context { terminal, pricing: arguments.pricing.as_deref() };
    match &arguments.command {
        Command::Project(asked) => project::run(asked, with),
        Command::Compare(asked) => compare::run(asked, with).map(Outcome::from),
        Command::Demand(asked) => demand::run(asked, with).map(Outcome::from),
        Command::Bill(asked) => bill::run(asked, with).map(Outcome::from),
        Command::Redis(asked) => redis::run(asked, with).map(Outcome::from),
        Command::Floor(asked) => floor::run(asked, with).map(Outcome::from),
        Command::More(asked) => more::run(asked, with).map(Outcome::from),
        Command::Prices(asked) => prices::run(asked, with),
        Command::Find(asked) => find::run(asked, with).map(Outcome::from),
        Command::Explain(asked) => explain::run(asked, with).map(Outcome::from),
        // What reads no prices takes none in vain.
        _ if with.pricing.is_some() => {
            Err(Failure::new("--pricing means nothing to this command: it reads no prices", "leave it out"))
        }
        Command::Init { name } => Ok(fixed::starter(name).into()),
        Command::Schema { which } => Ok(fixed::schema(*which).to_owned().into()),
        Command::Completions { shell } => Ok(fixed::completions(*shell).into()),
    }
}

impl Horizon {
    fn options(self) -> Options {
        Options { months: self.months, as_of: self.as_of, quoted: self.quoted, ..Options::default() }
    }
}

/// What every command is run with.
struct Context<'a> {
    terminal: &'a Terminal,
    /// The folder of the user's own price files.
    pricing: Option<&'a Path>,
}

impl Context<'_> {
    /// The bundled books, with the user's own laid over them, kept until the process ends: taking them apart would cost
    /// a tenth of its time.
    fn books(&self) -> Result<&'static Books, Failure> {
        let bundled = Books::bundled()?;
        let books = match self.pricing {
            Some(folder) => Folder::read(folder)?.over(bundled)?,
            None => bundled,
        };
        Ok(Box::leak(Box::new(books)))
    }
}

/// Projects a stack; what is wrong is told at its place in the document.
fn project_document<'a>(
    books: &'a Books,
    document: &Document,
    stack: &'a Stack,
    options: Options,
) -> Result<Projection<'a>, Failure> {
    let option = options.as_of.map(|day| format!("--as-of {day}")).unwrap_or_default();
    projected(books, stack, options).map_err(|problem| refuse(document, &option, problem))
}

/// A problem of a projection at its place: a day without prices stands on the command line, not in the document.
fn refuse(document: &Document, option: &str, mut problem: Problem) -> Failure {
    if option.is_empty() || problem.path != "start" || problem.kind != ProblemKind::NoPrices {
        return document.refuse(problem);
    }
    problem.message = format!("{option}: {}", problem.message);
    problem.others.clear(); // No other price will be there on that day either.
    Failure::from(problem.path("").hint("give a day on which there are prices; `headroom prices` lists them"))
}
