//! A drawing as a file of its own: its style sheet, its title and its legend, which a page has around the drawing.

use plotters_backend::text_anchor::{HPos, VPos};

use crate::mark::LegendEntry;
use crate::pen::{TENTHS, tenths};
use crate::sheet::{self, FONT, Sheet};
use crate::{CSS, swatch, text};

/// Room for title and legend above a drawing of `width` units.
pub(crate) fn head(title: &str, legend: &[LegendEntry], width: u32) -> u32 {
    heading_height(&heading(title, f64::from(width))) + rows(legend, width) * ROW
}

/// The title, in as many rows as it takes up to three.
fn heading(title: &str, width: f64) -> Vec<String> {
    text::wrap(title, FONT, width - 12.0, 3)
}

fn heading_height(rows: &[String]) -> u32 {
    u32::try_from(rows.len()).unwrap_or(1) * HEADING + 10
}

/// Height of one row of a title, in units.
const HEADING: u32 = 14;

/// Puts in place what stands under and above the drawing.
pub(crate) fn begin(sheet: &mut Sheet, title: &str, legend: &[LegendEntry], paper: &str) {
    sheet.raw(&format!("<style>{}</style><rect class=\"paper\" {paper} fill=\"#fff\"/>", standalone()));
    let words = heading(title, f64::from(sheet.size.0));
    sheet.group("heading", None, &|area| {
        (0_u32..).zip(&words).try_for_each(|(row, words)| {
            let top = 2 * TENTHS + tenths(f64::from(row * HEADING));
            sheet::write(area, words, (2 * TENTHS, top), (HPos::Left, VPos::Top))
        })
    });
    draw_legend(sheet, legend, tenths(f64::from(heading_height(&words) + 1)));
}

/// [`CSS`] for viewers that know neither custom properties nor `light-dark`: each token's light value is put
/// in its place.
fn standalone() -> String {
    let mut css = String::from("svg{font-family:system-ui,\"Segoe UI\",Roboto,Helvetica,Arial,sans-serif}\n");
    let tokens: Vec<(String, &str)> = CSS
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.split_once(": light-dark("))
        .filter_map(|(name, values)| Some((format!("var(--{name})"), values.split_once(',')?.0)))
        .collect();
    let rules = CSS.lines().skip_while(|line| !line.starts_with('}')).skip(1);
    for rule in rules {
        let rule = tokens.iter().fold(rule.to_owned(), |rule, (token, value)| rule.replace(token, value));
        // A class of its own: put into a page after all, the sheet says nothing about the page's charts.
        let rule = rule.replace(".chart", ".chart-file");
        css.push_str(&rule);
        css.push('\n');
    }
    css
}

/// How many rows the entries take in `width` units.
fn rows(entries: &[LegendEntry], width: u32) -> u32 {
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
const ROW: u32 = 16;

/// The legend of a file of its own, with its first row's middle at `top` tenths.
fn draw_legend(sheet: &mut Sheet, entries: &[LegendEntry], top: i32) {
    let places = layout(entries, f64::from(sheet.size.0));
    for ((index, entry), (x, row)) in entries.iter().enumerate().zip(places) {
        let y = top + tenths(f64::from(row * ROW));
        sheet.group(&format!("series {}", entry.class), None, &|area| swatch::draw(area, index, (x, y)));
        sheet.group("label", None, &|area| {
            sheet::write(area, &name(entry), (x + 30 * TENTHS, y), (HPos::Left, VPos::Center))
        });
    }
}

/// The name, cut where it would take more than half of a small sheet.
fn name(entry: &LegendEntry) -> String {
    text::fit(&entry.name, FONT, 200.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_its_own_needs_no_tokens() {
        let css = standalone();
        assert!(!css.contains("var(") && !css.contains("light-dark") && !css.contains('<'), "{css}");
        assert!(css.contains(".chart-file .s0 { color: #0072b2; }"));
    }
}
