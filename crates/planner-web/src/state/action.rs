//! What can happen on the page.

use super::edit::Edit;
use super::inputs::Inputs;
use super::looks::{Dialog, Tab};
use planner_core::document::Problem;

use crate::field::Field;
use crate::persist::Theme;

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
    /// The stack at hand is kept in this browser.
    Keep,
    /// It was kept as a scenario, beside these; and what has to be said about it.
    Kept(u64, Vec<(u64, String)>, Option<String>),
    /// It could not be kept, and why.
    NotKept(String),
    /// These are kept; and what has to be said about it.
    Library(Vec<(u64, String)>, Option<String>),
    /// A scenario is asked for.
    Recall(u64),
    /// A scenario is opened, by its id: its inputs and its name.
    Scenario(u64, Box<Inputs>, String),
    /// The scenario at hand is removed from this browser; the stack stays until another is opened.
    Forget,
    /// A newer version of the page is there.
    Newer,
    /// Something is typed or chosen.
    Type(Field, String),
    /// A field is left.
    Leave(Field),
    /// Something is set by a button: typed and left at once.
    Set(Field, String),
    /// The stack is edited as a whole.
    Edit(Edit),
    /// The last change is undone.
    Undo,
    /// What was undone is made again.
    Redo,
    /// A tab is looked at.
    Look(Tab),
    /// What is looked at is worked out: later than the answer, which does not wait for it.
    WorkOut,
    /// Scripts are counted once, or each command in them.
    Once(bool),
    /// The plans of a resource, or of an account as `accounts.render`, are put side by side; none for a single column.
    Compare(Option<String>),
    /// The stack as it began is put beside the stack as it is, or taken away.
    AsItWas(bool),
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
    /// The card of a resource, account or driver is opened, by its path as `resources.web`, or closed.
    Card(Option<String>),
    /// The plans of a resource or account are listed, by its path, or no longer.
    Pick(Option<String>),
    /// What can be added is looked for, by these words; nothing to stop looking.
    Find(Option<String>),
    /// Something is opened over the page, or closed.
    Dialog(Option<Dialog>),
    /// Something is said: an error of the page, or that something was done.
    Say(String),
    /// What was said is gone.
    Hush,
    /// Light or dark is chosen.
    Theme(Theme),
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
                | Self::Keep
                | Self::Kept(..)
                | Self::NotKept(_)
                | Self::Library(..)
                | Self::Link(_)
                | Self::Newer
        )
    }

    /// Whether another stack may stand here after it, so that what was changed a moment ago has to be kept before.
    pub(crate) const fn may_leave_the_stack(&self) -> bool {
        matches!(
            self,
            Self::Preset(_)
                | Self::New
                | Self::Blank(_)
                | Self::Load { .. }
                | Self::Scenario(..)
                | Self::Recall(_)
                | Self::Undo
                | Self::Redo
        )
    }

    /// What is said of a text that was to be copied.
    pub(crate) fn copied(is_copied: bool, done: &str) -> Self {
        let text = if is_copied {
            done
        } else {
            "This browser lets the page copy nothing: mark the text and copy it by hand"
        };
        Self::Say(text.to_owned())
    }
}
