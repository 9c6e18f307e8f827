//! The answer in one line for a phone, where it stays in sight while the inputs scroll.

use crate::answer::ColumnView;
use crate::components::parts::mark::state_of;
use crate::components::parts::tag::{Tag, tag, words};
use crate::limits::Standing;
use crate::state::State;

/// The table says the same, so screen readers skip this.
pub(in crate::components) fn view(state: &State) -> Tag {
    tag("div").class("glance").with("aria-hidden", "true").each(&state.answer.columns, column)
}

fn column(column: &ColumnView) -> Tag {
    let (standing, date) = match &column.limit {
        Some(event) => (Standing::Over, event.short_date.as_str()),
        None if column.unjudged.is_empty() => (Standing::Ok, "holds"),
        None => (Standing::Unknown, "not all stated"),
    };
    tag("div")
        .child(words("span", &column.title).class("name"))
        .child(words("strong", &column.now.text))
        .child(state_of(standing, date))
}
