//! Marks on the time axis where something changes: a price, a plan.

use plotters_backend::text_anchor::{HPos, VPos};

use crate::pen::TENTHS;
use crate::place::Places;
use crate::sheet::{self, FONT, Plot, Sheet};
use crate::text;

/// Something that changes with a month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The month's index.
    pub month: usize,
    /// What changes: `api on Standard`.
    pub name: String,
}

/// The longest name of a change, in units.
const LONGEST: f64 = 150.0;
/// Rows that names may stand in, at the top of the plot.
const ROWS: i32 = 3;

/// A line over the plot in each month in which something changes, and what it is, where there is room for it.
pub(crate) fn draw(sheet: &mut Sheet, plot: &Plot, changes: &[Change], months: usize, places: &mut Places) {
    for change in changes.iter().filter(|change| change.month < months) {
        let Ok(month) = u32::try_from(change.month) else { continue };
        let x = plot.x(f64::from(month));
        let (top, bottom) = (plot.frame.top, plot.frame.bottom);
        sheet.group("change", Some(&change.name), &|area| area.draw(&sheet::line([(x, top), (x, bottom)])));
        let words = text::fit(&change.name, FONT, LONGEST);
        let place = (0..ROWS).find_map(|row| {
            let middle = top + (8 + 13 * row) * TENTHS;
            Some((places.beside(&words, x, (plot.frame.left, plot.frame.right), middle)?, middle))
        });
        if let Some(place) = place {
            sheet.group("label", None, &|area| sheet::write(area, &words, place, (HPos::Left, VPos::Center)));
        }
    }
}
