//! A stack file is pasted, chosen or dropped, and becomes the stack at hand. Undo brings back the one before.

use crate::components::Act;
use crate::components::parts::button::solid;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::field::Field;
use crate::state::{Action, State};

pub(super) fn view(state: &State, act: &Act) -> Tag {
    let draft = state.drafts.get(&Field::Paste);
    let text = draft.map(|draft| draft.text.clone()).unwrap_or_default();
    let editor = tag("textarea")
        .id("paste")
        .with("rows", "14")
        .with("spellcheck", "false")
        .with("autocomplete", "off")
        .value(&text)
        .types(act, &Field::Paste);
    let problem = draft.and_then(|draft| draft.problem.as_ref());
    let error = tag("p").class("error").role("alert");
    let error = match problem {
        Some(problem) => error
            .text(&problem.to_string())
            .maybe(problem.hint.as_ref().map(|hint| words("span", hint).class("hint"))),
        None => error,
    };
    // The page reads what is chosen, and tells it as it tells of what is dropped.
    let file = tag("input").id("file").with("type", "file").with("accept", ".json,.yaml,.yml,.txt").hears(
        On::Change,
        act,
        |_| None,
    );
    let open =
        solid("Open it").flag("disabled", text.trim().is_empty()).acts(On::Click, act, Action::Open(text));
    tag("div")
        .class("import")
        .child(words("label", "Paste a stack file, YAML or JSON.").with("for", "paste"))
        .child(editor)
        .child(error)
        .child(
            tag("div")
                .class("ways")
                .child(open)
                .child(words("label", "or choose a file").with("for", "file"))
                .child(file),
        )
        .child(
            words("p", "It stays in this browser. The stack at hand can be brought back by Undo.")
                .class("hint"),
        )
}
