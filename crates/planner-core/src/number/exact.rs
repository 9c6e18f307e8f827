//! The exact decimal of every amount and quantity: 28 digits, and a mark where a trace follows what becomes of it.

mod traits;

use rust_decimal::{Decimal as Exact, MathematicalOps as _, RoundingStrategy};

use super::decay;
use super::op::{Guard, Op};
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
        trace::guard(Guard::Equal, *self, Self::ZERO, self.value.is_zero())
    }

    /// Whether it has a minus.
    #[must_use]
    pub fn is_sign_negative(&self) -> bool {
        trace::guard(Guard::Minus, *self, Self::ZERO, self.value.is_sign_negative())
    }

    /// Whether it has nothing behind its point.
    #[must_use]
    pub fn is_integer(&self) -> bool {
        trace::guard(Guard::Whole, *self, Self::ZERO, self.value.is_integer())
    }

    /// How many digits it is written with behind its point. For showing it: a trace does not follow.
    #[must_use]
    pub const fn scale(&self) -> u32 {
        self.value.scale()
    }

    /// Without zeros at the end.
    #[must_use]
    pub fn normalize(&self) -> Self {
        trace::one(Op::Normalize, *self, self.value.normalize())
    }

    /// The largest whole number that is not above it.
    #[must_use]
    pub fn floor(&self) -> Self {
        trace::one(Op::Floor, *self, self.value.floor())
    }

    /// The smallest whole number that is not below it.
    #[must_use]
    pub fn ceil(&self) -> Self {
        trace::one(Op::Ceil, *self, self.value.ceil())
    }

    /// What stands before its point.
    #[must_use]
    pub fn trunc(&self) -> Self {
        trace::round(Op::Trunc, 0, *self, self.value.trunc())
    }

    /// Without what stands behind so many digits after its point.
    #[must_use]
    pub fn trunc_with_scale(&self, scale: u8) -> Self {
        trace::round(Op::Trunc, scale.into(), *self, self.value.trunc_with_scale(scale.into()))
    }

    /// What stands behind its point.
    #[must_use]
    pub fn fract(&self) -> Self {
        trace::one(Op::Fract, *self, self.value.fract())
    }

    /// Without its minus.
    #[must_use]
    pub fn abs(&self) -> Self {
        trace::one(Op::Abs, *self, self.value.abs())
    }

    /// Rounded to so many places, half away from zero.
    #[must_use]
    pub fn round_half_away(self, places: u32) -> Self {
        let rounded = self.value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
        trace::round(Op::HalfAway, places, self, rounded)
    }

    /// Rounded to so many places, half to the even digit.
    #[must_use]
    pub fn round_half_even(self, places: u32) -> Self {
        let rounded = self.value.round_dp_with_strategy(places, RoundingStrategy::MidpointNearestEven);
        trace::round(Op::HalfEven, places, self, rounded)
    }

    /// Rounded to so many places where it has more, half away from zero; as it is written where it has not.
    #[must_use]
    pub fn within(self, places: u32) -> Self {
        trace::round(Op::Within, places, self, within(self.value, places))
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

    /// The product; none past 28 digits.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        self.times(other)
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

    /// What a division leaves; none by zero.
    #[must_use]
    pub fn checked_rem(self, other: Self) -> Option<Self> {
        trace::two(Op::Rest, self, other, self.value.checked_rem(other.value))
    }

    /// `e^-x`, for an `x` of zero or more: zero from 65 on, where it lies below the last of 28 decimals. None below zero.
    #[must_use]
    pub fn decay(self) -> Option<Self> {
        trace::two(Op::Decay, self, Self::ZERO, decay::decay(self.value))
    }

    /// The mean of `e^-xs` while `s` goes from 0 to 1: `(1 - e^-x) / x`. None below zero.
    #[must_use]
    pub fn decay_mean(self) -> Option<Self> {
        trace::two(Op::DecayMean, self, Self::ZERO, decay::mean(self.value))
    }

    /// The mean of `(1 - s) e^-xs` while `s` goes from 0 to 1: `(x - 1 + e^-x) / x^2`. None below zero.
    #[must_use]
    pub fn decay_mean_to_start(self) -> Option<Self> {
        trace::two(Op::DecayMeanToStart, self, Self::ZERO, decay::mean_to_start(self.value))
    }

    /// Its natural logarithm; none of what is not above zero.
    #[must_use]
    pub fn checked_ln(self) -> Option<Self> {
        trace::two(Op::Ln, self, Self::ZERO, self.value.checked_ln())
    }
}

/// The checked operations of a decimal, each compiled once. The decimal's own are copied into every place that calls
/// them, with a kilobyte or two of code.
impl Decimal {
    #[inline(never)]
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        trace::two(Op::Add, self, other, self.value.checked_add(other.value))
    }

    #[inline(never)]
    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        trace::two(Op::Subtract, self, other, self.value.checked_sub(other.value))
    }

    /// Rounded to 28 decimals; unlike [`Number::checked_mul`](super::Number::checked_mul) it may vanish below them.
    #[inline(never)]
    pub(crate) fn times(self, other: Self) -> Option<Self> {
        trace::two(Op::Multiply, self, other, self.value.checked_mul(other.value))
    }

    /// None as well where `other` is zero.
    #[inline(never)]
    pub(crate) fn over(self, other: Self) -> Option<Self> {
        trace::two(Op::Divide, self, other, self.value.checked_div(other.value))
    }

    /// The product; none where it is too small for 28 decimals and comes back as zero: that is a loss, not an answer.
    #[inline(never)]
    pub(super) fn product(self, other: Self) -> Option<Self> {
        trace::two(Op::Product, self, other, product(self.value, other.value))
    }

    /// The sum to the last digit; none where 28 digits do not hold it. The decimal's own sum rounds there.
    #[inline(never)]
    pub(super) fn sum_to_the_last(self, other: Self) -> Option<Self> {
        trace::two(Op::ExactSum, self, other, exact_sum(self.value, other.value))
    }
}

pub(crate) fn product(a: Exact, b: Exact) -> Option<Exact> {
    let product = a.checked_mul(b)?;
    let vanished = product.is_zero() && !a.is_zero() && !b.is_zero();
    (!vanished).then_some(product)
}

pub(crate) fn exact_sum(a: Exact, b: Exact) -> Option<Exact> {
    let (a, b) = (a.normalize(), b.normalize());
    let sum = a.checked_add(b)?;
    (a.is_zero() || b.is_zero() || sum.scale() == a.scale().max(b.scale())).then_some(sum)
}

pub(crate) fn within(value: Exact, places: u32) -> Exact {
    if value.scale() > places {
        value.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
    } else {
        value
    }
}
