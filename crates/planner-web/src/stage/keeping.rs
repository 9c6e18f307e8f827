//! Every change of a stack of the visitor's own is kept, a moment after it was made.

use std::rc::{Rc, Weak};

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;

use super::{Inner, Stage, persist};
use crate::desk::said;
use crate::keep::{self, Loaded, Saved, Scenario, Watch};
use crate::wire::{Errand, Heard, Names, Start};

/// Milliseconds without a change after which it is kept.
const PAUSE: u32 = 300;

/// What is kept, and when.
pub(super) struct Keeping {
    stage: Weak<Inner>,
    /// The scenarios that this tab saved or opened, each with the revision it knows.
    known: Vec<(u64, u64)>,
    /// The scenario that each visit of a stack is kept as.
    visits: Vec<(u64, u64)>,
    /// What waits to be kept, and the visit it is of.
    due: Option<(u64, Scenario)>,
    later: Option<Timeout>,
    /// Hears other tabs save, as long as the page is there.
    _watch: Watch,
}

impl Keeping {
    pub(super) fn new(stage: &Stage) -> Self {
        let heard = Rc::downgrade(&stage.0);
        let watch = keep::watch(move || {
            if let Some(stage) = heard.upgrade() {
                Stage(stage).tell(names());
            }
        });
        let stage = Rc::downgrade(&stage.0);
        Self { stage, known: Vec::new(), visits: Vec::new(), due: None, later: None, _watch: watch }
    }

    /// What the page begins with: all that is kept, and what was kept last.
    pub(super) fn start(&mut self) -> Start {
        let mut start = Start::default();
        match keep::load() {
            Ok(loaded) => {
                start.library = listed(&loaded);
                start.said = loaded.said.as_ref().map(said);
                let scenarios = loaded.library.scenarios;
                let last = persist::last().and_then(|id| scenarios.iter().find(|one| one.id == id).cloned());
                start.last = last.or_else(|| scenarios.into_iter().max_by_key(|one| (one.revision, one.id)));
                if let Some(last) = &start.last {
                    self.knows(last);
                }
            }
            Err(problem) => start.not_kept = Some(said(&problem)),
        }
        start
    }

    /// Does what the worker asked for; answers what came of it.
    pub(super) fn run(&mut self, errand: Errand) -> Option<Heard> {
        match errand {
            Errand::Keep(visit, scenario) => {
                if self.due.as_ref().is_some_and(|(due, _)| *due != visit) {
                    self.flush();
                }
                self.due = Some((visit, *scenario));
                let stage = Weak::clone(&self.stage);
                self.later = Some(Timeout::new(PAUSE, move || {
                    if let Some(stage) = stage.upgrade() {
                        Stage(stage).keep_now();
                    }
                }));
                None
            }
            Errand::Recall(id) => {
                persist::save_last(id);
                Some(self.open(id, Heard::Scenario))
            }
            Errand::Beside(id) => Some(self.open(id, Heard::Beside)),
            Errand::Forget(id) => {
                let revision = self.revision(id);
                Some(match keep::change(|library| library.remove(id, revision)) {
                    Ok((loaded, ())) => Heard::Removed(listed(&loaded)),
                    Err(problem) => Heard::Said(said(&problem)),
                })
            }
            Errand::Rename(id, name) => {
                self.flush();
                let revision = self.revision(id);
                Some(match keep::change(|library| library.rename(id, revision, &name)) {
                    Ok((loaded, scenario)) => {
                        self.knows(&scenario);
                        Heard::Library(listed(&loaded), Some(["Renamed to ", &scenario.name].concat()))
                    }
                    Err(problem) => Heard::Said(said(&problem)),
                })
            }
            _ => None,
        }
    }

    /// Keeps now what waits to be kept.
    pub(super) fn flush(&mut self) {
        self.later = None;
        let (Some((visit, scenario)), Some(stage)) = (self.due.take(), self.stage.upgrade()) else { return };
        // The worker is told once this is done with what is kept.
        let told = self.keep(visit, scenario);
        let stage = Stage(stage);
        wasm_bindgen_futures::spawn_local(async move { stage.tell(told) });
    }

    fn keep(&mut self, visit: u64, scenario: Scenario) -> Heard {
        leave_address();
        let known = self.visits.iter().find(|(known, _)| *known == visit).map_or(0, |(_, id)| *id);
        let id = if scenario.id == 0 { known } else { scenario.id };
        let revision = self.revision(id);
        let kept = keep::change(|library| {
            let named = library.get(id).map(|known| known.name.clone());
            let name = named.unwrap_or_else(|| library.unused_name(&scenario.name));
            library.save(Scenario { id, revision, name, ..scenario })
        });
        let (loaded, scenario, said) = match kept {
            Ok((loaded, Saved::Kept(scenario))) => (loaded, scenario, None),
            Ok((loaded, Saved::Copied(scenario))) => {
                let copied = format!("Another tab changed this stack: yours is kept as {}", scenario.name);
                (loaded, scenario, Some(copied))
            }
            Err(problem) => return Heard::NotKept(said(&problem)),
        };
        self.knows(&scenario);
        self.visits.retain(|(known, _)| *known != visit);
        self.visits.push((visit, scenario.id));
        persist::save_last(scenario.id);
        Heard::Kept { visit, id: scenario.id, library: listed(&loaded), said }
    }

    /// A scenario that is kept, as it is told.
    fn open(&mut self, id: u64, told: fn(Box<Scenario>) -> Heard) -> Heard {
        self.flush();
        match keep::load().map(|loaded| loaded.library.get(id).cloned()) {
            Ok(Some(scenario)) => {
                self.knows(&scenario);
                told(Box::new(scenario))
            }
            Ok(None) => Heard::Said("This stack was removed in another tab".to_owned()),
            Err(problem) => Heard::Said(said(&problem)),
        }
    }

    fn revision(&self, id: u64) -> u64 {
        self.known.iter().find(|(known, _)| *known == id).map_or(0, |(_, revision)| *revision)
    }

    fn knows(&mut self, scenario: &Scenario) {
        self.known.retain(|(id, _)| *id != scenario.id);
        self.known.push((scenario.id, scenario.revision));
    }
}

/// The names of what is kept, or why nothing is.
fn names() -> Heard {
    match keep::load() {
        Ok(loaded) => Heard::Library(listed(&loaded), loaded.said.as_ref().map(said)),
        Err(problem) => Heard::NotKept(said(&problem)),
    }
}

fn listed(loaded: &Loaded) -> Names {
    loaded.library.scenarios.iter().map(|scenario| (scenario.id, scenario.name.clone())).collect()
}

/// Takes the link out of the address: the stack is not what it holds any more, and a reload is to show the one at hand.
fn leave_address() {
    let window = gloo::utils::window();
    let holds = window.location().hash().is_ok_and(|hash| !hash.is_empty());
    if let (true, Ok(page), Ok(history)) = (holds, window.location().pathname(), window.history()) {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&page));
    }
}
