//! What stands in a required field until it is read.

use crate::month::{Date, Month};
use crate::number::Decimal;
use crate::unit::{Quantity, Unit};

/// A value to be written over. Nobody sees it: where its field is missing, there is only a misfit.
pub(crate) trait Blank {
    /// Any value.
    fn blank() -> Self;
}

/// Types whose blank is their default.
macro_rules! defaults {
    ($($of:ty),+) => {
        $(impl Blank for $of {
            fn blank() -> Self {
                Self::default()
            }
        })+
    };
}

defaults!(String, Decimal, u32);

impl<T> Blank for Option<T> {
    fn blank() -> Self {
        None
    }
}

impl<T> Blank for Vec<T> {
    fn blank() -> Self {
        Self::new()
    }
}

impl Blank for Quantity {
    fn blank() -> Self {
        Self::new(Decimal::ZERO, None)
    }
}

impl Blank for Unit {
    fn blank() -> Self {
        Self::count()
    }
}

impl Blank for Month {
    fn blank() -> Self {
        Self::FIRST
    }
}

impl Blank for Date {
    fn blank() -> Self {
        Month::FIRST.first_day()
    }
}
