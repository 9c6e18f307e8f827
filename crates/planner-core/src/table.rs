//! Keys with values, sorted: names in price files, meters in a month, months in a series.
//!
//! A sorted list instead of a tree: tables are short, made once and looked up often, and one list's code in the page is a
//! fraction of a tree's for every kind of key and value.

use std::borrow::Borrow;

use crate::document::{Blank, Misfit, Node, Place, Read};

/// Values by key, sorted by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table<T, K = String>(Vec<(K, T)>);

impl<T, K> Default for Table<T, K> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T, K> Table<T, K> {
    /// A table of keys that are sorted already, each once: what is out of its order would not be found again.
    pub(crate) fn sorted(entries: Vec<(K, T)>) -> Self
    where
        K: Ord,
    {
        debug_assert!(entries.is_sorted_by(|one, next| one.0 < next.0), "a table is sorted");
        Self(entries)
    }

    /// Keys and values, no longer looked up.
    pub(crate) fn into_entries(self) -> Vec<(K, T)> {
        self.0
    }

    /// Keys with values.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &T)> + Clone {
        self.0.iter().map(|(key, value)| (key, value))
    }

    /// The keys.
    #[must_use]
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> + Clone {
        self.0.iter().map(|(key, _)| key)
    }

    /// The values.
    #[must_use]
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &T> + Clone {
        self.0.iter().map(|(_, value)| value)
    }

    /// The entries, their values to change.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut T)> {
        self.0.iter_mut().map(|(key, value)| (&*key, value))
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

impl<T, K: Ord> Table<T, K> {
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.0.binary_search_by(|(known, _)| known.borrow().cmp(key))
    }

    /// The value of a key.
    #[must_use]
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&T>
    where
        K: Borrow<Q>,
    {
        self.get_key_value(key).map(|(_, value)| value)
    }

    /// The stored key with its value.
    #[must_use]
    pub fn get_key_value<Q: Ord + ?Sized>(&self, key: &Q) -> Option<(&K, &T)>
    where
        K: Borrow<Q>,
    {
        self.0.get(self.find(key).ok()?).map(|(key, value)| (key, value))
    }

    /// The value of a key, to change.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut T>
    where
        K: Borrow<Q>,
    {
        let at = self.find(key).ok()?;
        self.0.get_mut(at).map(|(_, value)| value)
    }

    /// The place of a key among the keys.
    pub(crate) fn position<Q: Ord + ?Sized>(&self, key: &Q) -> Option<usize>
    where
        K: Borrow<Q>,
    {
        self.find(key).ok()
    }

    /// Whether there is such a key.
    #[must_use]
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// The value of a key, put there first where it is missing.
    pub(crate) fn get_or_insert_with(&mut self, key: K, value: impl FnOnce() -> T) -> Option<&mut T> {
        let at = match self.find(&key) {
            Ok(at) => at,
            Err(at) => {
                self.0.insert(at, (key, value()));
                at
            }
        };
        self.0.get_mut(at).map(|(_, value)| value)
    }

    /// Puts a value at its key, in the place of the one that was there.
    pub fn insert(&mut self, key: K, value: T) {
        let found = self.find(&key);
        match found.map(|at| self.0.get_mut(at)) {
            Ok(Some(entry)) => entry.1 = value,
            Ok(None) => {}
            Err(at) => self.0.insert(at, (key, value)),
        }
    }
}

impl<T, K: Ord> FromIterator<(K, T)> for Table<T, K> {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(entries: I) -> Self {
        let mut table = Self::default();
        for (key, value) in entries {
            table.insert(key, value);
        }
        table
    }
}

/// A table's entries in order.
type Entries<'a, T, K> = std::iter::Map<std::slice::Iter<'a, (K, T)>, fn(&'a (K, T)) -> (&'a K, &'a T)>;

impl<'a, T, K> IntoIterator for &'a Table<T, K> {
    type Item = (&'a K, &'a T);
    type IntoIter = Entries<'a, T, K>;

    fn into_iter(self) -> Entries<'a, T, K> {
        self.0.iter().map(|(key, value)| (key, value))
    }
}

impl<T> Blank for Table<T> {
    fn blank() -> Self {
        Self::default()
    }
}

impl<T: Read> Read for Table<T> {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let sorted = at.sorted()?.into_iter();
        let one = |(name, node): &(String, Node)| Ok((name.clone(), T::read(&at.named(name, node))?));
        Misfit::none_of(sorted.map(one)).map(Self)
    }
}
