//! Undo and redo: the inputs as they stood before each change.

use super::inputs::Inputs;
use crate::field::Field;
use crate::shared::Shared;

/// The most changes that can be undone.
const MOST: usize = 200;

/// What stood before a change, or after one that was undone.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moment {
    /// The inputs.
    pub(super) inputs: Shared<Inputs>,
    /// The preset they began with.
    pub(super) preset: Option<usize>,
    /// Whether they differ from it.
    pub(super) edited: bool,
    /// The scenario it was kept as.
    pub(super) scenario: Option<u64>,
    /// Which stack of all that were opened.
    pub(super) visit: u64,
    /// Whether another stack was opened then.
    pub(super) is_opening: bool,
    /// The change that follows it, in words: `Removed redis`.
    pub(super) what: String,
}

/// The changes of a visit. Copies share the inputs, so a change costs a pointer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    past: Vec<Moment>,
    future: Vec<Moment>,
    /// The field being typed into: its strokes are one change.
    typing: Option<Field>,
}

impl History {
    /// Keeps what stood before a change. What was undone is gone then.
    pub(super) fn keep(&mut self, before: Moment) {
        self.future.clear();
        self.typing = None;
        if self.past.len() >= MOST {
            self.past.remove(0);
        }
        self.past.push(before);
    }

    /// The same for a stroke in a field: kept once for all strokes until it is left.
    pub(super) fn keep_typed(&mut self, field: &Field, before: Moment) {
        if self.typing.as_ref() != Some(field) {
            self.keep(before);
            self.typing = Some(field.clone());
        }
    }

    /// A stack was kept after another one was opened: who goes back to it goes on keeping it there.
    pub(super) fn kept(&mut self, visit: u64, id: u64) {
        for moment in self.past.iter_mut().chain(&mut self.future) {
            // Also where it was kept before: another tab may have changed that one, and this one is a copy now.
            if moment.visit == visit {
                moment.scenario = Some(id);
            }
        }
    }

    /// Ends what is being typed.
    pub(super) fn leave(&mut self) {
        self.typing = None;
    }

    /// What stood before a field is typed into; none while it is not.
    #[must_use]
    pub fn before(&self, field: &Field) -> Option<&Inputs> {
        let moment = self.past.last().filter(|_| self.typing.as_ref() == Some(field))?;
        Some(&moment.inputs)
    }

    /// Goes one change back, from what stands now.
    pub(super) fn undo(&mut self, now: Moment) -> Option<Moment> {
        let before = self.past.pop()?;
        self.typing = None;
        self.future.push(Moment { what: before.what.clone(), is_opening: before.is_opening, ..now });
        Some(before)
    }

    /// Goes one change forward again, from what stands now.
    pub(super) fn redo(&mut self, now: Moment) -> Option<Moment> {
        let after = self.future.pop()?;
        self.typing = None;
        self.past.push(Moment { what: after.what.clone(), is_opening: after.is_opening, ..now });
        Some(after)
    }

    /// The change that would be undone, in words.
    #[must_use]
    pub fn last(&self) -> Option<&str> {
        self.past.last().map(|moment| moment.what.as_str())
    }

    /// The change that would be made again, in words.
    #[must_use]
    pub fn next(&self) -> Option<&str> {
        self.future.last().map(|moment| moment.what.as_str())
    }
}
