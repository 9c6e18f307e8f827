//! What the page tells its worker: what the visitor did, and what came of errands.

use super::bytes::{Reader, Writer};
use crate::keep::Scenario;

/// What happened on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The page is there.
    Opened(Box<Start>),
    /// An event of an element of a part.
    Event {
        /// The part.
        part: String,
        /// Which version of it.
        version: u64,
        /// Which of the part's listeners, in the order they were sent in.
        ear: u64,
        /// What was typed or chosen, or the key.
        says: String,
    },
    /// The window has another size.
    Window {
        /// Whether it is as narrow as a phone.
        narrow: bool,
    },
    /// A newer version of the page is there.
    Newer,
    /// The last change is to be undone.
    Undo,
    /// What was undone is to be made again.
    Redo,
    /// A file was chosen or dropped: its text.
    File(String),
    /// Something has to be said.
    Said(String),
    /// The address holds this behind its `#`.
    Address(String),
    /// A stack was kept.
    Kept {
        /// Of which visit of a stack it is.
        visit: u64,
        /// The scenario it is kept as.
        id: u64,
        /// All that is kept.
        library: Names,
        /// What has to be said about it.
        said: Option<String>,
    },
    /// What is kept changed, or was read.
    Library(Names, Option<String>),
    /// A scenario was removed: all that is still kept.
    Removed(Names),
    /// Nothing could be kept, and why.
    NotKept(String),
    /// A scenario that was asked for.
    Scenario(Box<Scenario>),
    /// A scenario that was asked for, to stand beside the stack at hand.
    Beside(Box<Scenario>),
}

/// Ids and names of scenarios.
pub type Names = Vec<(u64, String)>;

/// What only the page knows when it is opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// The remembered theme, by its word.
    pub theme: String,
    /// The reader's currency and its rate, as they were remembered.
    pub reader: String,
    /// How numbers and dates are written here, for `Locale::parse`.
    pub locale: String,
    /// Whether the window is as narrow as a phone.
    pub narrow: bool,
    /// The month after this one, as `2026-12`.
    pub next_month: String,
    /// The page's address, without what stands behind `#`.
    pub page: String,
    /// What stands behind it.
    pub fragment: String,
    /// All that is kept in this browser.
    pub library: Names,
    /// What has to be said of it.
    pub said: Option<String>,
    /// Why nothing is kept, if so.
    pub not_kept: Option<String>,
    /// What was kept last.
    pub last: Option<Scenario>,
}

impl Heard {
    /// As bytes, with its number.
    #[must_use]
    pub fn write(&self, number: u64) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.number(number);
        writer.texts(&self.texts());
        writer.done()
    }

    /// From bytes, with its number; nothing for bytes that the page did not write.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<(u64, Self)> {
        let mut reader = Reader::new(bytes);
        let number = reader.number()?;
        let mut texts = reader.texts()?.into_iter();
        Some((number, Self::of(&mut texts)?))
    }

    fn texts(&self) -> Vec<String> {
        let mut out = Texts::default();
        match self {
            Self::Opened(start) => {
                out.add("opened").add(&start.theme).add(&start.reader).add(&start.locale);
                out.flag(start.narrow);
                out.add(&start.next_month);
                out.add(&start.page).add(&start.fragment).names(&start.library).maybe(start.said.as_deref());
                out.maybe(start.not_kept.as_deref()).flag(start.last.is_some());
                if let Some(last) = &start.last {
                    out.scenario(last);
                }
            }
            Self::Event { part, version, ear, says } => {
                out.add("event").add(part).add(&version.to_string()).add(&ear.to_string()).add(says);
            }
            Self::Window { narrow } => {
                out.add("window").flag(*narrow);
            }
            Self::Newer => {
                out.add("newer");
            }
            Self::Undo => {
                out.add("undo");
            }
            Self::Redo => {
                out.add("redo");
            }
            Self::File(text) => {
                out.add("file").add(text);
            }
            Self::Said(text) => {
                out.add("said").add(text);
            }
            Self::Address(text) => {
                out.add("address").add(text);
            }
            Self::Kept { visit, id, library, said } => {
                out.add("kept").add(&visit.to_string()).add(&id.to_string());
                out.names(library).maybe(said.as_deref());
            }
            Self::Library(names, said) => {
                out.add("library").names(names).maybe(said.as_deref());
            }
            Self::Removed(names) => {
                out.add("removed").names(names);
            }
            Self::NotKept(why) => {
                out.add("not-kept").add(why);
            }
            Self::Scenario(scenario) => {
                out.add("scenario").scenario(scenario);
            }
            Self::Beside(scenario) => {
                out.add("beside").scenario(scenario);
            }
        }
        out.0
    }

    fn of(texts: &mut impl Iterator<Item = String>) -> Option<Self> {
        let mut from = From(texts);
        Some(match from.text()?.as_str() {
            "opened" => Self::Opened(Box::new(Start {
                theme: from.text()?,
                reader: from.text()?,
                locale: from.text()?,
                narrow: from.flag()?,
                next_month: from.text()?,
                page: from.text()?,
                fragment: from.text()?,
                library: from.names()?,
                said: from.maybe()?,
                not_kept: from.maybe()?,
                last: if from.flag()? { Some(from.scenario()?) } else { None },
            })),
            "event" => Self::Event {
                part: from.text()?,
                version: from.number()?,
                ear: from.number()?,
                says: from.text()?,
            },
            "window" => Self::Window { narrow: from.flag()? },
            "newer" => Self::Newer,
            "undo" => Self::Undo,
            "redo" => Self::Redo,
            "file" => Self::File(from.text()?),
            "said" => Self::Said(from.text()?),
            "address" => Self::Address(from.text()?),
            "kept" => Self::Kept {
                visit: from.number()?,
                id: from.number()?,
                library: from.names()?,
                said: from.maybe()?,
            },
            "library" => Self::Library(from.names()?, from.maybe()?),
            "removed" => Self::Removed(from.names()?),
            "not-kept" => Self::NotKept(from.text()?),
            "scenario" => Self::Scenario(Box::new(from.scenario()?)),
            "beside" => Self::Beside(Box::new(from.scenario()?)),
            _ => return None,
        })
    }
}

/// Texts that say something, one after the other.
#[derive(Default)]
pub(super) struct Texts(pub(super) Vec<String>);

impl Texts {
    pub(super) fn add(&mut self, text: &str) -> &mut Self {
        self.0.push(text.to_owned());
        self
    }

    fn flag(&mut self, set: bool) -> &mut Self {
        self.add(if set { "1" } else { "" })
    }

    pub(super) fn maybe(&mut self, text: Option<&str>) -> &mut Self {
        self.flag(text.is_some()).add(text.unwrap_or_default())
    }

    fn names(&mut self, names: &Names) -> &mut Self {
        self.add(&names.len().to_string());
        for (id, name) in names {
            self.add(&id.to_string()).add(name);
        }
        self
    }

    pub(super) fn scenario(&mut self, scenario: &Scenario) -> &mut Self {
        self.add(&scenario.id.to_string()).add(&scenario.revision.to_string()).add(&scenario.name);
        self.add(&scenario.text).maybe(scenario.vary.as_deref()).add(&scenario.months.to_string());
        self.maybe(scenario.from.as_deref())
    }
}

/// The same, read again.
pub(super) struct From<'a, I>(pub(super) &'a mut I);

impl<I: Iterator<Item = String>> From<'_, I> {
    pub(super) fn text(&mut self) -> Option<String> {
        self.0.next()
    }

    pub(super) fn number<T: std::str::FromStr>(&mut self) -> Option<T> {
        self.text()?.parse().ok()
    }

    fn flag(&mut self) -> Option<bool> {
        self.text().map(|text| !text.is_empty())
    }

    /// A text that was there or not; nothing where the message is cut.
    #[expect(clippy::option_option, reason = "the message may be cut, and the text may be none")]
    pub(super) fn maybe(&mut self) -> Option<Option<String>> {
        let there = self.flag()?;
        let text = self.text()?;
        Some(there.then_some(text))
    }

    fn names(&mut self) -> Option<Names> {
        let count: usize = self.number()?;
        let mut names = Vec::new();
        for _ in 0..count {
            names.push((self.number()?, self.text()?));
        }
        Some(names)
    }

    pub(super) fn scenario(&mut self) -> Option<Scenario> {
        Some(Scenario {
            id: self.number()?,
            revision: self.number()?,
            name: self.text()?,
            text: self.text()?,
            vary: self.maybe()?,
            months: self.number()?,
            from: self.maybe()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn scenario() -> Scenario {
        Scenario {
            id: 3,
            revision: 9,
            name: "Shop".to_owned(),
            text: "{}".to_owned(),
            vary: Some("api=free,starter".to_owned()),
            months: 24,
            from: None,
        }
    }

    #[test]
    fn everything_that_happens_arrives_as_it_was_sent() {
        let names = vec![(1, "One".to_owned()), (7, String::new())];
        let start = Start {
            theme: "dark".to_owned(),
            reader: "EUR 0.92".to_owned(),
            locale: "decimal ,".to_owned(),
            narrow: true,
            next_month: "2026-12".to_owned(),
            library: names.clone(),
            said: Some(String::new()),
            last: Some(scenario()),
            ..Start::default()
        };
        let all = [
            Heard::Opened(Box::new(start)),
            Heard::Opened(Box::default()),
            Heard::Event { part: "answer".to_owned(), version: 3, ear: 12, says: "5 000".to_owned() },
            Heard::Window { narrow: false },
            Heard::Newer,
            Heard::Undo,
            Heard::Redo,
            Heard::File("version: 1".to_owned()),
            Heard::Said("no".to_owned()),
            Heard::Address("#p=x".to_owned()),
            Heard::Kept { visit: 2, id: 3, library: names.clone(), said: None },
            Heard::Library(names.clone(), Some("put aside".to_owned())),
            Heard::Removed(names),
            Heard::NotKept("full".to_owned()),
            Heard::Scenario(Box::new(scenario())),
            Heard::Beside(Box::new(scenario())),
        ];
        for (number, one) in (0..).zip(all) {
            let bytes = one.write(number);
            assert_eq!(Heard::read(&bytes), Some((number, one)));
            for cut in 0..bytes.len() {
                assert_eq!(Heard::read(bytes.get(..cut).unwrap_or_default()), None, "cut at {cut}");
            }
        }
    }
}
