//! Growth drawn: what a driver grows by a month, so that it ends where somebody wants it. The core says where each growth leads.

use planner_core::document::{Node, Problem, Value, parse_json};
use planner_core::projection::{Options, project};
use planner_core::stack::{Growth, Stack};
use planner_core::{Decimal, decimal};

use super::driver::{Driver, driver, grow, growth};
use crate::{ladder, plans, tree};

/// What growth is counted in while it is looked for: shares in thousandths, amounts in a round part of where it ends.
struct Steps {
    /// One of them.
    unit: Decimal,
    /// As few and as many as may be.
    range: (i64, i64),
    /// Behind the number: ` %/month`.
    behind: &'static str,
}

/// Lets a driver grow so that its last month is as near to a figure as a round growth gets it. One that grows by an amount goes
/// on growing by an amount.
pub(super) fn reach(document: &mut Node, name: &str, typed: &str, months: u32) -> Result<(), Problem> {
    let wrong =
        |message: &str, hint: &str| Problem::new(message).hint(hint).path(["drivers.", name].concat());
    let wanted = decimal(typed.trim()).filter(|wanted| *wanted >= Decimal::ZERO);
    let wanted = wanted.ok_or_else(|| wrong("that is no figure to end at", "write a number such as 5000"))?;
    if months < 2 || !can_end(document, name) {
        return Err(wrong(
            "its end is not drawn",
            "let it grow by a share or an amount, over two months or more",
        ));
    }
    let mut alone = alone(document, name)?;
    let text = tree::text(document, &growth(document, name)).unwrap_or_default();
    let steps = match Growth::parse(text) {
        Some(Growth::Linear(_)) => amounts(wanted.max(end(&alone, months)?), months),
        _ => shares(months),
    };
    let mut ends = |number: i64| {
        grow(&mut alone, name, &steps.written(number)?)?;
        end(&alone, months)
    };
    let number = nearest(wanted, steps.range, &mut ends).ok_or_else(|| {
        wrong("no growth moves where it ends", "write a start above zero, and no step in the last month")
    })?;
    let text = if number == 0 { String::new() } else { steps.written(number)? };
    grow(document, name, &text)
}

/// Whether where a driver ends is its own growth's doing, by a share or an amount.
pub(crate) fn can_end(document: &Node, name: &str) -> bool {
    let logistic = document.find(&["drivers", name, "growth", "logistic"]).is_some();
    matches!(driver(document, name), Driver::Start(_)) && !logistic
}

/// Shares so fine that each place of a handle is another one: the longer the horizon, the finer.
fn shares(months: u32) -> Steps {
    let (unit, each) = match months {
        ..=24 => (Decimal::new(5, 1), 2),
        25..=48 => (Decimal::new(2, 1), 5),
        _ => (Decimal::new(1, 1), 10),
    };
    Steps { unit, range: (-100 * each, 1_000 * each), behind: " %/month" }
}

/// Amounts of two digits less than where it ends, or of three.
fn amounts(end: Decimal, months: u32) -> Steps {
    let (less, most) = if months <= 24 { (2, 1_000) } else { (3, 10_000) };
    let place = ladder::place(end).unwrap_or(0).div_euclid(ladder::DECADE).saturating_sub(less);
    let unit = ladder::figure(place.saturating_mul(ladder::DECADE));
    Steps { unit, range: (-most, most), behind: " /month" }
}

impl Steps {
    fn written(&self, number: i64) -> Result<String, Problem> {
        let value = self.unit.checked_mul(Decimal::from(number));
        let value = value.ok_or_else(|| Problem::new("the growth is too large"))?.normalize();
        let plus = if number >= 0 && self.behind == " /month" { "+" } else { "" };
        Ok([plus, &value.to_string(), self.behind].concat())
    }
}

/// The stack with this driver and nothing else.
fn alone(document: &Node, name: &str) -> Result<Node, Problem> {
    let mut alone = parse_json(r#"{ "version": 1, "name": "One", "start": "", "resources": {} }"#, 0)?;
    for path in [["start"].as_slice(), &["drivers", name]] {
        let value = document.find(path).map_or(Value::Null, |node| node.value.clone());
        alone.put(path, value)?;
    }
    Ok(alone)
}

/// Where it ends, as the core works it out.
fn end(alone: &Node, months: u32) -> Result<Decimal, Problem> {
    let stack = Stack::parse(alone)?;
    let projection = project(plans::books()?, &stack, Options { months, ..Options::default() })?;
    let last = projection.months.last().and_then(|month| month.drivers.first());
    last.map(|(_, value)| *value).ok_or_else(|| Problem::new("the stack has no months"))
}

/// The number that ends nearest to what is wanted; none where it ends at the same whatever the number. What is too large to
/// be worked out ends above it.
fn nearest(
    wanted: Decimal,
    (least, most): (i64, i64),
    ends: &mut impl FnMut(i64) -> Result<Decimal, Problem>,
) -> Option<i64> {
    if ends(1).ok()? == ends(0).ok()? {
        return None;
    }
    let (mut below, mut above) = (least, most);
    while above.saturating_sub(below) > 1 {
        let middle = below.midpoint(above);
        if ends(middle).is_ok_and(|end| end < wanted) {
            below = middle;
        } else {
            above = middle;
        }
    }
    let off = |end: Decimal| end.checked_sub(wanted).map(|off| off.abs());
    let under = ends(below).ok().and_then(off);
    let over = ends(above).ok().and_then(off);
    match (under, over) {
        (Some(under), Some(over)) => Some(if over < under { above } else { below }),
        (Some(_), None) => Some(below),
        (None, _) => Some(above),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FORMS: [&str; 6] = [
        "2000",
        r#"{ "start": 2000, "growth": "10 %/month" }"#,
        r#"{ "start": 2000, "growth": "+100 /month" }"#,
        r#"{ "start": "500 /day", "growth": "10 %/month" }"#,
        r#"{ "start": 2000, "growth": "3 %/month", "season": { "11": "150 %", "12": "80 %" } }"#,
        r#"{ "start": 2000, "growth": "3 %/month", "steps": { "2027-01": 3000 } }"#,
    ];

    fn stack(driver: &str) -> Result<Node, Problem> {
        let head =
            r#"{ "version": 1, "name": "Shop", "start": "2026-12", "resources": {}, "drivers": { "visits": "#;
        parse_json(&[head, driver, " } }"].concat(), 0)
    }

    fn reached(document: &Node, wanted: Decimal, months: u32) -> Result<(Node, Decimal), Problem> {
        let mut next = document.clone();
        reach(&mut next, "visits", &wanted.to_string(), months)?;
        let end = end(&alone(&next, "visits")?, months)?;
        Ok((next, end))
    }

    fn written(document: &Node) -> Option<&str> {
        tree::text(document, &["drivers", "visits", "growth"])
    }

    #[test]
    fn it_ends_where_it_is_wanted_by_a_round_growth() -> Result<(), Problem> {
        let (next, end) = reached(&stack("2000")?, Decimal::from(5_000), 12)?;
        assert_eq!(written(&next), Some("8.5 %/month"));
        assert!(end > Decimal::from(4_800) && end < Decimal::from(5_200), "{end}");
        let (next, end) =
            reached(&stack(r#"{ "start": 2000, "growth": "+1 /month" }"#)?, Decimal::from(5_000), 12)?;
        assert_eq!((written(&next), end.to_string().as_str()), (Some("+270 /month"), "4970"));
        let (next, _) =
            reached(&stack(r#"{ "start": 2000, "growth": "5 %/month" }"#)?, Decimal::from(2_000), 12)?;
        assert_eq!(written(&next), None, "it stays as it is");
        let (next, _) = reached(&stack("2000")?, Decimal::from(500), 12)?;
        assert_eq!(written(&next), Some("-12 %/month"));
        Ok(())
    }

    #[test]
    fn each_place_of_a_handle_leads_on_to_the_next() -> Result<(), Problem> {
        for driver in FORMS {
            for months in [3, 12, 25, 36] {
                let mut document = stack(driver)?;
                let first = end(&alone(&document, "visits")?, months)?;
                let mut at = ladder::nearest(first).ok_or_else(|| Problem::new("no place"))?;
                for by in [1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1] {
                    let (next, ended) = reached(&document, ladder::figure(at + by), months)?;
                    let now = ladder::nearest(ended).ok_or_else(|| Problem::new("no place"))?;
                    assert!((now - at).signum() == by, "{driver} over {months}: {at} {by} {now} {ended}");
                    (document, at) = (next, now);
                }
            }
        }
        Ok(())
    }

    #[test]
    fn what_cannot_be_reached_is_refused_with_what_to_do() -> Result<(), Problem> {
        for (driver, typed, months) in [
            (r#"{ "start": 0 }"#, "500", 12),
            (r#"{ "start": 5, "steps": { "2027-01": 3000 } }"#, "500", 2),
            (r#"{ "months": [1, 2] }"#, "500", 12),
            (r#"{ "start": 5, "growth": { "logistic": { "ceiling": 90, "rate": "5 %/month" } } }"#, "50", 12),
            ("5", "many", 12),
            ("5", "-1", 12),
            ("5", "500", 1),
        ] {
            let refused = reach(&mut stack(driver)?, "visits", typed, months).err();
            assert!(refused.is_some_and(|problem| problem.hint.is_some()), "{driver} {typed}");
        }
        Ok(())
    }
}
