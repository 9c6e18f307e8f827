//! What is done with numbers, by name: the one place that does it, for whoever counts and for whoever follows it.
#![expect(
    clippy::inline_always,
    reason = "an operation is known where it is called: its own arithmetic alone is left"
)]
#![cfg_attr(
    not(feature = "program"),
    allow(unreachable_pub, reason = "only the listing of a program shows operations to others")
)]

use rust_decimal::{Decimal as Exact, MathematicalOps as _, RoundingStrategy};

use super::decay::{decay, mean, mean_to_start};

/// An operation on one or two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Op {
    /// The sum.
    Add,
    /// The difference.
    Subtract,
    /// The product.
    Multiply,
    /// The quotient; none by zero.
    Divide,
    /// What a division leaves; none by zero.
    Rest,
    /// A product that does not vanish.
    Product,
    /// A sum to the last digit.
    ExactSum,
    /// The larger; of equals the second, as everywhere: they may be written with another number of places.
    Most,
    /// The smaller; of equals the first.
    Least,
    /// `e^-x` of the first. None below zero, as of the two means.
    Decay,
    /// The mean of `e^-xs` while `s` goes from 0 to 1.
    DecayMean,
    /// The mean of `(1 - s) e^-xs` while `s` goes from 0 to 1.
    DecayMeanToStart,
    /// The natural logarithm of the first; none of what is not above zero.
    Ln,
    /// What always has a result.
    #[cfg(feature = "program")]
    Single(Single),
}

/// An operation on one number that always has a result; some keep so many places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Single {
    /// With the other sign.
    Negate,
    /// Without its sign.
    Abs,
    /// Written without zeros at the end: the same number.
    Normalize,
    /// The largest whole number that is not above it.
    Floor,
    /// The smallest whole number that is not below it.
    Ceil,
    /// What stands behind its point.
    Fract,
    /// Without what stands behind so many places.
    Trunc,
    /// Rounded to so many places, half away from zero.
    HalfAway,
    /// Rounded to so many places, half to the even digit.
    HalfEven,
    /// The same as [`Self::HalfAway`], where it has more places.
    Within,
}

/// A comparison of two numbers that the walk went by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Guard {
    /// They are equal.
    Equal,
    /// The first is below the second.
    Below,
    /// The first has a minus.
    Minus,
    /// The first is whole.
    Whole,
}

impl Op {
    /// A number for each operation.
    #[cfg(feature = "program")]
    pub(super) fn code(self) -> u8 {
        match self {
            Self::Add => 0,
            Self::Subtract => 1,
            Self::Multiply => 2,
            Self::Divide => 3,
            Self::Rest => 4,
            Self::Product => 5,
            Self::ExactSum => 6,
            Self::Most => 7,
            Self::Least => 8,
            Self::Decay => 9,
            Self::DecayMean => 10,
            Self::DecayMeanToStart => 11,
            Self::Ln => 12,
            Self::Single(op) => 16 + op as u8,
        }
    }

    /// The result; none where there is none, as past 28 digits. What is done with one number looks at the first.
    #[inline(always)]
    pub(crate) fn of(self, a: Exact, b: Exact) -> Option<Exact> {
        match self {
            Self::Add => sum(a, b),
            Self::Subtract => a.checked_sub(b),
            Self::Multiply => a.checked_mul(b),
            Self::Divide => a.checked_div(b),
            Self::Rest => a.checked_rem(b),
            Self::Product => product(a, b),
            Self::ExactSum => exact_sum(a, b),
            Self::Most => Some(if b >= a { b } else { a }),
            Self::Least => Some(if b < a { b } else { a }),
            Self::Decay => decay(a),
            Self::DecayMean => mean(a),
            Self::DecayMeanToStart => mean_to_start(a),
            Self::Ln => a.checked_ln(),
            #[cfg(feature = "program")]
            Self::Single(op) => Some(op.of(a, 0)),
        }
    }
}

impl Single {
    /// The result; `places` is how many are kept, where the operation keeps some.
    #[inline(always)]
    pub(crate) fn of(self, a: Exact, places: u32) -> Exact {
        match self {
            Self::Negate => -a,
            Self::Abs => a.abs(),
            Self::Normalize => a.normalize(),
            Self::Floor => a.floor(),
            Self::Ceil => a.ceil(),
            Self::Fract => a.fract(),
            Self::Trunc => a.trunc_with_scale(places),
            Self::HalfEven => a.round_dp_with_strategy(places, RoundingStrategy::MidpointNearestEven),
            // As it is written where it has no more.
            Self::Within if a.scale() <= places => a,
            Self::HalfAway | Self::Within => {
                a.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
            }
        }
    }
}

impl Guard {
    /// How a comparison comes out.
    #[inline(always)]
    pub(crate) fn holds(self, a: Exact, b: Exact) -> bool {
        match self {
            // Most are against zero, which asks for no common scale.
            Self::Equal if b.is_zero() => a.is_zero(),
            Self::Equal => a == b,
            Self::Below if b.is_zero() => a.is_sign_negative() && !a.is_zero(),
            Self::Below if a.is_zero() => !b.is_sign_negative() && !b.is_zero(),
            Self::Below => a < b,
            Self::Minus => a.is_sign_negative(),
            Self::Whole => a.is_integer(),
        }
    }
}

/// Compiled once: it would be copied into each of its callers.
#[inline(never)]
fn sum(a: Exact, b: Exact) -> Option<Exact> {
    a.checked_add(b)
}

fn product(a: Exact, b: Exact) -> Option<Exact> {
    let product = a.checked_mul(b)?;
    let vanished = product.is_zero() && !a.is_zero() && !b.is_zero();
    (!vanished).then_some(product)
}

fn exact_sum(a: Exact, b: Exact) -> Option<Exact> {
    let (a, b) = (a.normalize(), b.normalize());
    let sum = sum(a, b)?;
    (a.is_zero() || b.is_zero() || sum.scale() == a.scale().max(b.scale())).then_some(sum)
}
