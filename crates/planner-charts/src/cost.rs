//! Cost per month: one line for each plan or stack, and the amounts it should stay under.

use planner_core::Decimal;
use planner_core::Month;
use plotters_backend::text_anchor::{HPos, VPos};
use rust_decimal::prelude::ToPrimitive;

use crate::mark::{self, LegendEntry, Marker};
use crate::pen::TENTHS;
use crate::place::Places;
use crate::scale::{self, Scale};
use crate::sheet::{self, FONT, Plot, Sheet};
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
    /// One line each.
    pub series: Vec<Series>,
    /// Dashed lines over the whole plot.
    pub thresholds: Vec<Threshold>,
    /// Drawn for a phone.
    pub compact: bool,
    /// Where it will be looked at.
    pub theme: Theme,
}

/// One line of a [`CostChart`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// The plan or stack.
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
/// The axis begins at zero (or below, with credits). A missing value is a gap, never zero. There is no legend
/// in a page: see [`legend`].
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
    let series: Vec<_> = chart.series.iter().map(|s| run::points(&s.values, chart.months.len())).collect();
    let values = || series.iter().flatten().filter_map(|(_, value)| *value);
    let thresholds: Vec<(&str, f64)> =
        chart.thresholds.iter().filter_map(|t| Some((t.name.as_str(), t.value.exact().to_f64()?))).collect();
    let (low, high) = values().fold((0.0, 0.0), |(low, high), v| (v.min(low), v.max(high)));
    let near = |value: f64| high <= 0.0 || value <= high * FAR;
    let bounds = thresholds.iter().map(|(_, value)| *value).filter(|value| near(*value));
    let (low, high) = bounds.fold((low, high), |(low, high): (f64, f64), v| (v.min(low), v.max(high)));

    // A little air, so that no line runs along the upper edge.
    let scale = Scale::holding(low, high * 1.04, if chart.compact { 4.0 } else { 5.0 });
    // Where there is nothing to show, an axis would make up its amounts.
    let shown = |tick: &f64| *tick == 0.0 || !thresholds.is_empty() || values().next().is_some();
    let tick = |value| (value, scale::money(&chart.currency_symbol, value, scale));
    let ticks: Vec<_> = scale.ticks().into_iter().filter(shown).map(tick).collect();
    let words = (chart.title.as_str(), chart.description.as_str());
    let mut sheet = Sheet::new("cost", &chart.id, words, chart.compact, chart.theme, &legend(chart));
    let plot = Plot::new(&sheet, &ticks, 4.0, chart.months.len(), scale.low..scale.high);
    sheet.axes(&plot, &ticks, &chart.months, &chart.unit);
    draw_thresholds(&mut sheet, &plot, &thresholds, (&chart.currency_symbol, scale.high));
    for (index, (points, series)) in series.iter().zip(&chart.series).enumerate() {
        let runs = run::runs(points);
        let Some(end) = runs.last().and_then(|run| run.last()).copied() else { continue };
        let class = format!("series {}", mark::classes(index));
        sheet.group(&class, Some(&series.name), &|area| {
            runs.iter().try_for_each(|run| plot.run(area, run))?;
            sheet::mark(area, Marker::of(index), plot.at(end.0, end.1))
        });
    }
    if values().next().is_none() {
        sheet.nothing(&plot, "no priced month");
    }
    sheet.finish()
}

/// What a page needs to draw the legend: one entry for each series, in order.
#[must_use]
pub fn legend(chart: &CostChart) -> Vec<LegendEntry> {
    mark::entries(chart.series.iter().map(|series| series.name.as_str()))
}

/// Dashed lines with name and amount; above the plot's `top` only the words, with an arrow.
fn draw_thresholds(sheet: &mut Sheet, plot: &Plot, thresholds: &[(&str, f64)], (symbol, top): (&str, f64)) {
    let mut places = Places::default();
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
