//! Scenarios that are kept in the browser: what of a state is, and how one is opened again.

use planner_core::document::Problem;

use super::{Desk, said};
use crate::columns::{Beside, written};
use crate::keep::Scenario;
use crate::presets::{index_of, preset};
use crate::state::{Action, Inputs, State};
use crate::wire::Errand;

impl Desk {
    /// Opens a scenario, and asks for the others that stood beside it.
    pub(super) fn recall(&mut self, scenario: &Scenario) {
        self.update(recalled(scenario));
        let Ok(state) = &self.state else { return };
        for name in scenario.vary.iter().flat_map(|columns| written::stacks(columns)) {
            let kept = state.looks.library.iter().find(|(id, known)| known == name && *id != scenario.id);
            self.errands.extend(kept.map(|(id, _)| Errand::Beside(*id)));
        }
    }
}

/// A scenario that is opened, or why it is not.
fn recalled(scenario: &Scenario) -> Action {
    match inputs(scenario) {
        Ok(inputs) => Action::Scenario {
            id: scenario.id,
            inputs: Box::new(inputs),
            name: scenario.name.clone(),
            from: scenario.from.as_deref().and_then(index_of),
        },
        Err(problem) => Action::Say(said(&problem)),
    }
}

/// A scenario as it was looked at.
fn inputs(scenario: &Scenario) -> Result<Inputs, Problem> {
    let columns = scenario.vary.as_deref();
    let mut inputs = Inputs::read(&scenario.text, columns, scenario.months)?;
    let began = scenario.from.as_deref().and_then(index_of).and_then(preset);
    let began = began.filter(|_| columns.is_some_and(written::has_began) && inputs.room() > 0);
    if let Some(began) = began {
        inputs.beside.insert(0, Beside::as_it_was(began.json)?);
    }
    Ok(inputs)
}

/// What is kept of a state.
pub(super) fn kept(state: &State) -> Scenario {
    Scenario {
        id: state.scenario.unwrap_or(0),
        revision: 0,
        name: state.answer.name.clone(),
        text: state.inputs.text.clone(),
        vary: Some(written::write(&state.inputs)),
        months: state.inputs.months,
        from: state.preset.and_then(preset).map(|preset| preset.id.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::presets::PRESETS;
    use crate::wire::{Heard, Shown, Start};

    #[test]
    fn what_stood_side_by_side_stands_there_again() {
        let mut desk = Desk::default();
        let text = r#"{ "version": 1, "name": "Shop", "start": "2026-12", "resources": {
            "web": { "product": "render/web", "plan": "starter" } } }"#;
        let scenario = |id, vary: &str| Scenario {
            id,
            revision: 1,
            name: format!("Shop {id}"),
            text: text.to_owned(),
            vary: Some(vary.to_owned()),
            months: 12,
            from: Some(PRESETS.first().map_or("", |preset| preset.id).to_owned()),
        };
        let columns = "\norder cost\nbegan\nstack Shop 2\nprices 2026-10-01";
        let start = Start {
            library: vec![(1, "Shop 1".to_owned()), (2, "Shop 2".to_owned())],
            last: Some(scenario(1, columns)),
            ..Start::default()
        };
        let turn = desk.hear(&Heard::Opened(Box::new(start)).write(1));
        let errands = Shown::read(&turn.shown).unwrap_or_default().errands;
        assert!(errands.contains(&Errand::Beside(2)), "{errands:?}");
        desk.hear(&Heard::Beside(Box::new(scenario(2, ""))).write(2));
        let now = desk.state.as_ref().map(|state| written::write(&state.inputs)).unwrap_or_default();
        assert_eq!(now, "\norder cost\nbegan\nprices 2026-10-01\nstack Shop 2");
        // It is kept with what it began with, or the column would be gone after the next reload.
        let from = desk.state.as_ref().ok().and_then(|state| kept(state).from);
        assert_eq!(from, scenario(1, "").from);
    }
}
