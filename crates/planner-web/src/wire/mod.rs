//! What the page and its worker tell each other, as bytes.
//!
//! The page tells what happened ([`Heard`]). The worker, where the state and the core are, answers with what stands on the page
//! from then on ([`Shown`]): the parts that are other ones than before, and what only the page can do ([`Errand`]).

mod bytes;
mod errand;
mod heard;

pub(crate) use self::bytes::{Reader, Writer};
pub use self::errand::Errand;
pub use self::heard::{Heard, Names, Start};

/// What follows from what was heard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// The number of the last message that it takes account of.
    pub heard: u64,
    /// The parts that changed.
    pub parts: Vec<Sent>,
    /// What the page is to do.
    pub errands: Vec<Errand>,
}

/// A part of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// Its name.
    pub name: String,
    /// Which of all that were sent: an event is of the one that the visitor saw.
    pub version: u64,
    /// Its elements, as `desk` writes and `stage` reads them.
    pub bytes: Vec<u8>,
}

impl Shown {
    /// As bytes.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.number(self.heard);
        writer.count(self.parts.len());
        for part in &self.parts {
            writer.text(&part.name);
            writer.number(part.version);
            writer.bytes(&part.bytes);
        }
        writer.count(self.errands.len());
        for errand in &self.errands {
            writer.texts(&errand.texts());
        }
        writer.done()
    }

    /// From bytes; nothing for bytes that the worker did not write.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(bytes);
        let mut shown = Self { heard: reader.number()?, ..Self::default() };
        for _ in 0..reader.count()? {
            shown.parts.push(Sent {
                name: reader.text()?.to_owned(),
                version: reader.number()?,
                bytes: reader.bytes()?.to_vec(),
            });
        }
        for _ in 0..reader.count()? {
            shown.errands.push(Errand::of(reader.texts()?)?);
        }
        Some(shown)
    }
}

/// What an element can be, as a byte.
pub(crate) mod kinds {
    pub(crate) const TEXT: u8 = 0;
    pub(crate) const RAW: u8 = 1;
    pub(crate) const LIST: u8 = 2;
    pub(crate) const PART: u8 = 3;
    pub(crate) const ELEMENT: u8 = 4;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keep::Scenario;

    #[test]
    fn all_that_is_shown_and_asked_arrives() {
        let scenario = Scenario {
            id: 0,
            revision: 0,
            name: "Shop".to_owned(),
            text: "{}".to_owned(),
            vary: None,
            months: 12,
            from: Some("shop".to_owned()),
        };
        let word = || "word".to_owned();
        let shown = Shown {
            heard: 300,
            parts: vec![
                Sent { name: "answer".to_owned(), version: 1, bytes: vec![1, 2, 3] },
                Sent { name: "said".to_owned(), version: 700, bytes: Vec::new() },
            ],
            errands: vec![
                Errand::Focus(word()),
                Errand::Copy(word(), String::new()),
                Errand::Save { name: word(), kind: word(), text: word() },
                Errand::Picture { name: word(), svg: word() },
                Errand::Theme(word()),
                Errand::Reader(word()),
                Errand::Keep(4, Box::new(scenario)),
                Errand::Recall(1),
                Errand::Beside(2),
                Errand::Forget(3),
                Errand::Rename(4, word()),
                Errand::TakeOver,
            ],
        };
        let bytes = shown.write();
        assert_eq!(Shown::read(&bytes), Some(shown));
        for cut in 0..bytes.len() {
            assert_eq!(Shown::read(bytes.get(..cut).unwrap_or_default()), None, "cut at {cut}");
        }
    }
}
