//! The tabs of the zero-traffic floor and of one more: what they say, and when they are worked out.

use planner_core::document::Problem;
use planner_web::presets::index_of;
use planner_web::sheets::Sheet;
use planner_web::state::{Action, Inputs, State, Tab};

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
    let mut rows = sheet.rows.iter().map(|row| &row.cells);
    let api = rows.find(|[id, ..]| id == "api/instances");
    assert_eq!(api.map(|[_, rest, stated]| (rest.as_str(), stated.as_str())), Some(("$25.00", "$25.00")));
    Ok(())
}

#[test]
fn one_more_of_what_cannot_be_had_has_no_price() -> Result<(), Problem> {
    let sheet = sheet(&open("convoai", Tab::OneMore)?, Tab::OneMore)?;
    let row = |of: &str, what: &str| {
        let mut rows = sheet.rows.iter().map(|row| &row.cells);
        rows.find(|[scope, one, _]| scope == of && one.starts_with(what)).map(|[_, _, adds]| adds.as_str())
    };
    assert_eq!(row("api", "instance (1 to 2)"), Some("$25.00"));
    assert_eq!(row("redis", "another Upstash Redis"), Some("not to be had"));
    Ok(())
}

#[test]
fn every_step_says_what_breaks_sooner_or_that_nothing_does() -> Result<(), Problem> {
    let convoai = sheet(&open("convoai", Tab::OneMore)?, Tab::OneMore)?;
    assert!(convoai.finding.ends_with("and what breaks sooner within 12 months"), "{}", convoai.finding);
    assert!(convoai.rows.iter().all(|row| row.says.iter().any(|line| !line.is_empty())), "{convoai:?}");
    // A second worker doubles the commands of a Redis that is refused on 3 December already: by then it is refused before.
    let worker = convoai.rows.iter().find(|row| row.cells[1] == "bullmq/worker (1 to 2)");
    let says = worker.map(|row| row.says.join("; ")).unwrap_or_default();
    assert!(says.contains("refused on 2 Dec 2026 instead of 3 Dec 2026"), "{says}");
    // What moves nothing says so, and as long as limits wait for usage, no more than that.
    let quiet = convoai.rows.iter().filter(|row| row.says.iter().any(|line| line.starts_with("nothing")));
    assert!(quiet.clone().count() > 0 && convoai.hint.contains("wait for usage"), "{}", convoai.hint);
    assert!(quiet.clone().all(|row| row.says == ["nothing that can be judged"]), "{convoai:?}");
    Ok(())
}

#[test]
fn of_a_large_stack_the_first_steps_are_worked_out() -> Result<(), Problem> {
    let one = |at: usize| {
        format!(
            r#""r{at}": {{ "product": "upstash/redis", "plan": "payg", "usage": {{ "commands": "5 /day" }} }}"#
        )
    };
    let all: Vec<String> = (0..210).map(one).collect();
    let text = format!(
        r#"{{ "version": 1, "name": "Large", "start": "2026-12", "resources": {{ {} }} }}"#,
        all.join(", ")
    );
    let state =
        State::on(Inputs::read(&text, None, 1)?)?.after(Action::Look(Tab::OneMore)).after(Action::WorkOut);
    let sheet = sheet(&state, Tab::OneMore)?;
    // 20,000 parts of 210 a step.
    assert_eq!(sheet.rows.len(), 95);
    assert!(sheet.hint.contains("more are not tried here; `headroom more`"), "{}", sheet.hint);
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
