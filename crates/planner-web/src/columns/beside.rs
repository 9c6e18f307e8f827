//! What can stand beside the stack: the stack as it began, another one, or its own under the prices of another day.

use planner_core::Date;
use planner_core::document::{Problem, parse_json};
use planner_core::stack::Stack;

use crate::shared::Shared;

/// What can stand beside the stack.
#[derive(Clone, Debug, PartialEq)]
pub enum Beside {
    /// The stack as it began.
    AsItWas(Shared<Stack>),
    /// Another stack, with what it is called.
    Stack(String, Shared<Stack>),
    /// The stack itself under the prices of another day.
    Prices(Date),
}

impl Beside {
    /// The stack as it began, from its text.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for what is no stack.
    pub(crate) fn as_it_was(text: &str) -> Result<Self, Problem> {
        read(text).map(Self::AsItWas)
    }

    /// Another stack, from its text.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for what is no stack.
    pub(crate) fn other(title: &str, text: &str) -> Result<Self, Problem> {
        read(text).map(|stack| Self::Stack(title.to_owned(), stack))
    }

    /// What stands over its column.
    #[must_use]
    pub fn title(&self) -> String {
        match self {
            Self::AsItWas(_) => "As it was".to_owned(),
            Self::Stack(title, _) => title.clone(),
            Self::Prices(day) => ["Prices of ", &day.name()].concat(),
        }
    }

    /// The same in a sentence: what happens where.
    pub(crate) fn phrase(&self) -> String {
        match self {
            Self::AsItWas(_) => "as it was".to_owned(),
            Self::Stack(title, _) => ["in ", title].concat(),
            Self::Prices(day) => ["at the prices of ", &day.name()].concat(),
        }
    }

    /// Whether it is what stands there already: of the same kind and title.
    pub(crate) fn is_again(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other) && self.title() == other.title()
    }

    /// The stack, where it is another one.
    pub(crate) fn stack(&self) -> Option<&Stack> {
        match self {
            Self::AsItWas(stack) | Self::Stack(_, stack) => Some(stack),
            Self::Prices(_) => None,
        }
    }
}

fn read(text: &str) -> Result<Shared<Stack>, Problem> {
    Stack::parse(&parse_json(text, 0)?).map(Shared::new)
}
