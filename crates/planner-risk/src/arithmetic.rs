//! The operations of a program, on columns of floats.
//!
//! Decimals are exact and floats are not: a sum of tenths comes out a hair beside a whole number, and a package more would be
//! paid for it. So what lies within [`NEAR`] of a whole number is that number where one is asked for, what lies so near to
//! another number is equal to it, and a difference of two such numbers is nothing.

use planner_core::program::listing::{Guard, Op, Single};

/// How many samples are worked out together.
pub const LANES: usize = 64;

/// A number in each lane.
pub(crate) type Column = [f64; LANES];

/// The share of a number that is taken for the error of its last places: 2^-40, some thousand times theirs.
const NEAR: f64 = 1.0 / 1_099_511_627_776.0;

/// Of a sum that is smaller than what it is of by this much, the last places are no longer its own.
const SPARE: f64 = 256.0;

/// From here on `e^-x` is nothing, as in the core: it lies below the last of 28 decimals.
const GONE: f64 = 65.0;

/// Up to here means of the exponential are summed as series.
const SMALL: f64 = 0.0625;

/// From so many places on a rounding keeps all that a float holds.
const PLACES: u32 = 12;

/// The result in each lane; no number where there is none.
pub(crate) fn work(op: Op, a: &Column, b: &Column) -> Column {
    match op {
        Op::Add => each(a, b, |a, b| unless_gone(a + b, a, b)),
        Op::Subtract => each(a, b, |a, b| unless_gone(a - b, a, b)),
        Op::ExactSum => each(a, b, |a, b| unless_gone(a + b, a, b)),
        Op::Multiply | Op::Product => each(a, b, |a, b| a * b),
        Op::Divide => each(a, b, |a, b| if b == 0.0 { f64::NAN } else { a / b }),
        Op::Rest => each(a, b, rest),
        Op::Most => each(a, b, |a, b| if b >= a { b } else { a }),
        Op::Least => each(a, b, |a, b| if b < a { b } else { a }),
        Op::Decay => a.map(decay),
        Op::DecayMean => a.map(mean),
        Op::DecayMeanToStart => a.map(mean_to_start),
        Op::Ln => a.map(|a| if a > 0.0 { libm::log(a) } else { f64::NAN }),
        // How many places are kept stands in the step.
        Op::Single(op) => single(op, a, 0),
    }
}

/// The result of an operation on one number, of which so many places are kept.
pub(crate) fn single(op: Single, a: &Column, places: u32) -> Column {
    match op {
        Single::Negate => a.map(|a| -a),
        Single::Abs => a.map(libm::fabs),
        Single::Normalize => *a,
        Single::Floor => a.map(floor),
        Single::Ceil => a.map(|a| -floor(-a)),
        Single::Fract => a.map(|a| unless_gone(a - trunc(a), a, a)),
        Single::Trunc => kept(a, places, trunc),
        Single::HalfEven => kept(a, places, half_even),
        Single::HalfAway | Single::Within => kept(a, places, half_away),
    }
}

/// Whether a comparison comes out as it did on the way.
pub(crate) fn holds(guard: Guard, a: f64, b: f64, held: bool) -> bool {
    let found = match guard {
        Guard::Equal => is_near(a, b),
        Guard::Below => a < b && !is_near(a, b),
        Guard::Minus => a < 0.0,
        Guard::Whole => is_near(a, libm::rint(a)),
    };
    found == held
}

fn each(a: &Column, b: &Column, of: impl Fn(f64, f64) -> f64) -> Column {
    let mut all = *a;
    for (one, other) in all.iter_mut().zip(b) {
        *one = of(*one, *other);
    }
    all
}

fn is_near(a: f64, b: f64) -> bool {
    libm::fabs(a - b) <= libm::fmax(libm::fabs(a), libm::fabs(b)) * NEAR
}

/// A sum without the error of the last places of what it is of: where most of two numbers is gone, that error is large beside
/// what is left, and is rounded away.
fn unless_gone(sum: f64, a: f64, b: f64) -> f64 {
    let largest = libm::fmax(libm::fabs(a), libm::fabs(b));
    if libm::fabs(sum) * SPARE > largest {
        return sum;
    }
    // A power of two, so that nothing else is rounded.
    let unit = libm::scalbn(NEAR, libm::ilogb(largest));
    if unit > 0.0 { libm::rint(sum / unit) * unit } else { sum }
}

/// The whole number that lies near, if one does.
fn whole(a: f64) -> Option<f64> {
    let nearest = libm::rint(a);
    is_near(a, nearest).then_some(nearest)
}

fn floor(a: f64) -> f64 {
    whole(a).unwrap_or_else(|| libm::floor(a))
}

fn trunc(a: f64) -> f64 {
    whole(a).unwrap_or_else(|| libm::trunc(a))
}

fn half_away(a: f64) -> f64 {
    // Half a unit that is short of its last places is half a unit.
    let twice = whole(a * 2.0).unwrap_or(a * 2.0);
    libm::trunc(twice / 2.0 + libm::copysign(0.5, twice))
}

fn half_even(a: f64) -> f64 {
    let twice = whole(a * 2.0).unwrap_or(a * 2.0);
    libm::rint(twice / 2.0)
}

fn kept(a: &Column, places: u32, round: impl Fn(f64) -> f64) -> Column {
    if places >= PLACES {
        return *a;
    }
    let unit = (0..places).fold(1.0, |unit, _| unit * 10.0);
    a.map(|a| round(a * unit) / unit)
}

fn rest(a: f64, b: f64) -> f64 {
    if b == 0.0 {
        return f64::NAN;
    }
    unless_gone(a - b * trunc(a / b), a, a)
}

fn decay(x: f64) -> f64 {
    match x {
        x if x < 0.0 => f64::NAN,
        x if x >= GONE => 0.0,
        x => libm::exp(-x),
    }
}

fn mean(x: f64) -> f64 {
    match x {
        x if x < 0.0 => f64::NAN,
        x if x > SMALL => (1.0 - decay(x)) / x,
        x => series(x, 1.0),
    }
}

fn mean_to_start(x: f64) -> f64 {
    match x {
        x if x < 0.0 => f64::NAN,
        x if x > SMALL => (1.0 - mean(x)) / x,
        x => series(x, 2.0),
    }
}

/// `1/n! - x/(n+1)! + x^2/(n+2)! - ...` of a small `x`, for an `n` of one or two: eight terms reach past the last place.
fn series(x: f64, n: f64) -> f64 {
    (0..8).rev().map(f64::from).fold(0.0, |sum, at| (1.0 - x * sum) / (n + at))
}

#[cfg(test)]
mod tests;
