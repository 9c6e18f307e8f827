//! The page's state: one document, what is compared on it, and the last good answer.

use planner_core::answers::compare::{Variation, compare, vary};
use planner_core::answers::redis::redis;
use planner_core::document::{Node, Problem, parse_json};
use planner_core::output::{Comparison, RedisReport};
use planner_core::projection::{MONTHS, Options};
use planner_core::stack::Stack;

use crate::answer::Answer;
use crate::field::{Draft, Drafts, Field, MOST_MONTHS};
use crate::persist::Theme;
use crate::plans::{self, MOST_COLUMNS};
use crate::presets::{Preset, preset};
use crate::shared::Shared;
use crate::sheets::{Sheet, sheet};
use crate::{clients, json, tree};

/// What the answer is worked out from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// The stack as JSON, as it is shown.
    pub text: String,
    /// The same as a tree.
    pub document: Node,
    /// What stands side by side; one column where nothing does.
    pub variation: Option<Variation>,
    /// The horizon.
    pub months: u32,
}

/// The page's state.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The preset it began with; none for a stack of the visitor's own.
    pub preset: Option<usize>,
    /// Whether anything was changed since.
    pub edited: bool,
    /// The last inputs that gave an answer.
    pub inputs: Shared<Inputs>,
    /// Their comparison.
    pub comparison: Shared<Comparison>,
    /// The same for reading.
    pub answer: Shared<Answer>,
    /// Fields being typed into, or refused.
    pub drafts: Drafts,
    /// The column looked at closer.
    pub shown: usize,
    /// Whether limits far away are shown too.
    pub all_limits: bool,
    /// The panels that are open.
    pub open: Vec<Panel>,
    /// What the Redis panel shows.
    pub redis: RedisPanel,
    /// What the other open panels show.
    pub sheets: Vec<(Panel, Shared<Result<Sheet, Problem>>)>,
    /// Light or dark.
    pub theme: Theme,
    /// Whether the window is as narrow as a phone.
    pub narrow: bool,
}

/// A part of the page that opens, and is worked out as long as it is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// What the clients of a Redis make of it.
    Redis,
    /// What it costs with nobody using it.
    Floor,
    /// What one more of each thing adds.
    More,
}

/// What the Redis panel shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RedisPanel {
    /// What clients make of it, as long as the panel is open.
    pub report: Option<Shared<Result<RedisReport, Problem>>>,
    /// Whether the report is older than the inputs: [`Action::WorkOut`] is due.
    pub stale: bool,
    /// Whether a script counts once, instead of each command in it.
    pub once: bool,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A preset is chosen, or begun anew.
    Preset(usize),
    /// Something is typed or chosen.
    Type(Field, String),
    /// A field is left.
    Leave(Field),
    /// Something is set by a button: typed and left at once.
    Set(Field, String),
    /// A panel is opened or closed.
    Open(Panel, bool),
    /// What the open panels show is worked out: later than the answer, which does not wait for it.
    WorkOut,
    /// Scripts are counted once, or each command in them.
    Once(bool),
    /// A resource's plans are put side by side; none for a single column.
    Compare(Option<String>),
    /// A column takes another plan.
    Column(usize, String),
    /// One more column.
    AddColumn,
    /// A column is taken away.
    RemoveColumn(usize),
    /// A column is looked at closer.
    Show(usize),
    /// Limits far away are shown or hidden.
    AllLimits,
    /// Light or dark is chosen.
    Theme(Theme),
    /// The window has another size.
    Window {
        /// Whether it is as narrow as a phone.
        narrow: bool,
    },
}

impl State {
    /// The state of a page just opened.
    ///
    /// # Errors
    ///
    /// A [`Problem`] where the preset gives no answer, which tests rule out.
    pub fn open(index: usize) -> Result<Self, Problem> {
        let preset = preset(index).ok_or_else(|| Problem::new("the page was built without stacks"))?;
        let inputs = Inputs::of(preset, MONTHS)?;
        let (comparison, answer) = inputs.answer()?;
        let mut state = Self {
            preset: Some(index),
            edited: false,
            inputs: Shared::new(inputs),
            comparison,
            answer,
            drafts: Drafts::default(),
            shown: 0,
            all_limits: false,
            open: vec![Panel::Redis],
            redis: RedisPanel::default(),
            sheets: Vec::new(),
            theme: Theme::default(),
            narrow: false,
        };
        state.work_out();
        Ok(state)
    }

    /// The state after an action.
    #[must_use]
    pub fn after(&self, action: Action) -> Self {
        let mut next = self.clone();
        match action {
            Action::Preset(index) => {
                let months = self.inputs.months;
                if let Ok(inputs) = preset(index)
                    .ok_or_else(|| Problem::new(""))
                    .and_then(|preset| Inputs::of(preset, months))
                {
                    next.drafts.clear();
                    next.take(inputs);
                    (next.preset, next.edited, next.shown) = (Some(index), false, 0);
                }
            }
            Action::Type(field, text) => next.write(field, text),
            Action::Leave(field) => next.drafts.leave(&field),
            Action::Set(field, text) => {
                next.write(field.clone(), text);
                next.drafts.leave(&field);
            }
            Action::Open(panel, open) => {
                next.open.retain(|known| *known != panel);
                if open {
                    next.open.push(panel);
                }
            }
            Action::WorkOut => next.work_out(),
            Action::Once(once) => next.redis.once = once,
            Action::Compare(resource) => {
                let variation =
                    resource.and_then(|resource| plans::neighbours(&self.inputs.document, &resource));
                next.vary(variation);
            }
            Action::Column(at, plan) => next.vary_with(|plans| {
                if let Some(column) = plans.get_mut(at) {
                    *column = plan;
                }
            }),
            Action::AddColumn => {
                let plan = next.another_plan();
                next.vary_with(|plans| plans.extend(plan));
            }
            Action::RemoveColumn(at) => next.vary_with(|plans| {
                if at < plans.len() && plans.len() > 1 {
                    plans.remove(at);
                }
            }),
            Action::Show(column) => next.shown = column,
            Action::AllLimits => next.all_limits = !next.all_limits,
            Action::Theme(theme) => next.theme = theme,
            Action::Window { narrow } => next.narrow = narrow,
        }
        next.shown = next.shown.min(next.comparison.columns.len().saturating_sub(1));
        if next.inputs != self.inputs || next.open != self.open {
            next.redis.stale = next.wants_redis() || next.open.iter().any(|panel| *panel != Panel::Redis);
            if !next.wants_redis() || next.preset != self.preset {
                next.redis.report = None; // It would be that of another stack.
                next.sheets.clear();
            }
        }
        next
    }

    /// Whether some field was refused, so that the answer is older than what stands in it.
    #[must_use]
    pub fn refused(&self) -> bool {
        self.drafts.refused()
    }

    /// The plan to add: the next dearer one that is not there yet, else any.
    #[must_use]
    pub fn another_plan(&self) -> Option<String> {
        let variation =
            self.inputs.variation.as_ref().filter(|variation| variation.plans.len() < MOST_COLUMNS)?;
        let document = &self.inputs.document;
        let choices = plans::choices(document, &variation.name);
        let shown = |choice: &plans::Choice| {
            variation
                .plans
                .iter()
                .any(|word| plans::find(document, &variation.name, &choices, word) == Some(choice))
        };
        let last = choices.iter().rposition(shown).unwrap_or(0);
        let dearer = choices.iter().skip(last).find(|choice| !shown(choice));
        dearer.or_else(|| choices.iter().find(|choice| !shown(choice))).map(|choice| choice.id.clone())
    }

    fn write(&mut self, field: Field, text: String) {
        let outcome =
            self.inputs.with(&field, &text).and_then(|inputs| inputs.answer().map(|answer| (inputs, answer)));
        if let (Field::Client(resource, _), Ok(_)) = (&field, &outcome) {
            // Another client stands in this place now, or the next ones moved up.
            self.drafts.forget_clients(resource);
        }
        let problem = match outcome {
            Ok((inputs, (comparison, answer))) => {
                (self.inputs, self.comparison, self.answer) = (Shared::new(inputs), comparison, answer);
                self.edited |= field != Field::Months;
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

    /// Works out what the open panels show.
    fn work_out(&mut self) {
        let (document, wanted) = (&self.inputs.document, self.wants_redis());
        let options = Options { months: self.inputs.months, ..Options::default() };
        self.redis.report = wanted.then(|| {
            let report = Stack::parse(document).and_then(|stack| redis(plans::books()?, &stack, options));
            Shared::new(report.map_err(|problem| document.locate(problem)))
        });
        let sheets = self.open.iter().filter_map(|panel| Some((*panel, sheet(*panel, &self.inputs)?)));
        self.sheets = sheets.map(|(panel, sheet)| (panel, Shared::new(sheet))).collect();
        self.redis.stale = false;
    }

    fn wants_redis(&self) -> bool {
        self.open.contains(&Panel::Redis) && clients::any(&self.inputs.document)
    }

    fn vary(&mut self, variation: Option<Variation>) {
        let inputs = Inputs { variation, ..Inputs::clone(&self.inputs) };
        self.take(inputs);
    }

    fn vary_with(&mut self, change: impl FnOnce(&mut Vec<String>)) {
        let mut variation = self.inputs.variation.clone();
        if let Some(variation) = &mut variation {
            change(&mut variation.plans);
        }
        self.vary(variation);
    }

    /// Takes inputs over if they give an answer.
    fn take(&mut self, inputs: Inputs) {
        if let Ok((comparison, answer)) = inputs.answer() {
            (self.inputs, self.comparison, self.answer) = (Shared::new(inputs), comparison, answer);
        }
    }
}

impl Inputs {
    /// A preset, on the columns its file names.
    pub(crate) fn of(preset: &Preset, months: u32) -> Result<Self, Problem> {
        let document = parse_json(preset.json, 0)?;
        let named = preset.vary.and_then(|words| Variation::parse(words).ok());
        let named = named.filter(|variation| plans::variable(&document).contains(&variation.name));
        let variation = named.or_else(|| plans::sensible(&document));
        Ok(Self { text: preset.json.to_owned(), document, variation, months })
    }

    /// The same with a field changed.
    fn with(&self, field: &Field, typed: &str) -> Result<Self, Problem> {
        let mut inputs = self.clone();
        match field {
            Field::Months => {
                let months = typed.trim().parse().ok().filter(|months| (1..=MOST_MONTHS).contains(months));
                let wrong =
                    || Problem::new(format!("`{typed}` is not a number of months from 1 to {MOST_MONTHS}"));
                inputs.months = months.ok_or_else(wrong)?;
            }
            Field::Json => {
                inputs.document = parse_json(typed, 0)?;
                typed.clone_into(&mut inputs.text);
                inputs.keep_variation(&self.document);
            }
            _ => {
                field.write(&mut inputs.document, typed)?;
                // Printed and read again, so that every place in the tree is one in the text that is shown.
                inputs.text = json::print(&inputs.document);
                inputs.document = parse_json(&inputs.text, 0)?;
            }
        }
        Ok(inputs)
    }

    /// Keeps the columns where the new document still has their resource; chooses anew where it has not.
    fn keep_variation(&mut self, before: &Node) {
        let product = |document| {
            let variation = self.variation.as_ref()?;
            tree::text(document, &["resources", &variation.name, "product"])
        };
        if self.variation.is_none() || product(&self.document) != product(before) {
            self.variation = plans::sensible(&self.document);
        }
    }

    fn answer(&self) -> Result<(Shared<Comparison>, Shared<Answer>), Problem> {
        let stack = Stack::parse(&self.document)?;
        let stacks = match &self.variation {
            Some(variation) => vary(&stack, std::slice::from_ref(variation))?,
            None => vec![(stack.name.clone(), stack)],
        };
        let options = Options { months: self.months, ..Options::default() };
        let comparison =
            compare(plans::books()?, &stacks, options).map_err(|problem| self.document.locate(problem))?;
        let answer = Answer::new(self, &comparison);
        Ok((Shared::new(comparison), Shared::new(answer)))
    }
}
