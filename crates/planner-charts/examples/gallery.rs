//! Every chart in one page, to look at: `cargo run -p planner-charts --example gallery -- charts.html`.

use std::io::Error;

use planner_charts::{
    CSS, CostChart, HeadroomChart, LegendEntry, Series, Theme, Threshold, UsageSeries, cost_chart,
    headroom_chart, headroom_legend, legend, swatch,
};
use planner_core::Decimal;
use planner_core::{Month, decimal};

fn main() -> Result<(), Error> {
    let path = std::env::args().nth(1).ok_or_else(|| Error::other("which file to write?"))?;
    let scheme = std::env::args().nth(2).unwrap_or_else(|| "light dark".to_owned());
    let mut page = format!(
        "<!doctype html><meta charset=\"utf-8\"><title>Charts</title><style>{CSS}\n:root {{ color-scheme: {scheme}; }}\n\
         body {{ font: 14px system-ui, sans-serif; margin: 1.5rem; background: var(--chart-paper); display: grid;\n\
         grid-template-columns: 640px 640px; gap: 1.5rem 2rem; }} p {{ margin: 0 0 .5rem; }} span {{ margin-right: 1em; }}\n\
         .phone {{ width: 360px; }}</style>\n"
    );
    for chart in costs() {
        figure(&mut page, &chart.title, chart.compact, &legend(&chart), &cost_chart(&chart));
    }
    for chart in headrooms() {
        figure(&mut page, &chart.title, chart.compact, &headroom_legend(&chart), &headroom_chart(&chart));
    }
    std::fs::write(path, page)
}

fn figure(page: &mut String, title: &str, compact: bool, entries: &[LegendEntry], svg: &str) {
    let class = if compact { "phone" } else { "wide" };
    let swatches = entries.iter().enumerate();
    let swatches: Vec<String> =
        swatches.map(|(index, entry)| format!("<span>{} {}</span>", swatch(index), entry.name)).collect();
    page.extend([
        &format!("<div class=\"{class}\"><p><b>{title}</b></p><p>"),
        &swatches.concat(),
        "</p>",
        svg,
        "</div>",
    ]);
}

fn months(count: u32) -> Vec<Month> {
    (0..count).filter_map(|n| Month::new(2026, 12)?.plus(n)).collect()
}

/// `from`, growing by `percent` a month.
fn growing(from: i64, percent: i64, count: u32) -> Vec<Option<Decimal>> {
    let rate = Decimal::new(100 + percent, 2);
    let next =
        |value: &Option<Decimal>| Some(value.and_then(|v| v.checked_mul(rate)).map(|v| v.round_half_even(6)));
    std::iter::successors(Some(Some(Decimal::new(from, 2))), next).take(count as usize).collect()
}

fn series(name: &str, values: Vec<Option<Decimal>>) -> Series {
    Series { name: name.into(), values }
}

fn costs() -> Vec<CostChart> {
    let chart = |id: &str, title: &str, count: u32, series: Vec<Series>| CostChart {
        id: id.into(),
        title: title.into(),
        description: "Cost per month.".into(),
        currency_symbol: "$".into(),
        unit: "US dollars a month, before tax".into(),
        months: months(count),
        series,
        ..CostChart::default()
    };
    let budget = |name: &str, value: i64| Threshold { name: name.into(), value: Decimal::new(value, 0) };
    let plans = || {
        vec![
            series("Free", growing(0, 0, 12)),
            series("Starter", growing(1700, 7, 12)),
            series("Standard", growing(3200, 4, 12)),
        ]
    };
    let mut gaps = chart("c2", "Two months have no price", 12, plans());
    if let Some(standard) = gaps.series.get_mut(2) {
        standard.values.splice(4..6, [None, None]);
        standard.values.splice(7..8, [None]);
    }
    let many = (0..12).map(|n| series(&format!("plan {n}"), growing(2000 + 900 * n, n - 3, 36))).collect();
    vec![
        CostChart {
            thresholds: vec![budget("budget", 50), budget("ceiling", 5000)],
            ..chart("c1", "Starter stays the cheapest paid plan", 12, plans())
        },
        gaps,
        chart("c3", "Twelve plans over 36 months", 36, many),
        chart(
            "c4",
            "Ten years",
            120,
            vec![series("gp-bikes", growing(18_000, 4, 120)), series("scaled", growing(41_000, 3, 120))],
        ),
        chart(
            "c5",
            "Credits",
            8,
            vec![series("net", growing(-2500, -30, 8)), series("gross", growing(4000, 2, 8))],
        ),
        CostChart {
            theme: Theme::Embedded,
            thresholds: vec![budget("budget", 50)],
            ..chart("c6", "A file of its own", 24, plans())
        },
        CostChart {
            compact: true,
            thresholds: vec![budget("budget", 50)],
            ..chart("c7", "On a phone", 12, plans())
        },
        chart("c8", "No month has a price", 12, vec![series("unknown", vec![None; 12])]),
        chart("c9", "One month", 1, plans()),
    ]
}

fn headrooms() -> Vec<HeadroomChart> {
    let usage = |name: &str, share_of_limit, passed: Option<(usize, &str)>| UsageSeries {
        name: name.into(),
        share_of_limit,
        passed: passed.and_then(|(month, share)| Some((month, decimal(share)?))),
    };
    let chart = |id: &str, title: &str, count: u32, series| HeadroomChart {
        id: id.into(),
        title: title.into(),
        description: "Used share of each limit.".into(),
        months: months(count),
        series,
        ..HeadroomChart::default()
    };
    let three = || {
        vec![
            usage("redis, commands", growing(60, 12, 12), Some((5, "0.83"))),
            usage("api, memory", growing(45, 6, 12), None),
            usage("postgres, storage", growing(30, 2, 12), None),
        ]
    };
    vec![
        chart("h1", "Redis is refused from 26 May", 12, three()),
        chart("h2", "All within their limits", 12, three().split_off(1)),
        chart(
            "h3",
            "Far beyond the limit",
            36,
            vec![
                usage("redis, commands", growing(60, 12, 36), Some((5, "0.83"))),
                usage("bandwidth", growing(20, 9, 36), Some((19, "0.6"))),
                usage("seats", growing(430, 0, 36), Some((0, "0.2"))),
            ],
        ),
        HeadroomChart { compact: true, ..chart("h4", "On a phone", 12, three()) },
        HeadroomChart { theme: Theme::Embedded, ..chart("h5", "A file of its own", 12, three()) },
        chart("h6", "Nothing stated", 12, vec![usage("x", vec![None; 3], None)]),
    ]
}
