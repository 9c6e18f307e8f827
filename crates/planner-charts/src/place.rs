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
        let row = tenths(FONT * 1.2);
        let mut from = left;
        let covers = |&&(start, end, row_of): &&(i32, i32, i32), from: i32| {
            (row_of - middle).abs() < row && start < from + wide + TENTHS && end > from - TENTHS
        };
        while let Some((_, end, _)) = self.taken.iter().find(|taken| covers(taken, from)) {
            from = end + 8 * TENTHS;
        }
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
}
