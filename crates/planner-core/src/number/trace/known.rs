//! What a trace has written down already: a table by number, looked up at every operation.
//!
//! Open addressing with one multiplication as its hash: a projection asks it a hundred thousand times, and the order of what is
//! in it is never asked.

/// No slot.
const EMPTY: u32 = u32::MAX;

/// Slots by what they are of.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// Keys with their slots; a power of two of them, at most half of which are taken.
    places: Vec<(u64, u32)>,
    taken: usize,
}

impl Known {
    /// The slot of a key.
    pub(super) fn get(&self, key: u64) -> Option<u32> {
        let (_, slot) = self.places.get(self.place(key)?)?;
        (*slot != EMPTY).then_some(*slot)
    }

    /// Puts a slot at a key; false where it has one, which stays.
    pub(super) fn insert(&mut self, key: u64, slot: u32) -> bool {
        if self.taken.saturating_mul(2) >= self.places.len() {
            self.grow();
        }
        let Some(place) = self.place(key).and_then(|at| self.places.get_mut(at)) else { return false };
        if place.1 != EMPTY {
            return false;
        }
        *place = (key, slot);
        self.taken = self.taken.saturating_add(1);
        true
    }

    /// Where a key stands, or would: the first place from its own on that is its own or free.
    fn place(&self, key: u64) -> Option<usize> {
        let last = self.places.len().checked_sub(1)?;
        let mut at = hash(key) & last;
        loop {
            let (known, slot) = self.places.get(at)?;
            if *slot == EMPTY || *known == key {
                return Some(at);
            }
            at = at.wrapping_add(1) & last;
        }
    }

    fn grow(&mut self) {
        let size = self.places.len().saturating_mul(2).max(1_024);
        let before = std::mem::replace(&mut self.places, vec![(0, EMPTY); size]);
        for (key, slot) in before {
            if let Some(place) =
                self.place(key).and_then(|at| self.places.get_mut(at)).filter(|_| slot != EMPTY)
            {
                *place = (key, slot);
            }
        }
    }
}

/// Spreads a key over all bits (the golden ratio in 64 bits), and takes the upper ones, which all others act on.
fn hash(key: u64) -> usize {
    usize::try_from(key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_is_found_and_nothing_else() {
        let mut known = Known::default();
        assert_eq!(known.get(0), None);
        let key = |at: u32| u64::from(at) << (at % 40);
        for at in 0..5_000 {
            assert_eq!(known.insert(key(at), at), known.get(key(at)) == Some(at), "{at}");
            assert!(!known.insert(key(at), 9));
        }
        for at in 0..5_000 {
            assert!(known.get(key(at)).is_some_and(|found| key(found) == key(at)), "{at}");
        }
        assert_eq!(known.get(u64::MAX), None);
    }
}
