//! What the operations of a trace do to numbers.

use rust_decimal::{Decimal as Exact, MathematicalOps as _, RoundingStrategy};

use crate::number::decay::{decay, mean, mean_to_start};
use crate::number::exact::{exact_sum, product, within};
use crate::number::op::{Guard, Op};

/// The result of an operation; none where it has none, as where it leaves 28 digits.
pub(super) fn apply(op: Op, a: Exact, b: Exact, places: u32) -> Option<Exact> {
    Some(match op {
        Op::Add => a.checked_add(b)?,
        Op::Subtract => a.checked_sub(b)?,
        Op::Multiply => a.checked_mul(b)?,
        Op::Divide => a.checked_div(b)?,
        Op::Rest => a.checked_rem(b)?,
        Op::Product => product(a, b)?,
        Op::ExactSum => exact_sum(a, b)?,
        Op::Most => {
            if b >= a {
                b
            } else {
                a
            }
        }
        Op::Least => {
            if b < a {
                b
            } else {
                a
            }
        }
        Op::Decay => decay(a)?,
        Op::DecayMean => mean(a)?,
        Op::DecayMeanToStart => mean_to_start(a)?,
        Op::Ln => a.checked_ln()?,
        Op::Negate => -a,
        Op::Abs => a.abs(),
        Op::Normalize => a.normalize(),
        Op::Floor => a.floor(),
        Op::Ceil => a.ceil(),
        Op::Fract => a.fract(),
        Op::Trunc => a.trunc_with_scale(places),
        Op::HalfAway => a.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero),
        Op::HalfEven => a.round_dp_with_strategy(places, RoundingStrategy::MidpointNearestEven),
        Op::Within => within(a, places),
    })
}

/// How a comparison comes out.
pub(super) fn holds(guard: Guard, a: Exact, b: Exact) -> bool {
    match guard {
        // Most are against zero, which asks for no common scale.
        Guard::Equal if b.is_zero() => a.is_zero(),
        Guard::Equal => a == b,
        Guard::Below if b.is_zero() => a.is_sign_negative() && !a.is_zero(),
        Guard::Below if a.is_zero() => !b.is_sign_negative() && !b.is_zero(),
        Guard::Below => a < b,
        Guard::Minus => a.is_sign_negative(),
        Guard::Whole => a.is_integer(),
    }
}

impl Op {
    /// Whether it is a rounding, whose second operand is no slot.
    pub(super) const fn rounds(self) -> bool {
        matches!(
            self,
            Self::Negate
                | Self::Abs
                | Self::Normalize
                | Self::Floor
                | Self::Ceil
                | Self::Fract
                | Self::Trunc
                | Self::HalfAway
                | Self::HalfEven
                | Self::Within
        )
    }
}
