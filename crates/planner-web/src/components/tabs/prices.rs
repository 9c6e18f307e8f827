//! Where the prices come from: each source with the day it was read, how far it can be trusted, and since when it holds.

use crate::components::Act;
use crate::components::parts::long;
use crate::components::parts::tag::{Tag, tag, words};
use crate::numbers::day;
use crate::sources::{Cited, sources};
use crate::state::{List, State};

/// So many lines are named that rest on a source.
const MOST_NAMED: usize = 20;

pub(super) fn add(panel: Tag, state: &State, act: &Act) -> Tag {
    let report = state.comparison.columns.get(state.looks.shown).map(|column| &column.report);
    let all = report.map(sources).unwrap_or_default();
    if all.is_empty() {
        return panel
            .child(words("p", "Nothing in the stack has a price that was read anywhere.").class("hint"));
    }
    let head =
        tag("tr").each(&["Source", "Read on", "Trust", "For"], |head| words("th", head).with("scope", "col"));
    let oldest = all.iter().map(|cited| cited.read.as_str()).min().map(day).unwrap_or_default();
    let finding = format!("{} sources; the oldest was read on {oldest}", all.len());
    let table = tag("table").class("figures sheet").child(tag("thead").child(head));
    let shown = long::shown(&all, List::Sources, state);
    panel
        .child(words("p", &finding).class("says-first"))
        .child(
            tag("div")
                .class("wide")
                .with("tabindex", "0")
                .role("region")
                .with("aria-label", "Sources")
                .child(table.child(tag("tbody").each(shown, row))),
        )
        .maybe(long::rest(all.len(), List::Sources, state, act))
}

fn row(cited: &Cited) -> Tag {
    let title = match cited.url.as_ref().filter(|url| url.starts_with("https://")) {
        Some(url) => words("a", &cited.title)
            .with("href", url)
            .with("rel", "noreferrer noopener")
            .with("target", "_blank"),
        None => words("span", &cited.title),
    };
    let trust = cited.confidence.unwrap_or("the vendor's own page");
    tag("tr")
        .child(tag("th").with("scope", "row").child(title))
        .child(words("td", &day(&cited.read)))
        .child(words("td", trust))
        .child(words("td", &named(&cited.lines)))
}

/// The first of many names, and how many more there are.
fn named(all: &[String]) -> String {
    match all.split_at_checked(MOST_NAMED) {
        Some((first, more)) if !more.is_empty() => {
            [&*first.join(", "), " and ", &more.len().to_string(), " more"].concat()
        }
        _ => all.join(", "),
    }
}
