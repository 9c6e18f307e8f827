//! A figure, and what it is for each of: `20` a month, or `2 kB` for each of users.

use crate::components::Act;
use crate::components::parts::choice::Choice;
use crate::components::parts::tag::{Tag, tag, words};
use crate::components::parts::text_field::{TextField, refused};
use crate::field::{self, Field};
use crate::ids::id_of_place;
use crate::state::{Action, State};
use crate::tree;

/// So many drivers are listed, and the one at hand: those of a larger stack are chosen in its file.
const MOST: usize = 40;

/// The fields of a figure at a place of the document.
#[derive(Default)]
pub(in crate::components) struct FigureField<'a> {
    pub(in crate::components) place: &'a [String],
    /// That of its place, where none is given.
    pub(in crate::components) id: &'a str,
    pub(in crate::components) label: &'a str,
    pub(in crate::components) placeholder: &'a str,
    /// Said below it.
    pub(in crate::components) help: &'a str,
}

/// The fields of a figure that is called by its place.
pub(super) fn view(place: &[String], label: &str, help: &str, state: &State, act: &Act) -> Tag {
    FigureField { place, label, help, ..FigureField::default() }.view(state, act)
}

impl FigureField<'_> {
    /// The figure, the list of what it is for each of, and the same in words.
    pub(in crate::components) fn view(&self, state: &State, act: &Act) -> Tag {
        let document = &state.inputs.document;
        let (figure, per) = (Field::Figure(self.place.to_vec()), Field::Per(self.place.to_vec()));
        let own = id_of_place(self.place);
        let id = if self.id.is_empty() { own.as_str() } else { self.id };
        let amount = TextField {
            id,
            label: self.label,
            placeholder: self.placeholder,
            value: &figure.read(document),
            help: self.help,
            ..TextField::default()
        };
        let chosen = per.read(document);
        let drivers = tree::entries(document, &["drivers"]).map(|(name, _)| name).enumerate();
        let listed = drivers.filter(|(at, name)| *at < MOST || *name == chosen).map(|(_, name)| name);
        let options = std::iter::once((String::new(), "in all".to_owned()))
            .chain(listed.map(|name| (name.to_owned(), ["for each of ", &tree::words(name)].concat())));
        let (follows, about) = (chosen.clone(), [self.label, ": in all, or for each of what"].concat());
        let list_id = [id, "-per"].concat();
        let list =
            Choice { id: &list_id, label: &about, quiet: true, options: options.collect(), value: &follows };
        let why = refused(&list_id, state, &per);
        let act_on = act.clone();
        let follows = list.add(tag("div").class("field per"), move |driver| {
            act_on.emit(Action::Set(per.clone(), driver));
        });
        let place: Vec<&str> = self.place.iter().map(String::as_str).collect();
        let said = field::said(document, &place);
        tag("div")
            .class("figure-field")
            .child(amount.view(state, act, &figure))
            .child(follows)
            .maybe(why)
            .maybe(said.map(|said| words("small", &said)))
    }
}
