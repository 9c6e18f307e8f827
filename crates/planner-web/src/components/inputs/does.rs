//! What a resource does: a small form for each thing, and what else it could be said to do.

use super::card::{text_at, words_of};
use super::figure_field;
use crate::cards::{Card, Does, databases};
use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::forms::{Form, Kind, Part};
use crate::state::{Action, Edit, State};
use crate::tree;

/// So many fields of a form stand before its fold.
const FIRST: usize = 3;

/// The forms of what it does, and the ways to say more.
pub(super) fn view(card: &Card, name: &str, state: &State, act: &Act) -> Tag {
    tag("div")
        .class("card")
        .each(&card.does, |does| form(does, name, state, act))
        .child(begin(card, name, act))
}

fn form(does: &Does, resource: &str, state: &State, act: &Act) -> Tag {
    let title = match &does.name {
        Some(name) => [does.form.title, ": ", name].concat(),
        None => does.form.title.to_owned(),
    };
    let drop = button("Remove").with("aria-label", &["Remove: ", title.as_str()].concat()).acts(
        On::Click,
        act,
        Action::Edit(Edit::Drop(does.place.clone())),
    );
    // Which stand below never changes: a field that moved while it is typed into would lose the focus.
    let (first, more) = does.form.parts.split_at(FIRST.min(does.form.parts.len()));
    let folded = tag("details")
        .flag("open", true)
        .child(words("summary", &["More about it: ", &more.len().to_string()].concat()))
        .each(more, |part| self::part(part, &does.place, resource, state, act));
    tag("fieldset")
        .class("does")
        .child(words("legend", &title))
        .each(first, |part| self::part(part, &does.place, resource, state, act))
        .maybe((!more.is_empty()).then_some(folded))
        .child(drop)
}

fn part(part: &Part, place: &[String], resource: &str, state: &State, act: &Act) -> Tag {
    let place: Vec<String> = place.iter().cloned().chain([part.key.to_owned()]).collect();
    let steps: Vec<&str> = place.iter().map(String::as_str).collect();
    let document = &state.inputs.document;
    let value = tree::shown(document, &steps);
    let choice = |options: Vec<(&str, &str)>| words_of(&steps, part.label, &options, &value, state, act);
    match part.kind {
        Kind::Figure => figure_field::view(&place, part.label, part.help, state, act),
        Kind::Text => text_at(&place, part.label, part.help, state, act),
        Kind::Words(all) => {
            choice(std::iter::once(("", "not said")).chain(all.iter().map(|word| (*word, *word))).collect())
        }
        Kind::Meanings(all) => choice(all.to_vec()),
        Kind::Resource => {
            let others = tree::entries(document, &["resources"]).map(|(name, _)| name);
            let others = others.filter(|name| *name != resource).map(|name| (name, name));
            choice(std::iter::once(("", "none")).chain(others).collect())
        }
        Kind::Database => {
            let mut others = databases(document, resource);
            if !others.contains(&value) {
                others.push(value.clone());
            }
            choice(others.iter().map(|name| (name.as_str(), name.as_str())).collect())
        }
    }
}

/// What else it could be said to do.
fn begin(card: &Card, name: &str, act: &Act) -> Tag {
    let form = |form: &&'static Form| {
        let path = ["resources", name, form.key].into_iter().chain(form.entry).map(str::to_owned).collect();
        button(&["+ ", form.title].concat()).acts(On::Click, act, Action::Edit(Edit::Begin(path, form.begin)))
    };
    let connect = |to: &String| {
        let edit = Edit::Connect(name.to_owned(), to.clone());
        button(&["+ Connects to ", to].concat()).acts(On::Click, act, Action::Edit(edit))
    };
    tag("div").class("ways").each(&card.can, form).each(&card.connects, connect)
}
