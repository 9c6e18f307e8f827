//! A map that keeps the order it was written in.

use std::sync::Arc;

use crate::document::{Blank, Misfit, Node, Place, Read};

/// Names with values, in the order of the document.
///
/// A copy shares the values with what it is a copy of until it changes one, so that a stack with one change costs little.
#[derive(Clone, Debug, PartialEq)]
pub struct Ordered<T> {
    entries: Vec<(Arc<str>, Arc<T>)>,
    /// The places of the entries, by name.
    by_name: Vec<u32>,
}

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), by_name: Vec::new() }
    }
}

impl<T> Ordered<T> {
    fn of(entries: Vec<(Arc<str>, Arc<T>)>) -> Self {
        let by_name = by_name(entries.iter().map(|(name, _)| &**name).zip(0..).collect());
        Self { entries, by_name }
    }

    /// Where a name stands among the entries, or where it would among the names.
    fn find(&self, name: &str) -> Result<usize, usize> {
        let place = |at: &u32| usize::try_from(*at).unwrap_or(usize::MAX);
        let known = |at: &u32| self.entries.get(place(at)).map(|(known, _)| &**known);
        let found = self.by_name.binary_search_by(|at| known(at).cmp(&Some(name)))?;
        self.by_name.get(found).map(place).ok_or(found)
    }

    /// The entries.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.entries.iter().map(|(name, value)| (&**name, &**value))
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|(name, _)| &**name)
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.entry(name).map(|(_, value)| value)
    }

    /// The stored name with its value.
    #[must_use]
    pub fn entry(&self, name: &str) -> Option<(&str, &T)> {
        let at = self.find(name).ok()?;
        self.entries.get(at).map(|(name, value)| (&**name, &**value))
    }

    /// Adds a name at the end, or puts the value in the place of the one that was there.
    pub fn push(&mut self, name: String, value: T) {
        match self.find(&name).map(|at| self.entries.get_mut(at)) {
            Ok(Some(entry)) => entry.1 = Arc::new(value),
            Ok(None) => {}
            Err(place) => {
                self.by_name.insert(place, u32::try_from(self.entries.len()).unwrap_or(u32::MAX));
                self.entries.push((name.into(), Arc::new(value)));
            }
        }
    }

    /// Keeps one name and leaves the others out.
    pub fn keep(&mut self, name: &str) {
        let mut entries = std::mem::take(&mut self.entries);
        entries.retain(|(known, _)| &**known == name);
        *self = Self::of(entries);
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

/// The places of names, in the order of the names.
fn by_name(mut names: Vec<(&str, u32)>) -> Vec<u32> {
    names.sort_unstable();
    names.into_iter().map(|(_, place)| place).collect()
}

impl<T: Clone> Ordered<T> {
    /// The entries, to change.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut T)> {
        self.entries.iter_mut().map(|(name, value)| (&**name, Arc::make_mut(value)))
    }

    /// The value of a name, to change.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        let at = self.find(name).ok()?;
        self.entries.get_mut(at).map(|(_, value)| Arc::make_mut(value))
    }
}

impl<T> Blank for Ordered<T> {
    fn blank() -> Self {
        Self::default()
    }
}

impl<T: Read> Read for Ordered<T> {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let one = |(name, node): &(String, Node)| {
            if !is_plain(name) {
                let message = format!("`{name}` is no name: letters, digits, `-` and `_`, at most 60");
                return Err(at.wrong_name(node, message).hint("give it a name such as web-2"));
            }
            Ok((name.as_str().into(), Arc::new(T::read(&at.named(name, node))?)))
        };
        Misfit::none_of(at.map()?.iter().map(one)).map(Self::of)
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 60
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '))
}
