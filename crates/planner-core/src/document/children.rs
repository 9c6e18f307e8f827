//! The children of a node: a list that copies share until one of them changes it.
//!
//! Books fold by laying a tree over a copy of another, and most of the copy stays as it is.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

/// A list. A copy costs nothing; who changes one gets a list of its own first.
///
/// ```
/// use planner_core::document::Children;
/// let one: Children<u8> = vec![1, 2].into();
/// let mut other = one.clone();
/// other.push(3);
/// assert_eq!((one.len(), other.len()), (2, 3));
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Children<T>(Arc<Vec<T>>);

impl<T> Deref for Children<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T: Clone> DerefMut for Children<T> {
    // Once for each kind of list, and not wherever one is changed.
    #[inline(never)]
    fn deref_mut(&mut self) -> &mut Vec<T> {
        Arc::make_mut(&mut self.0)
    }
}

impl<T> Default for Children<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T> From<Vec<T>> for Children<T> {
    fn from(all: Vec<T>) -> Self {
        Self(Arc::new(all))
    }
}

impl<T> FromIterator<T> for Children<T> {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Self {
        Vec::from_iter(all).into()
    }
}

impl<T: Clone> IntoIterator for Children<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        Arc::unwrap_or_clone(self.0).into_iter()
    }
}

impl<'c, T> IntoIterator for &'c Children<T> {
    type Item = &'c T;
    type IntoIter = std::slice::Iter<'c, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
