//! Every change of a stack of the visitor's own is kept, a moment after it was made.

use gloo::timers::callback::Timeout;
use yew::Callback;

use super::{links, said};
use crate::keep::{self, Loaded, Saved, Scenario, Watch};
use crate::presets::preset;
use crate::state::{Action, Inputs, State};

/// Milliseconds without a change after which it is kept.
const PAUSE: u32 = 300;

/// What is kept, and when.
pub(crate) struct Keeping {
    act: Callback<Action>,
    /// The scenarios that this tab saved or opened, each with the revision it knows.
    known: Vec<(u64, u64)>,
    later: Option<Timeout>,
    /// Hears other tabs save, as long as the page is there.
    _watch: Watch,
}

impl Keeping {
    /// Begins to keep what changes.
    pub(crate) fn new(act: Callback<Action>) -> Self {
        let heard = act.clone();
        let watch = keep::watch(move || heard.emit(names()));
        Self { act, known: Vec::new(), later: None, _watch: watch }
    }

    /// Keeps a state in a moment, if it is of the visitor's own: a new scenario, or what it was opened as.
    pub(crate) fn changed(&mut self, state: &State) {
        self.later = None;
        if !state.is_own() {
            return;
        }
        let act = self.act.clone();
        self.later = Some(Timeout::new(PAUSE, move || act.emit(Action::Keep)));
    }

    /// Whether a change waits to be kept.
    pub(crate) const fn is_due(&self) -> bool {
        self.later.is_some()
    }

    /// Keeps it now.
    pub(crate) fn keep(&mut self, state: &State) -> Action {
        self.later = None;
        links::leave_address();
        let id = state.scenario.unwrap_or(0);
        let revision = self.known.iter().find(|(known, _)| *known == id).map_or(0, |(_, revision)| *revision);
        let kept = keep::change(|library| {
            let named = library.get(id).map(|known| known.name.clone());
            let name = named.unwrap_or_else(|| library.unused_name(&state.answer.name));
            library.save(Scenario {
                id,
                revision,
                name,
                text: state.inputs.text.clone(),
                vary: state.inputs.variation.as_ref().map(ToString::to_string),
                months: state.inputs.months,
                from: state.preset.and_then(preset).map(|preset| preset.id.to_owned()),
            })
        });
        match kept {
            Ok((loaded, Saved::Kept(scenario))) => {
                self.knows(&scenario);
                Action::Kept(scenario.id, listed(&loaded), None)
            }
            Ok((loaded, Saved::Copied(scenario))) => {
                self.knows(&scenario);
                let copied = format!("Another tab changed this stack: yours is kept as {}", scenario.name);
                Action::Kept(scenario.id, listed(&loaded), Some(copied))
            }
            Err(problem) => Action::NotKept(said(&problem)),
        }
    }

    /// Opens what was kept.
    pub(crate) fn open(&mut self, id: u64) -> Action {
        let found = keep::load().map(|loaded| loaded.library.get(id).cloned());
        match found {
            Ok(Some(scenario)) => {
                self.knows(&scenario);
                match Inputs::read(&scenario.text, scenario.vary.as_deref(), scenario.months) {
                    Ok(inputs) => Action::Scenario(scenario.id, Box::new(inputs), scenario.name),
                    Err(problem) => Action::Say(said(&problem)),
                }
            }
            Ok(None) => Action::Say("This stack was removed in another tab".to_owned()),
            Err(problem) => Action::Say(said(&problem)),
        }
    }

    /// Opens what was kept last, if anything.
    pub(crate) fn open_last(&mut self) -> Option<Action> {
        let library = keep::load().ok()?.library;
        let last = library.scenarios.iter().max_by_key(|scenario| (scenario.revision, scenario.id))?.id;
        Some(self.open(last))
    }

    /// Removes what was kept: what is left, or why it was not removed.
    pub(crate) fn remove(&mut self, id: u64) -> Result<Action, Action> {
        let revision = self.known.iter().find(|(known, _)| *known == id).map_or(0, |(_, revision)| *revision);
        match keep::change(|library| library.remove(id, revision)) {
            Ok((loaded, ())) => Ok(Action::Library(listed(&loaded), None)),
            Err(problem) => Err(Action::Say(said(&problem))),
        }
    }

    fn knows(&mut self, scenario: &Scenario) {
        self.known.retain(|(id, _)| *id != scenario.id);
        self.known.push((scenario.id, scenario.revision));
    }
}

/// The names of what is kept, or why nothing is.
pub(crate) fn names() -> Action {
    match keep::load() {
        Ok(loaded) => Action::Library(listed(&loaded), loaded.said.as_ref().map(said)),
        Err(problem) => Action::NotKept(said(&problem)),
    }
}

fn listed(loaded: &Loaded) -> Vec<(u64, String)> {
    loaded.library.scenarios.iter().map(|scenario| (scenario.id, scenario.name.clone())).collect()
}
