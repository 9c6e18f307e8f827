//! The questions that have no panel here: the command that answers each of them, or that none does yet.

use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::questions::{Question, questions};
use crate::state::{Action, State};

pub(super) fn view(state: &State, act: &Act) -> Tag {
    let all = questions(&state.answer.name);
    let intro = "The command line reads the stack file of this page (Stack file, then Download).";
    tag("div")
        .class("questions")
        .child(words("p", intro).class("hint"))
        .child(tag("ul").each(&all, |question| one(question, act)))
}

fn one(question: &Question, act: &Act) -> Tag {
    let place = tag("li").child(words("b", question.asks));
    let Some(command) = &question.command else {
        return place.child(words("p", "Not yet.").class("hint"));
    };
    let copies = button("Copy").with("aria-label", &["Copy the command: ", question.asks].concat());
    place.child(tag("p").class("command").child(words("code", command)).child(copies.acts(
        On::Click,
        act,
        Action::Copy { text: command.clone(), done: "The command is copied" },
    )))
}
