//! Charts of monthly cost.

use planner_charts::{
    Change, CostChart, Marker, Moment, Series, Theme, Threshold, cost_chart, legend, swatch,
};
use planner_core::Decimal;
use roxmltree::{Document, Error};

use crate::{check, groups, months, strokes_and_fills, texts, whole};

fn chart(count: u32, series: Vec<Series>) -> CostChart {
    CostChart {
        id: "cost".into(),
        title: "Standard costs $25.00 a month".into(),
        currency_symbol: "$".into(),
        unit: "US dollars a month".into(),
        months: months(count),
        series,
        ..CostChart::default()
    }
}

fn series(name: &str, values: Vec<Option<Decimal>>) -> Series {
    Series { name: name.into(), values }
}

#[test]
fn axes_carry_amounts_months_and_the_unit() -> Result<(), Error> {
    let svg = cost_chart(&chart(3, vec![series("Standard", whole(&[25, 25, 32]))]));
    let shown = texts(&check(&svg)?).join(" ");
    assert_eq!(shown, "$0 $10 $20 $30 $40 Dec 2026 Jan 2027 Feb US dollars a month Standard");
    Ok(())
}

#[test]
fn an_unpriced_month_is_a_gap_and_never_zero() -> Result<(), Error> {
    let some = |value| Some(Decimal::from(value));
    let values = vec![some(20), some(21), None, some(23), None, some(25), some(26)];
    let svg = cost_chart(&chart(7, vec![series("Standard", values)]));
    let document = check(&svg)?;
    // Two stretches, one lone dot, one end mark.
    assert_eq!(strokes_and_fills(&document, "series"), (2, 2));
    Ok(())
}

#[test]
fn without_any_price_it_says_so() -> Result<(), Error> {
    for count in [0, 1, 12] {
        let svg = cost_chart(&chart(count, vec![series("unknown", vec![None; 12]), series("short", vec![])]));
        let document = check(&svg)?;
        assert!(texts(&document).contains(&"no priced month".to_owned()));
        assert_eq!(groups(&document, "series").count(), 0);
        assert!(!svg.contains("$1"), "no amount is made up");
    }
    Ok(())
}

#[test]
fn one_month_is_a_mark_in_the_middle() -> Result<(), Error> {
    let svg = cost_chart(&chart(1, vec![series("Standard", whole(&[25]))]));
    let document = check(&svg)?;
    assert_eq!(strokes_and_fills(&document, "series"), (0, 2));
    Ok(())
}

#[test]
fn thresholds_carry_name_and_amount_and_far_ones_an_arrow() -> Result<(), Error> {
    let threshold = |name: &str, value: i64| Threshold { name: name.into(), value: Decimal::new(value, 2) };
    let thresholds = vec![threshold("budget", 3_050), threshold("runway", 900_000)];
    let svg = cost_chart(&CostChart { thresholds, ..chart(2, vec![series("Standard", whole(&[20, 25]))]) });
    let document = check(&svg)?;
    let shown = texts(&document);
    assert!(shown.contains(&"budget $30.50".to_owned()) && shown.contains(&"↑ runway $9,000".to_owned()));
    assert_eq!(strokes_and_fills(&document, "threshold").0, 1, "no line for what lies above the plot");
    Ok(())
}

#[test]
fn names_stay_text() -> Result<(), Error> {
    let hostile = "</title></svg><script>alert(1)</script>\u{0}]]>&amp;\"'";
    let drawn = CostChart {
        id: "\"><script>".into(),
        title: hostile.into(),
        description: hostile.into(),
        currency_symbol: hostile.into(),
        unit: hostile.into(),
        thresholds: vec![Threshold { name: hostile.into(), value: Decimal::TEN }],
        ..chart(2, vec![series(hostile, whole(&[1, 2]))])
    };
    let svg = cost_chart(&drawn);
    let document = check(&svg)?;
    assert!(!svg.contains("<script") && !svg.contains("</svg><"));
    let title = document.root_element().first_element_child().and_then(|node| node.text());
    assert_eq!(title, Some(hostile.replace('\0', "\u{fffd}").as_str()));
    Ok(())
}

#[test]
fn the_legend_names_what_the_drawing_shows() -> Result<(), Error> {
    let drawn = chart(2, vec![series("Free", whole(&[0, 0])), series("Starter", whole(&[7, 7]))]);
    let entries = legend(&drawn);
    let svg = cost_chart(&drawn);
    let document = check(&svg)?;
    let classes: Vec<_> = groups(&document, "series").filter_map(|g| g.attribute("class")).collect();
    assert_eq!(classes, entries.iter().map(|e| format!("series {}", e.class)).collect::<Vec<_>>());
    assert_eq!(entries.iter().map(|e| e.marker).collect::<Vec<_>>(), [Marker::Circle, Marker::Square]);
    for (index, entry) in entries.iter().enumerate() {
        let swatch = swatch(index);
        assert!(swatch.contains(&entry.class) && !swatch.contains("style"));
        Document::parse(&swatch)?;
    }
    Ok(())
}

#[test]
fn a_file_of_its_own_brings_style_title_and_legend() -> Result<(), Error> {
    let drawn = chart(2, vec![series("Free", whole(&[0, 0])), series("Starter", whole(&[7, 7]))]);
    let svg = cost_chart(&CostChart { theme: Theme::Embedded, ..drawn });
    let document = Document::parse(&svg)?;
    assert!(document.descendants().any(|node| node.has_tag_name("style")));
    assert_eq!(
        texts(&document).get(..3).unwrap_or_default(),
        ["Standard costs $25.00 a month", "Free", "Starter"]
    );
    Ok(())
}

#[test]
fn parts_stand_upon_each_other_up_to_the_sum() -> Result<(), Error> {
    let parts = vec![series("db", whole(&[20, 20])), series("api", whole(&[5, 10]))];
    let drawn = CostChart { stacked: true, ..chart(2, parts) };
    let svg = cost_chart(&drawn);
    let document = check(&svg)?;
    assert_eq!(groups(&document, "part").count(), 2);
    assert_eq!(strokes_and_fills(&document, "part"), (2, 2), "a ground and an edge each");
    assert!(texts(&document).contains(&"$40".to_owned()), "the axis holds the sum, not the largest part");
    assert_eq!(groups(&document, "sum").count(), 0, "the upper edge is the sum");
    let names: Vec<_> =
        groups(&document, "name").filter_map(|group| group.first_element_child()?.text()).collect();
    assert_eq!(names, ["api", "db"], "from the top down");
    Ok(())
}

#[test]
fn a_credit_hangs_below_zero_and_the_sum_has_its_own_line() -> Result<(), Error> {
    let parts = vec![series("usage", whole(&[20, 20])), series("credit", whole(&[-5, -5]))];
    let svg = cost_chart(&CostChart { stacked: true, ..chart(2, parts) });
    let document = check(&svg)?;
    assert_eq!(strokes_and_fills(&document, "sum"), (1, 0));
    assert!(texts(&document).iter().any(|text| text.starts_with('−')), "{:?}", texts(&document));
    Ok(())
}

#[test]
fn a_part_without_a_price_is_a_gap() -> Result<(), Error> {
    let gap = vec![Some(Decimal::TEN), None, Some(Decimal::TEN)];
    let parts = vec![series("db", gap), series("api", whole(&[5, 5, 5]))];
    let svg = cost_chart(&CostChart { stacked: true, ..chart(3, parts) });
    assert_eq!(strokes_and_fills(&check(&svg)?, "part"), (3, 3));
    Ok(())
}

#[test]
fn what_changes_is_a_line_with_its_name() -> Result<(), Error> {
    let change = |month, name: &str| Change { month, name: name.into() };
    let changes = vec![change(1, "api on Standard"), change(2, "db: new price"), change(99, "never")];
    let drawn = CostChart { changes, ..chart(3, vec![series("Standard", whole(&[7, 25, 25]))]) };
    for theme in [Theme::Page, Theme::Embedded] {
        let svg = cost_chart(&CostChart { theme, ..drawn.clone() });
        let document = Document::parse(&svg)?;
        let titles: Vec<_> =
            groups(&document, "change").filter_map(|group| group.first_element_child()?.text()).collect();
        assert_eq!(titles, ["api on Standard", "db: new price"]);
        let shown = texts(&document);
        assert!(titles.iter().all(|title| shown.iter().any(|text| text == title)), "{shown:?}");
    }
    Ok(())
}

#[test]
fn a_month_that_is_pointed_at_says_its_amounts() -> Result<(), Error> {
    let moments =
        vec![Moment { title: "Dec 2026".into(), values: vec!["$25.00".into(), "in all $25.00".into()] }];
    let drawn = CostChart { moments, stacked: true, ..chart(1, vec![series("api", whole(&[25]))]) };
    let svg = cost_chart(&drawn);
    let shown = texts(&check(&svg)?);
    assert!(
        shown.contains(&"$25.00\u{a0}\u{a0}api".to_owned()) && shown.contains(&"in all $25.00".to_owned())
    );
    Ok(())
}

#[test]
fn a_long_finding_takes_more_rows_of_a_file() -> Result<(), Error> {
    let title = "Free goes from $0.00 to $0.28 a month, ".repeat(6);
    let drawn = CostChart { title, theme: Theme::Embedded, ..chart(2, vec![series("Free", whole(&[0, 0]))]) };
    let svg = cost_chart(&drawn);
    let document = Document::parse(&svg)?;
    let heading = groups(&document, "heading").flat_map(|group| group.children());
    assert_eq!(heading.filter(|node| node.has_tag_name("text")).count(), 3);
    Ok(())
}
