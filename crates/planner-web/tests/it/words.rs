//! What the page says.

use planner_core::book::Books;
use planner_core::document::{Problem, parse_json};
use planner_core::output::Report;
use planner_core::projection::{Options, project};
use planner_core::stack::Stack;
use planner_web::answer::notes;
use planner_web::field::Field;
use planner_web::findings;
use planner_web::limits::Standing;
use planner_web::state::{Action, Costs, State};

use crate::{page, typed, visits};

#[test]
fn the_status_names_every_total() -> Result<(), Problem> {
    let state = page([])?;
    assert_eq!(
        state.answer.status,
        "AI assistant costs $0.00 on Free, $7.00 on Starter and $25.00 on Standard in December 2026."
    );
    Ok(())
}

#[test]
fn the_finding_groups_plans_that_break_on_one_day() -> Result<(), Problem> {
    let state = page([])?;
    assert_eq!(
        state.answer.finding,
        "api runs out of memory on 19 October 2027 on Free and Starter and is restarted. On Standard: none of the 9 of 11 limits that can be judged breaks within 12 months."
    );
    let one = state.after(Action::Compare(None));
    assert_eq!(one.answer.finding, "api runs out of memory on 19 October 2027 and is restarted.");
    assert_eq!(findings::headroom(&one.answer, 0), "The stack runs out on 19 October 2027: restarted");
    Ok(())
}

#[test]
fn first_limit_and_first_charge_are_apart() -> Result<(), Problem> {
    let state = page([])?;
    let Some(free) = state.answer.columns.first() else { return Err(Problem::new("no column")) };
    let breaks = free.limit.as_ref().map(|event| (event.effect.as_str(), event.what.as_str()));
    assert_eq!(breaks, Some(("Restarted", "api: memory of an instance")));
    let charged = free.overage.as_ref().map(|event| (event.effect.as_str(), event.short_date.as_str()));
    assert_eq!(charged, Some(("Charged", "31 Aug 2027")));
    Ok(())
}

#[test]
fn the_nearest_limit_comes_first_and_says_when_it_is_first_passed() -> Result<(), Problem> {
    let state = page([])?;
    let limits = &state.answer.limits;
    let memory = limits.rows.iter().find(|row| row.id == "api/memory");
    let cells: Vec<_> = memory
        .into_iter()
        .flat_map(|row| row.cells.iter().flatten())
        .map(|cell| (cell.standing, cell.text.as_str()))
        .collect();
    assert_eq!(
        cells,
        [
            (Standing::Over, "restarted 19 Oct 2027"),
            (Standing::Over, "restarted 19 Oct 2027"),
            (Standing::Ok, "73\u{a0}% left")
        ]
    );
    assert!(limits.near < limits.rows.len());
    Ok(())
}

#[test]
fn what_has_no_price_is_said_once() -> Result<(), Problem> {
    let state = State::open(0)?.after(Action::Type(
        Field::Json,
        r#"{ "version": 1, "name": "Shop", "start": "2026-12", "resources": {
            "files": { "product": "acme/storage" }, "web": { "product": "render/web", "plan": "starter" } } }"#
            .to_owned(),
    ));
    let files: Vec<_> = state.answer.not_counted.iter().filter(|one| one.of == "files").collect();
    assert!(
        matches!(files.as_slice(), [one] if one.why.starts_with("no price") && one.on.is_empty()),
        "{files:?}"
    );
    Ok(())
}

#[test]
fn cost_says_where_it_goes() -> Result<(), Problem> {
    let state = page([typed(visits(), "100"), typed(Field::Growth("visits".to_owned()), "0")])?;
    assert_eq!(
        findings::cost_over_time(&state.answer),
        "Free costs $0.00 a month, Starter costs $7.00 a month, Standard costs $25.00 a month"
    );
    Ok(())
}

#[test]
fn where_nothing_has_a_price_no_total_is_made_up() -> Result<(), Problem> {
    let state = State::open(0)?.after(Action::Type(
        Field::Json,
        r#"{ "version": 1, "name": "Shop", "start": "2026-12", "resources": { "files": { "product": "acme/storage" } } }"#.to_owned(),
    ));
    assert_eq!(state.answer.status, "There is no price yet for anything in Shop, so there is no total.");
    assert_eq!(state.answer.finding, "Nothing is known about the limits of this stack yet.");
    let drawing = planner_web::chart::cost(
        &state.answer,
        &state.comparison,
        Costs::default(),
        0,
        planner_web::chart::Paper::Page,
    );
    assert!(drawing.table.rows.iter().all(|(_, cells)| cells.iter().all(|cell| cell == "no price")));
    Ok(())
}

/// What is not counted and what is needed stand elsewhere on the page; a note of the user's own is told whatever its words.
#[test]
fn a_note_of_ones_own_is_told_whatever_it_says() -> Result<(), Problem> {
    let text = r#"{
        "version": 1, "name": "x", "start": "2026-12",
        "resources": {
            "mail": { "product": "scaleway/mail", "note": "unpriced, as we know" },
            "web": { "product": "render/web", "plan": "free" }
        }
    }"#;
    let stack = Stack::parse(&parse_json(text, 0)?)?;
    let books = Books::bundled()?;
    let report = Report::from(&project(&books, &stack, Options { months: 1, ..Options::default() })?);
    let shown = notes(&report);
    assert!(shown.iter().any(|note| note == "mail: unpriced, as we know"), "{shown:?}");
    assert!(!shown.iter().any(|note| note.contains("no price book")), "{shown:?}");
    Ok(())
}
