//! A figure that may follow a driver: `5 GB`, `users`, `{ per: users, times: 2 }`, `{ start: 5 GB, growth: 2 %/month }`.

use planner_core::Quantity;
use planner_core::document::{Node, Problem, Value};

use crate::tree;

/// The figure alone: of `{ per: users, each: 2 kB }` it is `2 kB`. A driver's name alone is one for each.
pub(super) fn amount(document: &Node, place: &[&str]) -> String {
    let text = tree::text(document, place);
    if let Some(text) = text {
        return if is_driver(document, text) { "1".to_owned() } else { text.to_owned() };
    }
    let inside = |key| tree::text(document, &[place, &[key]].concat());
    // Beside what it is for each of, `start` is what is there besides.
    ["each", "times", "start"].into_iter().find_map(inside).unwrap_or_default().to_owned()
}

/// What it says in words, where it follows a driver: `5 for each of visits, and 1 GB besides`.
pub(crate) fn said(document: &Node, place: &[&str]) -> Option<String> {
    let (driver, amount) = (per(document, place), amount(document, place));
    if driver.is_empty() || amount.is_empty() {
        let is_list = matches!(document.find(place).map(|node| &node.value), Some(Value::List(_)));
        return is_list.then(|| "Events of several sizes: the stack file has them.".to_owned());
    }
    let mut words = [amount.as_str(), " for each of ", &tree::words(&driver)].concat();
    for (key, before, behind) in [("start", ", and ", " besides"), ("keep", ", kept for ", "")] {
        if let Some(text) = tree::text(document, &[place, &[key]].concat()) {
            for part in [before, text, behind] {
                words.push_str(part);
            }
        }
    }
    Some(words)
}

/// The driver it is for each of; nothing where it follows none.
pub(crate) fn per(document: &Node, place: &[&str]) -> String {
    let named = tree::text(document, place).filter(|text| is_driver(document, text));
    named.or_else(|| tree::text(document, &[place, &["per"]].concat())).unwrap_or_default().to_owned()
}

/// Puts another figure, which goes on following what it follows, and growing as it grows. None takes all of it away.
pub(super) fn put(document: &mut Node, place: &[&str], typed: &str) -> Result<(), Problem> {
    if typed.is_empty() {
        document.remove(place);
        tree::prune(document, place);
        return Ok(());
    }
    let driver = per(document, place);
    if !driver.is_empty() {
        return each_of(document, place, &driver, typed);
    }
    let grows = document.find(&[place, &["start"]].concat()).is_some();
    let own = if grows { [place, &["start"]].concat() } else { place.to_vec() };
    document.put(&own, tree::typed(typed))
}

/// Lets it follow a driver, or none. What it says besides stays: why it is assumed, its seasons.
pub(super) fn follow(document: &mut Node, place: &[&str], driver: &str) -> Result<(), Problem> {
    let amount = amount(document, place);
    if !driver.is_empty() {
        return each_of(document, place, driver, if amount.is_empty() { "1" } else { &amount });
    }
    let figure = tree::typed(if amount.is_empty() { "0" } else { &amount });
    for key in ["per", "each", "times", "keep", "start"] {
        document.remove(&[place, &[key]].concat());
    }
    if tree::entries(document, place).next().is_none() {
        return document.put(place, figure);
    }
    let start = [place, &["start"]].concat();
    document.put(&start, figure)?;
    document.shift(&start, i32::MIN);
    Ok(())
}

/// Writes `{ per: driver, times: 2 }`, or `each` for what has a unit.
fn each_of(document: &mut Node, place: &[&str], driver: &str, typed: &str) -> Result<(), Problem> {
    let has_unit = Quantity::parse(typed).is_some_and(|quantity| quantity.unit.is_some());
    let (key, other) = if has_unit { ("each", "times") } else { ("times", "each") };
    if !matches!(document.find(place).map(|node| &node.value), Some(Value::Map(_))) {
        document.put(place, Value::Map(Vec::new().into()))?;
    }
    if document.find(&[place, &["per"]].concat()).is_none() {
        // Its own figure is what each adds now, and what grows is the driver.
        for own in ["start", "growth", "steps", "months"] {
            document.remove(&[place, &[own]].concat());
        }
    }
    document.remove(&[place, &[other]].concat());
    document.put(&[place, &["per"]].concat(), Value::Text(driver.to_owned()))?;
    document.put(&[place, &[key]].concat(), tree::typed(typed))
}

fn is_driver(document: &Node, text: &str) -> bool {
    document.find(&["drivers", text]).is_some()
}

#[cfg(test)]
mod tests {
    use planner_core::document::{parse_json, to_json};

    use super::*;

    const PLACE: [&str; 2] = ["u", "commands"];

    fn document(usage: &str) -> Result<Node, Problem> {
        parse_json(&format!(r#"{{ "drivers": {{ "users": 5 }}, "u": {{ "commands": {usage} }} }}"#), 0)
    }

    #[test]
    fn a_figure_is_read_however_it_is_written() -> Result<(), Problem> {
        for (written, figure, driver) in [
            ("5", "5", ""),
            (r#""5 GB""#, "5 GB", ""),
            (r#""users""#, "1", "users"),
            (r#"{ "per": "users", "times": 2 }"#, "2", "users"),
            (r#"{ "per": "users", "each": "2 kB" }"#, "2 kB", "users"),
            (r#"{ "start": "5 GB", "growth": "2 %/month" }"#, "5 GB", ""),
        ] {
            let document = document(written)?;
            assert_eq!((amount(&document, &PLACE), per(&document, &PLACE)), (figure.into(), driver.into()));
        }
        Ok(())
    }

    #[test]
    fn it_follows_another_driver_and_keeps_its_figure_and_its_reason() -> Result<(), Problem> {
        for (before, typed, follows, after) in [
            ("5", "7", "", "7"),
            ("5", "7", "users", r#"{"per":"users","times":7}"#),
            ("5", "2 kB", "users", r#"{"per":"users","each":"2 kB"}"#),
            (r#"{ "per": "users", "each": "2 kB" }"#, "3", "users", r#"{"per":"users","times":3}"#),
            (r#"{ "per": "users", "times": 2 }"#, "4", "", "4"),
            (
                r#"{ "start": "5 GB", "growth": "2 %/month" }"#,
                "6 GB",
                "",
                r#"{"start":"6 GB","growth":"2 %/month"}"#,
            ),
            (
                r#"{ "per": "users", "times": 2, "assumed": "why" }"#,
                "3",
                "users",
                r#"{"per":"users","times":3,"assumed":"why"}"#,
            ),
            (
                r#"{ "per": "users", "each": "2 kB", "start": "1 GB", "keep": "9 days" }"#,
                "3 kB",
                "users",
                r#"{"per":"users","each":"3 kB","start":"1 GB","keep":"9 days"}"#,
            ),
            (
                r#"{ "per": "users", "each": "2 kB", "keep": "9 days", "season": { "12": "150 %" } }"#,
                "3 kB",
                "",
                r#"{"start":"3 kB","season":{"12":"150 %"}}"#,
            ),
            (
                r#"{ "start": 5, "growth": "2 %/month", "assumed": "why" }"#,
                "3",
                "users",
                r#"{"assumed":"why","per":"users","times":3}"#,
            ),
        ] {
            let mut document = document(before)?;
            put(&mut document, &PLACE, typed)?;
            if per(&document, &PLACE) != follows {
                follow(&mut document, &PLACE, follows)?;
            }
            let found = document.find(&PLACE).map(to_json);
            assert_eq!(found.as_deref(), Some(after), "{before}");
        }
        Ok(())
    }

    #[test]
    fn what_follows_is_said_in_words() -> Result<(), Problem> {
        for (written, words) in [
            (r#"{ "per": "users", "times": 5 }"#, Some("5 for each of users")),
            (r#""users""#, Some("1 for each of users")),
            (
                r#"{ "per": "users", "each": "2 kB", "start": "1 GB", "keep": "9 days" }"#,
                Some("2 kB for each of users, and 1 GB besides, kept for 9 days"),
            ),
            ("5", None),
            (r#"[{ "each": 5, "times": 2 }]"#, Some("Events of several sizes: the stack file has them.")),
        ] {
            assert_eq!(said(&document(written)?, &PLACE).as_deref(), words, "{written}");
        }
        Ok(())
    }

    #[test]
    fn nothing_takes_it_away_and_the_empty_map_with_it() -> Result<(), Problem> {
        let mut document = document("5")?;
        put(&mut document, &PLACE, "")?;
        assert_eq!(to_json(&document), r#"{"drivers":{"users":5}}"#);
        Ok(())
    }
}
