//! Price files in a folder: read within bounds, and nothing from outside it.

use std::fs::{self, DirEntry, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use planner_core::book::Books;
use planner_core::document::{self, MAX_BYTES, Problem};

use crate::failure::Failure;

/// The most price files that are read from one folder; the project itself has fewer than a third of it.
const MOST_FILES: usize = 500;

/// The most entries of a folder that are looked at.
const MOST_ENTRIES: usize = 1_000;

/// A folder's price files: for each `provider/2026-04-23.json` its text.
#[derive(Debug)]
pub(crate) struct Folder {
    /// How the user named it.
    name: String,
    files: Vec<(String, String)>,
}

impl Folder {
    /// Reads every price file of a folder, which holds a folder for each provider.
    ///
    /// What is no price file is refused where it might be meant as one: nothing that lies there is left out silently.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let name = path.display().to_string();
        let root = path.canonicalize().map_err(|error| cannot(path, &error))?;
        if !root.is_dir() {
            let hint =
                "name a folder such as data/pricing, which holds a folder of price files for each provider";
            return Err(Failure::new(format!("{name} is not a folder"), hint));
        }
        let mut folder = Self { name, files: Vec::new() };
        for provider in entries(path)? {
            let at = within(&root, &provider.path())?;
            if !at.is_dir() {
                misplaced(
                    &provider.path(),
                    "put it into a folder named after its provider: render/2026-04-23.json",
                )?;
                continue;
            }
            for file in entries(&provider.path())? {
                folder.take(&root, &provider, &file)?;
            }
        }
        if folder.files.is_empty() {
            let hint = "a price file is named provider/2026-04-23.json";
            return Err(Failure::new(format!("there are no price files in {}", folder.name), hint));
        }
        Ok(folder)
    }

    fn take(&mut self, root: &Path, provider: &DirEntry, file: &DirEntry) -> Result<(), Failure> {
        let path = file.path();
        let at = within(root, &path)?;
        if !at.is_file() {
            let hint = "price files lie in their provider's folder, and nothing else does";
            return Err(Failure::new(format!("{} is no file", path.display()), hint));
        }
        if path.extension().is_none_or(|ending| ending != "json") {
            return misplaced(
                &path,
                "price files are JSON, named after their first day: render/2026-04-23.json",
            );
        }
        if self.files.len() >= MOST_FILES {
            let hint = "a file holds what changed on a day: put the changes of one day into one file";
            return Err(Failure::new(
                format!("{} holds more than {MOST_FILES} price files", self.name),
                hint,
            ));
        }
        let name =
            format!("{}/{}", provider.file_name().to_string_lossy(), file.file_name().to_string_lossy());
        let text = text(&at, &path)?;
        self.files.push((name, text));
        Ok(())
    }

    /// Its files alone, as books.
    pub(crate) fn books(self) -> Result<Books, Failure> {
        Ok(Books::unread(self.files.into_iter())?)
    }

    /// Books with its files laid over them, unchecked.
    pub(crate) fn layered(self, books: Books) -> Result<Books, Failure> {
        Ok(books.layered(&self.name, self.files.into_iter())?)
    }

    /// Books with its files laid over them; what is wrong with any of them is told at its place.
    pub(crate) fn over(self, books: Books) -> Result<Books, Failure> {
        books.with(&self.name, self.files.clone().into_iter()).map_err(|problem| self.refuse(problem))
    }

    fn refuse(&self, mut problem: Problem) -> Failure {
        if problem.hint.is_none() {
            problem.hint = Some(format!(
                "`headroom prices check --pricing {}` lists all that is wrong with it",
                self.name
            ));
        }
        let shown = |name: &str| format!("{}/{name}", self.name.trim_end_matches('/'));
        let found = self.files.iter().find_map(|(name, text)| {
            let name = shown(name);
            let path = problem.path.strip_prefix(&name)?.trim_start().to_owned();
            Some((name, text, path))
        });
        if let Some((name, text, path)) = found {
            return Failure::inside(problem.path(path), &name, text);
        }
        problem.position = None; // It counts lines of a file that is not at hand.
        Failure::from(problem)
    }
}

/// What a folder holds, by name; hidden files are nobody's price files.
fn entries(path: &Path) -> Result<Vec<DirEntry>, Failure> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(path).map_err(|error| cannot(path, &error))? {
        let entry = entry.map_err(|error| cannot(path, &error))?;
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entries.len() >= MOST_ENTRIES {
            let hint = "name a folder that holds price files and little else";
            return Err(Failure::new(
                format!("{} holds more than {MOST_ENTRIES} entries", path.display()),
                hint,
            ));
        }
        entries.push(entry);
    }
    entries.sort_by_key(DirEntry::file_name);
    Ok(entries)
}

/// Where an entry really lies; a link that leads out of the folder is refused.
fn within(root: &Path, path: &Path) -> Result<PathBuf, Failure> {
    let at = path.canonicalize().map_err(|error| cannot(path, &error))?;
    if at.starts_with(root) {
        return Ok(at);
    }
    let hint = "put the file itself there: what is read from a folder lies in it";
    Err(Failure::new(format!("{} is a link that leads out of the folder", path.display()), hint))
}

/// Refuses what might be meant as a price file and lies where none is read.
fn misplaced(path: &Path, hint: &str) -> Result<(), Failure> {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    if matches!(ending.as_deref(), Some("json" | "yaml" | "yml" | "json5" | "toml")) {
        return Err(Failure::new(format!("{} is no price file there", path.display()), hint));
    }
    Ok(())
}

/// A file's text, at most one byte more than is taken, so that what is too large is known without being read.
fn text(at: &Path, path: &Path) -> Result<String, Failure> {
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    let read = File::open(at).and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.map_err(|error| cannot(path, &error))?;
    match document::text(&bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(mut problem) => {
            problem.position = None;
            problem.hint = Some("a price file is JSON in UTF-8, some kilobytes of it".to_owned());
            problem.message = format!("{}: {}", path.display(), problem.message);
            Err(Failure::from(problem))
        }
    }
}

fn cannot(path: &Path, error: &io::Error) -> Failure {
    let why = match error.kind() {
        io::ErrorKind::NotFound => "there is nothing of that name".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read".to_owned(),
        _ => error.to_string(),
    };
    Failure::new(
        format!("{} cannot be read: {why}", path.display()),
        "name a folder such as data/pricing, which holds a folder of price files for each provider",
    )
}
