//! Charts of usage against limits.

use planner_charts::{HeadroomChart, UsageSeries, headroom_chart, headroom_legend};
use planner_core::decimal;
use roxmltree::Error;

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
