//! Every reference stack, on every way through the page.

use planner_core::document::Problem;
use planner_web::field::Field;
use planner_web::inputs;
use planner_web::presets::{PRESETS, index_of};
use planner_web::state::{Action, State};

use crate::{page, totals};

#[test]
fn every_preset_gives_an_answer() -> Result<(), Problem> {
    assert!(PRESETS.len() >= 5, "{} presets", PRESETS.len());
    for (index, preset) in PRESETS.iter().enumerate() {
        let state = State::open(index)?;
        assert!(
            totals(&state).iter().all(|total| total.starts_with('$') || *total == "no price"),
            "{}",
            preset.id
        );
        assert!(totals(&state).len() <= 3, "{}", preset.id);
        assert!(
            totals(&state).iter().all(|total| state.answer.status.contains(total)),
            "{}",
            state.answer.status
        );
        assert!(!state.answer.finding.is_empty());
    }
    Ok(())
}

#[test]
fn every_preset_holds_over_three_years_and_without_columns() -> Result<(), Problem> {
    for (index, preset) in PRESETS.iter().enumerate() {
        let state = page([
            Action::Preset(index),
            Action::Type(Field::Months, "36".to_owned()),
            Action::Compare(None),
        ])?;
        assert!(!state.refused(), "{}", preset.id);
        assert_eq!(state.comparison.columns.len(), 1, "{}", preset.id);
    }
    Ok(())
}

#[test]
fn every_driver_can_be_retyped_as_it_is() -> Result<(), Problem> {
    for index in 0..PRESETS.len() {
        let state = State::open(index)?;
        for driver in inputs::drivers(&state.inputs.document, 10) {
            let after = state.after(Action::Type(Field::Driver(driver.name.clone()), driver.value.clone()));
            assert!(!after.refused(), "{}: {}", state.answer.name, driver.name);
            assert_eq!(*after.answer, *state.answer);
        }
    }
    Ok(())
}

#[test]
fn a_stack_opens_on_the_comparison_it_names() -> Result<(), Problem> {
    let index = index_of("convoai").unwrap_or_default();
    let state = State::open(index)?;
    let plans: Vec<&str> = state.answer.columns.iter().map(|column| column.plan.as_str()).collect();
    assert_eq!(plans, ["free", "pay-as-you-go", "fixed-250mb"]);
    assert!(!state.answer.not_counted.is_empty(), "what has no price is said");
    Ok(())
}
