//! What is said beside figures: a sentence, and what kind of thing it says.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::month::Date;
use crate::number::Decimal;

/// A sentence beside figures. Printed as it stands; whoever acts on it goes by what it is about and by its kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    text: String,
    about: Option<Arc<str>>,
    /// Shared, as notes are kept with what they were found with.
    kind: Arc<NoteKind>,
}

/// What kind of thing a note says, with its figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum NoteKind {
    /// Anything that has no kind of its own.
    #[default]
    Other,
    /// Something has no price.
    Unpriced,
    /// Usage is not given.
    NotGiven {
        /// What nobody stated: meters, or charges that go by none.
        meters: Vec<String>,
    },
    /// What is free of a usage goes by another, which is not given.
    Awaits {
        /// What is stated.
        meter: String,
        /// What is not.
        by: String,
    },
    /// A requirement is not met.
    Needs {
        /// What meeting it costs a month; none where that is not known.
        costs: Option<Decimal>,
    },
    /// Usage is stated that nothing counts.
    Uncounted {
        /// What is stated.
        key: String,
    },
    /// Fields are set that change nothing.
    Vain {
        /// Where they stand in what it is about.
        fields: Vec<String>,
    },
    /// A price that is not the vendor's own word.
    Doubted {
        /// The charge.
        charge: String,
    },
    /// A price of the user's own.
    OwnPrice {
        /// The charge.
        charge: String,
    },
    /// The vendor's default stands in for usage that is not given.
    Default {
        /// The meter.
        meter: String,
        /// How much, in its unit.
        amount: Decimal,
    },
    /// It is billed at the least that it may scale to.
    Scales {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// Prices of one's own are used, beside the vendor's.
    OwnPrices {
        /// The file they stand in.
        file: String,
    },
    /// What nobody stated is taken to be so.
    Taken {
        /// The field.
        field: String,
    },
    /// Prices of one day are used for every month.
    AsOf(Date),
    /// Its months are cycles that begin on a day.
    BilledFrom {
        /// The day of the month.
        day: u32,
    },
    /// A plan has ended, and it is moved to another.
    Moved {
        /// The plan it is moved to, by id.
        to: String,
    },
    /// It is charged in another currency than the sum is in.
    OtherCurrency {
        /// How much of the sum's currency one of it is; none where nobody stated it.
        rate: Option<Decimal>,
    },
    /// What the user noted beside it.
    OfTheUser,
}

impl NoteKind {
    /// That fields change nothing.
    #[inline(never)]
    pub(crate) fn vain(fields: &[&str]) -> Self {
        Self::Vain { fields: fields.iter().map(|field| (*field).to_owned()).collect() }
    }
}

impl Note {
    /// A note of a kind about a resource or an account, whose name it begins with.
    #[inline(never)]
    pub(crate) fn about(name: &str, kind: NoteKind, says: fmt::Arguments<'_>) -> Self {
        Self { text: format!("{name}: {says}"), about: Some(name.into()), kind: Arc::new(kind) }
    }

    /// The same of what has no kind of its own.
    #[inline(never)]
    pub(crate) fn plain(name: &str, says: fmt::Arguments<'_>) -> Self {
        Self::about(name, NoteKind::Other, says)
    }

    /// The same in words of its own.
    #[inline(never)]
    pub(crate) fn says(name: &str, kind: NoteKind, text: String) -> Self {
        Self { text, about: Some(name.into()), kind: Arc::new(kind) }
    }

    /// A note of a kind about the whole stack.
    #[inline(never)]
    pub(crate) fn of(kind: NoteKind, text: String) -> Self {
        Self { text, about: None, kind: Arc::new(kind) }
    }

    /// The sentence.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The resource or account it is about, where it is about one.
    #[must_use]
    pub fn whose(&self) -> Option<&str> {
        self.about.as_deref()
    }

    /// What kind of thing it says.
    #[must_use]
    pub fn kind(&self) -> &NoteKind {
        &self.kind
    }

    /// Whether it says of somebody's usage that nothing counts it.
    pub(crate) fn is_uncounted(&self, whose: &str, what: &str) -> bool {
        self.whose() == Some(whose) && matches!(self.kind(), NoteKind::Uncounted { key } if key == what)
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
    #[inline(never)]
    pub(crate) fn push(&mut self, note: Note) {
        self.0.push(note);
    }

    pub(crate) fn retain(&mut self, wanted: impl FnMut(&Note) -> bool) {
        self.0.retain(wanted);
    }

    /// By their words, each once.
    pub(crate) fn once_each(&mut self) {
        self.0.sort_unstable_by(|one, next| one.text.cmp(&next.text));
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
