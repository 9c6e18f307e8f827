//! The answer: what breaks first and what it costs, in columns.

mod beside;
mod glance;
mod reader;
mod table;
mod toolbar;

pub(super) use self::glance::view as glance;
pub(super) use self::table::cell;
use super::Act;
use super::parts::long;
use super::parts::mark::mark;
use super::parts::tag::{Tag, tag, words};
use crate::findings::places;
use crate::limits::Standing;
use crate::numbers::shortened;
use crate::state::{List, State};

pub(super) fn view(state: &State, act: &Act) -> Tag {
    let answer = &state.answer;
    let refused =
        state.refused().then(|| words("strong", " An input is refused: this is the last good answer."));
    tag("section")
        .class("answer")
        .with("aria-labelledby", "finding")
        .child(
            words("p", &shortened(&answer.name))
                .class("stack-name")
                .with("title", &answer.name)
                .child(words("span", &answer.about)),
        )
        .child(words("h1", &answer.finding).id("finding"))
        .child(
            words("p", &answer.status)
                .class("status")
                .role("status")
                .with("aria-live", "polite")
                .with("data-testid", "status")
                .maybe(refused),
        )
        .maybe((!answer.next.is_empty()).then(|| next(state)))
        .child(toolbar::view(state, act))
        .child(beside::view(state, act))
        .child(table::view(state, act))
        .child(reader::view(state, act))
        .child(not_counted(state, act))
}

/// What to state next, where limits wait for usage.
fn next(state: &State) -> Tag {
    let place = tag("div").class("next").child(words("p", "Most telling to state next:"));
    place.child(
        tag("ol")
            .each(&state.answer.next, |(what, why)| tag("li").child(words("b", what)).text(" ").text(why)),
    )
}

/// What is in no sum: in plain sight, right under the sums.
fn not_counted(state: &State, act: &Act) -> Tag {
    let all = state.answer.not_counted.as_slice();
    let place = tag("div").class("not-counted");
    if all.is_empty() {
        let whole = tag("p").class("state ok").child(mark(Standing::Ok));
        return place.child(whole.text("Everything in the stack is in these totals."));
    }
    let shown = long::shown(all, List::NotCounted, state);
    let missing = tag("ul").each(shown, |one| {
        let on = if one.on.is_empty() { String::new() } else { [" (", &places(&one.on), ")"].concat() };
        tag("li").child(words("b", &one.of)).text(" ").text(&one.why).text(&on)
    });
    place
        .child(tag("h2").child(mark(Standing::Unknown)).text("Not in these totals"))
        .child(missing)
        .maybe(long::rest(all.len(), List::NotCounted, state, act))
}
