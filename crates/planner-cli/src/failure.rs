//! What is told when something cannot be done: where, what, and the remedy.

use std::fmt::Write as _;
use std::io;

use planner_core::document::Problem;

use crate::page::Tone;
use crate::terminal::{Terminal, paint, plain};

/// The most of a source line that is shown.
const SHOWN: usize = 100;

/// Why a command could not be carried out.
#[derive(Debug)]
pub(crate) enum Failure {
    /// An input is refused.
    Refused(Box<Refusal>),
    /// The reader of the output has gone.
    Closed,
    /// The output could not be written.
    Output(io::Error),
}

/// Why an input is refused.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// What is wrong.
    pub(crate) problem: Problem,
    /// The name of the file and its text, where the problem is in one.
    pub(crate) document: Option<(String, String)>,
}

impl Failure {
    /// A refusal of what stands in a document.
    pub(crate) fn inside(problem: Problem, name: &str, text: &str) -> Self {
        let document = Some((name.to_owned(), text.to_owned()));
        Self::Refused(Box::new(Refusal { problem, document }))
    }

    /// A refusal that is in no file.
    pub(crate) fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::from(Problem::new(message).hint(hint))
    }

    /// The failure as it is printed.
    pub(crate) fn text(&self, terminal: &Terminal) -> String {
        match self {
            Self::Closed => String::new(),
            Self::Output(why) => {
                let error = paint("error:", Tone::Bad, terminal.color_errors);
                format!("{error} the output cannot be written: {why}\n")
            }
            Self::Refused(refusal) => {
                let Refusal { problem, document } = refusal.as_ref();
                let document = document.as_ref().map(|(name, text)| (name.as_str(), text.as_str()));
                let all = std::iter::once(problem).chain(&problem.others);
                all.map(|problem| refused(problem, document, terminal)).collect()
            }
        }
    }
}

/// One problem: its place and what it is, the line with a caret, and the remedy.
fn refused(problem: &Problem, document: Option<(&str, &str)>, terminal: &Terminal) -> String {
    let error = paint("error:", Tone::Bad, terminal.color_errors);
    let (name, text) = document.unzip();
    let mut out = format!("{error} {}{}\n", place(problem, name), plain(&problem.message));
    if let (Some(at), Some(text)) = (problem.position, text) {
        out.push_str(&source_line(text, at.line, at.column, terminal));
    }
    if let Some(hint) = &problem.hint {
        let _ = writeln!(out, "{} {}", paint("hint:", Tone::Good, terminal.color_errors), plain(hint));
    }
    out
}

/// `shop.yaml:12:9: resources.web.plan: `, as much of it as there is.
fn place(problem: &Problem, name: Option<&str>) -> String {
    let mut place = String::new();
    if let Some(name) = name {
        place.push_str(&plain(name));
        if let Some(at) = problem.position {
            let _ = write!(place, ":{}:{}", at.line, at.column);
        }
        place.push_str(": ");
    }
    if !problem.path.is_empty() {
        let _ = write!(place, "{}: ", plain(&problem.path));
    }
    place
}

/// The line with a caret below its column, cut around it where it is long.
fn source_line(text: &str, line: u32, column: u32, terminal: &Terminal) -> String {
    let index = |number: u32| usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
    let Some(found) = text.lines().nth(index(line)) else { return String::new() };
    let column = index(column);
    let start = if column < SHOWN { 0 } else { column.saturating_sub(SHOWN / 2) };
    let shown: String = plain(found).chars().skip(start).take(SHOWN).collect();
    let number = line.to_string();
    let margin = " ".repeat(number.len());
    let caret = format!(
        "{}{}",
        " ".repeat(column.saturating_sub(start)),
        paint("^", Tone::Bad, terminal.color_errors)
    );
    format!("{margin} |\n{number} | {}\n{margin} | {caret}\n", shown.trim_end())
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Refused(Box::new(Refusal { problem, document: None }))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Output(error) }
    }
}
