//! Where figures stand: constants, or slots of a program's run.

use super::{Cell, Limit, Month};
use crate::month;
use crate::number::Decimal;

/// Where a figure stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Place {
    /// It is the same whatever the inputs are.
    Constant(Decimal),
    /// In a slot.
    Slot(usize),
}

/// Where the figures of a month stand.
#[derive(Clone, Copy, Debug)]
pub struct MonthPlaces<'p> {
    of: &'p Month,
}

/// Where the figures of a limit stand.
#[derive(Clone, Copy, Debug)]
pub struct LimitPlaces<'p> {
    of: &'p Limit,
}

fn place(cell: Cell) -> Place {
    cell.slot.map_or(Place::Constant(cell.number), Place::Slot)
}

impl<'p> MonthPlaces<'p> {
    pub(crate) fn new(of: &'p Month) -> Self {
        Self { of }
    }

    /// The month.
    #[must_use]
    pub fn month(self) -> month::Month {
        self.of.of
    }

    /// The sum of its lines.
    #[must_use]
    pub fn total(self) -> Place {
        place(self.of.total)
    }

    /// The lines with their ids, in the order of the projection; what has no amount has no place.
    #[must_use]
    pub fn lines(self) -> impl ExactSizeIterator<Item = (&'p str, Option<Place>)> + use<'p> {
        self.of.lines.iter().map(|(id, cell)| (id.as_str(), cell.map(place)))
    }

    /// The limits, in the order of the projection.
    #[must_use]
    pub fn limits(self) -> impl ExactSizeIterator<Item = LimitPlaces<'p>> + use<'p> {
        self.of.limits.iter().map(|of| LimitPlaces { of })
    }
}

impl<'p> LimitPlaces<'p> {
    /// Its id.
    #[must_use]
    pub fn id(self) -> &'p str {
        &self.of.id
    }

    /// How much is allowed; none where the vendor does not state it.
    #[must_use]
    pub fn ceiling(self) -> Option<Place> {
        self.at(0)
    }

    /// How much is demanded; none where nobody stated it.
    #[must_use]
    pub fn usage(self) -> Option<Place> {
        self.at(1)
    }

    /// The share of the ceiling that is left; below zero where it is passed.
    #[must_use]
    pub fn headroom(self) -> Option<Place> {
        self.at(2)
    }

    /// The second of the days that are billed at which it is passed; none where it is not, on this way.
    #[must_use]
    pub fn passed_at(self) -> Option<Place> {
        self.at(3)
    }

    fn at(self, which: usize) -> Option<Place> {
        self.of.cells.get(which).copied().flatten().map(place)
    }
}
