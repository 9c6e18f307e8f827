//! Fields that do nothing where they stand, gathered by why, and told in one form.

use crate::note::{Note, NoteKind};

/// Fields that do nothing, by why.
#[derive(Default)]
pub(crate) struct Vain(Vec<(String, Vec<String>)>);

impl Vain {
    /// Names a field that does nothing where it is stated and does not act.
    pub(crate) fn unless(&mut self, acts: bool, stated: bool, field: &str, why: &str) {
        if acts || !stated {
            return;
        }
        match self.0.iter_mut().find(|(known, _)| known == why) {
            Some((_, fields)) => fields.push(field.to_owned()),
            None => self.0.push((why.to_owned(), vec![field.to_owned()])),
        }
    }

    pub(crate) fn notes(self, name: &str) -> impl Iterator<Item = Note> {
        self.0.into_iter().map(move |(why, fields)| {
            let one = matches!(fields.as_slice(), [field] if field != "hours");
            let verb = if one { "changes" } else { "change" };
            let named = fields.join(", ");
            Note::about(name, NoteKind::Vain { fields }, format_args!("{named} {verb} nothing: {why}"))
        })
    }
}
