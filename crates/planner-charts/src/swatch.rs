//! Legends: the little line with its mark that stands beside a series' name.

use crate::mark::{self, Marker};
use crate::pen::{self, Area, Drawn, TENTHS};
use crate::sheet;

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
    pen::draw(&mut out, SIZE, &|area| draw(area, index, (0, 6 * TENTHS)));
    out.push_str("</g></svg>");
    out
}

/// Line and mark, from the left end of the line on.
pub(crate) fn draw(area: &Area<'_>, index: usize, (x, y): (i32, i32)) -> Drawn {
    area.draw(&sheet::line([(x + TENTHS, y), (x + 21 * TENTHS, y)]))?;
    sheet::mark(area, Marker::of(index), (x + 22 * TENTHS, y))
}
