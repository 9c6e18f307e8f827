//! Undo and redo, over every kind of change.

use planner_core::document::Problem;
use planner_web::field::Field;
use planner_web::presets::index_of;
use planner_web::state::{Action, Edit, Inputs, State, Tab};

use crate::{page, typed, visits};

/// One of each kind of change that a person can make.
fn changes() -> Vec<Action> {
    let at = |path: &[&str]| path.iter().map(|&step| step.to_owned()).collect::<Vec<_>>();
    let own = r#"{ "version": 1, "name": "Shop", "start": "2026-12", "resources": { "web": { "product": "render/web", "plan": "starter" } } }"#;
    vec![
        typed(visits(), "900000"),
        Action::Set(Field::Growth("visits".to_owned()), "5".to_owned()),
        Action::Set(Field::Months, "24".to_owned()),
        Action::Set(Field::Start, "2027-01".to_owned()),
        Action::Set(Field::Count("api".to_owned()), "2".to_owned()),
        Action::Set(Field::At(at(&["resources", "api", "note"])), "ours".to_owned()),
        Action::Set(Field::Figure(at(&["resources", "api", "load", "requests"])), "5".to_owned()),
        Action::Set(Field::Per(at(&["resources", "api", "load", "requests"])), "visits".to_owned()),
        Action::Edit(Edit::Drop(at(&["resources", "api", "deploys"]))),
        Action::Edit(Edit::Begin(at(&["resources", "api", "work"]), r#"{ "jobs": 10, "time": "1 s" }"#)),
        Action::Edit(Edit::Name("Another name".to_owned())),
        typed(Field::Json, own),
        Action::Preset(index_of("studio").unwrap_or_default()),
        Action::Blank("2027-02".to_owned()),
    ]
}

#[test]
fn every_change_is_undone_and_made_again() -> Result<(), Problem> {
    let first = page([])?;
    for change in changes() {
        let changed = first.after(change.clone());
        assert_ne!(*changed.inputs, *first.inputs, "{change:?}");
        let undone = changed.after(Action::Undo);
        assert_eq!(
            (&*undone.inputs, undone.preset, undone.edited),
            (&*first.inputs, first.preset, false),
            "{change:?}"
        );
        let again = undone.after(Action::Redo);
        assert_eq!((&*again.inputs, &*again.answer), (&*changed.inputs, &*changed.answer), "{change:?}");
    }
    Ok(())
}

#[test]
fn all_of_them_are_undone_one_by_one() -> Result<(), Problem> {
    let states: Vec<State> = changes().into_iter().try_fold(vec![page([])?], |mut all, change| {
        let next = all.last().map(|state| state.after(change)).ok_or_else(|| Problem::new("no state"))?;
        all.push(next);
        Ok::<_, Problem>(all)
    })?;
    let mut state = states.last().cloned().ok_or_else(|| Problem::new("no state"))?;
    for earlier in states.iter().rev().skip(1) {
        state = state.after(Action::Undo);
        assert_eq!(*state.inputs, *earlier.inputs);
    }
    assert!(state.history.last().is_none() && state.after(Action::Undo).inputs == state.inputs);
    Ok(())
}

#[test]
fn the_strokes_of_a_field_are_one_change() -> Result<(), Problem> {
    let strokes = ["9", "90", "900"].map(|text| typed(visits(), text));
    let state = page(strokes)?;
    assert_eq!(state.history.last(), Some("Changed visits"));
    let undone = state.after(Action::Undo);
    assert_eq!(undone.inputs.text, page([])?.inputs.text);
    // Left and typed into again it is another one.
    let again =
        page([typed(visits(), "9"), Action::Leave(visits()), typed(visits(), "90")])?.after(Action::Undo);
    assert!(again.inputs.text.contains("\"start\": 9,"), "{}", again.inputs.text);
    Ok(())
}

#[test]
fn a_change_after_undo_ends_what_could_be_made_again() -> Result<(), Problem> {
    let state = page([typed(visits(), "9"), Action::Undo])?;
    assert_eq!(state.history.next(), Some("Changed visits"));
    assert!(state.after(typed(visits(), "10")).history.next().is_none());
    Ok(())
}

#[test]
fn a_stack_that_cannot_be_read_changes_nothing() -> Result<(), Problem> {
    let before = page([])?;
    let bad = Inputs::read(
        r#"{ "version": 1, "name": "x", "start": "2026-12", "resources": { "a": { "product": "render/web", "plam": "free" } } }"#,
        None,
        12,
    )?;
    let after = before.after(Action::Load { inputs: Box::new(bad), said: "Opened".to_owned(), is_own: true });
    assert_eq!(*after.inputs, *before.inputs);
    assert!(after.looks.said.is_some_and(|said| !said.undo && said.text.contains("plam")));
    Ok(())
}

#[test]
fn a_blank_stack_is_a_state_of_its_own() -> Result<(), Problem> {
    let blank = page([Action::Blank("2027-02".to_owned()), Action::Look(Tab::Proof)])?;
    assert!(blank.answer.is_blank && blank.preset.is_none());
    Ok(())
}

#[test]
fn the_stack_as_it_was_stands_beside_the_stack_as_it_is() -> Result<(), Problem> {
    let state = page([
        Action::Set(Field::Count("frontend".to_owned()), String::new()),
        typed(visits(), "900000"),
        Action::AsItWas(true),
    ])?;
    let titles: Vec<&str> = state.answer.columns.iter().map(|column| column.title.as_str()).collect();
    assert_eq!(titles, ["As it was", "As it is"]);
    let costs: Vec<&str> = state.answer.columns.iter().map(|column| column.now.text.as_str()).collect();
    assert!(costs.first() == Some(&"$0.00") && costs.last() != Some(&"$0.00"), "{costs:?}");
    let alone = state.after(Action::Compare(None));
    assert!(alone.inputs.beside.is_empty() && alone.answer.columns.len() == 1);
    Ok(())
}
