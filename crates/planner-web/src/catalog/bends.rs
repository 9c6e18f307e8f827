//! What bends the growth of a driver: steps, where it starts anew in a month, and seasons, shares of the months of a year.

use planner_core::Month;
use planner_core::document::{Node, Problem, Value};
use planner_core::stack::Rate;

use super::resources::checked;
use crate::field::{self, Driver};
use crate::tree;

/// Months between a step and the one that is added after it.
const APART: u32 = 3;

/// A step of a driver or a month of its season.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bend {
    /// Its month: `2027-03` of a step, `12` of a season.
    pub month: String,
    /// The figure it starts anew at, or the share.
    pub value: String,
}

/// What a driver bends by: `steps`, or `season`.
#[must_use]
pub fn bends(document: &Node, driver: &str, kind: &str) -> Vec<Bend> {
    let entries = tree::entries(document, &["drivers", driver, kind]);
    let bend = |(month, node): (&str, &Node)| Bend { month: month.to_owned(), value: tree::shown(node, &[]) };
    entries.map(bend).collect()
}

/// Whether a driver can have steps: what follows another, or states each month, has none of its own.
#[must_use]
pub fn can_step(document: &Node, driver: &str) -> bool {
    matches!(field::driver(document, driver), Driver::Start(_))
}

/// The document with one more step of a driver: some months after the last, at its last figure.
///
/// # Errors
///
/// A [`Problem`] where it can have none, and where no month is left.
pub fn add_step(document: &Node, driver: &str) -> Result<Node, Problem> {
    if !can_step(document, driver) {
        return Err(Problem::new(format!("`{driver}` starts anew with what it follows"))
            .hint("let it follow nothing first, or add the step to what it follows"));
    }
    let all = bends(document, driver, STEPS);
    let start = tree::text(document, &["start"]).and_then(Month::parse);
    let after = all.iter().filter_map(|step| Month::parse(&step.month)).chain(start).max();
    let month = after.and_then(|month| month.plus(APART)).ok_or_else(|| {
        Problem::new("no month is left for a step").hint("change the month of a step that is there")
    })?;
    let own = field::Field::Driver(driver.to_owned()).read(document);
    // A step has the time of the rate that it starts anew.
    let own = Rate::parse(&own).map(|rate| rate.quantity.to_string());
    let value = all.last().map(|step| step.value.clone()).or(own).unwrap_or_default();
    let mut next = document.clone();
    field::open(&mut next, driver)?;
    next.put(&["drivers", driver, STEPS, &month.to_string()], tree::typed(&value))?;
    checked(next)
}

/// The document with one more month in the season of a driver: December first, as it would be without.
///
/// # Errors
///
/// A [`Problem`] where every month has a share.
pub fn add_season(document: &Node, driver: &str) -> Result<Node, Problem> {
    let all = bends(document, driver, SEASON);
    let free = std::iter::once(12).chain(1..12).map(|month: u8| month.to_string());
    let month = free.into_iter().find(|month| all.iter().all(|bend| bend.month != *month));
    let month = month.ok_or_else(|| {
        Problem::new("each of the twelve months has its share").hint("change one of them, such as 150 %")
    })?;
    let mut next = document.clone();
    field::open(&mut next, driver)?;
    next.put(&["drivers", driver, SEASON, &month], Value::Text("100 %".to_owned()))?;
    checked(next)
}

/// The field of a driver that has its steps.
pub const STEPS: &str = "steps";

/// The field of a driver that has its season.
pub const SEASON: &str = "season";

/// The name of a month of the year by its number: `December`.
#[must_use]
pub fn month_name(number: &str) -> Option<String> {
    let month = number.parse().ok().and_then(|number| Month::new(2026, number))?;
    month.name().split(' ').next().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use planner_core::document::{parse_json, to_json};

    use super::*;

    fn drivers(document: &Node) -> String {
        document.find(&["drivers"]).map(to_json).unwrap_or_default()
    }

    fn stack(drivers: &str) -> Result<Node, Problem> {
        let head = r#"{ "version": 1, "name": "Shop", "start": "2026-12", "resources": {}, "drivers": "#;
        parse_json(&[head, drivers, " }"].concat(), 0)
    }

    #[test]
    fn steps_come_after_one_another() -> Result<(), Problem> {
        let one = add_step(&stack(r#"{ "visits": 500 }"#)?, "visits")?;
        assert_eq!(drivers(&one), r#"{"visits":{"start":500,"steps":{"2027-03":500}}}"#);
        let two = add_step(&one, "visits")?;
        assert_eq!(
            bends(&two, "visits", STEPS).iter().map(|step| step.month.as_str()).collect::<Vec<_>>(),
            ["2027-03", "2027-06"]
        );
        let daily = add_step(&stack(r#"{ "visits": "500 /day" }"#)?, "visits")?;
        assert_eq!(drivers(&daily), r#"{"visits":{"start":"500 /day","steps":{"2027-03":500}}}"#);
        let follows = stack(r#"{ "a": 5, "visits": { "per": "a", "times": 2 } }"#)?;
        assert!(add_step(&follows, "visits").is_err() && !can_step(&follows, "visits"));
        assert!(add_step(&stack(r#"{ "visits": { "months": [1, 2] } }"#)?, "visits").is_err());
        Ok(())
    }

    #[test]
    fn a_season_has_each_month_once() -> Result<(), Problem> {
        let mut document = stack(r#"{ "a": 5, "visits": { "per": "a", "times": 2 } }"#)?;
        for _ in 0..12 {
            document = add_season(&document, "visits")?;
        }
        let mut months: Vec<String> =
            bends(&document, "visits", SEASON).into_iter().map(|bend| bend.month).collect();
        assert_eq!(months.first().map(String::as_str), Some("12"));
        months.sort();
        months.dedup();
        assert_eq!(months.len(), 12);
        assert!(add_season(&document, "visits").is_err());
        assert_eq!((month_name("12").as_deref(), month_name("13")), (Some("December"), None));
        Ok(())
    }
}
