//! Where the prices come from: each source with the day it was read, how far it can be trusted, and since when it holds.

use crate::components::parts::tag::{Tag, tag, words};
use crate::numbers::day;
use crate::sources::{Cited, sources};
use crate::state::State;

pub(super) fn add(panel: Tag, state: &State) -> Tag {
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
    panel.child(words("p", &finding).class("says-first")).child(
        tag("div")
            .class("wide")
            .with("tabindex", "0")
            .role("region")
            .with("aria-label", "Sources")
            .child(table.child(tag("tbody").each(&all, row))),
    )
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
        .child(words("td", &cited.lines.join(", ")))
}
