//! Two whole drawings, written down. `UPDATE=1 cargo test -p planner-charts` writes them anew: look at them.

use std::path::Path;

use planner_charts::{CostChart, HeadroomChart, Series, Threshold, UsageSeries, cost_chart, headroom_chart};
use planner_core::Decimal;
use planner_core::decimal;

use crate::{months, whole};

#[track_caller]
fn check(name: &str, drawn: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expected").join(name);
    if std::env::var_os("UPDATE").is_some() {
        assert!(std::fs::write(&path, drawn).is_ok(), "cannot write {}", path.display());
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(drawn, expected, "{} differs; if it is meant to, run with UPDATE=1", path.display());
}

#[test]
fn a_cost_chart_in_full() {
    let chart = CostChart {
        id: "cost".into(),
        title: "Standard costs $25.00 a month".into(),
        description: "Cost of three plans from December 2026 to March 2027.".into(),
        currency_symbol: "$".into(),
        unit: "US dollars a month, before tax".into(),
        months: months(4),
        series: vec![
            Series { name: "Free".into(), values: whole(&[0, 0, 0, 0]) },
            Series { name: "Starter".into(), values: whole(&[7, 8, 10, 13]) },
            Series {
                name: "Standard".into(),
                values: vec![Some(Decimal::from(25)), None, Some(Decimal::from(25)), Some(Decimal::from(25))],
            },
        ],
        thresholds: vec![Threshold { name: "budget".into(), value: Decimal::from(20) }],
        ..CostChart::default()
    };
    check("cost.svg", &cost_chart(&chart));
}

#[test]
fn a_headroom_chart_in_full() {
    let chart = HeadroomChart {
        id: "headroom".into(),
        title: "Redis is refused from 22 January".into(),
        description: "Used share of two limits.".into(),
        months: months(3),
        series: vec![
            UsageSeries {
                name: "redis, commands".into(),
                share_of_limit: ["0.7", "1.4", "2.8"].map(decimal).to_vec(),
                passed: decimal("0.71").map(|share| (1, share)),
            },
            UsageSeries {
                name: "api, memory".into(),
                share_of_limit: ["0.5", "0.5", "0.6"].map(decimal).to_vec(),
                passed: None,
            },
        ],
        compact: true,
        ..HeadroomChart::default()
    };
    check("headroom.svg", &headroom_chart(&chart));
}
