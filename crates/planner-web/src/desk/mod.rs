//! Where the page is thought out, away from the thread that shows it: the state, what changes it, and what stands on the page
//! then.
//!
//! A [`Desk`] takes [`Heard`] and gives [`Shown`]; it is pure. What takes a while is a [`Later`]: the worker's own program
//! (`src/bin/desk.rs`) does it by `files` and `links`, and gives back an action.

mod files;
mod kept;
mod links;
mod scene;

use planner_core::document::Problem;

use self::kept::kept;
use self::scene::Scene;
use crate::components::{Act, page, words};
use crate::ids::id_of;
use crate::locale::{self, Locale};
use crate::reader::Reader;
use crate::share;
use crate::state::{Action, Dialog, Edit, History, Inputs, State};
use crate::theme::Theme;
use crate::wire::{Errand, Heard, Shown, Start};

/// The state of the page, and what of it stands there.
pub struct Desk {
    state: Result<State, Problem>,
    scene: Scene,
    act: Act,
    start: Start,
    heard: u64,
    errands: Vec<Errand>,
    later: Vec<Later>,
}

/// Something that takes a while, and what it needs. What comes of it is an action.
#[derive(Clone, Debug, PartialEq)]
pub enum Later {
    /// What is looked at is worked out, once nobody has typed for a moment.
    WorkOut,
    /// A file is read: its text, and the horizon it is looked at on.
    Open(String, u32),
    /// A stack is put into a link of this page.
    Link(String, Box<Inputs>),
    /// What stands behind the `#` of the address is opened.
    Address(String),
    /// A stack is written as YAML, and given to the visitor under this name.
    Yaml(String, String),
}

/// What follows from something heard: what is sent to the page, and what is done after.
#[derive(Debug, Default)]
pub struct Turn {
    /// What is sent to the page.
    pub shown: Vec<u8>,
    /// What is done after it.
    pub later: Vec<Later>,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            state: State::open(0),
            scene: Scene::default(),
            act: Act::default(),
            start: Start::default(),
            heard: 0,
            errands: Vec::new(),
            later: Vec::new(),
        }
    }
}

impl Desk {
    /// Takes what the page tells. Bytes that it did not write change nothing.
    pub fn hear(&mut self, bytes: &[u8]) -> Turn {
        if let Some((number, heard)) = Heard::read(bytes) {
            self.heard = number;
            self.take(heard);
        }
        self.turn()
    }

    /// Takes what came of something that took a while.
    pub fn act(&mut self, action: Action) -> Turn {
        self.update(action);
        self.turn()
    }

    fn take(&mut self, heard: Heard) {
        match heard {
            Heard::Opened(start) => self.open(*start),
            Heard::Event { part, version, ear, says } => {
                self.scene.hear(&part, version, ear, &says);
                for action in self.act.take() {
                    self.update(action);
                }
            }
            Heard::Window { narrow } => self.update(Action::Window { narrow }),
            Heard::Newer => self.update(Action::Newer),
            Heard::Undo => self.update(Action::Undo),
            Heard::Redo => self.update(Action::Redo),
            Heard::File(text) => self.update(Action::Open(text)),
            Heard::Said(text) => self.update(Action::Say(text)),
            Heard::Address(fragment) => self.later.push(Later::Address(fragment)),
            Heard::Kept { visit, id, library, said } => {
                self.update(Action::Kept { visit, id, library, said });
            }
            Heard::Library(library, said) => self.update(Action::Library(library, said)),
            Heard::Removed(library) => {
                self.update(Action::Library(library, None));
                self.update(Action::Forget);
            }
            Heard::NotKept(why) => self.update(Action::NotKept(why)),
            Heard::Scenario(scenario) => self.recall(&scenario),
            Heard::Beside(scenario) => self.update(Action::Beside(vec![(scenario.name, scenario.text)])),
        }
    }

    /// The page is there: it is laid out as it was left.
    fn open(&mut self, start: Start) {
        locale::speak(Locale::parse(&start.locale));
        let Ok(state) = &mut self.state else { return };
        (state.looks.theme, state.looks.narrow) = (Theme::parse(&start.theme), start.narrow);
        state.looks.welcome = start.last.is_none();
        state.looks.reader = Reader::parse(&start.reader).unwrap_or_default();
        self.update(Action::Library(start.library.clone(), start.said.clone()));
        if let Some(why) = start.not_kept.clone() {
            self.update(Action::NotKept(why));
        }
        // A link to a reference stack is shown at once, and as it stands.
        let linked = share::preset(&start.fragment);
        match (linked, &start.last) {
            (Some(index), _) => self.update(Action::Preset(index)),
            (None, Some(last)) => self.recall(last),
            (None, None) => {}
        }
        if let Ok(state) = &mut self.state
            && (state.scenario.is_some() || linked.is_some())
        {
            // There is nothing to go back to yet.
            (state.looks.said, state.history) = (None, History::default());
        }
        if linked.is_none() && !start.fragment.is_empty() {
            self.later.push(Later::Address(start.fragment.clone()));
        }
        self.start = start;
    }

    /// Does an action: what changes the state there, the rest as an errand or later.
    fn update(&mut self, action: Action) {
        let Ok(state) = &self.state else { return };
        self.errands.extend(action.leads_to().map(Errand::Focus));
        let action = match action {
            Action::Open(text) => return self.later.push(Later::Open(text, state.inputs.months)),
            Action::SaveYaml { name, json } => return self.later.push(Later::Yaml(name, json)),
            Action::Copy { text, done } => return self.errands.push(Errand::Copy(text, done.to_owned())),
            Action::Save { name, kind, text } => {
                let text =
                    if kind == "image/svg+xml" { locale::own().drawing(&text).into_owned() } else { text };
                return self.errands.push(Errand::Save { name, kind: kind.to_owned(), text });
            }
            Action::SavePng { name, svg } => {
                return self
                    .errands
                    .push(Errand::Picture { name, svg: locale::own().drawing(&svg).into_owned() });
            }
            Action::Recall(id) => return self.errands.push(Errand::Recall(id)),
            Action::AskBeside(id) => return self.errands.push(Errand::Beside(id)),
            Action::RenameScenario(id, name) => return self.errands.push(Errand::Rename(id, name)),
            Action::TakeOver => return self.errands.push(Errand::TakeOver),
            // The page says once it is removed, and then the stack at hand is kept no more.
            Action::Forget if state.looks.library.iter().any(|(id, _)| Some(*id) == state.scenario) => {
                return self.errands.extend(state.scenario.map(Errand::Forget));
            }
            Action::New => Action::Blank(self.start.next_month.clone()),
            Action::Dialog(Some(Dialog::Share)) => {
                let inputs = Box::new(Inputs::clone(&state.inputs));
                self.later.push(Later::Link(self.start.page.clone(), inputs));
                Action::Dialog(Some(Dialog::Share))
            }
            Action::Theme(theme) => {
                self.errands.push(Errand::Theme(theme.word().to_owned()));
                Action::Theme(theme)
            }
            Action::Go(tab) => {
                self.errands.push(Errand::Focus(tab.id().to_owned()));
                Action::Go(tab)
            }
            other => other,
        };
        // A scenario that is opened is kept already.
        let is_kept = matches!(action, Action::Scenario { .. });
        let is_added = matches!(action, Action::Edit(Edit::Add(_)));
        let next = state.after(action);
        // To the part that was added, which has its name only now.
        let added = next.looks.card.as_deref().filter(|_| is_added).map(|card| id_of(&["card", card]));
        match (state.looks.dialog, next.looks.dialog) {
            (before, Some(now)) if before != Some(now) => self.focus("dialog"),
            (Some(before), None) => self.focus(before.opener()),
            _ => {}
        }
        self.errands.extend(added.map(Errand::Focus));
        let Ok(state) = &self.state else { return };
        if next.is_own() && !is_kept && (next.inputs != state.inputs || next.edited != state.edited) {
            self.errands.push(Errand::Keep(next.visit, Box::new(kept(&next))));
        }
        if next.looks.reader != state.looks.reader {
            self.errands.push(Errand::Reader(next.looks.reader.text()));
        }
        if next.worked.stale && next != *state {
            self.later.push(Later::WorkOut);
        }
        self.state = Ok(next);
    }

    fn focus(&mut self, id: &str) {
        self.errands.push(Errand::Focus(id.to_owned()));
    }

    /// What the page is to show and do now.
    fn turn(&mut self) -> Turn {
        let page = match &self.state {
            Ok(state) => page(state, &self.act),
            Err(problem) => words("p", &problem.to_string()).class("error").role("alert"),
        };
        let shown = Shown {
            heard: self.heard,
            parts: self.scene.set(page.part(PAGE)),
            errands: std::mem::take(&mut self.errands),
        };
        Turn { shown: shown.write(), later: std::mem::take(&mut self.later) }
    }
}

/// The part that holds all others.
pub const PAGE: &str = "page";

/// A refusal as one sentence, with what to do.
pub(crate) fn said(problem: &Problem) -> String {
    let hint = problem.hint.as_ref().map(|hint| ["; ", hint].concat()).unwrap_or_default();
    [problem.to_string(), hint].concat()
}

/// Does what takes a while; what comes of it is an action.
pub async fn later(what: Later) -> Option<Action> {
    match what {
        Later::WorkOut => Some(Action::WorkOut),
        Later::Open(text, months) => Some(files::opened(text, months).await),
        Later::Link(page, inputs) => Some(links::made(&page, *inputs).await),
        Later::Address(fragment) => links::opened(&fragment).await,
        Later::Yaml(name, json) => Some(files::yaml(name, &json).await),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn desk() -> (Desk, Shown) {
        let mut desk = Desk::default();
        let start = Start { next_month: "2026-12".to_owned(), ..Start::default() };
        let turn = desk.hear(&Heard::Opened(Box::new(start)).write(1));
        let shown = Shown::read(&turn.shown).unwrap_or_default();
        (desk, shown)
    }

    fn shown(turn: &Turn) -> Shown {
        Shown::read(&turn.shown).unwrap_or_default()
    }

    fn visits(shown: &Shown, ear: u64, says: &str) -> Heard {
        let part = "drivers.visits".to_owned();
        let version = shown.parts.iter().find(|sent| sent.name == part).map_or(0, |sent| sent.version);
        Heard::Event { part, version, ear, says: says.to_owned() }
    }

    fn names(shown: &Shown) -> Vec<&str> {
        shown.parts.iter().map(|part| part.name.as_str()).collect()
    }

    #[test]
    fn a_page_just_opened_is_sent_whole_and_then_only_what_changes() {
        let (mut desk, first) = desk();
        for part in [PAGE, "header", "answer", "inputs", "tabs", "drivers.visits"] {
            assert!(names(&first).contains(&part), "{part} of {:?}", names(&first));
        }
        let nothing = shown(&desk.hear(&Heard::Window { narrow: false }.write(2)));
        assert_eq!((nothing.heard, nothing.parts), (2, Vec::new()), "nothing is another");
        let said = shown(&desk.hear(&Heard::Said("Copied".to_owned()).write(3)));
        assert_eq!(names(&said), ["said"], "one sentence is one part");
    }

    #[test]
    fn an_event_is_heard_by_the_element_it_is_of() {
        let (mut desk, first) = desk();
        let text = |desk: &Desk| desk.state.as_ref().ok().map(|state| state.inputs.text.clone());
        let before = text(&desk);
        let event = visits(&first, 0, "900000");
        let began = shown(&desk.hear(&event.write(2)));
        assert!(names(&began).contains(&PAGE), "the first question is answered");
        assert!(
            matches!(began.errands.as_slice(), [Errand::Keep(0, kept)] if kept.text.contains("900000")),
            "{:?}",
            began.errands
        );
        let event = visits(&began, 0, "950000");
        let turn = shown(&desk.hear(&event.write(3)));
        assert!(names(&turn).contains(&"answer") && names(&turn).contains(&"drivers.visits"));
        assert!(!names(&turn).contains(&PAGE), "the frame stays: {:?}", names(&turn));
        assert_ne!(text(&desk), before);
        // Of a part that is not there, or of no listener, nothing follows.
        let elsewhere =
            Heard::Event { part: "elsewhere".to_owned(), version: 1, ear: 0, says: String::new() };
        for event in [elsewhere, visits(&turn, 999, "")] {
            assert_eq!(shown(&desk.hear(&event.write(4))).parts, []);
        }
    }

    #[test]
    fn what_was_kept_late_belongs_to_the_stack_it_is_of() {
        let (mut desk, first) = desk();
        desk.hear(&visits(&first, 0, "900000").write(2));
        desk.act(Action::Preset(1));
        let kept = Heard::Kept { visit: 0, id: 5, library: vec![(5, "Mine".to_owned())], said: None };
        desk.hear(&kept.write(3));
        let scenario = |desk: &Desk| desk.state.as_ref().ok().and_then(|state| state.scenario);
        assert_eq!(scenario(&desk), None, "the preset is not kept");
        desk.hear(&Heard::Undo.write(4));
        assert_eq!(scenario(&desk), Some(5), "who goes back is on the one that is kept");
    }

    #[test]
    fn what_takes_a_while_and_what_the_page_does_is_asked_for() {
        let (mut desk, _) = desk();
        let turn = desk.act(Action::Dialog(Some(Dialog::Share)));
        assert!(matches!(turn.later.as_slice(), [Later::Link(..)]), "{:?}", turn.later);
        assert_eq!(shown(&turn).errands, [Errand::Focus("dialog".to_owned())]);
        let turn = desk.act(Action::Dialog(None));
        assert_eq!(shown(&turn).errands, [Errand::Focus(Dialog::Share.opener().to_owned())]);
        let turn = desk.hear(&Heard::File("version: 1".to_owned()).write(2));
        assert_eq!(turn.later, [Later::Open("version: 1".to_owned(), 12)]);
        let turn = desk.act(Action::Recall(4));
        assert_eq!(shown(&turn).errands, [Errand::Recall(4)]);
    }

    #[test]
    fn the_readers_currency_is_remembered() {
        let mut desk = Desk::default();
        let start = Start { reader: "EUR 0.92".to_owned(), ..Start::default() };
        desk.hear(&Heard::Opened(Box::new(start)).write(1));
        let reader = desk.state.as_ref().map(|state| state.looks.reader.text());
        assert_eq!(reader.as_deref(), Ok("EUR 0.92"));
        let turn = desk.act(Action::Reader(Reader::default()));
        assert_eq!(shown(&turn).errands, [Errand::Reader(String::new())]);
    }

    #[test]
    fn bytes_that_the_page_did_not_write_change_nothing() {
        let (mut desk, _) = desk();
        for bytes in [[].as_slice(), &[0xff; 40], &[1, 1, 3, b'x', b'y', b'z']] {
            assert_eq!(shown(&desk.hear(bytes)).parts, []);
        }
    }
}
