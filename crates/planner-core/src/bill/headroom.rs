//! How much of a ceiling is left, as a share of it.

use crate::number::Decimal;

/// A million thousand million times its ceiling is as far over as anything is said to be.
const LEAST_HEADROOM: Decimal = Decimal::from_parts(2_764_472_320, 232_830, 0, true, 0);

/// The share of a ceiling that is left. Of a ceiling of nothing there is no share: what is used at all is over it whole, -1.
/// Past [`LEAST_HEADROOM`], how often it is passed over is not counted.
pub(super) fn headroom(ceiling: Decimal, used: Decimal) -> Option<Decimal> {
    if ceiling.is_zero() {
        return (used > ceiling).then_some(Decimal::NEGATIVE_ONE);
    }
    let share = ceiling.minus(used).and_then(|left| left.over(ceiling));
    match share {
        Some(share) => Some(share.most(LEAST_HEADROOM)),
        None => (used > ceiling).then_some(LEAST_HEADROOM),
    }
}
