//! Room for words inside a plot: no label is put over another.

use crate::pen::{TENTHS, tenths};
use crate::sheet::FONT;
use crate::text;

/// The places that are taken, in tenths of a unit: left, right, and the height of the middle.
#[derive(Debug, Default)]
pub(crate) struct Places {
    taken: Vec<(i32, i32, i32)>,
}

impl Places {
    /// Takes the first free place for `words` at height `middle`, from `left` on and before `right`: the left
    /// end of it, or `None` if there is no room.
    pub(crate) fn take(&mut self, words: &str, left: i32, right: i32, middle: i32) -> Option<i32> {
        let wide = tenths(text::width(words, FONT));
        let mut from = left;
        while let Some(end) = self.covered(from, wide, middle) {
            from = end + 8 * TENTHS;
        }
        self.taken_at(from, wide, right, middle)
    }

    /// Takes the place for `words` right beside `x`, or left of it: its left end, or `None` if neither is free between the
    /// bounds.
    pub(crate) fn beside(
        &mut self,
        words: &str,
        x: i32,
        (left, right): (i32, i32),
        middle: i32,
    ) -> Option<i32> {
        let wide = tenths(text::width(words, FONT));
        let sides = [x + 4 * TENTHS, x - 4 * TENTHS - wide];
        let free = |from: &i32| *from >= left && self.covered(*from, wide, middle).is_none();
        let from = sides.into_iter().filter(|from| from + wide <= right).find(free)?;
        self.taken_at(from, wide, right, middle)
    }

    /// The end of what already stands where words of this width would.
    fn covered(&self, from: i32, wide: i32, middle: i32) -> Option<i32> {
        let row = tenths(FONT * 1.2);
        let covers = |&&(start, end, row_of): &&(i32, i32, i32)| {
            (row_of - middle).abs() < row && start < from + wide + TENTHS && end > from - TENTHS
        };
        self.taken.iter().find(covers).map(|(_, end, _)| *end)
    }

    fn taken_at(&mut self, from: i32, wide: i32, right: i32, middle: i32) -> Option<i32> {
        (from + wide <= right).then(|| {
            self.taken.push((from, from + wide, middle));
            from
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_beside_each_other_or_not_at_all() {
        let mut places = Places::default();
        assert_eq!(places.take("budget", 100, 1_500, 200), Some(100));
        let second = places.take("budget", 100, 1_500, 260);
        assert!(second.is_some_and(|left| left > 100 + tenths(text::width("budget", FONT))));
        assert_eq!(places.take("a long name for it", 100, 1_500, 200), None);
        assert_eq!(places.take("a long name for it", 100, 1_500, 400), Some(100));
    }

    #[test]
    fn words_beside_a_line_stand_on_the_side_that_is_free() {
        let mut places = Places::default();
        let bounds = (0, 1_500);
        assert_eq!(places.beside("api on Pro", 100, bounds, 200), Some(140), "at its right");
        let left = places.beside("api on Pro", 1_400, bounds, 200);
        assert!(left.is_some_and(|left| left < 1_400), "at its left, where the right has no room: {left:?}");
        assert_eq!(places.beside("api on Pro", 120, bounds, 200), None);
    }
}
