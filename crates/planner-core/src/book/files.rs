//! One provider's files: each with what it says of itself, and the book they make together up to a day.

use std::borrow::Cow;
use std::sync::OnceLock;

use super::check::Check;
use super::fold::{merge, newest, newest_at};
use super::terms::{Applies, Confidence, Provider, Source};
use crate::document::{Node, Problem, ProblemKind, Value, parse_json, read};
use crate::month::Date;
use crate::nearest::{is_slip, nearest};
use crate::note::{Note, NoteKind};

/// One file of a provider's price history.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct PriceFile {
    /// Its name, such as `render/2026-04-23.json`; of the user's own file with the folder it lies in.
    pub name: String,
    /// The first day of its prices.
    pub effective: Date,
    /// Whether it splits the month it falls on.
    pub applies: Applies,
    /// What it says it changed.
    pub announcement: String,
    /// Whether it is the user's own, laid over those of this project.
    pub own: bool,
    /// Its place among the provider's texts, by which nodes know it.
    text: usize,
}

impl PriceFile {
    /// What a file says of itself, which must agree with its name.
    fn head(text: &Text, at: usize, provider: &str, node: &Node) -> Result<Self, Problem> {
        let word = |key: &str| match node.get(key).map(|node| &node.value) {
            Some(Value::Text(text)) => Ok(text.clone()),
            _ => Err(Problem::new(format!("the file has no `{key}`"))
                .hint("each price file names its provider, the day it takes effect and what it announces")),
        };
        let effective = Date::parse(&word("effective")?)
            .ok_or_else(|| Problem::new("`effective` is not a day such as 2026-04-23").path("effective"))?;
        let said = word("provider")?;
        if said != provider || text.name != format!("{provider}/{effective}.json") {
            return Err(Problem::new(format!("the file says {said} and {effective}, its name does not"))
                .hint(format!("name it {said}/{effective}.json, or write what its name says")));
        }
        let applies = match node.get("applies").map(|node| &node.value) {
            Some(Value::Text(text)) if text == "split" => Applies::Split,
            _ => Applies::NextCycle,
        };
        Ok(Self {
            name: text.shown(),
            effective,
            applies,
            announcement: word("announcement")?,
            own: text.folder.is_some(),
            text: at,
        })
    }
}

/// A provider's book as of a date.
#[derive(Debug)]
#[non_exhaustive]
pub struct Snapshot {
    /// The terms.
    pub provider: Provider,
    tree: Node,
    /// By the place of the text: the day it takes effect, and its name where it is the user's own and in this book.
    texts: Vec<(Date, Option<String>)>,
}

impl Snapshot {
    /// The day since when what stands at a dotted path has been so, by the newest file that touched it.
    #[must_use]
    pub fn since(&self, path: &str) -> Date {
        let file = usize::from(newest(self.tree.nearest(path)));
        self.texts.get(file).map_or(self.provider.effective, |(day, _)| *day)
    }

    /// The user's own price file that touched what stands at a dotted path last; none where none did.
    #[must_use]
    pub fn own_file(&self, path: &str) -> Option<&str> {
        self.own_files().next()?; // Most books have none, and the way down the tree costs time.
        let file = usize::from(newest(self.tree.exact(path)?));
        self.texts.get(file)?.1.as_deref()
    }

    /// How far what stands at one of these paths can be trusted: as it says, unless the user's own file wrote it.
    pub(crate) fn trust(&self, says: Confidence, paths: &[String]) -> Confidence {
        if paths.iter().any(|path| self.own_file(path).is_some()) { Confidence::Own } else { says }
    }

    /// A source by its key; for what is the user's own only a source that the user's own file gives.
    pub(crate) fn source_of(&self, key: &str, own: bool) -> Option<&Source> {
        let is_own = || self.own_file(&format!("sources.{key}")).is_some();
        self.provider.sources.get(key).filter(|_| !own || is_own())
    }

    /// The user's own files in it, by name.
    pub fn own_files(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().filter_map(|(_, name)| name.as_deref())
    }

    /// That answers from it rest on files of the user's own, a sentence each.
    pub(crate) fn own_notes(&self) -> impl Iterator<Item = Note> {
        let whose = &self.provider.provider;
        self.own_files().map(move |file| {
            Note::about(
                whose,
                NoteKind::OwnPrices { file: file.to_owned() },
                format_args!("prices of your own, {file}"),
            )
        })
    }

    /// Whether nothing that is charged or allowed differs, wherever it stands.
    pub(super) fn charges_as(&self, other: &Self) -> bool {
        let same = |part: &str| match (self.tree.get(part), other.tree.get(part)) {
            (Some(one), Some(other)) => one.says_the_same(other),
            (one, other) => one.is_none() && other.is_none(),
        };
        same("account") && same("products")
    }

    /// The place of a dotted path, and the file it is in.
    pub(super) fn locate(&self, path: &str) -> Problem {
        self.tree.locate(Problem::new("").path(path))
    }
}

/// A text with its name, before it is read.
#[derive(Clone, Debug)]
pub(super) struct Text {
    /// `provider/2026-04-23.json`.
    pub(super) name: String,
    pub(super) json: Cow<'static, str>,
    /// The folder it lies in, of the user's own.
    pub(super) folder: Option<String>,
}

impl Text {
    fn shown(&self) -> String {
        match &self.folder {
            Some(folder) => format!("{}/{}", folder.trim_end_matches('/'), self.name),
            None => self.name.clone(),
        }
    }
}

/// The files of a provider, read.
#[derive(Debug)]
pub(super) struct Read {
    /// By day; on one day the user's own last.
    pub(super) files: Vec<PriceFile>,
    /// By the place of the text: this project's by day, then the user's own by day.
    trees: Vec<Node>,
    /// By file.
    snapshots: Vec<OnceLock<Result<Snapshot, Problem>>>,
    /// By file that splits a month in which others wait for the next cycle: the book without those.
    before: Vec<OnceLock<Result<Snapshot, Problem>>>,
    check: Option<Check>,
}

impl Read {
    pub(super) fn files(provider: &str, texts: &[Text], check: Option<Check>) -> Result<Self, Problem> {
        let (files, trees, snapshots, before) = Default::default();
        let mut read = Self { files, trees, snapshots, before, check };
        for (at, text) in texts.iter().enumerate() {
            let name = text.shown();
            let within = |problem: Problem| in_file(&name, problem);
            let node = parse_json(&text.json, u16::try_from(at).unwrap_or(u16::MAX)).map_err(within)?;
            let file = PriceFile::head(text, at, provider, &node).map_err(within)?;
            let twin = |before: &&PriceFile| before.effective == file.effective && before.own == file.own;
            if let Some(before) = read.files.iter().find(twin) {
                return Err(Problem::new(format!("{} and {name} take effect on the same day", before.name)));
            }
            read.files.push(file);
            read.trees.push(node);
            read.snapshots.push(OnceLock::new());
            read.before.push(OnceLock::new());
        }
        read.files.sort_by_key(|file| (file.effective, file.own));
        Ok(read)
    }

    /// Refuses a number of the user's own that nothing goes by, with the file it is in.
    pub(super) fn no_strangers(&self) -> Result<(), Problem> {
        let of = |own: bool| {
            let files = self.files.iter().filter(move |file| file.own == own);
            files.filter_map(|file| self.trees.get(file.text)).collect::<Vec<_>>()
        };
        super::strange::check(&of(false), &of(true)).map_err(|problem| {
            let text = problem.position.map(|at| usize::from(at.file));
            let file = self.files.iter().find(|file| Some(file.text) == text);
            in_file(file.map_or("", |file| &file.name), problem)
        })
    }

    /// The book of the files up to one of them, by its place.
    pub(super) fn as_of(&self, last: usize) -> Option<Result<&Snapshot, Problem>> {
        let cell = self.snapshots.get(last)?;
        Some(cell.get_or_init(|| self.snapshot(last, |_| true)).as_ref().map_err(Clone::clone))
    }

    /// The book from the day of a file on that splits its month: without files of that month that wait for the next cycle,
    /// as far as it can be read without them.
    pub(super) fn within_month(&self, last: usize) -> Option<Result<&Snapshot, Problem>> {
        let month = self.files.get(last)?.effective.month();
        let waits = |file: &PriceFile| {
            file.applies == Applies::NextCycle && file.effective.month() == month && file.effective.day() > 1
        };
        if !self.files.iter().take(last.saturating_add(1)).any(waits) {
            return self.as_of(last);
        }
        let book = self.before.get(last)?.get_or_init(|| self.snapshot(last, |file| !waits(file)));
        book.as_ref().map_or_else(|_| self.as_of(last), |book| Some(Ok(book)))
    }

    /// This project's files up to a day in order of time, and the user's own over them: a price of one's own is not undone
    /// by a file of the vendor's that came later.
    fn snapshot(&self, last: usize, counts: impl Fn(&PriceFile) -> bool) -> Result<Snapshot, Problem> {
        let upto = || self.files.iter().take(last.saturating_add(1)).filter(|file| counts(file));
        let ordered = upto().filter(|file| !file.own).chain(upto().filter(|file| file.own));
        let mut trees = ordered.filter_map(|file| self.trees.get(file.text));
        let (Some(mut tree), Some(newest)) = (trees.next().cloned(), upto().next_back()) else {
            return Err(Problem::new("a provider without files"));
        };
        for patch in trees {
            merge(&mut tree, patch);
        }
        let named = |problem: Problem| {
            let text = problem.position.map_or(newest.text, |at| usize::from(at.file));
            let file = self.files.iter().find(|file| file.text == text);
            in_file(file.map_or("", |file| &file.name), problem)
        };
        let mut provider: Provider = read(&tree).map_err(|problem| named(misnamed(&tree, problem)))?;
        provider.effective = newest.effective;
        provider.applies = newest.applies;
        provider.announcement.clone_from(&newest.announcement);
        for product in provider.products.values_mut().chain(std::iter::once(&mut provider.account)) {
            product.index().map_err(|(word, a, b)| {
                named(Problem::new(format!(
                    "{}: `{word}` names both the plan {a} and the plan {b}",
                    product.name
                )))
            })?;
        }
        provider.index();
        self.check.map_or(Ok(()), |check| check(&provider)).map_err(|problem| {
            // What is wrong was right before the user's own file touched it: that is the file to look into.
            let at = newest_at(tree.nearest(&problem.path));
            let own = self.files.iter().any(|file| file.own && file.text == usize::from(at.file));
            named(if own { problem.at(at) } else { tree.locate(problem) })
        })?;
        for product in provider.products.values_mut().chain(std::iter::once(&mut provider.account)) {
            product.follow_charges();
        }
        let used = |file: &PriceFile| upto().any(|one| one.text == file.text);
        let mut texts: Vec<&PriceFile> = self.files.iter().collect();
        texts.sort_by_key(|file| file.text);
        let texts = texts.into_iter();
        let texts = texts.map(|file| (file.effective, (file.own && used(file)).then(|| file.name.clone())));
        Ok(Snapshot { provider, tree, texts: texts.collect() })
    }
}

/// Says what is meant by a name that has too little under it, because nothing of that name is known yet.
fn misnamed(tree: &Node, problem: Problem) -> Problem {
    let Some((all, name)) = problem.path.rsplit_once('.') else { return problem };
    let Some(Value::Map(entries)) = tree.exact(all).map(|node| &node.value) else { return problem };
    let others = entries.iter().map(|(other, _)| other.as_str()).filter(|other| *other != name);
    let near = nearest(name, others).first().copied().filter(|near| is_slip(name, near));
    match near {
        Some(near) if problem.kind == ProblemKind::Missing => {
            let hint =
                format!("did you mean `{near}`? `{name}` is new, and lacks what a new one has to have");
            problem.of(ProblemKind::Unknown).hint(hint)
        }
        _ => problem,
    }
}

/// A problem with the file's name before its path.
pub(super) fn in_file(name: &str, problem: Problem) -> Problem {
    let path = format!("{name} {}", problem.path);
    problem.path(path.trim_end())
}
