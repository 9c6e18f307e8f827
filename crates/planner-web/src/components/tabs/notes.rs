//! What is not counted, assumed, unmet or doubtful.

use planner_core::output::{AskOut, AssumptionOut, QuoteOut, Report, UnmetOut};

use crate::answer::notes;
use crate::components::Act;
use crate::components::parts::long;
use crate::components::parts::mark::mark;
use crate::components::parts::tag::{Tag, tag, words};
use crate::limits::Standing;
use crate::numbers::amount;
use crate::state::{List, State};

/// Assumptions, unmet requirements, quotes and notes of a column.
pub(super) fn view(state: &State, act: &Act) -> Option<Tag> {
    let report = state.comparison.columns.get(state.looks.shown).map(|column| &column.report)?;
    let unmet = report.months.first().map(|month| month.unmet.as_slice()).unwrap_or_default();
    let notes = notes(report);
    let mut place = tag("section").class("doubts").with("aria-label", "Assumptions and doubts");
    if !unmet.is_empty() {
        place = place
            .child(tag("h2").child(mark(Standing::Tight)).text("Needed, and not there"))
            .child(tag("ul").each(long::shown(unmet, List::Unmet, state), |one| need(one, report)))
            .maybe(long::rest(unmet.len(), List::Unmet, state, act));
    }
    let on = (state, act);
    let place =
        place
            .maybe((!report.asks.is_empty()).then(|| {
                let asked = |ask: &AskOut| words("li", &ask.words());
                folded("Asked by the terms of a plan", &report.asks, List::Asks, on, asked).flag("open", true)
            }))
            .maybe((!notes.is_empty()).then(|| {
                folded("Notes", &notes, List::Notes, on, |note| words("li", note)).flag("open", true)
            }))
            .maybe((!report.assumptions.is_empty()).then(|| {
                let title = "Assumed, because nobody stated it";
                folded(title, &report.assumptions, List::Assumptions, on, assumption)
            }))
            .maybe((!report.quotes.is_empty()).then(|| quotes(report, state, act)));
    Some(place)
}

/// A list that opens, with its length in its title.
fn folded<T>(
    title: &str,
    items: &[T],
    list: List,
    (state, act): (&State, &Act),
    item: impl FnMut(&T) -> Tag,
) -> Tag {
    tag("details")
        .child(words("summary", &format!("{title}: {}", items.len())))
        .child(tag("ul").each(long::shown(items, list, state), item))
        .maybe(long::rest(items.len(), list, state, act))
}

fn entry(head: &str, rest: &str) -> Tag {
    tag("li").child(words("b", head)).text(" ").text(rest)
}

fn assumption(one: &AssumptionOut) -> Tag {
    entry(&one.value, &one.reason).child(words("small", &one.path))
}

fn need(one: &UnmetOut, report: &Report) -> Tag {
    let costs = one.costs.as_deref().map(|costs| format!(" (+{} a month)", money(costs, report)));
    let costs = costs.unwrap_or_default();
    entry(&one.resource, &format!("needs {}{costs}; otherwise {}", one.needs, one.otherwise))
}

fn quotes(report: &Report, state: &State, act: &Act) -> Tag {
    let row = |one: &QuoteOut| {
        let money =
            |text: Option<&String>, none: &str| text.map_or(none.to_owned(), |text| money(text, report));
        let row = tag("tr").child(words("th", &one.resource).with("scope", "row"));
        row.child(words("td", &money(Some(&one.quoted), "")))
            .child(words("td", &money(one.book.as_ref(), "no price")))
            .child(words("td", &money(one.difference.as_ref(), "")))
    };
    let heads = ["Resource", "Quoted", "Book", "Book less quote"];
    let head = tag("tr").each(&heads, |head| words("th", head).with("scope", "col"));
    let table = tag("table").class("figures").child(tag("thead").child(head));
    tag("details")
        .child(words("summary", "What the owners were quoted, beside the price books"))
        .child(table.child(tag("tbody").each(long::shown(&report.quotes, List::Quotes, state), row)))
        .maybe(long::rest(report.quotes.len(), List::Quotes, state, act))
}

fn money(text: &str, report: &Report) -> String {
    amount(text, &report.currency).text
}
