//! Charts of usage against limits.

use planner_charts::{HeadroomChart, Moment, Theme, UsageSeries, headroom_chart, headroom_legend};
use planner_core::decimal;
use roxmltree::{Document, Error};

use crate::{check, groups, months, strokes_and_fills, texts};

fn usage(name: &str, shares: &[&str], passed: Option<(usize, &str)>) -> UsageSeries {
    UsageSeries {
        name: name.into(),
        share_of_limit: shares.iter().map(|share| decimal(share)).collect(),
        passed: passed.and_then(|(month, share)| Some((month, decimal(share)?))),
    }
}

fn chart(count: u32, series: Vec<UsageSeries>) -> HeadroomChart {
    HeadroomChart {
        id: "h".into(),
        title: "Usage".into(),
        months: months(count),
        series,
        ..HeadroomChart::default()
    }
}

#[test]
fn limit_and_tight_are_named() -> Result<(), Error> {
    let svg = headroom_chart(&chart(2, vec![usage("memory", &["0.4", "0.5"], None)]));
    let shown = texts(&check(&svg)?);
    for word in ["limit", "tight", "0\u{a0}%", "100\u{a0}%", "120\u{a0}%"] {
        assert!(shown.iter().any(|text| text == word), "{word}: {shown:?}");
    }
    Ok(())
}

#[test]
fn what_goes_too_far_up_leaves_with_an_arrow_and_its_highest_value() -> Result<(), Error> {
    let svg = headroom_chart(&chart(4, vec![usage("redis", &["0.5", "3", "4.12", "1"], None)]));
    let document = check(&svg)?;
    assert_eq!(groups(&document, "off").count(), 1);
    assert!(texts(&document).contains(&"412\u{a0}%".to_owned()));
    assert_eq!(strokes_and_fills(&document, "series"), (2, 1), "out, back in, and the end mark");
    Ok(())
}

#[test]
fn the_passing_of_a_limit_is_marked_in_its_month() -> Result<(), Error> {
    let svg = headroom_chart(&chart(3, vec![usage("redis", &["0.7", "0.9", "1.4"], Some((2, "0.5")))]));
    let document = check(&svg)?;
    let passed = groups(&document, "passed").next();
    let words = passed.and_then(|group| group.first_element_child()).and_then(|title| title.text());
    assert_eq!(words, Some("redis: limit passed in February 2027"));
    let ring = passed.and_then(|g| g.children().find(|node| node.has_tag_name("circle")));
    let ring = ring.and_then(|ring| Some(format!("L{} {}", ring.attribute("cx")?, ring.attribute("cy")?)));
    let path = groups(&document, "series").next().and_then(|g| g.children().find(|n| n.has_tag_name("path")));
    let through = path.and_then(|path| path.attribute("d")).zip(ring).map(|(d, ring)| d.contains(&ring));
    assert_eq!(through, Some(true), "the line goes through the ring");
    Ok(())
}

#[test]
fn a_passing_outside_the_months_is_left_out() -> Result<(), Error> {
    let svg = headroom_chart(&chart(1, vec![usage("redis", &["1.4"], Some((7, "0.5")))]));
    assert_eq!(groups(&check(&svg)?, "passed").count(), 0);
    Ok(())
}

#[test]
fn a_limit_that_is_not_stated_is_no_line() -> Result<(), Error> {
    let drawn = chart(2, vec![usage("memory", &["not stated", "not stated"], None)]);
    let svg = headroom_chart(&drawn);
    let document = check(&svg)?;
    assert_eq!(groups(&document, "series").count(), 0);
    assert!(texts(&document).contains(&"no stated limit".to_owned()));
    assert_eq!(headroom_legend(&drawn).len(), 1);
    Ok(())
}

/// The place of a text, left and upper edge of its row.
fn texts_of<'a>(document: &'a Document<'_>, class: &'a str) -> Vec<(f64, f64, &'a str)> {
    let number = |node: roxmltree::Node<'_, '_>, name: &str| {
        node.attribute(name).and_then(|value| value.parse::<f64>().ok()).unwrap_or(f64::NAN)
    };
    let all = groups(document, class).flat_map(|group| group.children());
    all.filter(|node| node.has_tag_name("text"))
        .filter_map(|node| Some((number(node, "x"), number(node, "y"), node.text()?)))
        .collect()
}

#[test]
fn names_stand_at_the_ends_of_the_lines_and_never_on_each_other() -> Result<(), Error> {
    let long = "render: outbound bandwidth included in the workspace, counted over all of its services";
    let lines =
        [("api: memory", "0.5"), ("db: disk", "0.5"), ("db: rows", "0.51"), ("redis", "3"), (long, "0.01")];
    let series = lines.map(|(name, share)| usage(name, &["0.2", share], None)).to_vec();
    let drawn = chart(2, series);
    let svg = headroom_chart(&drawn);
    let document = check(&svg)?;
    let mut rows = texts_of(&document, "name");
    rows.sort_by(|one, other| one.1.total_cmp(&other.1));
    assert!(rows.len() >= 6, "the long name takes two rows: {rows:?}");
    assert!(rows.iter().zip(rows.iter().skip(1)).all(|(upper, lower)| lower.1 - upper.1 >= 11.0), "{rows:?}");
    assert!(rows.iter().all(|(_, y, _)| (0.0..=300.0).contains(y)), "{rows:?}");
    assert!(rows.iter().any(|(.., words)| words.ends_with('…')), "{rows:?}");
    let whole = groups(&document, "name").filter_map(|group| group.first_element_child()?.text());
    assert!(whole.into_iter().any(|title| title == long), "the whole name is its tooltip");
    // A phone has no room for them.
    let svg = headroom_chart(&HeadroomChart { compact: true, ..drawn });
    assert_eq!(groups(&check(&svg)?, "name").count(), 0);
    Ok(())
}

/// Left, top, right and bottom of the boxes with what is said of a month.
fn boxes(document: &Document<'_>) -> Vec<[f64; 4]> {
    let boxes = groups(document, "readout").flat_map(|group| group.children());
    let edges = |node: roxmltree::Node<'_, '_>| {
        let side =
            |name| node.attribute(name).and_then(|value| value.parse::<f64>().ok()).unwrap_or(f64::NAN);
        [side("x"), side("y"), side("x") + side("width"), side("y") + side("height")]
    };
    boxes.filter(|node| node.attribute("class") == Some("box")).map(edges).collect()
}

#[test]
fn each_month_says_its_date_and_every_value_inside_the_drawing() -> Result<(), Error> {
    let name = "a limit with a name that is much longer than a reader wants to read in a box";
    for (compact, size) in [(false, (640.0, 300.0)), (true, (360.0, 240.0))] {
        let series = vec![usage(name, &["0.5"; 36], None), usage("disk", &["0.1"; 36], None)];
        let moments = (0..36).map(|at| Moment {
            title: format!("Month {at}"),
            values: vec![format!("{at} %"), String::new(), "2 changes".to_owned()],
        });
        let drawn = HeadroomChart { moments: moments.collect(), compact, ..chart(36, series) };
        let svg = headroom_chart(&drawn);
        let document = check(&svg)?;
        assert_eq!(groups(&document, "moment").count(), 36);
        let boxes = boxes(&document);
        assert_eq!(boxes.len(), 36);
        let names = texts_of(&document, "name").into_iter().map(|(x, ..)| x).fold(size.0, f64::min);
        for [left, top, right, bottom] in boxes {
            assert!(right <= names, "the names at the lines stay in sight");
            assert!(
                left >= 0.0 && top >= 0.0 && right <= size.0 && bottom <= size.1,
                "{left} {right} {bottom}"
            );
        }
        let said = texts_of(&document, "says");
        assert!(said.iter().any(|(.., words)| *words == "Month 35"));
        assert!(said.iter().any(|(.., words)| words.starts_with("35 %")));
        assert_eq!(said.len(), 36 * 3, "the month, the one value and what stands for itself");
        // Bounded: the band, the line, the box and a mark and a text for each row.
        let nodes = groups(&document, "moment")
            .flat_map(|group| group.descendants())
            .filter(roxmltree::Node::is_element);
        assert!(nodes.count() <= 36 * 14);
        assert!(!svg.contains("tabindex"), "no stop for each month");
    }
    Ok(())
}

#[test]
fn more_lines_than_a_drawing_is_high_are_counted() -> Result<(), Error> {
    let series: Vec<_> = (0..40).map(|at| usage(&format!("limit {at}"), &["0.5", "0.5"], None)).collect();
    let moments = vec![Moment { title: "Dec 2026".into(), values: vec!["50 %".into(); 40] }];
    let drawn = HeadroomChart { moments, ..chart(2, series) };
    let svg = headroom_chart(&drawn);
    let document = check(&svg)?;
    assert!(boxes(&document).iter().all(|[.., bottom]| *bottom <= 300.0));
    assert!(texts(&document).iter().any(|text| text.starts_with("and ") && text.ends_with(" more")));
    assert!(groups(&document, "name").count() < 40);
    Ok(())
}

#[test]
fn a_file_says_nothing_of_who_points_at_it() -> Result<(), Error> {
    let moments = vec![Moment { title: "Dec 2026".into(), values: vec!["50 %".into()] }];
    let drawn =
        HeadroomChart { moments, theme: Theme::Embedded, ..chart(1, vec![usage("disk", &["0.5"], None)]) };
    let svg = headroom_chart(&drawn);
    let document = Document::parse(&svg)?;
    assert_eq!(groups(&document, "moment").count(), 0);
    assert!(document.root_element().attribute("width").is_some(), "it says how large it is");
    Ok(())
}
