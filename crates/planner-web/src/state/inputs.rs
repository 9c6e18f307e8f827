//! What the answer is worked out from: the document, what stands beside it, the horizon.

use planner_core::answers::compare::Variation;
use planner_core::document::{Node, Problem, parse_json};
use planner_core::output::Comparison;

use crate::answer::Answer;
use crate::columns::{Beside, Columns, Sorting, sorted, written};
use crate::field::{Field, MOST_MONTHS};
use crate::plans::MOST_COLUMNS;
use crate::presets::Preset;
use crate::shared::Shared;
use crate::{json, numbers, plans, tree};

/// What the answer is worked out from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// The stack as JSON, as it is shown.
    pub text: String,
    /// The same as a tree.
    pub document: Node,
    /// What stands side by side; one column where nothing does.
    pub variation: Option<Variation>,
    /// What else stands beside it: the stack as it began, other stacks, other days' prices.
    pub beside: Vec<Beside>,
    /// In which order the columns stand.
    pub sorting: Sorting,
    /// The horizon.
    pub months: u32,
}

impl Inputs {
    /// A preset, on the columns its file names.
    pub(crate) fn of(preset: &Preset, months: u32) -> Result<Self, Problem> {
        let document = parse_json(preset.json, 0)?;
        let named = preset.vary.and_then(|words| Variation::parse(words).ok());
        let named = named.filter(|variation| plans::is_variable(&document, &variation.name));
        let variation = named.or_else(|| plans::sensible(&document));
        Ok(Self {
            text: preset.json.to_owned(),
            document,
            variation,
            beside: Vec::new(),
            sorting: Sorting::default(),
            months,
        })
    }

    /// A stack from its text, with what stands side by side, as `columns::written` writes it.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for what is no JSON.
    pub fn read(text: &str, vary: Option<&str>, months: u32) -> Result<Self, Problem> {
        let document = parse_json(text, 0)?;
        let alone = vary.is_some_and(written::has_no_plans);
        let named = vary.and_then(written::plans);
        let named = named.filter(|variation| plans::is_variable(&document, &variation.name));
        let text = json::print(&document);
        let document = parse_json(&text, 0)?;
        let variation = named.or_else(|| plans::sensible(&document)).filter(|_| !alone);
        let mut inputs = Self {
            text,
            document,
            variation,
            beside: Vec::new(),
            sorting: Sorting::default(),
            months: months.clamp(1, MOST_MONTHS),
        };
        if let Some(variation) = &mut inputs.variation {
            variation.plans.truncate(MOST_COLUMNS); // a link may name any number
        }
        written::read(&mut inputs, vary.unwrap_or_default());
        Ok(inputs)
    }

    /// The same with a field changed.
    pub(super) fn with(&self, field: &Field, typed: &str) -> Result<Self, Problem> {
        match field {
            Field::Months => {
                let wrong = || {
                    let range = format!("`{typed}` is not a number of months from 1 to {MOST_MONTHS}");
                    Problem::new(range).hint("write 12")
                };
                let months = numbers::whole(typed).filter(|months| (1..=MOST_MONTHS).contains(months));
                Ok(Self { months: months.ok_or_else(wrong)?, ..self.clone() })
            }
            Field::Json => {
                let document = parse_json(typed, 0)?;
                let mut inputs = Self { document, text: typed.to_owned(), ..self.clone() };
                inputs.keep_variation(&self.document);
                Ok(inputs)
            }
            _ => {
                let mut document = self.document.clone();
                field.write_over(&mut document, typed, self.months)?;
                self.with_document(&document)
            }
        }
    }

    /// The same with another document. It is printed and read again, so that every place in the tree is one in the text that is
    /// shown.
    pub(super) fn with_document(&self, document: &Node) -> Result<Self, Problem> {
        let text = json::print(document);
        let mut inputs = Self { document: parse_json(&text, 0)?, text, ..self.clone() };
        inputs.keep_variation(&self.document);
        Ok(inputs)
    }

    /// Keeps the columns where the new document still has their resource; chooses anew where it has not.
    fn keep_variation(&mut self, before: &Node) {
        let Some(variation) = &self.variation else {
            let had = tree::entries(before, &["resources"]).next().is_some();
            if !had {
                self.variation = plans::sensible(&self.document);
                self.leave_room();
            }
            return;
        };
        let product = |document| tree::text(document, &["resources", &variation.name, "product"]);
        let is_account = variation.name.starts_with("accounts.");
        let kept = is_account && plans::is_variable(&self.document, &variation.name);
        if !kept && (is_account || product(&self.document) != product(before)) {
            self.variation = plans::sensible(&self.document);
            self.leave_room();
        }
    }

    /// Plans that nobody chose leave the room that what stands beside them takes.
    fn leave_room(&mut self) {
        let room = MOST_COLUMNS.saturating_sub(self.beside.len());
        if let Some(variation) = &mut self.variation {
            variation.plans.truncate(room);
        }
        self.variation = self.variation.take().filter(|variation| variation.plans.len() > 1);
    }

    /// How many more columns there is room for.
    #[must_use]
    pub fn room(&self) -> usize {
        let own = self.variation.as_ref().map_or(1, |variation| variation.plans.len());
        MOST_COLUMNS.saturating_sub(own.saturating_add(self.beside.len()))
    }

    /// The same with something beside it: in place of what is the same by its kind and title, else as one more.
    pub(super) fn with_beside(&self, one: Beside) -> Result<Self, Problem> {
        let mut inputs = self.clone();
        let at = inputs.beside.iter().position(|known| known.is_again(&one));
        if at.is_none() && inputs.room() == 0 {
            return Err(Problem::new("four columns stand side by side already").hint("remove one first"));
        }
        let at = at.unwrap_or(inputs.beside.len());
        match inputs.beside.get_mut(at) {
            Some(known) => *known = one,
            None => inputs.beside.push(one),
        }
        let refused = Columns::of(&inputs)?.left_out.into_iter().find(|(left_out, _)| *left_out == at);
        refused.map_or(Ok(inputs), |(_, problem)| Err(problem))
    }

    /// What stands beside each other, worked out.
    pub(super) fn answer(&self) -> Result<(Shared<Comparison>, Shared<Answer>), Problem> {
        let columns = Columns::of(self)?;
        let (origins, all): (Vec<_>, Vec<_>) = sorted(columns.all, self.sorting).into_iter().unzip();
        let comparison = Comparison::new(all);
        let answer = Answer::new(self, &comparison, &origins, &columns.left_out);
        Ok((Shared::new(comparison), Shared::new(answer)))
    }
}
