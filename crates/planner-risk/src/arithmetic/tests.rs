//! What floats are told to be, and that they are the same bits wherever they are worked out.
#![expect(clippy::float_cmp, reason = "they are to be these very numbers")]

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

use super::*;

fn one(op: Op, a: f64, b: f64) -> f64 {
    work(op, &[a; LANES], &[b; LANES])[0]
}

#[test]
fn what_is_a_hair_beside_a_whole_number_is_that_number() {
    let sum = (0..10).fold(0.0, |sum, _| sum + 0.1) * 10.0;
    assert!(sum < 10.0);
    assert_eq!(single(Single::Floor, &[sum; LANES], 0)[0], 10.0);
    assert_eq!(single(Single::Ceil, &[0.1 * 3.0 * 10.0; LANES], 0)[0], 3.0);
    assert_eq!(single(Single::Ceil, &[3.000_001; LANES], 0)[0], 4.0);
    assert_eq!(single(Single::HalfAway, &[1.005; LANES], 2)[0], 1.01);
    assert_eq!(single(Single::HalfAway, &[-2.5; LANES], 0)[0], -3.0);
    assert_eq!(single(Single::HalfEven, &[2.5; LANES], 0)[0], 2.0);
    assert_eq!(one(Op::Subtract, 0.3, 0.1 + 0.2), 0.0);
    assert_eq!(one(Op::Rest, 0.3, 0.1), 0.0);
    // What is left of two large numbers has their error: three packages are not four.
    let left = one(Op::Subtract, (0.1 + 0.2) * 10_000_010.0, 3_000_000.0);
    assert_eq!(single(Single::Ceil, &[left; LANES], 0)[0], 3.0);
    assert!(holds(Guard::Equal, 0.3, 0.1 + 0.2, true) && holds(Guard::Below, 0.3, 0.1 + 0.2, false));
}

#[test]
fn the_exponential_and_its_means_are_those_of_the_core() {
    for x in ["0", "0.000001", "0.05", "0.0625", "0.07", "1", "12.5", "64.9", "65", "80"] {
        let exact: planner_core::Decimal = planner_core::decimal(x).unwrap_or_default();
        let value: f64 = x.parse().unwrap_or(f64::NAN);
        for (op, wanted) in [
            (Op::Decay, exact.decay()),
            (Op::DecayMean, exact.decay_mean()),
            (Op::DecayMeanToStart, exact.decay_mean_to_start()),
        ] {
            let wanted: f64 =
                wanted.map_or(f64::NAN, |wanted| wanted.to_string().parse().unwrap_or(f64::NAN));
            let found = one(op, value, 0.0);
            assert!(
                (found - wanted).abs() <= wanted.abs() * 1e-13 + 1e-28,
                "{op:?} of {x}: {found} {wanted}"
            );
        }
    }
    assert!(one(Op::Decay, -1.0, 0.0).is_nan() && one(Op::Ln, 0.0, 0.0).is_nan());
}

/// What the bits of all results are mixed to.
const MIXED: u64 = 13_439_302_747_975_083_659;

#[test]
fn native_code_and_wasm_come_to_the_same_bits() {
    const TWO: [Op; 13] = [
        Op::Product,
        Op::ExactSum,
        Op::Most,
        Op::Least,
        Op::Add,
        Op::Subtract,
        Op::Multiply,
        Op::Divide,
        Op::Rest,
        Op::Decay,
        Op::DecayMean,
        Op::DecayMeanToStart,
        Op::Ln,
    ];
    const ONE: [Single; 9] = [
        Single::Negate,
        Single::Abs,
        Single::Trunc,
        Single::Within,
        Single::Floor,
        Single::Ceil,
        Single::Fract,
        Single::HalfAway,
        Single::HalfEven,
    ];
    // FNV-1a. What is no number has many spellings, which are one.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut mix = |column: Column| {
        for number in column {
            let number = if number.is_nan() { 0.0 } else { number };
            for byte in number.to_bits().to_le_bytes() {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        }
    };
    // Numbers of all sizes from a tenth of a millionth to a million (Knuth's multiplier).
    let mut seed = 1_u64;
    let mut drawn = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let digits = u32::try_from(seed >> 40).unwrap_or_default();
        let size = match seed.to_le_bytes()[3] % 4 {
            0 => 1e-7,
            1 => 1e-3,
            2 => 1e-1,
            _ => 1.0,
        };
        f64::from(digits) * size / 16.0
    };
    for _ in 0..64 {
        let (a, b): (Column, Column) = (std::array::from_fn(|_| drawn()), std::array::from_fn(|_| drawn()));
        for op in TWO {
            mix(work(op, &a, &b));
        }
        for op in ONE {
            mix(single(op, &a, 2));
        }
    }
    assert_eq!(hash, MIXED);
}
