//! One page for each command: what is shown, in which order, in which words.

pub(crate) mod bill;
pub(crate) mod change;
pub(crate) mod compare;
pub(crate) mod demand;
pub(crate) mod diff;
mod eviction;
pub(crate) mod explain;
pub(crate) mod find;
pub(crate) mod findings;
pub(crate) mod floor;
mod limits;
mod lines;
pub(crate) mod more;
mod named;
pub(crate) mod prices;
pub(crate) mod project;
mod readings;
pub(crate) mod redis;
pub(crate) mod stale;

use planner_core::output::{CoverageOut, FirstOut, SourceOut};
use planner_core::{Date, Month};

use crate::figure::quantity;
use crate::page::{Cell, Tone};

/// `December 2026` for `2026-12`.
fn month_name(text: &str) -> String {
    Month::parse(text).map_or_else(|| text.to_owned(), Month::name)
}

/// `22 March 2027` for `2027-03-22`.
fn date_name(text: &str) -> String {
    Date::parse(text).map_or_else(|| text.to_owned(), Date::name)
}

/// When something first happens, and what. Where usage is missing, "none" is neither good nor alone.
fn first(first: Option<&FirstOut>, months: usize, coverage: &CoverageOut) -> (Cell, String) {
    let Some(first) = first else {
        let none = format!("none in {months} {}", plural(months, "month"));
        let tone = if coverage.is_whole() { Tone::Good } else { Tone::Warn };
        return (Cell::toned(none, tone), coverage.words());
    };
    let when = first.date.as_ref().unwrap_or(&first.month);
    let tone = if first.effect == "charged" { Tone::Warn } else { Tone::Bad };
    let limit =
        first.limit.as_ref().map(|limit| format!(" ({})", quantity(limit, &first.unit))).unwrap_or_default();
    (
        Cell::toned(date_name(when), tone),
        format!("{}: {}{limit}: {}", first.id, first.description, first.consequence),
    )
}

/// What was read, where and when.
fn source(source: &SourceOut) -> String {
    let published = source.published.as_ref().map(|day| format!(", dated {day}")).unwrap_or_default();
    let url = source.url.as_ref().map(|url| format!(" {url}")).unwrap_or_default();
    format!("{}{url} (read {}{published})", source.title, source.read)
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { word.to_owned() } else { format!("{word}s") }
}
