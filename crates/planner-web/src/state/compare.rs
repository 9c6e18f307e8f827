//! What happens to the columns: what is compared, and in which order. Each is a change that undo takes back.

use planner_core::document::Problem;

use super::State;
use super::action::Action;
use super::inputs::Inputs;
use super::looks::Said;
use crate::columns::Beside;
use crate::field::{Draft, Field};
use crate::plans;
use crate::presets::preset;
use crate::price_days::PriceDays;

impl State {
    /// What the columns are after an action of theirs.
    pub(super) fn compare(&mut self, action: Action) {
        let mut inputs = Inputs::clone(&self.inputs);
        let what = match action {
            Action::Compare(of) => {
                inputs.variation = of.and_then(|of| plans::neighbours(&inputs.document, &of));
                inputs.beside.clear();
                "Compared something else"
            }
            Action::AsItWas(on) => return self.as_it_was(on),
            Action::Beside(stacks) => return self.put_beside(&stacks),
            Action::PricesOf(day) => return self.put_prices(day),
            Action::RemoveBeside(at) if at < inputs.beside.len() => {
                inputs.beside.remove(at);
                "Removed a column"
            }
            Action::Sort(sorting) => {
                inputs.sorting = sorting;
                "Sorted the columns"
            }
            Action::Column(at, plan) => {
                let plans = inputs.variation.as_mut().map(|variation| &mut variation.plans);
                if let Some(known) = plans.and_then(|plans| plans.get_mut(at)) {
                    *known = plan;
                }
                "Compared another plan"
            }
            Action::AddColumn => {
                let plan = self.another_plan();
                if let Some(variation) = &mut inputs.variation {
                    variation.plans.extend(plan);
                }
                "Added a plan"
            }
            Action::RemoveColumn(at) => {
                let plans = inputs.variation.as_mut().map(|variation| &mut variation.plans);
                if let Some(plans) = plans.filter(|plans| at < plans.len() && plans.len() > 1) {
                    plans.remove(at);
                }
                "Removed a column"
            }
            _ => return,
        };
        self.take_columns(inputs, what.to_owned());
    }

    /// The plan to add: the next dearer one that is not there yet, else any. None where there is no room for it.
    #[must_use]
    pub fn another_plan(&self) -> Option<String> {
        let variation = self.inputs.variation.as_ref().filter(|_| self.inputs.room() > 0)?;
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

    /// The stack as it began stands beside it as it is, or no longer.
    fn as_it_was(&mut self, on: bool) {
        let mut inputs = Inputs::clone(&self.inputs);
        inputs.beside.retain(|one| !matches!(one, Beside::AsItWas(_)));
        let Some(began) = self.preset.and_then(preset).filter(|_| on) else {
            return self.take_columns(inputs, "Removed a column".to_owned());
        };
        inputs.variation = None;
        let beside = Beside::as_it_was(began.json).and_then(|was| inputs.with_beside(was));
        self.take_or_say(beside, "As it was");
    }

    fn put_beside(&mut self, stacks: &[(String, String)]) {
        for (title, text) in stacks {
            let beside = Beside::other(title, text).and_then(|other| self.inputs.with_beside(other));
            self.take_or_say(beside, title);
        }
    }

    fn put_prices(&mut self, typed: String) {
        let days = PriceDays::of(&self.inputs.document, self.inputs.months);
        let none = || Problem::new("nobody's prices are known for anything in this stack");
        let read = days.ok_or_else(none).and_then(|days| {
            let inputs = self.inputs.with_beside(Beside::Prices(days.read(&typed)?));
            // Of all days that may be typed, some are before a product or plan of the stack.
            let is_full = self.inputs.room() == 0;
            inputs.map_err(|problem| if is_full { problem } else { days.refuse(problem.message.clone()) })
        });
        match read {
            Ok(inputs) => {
                self.drafts.remove(&Field::PriceDay);
                self.take_columns(inputs, "Added another day's prices".to_owned());
            }
            Err(problem) => {
                self.drafts.insert(Field::PriceDay, Draft { text: typed, problem: Some(problem) });
            }
        }
    }

    fn take_or_say(&mut self, beside: Result<Inputs, Problem>, title: &str) {
        match beside {
            Ok(inputs) => self.take_columns(inputs, ["Put beside it: ", title].concat()),
            Err(problem) => {
                let hint = problem.hint.as_ref().map(|hint| ["; ", hint].concat()).unwrap_or_default();
                let text = [title, " cannot stand beside this stack: ", &problem.to_string(), &hint].concat();
                self.looks.said = Some(Said { text, undo: false });
            }
        }
    }

    /// Takes other columns of the same stack, and keeps what stood before.
    fn take_columns(&mut self, inputs: Inputs, what: String) {
        if inputs == *self.inputs {
            return;
        }
        let before = self.now(what);
        if self.take(inputs) {
            self.history.keep(before);
        }
    }
}
