//! Typed places in lists: an account's id finds no resource.

use std::fmt;
use std::marker::PhantomData;

/// The place of a `T` in its list.
pub(crate) struct Id<T> {
    at: u16,
    of: PhantomData<fn() -> T>,
}

/// Things that are known by their place.
#[derive(Debug)]
pub(crate) struct List<T>(Vec<T>);

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.at)
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> List<T> {
    /// Adds one; `None` past the 65,536th.
    pub(crate) fn push(&mut self, one: T) -> Option<Id<T>> {
        let at = u16::try_from(self.0.len()).ok()?;
        self.0.push(one);
        Some(Id { at, of: PhantomData })
    }

    /// The one at a place.
    pub(crate) fn get(&self, id: Id<T>) -> Option<&T> {
        self.0.get(usize::from(id.at))
    }

    /// All, in the order they were added, with their places.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (Id<T>, &T)> {
        (0_u16..).map(|at| Id { at, of: PhantomData }).zip(&self.0)
    }
}
