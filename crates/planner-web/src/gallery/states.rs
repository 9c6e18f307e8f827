//! The pages that components are shown on: reference stacks, and a few of the gallery's own for what those do not have.

use planner_core::document::Problem;

use crate::field::Field;
use crate::presets::index_of;
use crate::state::{Action, Inputs, State, Tab};

/// A shop with long names, quotes, ceilings, a part without prices, and one that needs another plan.
const SHOP: &str = include_str!("shop.json");

/// One part, and nothing said of its use.
const FRESH: &str = include_str!("fresh.json");

/// One part that keeps below a ceiling of one's own.
const CALM: &str = include_str!("calm.json");

/// What a running Redis says of itself.
pub(super) const INFO: &str = include_str!("info.txt");

/// A page just opened on a reference stack.
pub(super) fn on(preset: &str) -> Result<State, Problem> {
    State::open(index_of(preset).unwrap_or_default())
}

/// A page on the shop.
pub(super) fn shop() -> Result<State, Problem> {
    State::on(Inputs::read(SHOP, None, 12)?)
}

/// A page on the part of which nothing is known.
pub(super) fn fresh() -> Result<State, Problem> {
    State::on(Inputs::read(FRESH, None, 12)?)
}

/// A page on the part that nothing breaks.
pub(super) fn calm() -> Result<State, Problem> {
    State::on(Inputs::read(CALM, None, 12)?)
}

/// The shop as a link brings it.
pub(super) fn sent(state: &State) -> Result<State, Problem> {
    let inputs = Box::new(Inputs::read(SHOP, None, 12)?);
    let said = "Somebody sent you this stack. Yours are kept; a change makes this one yours too.";
    Ok(state.after(Action::Load { inputs, said: said.to_owned(), is_own: false }))
}

/// A page after actions.
pub(super) fn after(state: &State, actions: impl IntoIterator<Item = Action>) -> State {
    actions.into_iter().fold(state.clone(), |state, action| state.after(action))
}

/// A page on which a text was typed.
pub(super) fn typed(state: &State, field: Field, text: &str) -> State {
    state.after(Action::Type(field, text.to_owned()))
}

/// A page on which a tab is looked at, all of it worked out.
pub(super) fn looked(state: &State, tab: Tab) -> State {
    after(state, [Action::Look(tab), Action::WorkOut])
}

/// A page on which a card is open.
pub(super) fn opened(state: &State, path: &str) -> State {
    state.after(Action::Card(Some(path.to_owned())))
}

/// A place in a document.
pub(super) fn place(steps: &[&str]) -> Vec<String> {
    steps.iter().map(|step| (*step).to_owned()).collect()
}

/// The field of a driver.
pub(super) fn driver(name: &str) -> Field {
    Field::Driver(name.to_owned())
}
