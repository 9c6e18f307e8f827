//! What can happen on the page.

use super::edit::Edit;
use super::inputs::Inputs;
use super::looks::{Costs, Dialog, List, Tab};
use planner_core::document::Problem;

use crate::columns::Sorting;
use crate::field::Field;
use crate::ids::id_of;
use crate::reader::Reader;
use crate::theme::Theme;

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A preset is chosen, or begun anew.
    Preset(usize),
    /// A new stack is asked for; the page knows what month it is.
    New,
    /// A stack of the visitor's own begins, with nothing in it; the month it starts in.
    Blank(String),
    /// A whole stack is opened: a file, which is the visitor's own from then on, or somebody else's link. What is said of it.
    Load {
        /// The stack.
        inputs: Box<Inputs>,
        /// What is said of it.
        said: String,
        /// Whether it is kept in this browser at once.
        is_own: bool,
    },
    /// A pasted or chosen file is to be opened: read by the page, which loads what it reads it with.
    Open(String),
    /// It could not be read.
    Unread(Box<Problem>),
    /// The link that was asked for, or why there is none.
    Link(Result<String, String>),
    /// The stack of a visit was kept as a scenario, beside these; and what has to be said about it.
    Kept {
        /// Which stack of all that were opened since the page was.
        visit: u64,
        /// The scenario.
        id: u64,
        /// All that is kept.
        library: Vec<(u64, String)>,
        /// What has to be said.
        said: Option<String>,
    },
    /// It could not be kept, and why.
    NotKept(String),
    /// These are kept; and what has to be said about it.
    Library(Vec<(u64, String)>, Option<String>),
    /// A scenario is asked for.
    Recall(u64),
    /// A scenario is opened.
    Scenario {
        /// Which one.
        id: u64,
        /// What it holds.
        inputs: Box<Inputs>,
        /// Its name.
        name: String,
        /// The reference stack it began with, by its place.
        from: Option<usize>,
    },
    /// The scenario at hand is removed from this browser; the stack stays until another is opened.
    Forget,
    /// The scenario at hand is to get another name, or keeps the one it has.
    Renaming(bool),
    /// A scenario, by its id, gets another name: done by what keeps it, which says what became of it.
    RenameScenario(u64, String),
    /// A newer version of the page is there.
    Newer,
    /// It is to take over now.
    TakeOver,
    /// Something is typed or chosen.
    Type(Field, String),
    /// A field is left.
    Leave(Field),
    /// Something is set by a button: typed and left at once.
    Set(Field, String),
    /// The same, with what is said of it beside the way back.
    Apply(Field, String, String),
    /// The stack is edited as a whole.
    Edit(Edit),
    /// The last change is undone.
    Undo,
    /// What was undone is made again.
    Redo,
    /// A tab is looked at.
    Look(Tab),
    /// A tab is gone to by keys: it takes the focus too.
    Go(Tab),
    /// What is looked at is worked out: later than the answer, which does not wait for it.
    WorkOut,
    /// Scripts are counted once, or each command in them.
    Once(bool),
    /// The plans of a resource, or of an account as `accounts.render`, are put side by side; none for a single column.
    Compare(Option<String>),
    /// The stack as it began is put beside the stack as it is, or taken away.
    AsItWas(bool),
    /// Stacks are put beside the one at hand, each with its title and its text as JSON.
    Beside(Vec<(String, String)>),
    /// A kept scenario is to stand beside the stack: the page reads it, and answers with [`Self::Beside`].
    AskBeside(u64),
    /// The stack under the prices of a day is put beside it; the day as it was typed.
    PricesOf(String),
    /// What stands beside the stack is taken away, by its place.
    RemoveBeside(usize),
    /// The columns stand in another order.
    Sort(Sorting),
    /// A plan that is compared gives way to another, by its place among them.
    Column(usize, String),
    /// One more plan.
    AddColumn,
    /// A plan is no longer compared, by its place.
    RemoveColumn(usize),
    /// A column is looked at closer, by its place as it is shown.
    Show(usize),
    /// Costs over time are looked at in another way.
    Costs(Costs),
    /// The bill of a month is looked at, counted from the first; none for all of them.
    Month(Option<usize>),
    /// What an amount rests on is looked at: the bill of a column, in one month or by month.
    Prove {
        /// The column.
        column: usize,
        /// The month, counted from the first; none for all of them.
        month: Option<usize>,
    },
    /// Limits far away are shown or hidden.
    AllLimits,
    /// A long list is shown whole, or in part again.
    All(List),
    /// The card of a resource, account or driver is opened, by its path as `resources.web`, or closed.
    Card(Option<String>),
    /// The plans of a resource or account are listed, by its path, or no longer.
    Pick(Option<String>),
    /// It is asked which of something is to be added, by where: `clients.redis`; or no longer.
    Ask(Option<String>),
    /// What can be added is looked for, by these words; nothing to stop looking.
    Find(Option<String>),
    /// Something is opened over the page, or closed.
    Dialog(Option<Dialog>),
    /// A text is copied, and what is said then.
    Copy {
        /// The text.
        text: String,
        /// What is said once it is copied.
        done: &'static str,
    },
    /// A text is saved as a file.
    Save {
        /// The file's name.
        name: String,
        /// Its kind, such as `application/json`.
        kind: &'static str,
        /// What is in it.
        text: String,
    },
    /// A stack is saved as YAML: written by a module that is fetched when it is first wanted.
    SaveYaml {
        /// The file's name.
        name: String,
        /// The stack as JSON.
        json: String,
    },
    /// A drawing is saved as pixels.
    SavePng {
        /// The file's name.
        name: String,
        /// The drawing.
        svg: String,
    },
    /// Something is said: an error of the page, or that something was done.
    Say(String),
    /// What was said is gone.
    Hush,
    /// Light or dark is chosen.
    Theme(Theme),
    /// The money that the reader thinks in, as it was remembered.
    Reader(Reader),
    /// The window has another size.
    Window {
        /// Whether it is as narrow as a phone.
        narrow: bool,
    },
}

impl Action {
    /// Whether it happens by itself, so that what was said before stays in sight.
    pub(super) const fn is_quiet(&self) -> bool {
        matches!(
            self,
            Self::WorkOut
                | Self::Window { .. }
                | Self::Leave(_)
                | Self::Kept { .. }
                | Self::NotKept(_)
                | Self::Library(..)
                | Self::Link(_)
                | Self::Newer
                | Self::Reader(_)
                | Self::Save { .. }
                | Self::SavePng { .. }
        )
    }

    /// The id of the element that the visitor is led to by it; none where they stay where they are.
    #[must_use]
    pub fn leads_to(&self) -> Option<String> {
        let id = match self {
            // Back to the plan that was chosen.
            Self::Edit(Edit::Plan { of, .. }) => return Some(id_of(&["pick", of])),
            Self::Prove { .. } => "proof",
            Self::Find(Some(words)) if words.is_empty() => "find",
            Self::Pick(Some(_)) => "plan-list",
            Self::Renaming(true) => "rename",
            Self::Renaming(false) => "renames",
            _ => return None,
        };
        Some(id.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_amount_rests_on_is_where_the_visitor_is_led() {
        assert_eq!(Action::Prove { column: 1, month: None }.leads_to().as_deref(), Some("proof"));
        assert_eq!(Action::Renaming(true).leads_to().as_deref(), Some("rename"));
        assert_eq!(Action::Month(Some(1)).leads_to(), None);
    }
}
