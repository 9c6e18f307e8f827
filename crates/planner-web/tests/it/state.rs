//! What actions do to the state.

use planner_core::document::Problem;
use planner_web::field::Field;
use planner_web::presets::index_of;
use planner_web::state::{Action, State};

use crate::{page, totals, typed, visits};

#[test]
fn the_page_opens_on_three_plans() -> Result<(), Problem> {
    let state = page([])?;
    let titles: Vec<&str> = state.answer.columns.iter().map(|column| column.title.as_str()).collect();
    assert_eq!(titles, ["Free", "Starter", "Standard"]);
    assert_eq!(totals(&state), ["$0.00", "$7.00", "$25.00"]);
    Ok(())
}

#[test]
fn a_driver_changes_the_answer_and_the_document() -> Result<(), Problem> {
    let state = page([typed(visits(), "900000")])?;
    assert_ne!(totals(&state), ["$0.00", "$7.00", "$25.00"]);
    assert!(state.inputs.text.contains("\"start\": 900000"), "{}", state.inputs.text);
    assert!(state.edited && !state.refused());
    Ok(())
}

#[test]
fn bad_input_keeps_the_last_good_answer_and_what_was_typed() -> Result<(), Problem> {
    let good = page([typed(visits(), "900000")])?;
    let bad = good.after(typed(visits(), "-5"));
    assert!(bad.refused());
    assert_eq!(*bad.answer, *good.answer);
    let draft = bad.drafts.get(&visits());
    assert_eq!(draft.map(|draft| draft.text.as_str()), Some("-5"));
    let message = draft.and_then(|draft| draft.problem.as_ref()).map(|problem| problem.message.as_str());
    assert_eq!(message, Some("-5 is below zero"));
    // Leaving the field keeps the refusal in sight; a good figure ends it.
    assert!(bad.after(Action::Leave(visits())).refused());
    assert!(!bad.after(typed(visits(), "5")).refused());
    Ok(())
}

#[test]
fn what_is_typed_stays_until_the_field_is_left() -> Result<(), Problem> {
    let growth = Field::Growth("visits".to_owned());
    let state = page([typed(growth.clone(), "6")])?;
    assert_eq!(state.drafts.get(&growth).map(|draft| draft.text.as_str()), Some("6"));
    let left = state.after(Action::Leave(growth.clone()));
    assert_eq!(left.drafts.get(&growth), None);
    assert_eq!(growth.read(&left.inputs.document), "6 %/month");
    Ok(())
}

#[test]
fn the_horizon_is_one_to_thirty_six_months() -> Result<(), Problem> {
    let months = |text| page([typed(Field::Months, text)]);
    assert_eq!(months("36")?.answer.last_month, "November 2029");
    for text in ["0", "37", "", "a year", "1.5"] {
        assert!(months(text)?.refused(), "{text}");
    }
    Ok(())
}

#[test]
fn a_month_before_the_first_prices_is_refused_with_their_date() -> Result<(), Problem> {
    let state = page([typed(Field::Start, "2019-01")])?;
    let problem = state.drafts.get(&Field::Start).and_then(|draft| draft.problem.clone());
    assert!(problem.is_some_and(|problem| problem.message.contains("2024-10-01")));
    Ok(())
}

#[test]
fn columns_come_change_and_go() -> Result<(), Problem> {
    let plans = |state: &State| {
        state.inputs.variation.as_ref().map(|variation| variation.plans.clone()).unwrap_or_default()
    };
    let two = page([Action::RemoveColumn(0), Action::Column(0, "2c-4g".to_owned())])?;
    assert_eq!(plans(&two), ["2c-4g", "standard"]);
    let three = two.after(Action::AddColumn);
    assert_eq!(plans(&three).len(), 3);
    let four = three.after(Action::AddColumn);
    assert_eq!((plans(&four).len(), plans(&four.after(Action::AddColumn)).len()), (4, 4));
    let one = three.after(Action::Show(2)).after(Action::Compare(None));
    assert_eq!((one.comparison.columns.len(), one.looks.shown), (1, 0));
    let again = one.after(Action::Compare(Some("api".to_owned())));
    assert_eq!(again.comparison.columns.len(), 3);
    Ok(())
}

#[test]
fn a_pasted_stack_is_one_more_stack() -> Result<(), Problem> {
    let own = r#"{ "version": 1, "name": "Shop", "start": "2026-12", "resources": { "web": { "product": "render/web", "plan": "starter", "count": 2 } } }"#;
    let state = page([typed(visits(), "5"), typed(Field::Json, own)])?;
    assert_eq!((state.preset, state.answer.name.as_str()), (None, "Shop"));
    assert_eq!(totals(&state), ["$0.00", "$14.00", "$50.00"]);
    let bad = state.after(typed(Field::Json, "{\n  \"version\": x }"));
    let problem =
        bad.drafts.get(&Field::Json).and_then(|draft| draft.problem.as_ref()).map(ToString::to_string);
    assert_eq!(problem.as_deref(), Some("line 2, column 14: expected a value, found `x`"));
    Ok(())
}

#[test]
fn a_problem_of_meaning_has_its_place_in_the_text() -> Result<(), Problem> {
    let text = page([])?.inputs.text.replace("\"render/web\"", "\"render/wbe\"");
    let state = page([typed(Field::Json, &text)])?;
    let problem = state.drafts.get(&Field::Json).and_then(|draft| draft.problem.clone());
    let problem = problem.map(|problem| (problem.path.clone(), problem.position.is_some()));
    assert_eq!(problem, Some(("resources.api.product".to_owned(), true)));
    Ok(())
}

#[test]
fn a_preset_begins_anew() -> Result<(), Problem> {
    let index = index_of("convoai").unwrap_or_default();
    let state = page([typed(visits(), "x"), Action::Preset(index)])?;
    assert_eq!((state.preset, state.edited, state.refused()), (Some(index), false, false));
    let back = state.after(typed(Field::Driver("messages".to_owned()), "5")).after(Action::Preset(0));
    let first = page([])?;
    assert_eq!(
        (back.preset, back.edited, &*back.inputs, &*back.answer),
        (Some(0), false, &*first.inputs, &*first.answer)
    );
    Ok(())
}

#[test]
fn plan_and_count_of_a_resource_are_part_of_the_stack() -> Result<(), Problem> {
    let count = Field::Count("api".to_owned());
    let state = page([typed(count.clone(), "3")])?;
    assert_eq!(totals(&state), ["$0.00", "$21.00", "$75.00"]);
    let again = state.after(typed(count, ""));
    assert_eq!(totals(&again), ["$0.00", "$7.00", "$25.00"]);
    let plan = again.after(Action::Compare(None)).after(typed(Field::Plan("api".to_owned()), "2c-4g"));
    assert_eq!(totals(&plan), ["$85.00"]);
    Ok(())
}
