//! Parts of a sum, one upon the other.

use plotters::element::Polygon;

use crate::mark;
use crate::pen::{self, TENTHS};
use crate::sheet::{self, Plot, Sheet};

/// A part over the months: the month's index, and from where to where it tops; nothing where it has no value.
pub(crate) type Band = Vec<(f64, Option<(f64, f64)>)>;

/// The bands of parts, the first one at the bottom. Credits go down from zero, so that no part hides another.
pub(crate) fn bands(parts: &[Vec<(f64, Option<f64>)>]) -> Vec<Band> {
    let longest = parts.iter().map(Vec::len).max().unwrap_or(0);
    let mut reached = vec![(0.0, 0.0); longest]; // by month: up, and down
    let band = |part: &Vec<(f64, Option<f64>)>| {
        let months = part.iter().zip(&mut reached);
        let month = months.map(|(&(month, value), (up, down))| {
            let tops = value.map(|value| {
                let edge = if value < 0.0 { &mut *down } else { &mut *up };
                let from = *edge;
                *edge += value;
                (from, *edge)
            });
            (month, tops)
        });
        month.collect()
    };
    parts.iter().map(band).collect()
}

/// One part: its ground, and a line along its outer edge.
pub(crate) fn draw(sheet: &mut Sheet, plot: &Plot, (index, name): (usize, &str), band: &Band) {
    let runs: Vec<Vec<(f64, (f64, f64))>> = band
        .split(|(_, tops)| tops.is_none())
        .map(|run| run.iter().filter_map(|&(month, tops)| Some((month, tops?))).collect())
        .filter(|run: &Vec<_>| !run.is_empty())
        .collect();
    let (grounds, edges): (Vec<_>, Vec<_>) = runs.iter().map(|run| outline(plot, run)).unzip();
    if runs.is_empty() {
        return;
    }
    sheet.group(&format!("part {}", mark::classes(index)), Some(name), &|area| {
        grounds.iter().try_for_each(|ground| area.draw(&Polygon::new(ground.clone(), pen::fill())))?;
        edges.iter().try_for_each(|edge| area.draw(&sheet::path(edge.clone())))
    });
}

/// Points on the paper.
type Line = Vec<(i32, i32)>;

/// The corners of a stretch, and its outer edge. A month alone is as wide as a mark.
fn outline(plot: &Plot, run: &[(f64, (f64, f64))]) -> (Line, Line) {
    let at = |pick: fn((f64, f64)) -> f64| -> Vec<(i32, i32)> {
        let points: Vec<_> = run.iter().map(|&(month, tops)| plot.at(month, pick(tops))).collect();
        match points.as_slice() {
            &[(x, y)] => vec![(x - 8 * TENTHS, y), (x + 8 * TENTHS, y)],
            _ => points,
        }
    };
    let (inner, outer) = (at(|tops| tops.0), at(|tops| tops.1));
    let ground = outer.iter().copied().chain(inner.into_iter().rev()).collect();
    (ground, outer)
}

/// What the parts come to in each month, where one of them is a credit: their upper edge is not the sum then.
pub(crate) fn sums(parts: &[Vec<(f64, Option<f64>)>]) -> Option<Vec<(f64, f64)>> {
    let has_credit = parts.iter().flatten().any(|(_, value)| value.is_some_and(|value| value < 0.0));
    let longest = parts.iter().max_by_key(|part| part.len())?;
    let sum = |at: usize, month: f64| {
        let values = parts.iter().filter_map(|part| part.get(at)?.1);
        (month, values.sum::<f64>())
    };
    has_credit.then(|| longest.iter().enumerate().map(|(at, (month, _))| sum(at, *month)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_upon_each_other_and_credits_hang_below() {
        let parts = [
            vec![(0.0, Some(5.0)), (1.0, None)],
            vec![(0.0, Some(-2.0)), (1.0, Some(1.0))],
            vec![(0.0, Some(3.0)), (1.0, Some(4.0))],
        ];
        let bands = bands(&parts);
        let expected: [Band; 3] = [
            vec![(0.0, Some((0.0, 5.0))), (1.0, None)],
            vec![(0.0, Some((0.0, -2.0))), (1.0, Some((0.0, 1.0)))],
            vec![(0.0, Some((5.0, 8.0))), (1.0, Some((1.0, 5.0)))],
        ];
        assert_eq!(bands, expected);
        assert_eq!(sums(&parts), Some(vec![(0.0, 6.0), (1.0, 5.0)]));
        assert_eq!(sums(&parts[..1]), None);
    }
}
