//! The tabs of the zero-traffic floor and of one more: what they say, and when they are worked out.

use planner_core::document::Problem;
use planner_web::presets::index_of;
use planner_web::sheets::Sheet;
use planner_web::state::{Action, State, Tab};

use crate::page;

fn open(preset: &str, tab: Tab) -> Result<State, Problem> {
    let preset = Action::Preset(index_of(preset).unwrap_or_default());
    page([preset, Action::Look(tab), Action::WorkOut])
}

fn sheet(state: &State, tab: Tab) -> Result<Sheet, Problem> {
    let none = || Problem::new("the tab is not worked out");
    let (_, found) = state.worked.sheet.as_ref().filter(|(known, _)| *known == tab).ok_or_else(none)?;
    found.as_ref().map(Clone::clone).map_err(Clone::clone)
}

#[test]
fn the_floor_says_what_remains_and_why() -> Result<(), Problem> {
    let sheet = sheet(&open("convoai", Tab::Idle)?, Tab::Idle)?;
    assert_eq!(sheet.finding, "$25.00 a month with nobody using it, of $29.94 as stated");
    let api = sheet.rows.iter().find(|row| row.first().is_some_and(|id| id == "api/instances"));
    assert_eq!(api.map(|[_, rest, stated, _]| (rest.as_str(), stated.as_str())), Some(("$25.00", "$25.00")));
    Ok(())
}

#[test]
fn one_more_of_what_cannot_be_had_has_no_price() -> Result<(), Problem> {
    let sheet = sheet(&open("convoai", Tab::OneMore)?, Tab::OneMore)?;
    let row = |of: &str, what: &str| {
        let mut rows = sheet.rows.iter();
        rows.find(|[scope, one, _, _]| scope == of && one.starts_with(what))
            .map(|[_, _, adds, _]| adds.as_str())
    };
    assert_eq!(row("api", "instance (1 to 2)"), Some("$25.00"));
    assert_eq!(row("redis", "another Upstash Redis"), Some("not to be had"));
    Ok(())
}

#[test]
fn a_tab_is_worked_out_while_it_is_looked_at() -> Result<(), Problem> {
    assert!(page([])?.worked.sheet.is_none());
    let open = open("convoai", Tab::Idle)?;
    assert!(open.worked.sheet.is_some());
    let left = open.after(Action::Look(Tab::Cost)).after(Action::WorkOut);
    assert!(left.worked.sheet.is_none());
    Ok(())
}
