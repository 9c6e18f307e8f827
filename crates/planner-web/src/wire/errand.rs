//! What only the page's own thread can do for its worker: it alone reaches the document, the storage and the clipboard.

use super::heard::{From, Texts};
use crate::keep::Scenario;

/// Something to be done on the page, once what is shown is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// An element takes the focus, by its id.
    Focus(String),
    /// A text is copied; what is said once it is.
    Copy(String, String),
    /// A file is given to the visitor.
    Save {
        /// Its name.
        name: String,
        /// Its kind, such as `application/json`.
        kind: String,
        /// What is in it.
        text: String,
    },
    /// A drawing is given to the visitor as pixels.
    Picture {
        /// The file's name.
        name: String,
        /// The drawing.
        svg: String,
    },
    /// Light or dark, by its word: shown and remembered.
    Theme(String),
    /// The reader's currency and its rate are remembered.
    Reader(String),
    /// A stack is kept, a moment after its last change; the visit that it is of.
    Keep(u64, Box<Scenario>),
    /// A scenario is read, to be opened.
    Recall(u64),
    /// A scenario is read, to stand beside the stack at hand.
    Beside(u64),
    /// A scenario is removed.
    Forget(u64),
    /// A scenario gets another name.
    Rename(u64, String),
    /// The newer version of the page takes over.
    TakeOver,
}

impl Errand {
    pub(super) fn texts(&self) -> Vec<String> {
        let mut out = Texts::default();
        match self {
            Self::Focus(id) => {
                out.add("focus").add(id);
            }
            Self::Copy(text, done) => {
                out.add("copy").add(text).add(done);
            }
            Self::Save { name, kind, text } => {
                out.add("save").add(name).add(kind).add(text);
            }
            Self::Picture { name, svg } => {
                out.add("picture").add(name).add(svg);
            }
            Self::Theme(word) => {
                out.add("theme").add(word);
            }
            Self::Reader(text) => {
                out.add("reader").add(text);
            }
            Self::Keep(visit, scenario) => {
                out.add("keep").add(&visit.to_string()).scenario(scenario);
            }
            Self::Recall(id) => {
                out.add("recall").add(&id.to_string());
            }
            Self::Beside(id) => {
                out.add("beside").add(&id.to_string());
            }
            Self::Forget(id) => {
                out.add("forget").add(&id.to_string());
            }
            Self::Rename(id, name) => {
                out.add("rename").add(&id.to_string()).add(name);
            }
            Self::TakeOver => {
                out.add("take-over");
            }
        }
        out.0
    }

    pub(super) fn of(texts: Vec<String>) -> Option<Self> {
        let mut texts = texts.into_iter();
        let mut from = From(&mut texts);
        Some(match from.text()?.as_str() {
            "focus" => Self::Focus(from.text()?),
            "copy" => Self::Copy(from.text()?, from.text()?),
            "save" => Self::Save { name: from.text()?, kind: from.text()?, text: from.text()? },
            "picture" => Self::Picture { name: from.text()?, svg: from.text()? },
            "theme" => Self::Theme(from.text()?),
            "reader" => Self::Reader(from.text()?),
            "keep" => Self::Keep(from.number()?, Box::new(from.scenario()?)),
            "recall" => Self::Recall(from.number()?),
            "beside" => Self::Beside(from.number()?),
            "forget" => Self::Forget(from.number()?),
            "rename" => Self::Rename(from.number()?, from.text()?),
            "take-over" => Self::TakeOver,
            _ => return None,
        })
    }
}
