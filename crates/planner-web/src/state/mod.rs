//! The page's state: one document, what is compared on it, the last good answer, and the way back.

mod action;
mod compare;
mod edit;
mod history;
mod inputs;
mod looks;
mod work;

use planner_core::document::Problem;
use planner_core::output::Comparison;
use planner_core::projection::MONTHS;

pub use self::action::Action;
pub use self::edit::Edit;
pub use self::history::History;
use self::history::Moment;
pub use self::inputs::Inputs;
pub use self::looks::{CostBy, Costs, Dialog, List, Looks, Said, Tab};
pub use self::work::Worked;
use crate::answer::Answer;
use crate::field::{Draft, Drafts, Field};
use crate::presets::preset;
use crate::shared::Shared;

/// The page's state. What happens makes another one of it; it is never changed in place.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The preset it began with; none for a stack of the visitor's own.
    pub preset: Option<usize>,
    /// Whether anything was changed since.
    pub edited: bool,
    /// The scenario that it is kept as in this browser; none until it is kept.
    pub scenario: Option<u64>,
    /// Which stack of all that were opened since the page was.
    pub visit: u64,
    /// The latest of them.
    visits: u64,
    /// The last inputs that gave an answer.
    pub inputs: Shared<Inputs>,
    /// Their comparison.
    pub comparison: Shared<Comparison>,
    /// The same for reading.
    pub answer: Shared<Answer>,
    /// Fields being typed into, or refused.
    pub drafts: Drafts,
    /// What can be undone and made again.
    pub history: History,
    /// What is looked at.
    pub looks: Looks,
    /// What is worked out of what is looked at.
    pub worked: Worked,
}

impl State {
    /// The state of a page just opened, on a preset.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where the preset gives no answer, which tests rule out.
    pub fn open(index: usize) -> Result<Self, Problem> {
        let preset = preset(index).ok_or_else(|| Problem::new("the page was built without stacks"))?;
        let mut state = Self::on(Inputs::of(preset, MONTHS)?)?;
        state.preset = Some(index);
        Ok(state)
    }

    /// The state of a page just opened, on a stack of the visitor's own.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where the stack gives no answer.
    pub fn on(inputs: Inputs) -> Result<Self, Problem> {
        let (comparison, answer) = inputs.answer()?;
        Ok(Self {
            preset: None,
            edited: false,
            scenario: None,
            visit: 0,
            visits: 0,
            inputs: Shared::new(inputs),
            comparison,
            answer,
            drafts: Drafts::default(),
            history: History::default(),
            looks: Looks::default(),
            worked: Worked::default(),
        })
    }

    /// The state after an action.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        if !action.is_quiet() {
            next.looks.said = None;
        }
        match action {
            Action::Preset(index) => next.begin(index),
            Action::Blank(start) => next.blank(&start),
            Action::Load { inputs, said, is_own } => {
                next.load(*inputs, said, None);
                next.edited = is_own;
            }
            Action::Scenario { id, inputs, name, from } => {
                next.load(*inputs, format!("Opened {name}"), Some(id));
                if next.scenario == Some(id) {
                    next.preset = from;
                }
            }
            Action::Kept { visit, id, library, said } => {
                if visit == next.visit {
                    next.scenario = Some(id);
                }
                next.history.kept(visit, id);
                next.looks.not_kept = None;
                next.looks.after(Action::Library(library, said));
            }
            Action::Forget => {
                // What stays is no reference stack as it stands.
                (next.scenario, next.edited, next.preset) = (None, false, None);
                next.rename(false);
                let text = "Removed from this browser. It stays here until you open another; a change keeps it again.";
                next.looks.said = Some(Said { text: text.to_owned(), undo: false });
            }
            Action::Type(field, text) => {
                let meant = field.meant(&self.inputs.document, &text);
                next.write(field, text, meant);
            }
            Action::Leave(field) => {
                next.drafts.leave(&field);
                next.history.leave();
            }
            Action::Set(field, text) => {
                let meant = Ok(text.clone());
                next.write(field.clone(), text, meant);
                next.drafts.leave(&field);
                next.history.leave();
            }
            Action::Apply(field, text, said) => {
                let meant = Ok(text.clone());
                next.write(field.clone(), text, meant);
                let is_refused = next.drafts.get(&field).is_some_and(|draft| draft.problem.is_some());
                next.drafts.leave(&field);
                next.history.leave();
                if !is_refused {
                    next.looks.said = Some(Said { text: said, undo: true });
                }
            }
            Action::Unread(problem) => {
                let text = self.drafts.get(&Field::Paste).map(|draft| draft.text.clone()).unwrap_or_default();
                next.drafts.insert(Field::Paste, Draft { text, problem: Some(*problem) });
                next.looks.dialog = Some(Dialog::Import);
            }
            Action::Library(library, said) => {
                // Its new name is there: the field for it has done its work.
                let named = |all: &[(u64, String)]| {
                    let own = all.iter().find(|(id, _)| Some(*id) == self.scenario);
                    own.map(|(_, name)| name.clone())
                };
                if named(&library) != named(&self.looks.library) {
                    next.rename(false);
                }
                next.looks.after(Action::Library(library, said));
            }
            Action::Renaming(on) => next.rename(on),
            Action::Edit(edit) => next.edit(&edit),
            Action::Undo => next.travel(History::undo, "Undone"),
            Action::Redo => next.travel(History::redo, "Done again"),
            Action::WorkOut => next.worked = Worked::of(&self.inputs, &self.looks),
            Action::Compare(_)
            | Action::AsItWas(_)
            | Action::Beside(_)
            | Action::PricesOf(_)
            | Action::RemoveBeside(_)
            | Action::Sort(_)
            | Action::Column(..)
            | Action::AddColumn
            | Action::RemoveColumn(_) => next.compare(action),
            looks => next.looks.after(looks),
        }
        next.looks.shown = next.looks.shown.min(next.comparison.columns.len().saturating_sub(1));
        let last = usize::try_from(next.inputs.months).unwrap_or(1).saturating_sub(1);
        next.looks.month = next.looks.month.map(|month| month.min(last));
        if next.inputs != self.inputs
            || next.looks.tab != self.looks.tab
            || next.looks.pick != self.looks.pick
        {
            next.worked.stale = Worked::takes_long(&next.inputs, &next.looks);
            if !next.worked.stale || next.preset != self.preset {
                next.worked = Worked { stale: next.worked.stale, ..Worked::default() };
            }
        }
        next
    }

    /// Whether it is the visitor's own, to be kept: changed, or kept before.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.edited || self.scenario.is_some()
    }

    /// Whether some field was refused, so that the answer is older than what stands in it.
    #[must_use]
    pub fn refused(&self) -> bool {
        self.drafts.refused()
    }

    /// Asks for another name of the scenario at hand, or no longer.
    fn rename(&mut self, on: bool) {
        self.looks.renaming = on;
        self.drafts.remove(&Field::Scenario);
    }

    fn now(&self, what: String) -> Moment {
        Moment {
            inputs: self.inputs.clone(),
            preset: self.preset,
            edited: self.edited,
            scenario: self.scenario,
            visit: self.visit,
            is_opening: false,
            what,
        }
    }

    fn begin(&mut self, index: usize) {
        let months = self.inputs.months;
        let Some(preset) = preset(index) else { return };
        if let Ok(inputs) = Inputs::of(preset, months) {
            let before = Moment { is_opening: true, ..self.now(format!("Opened {}", preset.name)) };
            if self.take(inputs) {
                self.history.keep(before);
                (self.preset, self.edited, self.scenario) = (Some(index), false, None);
                self.visit();
                self.anew();
            }
        }
    }

    fn blank(&mut self, start: &str) {
        let text =
            ["{ \"version\": 1, \"name\": \"My stack\", \"start\": \"", start, "\", \"resources\": {} }"]
                .concat();
        if let Ok(inputs) = Inputs::read(&text, None, self.inputs.months) {
            self.load(inputs, "A new stack".to_owned(), None);
            self.looks.said = None;
        }
    }

    /// Takes a whole stack in place of the one at hand, which undo brings back.
    fn load(&mut self, inputs: Inputs, said: String, scenario: Option<u64>) {
        match inputs.answer() {
            Ok(answer) => {
                let before = Moment { is_opening: true, ..self.now(said.clone()) };
                self.put(Shared::new(inputs), answer);
                self.history.keep(before);
                (self.preset, self.edited, self.scenario) = (None, false, scenario);
                self.visit();
                self.anew();
                self.looks.said = Some(Said { text: said, undo: true });
            }
            Err(problem) => self.looks.said = Some(Said { text: problem.to_string(), undo: false }),
        }
    }

    /// Another stack is opened.
    fn visit(&mut self) {
        self.visits = self.visits.saturating_add(1);
        self.visit = self.visits;
    }

    /// What was looked at belongs to another stack.
    fn anew(&mut self) {
        self.drafts = Drafts::default();
        let Looks { theme, narrow, tab, is_newer, .. } = self.looks;
        let (library, not_kept) = (std::mem::take(&mut self.looks.library), self.looks.not_kept.take());
        let reader = std::mem::take(&mut self.looks.reader);
        self.looks = Looks { tab, library, not_kept, is_newer, theme, reader, narrow, ..Looks::default() };
    }

    /// Writes what was typed where it belongs, if that gives an answer; `meant` is the same as a stack says it.
    fn write(&mut self, field: Field, text: String, meant: Result<String, Problem>) {
        if field.is_apart() {
            return self.drafts.insert(field, Draft { text, problem: None });
        }
        let meant = match meant {
            Ok(meant) => meant,
            Err(problem) => return self.drafts.insert(field, Draft { text, problem: Some(problem) }),
        };
        if let Some(reader) = self.looks.reader.with(&field, &meant) {
            let problem = reader.map(|reader| self.looks.reader = reader).err();
            return self.drafts.insert(field, Draft { text, problem });
        }
        let outcome = self.inputs.with(&field, &meant);
        let outcome = outcome.and_then(|inputs| inputs.answer().map(|answer| (inputs, answer)));
        if let (Field::Client(resource, _), Ok(_)) = (&field, &outcome) {
            // Another client stands in this place now, or the next ones moved up.
            self.drafts.forget_clients(resource);
        }
        if let (Field::End(driver), Ok(_)) = (&field, &outcome) {
            self.drafts.remove(&Field::Growth(driver.clone())); // it is another one now
        }
        let problem = match outcome {
            Ok((inputs, answer)) => {
                if inputs != *self.inputs {
                    let before = self.now(format!("Changed {}", field.label()));
                    self.history.keep_typed(&field, before);
                }
                self.put(Shared::new(inputs), answer);
                // How long a reference stack is looked at makes it nobody's own.
                self.edited |= field != Field::Months || self.preset.is_none();
                self.looks.welcome = false;
                if field == Field::Json {
                    // The document is another one: what was typed elsewhere belongs to the old.
                    self.preset = None;
                    self.drafts.clear();
                }
                None
            }
            Err(problem) => Some(problem),
        };
        self.drafts.insert(field, Draft { text, problem });
    }

    fn edit(&mut self, edit: &Edit) {
        let done = edit.make(&self.inputs).and_then(|done| {
            let inputs = self.inputs.with_document(&done.document)?;
            inputs.answer().map(|answer| (inputs, answer, done.said, done.opens))
        });
        match done {
            Ok((inputs, answer, said, opens)) => {
                let before = self.now(said.clone());
                self.put(Shared::new(inputs), answer);
                self.history.keep(before);
                self.edited = true;
                self.drafts.clear();
                (self.looks.pick, self.looks.asks, self.looks.welcome) = (None, None, false);
                if let Edit::Add(_) | Edit::Template(_) = edit {
                    self.looks.find = None;
                }
                if opens.is_some() {
                    self.looks.card = opens;
                }
                self.looks.said = Some(Said { text: said, undo: true });
            }
            Err(problem) => {
                let hint = problem.hint.as_ref().map(|hint| format!(" ({hint})")).unwrap_or_default();
                self.looks.said = Some(Said { text: format!("{problem}{hint}"), undo: false });
            }
        }
    }

    fn travel(&mut self, go: fn(&mut History, Moment) -> Option<Moment>, word: &str) {
        let now = self.now(String::new());
        let Some(moment) = go(&mut self.history, now) else { return };
        let Ok(answer) = moment.inputs.answer() else { return };
        self.put(moment.inputs, answer);
        (self.preset, self.edited, self.visit) = (moment.preset, moment.edited, moment.visit);
        if moment.is_opening || moment.scenario.is_some() {
            self.scenario = moment.scenario; // else what was kept since the change goes on being kept
        }
        self.drafts.clear();
        self.looks.said = Some(Said { text: format!("{word}: {}", moment.what), undo: false });
    }

    /// Takes inputs over if they give an answer.
    fn take(&mut self, inputs: Inputs) -> bool {
        let answer = inputs.answer();
        if let Ok(answer) = answer {
            self.put(Shared::new(inputs), answer);
            return true;
        }
        false
    }

    /// Puts inputs with their answer in place of those at hand. The column looked at closer stays the same one.
    fn put(&mut self, inputs: Shared<Inputs>, (comparison, answer): (Shared<Comparison>, Shared<Answer>)) {
        self.looks.shown = self.answer.follow(self.looks.shown, &answer);
        (self.inputs, self.comparison, self.answer) = (inputs, comparison, answer);
    }
}
