//! The drawing itself: the SVG document around the groups, the plot's place in it, axes and lines.

use std::ops::Range;

use plotters::coord::CoordTranslate;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::element::{Circle, PathElement, Polygon, Text};
use plotters_backend::text_anchor::{HPos, VPos};

use crate::mark::{LegendEntry, Marker};
use crate::pen::{self, Area, Drawn, TENTHS, tenths};
use crate::scale;
use crate::{Theme, text};
use planner_core::Month;

/// Size of every text, in units of the view box; the `font-size` of the document.
pub(crate) const FONT: f64 = 11.0;

/// A chart while it is drawn.
pub(crate) struct Sheet {
    out: String,
    /// In units.
    pub(crate) size: (u32, u32),
    /// Units at the top that title and legend take.
    head: f64,
    /// What the ids of its parts begin with.
    pub(crate) id: String,
}

impl Sheet {
    /// Opens the document. `kind` becomes a class; `legend` is drawn in a file of its own only.
    #[cfg_attr(not(feature = "file"), expect(unused_variables, reason = "a page draws the legend itself"))]
    pub(crate) fn new(
        kind: &str,
        id: &str,
        (title, description): (&str, &str),
        compact: bool,
        theme: Theme,
        legend: &[LegendEntry],
    ) -> Self {
        let id = text::id(id);
        let (width, plain) = if compact { (360, 240) } else { (640, 300) };
        let (class, edge, head) = match theme {
            Theme::Page => ("chart", 0, 0),
            #[cfg(feature = "file")]
            Theme::Embedded => ("chart-file", 10, crate::file::head(title, legend, width)),
        };
        let height = plain + head;
        let (left, wide, high) = (-i64::from(edge), width + 2 * edge, height + 2 * edge);
        // A page says how large a drawing is; a file has to say it itself, or some browsers turn it into no picture.
        let size =
            if theme == Theme::Page { String::new() } else { format!(" width=\"{wide}\" height=\"{high}\"") };
        let out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"{class} {kind}\" \
             viewBox=\"{left} {left} {wide} {high}\"{size} role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
             font-size=\"11\" fill=\"currentColor\">"
        );
        let mut sheet = Self { out, size: (width, height), head: f64::from(head), id };
        sheet.named("title", &format!(" id=\"{}-title\"", sheet.id), title);
        sheet.named("desc", &format!(" id=\"{}-desc\"", sheet.id), description);
        #[cfg(feature = "file")]
        if theme == Theme::Embedded {
            let paper = format!("x=\"{left}\" y=\"{left}\" width=\"{wide}\" height=\"{high}\"");
            crate::file::begin(&mut sheet, title, legend, &paper);
        }
        sheet
    }

    /// Closes the document.
    pub(crate) fn finish(mut self) -> String {
        self.out.push_str("</svg>\n");
        self.out
    }

    /// Appends markup of our own making: nothing from outside goes through here.
    pub(crate) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// An element that holds text from outside.
    fn named(&mut self, name: &str, attributes: &str, content: &str) {
        self.raw(&format!("<{name}{attributes}>"));
        text::escape_into(&mut self.out, content);
        self.raw(&format!("</{name}>"));
    }

    /// A group with one more attribute of our own making.
    pub(crate) fn group_with(&mut self, class: &str, attribute: &str, draw: &dyn Fn(&Area<'_>) -> Drawn) {
        self.raw(&format!("\n<g class=\"{class}\" {attribute}>"));
        pen::draw(&mut self.out, self.size, draw);
        self.out.push_str("</g>");
    }

    /// A group of `class`, which says what its lines and shapes look like; `title` is its tooltip.
    pub(crate) fn group(&mut self, class: &str, title: Option<&str>, draw: &dyn Fn(&Area<'_>) -> Drawn) {
        self.raw(&format!("\n<g class=\"{class}\">"));
        if let Some(title) = title {
            self.named("title", "", title);
        }
        pen::draw(&mut self.out, self.size, draw);
        self.out.push_str("</g>");
    }

    /// Grid lines and labels of the value axis, the months under it, and the unit above it.
    pub(crate) fn axes(&mut self, plot: &Plot, ticks: &[(f64, String)], months: &[Month], unit: &str) {
        let frame = &plot.frame;
        let unit = text::fit(unit, FONT, f64::from(self.size.0) - 16.0);
        let unit_top = tenths(self.head + 2.0);
        let labels = plot.labels(months);
        self.group("grid", None, &|area| {
            ticks
                .iter()
                .filter(|(value, _)| *value != 0.0)
                .try_for_each(|(value, _)| area.draw(&plot.across(*value)))
        });
        self.group("axis", None, &|area| {
            area.draw(&plot.across(0.0))?;
            labels.iter().try_for_each(|label| {
                let x = plot.x(f64::from(label.index));
                area.draw(&line([(x, frame.bottom), (x, frame.bottom + 4 * TENTHS)]))
            })
        });
        self.group("label", None, &|area| {
            for (value, label) in ticks {
                let beside = (frame.left - 6 * TENTHS, plot.y(*value));
                write(area, label, beside, (HPos::Right, VPos::Center))?;
            }
            let under = (HPos::Center, VPos::Top);
            for label in &labels {
                let x = plot.x(f64::from(label.index));
                write(area, &label.name, (x, frame.bottom + 6 * TENTHS), under)?;
                if let Some(year) = &label.year {
                    write(area, year, (x, frame.bottom + 20 * TENTHS), under)?;
                }
            }
            write(area, &unit, (2 * TENTHS, unit_top), (HPos::Left, VPos::Top))
        });
    }

    /// Says in the plot that there is nothing to draw.
    pub(crate) fn nothing(&mut self, plot: &Plot, words: &str) {
        let frame = &plot.frame;
        let middle = (i32::midpoint(frame.left, frame.right), i32::midpoint(frame.top, frame.bottom));
        self.group("label empty", None, &|area| write(area, words, middle, (HPos::Center, VPos::Center)));
    }
}

/// Where the plot lies, in tenths of a unit.
#[derive(Clone, Debug)]
pub(crate) struct Frame {
    pub(crate) left: i32,
    pub(crate) right: i32,
    pub(crate) top: i32,
    pub(crate) bottom: i32,
}

/// The plot: where a month and a value lie on the sheet.
pub(crate) struct Plot {
    pub(crate) frame: Frame,
    coordinates: Cartesian2d<RangedCoordf64, RangedCoordf64>,
    /// Units from one month to the next.
    spacing: f64,
}

impl Plot {
    /// A plot with room for `labels` at its left and `right` units at its right.
    pub(crate) fn new(
        sheet: &Sheet,
        labels: &[(f64, String)],
        right: f64,
        months: usize,
        values: Range<f64>,
    ) -> Self {
        let (width, height) = (f64::from(sheet.size.0), f64::from(sheet.size.1));
        let widest = labels.iter().map(|(_, label)| text::width(label, FONT)).fold(0.0, f64::max);
        let left = (widest + 8.0).clamp(28.0, width / 3.0);
        let frame = Frame {
            left: tenths(left),
            right: tenths(width - right),
            top: tenths(sheet.head + 24.0),
            bottom: tenths(height - 36.0),
        };
        let last = f64::from(u32::try_from(months).unwrap_or(u32::MAX).max(1) - 1);
        // One month alone stands in the middle.
        let (first, last) = if last == 0.0 { (-0.5, 0.5) } else { (0.0, last) };
        let (from, to) = (frame.left + 10 * TENTHS, frame.right - 12 * TENTHS);
        let spacing = f64::from(to - from) / f64::from(TENTHS) / (last - first);
        let coordinates = Cartesian2d::<RangedCoordf64, RangedCoordf64>::new(
            first..last,
            values,
            (from..to, frame.bottom..frame.top),
        );
        Self { frame, coordinates, spacing }
    }

    /// Where a month (by its index, with a share of a month after the point) and a value lie.
    pub(crate) fn at(&self, month: f64, value: f64) -> (i32, i32) {
        self.coordinates.translate(&(month, value))
    }

    pub(crate) fn x(&self, month: f64) -> i32 {
        self.at(month, 0.0).0
    }

    pub(crate) fn y(&self, value: f64) -> i32 {
        self.at(0.0, value).1
    }

    /// From where to where a month reaches: half-way to its neighbours, and not out of the plot.
    pub(crate) fn band(&self, month: f64) -> (i32, i32) {
        let (x, half) = (self.x(month), tenths(self.spacing / 2.0));
        ((x - half).max(self.frame.left), (x + half).min(self.frame.right))
    }

    /// A line over the whole plot at `value`.
    pub(crate) fn across(&self, value: f64) -> PathElement<(i32, i32)> {
        line([(self.frame.left, self.y(value)), (self.frame.right, self.y(value))])
    }

    fn labels(&self, months: &[Month]) -> Vec<scale::MonthLabel> {
        scale::month_labels(months, self.spacing, FONT)
    }

    /// A line through `points`, or a dot where there is only one.
    pub(crate) fn run(&self, area: &Area<'_>, points: &[(f64, f64)]) -> Drawn {
        let points: Vec<_> = points.iter().map(|&(month, value)| self.at(month, value)).collect();
        match points.as_slice() {
            [] => Ok(()),
            [alone] => area.draw(&Circle::new(*alone, 20, pen::fill())),
            _ => area.draw(&PathElement::new(points, pen::stroke())),
        }
    }
}

/// `words` anchored at `at`.
pub(crate) fn write(area: &Area<'_>, words: &str, at: (i32, i32), (h_pos, v_pos): (HPos, VPos)) -> Drawn {
    area.draw(&Text::new(words, at, pen::label(FONT, h_pos, v_pos)))
}

/// A stroke through `points`.
pub(crate) fn line<const N: usize>(points: [(i32, i32); N]) -> PathElement<(i32, i32)> {
    PathElement::new(points, pen::stroke())
}

/// A stroke through as many points as there are.
pub(crate) fn path(points: Vec<(i32, i32)>) -> PathElement<(i32, i32)> {
    PathElement::new(points, pen::stroke())
}

/// The mark of a series at `at`.
pub(crate) fn mark(area: &Area<'_>, marker: Marker, at: (i32, i32)) -> Drawn {
    match marker.corners() {
        None => area.draw(&Circle::new(at, Marker::RADIUS, pen::fill())),
        Some(corners) => {
            let corners: Vec<_> = corners.iter().map(|(x, y)| (at.0 + x, at.1 + y)).collect();
            area.draw(&Polygon::new(corners, pen::fill()))
        }
    }
}
