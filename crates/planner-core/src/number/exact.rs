//! The exact decimal of every amount and quantity: 28 digits, and a mark where a trace follows what becomes of it.

mod traits;

use rust_decimal::Decimal as Exact;

use super::op::{Guard, Op, Single};
use super::trace::{self, Mark};

/// An exact decimal number, of up to 28 digits.
///
/// It counts as [`rust_decimal::Decimal`] does, which it is made of and turns into. Besides, a
/// [`Program`](crate::program::Program) can follow what is worked out from it.
///
/// ```
/// use planner_core::Decimal;
/// let seats = Decimal::from(3);
/// assert_eq!((seats * Decimal::new(25, 1)).to_string(), "7.5");
/// let plain: rust_decimal::Decimal = seats.into();
/// assert_eq!(plain.to_string(), "3");
/// ```
#[derive(Clone, Copy, Default)]
pub struct Decimal {
    pub(super) value: Exact,
    pub(super) mark: Mark,
}

impl Decimal {
    /// 0.
    pub const ZERO: Self = Self::of(Exact::ZERO);
    /// 1.
    pub const ONE: Self = Self::of(Exact::ONE);
    /// -1.
    pub const NEGATIVE_ONE: Self = Self::of(Exact::NEGATIVE_ONE);
    /// 2.
    pub const TWO: Self = Self::of(Exact::TWO);
    /// 10.
    pub const TEN: Self = Self::of(Exact::TEN);
    /// 100.
    pub const ONE_HUNDRED: Self = Self::of(Exact::ONE_HUNDRED);
    /// 1,000.
    pub const ONE_THOUSAND: Self = Self::of(Exact::ONE_THOUSAND);
    /// The largest number there is.
    pub const MAX: Self = Self::of(Exact::MAX);
    /// The smallest number there is, below zero.
    pub const MIN: Self = Self::of(Exact::MIN);

    /// A number that nothing follows.
    #[must_use]
    pub const fn of(value: Exact) -> Self {
        Self { value, mark: Mark::NONE }
    }

    /// `digits` over ten to the power of `scale`.
    ///
    /// ```
    /// assert_eq!(planner_core::Decimal::new(2_005, 3).to_string(), "2.005");
    /// ```
    #[must_use]
    pub fn new(digits: i64, scale: u32) -> Self {
        Self::of(Exact::new(digits, scale))
    }

    /// The same from the three words of its digits.
    #[must_use]
    pub const fn from_parts(low: u32, middle: u32, high: u32, negative: bool, scale: u32) -> Self {
        Self::of(Exact::from_parts(low, middle, high, negative, scale))
    }

    /// What the number is, for whoever shows it or reads it out of a finished answer: a trace does not follow from here.
    #[must_use]
    pub const fn exact(self) -> Exact {
        self.value
    }

    /// The same number, for showing it: a trace does not follow from here.
    #[must_use]
    pub const fn shown(self) -> Self {
        Self::of(self.value)
    }

    /// Its digits, without their point. For showing it: a trace does not follow.
    #[must_use]
    pub const fn mantissa(&self) -> i128 {
        self.value.mantissa()
    }

    /// Whether it is nothing.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.holds(Guard::Equal, Self::ZERO)
    }

    /// Whether it has a minus.
    #[must_use]
    pub fn is_sign_negative(&self) -> bool {
        self.holds(Guard::Minus, Self::ZERO)
    }

    /// Whether it has nothing behind its point.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        self.holds(Guard::Whole, Self::ZERO)
    }

    /// How many digits it is written with behind its point. For showing it: a trace does not follow.
    #[must_use]
    pub const fn scale(&self) -> u32 {
        self.value.scale()
    }

    /// Without zeros at the end.
    #[must_use]
    pub fn normalize(&self) -> Self {
        self.single(Single::Normalize, 0)
    }

    /// The largest whole number that is not above it.
    #[must_use]
    pub fn floor(&self) -> Self {
        self.single(Single::Floor, 0)
    }

    /// The smallest whole number that is not below it.
    #[must_use]
    pub fn ceil(&self) -> Self {
        self.single(Single::Ceil, 0)
    }

    /// What stands before its point.
    #[must_use]
    pub fn trunc(&self) -> Self {
        self.single(Single::Trunc, 0)
    }

    /// Without what stands behind so many digits after its point.
    #[must_use]
    pub fn trunc_with_scale(&self, scale: u8) -> Self {
        self.single(Single::Trunc, scale.into())
    }

    /// What stands behind its point.
    #[must_use]
    pub fn fract(&self) -> Self {
        self.single(Single::Fract, 0)
    }

    /// Without its minus.
    #[must_use]
    pub fn abs(&self) -> Self {
        self.single(Single::Abs, 0)
    }

    /// Rounded to so many places, half away from zero.
    #[must_use]
    pub fn round_half_away(self, places: u32) -> Self {
        self.single(Single::HalfAway, places)
    }

    /// Rounded to so many places, half to the even digit.
    #[must_use]
    pub fn round_half_even(self, places: u32) -> Self {
        self.single(Single::HalfEven, places)
    }

    /// Rounded to so many places where it has more, half away from zero; as it is written where it has not.
    #[must_use]
    pub fn within(self, places: u32) -> Self {
        self.single(Single::Within, places)
    }

    /// The sum; none past 28 digits.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.plus(other)
    }

    /// The difference; none past 28 digits.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.minus(other)
    }

    /// The product; none past 28 digits, and none where it is so small that nothing is left of it.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        self.product(other)
    }

    /// The quotient; none past 28 digits, and by zero.
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        self.over(other)
    }

    /// The sum; the largest or smallest number past 28 digits.
    #[must_use]
    pub fn saturating_add(self, other: Self) -> Self {
        self.plus(other).unwrap_or(Self::of(self.value.saturating_add(other.value)))
    }

    /// The difference; the largest or smallest number past 28 digits.
    #[must_use]
    pub fn saturating_sub(self, other: Self) -> Self {
        self.minus(other).unwrap_or(Self::of(self.value.saturating_sub(other.value)))
    }

    /// The product; the largest or smallest number past 28 digits.
    #[must_use]
    pub fn saturating_mul(self, other: Self) -> Self {
        self.times(other).unwrap_or(Self::of(self.value.saturating_mul(other.value)))
    }

    /// Something to share out by: one where it is nothing, so that nothing is shared out as it is.
    pub(crate) fn or_one(self) -> Self {
        if self.is_zero() { Self::ONE } else { self }
    }

    /// The larger of the two, and of equals this one, where `max` takes the other: they may be written with another number of
    /// places, and an amount is printed as it is written.
    pub(crate) fn most(self, other: Self) -> Self {
        other.max(self)
    }

    /// What a division leaves; none by zero.
    #[must_use]
    pub fn checked_rem(self, other: Self) -> Option<Self> {
        self.work(Op::Rest, other)
    }

    /// `e^-x`, for an `x` of zero or more: zero from 65 on, where it lies below the last of 28 decimals. None below zero.
    #[must_use]
    pub fn decay(self) -> Option<Self> {
        self.work(Op::Decay, Self::ZERO)
    }

    /// The mean of `e^-xs` while `s` goes from 0 to 1: `(1 - e^-x) / x`. None below zero.
    #[must_use]
    pub fn decay_mean(self) -> Option<Self> {
        self.work(Op::DecayMean, Self::ZERO)
    }

    /// The mean of `(1 - s) e^-xs` while `s` goes from 0 to 1: `(x - 1 + e^-x) / x^2`. None below zero.
    #[must_use]
    pub fn decay_mean_to_start(self) -> Option<Self> {
        self.work(Op::DecayMeanToStart, Self::ZERO)
    }

    /// Its natural logarithm; none of what is not above zero.
    #[must_use]
    pub fn checked_ln(self) -> Option<Self> {
        self.work(Op::Ln, Self::ZERO)
    }
}

/// The checked operations of a decimal, each compiled once. The decimal's own are copied into every place that calls
/// them, with a kilobyte or two of code.
impl Decimal {
    #[inline(never)]
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        self.work(Op::Add, other)
    }

    #[inline(never)]
    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        self.work(Op::Subtract, other)
    }

    /// Rounded to 28 decimals; unlike [`Self::product`] it may vanish below them.
    #[inline(never)]
    pub(crate) fn times(self, other: Self) -> Option<Self> {
        self.work(Op::Multiply, other)
    }

    /// None as well where `other` is zero.
    #[inline(never)]
    pub(crate) fn over(self, other: Self) -> Option<Self> {
        self.work(Op::Divide, other)
    }

    /// The product; none where it is too small for 28 decimals and comes back as zero: that is a loss, not an answer.
    #[inline(never)]
    pub(crate) fn product(self, other: Self) -> Option<Self> {
        self.work(Op::Product, other)
    }

    /// The sum to the last digit; none where 28 digits do not hold it. The decimal's own sum rounds there.
    #[inline(never)]
    pub(super) fn sum_to_the_last(self, other: Self) -> Option<Self> {
        self.work(Op::ExactSum, other)
    }
}

/// What every operation is made of.
#[expect(
    clippy::inline_always,
    reason = "an operation is known where it is called: its own arithmetic alone is left"
)]
impl Decimal {
    #[inline(always)]
    pub(super) fn work(self, op: Op, other: Self) -> Option<Self> {
        trace::two(op, self, other, op.of(self.value, other.value))
    }

    #[inline(always)]
    pub(super) fn single(self, op: Single, places: u32) -> Self {
        trace::single(op, places, self, op.of(self.value, places))
    }

    #[inline(always)]
    pub(super) fn holds(self, guard: Guard, other: Self) -> bool {
        trace::guard(guard, self, other, guard.holds(self.value, other.value))
    }
}
