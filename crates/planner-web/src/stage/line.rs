//! What is told to the worker, one at a time: while it thinks, what is typed on takes the place of what was typed before.

use std::collections::VecDeque;

use crate::wire::Heard;

/// What waits to be told.
#[derive(Debug, Default)]
pub(super) struct Line {
    waiting: VecDeque<(u64, Heard)>,
    /// The number of the last one that was put in line.
    last: u64,
    /// The number of the last one that was told.
    told: u64,
    /// The number of the last one that was answered.
    answered: u64,
}

impl Line {
    /// Puts something in line; answers its number.
    pub(super) fn add(&mut self, heard: Heard, replaces: bool) -> u64 {
        self.last = self.last.saturating_add(1);
        match self.waiting.back_mut() {
            Some(waiting) if replaces && same_ear(&waiting.1, &heard) => *waiting = (self.last, heard),
            _ => self.waiting.push_back((self.last, heard)),
        }
        self.last
    }

    /// The worker took account of everything up to a number.
    pub(super) fn answer(&mut self, number: u64) {
        self.answered = self.answered.max(number);
    }

    /// What is to be told now: the next one, if the worker waits for it.
    pub(super) fn next(&mut self) -> Option<(u64, Heard)> {
        if self.answered < self.told {
            return None;
        }
        let next = self.waiting.pop_front()?;
        self.told = next.0;
        Some(next)
    }

    /// Whether the worker took account of a number.
    pub(super) const fn knows(&self, number: u64) -> bool {
        self.answered >= number
    }
}

fn same_ear(one: &Heard, other: &Heard) -> bool {
    match (one, other) {
        (
            Heard::Event { part, version, ear, .. },
            Heard::Event { part: other_part, version: other_version, ear: other_ear, .. },
        ) => part == other_part && version == other_version && ear == other_ear,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(ear: u64, says: &str) -> Heard {
        Heard::Event { part: "inputs".to_owned(), version: 1, ear, says: says.to_owned() }
    }

    #[test]
    fn one_is_told_at_a_time_in_order() {
        let mut line = Line::default();
        assert_eq!(line.add(Heard::Undo, false), 1);
        assert_eq!(line.add(Heard::Redo, false), 2);
        assert_eq!(line.next(), Some((1, Heard::Undo)));
        assert_eq!(line.next(), None, "the worker still thinks");
        assert!(!line.knows(1));
        line.answer(1);
        assert!(line.knows(1));
        assert_eq!(line.next(), Some((2, Heard::Redo)));
        line.answer(2);
        assert_eq!(line.next(), None);
    }

    #[test]
    fn what_is_typed_on_takes_the_place_of_what_waits() {
        let mut line = Line::default();
        line.add(typed(0, "1"), true);
        assert_eq!(line.next(), Some((1, typed(0, "1"))));
        line.add(typed(0, "12"), true);
        assert_eq!(line.add(typed(0, "123"), true), 3);
        line.add(typed(1, "x"), true);
        line.add(typed(0, "1234"), true);
        line.answer(1);
        assert_eq!(line.next(), Some((3, typed(0, "123"))), "not over what another field said meanwhile");
    }
}
