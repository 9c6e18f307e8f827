//! Names with values, sorted: what price files are made of.
//!
//! A sorted list instead of a tree: a book is read once and looked up often, its tables are short, and one list's code
//! in the page is a fraction of a tree's for every kind of value.

use crate::document::{Misfit, Place, Read};

/// Names with values, sorted by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<T>(Vec<(String, T)>);

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Table<T> {
    /// A table of names that are sorted already, each once.
    pub(crate) fn sorted(entries: Vec<(String, T)>) -> Self {
        Self(entries)
    }

    /// Names and values, no longer looked up.
    pub(crate) fn into_entries(self) -> Vec<(String, T)> {
        self.0
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.get_key_value(name).map(|(_, value)| value)
    }

    /// The stored name with its value.
    #[must_use]
    pub fn get_key_value(&self, name: &str) -> Option<(&String, &T)> {
        let at = self.0.binary_search_by(|(known, _)| known.as_str().cmp(name)).ok()?;
        self.0.get(at).map(|(name, value)| (name, value))
    }

    /// Whether there is such a name.
    #[must_use]
    pub fn contains_key(&self, name: &str) -> bool {
        self.get_key_value(name).is_some()
    }

    /// Names with values.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&String, &T)> + Clone {
        self.0.iter().map(|(name, value)| (name, value))
    }

    /// The names.
    #[must_use]
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &String> + Clone {
        self.0.iter().map(|(name, _)| name)
    }

    /// The values.
    #[must_use]
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> + Clone {
        self.0.iter().map(|(_, value)| value)
    }

    /// The values, to change.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.0.iter_mut().map(|(_, value)| value)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A table's entries in order.
type Entries<'a, T> =
    std::iter::Map<std::slice::Iter<'a, (String, T)>, fn(&'a (String, T)) -> (&'a String, &'a T)>;

impl<'a, T> IntoIterator for &'a Table<T> {
    type Item = (&'a String, &'a T);
    type IntoIter = Entries<'a, T>;

    fn into_iter(self) -> Entries<'a, T> {
        self.0.iter().map(|(name, value)| (name, value))
    }
}

impl<T: Read> Read for Table<T> {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let sorted = at.sorted()?;
        let mut entries = Vec::with_capacity(sorted.len());
        for (name, node) in sorted {
            entries.push((name.clone(), T::read(&at.named(name, node))?));
        }
        Ok(Self(entries))
    }
}
