//! What is wrong with an input, where, and what to do about it.

use std::fmt;
use std::ops::{Deref, DerefMut};

use super::Position;

/// A refusal of some input: one sentence, its place, and the remedy.
///
/// The core knows line, column and path; the shell that read the file adds its name.
///
/// A pointer to its [`Parts`], because everything that may fail carries room for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem(Box<Parts>);

/// What kind of thing is wrong, for whoever acts on it: sentences are for people.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The text is no JSON, YAML or UTF-8, or too large.
    Syntax,
    /// A field that has to be there is not.
    Missing,
    /// A name that nothing has: a field, a provider, a product, a plan, an option, a meter.
    Unknown,
    /// A day or a month before the first prices.
    NoPrices,
    /// Anything else: what is known, and cannot be so.
    #[default]
    Refused,
}

/// What a [`Problem`] says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// What kind of thing is wrong.
    pub kind: ProblemKind,
    /// What is wrong, with the value that was found: lower case, no full stop.
    pub message: String,
    /// Where in the document, as a dotted path; empty for the document as a whole.
    pub path: String,
    /// Where in the text.
    pub position: Option<Position>,
    /// What to do about it.
    pub hint: Option<String>,
    /// What else is wrong in the same document, as far as that can be told: at most nine.
    pub others: Vec<Problem>,
}

/// The most problems that are told of a document beside the first.
pub const MOST_OTHERS: usize = 9;

impl Problem {
    /// A problem without a place yet.
    pub fn new(message: impl Into<String>) -> Self {
        Self(Box::new(Parts { message: message.into(), ..Parts::default() }))
    }

    /// What it says, taken out of it.
    #[must_use]
    pub fn into_parts(self) -> Parts {
        *self.0
    }

    /// The same problem at a path.
    #[must_use]
    pub fn path(mut self, path: impl Into<String>) -> Self {
        // What stands at the top of a document has no way above it.
        let path: String = path.into();
        self.path = path.strip_prefix('.').map_or(path.clone(), str::to_owned);
        self
    }

    /// The same problem at a place in the text.
    #[must_use]
    pub fn at(mut self, position: Position) -> Self {
        self.position = Some(position);
        self
    }

    /// The same problem, of a kind.
    #[must_use]
    pub(crate) fn of(mut self, kind: ProblemKind) -> Self {
        self.kind = kind;
        self
    }

    /// The same problem with a remedy.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl Problem {
    /// The same problem, with another of the same document told beside it.
    #[inline(never)]
    #[must_use]
    pub(crate) fn beside(mut self, mut other: Self) -> Self {
        let more = std::mem::take(&mut other.others);
        for one in std::iter::once(other).chain(more) {
            let same = |known: &Self| (&known.path, &known.message) == (&one.path, &one.message);
            if !self.is_full() && !same(&self) && !self.others.iter().any(same) {
                self.others.push(one);
            }
        }
        self
    }

    /// Whether no more are told beside it.
    pub(crate) fn is_full(&self) -> bool {
        self.others.len() >= MOST_OTHERS
    }
}

/// The problems of a document as they are met.
#[derive(Default)]
pub(crate) struct Problems(Option<Problem>);

impl Problems {
    /// What was found; a problem of it is kept.
    pub(crate) fn keep<T>(&mut self, found: Result<T, Problem>) -> Option<T> {
        match found {
            Ok(found) => Some(found),
            Err(problem) => {
                self.add(problem);
                None
            }
        }
    }

    /// Keeps a problem.
    #[inline(never)]
    pub(crate) fn add(&mut self, problem: Problem) {
        self.0 = Some(match self.0.take() {
            None => problem,
            Some(first) => first.beside(problem),
        });
    }

    /// The first problem, with the others beside it.
    pub(crate) fn first(self) -> Option<Problem> {
        self.0
    }

    /// Whether as many were met as are told.
    pub(crate) fn is_full(&self) -> bool {
        self.0.as_ref().is_some_and(Problem::is_full)
    }

    /// A value, where no problem was met.
    pub(crate) fn end<T>(self, value: T) -> Result<T, Problem> {
        self.0.map_or(Ok(value), Err)
    }
}

impl Deref for Problem {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl DerefMut for Problem {
    fn deref_mut(&mut self) -> &mut Parts {
        &mut self.0
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(at) = self.position {
            write!(f, "line {}, column {}: ", at.line, at.column)?;
        }
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.message)
    }
}

impl std::error::Error for Problem {}
