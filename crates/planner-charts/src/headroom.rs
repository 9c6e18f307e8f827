//! Usage against its limits: how much of each limit is used over time, and when it is passed.

use planner_core::Decimal;
use planner_core::{Month, grouped};
use plotters::element::{Circle, Polygon, Rectangle};
use plotters_backend::text_anchor::{HPos, VPos};
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

use crate::label::{self, Label};
use crate::mark::{self, LegendEntry, Marker};
use crate::moment::{self, Moment};
use crate::pen::{self, TENTHS};
use crate::place::Places;
use crate::run::{self, Clipped, Point};
use crate::scale::{self, Scale};
use crate::sheet::{self, FONT, Plot, Sheet};
use crate::{Theme, text};

/// What a chart of headroom shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeadroomChart {
    /// The element's ids begin with it: unique on its page. What an id cannot hold is left out.
    pub id: String,
    /// The finding, for screen readers: "Redis is refused from 22 March".
    pub title: String,
    /// What is drawn, in a sentence or two, for screen readers.
    pub description: String,
    /// The months, one after another.
    pub months: Vec<Month>,
    /// One line each.
    pub series: Vec<UsageSeries>,
    /// What is said of each month where a reader points at it; without them nothing is.
    pub moments: Vec<Moment>,
    /// Drawn for a phone.
    pub compact: bool,
    /// Where it will be looked at.
    pub theme: Theme,
}

/// One line of a [`HeadroomChart`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UsageSeries {
    /// The resource and its limit: "redis, commands".
    pub name: String,
    /// Used share of the limit in each month, 1 for all of it; `None`, or nothing at the end, is a gap. What
    /// is below zero is drawn as zero.
    pub share_of_limit: Vec<Option<Decimal>>,
    /// When the limit is first passed: the month's index and the share of that month gone by then, 0 to 1.
    pub passed: Option<(usize, Decimal)>,
}

/// The share of a limit from which on it is called tight.
const TIGHT: f64 = 0.8;
/// The highest share drawn; beyond it an arrow says how far up it goes.
const HIGHEST: f64 = 2.0;

/// Draws the used share of limits over time as SVG.
///
/// A month's mark is what has been used by its end, so the course of a month lies between the mark before and
/// its own; there stands the ring where the limit is passed. What goes beyond 200 % leaves the chart with an
/// arrow and its highest value. A missing value is a gap. In a page the names stand at the ends of the lines; a small
/// drawing has no room for them, nor for a legend: see [`headroom_legend`].
///
/// # Example
///
/// ```
/// use planner_charts::{HeadroomChart, UsageSeries, headroom_chart};
/// use planner_core::{Month, decimal};
///
/// let first = Month::new(2026, 12).unwrap();
/// let svg = headroom_chart(&HeadroomChart {
///     id: "headroom".into(),
///     title: "Redis is refused from 22 January".into(),
///     months: (0..2).filter_map(|n| first.plus(n)).collect(),
///     series: vec![UsageSeries {
///         name: "redis, commands".into(),
///         share_of_limit: vec![decimal("0.7"), decimal("1.4")],
///         passed: decimal("0.71").map(|share| (1, share)),
///     }],
///     ..HeadroomChart::default()
/// });
/// assert!(svg.contains(">limit</text>") && svg.contains("class=\"passed s0 d0\""));
/// ```
#[must_use]
pub fn headroom_chart(chart: &HeadroomChart) -> String {
    let months = chart.months.len();
    let series: Vec<Vec<_>> = chart.series.iter().map(|s| run::points(&s.share_of_limit, months)).collect();
    let highest = series.iter().flatten().filter_map(|(_, share)| *share).fold(0.0, f64::max);
    let (top, step) = match highest {
        ..=1.15 => (1.2, 0.2),
        ..=1.5 => (1.5, 0.25),
        _ => (HIGHEST, 0.5),
    };
    let ticks: Vec<_> = Scale { low: 0.0, high: top, step }
        .ticks()
        .into_iter()
        .map(|share| (share, percent(share)))
        .collect();
    let words = (chart.title.as_str(), chart.description.as_str());
    let mut sheet =
        Sheet::new("usage", &chart.id, words, chart.compact, chart.theme, &headroom_legend(chart));
    let names: Vec<&str> = chart.series.iter().map(|series| series.name.as_str()).collect();
    let labelled = chart.theme == Theme::Page && !chart.compact && !names.is_empty();
    let gutter =
        if labelled { label::gutter(names.iter().copied()) } else { text::width("tight", FONT) + 10.0 };
    let plot = Plot::new(&sheet, &ticks, gutter, months, 0.0..top);
    draw_over(&mut sheet, &plot, top);
    sheet.axes(&plot, &ticks, &chart.months, UNIT);
    for (class, name, share) in [("threshold tight", "tight", TIGHT), ("threshold limit", "limit", 1.0)] {
        sheet.group(class, None, &|area| area.draw(&plot.across(share)));
        // Beside its line; where the names stand there, over it.
        let y = plot.y(share);
        let place = if labelled {
            (plot.frame.left + 3 * TENTHS, y - 7 * TENTHS)
        } else {
            (plot.frame.right + 5 * TENTHS, y)
        };
        sheet.group(&["label ", class].concat(), None, &|area| {
            sheet::write(area, name, place, (HPos::Left, VPos::Center))
        });
    }
    let mut arrows = Arrows::new(&plot);
    for (index, (points, series)) in series.iter().zip(&chart.series).enumerate() {
        draw_series(&mut sheet, &plot, (index, series), points, top, &mut arrows);
    }
    for (index, series) in chart.series.iter().enumerate() {
        draw_passed(&mut sheet, &plot, (index, series), &chart.months);
    }
    if labelled {
        label::draw(&mut sheet, &plot, &labels(&plot, &names, &series, top));
    }
    if series.iter().flatten().all(|(_, share)| share.is_none()) {
        sheet.nothing(&plot, "no stated limit");
    }
    if chart.theme == Theme::Page {
        moment::draw(&mut sheet, &plot, chart.moments.get(..months).unwrap_or(&chart.moments), &names);
    }
    sheet.finish()
}

/// What a page needs to draw the legend: one entry for each series, in order.
#[must_use]
pub fn headroom_legend(chart: &HeadroomChart) -> Vec<LegendEntry> {
    mark::entries(chart.series.iter().map(|series| series.name.as_str()))
}

/// The names at the ends of the lines. One that has left the chart upwards is named at the upper edge.
fn labels<'a>(
    plot: &Plot,
    names: &[&'a str],
    series: &[Vec<(f64, Option<f64>)>],
    top: f64,
) -> Vec<Label<'a>> {
    let all = names.iter().zip(series).enumerate();
    let labels = all.filter_map(|(index, (name, points))| {
        let (month, share) = points.iter().rev().find_map(|&(month, share)| Some((month, share?)))?;
        Some(Label { index, name, end: plot.at(month, share.clamp(0.0, top)) })
    });
    labels.collect()
}

/// What stands above the axis.
const UNIT: &str = "used share of the limit";

/// `80 %`.
fn percent(share: f64) -> String {
    let percent =
        rust_decimal::Decimal::from_f64((share * 100.0).round()).map(Decimal::of).filter(|_| share < 1e6);
    percent.map_or_else(
        || format!("{}\u{a0}%", scale::scientific(share * 100.0)),
        |p| format!("{}\u{a0}%", grouped(p, 0)),
    )
}

/// The hatched ground above the limit.
fn draw_over(sheet: &mut Sheet, plot: &Plot, top: f64) {
    let id = sheet.id.clone();
    sheet.raw(&format!(
        "\n<defs><pattern id=\"{id}-hatch\" class=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\">\
         <path class=\"line\" d=\"M-1 7L7 -1M-1 1L1 -1M5 7L7 5\"/></pattern></defs>"
    ));
    let corners = [(plot.frame.left, plot.y(top)), (plot.frame.right, plot.y(1.0))];
    // Without a style sheet there is no ground.
    sheet.group_with("over", "fill-opacity=\"0\"", &|area| area.draw(&Rectangle::new(corners, pen::fill())));
    sheet.group_with("hatched", &format!("fill=\"url(#{id}-hatch)\""), &|area| {
        area.draw(&Rectangle::new(corners, pen::fill()))
    });
}

/// One line, its end mark, and an arrow wherever it leaves the chart.
fn draw_series(
    sheet: &mut Sheet,
    plot: &Plot,
    (index, series): (usize, &UsageSeries),
    points: &[(f64, Option<f64>)],
    top: f64,
    arrows: &mut Arrows,
) {
    let mut runs = run::runs(points);
    for point in runs.iter_mut().flatten() {
        point.1 = point.1.max(0.0);
    }
    let Some(end) = runs.last().and_then(|run| run.last()).copied() else { return };
    if let Some(at) = crossing(series) {
        for run in &mut runs {
            through(run, at);
        }
    }
    let clipped: Vec<Clipped> = runs.iter().map(|run| run::clip(run, top)).collect();
    sheet.group(&format!("series {}", mark::classes(index)), Some(&series.name), &|area| {
        clipped.iter().flat_map(|clipped| &clipped.seen).try_for_each(|stretch| plot.run(area, stretch))?;
        if end.1 > top { Ok(()) } else { sheet::mark(area, Marker::of(index), plot.at(end.0, end.1)) }
    });
    for (month, highest) in clipped.into_iter().flat_map(|clipped| clipped.left_at) {
        arrows.draw(sheet, plot, index, plot.at(month, top), &percent(highest));
    }
}

/// Where on the time axis the limit is passed: between the mark of the month before and the month's own.
fn crossing(series: &UsageSeries) -> Option<f64> {
    let (month, share) = series.passed?;
    series.share_of_limit.get(month)?;
    let share = share.exact().to_f64()?.clamp(0.0, 1.0);
    Some((f64::from(u32::try_from(month).ok()?) - 1.0 + share).max(0.0))
}

/// Leads a line through the limit at `at`, if that is where it crosses it upwards.
fn through(run: &mut Vec<Point>, at: f64) {
    let crosses = |pair: &[Point]| match pair {
        [before, after] => before.0 < at && at < after.0 && before.1 < 1.0 && after.1 >= 1.0,
        _ => false,
    };
    if let Some(place) = run.windows(2).position(crosses) {
        run.insert(place + 1, (at, 1.0));
    }
}

/// A ring on the limit where it is first passed, and a thread down to the months.
fn draw_passed(sheet: &mut Sheet, plot: &Plot, (index, series): (usize, &UsageSeries), months: &[Month]) {
    let month = series.passed.and_then(|(month, _)| months.get(month));
    let (Some(at), Some(month)) = (crossing(series), month) else { return };
    let title = format!("{}: limit passed in {}", series.name, month.name());
    sheet.group(&format!("passed {}", mark::classes(index)), Some(&title), &|area| {
        let (x, y) = plot.at(at, 1.0);
        area.draw(&sheet::line([(x, y), (x, plot.frame.bottom)]))?;
        area.draw(&Circle::new((x, y), 35, pen::stroke()))
    });
}

/// The arrows over the plot, which may not cover each other.
struct Arrows {
    places: Places,
    taken: Vec<i32>,
}

impl Arrows {
    fn new(plot: &Plot) -> Self {
        let mut places = Places::default();
        // The words above the axis are there already.
        places.take(UNIT, 2 * TENTHS, plot.frame.right, plot.frame.top - 7 * TENTHS);
        Self { places, taken: Vec::new() }
    }

    /// An arrow up from `at`, and how far up the line goes where there is room for it.
    fn draw(&mut self, sheet: &mut Sheet, plot: &Plot, index: usize, (mut x, y): (i32, i32), highest: &str) {
        while self.taken.iter().any(|taken| (taken - x).abs() < 9 * TENTHS) {
            x += 9 * TENTHS;
        }
        self.taken.push(x);
        let class = mark::classes(index);
        sheet.group(&format!("off {class}"), Some(&format!("off the chart: {highest}")), &|area| {
            let corners = [(0, -90), (38, -30), (-38, -30)];
            area.draw(&Polygon::new(corners.map(|(dx, dy)| (x + dx, y + dy)).to_vec(), pen::fill()))
        });
        // Beside the arrow; where that place is taken, below it. Words far from their arrow say nothing.
        let right = plot.frame.right + 40 * TENTHS;
        let place = [y - 7 * TENTHS, y + 9 * TENTHS].into_iter().find_map(|middle| {
            let left = self.places.take(highest, x + 7 * TENTHS, right, middle)?;
            (left < x + 20 * TENTHS).then_some((left, middle))
        });
        if let Some(place) = place {
            sheet
                .group("label", None, &|area| sheet::write(area, highest, place, (HPos::Left, VPos::Center)));
        }
    }
}
