//! What is said beside figures: a sentence, and what kind of thing it says.

use std::fmt;
use std::ops::Deref;

use serde::{Serialize, Serializer};

/// A sentence beside figures. Printed as it stands; whoever acts on it goes by its kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    text: String,
    kind: NoteKind,
}

/// What kind of thing a note says.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum NoteKind {
    /// Anything that has no kind of its own.
    #[default]
    Other,
    /// Something has no price.
    Unpriced,
    /// Usage is not given.
    NotGiven,
    /// A requirement is not met.
    Needs,
    /// Usage is stated of somebody that nothing counts.
    Uncounted {
        /// Whose it is.
        of: String,
        /// What is stated.
        key: String,
    },
}

impl Note {
    /// A note of a kind.
    pub(crate) fn of(kind: NoteKind, text: String) -> Self {
        Self { text, kind }
    }

    /// The sentence.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What kind of thing it says.
    #[must_use]
    pub fn kind(&self) -> &NoteKind {
        &self.kind
    }

    /// Whether it says of somebody's usage that nothing counts it.
    pub(crate) fn is_uncounted(&self, whose: &str, what: &str) -> bool {
        matches!(&self.kind, NoteKind::Uncounted { of, key } if of == whose && key == what)
    }
}

impl From<String> for Note {
    fn from(text: String) -> Self {
        Self { text, kind: NoteKind::Other }
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Note {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

/// Notes, in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes(Vec<Note>);

impl Notes {
    pub(crate) fn push(&mut self, note: impl Into<Note>) {
        self.0.push(note.into());
    }

    pub(crate) fn retain(&mut self, wanted: impl FnMut(&Note) -> bool) {
        self.0.retain(wanted);
    }

    /// By their words, each once.
    pub(crate) fn once_each(&mut self) {
        self.0.sort_unstable();
        self.0.dedup_by(|next, one| next.text == one.text);
    }

    /// The sentences alone.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        self.0.iter().map(|note| note.text.clone()).collect()
    }
}

impl Deref for Notes {
    type Target = [Note];

    fn deref(&self) -> &[Note] {
        &self.0
    }
}

impl<T: Into<Note>> Extend<T> for Notes {
    fn extend<I: IntoIterator<Item = T>>(&mut self, notes: I) {
        self.0.extend(notes.into_iter().map(Into::into));
    }
}

impl<T: Into<Note>> FromIterator<T> for Notes {
    fn from_iter<I: IntoIterator<Item = T>>(notes: I) -> Self {
        Self(notes.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Note>> From<Vec<T>> for Notes {
    fn from(notes: Vec<T>) -> Self {
        notes.into_iter().collect()
    }
}

impl IntoIterator for Notes {
    type Item = Note;
    type IntoIter = std::vec::IntoIter<Note>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'n> IntoIterator for &'n Notes {
    type Item = &'n Note;
    type IntoIter = std::slice::Iter<'n, Note>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl Serialize for Notes {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}
