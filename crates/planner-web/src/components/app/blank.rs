//! A stack with nothing in it: what to begin with.

use super::welcome::templates;
use crate::components::Act;
use crate::components::inputs::add;
use crate::components::parts::tag::{Tag, tag, words};
use crate::state::State;

pub(in crate::components) fn view(state: &State, act: &Act) -> Tag {
    tag("section")
        .class("blank")
        .with("aria-labelledby", "finding")
        .child(words("h1", "Nothing runs yet. What is the first part?").id("finding"))
        .child(words("p", "Look for it by what it is or by its vendor. Each part comes on the plan its vendor begins with, else on the cheapest; its use is yours to say.").class("status"))
        .child(
            tag("div")
                .class("ways-in")
                .child(add::search(state.looks.find.as_deref().unwrap_or_default(), state, act))
                .child(
                    tag("div")
                        .child(words("h2", "Or a part with its use, each figure marked as assumed"))
                        .child(templates(act)),
                ),
        )
}
