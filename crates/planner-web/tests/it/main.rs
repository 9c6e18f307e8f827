//! Native tests: the state, the words and the charts' inputs, on the reference stacks.
#![cfg(not(target_arch = "wasm32"))]

mod building;
mod charts;
mod compare;
mod costs;
mod examples;
mod forms;
mod gallery;
mod history;
mod presets;
mod reader;
mod redis;
mod sheets;
mod state;
mod typed;
mod words;

use planner_core::document::Problem;
use planner_web::field::Field;
use planner_web::state::{Action, State};

/// A page just opened, after these actions.
fn page(actions: impl IntoIterator<Item = Action>) -> Result<State, Problem> {
    let first = State::open(0)?;
    Ok(actions.into_iter().fold(first, |state, action| state.after(action)))
}

fn typed(field: Field, text: &str) -> Action {
    Action::Type(field, text.to_owned())
}

fn visits() -> Field {
    Field::Driver("visits".to_owned())
}

fn totals(state: &State) -> Vec<&str> {
    state.answer.columns.iter().map(|column| column.now.text.as_str()).collect()
}
