//! What actions do to the state.

use planner_core::document::Problem;
use planner_web::field::Field;
use planner_web::presets::index_of;
use planner_web::state::{Action, Inputs, List, State, Tab};

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

#[test]
fn an_amount_leads_to_the_bill_it_comes_from() -> Result<(), Problem> {
    let proven = page([Action::Prove { column: 2, month: Some(11) }])?;
    assert_eq!((proven.looks.tab, proven.looks.shown, proven.looks.month), (Tab::Proof, 2, Some(11)));
    // A shorter horizon has no such month, and fewer columns no such column.
    let shorter = proven.after(Action::Set(Field::Months, "3".to_owned())).after(Action::Compare(None));
    assert_eq!((shorter.looks.shown, shorter.looks.month), (0, Some(2)));
    let all = shorter.after(Action::Prove { column: 0, month: None });
    assert_eq!((all.looks.month, all.after(Action::Month(Some(1))).looks.month), (None, Some(1)));
    assert_eq!(*all.inputs, *shorter.inputs, "nothing of the stack changes");
    Ok(())
}

#[test]
fn a_long_list_is_shown_whole_and_in_part_again() -> Result<(), Problem> {
    let whole = page([Action::All(List::Lines), Action::All(List::Resources)])?;
    assert_eq!(whole.looks.whole, [List::Lines, List::Resources]);
    assert_eq!(whole.after(Action::All(List::Lines)).looks.whole, [List::Resources]);
    // Another stack has other lists.
    assert!(whole.after(Action::Preset(1)).looks.whole.is_empty());
    Ok(())
}

#[test]
fn a_kept_stack_that_gives_no_answer_stays_kept_and_that_is_said() -> Result<(), Problem> {
    let text = r#"{ "version": 1, "name": "Old", "start": "2019-01", "resources": { "web": { "product": "render/web" } } }"#;
    let library = vec![(7, "Old".to_owned())];
    let before = page([Action::Library(library.clone(), None)])?;
    let inputs = Box::new(Inputs::read(text, None, 12)?);
    let after = before.after(Action::Scenario { id: 7, inputs, name: "Old".to_owned(), from: None });
    assert_eq!((&*after.inputs, after.scenario), (&*before.inputs, None), "the stack at hand stays");
    assert_eq!(after.looks.library, library);
    let said = after.looks.said.clone().map(|said| (said.text, said.undo)).unwrap_or_default();
    assert!(said.0.contains("2024-10-01") && !said.1, "{said:?}");
    // A change makes what is at hand one's own, and not the one that could not be opened.
    let changed = after.after(typed(visits(), "5"));
    assert!(changed.is_own() && changed.scenario.is_none());
    Ok(())
}

#[test]
fn a_scenario_is_renamed_by_what_keeps_it() -> Result<(), Problem> {
    let named = |name: &str| vec![(7, name.to_owned()), (8, "Other".to_owned())];
    let kept =
        page([typed(visits(), "5"), Action::Kept { visit: 0, id: 7, library: named("Shop"), said: None }])?;
    let asked = kept.after(Action::Renaming(true)).after(typed(Field::Scenario, "Shop of 2027"));
    assert!(asked.looks.renaming && !asked.refused());
    assert_eq!(*asked.inputs, *kept.inputs, "its name is no part of the stack");
    // The page itself does nothing of it; what keeps it says the names.
    let refused = asked
        .after(Action::RenameScenario(7, "Other".to_owned()))
        .after(Action::Say("another scenario is called Other".to_owned()));
    assert!(refused.looks.renaming && refused.drafts.get(&Field::Scenario).is_some());
    // Another tab may save something meanwhile.
    let elsewhere = vec![(7, "Shop".to_owned())];
    assert!(asked.after(Action::Library(elsewhere, None)).looks.renaming);
    let done = asked.after(Action::Library(named("Shop of 2027"), Some("Renamed".to_owned())));
    assert!(!done.looks.renaming && done.drafts.get(&Field::Scenario).is_none());
    assert_eq!(done.looks.said.as_ref().map(|said| said.text.as_str()), Some("Renamed"));
    let stopped = asked.after(Action::Renaming(false));
    assert!(!stopped.looks.renaming && stopped.drafts.get(&Field::Scenario).is_none());
    Ok(())
}
