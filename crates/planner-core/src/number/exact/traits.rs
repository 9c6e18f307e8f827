//! How an exact decimal compares, converts and shows, and its operators.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, DivAssign, Mul, MulAssign, Neg, Sub, SubAssign};
use std::str::FromStr;

use rust_decimal::Decimal as Exact;

use super::Decimal;
use crate::number::op::{Guard, Op, Single};
use crate::number::trace;

impl PartialEq for Decimal {
    #[inline(never)]
    fn eq(&self, other: &Self) -> bool {
        self.holds(Guard::Equal, *other)
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }

    #[inline(never)]
    fn lt(&self, other: &Self) -> bool {
        self.holds(Guard::Below, *other)
    }

    #[inline(never)]
    fn ge(&self, other: &Self) -> bool {
        !self.lt(other)
    }

    #[inline(never)]
    fn gt(&self, other: &Self) -> bool {
        other.lt(self)
    }

    #[inline(never)]
    fn le(&self, other: &Self) -> bool {
        !other.lt(self)
    }
}

impl Ord for Decimal {
    #[inline(never)]
    fn cmp(&self, other: &Self) -> Ordering {
        // Each is a comparison that a trace goes by.
        if self == other {
            return Ordering::Equal;
        }
        if self < other { Ordering::Less } else { Ordering::Greater }
    }

    /// Of equals the other one, as everywhere: they may be written with another number of places.
    #[inline(never)]
    fn max(self, other: Self) -> Self {
        self.work(Op::Most, other).unwrap_or(other)
    }

    /// Of equals this one.
    #[inline(never)]
    fn min(self, other: Self) -> Self {
        self.work(Op::Least, other).unwrap_or(self)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.value, f)
    }
}

impl FromStr for Decimal {
    type Err = rust_decimal::Error;

    /// Reads a plain number; more than 28 digits are an error.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Exact::from_str_exact(text).map(Self::of)
    }
}

impl From<Exact> for Decimal {
    fn from(value: Exact) -> Self {
        Self::of(value)
    }
}

impl From<Decimal> for Exact {
    fn from(number: Decimal) -> Self {
        number.value
    }
}

/// Whole numbers in, and out where they fit. A trace that comes to one holds for this whole number alone.
macro_rules! whole {
    ($($int:ty),+) => {$(
        impl From<$int> for Decimal {
            fn from(value: $int) -> Self {
                Self::of(Exact::from(value))
            }
        }

        impl TryFrom<Decimal> for $int {
            type Error = rust_decimal::Error;

            fn try_from(number: Decimal) -> Result<Self, Self::Error> {
                trace::guard(Guard::Equal, number, Decimal::of(number.value), true);
                Self::try_from(number.value)
            }
        }
    )+};
}

whole!(u8, u16, u32, u64, usize, i32, i64, i128);

/// The operators, for where nothing can be past 28 digits: they panic there, as those of every number do.
macro_rules! operator {
    ($name:ident $method:ident $assign_name:ident $assign:ident $checked:ident) => {
        impl $name for Decimal {
            type Output = Self;

            fn $method(self, other: Self) -> Self {
                self.$checked(other).expect("a result within 28 digits")
            }
        }

        impl $name<&Decimal> for Decimal {
            type Output = Self;

            fn $method(self, other: &Self) -> Self {
                $name::$method(self, *other)
            }
        }

        impl $name<Decimal> for &Decimal {
            type Output = Decimal;

            fn $method(self, other: Decimal) -> Decimal {
                $name::$method(*self, other)
            }
        }

        impl $name<&Decimal> for &Decimal {
            type Output = Decimal;

            fn $method(self, other: &Decimal) -> Decimal {
                $name::$method(*self, *other)
            }
        }

        impl $assign_name for Decimal {
            fn $assign(&mut self, other: Self) {
                *self = $name::$method(*self, other);
            }
        }
    };
}

operator!(Add add AddAssign add_assign plus);
operator!(Sub sub SubAssign sub_assign minus);
operator!(Mul mul MulAssign mul_assign times);
operator!(Div div DivAssign div_assign over);

impl Neg for Decimal {
    type Output = Self;

    fn neg(self) -> Self {
        self.single(Single::Negate, 0)
    }
}

impl Sum for Decimal {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::ZERO, Add::add)
    }
}

impl<'a> Sum<&'a Self> for Decimal {
    fn sum<I: Iterator<Item = &'a Self>>(all: I) -> Self {
        all.copied().sum()
    }
}
