//! Axes: round steps, and the numbers and months written beside them.

use planner_core::{Month, grouped};
use rust_decimal::prelude::FromPrimitive;

use crate::text;

/// A value axis: from `low` to `high`, both multiples of `step`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Scale {
    pub(crate) low: f64,
    pub(crate) high: f64,
    pub(crate) step: f64,
}

impl Scale {
    /// The axis with about `intervals` round steps that holds zero, `min` and `max`.
    pub(crate) fn holding(min: f64, max: f64, intervals: f64) -> Self {
        let (min, max) = (min.min(0.0), max.max(0.0));
        // Below what a `Decimal` can tell from zero there is nothing to show.
        let (min, max) = if max - min < 1e-28 { (0.0, 1.0) } else { (min, max) };
        let step = round_step((max - min) / intervals);
        let (low, high) = ((min / step).floor() * step, (max / step - 1e-9).ceil() * step);
        Self { low, high, step }
    }

    /// The values that get a line and a label, from the lowest up.
    pub(crate) fn ticks(self) -> Vec<f64> {
        let first = (self.low / self.step).round();
        let mut ticks = Vec::new();
        for count in 0_u32..64 {
            let tick = (first + f64::from(count)) * self.step;
            if tick > self.high + self.step * 1e-6 {
                break;
            }
            ticks.push(if tick == 0.0 { 0.0 } else { tick }); // never a negative zero
        }
        ticks
    }
}

/// The smallest of 1, 2, 2.5, 5 times a power of ten that is at least `wanted`.
fn round_step(wanted: f64) -> f64 {
    // `log10` may differ in its last bit between machines; the loop below makes up for it.
    let mut power = 10_f64.powi(truncated(wanted.log10().floor()) - 1);
    loop {
        for factor in [1.0, 2.0, 2.5, 5.0] {
            if factor * power >= wanted * (1.0 - 1e-9) {
                return factor * power;
            }
        }
        power *= 10.0;
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a float's exponent fits, and `as` saturates")]
fn truncated(value: f64) -> i32 {
    value as i32
}

/// An amount of money beside an axis: `$1,200`, `$0.05`, `−$20`, `$1.5M`, `$1e24`.
pub(crate) fn money(symbol: &str, value: f64, axis: Scale) -> String {
    let furthest = axis.high.max(-axis.low);
    let units = [(1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "k")];
    // All labels of one axis share a unit; up to five digits need none.
    let unit = units.into_iter().find(|(unit, _)| furthest >= *unit && furthest > 20_000.0);
    let number = match unit {
        _ if value == 0.0 => "0".to_owned(),
        _ if furthest >= 1e15 || axis.step < 0.9e-5 => scientific(value.abs()),
        Some((unit, name)) => format!("{}{name}", with_places(value.abs() / unit, places(axis.step / unit))),
        None => with_places(value.abs(), cents(places(axis.step))),
    };
    signed(symbol, value, &number)
}

/// An amount of money on its own, to the cent: `$200`, `$12.50`, `$1,234,567`.
pub(crate) fn amount(symbol: &str, value: f64) -> String {
    let size = value.abs();
    let number = match size {
        0.0 => "0".to_owned(),
        0.01..1e9 if size.fract() == 0.0 => with_places(size, 0),
        0.01..1e9 => with_places(size, 2),
        _ => scientific(size),
    };
    signed(symbol, value, &number)
}

fn signed(symbol: &str, value: f64, number: &str) -> String {
    let sign = if value < 0.0 { "−" } else { "" };
    let gap = if symbol.ends_with(char::is_alphanumeric) { "\u{a0}" } else { "" };
    format!("{sign}{symbol}{gap}{number}")
}

/// `2e24`, `2.5e-7`: by hand, since formatting floats would take 10 kB of the page's Wasm.
pub(crate) fn scientific(value: f64) -> String {
    if value <= 0.0 {
        return "0".to_owned();
    }
    let exponent = truncated(value.log10().floor());
    // In tenths; twice, so that neither 10^exponent nor 10^-exponent leaves a float's range.
    let half = exponent / 2;
    let digits = truncated((value * 10_f64.powi(-half) * 10_f64.powi(half - exponent) * 10.0).round());
    let (digits, exponent) = if digits >= 100 { (digits / 10, exponent + 1) } else { (digits, exponent) };
    match (digits / 10, digits % 10) {
        (whole, 0) => format!("{whole}e{exponent}"),
        (whole, tenths) => format!("{whole}.{tenths}e{exponent}"),
    }
}

/// Places after the point that tell multiples of `step` apart.
fn places(step: f64) -> u32 {
    let told = |places: &i32| {
        let scaled = step * 10_f64.powi(*places);
        (scaled - scaled.round()).abs() < 1e-6 * scaled.max(1.0)
    };
    (0..9).find(told).unwrap_or(9).unsigned_abs()
}

/// Money has no or two places, more only where it must.
fn cents(places: u32) -> u32 {
    if places == 1 { 2 } else { places }
}

fn with_places(value: f64, places: u32) -> String {
    rust_decimal::Decimal::from_f64(value)
        .map_or_else(|| scientific(value), |value| grouped(value.into(), places))
}

/// One label under the time axis.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MonthLabel {
    /// Which of the months.
    pub(crate) index: u32,
    /// `Jan`, or the year itself where only Januaries are labelled.
    pub(crate) name: String,
    /// The year, on a second row: under the first label and under each first of a year.
    pub(crate) year: Option<String>,
}

/// Labels for every, or every 2nd, 3rd, 6th, 12th… month, whichever is the first to fit at `spacing` a month.
pub(crate) fn month_labels(months: &[Month], spacing: f64, size: f64) -> Vec<MonthLabel> {
    let every = [1_u16, 2, 3, 6, 12, 24, 60, 120, 240, 600];
    let room = text::width("0000", size) + size * 0.6;
    let every = every.into_iter().find(|every| spacing * f64::from(*every) >= room).unwrap_or(600);
    let chosen = |month: &Month| {
        let of_year = u16::from(month.number()) - 1;
        if every < 12 {
            of_year.is_multiple_of(every)
        } else {
            of_year == 0 && month.year().is_multiple_of(every / 12)
        }
    };
    let any = months.iter().any(chosen);
    let mut labels: Vec<MonthLabel> = Vec::new();
    let mut year = None;
    for (index, month) in (0_u32..).zip(months) {
        let far = |last: &MonthLabel| f64::from(index - last.index) * spacing >= room;
        if (any && !chosen(month)) || !labels.last().is_none_or(far) {
            continue;
        }
        let name = if every < 12 || !any { short_name(*month).to_owned() } else { month.year().to_string() };
        let new = (every < 12 || !any) && year != Some(month.year());
        year = Some(month.year());
        labels.push(MonthLabel { index, name, year: new.then(|| month.year().to_string()) });
    }
    labels
}

/// `Jan` to `Dec`.
fn short_name(month: Month) -> &'static str {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    NAMES.get(usize::from(month.number().saturating_sub(1))).copied().unwrap_or("?")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(min: f64, max: f64, expected: &[&str]) {
        let scale = Scale::holding(min, max, 5.0);
        let labels: Vec<_> = scale.ticks().into_iter().map(|tick| money("$", tick, scale)).collect();
        assert_eq!(labels, expected);
    }

    #[test]
    fn money_axes_have_round_steps_from_zero() {
        check(21.0, 32.0, &["$0", "$10", "$20", "$30", "$40"]);
        check(0.0, 410.0, &["$0", "$100", "$200", "$300", "$400", "$500"]);
        check(0.0, 1.0, &["$0", "$0.20", "$0.40", "$0.60", "$0.80", "$1.00"]);
        check(0.0, 12.0, &["$0", "$2.50", "$5.00", "$7.50", "$10.00", "$12.50"]);
        check(0.0, 9_000.0, &["$0", "$2,000", "$4,000", "$6,000", "$8,000", "$10,000"]);
        check(0.0, 40_000.0, &["$0", "$10k", "$20k", "$30k", "$40k"]);
        check(0.0, 0.0, &["$0", "$0.20", "$0.40", "$0.60", "$0.80", "$1.00"]);
    }

    #[test]
    fn huge_tiny_and_negative_amounts_stay_short() {
        check(0.0, 1e24, &["$0", "$2e23", "$4e23", "$6e23", "$8e23", "$1e24"]);
        check(0.0, 1e-12, &["$0", "$2e-13", "$4e-13", "$6e-13", "$8e-13", "$1e-12"]);
        check(0.0, 0.00004, &["$0", "$0.00001", "$0.00002", "$0.00003", "$0.00004"]);
        check(-30.0, 60.0, &["−$40", "−$20", "$0", "$20", "$40", "$60"]);
        check(0.0, 1.2e6, &["$0", "$0.25M", "$0.50M", "$0.75M", "$1.00M", "$1.25M"]);
        assert_eq!(amount("CHF", -1_234.5), "−CHF\u{a0}1,234.50");
        assert_eq!(amount("$", 2e11), "$2e11");
    }

    #[test]
    fn scientific_amounts_have_two_digits() {
        let shown = [1.0, 9.96e23, 2.54e-7, 1e-28, 7.9e28, 0.0].map(scientific);
        assert_eq!(shown, ["1e0", "1e24", "2.5e-7", "1e-28", "7.9e28", "0"]);
    }

    #[track_caller]
    fn check_months(first: &str, count: u32, spacing: f64, expected: &str) {
        let first = Month::parse(first);
        let months: Vec<Month> = (0..count).filter_map(|n| first.and_then(|m| m.plus(n))).collect();
        let shown: Vec<_> = month_labels(&months, spacing, 11.0)
            .into_iter()
            .map(|label| format!("{}{}", label.name, label.year.map(|y| format!("/{y}")).unwrap_or_default()))
            .collect();
        assert_eq!(shown.join(" "), expected);
    }

    #[test]
    fn months_are_labelled_as_densely_as_they_fit() {
        check_months("2026-11", 4, 50.0, "Nov/2026 Dec Jan/2027 Feb");
        check_months("2026-12", 6, 20.0, "Jan/2027 Mar May");
        check_months("2026-12", 24, 9.0, "Jan/2027 Jul Jan/2028 Jul");
        check_months("2026-12", 120, 4.8, "2027 2028 2029 2030 2031 2032 2033 2034 2035 2036");
        check_months("2026-02", 3, 1.0, "Feb/2026");
        check_months("2026-12", 0, 50.0, "");
    }
}
