//! Places in a list by names: one index for everything the page looks up, so that it is compiled once.

use std::collections::BTreeMap;

/// Names, each with its place in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Places(BTreeMap<String, usize>);

impl Places {
    /// The place of a name: the next one where it is new.
    pub(crate) fn place(&mut self, name: &str) -> usize {
        if let Some(known) = self.find(name) {
            return known;
        }
        let next = self.0.len();
        self.0.insert(name.to_owned(), next);
        next
    }

    /// The place of a name that came before.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.0.get(name).copied()
    }

    /// All names in their alphabetical order, each with its place.
    pub(crate) fn sorted(self) -> Vec<(String, usize)> {
        self.0.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn a_name_keeps_its_place() {
        let mut places = Places::default();
        assert_eq!(["b", "a", "b", "c"].map(|name| places.place(name)), [0, 1, 0, 2]);
        assert_eq!((places.find("a"), places.find("d")), (Some(1), None));
        let names: Vec<String> = places.sorted().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["a", "b", "c"]);
    }
}
