//! The first question, with the ways to begin. Below it stands an example, so that there is an answer to look at.

use crate::components::Act;
use crate::components::parts::button::{button, solid};
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::presets::PRESETS;
use crate::state::{Action, Dialog, Edit};
use crate::templates::TEMPLATES;

pub(in crate::components) fn view(act: &Act) -> Tag {
    let close = button("Look at the example").acts(On::Click, act, Action::Find(None));
    tag("section")
        .class("welcome")
        .with("aria-labelledby", "welcome")
        .child(words("h2", "What do you run?").id("welcome"))
        .child(words("p", "Say it in parts, or start from something like it. What breaks first, when, and what it costs follows."))
        .child(
            tag("div")
                .class("ways")
                .child(solid("Start from parts").acts(On::Click, act, Action::New))
                .child(button("Paste or drop a stack file").acts(On::Click, act, Action::Dialog(Some(Dialog::Import))))
                .child(close),
        )
        .child(words("h3", "Or something like it"))
        .child(kinds(act))
}

/// The presets, by the kind of app that each is.
fn kinds(act: &Act) -> Tag {
    let all: Vec<(usize, &str)> = PRESETS.iter().enumerate().map(|(at, preset)| (at, preset.title)).collect();
    tag("ul")
        .class("kinds")
        .each(&all, |(at, title)| tag("li").child(button(title).acts(On::Click, act, Action::Preset(*at))))
}

/// Ready-made loads: a part with what it is used for.
pub(in crate::components) fn templates(act: &Act) -> Tag {
    let all: Vec<(usize, &str, &str)> =
        TEMPLATES.iter().enumerate().map(|(at, template)| (at, template.title, template.about)).collect();
    tag("ul").class("kinds").each(&all, |(at, title, about)| {
        let add = button(title).acts(On::Click, act, Action::Edit(Edit::Template(*at)));
        tag("li").child(add).child(words("small", about))
    })
}
