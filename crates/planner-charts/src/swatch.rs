//! Legends: the little line with its mark that stands beside a series' name.

use plotters::element::Text;
use plotters_backend::text_anchor::{HPos, VPos};

use crate::mark::{self, LegendEntry, Marker};
use crate::pen::{self, Area, Drawn, TENTHS, tenths};
use crate::sheet::{self, FONT, Sheet};
use crate::text;

/// Width and height of a swatch, in units.
const SIZE: (u32, u32) = (28, 12);

/// The swatch of the series at `index`, an inline SVG of 28 by 12 pixels: hidden from screen readers, for the
/// name stands beside it.
///
/// # Example
///
/// ```
/// assert!(planner_charts::swatch(1).contains("class=\"series s1 d1\""));
/// ```
#[must_use]
pub fn swatch(index: usize) -> String {
    let (width, height) = SIZE;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart swatch\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\" aria-hidden=\"true\" fill=\"currentColor\">\
         <g class=\"series {}\">",
        mark::classes(index)
    );
    pen::draw(&mut out, SIZE, |area| draw(area, index, (0, 6 * TENTHS)));
    out.push_str("</g></svg>");
    out
}

/// Line and mark, from the left end of the line on.
fn draw(area: &Area<'_>, index: usize, (x, y): (i32, i32)) -> Drawn {
    area.draw(&sheet::line([(x + TENTHS, y), (x + 21 * TENTHS, y)]))?;
    sheet::mark(area, Marker::of(index), (x + 22 * TENTHS, y))
}

/// How many rows the entries take in `width` units.
pub(crate) fn rows(entries: &[LegendEntry], width: u32) -> u32 {
    layout(entries, f64::from(width)).last().map_or(0, |(_, row)| row + 1)
}

/// Where each entry stands in `width` units: left end in tenths, and row.
fn layout(entries: &[LegendEntry], width: f64) -> Vec<(i32, u32)> {
    let (mut x, mut row) = (1.0, 0_u32);
    let places = entries.iter().map(|entry| {
        let wide = 32.0 + text::width(&name(entry), FONT) + 14.0;
        if x > 1.0 && x + wide > width {
            (x, row) = (1.0, row + 1);
        }
        let place = (tenths(x), row);
        x += wide;
        place
    });
    places.collect()
}

/// Height of one row of a legend, in units.
pub(crate) const ROW: u32 = 16;

/// The legend of a file of its own, with its first row's middle at `top` tenths.
pub(crate) fn draw_legend(sheet: &mut Sheet, entries: &[LegendEntry], top: i32) {
    let places = layout(entries, f64::from(sheet.size.0));
    for ((index, entry), (x, row)) in entries.iter().enumerate().zip(places) {
        let y = top + tenths(f64::from(row * ROW));
        sheet.group(&format!("series {}", entry.class), None, |area| draw(area, index, (x, y)));
        sheet.group("label", None, |area| {
            let style = pen::label(FONT, HPos::Left, VPos::Center);
            area.draw(&Text::new(name(entry), (x + 30 * TENTHS, y), style))
        });
    }
}

/// The name, cut where it would take more than half of a small sheet.
fn name(entry: &LegendEntry) -> String {
    text::fit(&entry.name, FONT, 200.0)
}
