//! A field to type into: label, unit, and the core's words where it is refused.

use planner_core::document::Problem;

use super::tag::{Tag, tag, words};
use crate::components::Act;
use crate::field::Field;
use crate::state::State;

/// A field.
pub(in crate::components) struct TextField<'a> {
    pub(in crate::components) id: &'a str,
    pub(in crate::components) label: &'a str,
    /// Said to screen readers only, where the place says it to the eye.
    pub(in crate::components) quiet: bool,
    pub(in crate::components) unit: &'a str,
    pub(in crate::components) kind: &'a str,
    pub(in crate::components) placeholder: &'a str,
    pub(in crate::components) value: &'a str,
    /// Said below it.
    pub(in crate::components) help: &'a str,
    /// Whether it is marked as another value than the default.
    pub(in crate::components) changed: bool,
}

impl Default for TextField<'_> {
    fn default() -> Self {
        let (kind, quiet, changed) = ("text", false, false);
        let none = "";
        Self {
            id: none,
            label: none,
            quiet,
            unit: none,
            kind,
            placeholder: none,
            value: none,
            help: none,
            changed,
        }
    }
}

impl TextField<'_> {
    pub(in crate::components) fn view(&self, state: &State, act: &Act, field: &Field) -> Tag {
        let draft = state.drafts.get(field);
        let document = &state.inputs.document;
        // A number is set in order once it is left; what has a form of its own is the browser's to show.
        let shown = match draft {
            Some(draft) => draft.text.clone(),
            None if self.kind == "text" => field.shown(document, self.value),
            None => self.value.to_owned(),
        };
        let problem = draft.and_then(|draft| draft.problem.as_ref());
        let own = |what: &str| [self.id, what].concat();
        let (unit, help, error) = (own("-unit"), own("-help"), own("-error"));
        let mut told = [&*unit, " ", &help].concat();
        let label = words("label", self.label).with("for", self.id);
        let label = label.maybe(self.changed.then(|| words("span", "changed").class("changed")));
        let mut input = tag("input")
            .id(self.id)
            .with("type", self.kind)
            .with("placeholder", self.placeholder)
            .value(&shown)
            .types(act, field)
            .leaves(act, field)
            .with("autocomplete", "off")
            .with("spellcheck", "false");
        if problem.is_some() {
            input = input.with("aria-invalid", "true");
            told = [&*told, " ", &error].concat();
        }
        input = input.with("aria-describedby", &told);
        let refused = problem.map(|problem| {
            words("p", &field.refusal(document, problem)).class("error").id(&error).role("alert")
        });
        // It is there whether the field is refused or not, so that nothing moves.
        let below = tag("div")
            .class("below")
            .maybe((!self.help.is_empty()).then(|| words("small", self.help).id(&help)))
            .maybe(refused);
        tag("div")
            .class(if problem.is_some() { "field refused" } else { "field" })
            .child(if self.quiet { label.class("quiet") } else { label })
            .child(input)
            .child(words("span", self.unit).class("unit").id(&unit))
            .child(below)
    }
}

/// Why what was chosen or entered for a field was refused, if it was. The element of this id is described by it.
pub(in crate::components) fn refused(id: &str, state: &State, field: &Field) -> Option<Tag> {
    let problem = state.drafts.get(field)?.problem.as_ref()?;
    let error = words("p", &problem.message).class("error").id(&[id, "-error"].concat()).role("alert");
    Some(hints(error, problem))
}

/// Adds what helps to what is wrong, and what else is.
pub(in crate::components) fn hints(error: Tag, problem: &Problem) -> Tag {
    let hint = |text: &str| words("span", text).class("hint");
    error
        .maybe(problem.hint.as_deref().map(hint))
        .each(&problem.others, |other| hint(&other.to_string()))
        .child(hint("The answer shown is the last good one."))
}
