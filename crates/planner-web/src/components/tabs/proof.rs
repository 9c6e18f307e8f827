//! The bill of the first month, line by line: formula, price, source.

use planner_core::output::{LineOut, SourceOut};

use crate::components::parts::tag::{Tag, tag, words};
use crate::findings;
use crate::numbers::{amount, day};
use crate::state::State;

pub(super) fn view(state: &State) -> Tag {
    let report = state.comparison.columns.get(state.looks.shown).map(|column| &column.report);
    let lines = report
        .and_then(|report| report.months.first())
        .map(|month| month.lines.as_slice())
        .unwrap_or_default();
    let currency = report.map(|report| report.currency.as_str()).unwrap_or_default();
    tag("section")
        .class("bill")
        .child(words("h2", &findings::bill(&state.answer, state.looks.shown)))
        .child(tag("ul").each(lines, |one| line(one, currency)))
}

fn line(line: &LineOut, currency: &str) -> Tag {
    let of = line.resource.as_deref().unwrap_or(&line.account);
    let what = tag("p").class("what").child(words("b", of)).text(" ").text(&line.description);
    let sum = match &line.amount {
        Some(exact) => words("p", &amount(exact, currency).text).class("sum"),
        None => words("p", line.status).class("sum missing"),
    };
    let how = tag("p")
        .class("how")
        .maybe((!line.formula.is_empty()).then(|| words("code", &line.formula)))
        .maybe(line.why.as_ref().map(|why| words("span", why)))
        .maybe(line.source.as_ref().map(|source| cited(source, line)));
    tag("li").key(&line.id).child(what.child(words("small", &line.plan))).child(sum).child(how)
}

fn cited(source: &SourceOut, line: &LineOut) -> Tag {
    let title = match source.url.as_ref().filter(|url| url.starts_with("https://")) {
        Some(url) => words("a", &source.title)
            .with("href", url)
            .with("rel", "noreferrer noopener")
            .with("target", "_blank"),
        None => words("span", &source.title),
    };
    let mut rest = format!(", read {}", day(&source.read));
    if let Some(since) = &line.since {
        rest = format!(", so since {}{rest}", day(since));
    }
    if let Some(word) = line.confidence {
        rest = format!("{rest}, {word}");
    }
    tag("span").class("source").child(title).text(&rest)
}
