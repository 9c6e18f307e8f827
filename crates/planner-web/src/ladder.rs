//! Round figures in steps of about a quarter: what a handle goes by, and how high a figure stands among them.

use planner_core::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The round figures from ten to a hundred, in tenths of its power of ten. Each is about a quarter more than the one before, so
/// that equal steps are equal shares.
const ROUND: [i64; 10] = [10, 12, 15, 20, 25, 30, 40, 50, 60, 80];

/// The places of one power of ten.
pub const DECADE: i32 = 10;

/// The powers of ten that are looked through: further off nobody counts.
const POWERS: std::ops::RangeInclusive<i32> = -6..=15;

/// The place that all smaller figures stand at.
const LEAST: i32 = -60;

/// The figure at a place; 1 at place 0, 10 at place 10, 0.1 at place -10.
#[must_use]
pub fn figure(place: i32) -> Decimal {
    let within = usize::try_from(place.rem_euclid(DECADE)).unwrap_or(0);
    let tenths = ROUND.get(within).copied().unwrap_or(10);
    let power = place.div_euclid(DECADE).saturating_sub(1);
    match u32::try_from(power) {
        Ok(power) => Decimal::from(tenths.saturating_mul(10_i64.saturating_pow(power.min(16)))),
        Err(_) => Decimal::new(tenths, power.unsigned_abs().min(20)).normalize(),
    }
}

/// The last place whose figure is not above a figure above zero.
#[must_use]
pub fn place(value: Decimal) -> Option<i32> {
    if value <= Decimal::ZERO {
        return None;
    }
    let mut decades = POWERS.rev().map(|power| power.saturating_mul(DECADE));
    let decade = decades.find(|place| figure(*place) <= value).unwrap_or(LEAST);
    let mut places = (0..DECADE).rev().map(|step| decade.saturating_add(step));
    places.find(|place| figure(*place) <= value).or(Some(LEAST))
}

/// The place next to a figure, below or above.
#[must_use]
pub fn nearest(value: Decimal) -> Option<i32> {
    let (below, hundredths) = (place(value)?, height(value)?);
    let over = hundredths.saturating_sub(below.saturating_mul(100));
    Some(if over < 50 { below } else { below.saturating_add(1) })
}

/// How high a figure stands, in hundredths of a place: between two round figures in proportion.
#[must_use]
pub fn height(value: Decimal) -> Option<i32> {
    let below = place(value)?;
    let (least, most) = (figure(below), figure(below.saturating_add(1)));
    let part = value.checked_sub(least)?.checked_div(most.checked_sub(least)?)?;
    let part = part.clamp(Decimal::ZERO, Decimal::ONE).checked_mul(Decimal::ONE_HUNDRED)?;
    Some(below.saturating_mul(100).saturating_add(part.floor().exact().to_i32()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_power_of_ten_has_ten_round_figures() {
        let figures: Vec<String> = (0..=10).map(|place| figure(place).to_string()).collect();
        assert_eq!(figures, ["1", "1.2", "1.5", "2", "2.5", "3", "4", "5", "6", "8", "10"]);
        assert_eq!(
            (figure(-10).to_string(), figure(70).to_string()),
            ("0.1".to_owned(), "10000000".to_owned())
        );
    }

    #[test]
    fn a_figure_stands_at_its_own_place() {
        for at in -40..=120 {
            assert_eq!((place(figure(at)), nearest(figure(at))), (Some(at), Some(at)));
            assert_eq!(height(figure(at)), Some(at * 100));
        }
        assert_eq!((place(Decimal::ZERO), height(Decimal::NEGATIVE_ONE)), (None, None));
        assert!(place(Decimal::MAX).is_some() && height(Decimal::MAX).is_some());
    }

    #[test]
    fn more_never_stands_lower() {
        let heights: Vec<i32> = (1..3_000).filter_map(|tenths| height(Decimal::new(tenths, 1))).collect();
        assert_eq!(heights.len(), 2_999);
        assert!(heights.windows(2).all(|pair| pair.first() <= pair.last()));
    }
}
