//! The sources that a report rests on, each once.

use planner_core::output::{LineOut, Report, SourceOut};

use crate::numbers::{amount, day};

/// A source with what rests on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// What was read.
    pub title: String,
    /// Where.
    pub url: Option<String>,
    /// The day it was read, as `2026-11-04`.
    pub read: String,
    /// How far it can be trusted, where it is not the vendor's own word.
    pub confidence: Option<&'static str>,
    /// The lines and limits that rest on it.
    pub lines: Vec<String>,
}

/// Every source of the first month's lines and of all limits, in the order of the report.
#[must_use]
pub fn sources(report: &Report) -> Vec<Cited> {
    let mut all: Vec<Cited> = Vec::new();
    let mut add = |source: &SourceOut, confidence: Option<&'static str>, id: &str| {
        let same = |known: &&mut Cited| known.title == source.title && known.confidence == confidence;
        match all.iter_mut().find(same) {
            Some(known) if known.lines.iter().any(|line| line == id) => {}
            Some(known) => known.lines.push(id.to_owned()),
            None => all.push(Cited {
                title: source.title.clone(),
                url: source.url.clone(),
                read: source.read.clone(),
                confidence,
                lines: vec![id.to_owned()],
            }),
        }
    };
    let Some(month) = report.months.first() else { return all };
    for line in &month.lines {
        if let Some(source) = &line.source {
            add(source, line.confidence, &line.id);
        }
    }
    for limit in &month.limits {
        if let Some(source) = &limit.source {
            add(source, limit.confidence, &limit.id);
        }
    }
    all
}

/// A line of a bill as one line of text: whose it is, what it comes to, how, and from where.
#[must_use]
pub fn proof(line: &LineOut, currency: &str) -> String {
    let of = line.resource.as_deref().unwrap_or(&line.account);
    let sum =
        line.amount.as_ref().map_or_else(|| line.status.to_owned(), |exact| amount(exact, currency).text);
    let how = if line.formula.is_empty() { String::new() } else { [" = ", &line.formula].concat() };
    let why = line.why.as_ref().map(|why| [" (", why, ")"].concat()).unwrap_or_default();
    let from =
        line.source.as_ref().map(|source| [". ", &source.title, ", read ", &day(&source.read)].concat());
    [of, ", ", &line.description, " (", &line.plan, "): ", &sum, &how, &why, &from.unwrap_or_default()]
        .concat()
}
