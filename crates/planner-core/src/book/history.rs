//! All books with their history, and the book of one day.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::elsewhen::month_from;
use super::fold::{merge, newest};
use super::terms::{Applies, Provider};
use crate::document::{Node, Problem, Value, parse_json, read};
use crate::month::{Date, Month};
use crate::nearest::nearest;
use crate::table::Table;

#[cfg(feature = "bundled")]
mod bundled {
    include!(concat!(env!("OUT_DIR"), "/bundled.rs"));
    pub(in crate::book) fn files() -> &'static [(&'static str, &'static str)] {
        FILES
    }
}

/// One file of a provider's price history.
#[derive(Clone, Debug)]
pub struct PriceFile {
    /// Its name, such as `render/2026-04-23.json`.
    pub name: String,
    /// The first day of its prices.
    pub effective: Date,
    /// Whether it splits the month it falls on.
    pub applies: Applies,
    /// What it says it changed.
    pub announcement: String,
}

impl PriceFile {
    /// What a file says of itself, which must agree with its name.
    fn head(name: &str, provider: &str, node: &Node) -> Result<Self, Problem> {
        let word = |key: &str| match node.get(key).map(|node| &node.value) {
            Some(Value::Text(text)) => Ok(text.clone()),
            _ => Err(Problem::new(format!("the file has no `{key}`"))
                .hint("each price file names its provider, the day it takes effect and what it announces")),
        };
        let effective = Date::parse(&word("effective")?)
            .ok_or_else(|| Problem::new("`effective` is not a day such as 2026-04-23").path("effective"))?;
        let said = word("provider")?;
        if said != provider || name != format!("{provider}/{effective}.json") {
            return Err(Problem::new(format!("the file says {said} and {effective}, its name does not")));
        }
        let applies = match node.get("applies").map(|node| &node.value) {
            Some(Value::Text(text)) if text == "split" => Applies::Split,
            _ => Applies::NextCycle,
        };
        Ok(Self { name: name.to_owned(), effective, applies, announcement: word("announcement")? })
    }
}

/// A provider's book as of a date.
#[derive(Debug)]
pub struct Snapshot {
    /// The terms.
    pub provider: Provider,
    tree: Node,
    dates: Vec<Date>,
}

impl Snapshot {
    /// The day since when what stands at a dotted path has been so, by the newest file that touched it.
    #[must_use]
    pub fn since(&self, path: &str) -> Date {
        let file = usize::from(newest(self.tree.nearest(path)));
        self.dates.get(file).copied().unwrap_or(self.provider.effective)
    }
}

#[derive(Debug)]
struct History {
    /// Name and text of each file, oldest first.
    texts: Vec<(String, Cow<'static, str>)>,
    read: OnceLock<Result<Read, Problem>>,
}

#[derive(Debug)]
struct Read {
    files: Vec<PriceFile>,
    trees: Vec<Node>,
    snapshots: Vec<OnceLock<Result<Snapshot, Problem>>>,
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
        Self::named(bundled::files().iter().map(|&(name, text)| (name, Cow::Borrowed(text))))
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

    /// Books from files, none of which is read before something is asked of its provider, or by [`audit`](super::audit).
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a file that is not named `provider/2026-04-23.json`.
    pub fn unread<N: Into<String>>(files: impl Iterator<Item = (N, String)>) -> Result<Self, Problem> {
        Self::named(files.map(|(name, text)| (name, Cow::Owned(text))))
    }

    /// Books from one text that holds every file: on each line a file's name without `.json`, a space, and its JSON.
    ///
    /// A provider's lines are read when something is first asked of it. This is how a page loads them beside its code.
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
        Self::named(text.lines().map(file))
    }

    fn named<N: Into<String>>(files: impl Iterator<Item = (N, Cow<'static, str>)>) -> Result<Self, Problem> {
        let mut files: Vec<(String, Cow<'static, str>)> =
            files.map(|(name, text)| (name.into(), text)).collect();
        files.sort_unstable_by(|a, b| a.0.split_once('/').cmp(&b.0.split_once('/')));
        let mut providers: Vec<(String, History)> = Vec::new();
        for (name, text) in files {
            let Some((provider, _)) = name.split_once('/') else {
                return Err(Problem::new("a price file is named provider/2026-04-23.json").path(name));
            };
            match providers.last_mut() {
                Some((known, history)) if known == provider => history.texts.push((name, text)),
                _ => {
                    let provider = provider.to_owned();
                    providers.push((provider, History { texts: vec![(name, text)], read: OnceLock::new() }));
                }
            }
        }
        Ok(Self { providers: Table::sorted(providers) })
    }

    fn history(&self, provider: &str) -> Result<&Read, Problem> {
        let history = self.providers.get(provider).ok_or_else(|| self.unknown(provider))?;
        history.read.get_or_init(|| Read::files(provider, &history.texts)).as_ref().map_err(Clone::clone)
    }

    /// Reads a provider's files, without a book of any day.
    pub(super) fn read(&self, provider: &str) -> Result<(), Problem> {
        self.history(provider).map(|_| ())
    }

    /// The providers there are prices of.
    pub fn providers(&self) -> impl Iterator<Item = &str> {
        self.providers.keys().map(String::as_str)
    }

    /// A provider's files, oldest first; empty for a provider without prices.
    #[must_use]
    pub fn files(&self, provider: &str) -> &[PriceFile] {
        self.history(provider).map(|history| history.files.as_slice()).unwrap_or_default()
    }

    /// The book in force on a day: every file up to it, merged.
    ///
    /// # Errors
    ///
    /// A [`Problem`] for a provider without prices, a day before its first file, or files that make no book.
    pub fn as_of(&self, provider: &str, day: Date) -> Result<&Snapshot, Problem> {
        let history = self.history(provider)?;
        let count = history.files.iter().take_while(|file| file.effective <= day).count();
        let Some(last) = count.checked_sub(1) else {
            let first = history.files.first().map(|file| file.effective.to_string()).unwrap_or_default();
            return Err(Problem::new(format!(
                "no prices of {provider} are known for {day}: the first are of {first}"
            ))
            .hint(match history.files.first() {
                Some(file) => {
                    let month = month_from(file.effective);
                    format!("take a month from {month} on, or the prices of a day with `--as-of {first}`")
                }
                None => format!("`headroom prices {provider}` lists what is known"),
            }));
        };
        let Some(cell) = history.snapshots.get(last) else { return Err(self.unknown(provider)) };
        cell.get_or_init(|| history.snapshot(last)).as_ref().map_err(Clone::clone)
    }

    /// The parts of a month by price list: the second each starts at, and its book.
    ///
    /// A file that waits for the next cycle leaves the month it falls on alone; one that splits cuts it at its day.
    ///
    /// # Errors
    ///
    /// As [`Books::as_of`].
    pub fn parts(&self, provider: &str, month: Month) -> Result<Vec<(u32, &Snapshot)>, Problem> {
        let mut parts = vec![(0, self.as_of(provider, month.first_day())?)];
        for file in self.files(provider) {
            let inside = file.effective.month() == month && file.effective.day() > 1;
            if inside && file.applies == Applies::Split {
                parts.push((file.effective.second_of_month(), self.as_of(provider, file.effective)?));
            }
        }
        Ok(parts)
    }

    /// What is wrong with a provider that has no prices.
    pub(crate) fn unknown(&self, provider: &str) -> Problem {
        let known: Vec<&str> = nearest(provider, self.providers()).into_iter().take(6).collect();
        Problem::new(format!("no prices of a provider `{provider}` are known"))
            .hint(format!("the nearest are {}; `headroom prices` lists all", known.join(", ")))
    }
}

impl Read {
    fn files(provider: &str, texts: &[(String, Cow<'static, str>)]) -> Result<Self, Problem> {
        let mut read = Self { files: Vec::new(), trees: Vec::new(), snapshots: Vec::new() };
        for (at, (name, text)) in texts.iter().enumerate() {
            let within = |problem: Problem| in_file(name, problem);
            let node = parse_json(text, u16::try_from(at).unwrap_or(u16::MAX)).map_err(within)?;
            let file = PriceFile::head(name, provider, &node).map_err(within)?;
            if let Some(before) = read.files.last().filter(|before| before.effective == file.effective) {
                return Err(Problem::new(format!("{} and {name} take effect on the same day", before.name)));
            }
            read.files.push(file);
            read.trees.push(node);
            read.snapshots.push(OnceLock::new());
        }
        Ok(read)
    }

    fn snapshot(&self, last: usize) -> Result<Snapshot, Problem> {
        let mut trees = self.trees.iter().take(last.saturating_add(1));
        let Some(mut tree) = trees.next().cloned() else {
            return Err(Problem::new("a provider without files"));
        };
        for patch in trees {
            merge(&mut tree, patch);
        }
        let named = |problem: Problem| {
            let file = problem.position.map_or(last, |at| usize::from(at.file));
            in_file(self.files.get(file).map_or("", |file| &file.name), problem)
        };
        let mut provider: Provider = read(&tree).map_err(named)?;
        for product in provider.products.values_mut().chain(std::iter::once(&mut provider.account)) {
            product.index().map_err(|(word, a, b)| {
                named(Problem::new(format!(
                    "{}: `{word}` names both the plan {a} and the plan {b}",
                    product.name
                )))
            })?;
        }
        provider.index();
        super::check(&provider).map_err(|problem| named(tree.locate(problem)))?;
        Ok(Snapshot { provider, tree, dates: self.files.iter().map(|file| file.effective).collect() })
    }
}

/// A problem with the file's name before its path.
fn in_file(name: &str, problem: Problem) -> Problem {
    let path = format!("{name} {}", problem.path);
    problem.path(path.trim_end())
}
