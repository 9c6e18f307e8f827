//! All books with their history, and the book of one day.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::check::{Check, check};
use super::elsewhen::month_from;
use super::files::{PriceFile, Read, Snapshot, Text};
use super::terms::{Applies, FARTHEST};
use super::{NO_BOOK, no_book};
use crate::cycle::Cycle;
use crate::document::{Problem, ProblemKind};
use crate::month::Date;
use crate::nearest::far;
use crate::table::Table;

#[cfg(feature = "bundled")]
pub(super) mod bundled {
    include!(concat!(env!("OUT_DIR"), "/bundled.rs"));
    pub(in crate::book) fn files() -> &'static [(&'static str, &'static str)] {
        FILES
    }
}

#[derive(Debug)]
struct History {
    /// This project's oldest first, then the user's own oldest first.
    texts: Vec<Text>,
    /// What is asked of each book of them; nothing, where that was asked before the program was built.
    check: Option<Check>,
    read: OnceLock<Result<Read, Problem>>,
}

/// Every provider's prices, with their history.
///
/// A provider's files are read when something is first asked of it.
#[derive(Debug)]
pub struct Books {
    providers: Table<History>,
}

impl Books {
    /// The price books of this project's `data/pricing`, compiled in.
    ///
    /// # Errors
    ///
    /// A [`Problem`] if a bundled file has no proper name, which the project's tests rule out.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::book::Books;
    /// use planner_core::Date;
    /// let books = Books::bundled().unwrap();
    /// let render = books.as_of("render", Date::parse("2026-11-21").unwrap()).unwrap();
    /// assert_eq!(render.provider.name, "Render");
    /// ```
    #[cfg(feature = "bundled")]
    pub fn bundled() -> Result<Self, Problem> {
        // What they say together is held by a test, not by everybody who starts the program.
        Self::named(bundled::files().iter().map(|&(name, text)| (name, Cow::Borrowed(text))), None)
    }

    /// Books from files: name (`provider/2026-04-23.json`) and text. All of them are read at once.
    ///
    /// What they say together is checked when a date is asked for.
    ///
    /// # Errors
    ///
    /// A [`Problem`] whose path starts with the file's name: no JSON, no date, two files of one day, another provider's
    /// name inside.
    pub fn parse(files: &[(&str, &str)]) -> Result<Self, Problem> {
        let books = Self::unread(files.iter().map(|&(name, text)| (name, text.to_owned())))?;
        for provider in books.providers.keys() {
            books.history(provider)?;
        }
        Ok(books)
    }

    /// Books from files, none of which is read before something is asked of its provider, or before all are checked.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a file that is not named `provider/2026-04-23.json`.
    pub fn unread<N: Into<String>>(files: impl Iterator<Item = (N, String)>) -> Result<Self, Problem> {
        Self::named(files.map(|(name, text)| (name, Cow::Owned(text))), Some(check))
    }

    /// Books from one text that holds every file: on each line a file's name without `.json`, a space, and its JSON.
    ///
    /// A provider's lines are read when something is first asked of it. This is how a page loads them beside its code: they
    /// are not checked again, the page has no code to.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a line that starts with no name.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::book::Books;
    /// let books = Books::listed("acme/2026-01-01 {}\nother/2026-01-01 {}\n").unwrap();
    /// assert_eq!(books.providers().collect::<Vec<_>>(), ["acme", "other"]);
    /// ```
    pub fn listed(text: &'static str) -> Result<Self, Problem> {
        let file = |line: &'static str| {
            let (name, json) = line.split_once(' ').unwrap_or((line, ""));
            (format!("{name}.json"), Cow::Borrowed(json))
        };
        Self::named(text.lines().map(file), None)
    }

    /// These books with the user's own price files laid over them, as `folder` holds them: name
    /// (`provider/2026-04-23.json`) and text.
    ///
    /// A file of a provider that is known changes what it names, from its day on, whatever later files of this project
    /// say; a provider that is not known is added. What rests on them is named as the user's own in every answer. They
    /// are checked like the bundled ones, all of them before anything is answered.
    ///
    /// # Errors
    ///
    /// A [`Problem`] whose path starts with the folder and the file's name, for the first thing that is wrong with any
    /// of them.
    ///
    /// # Example
    ///
    /// ```
    /// use planner_core::book::Books;
    /// use planner_core::Date;
    /// let own = r#"{
    ///     "provider": "render", "effective": "2026-12-01", "announcement": "What we agreed.",
    ///     "products": { "web": { "plans": { "1c-2g": { "attributes": { "price": "20" } } } } }
    /// }"#;
    /// let files = [("render/2026-12-01.json", own.to_owned())];
    /// let books = Books::bundled().unwrap().with("prices", files.into_iter()).unwrap();
    /// let book = books.as_of("render", Date::parse("2026-12-01").unwrap()).unwrap();
    /// assert_eq!(book.own_files().collect::<Vec<_>>(), ["prices/render/2026-12-01.json"]);
    /// ```
    pub fn with<N: Into<String>>(
        self,
        folder: &str,
        files: impl Iterator<Item = (N, String)>,
    ) -> Result<Self, Problem> {
        let books = self.layered(folder, files)?;
        super::audit::own_are_right(&books)?;
        Ok(books)
    }

    /// The same without a check, where all that is wrong is asked for.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a file that is not named `provider/2026-04-23.json`.
    #[doc(hidden)]
    pub fn layered<N: Into<String>>(
        self,
        folder: &str,
        files: impl Iterator<Item = (N, String)>,
    ) -> Result<Self, Problem> {
        let own = Self::named(files.map(|(name, text)| (name, Cow::Owned(text))), Some(check))?;
        let mut providers = self.providers.into_entries();
        for (provider, history) in own.providers.into_entries() {
            let texts =
                history.texts.into_iter().map(|text| Text { folder: Some(folder.to_owned()), ..text });
            if let Some((_, known)) = providers.iter_mut().find(|(known, _)| *known == provider) {
                known.texts.extend(texts);
                known.check = Some(check);
                known.read = OnceLock::new();
            } else {
                let texts = texts.collect();
                providers.push((provider, History { texts, read: OnceLock::new(), ..history }));
            }
        }
        providers.sort_by(|a, b| a.0.cmp(&b.0));
        Ok(Self { providers: Table::sorted(providers) })
    }

    /// The providers that files of the user's own are laid over.
    pub(super) fn own_providers(&self) -> impl Iterator<Item = &str> {
        let own = |(_, history): &(&String, &History)| history.texts.iter().any(|text| text.folder.is_some());
        self.providers.iter().filter(own).map(|(provider, _)| provider.as_str())
    }

    /// Books from names and texts, with what is asked of each.
    pub(crate) fn named<N: Into<String>>(
        files: impl Iterator<Item = (N, Cow<'static, str>)>,
        check: Option<Check>,
    ) -> Result<Self, Problem> {
        let mut files: Vec<(String, Cow<'static, str>)> =
            files.map(|(name, text)| (name.into(), text)).collect();
        files.sort_unstable_by(|a, b| a.0.split_once('/').cmp(&b.0.split_once('/')));
        let mut providers: Vec<(String, History)> = Vec::new();
        for (name, text) in files {
            let Some((provider, _)) = name.split_once('/') else {
                return Err(Problem::new("a price file is named provider/2026-04-23.json").path(name));
            };
            let provider = provider.to_owned();
            let text = Text { name, json: text, folder: None };
            match providers.last_mut() {
                Some((known, history)) if *known == provider => history.texts.push(text),
                _ => {
                    let history = History { texts: vec![text], check, read: OnceLock::new() };
                    providers.push((provider, history));
                }
            }
        }
        Ok(Self { providers: Table::sorted(providers) })
    }

    fn history(&self, provider: &str) -> Result<&Read, Problem> {
        let history = self.providers.get(provider).ok_or_else(|| self.unknown(provider))?;
        history
            .read
            .get_or_init(|| Read::files(provider, &history.texts, history.check))
            .as_ref()
            .map_err(Clone::clone)
    }

    /// Reads a provider's files, without a book of any day.
    pub(super) fn read(&self, provider: &str) -> Result<(), Problem> {
        self.history(provider).map(|_| ())
    }

    /// Refuses numbers of the user's own files that nothing goes by.
    pub(super) fn no_strangers(&self, provider: &str) -> Result<(), Problem> {
        self.history(provider).map_or(Ok(()), Read::no_strangers)
    }

    /// The providers there are prices of.
    pub fn providers(&self) -> impl Iterator<Item = &str> {
        self.providers.keys().map(String::as_str)
    }

    /// The ids of all providers with their ranks, the nearest to what this project is about first.
    pub(crate) fn ranked(&self) -> Vec<(u32, &str)> {
        let rank = |provider: &str| {
            let newest = self.files(provider).last();
            let book = newest.and_then(|file| self.as_of(provider, file.effective).ok());
            book.map_or(FARTHEST, |book| book.provider.rank)
        };
        let mut all: Vec<(u32, &str)> = self.providers().map(|provider| (rank(provider), provider)).collect();
        all.sort_unstable();
        all
    }

    /// The providers, nearest to a word first; of those that are as near, in the order of their ranks.
    pub(crate) fn nearest(&self, word: &str) -> Vec<&str> {
        let word = word.to_ascii_lowercase();
        let mut all: Vec<&str> = self.ranked().into_iter().map(|(_, provider)| provider).collect();
        all.sort_by_cached_key(|known| far(&word, known));
        all
    }

    /// A provider's files, oldest first; empty for a provider without prices.
    #[doc(hidden)]
    #[must_use]
    pub fn files(&self, provider: &str) -> &[PriceFile] {
        self.history(provider).map(|history| history.files.as_slice()).unwrap_or_default()
    }

    /// The book in force on a day: every file up to it, merged.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a provider without prices, a day before its first file, or files that make no book.
    #[doc(hidden)]
    pub fn as_of(&self, provider: &str, day: Date) -> Result<&Snapshot, Problem> {
        if provider == NO_BOOK {
            return no_book();
        }
        let history = self.history(provider)?;
        let count = history.files.iter().take_while(|file| file.effective <= day).count();
        let Some(last) = count.checked_sub(1) else {
            let first = history.files.first().map(|file| file.effective.to_string()).unwrap_or_default();
            return Err(Problem::new(format!(
                "no prices of {provider} are known for {day}: the first are of {first}"
            ))
            .of(ProblemKind::NoPrices)
            .hint(match history.files.first() {
                Some(file) => {
                    let month = month_from(file.effective);
                    format!("take a month from {month} on, or the prices of a day with `--as-of {first}`")
                }
                None => format!("`headroom prices {provider}` lists what is known"),
            }));
        };
        history.as_of(last).unwrap_or_else(|| Err(self.unknown(provider)))
    }

    /// The user's own price files that the books of providers rest on up to a day, each as a sentence, once.
    pub(crate) fn own_notes<'p>(&self, providers: impl Iterator<Item = &'p str>, day: Date) -> Vec<String> {
        let books = providers.filter_map(|provider| self.as_of(provider, day).ok());
        let mut notes: Vec<String> =
            books.flat_map(Snapshot::own_notes).map(|note| note.text().to_owned()).collect();
        notes.sort_unstable();
        notes.dedup();
        notes
    }

    /// The parts of a month, or of another billing cycle, by price list: the second each starts at, and its book.
    ///
    /// A file that waits for the next cycle leaves the one it falls on alone; one that splits cuts it at its day, if any
    /// term differs from there on.
    ///
    /// # Errors
    ///
    /// As [`Books::as_of`].
    #[doc(hidden)]
    pub fn parts(&self, provider: &str, cycle: Cycle) -> Result<Vec<(u32, &Snapshot)>, Problem> {
        let mut parts = vec![(0, self.as_of(provider, cycle.first_day())?)];
        let files = self.files(provider);
        for (at, file) in files.iter().enumerate() {
            let inside = cycle.contains(file.effective) && file.effective > cycle.first_day();
            let from = cycle.second_of(file.effective);
            let twin = parts.last().is_some_and(|(known, _)| *known == from);
            if !inside || file.applies != Applies::Split || twin {
                continue;
            }
            // Of two files of one day the later is the user's own, over both.
            let later = files.iter().skip(at).take_while(|one| one.effective == file.effective);
            let last = at.saturating_add(later.count()).saturating_sub(1);
            let book = self.history(provider)?.within_month(last);
            let book = book.unwrap_or_else(|| Err(self.unknown(provider)))?;
            if parts.last().is_none_or(|(_, known)| !known.charges_as(book)) {
                parts.push((from, book));
            }
        }
        Ok(parts)
    }

    /// What is wrong with a provider that has no prices.
    pub(crate) fn unknown(&self, provider: &str) -> Problem {
        let known: Vec<&str> = self.nearest(provider).into_iter().take(6).collect();
        let written = self.providers().find(|known| crate::find::is_written(self, known, provider));
        let problem =
            Problem::new(format!("no prices of a provider `{provider}` are known")).of(ProblemKind::Unknown);
        if let Some(written) = written {
            return problem.hint(format!("did you mean {written}?"));
        }
        problem.hint(format!(
                "the nearest are {}; `headroom prices` lists all, and `headroom find {provider}` looks everywhere",
                known.join(", ")
            ))
    }
}
