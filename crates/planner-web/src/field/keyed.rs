//! Names under which something stands in a list by name: the month of a step, the month of a season, the name of a ceiling.

use planner_core::document::{Node, Problem, Value};
use planner_core::{Decimal, Month, Quantity};

use crate::catalog::{SEASON, STEPS};
use crate::tree;

/// The longest name.
const LONGEST: usize = 80;

/// Puts what stands at a place under another name.
pub(super) fn rename(document: &mut Node, place: &[&str], typed: &str) -> Result<(), Problem> {
    let Some((was, above)) = place.split_last().filter(|(was, _)| **was != typed) else { return Ok(()) };
    let is_step = matches!(place, ["drivers", _, kind, _] if *kind == STEPS);
    let is_season = matches!(place, ["drivers", _, kind, _] if *kind == SEASON);
    let wrong = match () {
        () if is_step && Month::parse(typed).is_none() => Some(
            Problem::new(format!("`{typed}` is not a month")).hint("write year and month, such as 2027-03"),
        ),
        () if is_season && typed.parse().ok().and_then(|month| Month::new(2026, month)).is_none() => {
            Some(Problem::new(format!("`{typed}` is no month of the year")).hint("write 1 to 12, such as 12"))
        }
        () if typed.is_empty() || typed.chars().count() > LONGEST => {
            Some(Problem::new("a name has 1 to 80 letters").hint("write a name such as alarm"))
        }
        () if matches!(place, ["limits", _]) && matches!(typed, "spend" | "headroom") => Some(
            Problem::new(format!("`{typed}` is a ceiling of its own above"))
                .hint("write a name such as alarm"),
        ),
        () if document.find(&[above, &[typed]].concat()).is_some() => Some(
            Problem::new(format!("`{typed}` is there already")).hint("take another one, or change that one"),
        ),
        () => None,
    };
    if let Some(problem) = wrong {
        return Err(problem.path(place.join(".")));
    }
    // It stays where it stands: whoever types the month digit by digit stays in its row.
    document.rename(&[above, &[*was]].concat(), typed)
}

/// Puts a figure where one has to stand: what was taken away by hand would take its row along while it is typed into.
pub(super) fn put(document: &mut Node, place: &[&str], typed: &str) -> Result<(), Problem> {
    let is_season = matches!(place, ["drivers", _, kind, _] if *kind == SEASON);
    if typed.is_empty() {
        let example = if is_season { "write a share such as 150 %" } else { "write a figure such as 5000" };
        let hint = [example, ", or remove the row"].concat();
        return Err(Problem::new("nothing is written here").hint(hint).path(place.join(".")));
    }
    let value = if is_season {
        share(typed).map_err(|problem| problem.path(place.join(".")))?
    } else {
        tree::typed(typed)
    };
    document.put(place, value)
}

/// A share: `150 %`. A bare number up to ten is meant as a factor, a larger one in percent.
fn share(typed: &str) -> Result<Value, Problem> {
    let quantity = Quantity::parse(typed);
    let share = quantity.as_ref().and_then(Quantity::share);
    let bare = quantity.as_ref().filter(|quantity| quantity.unit.is_none()).map(|quantity| quantity.value);
    let factor = bare.filter(|number| number.abs() <= Decimal::TEN);
    let percent = factor.and_then(|factor| factor.checked_mul(Decimal::ONE_HUNDRED)).or(bare);
    match (share, percent) {
        (Some(share), _) if share >= Decimal::ZERO => Ok(Value::Text(typed.to_owned())),
        (None, Some(percent)) if percent >= Decimal::ZERO => {
            Ok(Value::Text([&percent.normalize().to_string(), " %"].concat()))
        }
        _ => Err(Problem::new(format!("`{typed}` is no share of zero or more"))
            .hint("write a share such as 150 %, or a factor such as 1.5")),
    }
}

#[cfg(test)]
mod tests {
    use planner_core::document::{parse_json, to_json};

    use super::*;

    const STACK: &str = r#"{ "drivers": { "a": { "start": 5, "steps": { "2027-03": 7, "2027-06": 8 }, "season": { "12": "150 %" } } },
        "limits": { "one": {}, "two": {} } }"#;

    #[test]
    fn a_row_moves_to_another_month_and_stays_where_it_stands() -> Result<(), Problem> {
        let mut document = parse_json(STACK, 0)?;
        rename(&mut document, &["drivers", "a", "steps", "2027-03"], "2027-09")?;
        let steps = document.find(&["drivers", "a", "steps"]).map(to_json);
        assert_eq!(steps.as_deref(), Some(r#"{"2027-09":7,"2027-06":8}"#));
        rename(&mut document, &["drivers", "a", "season", "12"], "8")?;
        let seasons = document.find(&["drivers", "a", "season"]).map(to_json);
        assert_eq!(seasons.as_deref(), Some(r#"{"8":"150 %"}"#));
        Ok(())
    }

    #[test]
    fn what_is_refused_says_what_to_write() -> Result<(), Problem> {
        let document = parse_json(STACK, 0)?;
        for (place, typed) in [
            (["drivers", "a", "steps", "2027-03"].as_slice(), "March"),
            (&["drivers", "a", "steps", "2027-03"], ""),
            (&["drivers", "a", "steps", "2027-03"], "2027-06"),
            (&["drivers", "a", "season", "12"], "13"),
            (&["limits", "one"], "two"),
            (&["limits", "one"], "spend"),
            (&["limits", "one"], ""),
            (&["limits", "one"], &"x".repeat(81)),
        ] {
            let refused = rename(&mut document.clone(), place, typed).err();
            assert!(refused.is_some_and(|problem| problem.hint.is_some()), "{place:?} {typed}");
        }
        for place in [["drivers", "a", "steps", "2027-03"], ["drivers", "a", "season", "12"]] {
            let refused = put(&mut document.clone(), &place, "").err();
            assert!(refused.is_some_and(|problem| problem.hint.is_some()));
        }
        Ok(())
    }

    #[test]
    fn a_season_is_a_share_however_it_is_typed() {
        for (typed, written) in [
            ("150 %", "150 %"),
            ("1.5", "150 %"),
            ("150", "150 %"),
            ("0.6", "60 %"),
            ("60%", "60%"),
            ("0", "0 %"),
        ] {
            assert_eq!(share(typed), Ok(Value::Text(written.to_owned())), "{typed}");
        }
        for wrong in ["x", "-1", "-5 %", "5 GB"] {
            assert!(share(wrong).is_err_and(|problem| problem.hint.is_some()), "{wrong}");
        }
    }
}
