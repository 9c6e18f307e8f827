//! What the answer is worked out from: the document, what stands beside it, the horizon.

use planner_core::answers::compare::{Variation, compare, vary};
use planner_core::document::{Node, Problem, parse_json};
use planner_core::output::Comparison;
use planner_core::projection::Options;
use planner_core::stack::Stack;

use crate::answer::Answer;
use crate::field::{Field, MOST_MONTHS};
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
    /// A whole stack beside it, with what it is called: as it was.
    pub beside: Option<(String, Node)>,
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
        Ok(Self { text: preset.json.to_owned(), document, variation, beside: None, months })
    }

    /// A stack from its text, with what stands beside each other of it.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for what is no JSON.
    pub fn read(text: &str, vary: Option<&str>, months: u32) -> Result<Self, Problem> {
        let document = parse_json(text, 0)?;
        let named = vary.and_then(|words| Variation::parse(words).ok());
        let named = named.filter(|variation| plans::is_variable(&document, &variation.name));
        let text = json::print(&document);
        let document = parse_json(&text, 0)?;
        let variation = named.or_else(|| plans::sensible(&document));
        Ok(Self { text, document, variation, beside: None, months: months.clamp(1, MOST_MONTHS) })
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
                field.write(&mut document, typed)?;
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
            }
            return;
        };
        let product = |document| tree::text(document, &["resources", &variation.name, "product"]);
        let is_account = variation.name.starts_with("accounts.");
        let kept = is_account && plans::is_variable(&self.document, &variation.name);
        if !kept && product(&self.document) != product(before) {
            self.variation = plans::sensible(&self.document);
        }
    }

    /// What stands beside each other, worked out.
    pub(super) fn answer(&self) -> Result<(Shared<Comparison>, Shared<Answer>), Problem> {
        let stack = Stack::parse(&self.document)?;
        let mut stacks = match &self.variation {
            Some(variation) if self.beside.is_none() => vary(&stack, std::slice::from_ref(variation))?,
            _ => vec![(stack.name.clone(), stack)],
        };
        if let Some((name, other)) = &self.beside {
            stacks.insert(0, (name.clone(), Stack::parse(other)?));
        }
        let options = Options { months: self.months, ..Options::default() };
        let comparison =
            compare(plans::books()?, &stacks, options).map_err(|problem| self.document.locate(problem))?;
        let answer = Answer::new(self, &comparison);
        Ok((Shared::new(comparison), Shared::new(answer)))
    }
}
