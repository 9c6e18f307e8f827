//! A map that keeps the order it was written in.

use crate::document::{Blank, Misfit, Place, Read};
use crate::table::Table;

/// Names with values, in the order of the document.
#[derive(Clone, Debug, PartialEq)]
pub struct Ordered<T>(Vec<(String, T)>);

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Ordered<T> {
    /// The entries.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// The entries, to change.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut T)> {
        self.0.iter_mut().map(|(name, value)| (name.as_str(), value))
    }

    /// The values by name, for many look-ups.
    pub(crate) fn by_name(&self) -> Table<&T, &str> {
        let mut named: Vec<(&str, &T)> = self.iter().collect();
        named.sort_unstable_by_key(|(name, _)| *name);
        Table::sorted(named)
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        self.entry(name).map(|(_, value)| value)
    }

    /// The value of a name, to change.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        self.0.iter_mut().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The stored name with its value.
    #[must_use]
    pub fn entry(&self, name: &str) -> Option<(&str, &T)> {
        self.iter().find(|(known, _)| *known == name)
    }

    /// Adds a name that is not there yet, at the end.
    pub fn push(&mut self, name: String, value: T) {
        self.0.push((name, value));
    }

    /// Keeps one name and leaves the others out.
    pub fn keep(&mut self, name: &str) {
        self.0.retain(|(known, _)| known == name);
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

impl<T> Blank for Ordered<T> {
    fn blank() -> Self {
        Self::default()
    }
}

impl<T: Read> Read for Ordered<T> {
    fn read(at: &Place<'_>) -> Result<Self, Misfit> {
        let map = at.map()?;
        let mut entries = Vec::with_capacity(map.len());
        for (name, node) in map {
            if !is_plain(name) {
                let message = format!("`{name}` is no name: letters, digits, `-` and `_`, at most 60");
                return Err(at.wrong_name(node, message).hint("give it a name such as web-2"));
            }
            entries.push((name.clone(), T::read(&at.named(name, node))?));
        }
        Ok(Self(entries))
    }
}

fn is_plain(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 60
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '))
}
