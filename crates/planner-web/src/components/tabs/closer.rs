//! Which column the drawings and the proof are of.

use crate::components::Act;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::state::{Action, State};

pub(super) fn view(state: &State, act: &Act) -> Option<Tag> {
    let columns = state.answer.columns.as_slice();
    let mut choices = tag("fieldset").class("closer").child(words("legend", "Look closer at"));
    for (at, column) in columns.iter().enumerate() {
        let id = format!("closer-{at}");
        let button = tag("input")
            .with("type", "radio")
            .with("name", "closer")
            .id(&id)
            .checked(at == state.looks.shown)
            .acts(On::Change, act, Action::Show(at));
        let label = words("label", &column.title).with("for", &id);
        choices = choices.child(tag("span").child(button).child(label));
    }
    (columns.len() > 1).then_some(choices)
}
