//! A link that holds the whole stack: whoever opens it sees the same answer, and nothing is sent anywhere.

use crate::columns::Beside;
use crate::components::Act;
use crate::components::parts::button::solid;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::state::{Action, State};

pub(super) fn view(state: &State, act: &Act) -> Tag {
    let place = tag("div").class("share");
    match &state.looks.link {
        None => place.child(words("p", "Making the link.").class("hint")),
        Some(Err(why)) => place.child(words("p", why).class("error").role("alert")),
        Some(Ok(link)) => {
            let copy = Action::Copy { text: link.clone(), done: "The link is copied" };
            let copies = solid("Copy the link").acts(On::Click, act, copy);
            let field = tag("input").id("link").with("readonly", "readonly").value(link);
            let others = state.inputs.beside.iter().any(|one| !matches!(one, Beside::Prices(_)));
            let others = others.then(|| words("p", "Columns of other stacks are not in it.").class("hint"));
            let length = format!(
                "{} characters. The stack is in the link itself; it is sent to no server.",
                link.len()
            );
            place
                .child(words("label", "Link").with("for", "link"))
                .child(field)
                .child(tag("div").class("ways").child(copies))
                .child(words("p", &length).class("hint"))
                .maybe(others)
        }
    }
}
