//! A figure, and what it is for each of: `20` a month, or `2 kB` for each of users.

use crate::components::Act;
use crate::components::parts::choice::Choice;
use crate::components::parts::tag::{Tag, tag};
use crate::components::parts::text_field::TextField;
use crate::field::Field;
use crate::state::{Action, State};
use crate::tree;

/// The two fields of a figure at a place.
pub(super) fn view(place: &[String], label: &str, help: &str, state: &State, act: &Act) -> Tag {
    let (figure, per) = (Field::Figure(place.to_vec()), Field::Per(place.to_vec()));
    let id = place.join("-").replace(' ', "_");
    let amount = TextField {
        id: &id,
        label,
        value: &figure.read(&state.inputs.document),
        help,
        ..TextField::default()
    };
    let drivers = tree::entries(&state.inputs.document, &["drivers"]).map(|(name, _)| name);
    let options = std::iter::once((String::new(), "in all".to_owned()))
        .chain(drivers.map(|name| (name.to_owned(), format!("for each of {}", tree::words(name)))));
    let (follows, about) =
        (per.read(&state.inputs.document), format!("{label}: in all, or for each of what"));
    let list_id = [&*id, "-per"].concat();
    let list =
        Choice { id: &list_id, label: &about, quiet: true, options: options.collect(), value: &follows };
    let act_on = act.clone();
    let follows = list.add(tag("div").class("field per"), move |driver| {
        act_on.emit(Action::Set(per.clone(), driver));
    });
    tag("div").class("figure-field").child(amount.view(state, act, &figure)).child(follows)
}
