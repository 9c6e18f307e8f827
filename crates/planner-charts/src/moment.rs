//! What a reader sees who points at a month: a line over the plot, and the month's figures beside it.
//!
//! There is no script in it. Each month has an unseen band over the plot, and the style sheet shows what belongs to the
//! band that is pointed at. It cannot be focused: it would be a stop for each month, and the table behind the chart says the
//! same to whoever goes by keys.

use std::fmt::Write;

use plotters_backend::text_anchor::{HPos, VPos};

use crate::mark::{self, Marker};
use crate::pen::{TENTHS, tenths};
use crate::sheet::{self, FONT, Plot, Sheet};
use crate::text;

/// What is said of one month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moment {
    /// The month: `Mar 2027`.
    pub title: String,
    /// The figure of each series, in their order; those after them stand for themselves: `in all $12.50`.
    pub values: Vec<String>,
}

/// Height of a row, in tenths.
const ROW: i32 = 13 * TENTHS;
/// From the edge of the box to its words, in tenths.
const EDGE: i32 = 5 * TENTHS;
/// What a mark takes, in tenths.
const MARK: i32 = 12 * TENTHS;
/// The widest name in a box, in units, and in a small drawing.
const NAME: (f64, f64) = (150.0, 90.0);

/// A row of a box: the series it is of, if one, and the words.
type Row = (Option<usize>, String);

/// Puts a band with its box over each month: the last thing to be drawn.
pub(crate) fn draw(sheet: &mut Sheet, plot: &Plot, moments: &[Moment], names: &[&str]) {
    let longest = if sheet.size.0 < 500 { NAME.1 } else { NAME.0 };
    let names: Vec<String> = names.iter().map(|name| text::fit(name, FONT, longest)).collect();
    for (month, moment) in (0_u32..).zip(moments) {
        let x = plot.x(f64::from(month));
        let (left, right) = plot.band(f64::from(month));
        sheet.raw("\n<g class=\"moment\">");
        let high = plot.frame.bottom - plot.frame.top;
        bare(
            sheet,
            "hit",
            " fill=\"none\" pointer-events=\"all\"",
            (left, plot.frame.top),
            (right - left, high),
        );
        sheet.raw("<g class=\"readout\" display=\"none\" pointer-events=\"none\">");
        readout(sheet, plot, x, &moment.title, rows(moment, &names));
        sheet.raw("</g></g>");
    }
}

/// The rows of a box. A series that has no figure in the month has no row.
fn rows(moment: &Moment, names: &[String]) -> Vec<Row> {
    let row = |(at, value): (usize, &String)| match names.get(at) {
        _ if value.is_empty() => None,
        Some(name) => Some((Some(at), [value, "\u{a0}\u{a0}", name].concat())),
        None => Some((None, value.clone())),
    };
    moment.values.iter().enumerate().filter_map(row).collect()
}

fn readout(sheet: &mut Sheet, plot: &Plot, x: i32, title: &str, mut rows: Vec<Row>) {
    let (wide, high) = (tenths(f64::from(sheet.size.0)), tenths(f64::from(sheet.size.1)));
    // As many rows as the drawing is high, less the one with the month.
    let most = usize::try_from((high - plot.frame.top - 4 * EDGE) / ROW - 1).unwrap_or(0);
    if rows.len() > most {
        let left = rows.len() - most.saturating_sub(1);
        rows.truncate(most.saturating_sub(1));
        rows.push((None, format!("and {left} more")));
    }
    // No row is wider than the drawing has room for.
    let room = f64::from(wide - 2 * EDGE - MARK) / f64::from(TENTHS);
    for (_, words) in &mut rows {
        *words = text::fit(words, FONT, room);
    }
    let title = text::fit(title, FONT, room);
    let widest =
        rows.iter().map(|(_, words)| text::width(words, FONT)).fold(text::width(&title, FONT), f64::max);
    let size = (
        (tenths(widest) + MARK + 2 * EDGE).min(wide),
        (i32::try_from(rows.len()).unwrap_or(0) + 1) * ROW + EDGE,
    );
    // Over the plot, so that the names beside it stay in sight; if that has no room for it, where it stays in the drawing.
    let (right_of, left_of) = (x + 7 * TENTHS, x - 7 * TENTHS - size.0);
    let inside = |left: &i32| *left >= plot.frame.left && *left + size.0 <= plot.frame.right;
    let left = [right_of, left_of].into_iter().find(inside).unwrap_or(right_of.min(wide - size.0)).max(0);
    let top = plot.frame.top + 2 * TENTHS;
    let first = top + EDGE / 2 + ROW / 2;
    sheet.group("at", None, &|area| area.draw(&sheet::line([(x, plot.frame.top), (x, plot.frame.bottom)])));
    bare(sheet, "box", "", (left, top), size);
    for (row, (series, _)) in (1_i32..).zip(&rows) {
        let Some(series) = *series else { continue };
        sheet.group(&mark::classes(series), None, &|area| {
            sheet::mark(area, Marker::of(series), (left + EDGE + MARK / 2 - 10, first + row * ROW))
        });
    }
    sheet.group("says", None, &|area| {
        let start = (HPos::Left, VPos::Center);
        sheet::write(area, &title, (left + EDGE, first), start)?;
        (1_i32..).zip(&rows).try_for_each(|(row, (series, words))| {
            let x = left + EDGE + if series.is_some() { MARK } else { 0 };
            sheet::write(area, words, (x, first + row * ROW), start)
        })
    });
}

/// A rectangle that the style sheet alone paints.
fn bare(sheet: &mut Sheet, class: &str, attributes: &str, (x, y): (i32, i32), (wide, high): (i32, i32)) {
    let mut out = format!("<rect class=\"{class}\"{attributes}");
    for (name, value) in [("x", x), ("y", y), ("width", wide), ("height", high)] {
        let value = value.max(0);
        // Writing to a string cannot fail.
        let _ = write!(out, " {name}=\"{}.{}\"", value / TENTHS, value % TENTHS);
    }
    out.push_str("/>");
    sheet.raw(&out);
}
