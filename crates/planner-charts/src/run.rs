//! Runs of points: a series is cut where a value is missing and where it leaves the plot.

use planner_core::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A point: the month's index and the value.
pub(crate) type Point = (f64, f64);

/// `values` as points, at most `months` of them; a missing value stays missing.
pub(crate) fn points(values: &[Option<Decimal>], months: usize) -> Vec<(f64, Option<f64>)> {
    let float = |value: Option<Decimal>| value.and_then(|v| v.exact().to_f64()).filter(|v| v.is_finite());
    (0_u32..)
        .zip(values.iter().take(months))
        .map(|(month, value)| (f64::from(month), float(*value)))
        .collect()
}

/// The unbroken stretches of `points`: a missing value is a gap, never a zero.
pub(crate) fn runs(points: &[(f64, Option<f64>)]) -> Vec<Vec<Point>> {
    points
        .split(|(_, value)| value.is_none())
        .map(|run| run.iter().filter_map(|&(month, value)| Some((month, value?))).collect())
        .filter(|run: &Vec<Point>| !run.is_empty())
        .collect()
}

/// What of a series is seen under `top`, and where it leaves.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Clipped {
    /// Stretches in sight.
    pub(crate) seen: Vec<Vec<Point>>,
    /// Where the line goes off the chart: the month (with its share) and the highest value reached out there.
    pub(crate) left_at: Vec<Point>,
}

/// Cuts one run at `top`, on the straight line between its points.
pub(crate) fn clip(run: &[Point], top: f64) -> Clipped {
    let mut clipped = Clipped::default();
    let mut stretch: Vec<Point> = Vec::new();
    let mut before: Option<Point> = None;
    for &(month, value) in run {
        let crossing =
            |(from, low): Point| from + (month - from) * ((top - low) / (value - low)).clamp(0.0, 1.0);
        match before {
            Some(last) if value > top && last.1 <= top => {
                stretch.push((crossing(last), top));
                clipped.seen.push(std::mem::take(&mut stretch));
                clipped.left_at.push((crossing(last), value));
            }
            Some(last) if value <= top && last.1 > top => {
                stretch.extend([(crossing(last), top), (month, value)]);
            }
            None if value > top => clipped.left_at.push((month, value)),
            _ if value > top => {
                if let Some((_, highest)) = clipped.left_at.last_mut() {
                    *highest = highest.max(value);
                }
            }
            _ => stretch.push((month, value)),
        }
        before = Some((month, value));
    }
    if !stretch.is_empty() {
        clipped.seen.push(stretch);
    }
    clipped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_value_is_a_gap() {
        let values = [Some(Decimal::ONE), None, Some(Decimal::TEN), Some(Decimal::TWO), Some(Decimal::ONE)];
        let runs = runs(&points(&values, 4));
        assert_eq!(runs, [vec![(0.0, 1.0)], vec![(2.0, 10.0), (3.0, 2.0)]]);
    }

    #[test]
    fn a_line_ends_where_it_leaves_and_begins_where_it_returns() {
        let clipped = clip(&[(0.0, 1.0), (1.0, 3.0), (2.0, 5.0), (3.0, 1.0)], 2.0);
        assert_eq!(clipped.seen, [vec![(0.0, 1.0), (0.5, 2.0)], vec![(2.75, 2.0), (3.0, 1.0)]]);
        assert_eq!(clipped.left_at, [(0.5, 5.0)]);
    }

    #[test]
    fn what_is_never_in_sight_is_only_told() {
        assert_eq!(
            clip(&[(0.0, 9.0), (1.0, 12.0)], 2.0),
            Clipped { seen: vec![], left_at: vec![(0.0, 12.0)] }
        );
    }
}
