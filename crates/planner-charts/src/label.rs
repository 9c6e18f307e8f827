//! Names at the ends of lines: moved apart where they would lie over each other, and shortened to their room.

use plotters_backend::text_anchor::{HPos, VPos};

use crate::mark::{self, Marker};
use crate::pen::{TENTHS, tenths};
use crate::sheet::{self, FONT, Plot, Sheet};
use crate::text;

/// The most room that names take at the right of a plot, in units.
const ROOM: f64 = 150.0;
/// From the plot to the words, in units: the line that leads there, and its mark.
const LEAD: f64 = 20.0;
/// Height of one row of words, in tenths.
const ROW: i32 = 13 * TENTHS;
/// Air between two names, in tenths.
const AIR: i32 = 2 * TENTHS;

/// The name of a line, and the end of the line.
pub(crate) struct Label<'a> {
    pub(crate) index: usize,
    pub(crate) name: &'a str,
    pub(crate) end: (i32, i32),
}

/// The room that these names need at the right of a plot, in units.
pub(crate) fn gutter<'a>(names: impl Iterator<Item = &'a str>) -> f64 {
    let widest = names.map(|name| text::width(name, FONT)).fold(0.0, f64::max);
    LEAD + widest.min(ROOM) + 2.0
}

/// Writes the names beside the plot, each at the height of its line's end or as near to it as there is room.
pub(crate) fn draw(sheet: &mut Sheet, plot: &Plot, labels: &[Label<'_>]) {
    let room = f64::from(sheet.size.0) - f64::from(plot.frame.right) / f64::from(TENTHS) - LEAD;
    let bounds = (plot.frame.top - ROW / 2, plot.frame.bottom + ROW);
    let mut labels: Vec<&Label<'_>> = labels.iter().collect();
    labels.sort_by_key(|label| label.end.1);
    let wrapped = |rows: usize| -> Vec<Vec<String>> {
        labels.iter().map(|label| text::wrap(label.name, FONT, room, rows)).collect()
    };
    let height = |words: &Vec<String>| i32::try_from(words.len()).unwrap_or(1) * ROW + AIR;
    let fits = |all: &Vec<Vec<String>>| all.iter().map(height).sum::<i32>() <= bounds.1 - bounds.0;
    let mut words = wrapped(2);
    if !fits(&words) {
        words = wrapped(1);
    }
    while !fits(&words) {
        words.pop(); // More lines than a drawing has rows: the legend names them.
    }
    let wanted: Vec<(i32, i32)> =
        labels.iter().zip(&words).map(|(label, words)| (label.end.1, height(words))).collect();
    let places = spread(&wanted, bounds);
    let left = plot.frame.right + tenths(LEAD);
    for ((label, words), middle) in labels.iter().zip(&words).zip(places) {
        let mark = (left - 6 * TENTHS, middle);
        let class = mark::classes(label.index);
        sheet.group(&format!("lead {class}"), None, &|area| {
            let (x, y) = (label.end.0 + 6 * TENTHS, label.end.1);
            area.draw(&sheet::line([(x, y), (mark.0 - 5 * TENTHS, middle)]))?;
            sheet::mark(area, Marker::of(label.index), mark)
        });
        let first = middle - (height(words) - AIR - ROW) / 2;
        sheet.group(&format!("name {class}"), Some(label.name), &|area| {
            (0_i32..).zip(words).try_for_each(|(row, words)| {
                sheet::write(area, words, (left, first + row * ROW), (HPos::Left, VPos::Center))
            })
        });
    }
}

/// The middles of blocks, given by the wanted middle and the height of each in order of the wanted ones: as near to those
/// as they can be inside `top` and `bottom` without lying over each other.
fn spread(wanted: &[(i32, i32)], (top, bottom): (i32, i32)) -> Vec<i32> {
    let mut from = top;
    let mut places: Vec<i32> = wanted
        .iter()
        .map(|&(middle, height)| {
            let place = middle.max(from + height / 2);
            from = place + height / 2;
            place
        })
        .collect();
    let mut until = bottom;
    for (place, &(_, height)) in places.iter_mut().zip(wanted).rev() {
        *place = (*place).min(until - height / 2);
        until = *place - height / 2;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_where_their_lines_end_if_there_is_room() {
        assert_eq!(spread(&[(100, 40), (300, 40)], (0, 400)), [100, 300]);
    }

    #[test]
    fn names_at_one_height_are_moved_apart_and_stay_inside() {
        for middle in [-50, 0, 200, 400, 900] {
            let places = spread(&[(middle, 40), (middle, 80), (middle + 1, 40)], (0, 400));
            let blocks: Vec<(i32, i32)> =
                places.iter().zip([20, 40, 20]).map(|(place, half)| (place - half, place + half)).collect();
            assert!(blocks.iter().all(|(start, end)| *start >= 0 && *end <= 400), "{blocks:?}");
            assert!(
                blocks.iter().zip(blocks.iter().skip(1)).all(|(upper, lower)| upper.1 <= lower.0),
                "{blocks:?}"
            );
        }
    }
}
