//! Every component in every state worth seeing, made by the page's own code from what people do: for `docs/design.md`, where a
//! change of the looks is seen before anybody else sees it.
//!
//! - `states`: the pages that components are shown on;
//! - `around`, `answer`, `inputs`, `tabs`: which components, in which states, with a sentence on each;
//! - `cut`: the element of a component, out of a page;
//! - `sheet`, `design`: the same as a page to look at, and as a document.

mod answer;
mod around;
mod cut;
mod design;
mod inputs;
mod sheet;
mod states;
mod tabs;

use planner_core::document::Problem;

use self::cut::Cut;
use crate::components::{Act, page};
use crate::html::Writer;
use crate::state::State;

pub use self::design::design;
pub use self::sheet::html;

/// Components that are shown together, in one picture.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its name, which its picture has too.
    pub id: &'static str,
    /// What it is called.
    pub title: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// The room that its components have.
    pub room: Room,
    /// Whether there is a picture of it in the dark too.
    pub dark: bool,
    /// What is shown.
    pub shown: Vec<Shown>,
}

/// The room that components have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// That of the answer.
    Wide,
    /// That of the inputs beside it.
    Narrow,
    /// That of a phone.
    Phone,
}

/// A component in a state.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Its file, below `src/components`.
    pub of: &'static str,
    /// What is seen, in a sentence.
    pub says: &'static str,
    /// The element; nothing where the page has none, which tests rule out.
    pub html: String,
}

/// All that is shown.
///
/// # Errors
///
/// A [`Problem`] where a stack of the gallery gives no answer, which tests rule out.
pub fn groups() -> Result<Vec<Group>, Problem> {
    Ok(vec![
        around::page()?,
        around::dialogs()?,
        answer::answer()?,
        answer::phone()?,
        answer::parts()?,
        inputs::drivers()?,
        inputs::resources()?,
        inputs::cards()?,
        inputs::whole()?,
        tabs::limits()?,
        tabs::costs()?,
        tabs::redis()?,
        tabs::sheets()?,
    ])
}

/// A group while it is put together.
struct Showing {
    group: Group,
    of: &'static str,
    cut: Cut,
    writer: Writer,
}

impl Showing {
    fn new(id: &'static str, room: Room, title: &'static str, about: &'static str) -> Self {
        let group = Group { id, title, about, room, dark: false, shown: Vec::new() };
        Self { group, of: "", cut: Cut::Name("main"), writer: Writer::default() }
    }

    /// The component that comes now, by its file, and which element it is.
    fn of(&mut self, file: &'static str, cut: Cut) {
        (self.of, self.cut, self.writer) = (file, cut, Writer::default());
    }

    /// The same with all that is folded in it open.
    fn unfolded(&mut self, file: &'static str, cut: Cut) {
        (self.of, self.cut) = (file, cut);
        self.writer.unfolded = true;
    }

    /// A state of it, with what is seen.
    fn shows(&mut self, says: &'static str, state: &State) {
        let html = self.cut.written(&page(state, &Act::default()), self.writer).unwrap_or_default();
        self.group.shown.push(Shown { of: self.of, says, html });
    }
}
