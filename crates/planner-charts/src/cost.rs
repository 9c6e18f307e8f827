//! Cost per month: one line for each plan or stack, or the parts of one upon each other, and the amounts it should stay
//! under.

use planner_core::Decimal;
use planner_core::Month;
use plotters_backend::text_anchor::{HPos, VPos};
use rust_decimal::prelude::ToPrimitive;

use crate::change::{self, Change};
use crate::label::{self, Label};
use crate::mark::{self, LegendEntry, Marker};
use crate::moment::{self, Moment};
use crate::pen::TENTHS;
use crate::place::Places;
use crate::scale::{self, Scale};
use crate::sheet::{self, FONT, Plot, Sheet};
use crate::stack::{self, Band};
use crate::{Theme, run, text};

/// What a chart of monthly cost shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CostChart {
    /// The element's ids begin with it: unique on its page. What an id cannot hold is left out.
    pub id: String,
    /// The finding, for screen readers: "Standard costs $25.00 a month".
    pub title: String,
    /// What is drawn, in a sentence or two, for screen readers.
    pub description: String,
    /// In front of each amount: `$`, `€`, `CHF`.
    pub currency_symbol: String,
    /// Above the axis: "US dollars a month, before tax".
    pub unit: String,
    /// The months, one after another.
    pub months: Vec<Month>,
    /// One line each, or one part.
    pub series: Vec<Series>,
    /// Whether the series are parts of a sum, and stand upon each other.
    pub stacked: bool,
    /// Dashed lines over the whole plot.
    pub thresholds: Vec<Threshold>,
    /// Where something changes, in order of time.
    pub changes: Vec<Change>,
    /// What is said of each month where a reader points at it; without them nothing is.
    pub moments: Vec<Moment>,
    /// Drawn for a phone.
    pub compact: bool,
    /// Where it will be looked at.
    pub theme: Theme,
}

/// One line of a [`CostChart`], or one part.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// The plan or stack; the part.
    pub name: String,
    /// One amount for each month; `None`, or nothing at the end, is a gap. Credits are negative.
    pub values: Vec<Option<Decimal>>,
}

/// An amount to stay under.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Threshold {
    /// What it is: "budget".
    pub name: String,
    /// How much a month.
    pub value: Decimal,
}

/// Thresholds further up than this many times the highest cost would press the lines flat: the plot ends
/// below them and says that they are above.
const FAR: f64 = 2.5;

/// Draws cost over time as SVG, in units of the chart's currency.
///
/// The axis begins at zero (or below, with credits). A missing value is a gap, never zero. In a page the names stand at the
/// ends of the lines; a small drawing has no room for them, nor for a legend: see [`legend`].
///
/// # Example
///
/// ```
/// use planner_charts::{CostChart, Series, cost_chart};
/// use planner_core::{Month, decimal};
///
/// let first = Month::new(2026, 12).unwrap();
/// let svg = cost_chart(&CostChart {
///     id: "cost".into(),
///     title: "Standard costs $25.00 a month".into(),
///     currency_symbol: "$".into(),
///     unit: "US dollars a month".into(),
///     months: (0..3).filter_map(|n| first.plus(n)).collect(),
///     series: vec![Series { name: "Standard".into(), values: vec![decimal("25"), decimal("25"), None] }],
///     ..CostChart::default()
/// });
/// assert!(svg.contains(">$30</text>") && svg.contains(">Jan</text>"));
/// ```
#[must_use]
pub fn cost_chart(chart: &CostChart) -> String {
    let months = chart.months.len();
    let series: Vec<_> = chart.series.iter().map(|s| run::points(&s.values, months)).collect();
    let bands = if chart.stacked { stack::bands(&series) } else { Vec::new() };
    let has_values = series.iter().flatten().any(|(_, value)| value.is_some());
    let thresholds: Vec<(&str, f64)> =
        chart.thresholds.iter().filter_map(|t| Some((t.name.as_str(), t.value.exact().to_f64()?))).collect();
    let scale = scale_of(chart, &series, &bands, &thresholds);
    // Where there is nothing to show, an axis would make up its amounts.
    let shown = |tick: &f64| *tick == 0.0 || !thresholds.is_empty() || has_values;
    let tick = |value| (value, scale::money(&chart.currency_symbol, value, scale));
    let ticks: Vec<_> = scale.ticks().into_iter().filter(shown).map(tick).collect();
    let words = (chart.title.as_str(), chart.description.as_str());
    let mut sheet = Sheet::new("cost", &chart.id, words, chart.compact, chart.theme, &legend(chart));
    let names: Vec<&str> = chart.series.iter().map(|series| series.name.as_str()).collect();
    let labelled = chart.theme == Theme::Page && !chart.compact && has_values;
    let gutter = if labelled { label::gutter(names.iter().copied()) } else { 4.0 };
    let plot = Plot::new(&sheet, &ticks, gutter, months, scale.low..scale.high);
    sheet.axes(&plot, &ticks, &chart.months, &chart.unit);
    for (at, band) in bands.iter().enumerate() {
        stack::draw(&mut sheet, &plot, (at, names.get(at).copied().unwrap_or_default()), band);
    }
    if let Some(sums) = stack::sums(&series).filter(|_| chart.stacked) {
        sheet.group("sum", Some("in all"), &|area| plot.run(area, &sums));
    }
    let mut places = Places::default();
    draw_thresholds(&mut sheet, &plot, &thresholds, (&chart.currency_symbol, scale.high), &mut places);
    change::draw(&mut sheet, &plot, &chart.changes, months, &mut places);
    if !chart.stacked {
        for (at, points) in series.iter().enumerate() {
            draw_line(&mut sheet, &plot, (at, names.get(at).copied().unwrap_or_default()), points);
        }
    }
    if labelled {
        let ends = if chart.stacked { middles(&plot, &bands) } else { ends(&plot, &series) };
        let all = names.iter().zip(ends).enumerate();
        let labels: Vec<Label<'_>> =
            all.filter_map(|(index, (name, end))| Some(Label { index, name, end: end? })).collect();
        label::draw(&mut sheet, &plot, &labels);
    }
    if !has_values {
        sheet.nothing(&plot, "no priced month");
    }
    if chart.theme == Theme::Page {
        moment::draw(&mut sheet, &plot, chart.moments.get(..months).unwrap_or(&chart.moments), &names);
    }
    sheet.finish()
}

/// The axis that holds what is drawn.
fn scale_of(
    chart: &CostChart,
    series: &[Vec<(f64, Option<f64>)>],
    bands: &[Band],
    thresholds: &[(&str, f64)],
) -> Scale {
    let hold = |(low, high): (f64, f64), value: f64| (low.min(value), high.max(value));
    let (low, high) = if chart.stacked {
        bands.iter().flatten().filter_map(|(_, reaches)| Some(reaches.as_ref()?.1)).fold((0.0, 0.0), hold)
    } else {
        series.iter().flatten().filter_map(|(_, value)| *value).fold((0.0, 0.0), hold)
    };
    let near = |value: &f64| high <= 0.0 || *value <= high * FAR;
    let (low, high) = thresholds.iter().map(|(_, value)| *value).filter(near).fold((low, high), hold);
    // A little air, so that no line runs along the upper edge.
    Scale::holding(low, high * 1.04, if chart.compact { 4.0 } else { 5.0 })
}

/// One line, and its mark at the end.
fn draw_line(sheet: &mut Sheet, plot: &Plot, (index, name): (usize, &str), points: &[(f64, Option<f64>)]) {
    let runs = run::runs(points);
    let Some(end) = runs.last().and_then(|run| run.last()).copied() else { return };
    sheet.group(&format!("series {}", mark::classes(index)), Some(name), &|area| {
        runs.iter().try_for_each(|run| plot.run(area, run))?;
        sheet::mark(area, Marker::of(index), plot.at(end.0, end.1))
    });
}

/// Where each line ends.
fn ends(plot: &Plot, series: &[Vec<(f64, Option<f64>)>]) -> Vec<Option<(i32, i32)>> {
    let end = |points: &Vec<(f64, Option<f64>)>| {
        let (month, value) = points.iter().rev().find_map(|&(month, value)| Some((month, value?)))?;
        Some(plot.at(month, value))
    };
    series.iter().map(end).collect()
}

/// The middle of each part where it ends.
fn middles(plot: &Plot, bands: &[Band]) -> Vec<Option<(i32, i32)>> {
    let middle = |band: &Band| {
        let (month, (from, to)) = band.iter().rev().find_map(|&(month, reaches)| Some((month, reaches?)))?;
        Some(plot.at(month, f64::midpoint(from, to)))
    };
    bands.iter().map(middle).collect()
}

/// What a page needs to draw the legend: one entry for each series, in order.
#[must_use]
pub fn legend(chart: &CostChart) -> Vec<LegendEntry> {
    mark::entries(chart.series.iter().map(|series| series.name.as_str()))
}

/// Dashed lines with name and amount; above the plot's `top` only the words, with an arrow.
fn draw_thresholds(
    sheet: &mut Sheet,
    plot: &Plot,
    thresholds: &[(&str, f64)],
    (symbol, top): (&str, f64),
    places: &mut Places,
) {
    let (left, right) = (plot.frame.left + 4 * TENTHS, plot.frame.right);
    for &(name, value) in thresholds {
        let above = value > top * (1.0 + 1e-9);
        let arrow = if above { "↑ " } else { "" };
        let words = format!("{arrow}{} {}", text::fit(name, FONT, 160.0), scale::amount(symbol, value));
        let line = if above { plot.frame.top } else { plot.y(value) };
        // Over its line, but under it where the plot ends.
        let middle = if line < plot.frame.top + 14 * TENTHS { line + 9 * TENTHS } else { line - 8 * TENTHS };
        let place = places.take(&words, left, right, middle);
        sheet.group("threshold", Some(&format!("{name} {}", scale::amount(symbol, value))), &|area| {
            if !above {
                area.draw(&plot.across(value))?;
            }
            Ok(())
        });
        if let Some(x) = place {
            sheet.group("label threshold", None, &|area| {
                sheet::write(area, &words, (x, middle), (HPos::Left, VPos::Center))
            });
        }
    }
}
