//! The sources that a report rests on, each once.

use planner_core::output::{Report, SourceOut};

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
