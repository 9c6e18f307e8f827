//! The files that are served to the tests, to be changed under a visitor's feet. Whatever is changed is put back when dropped.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// The folder that is served.
pub(crate) struct Site(PathBuf);

/// Files as they were, by their path.
pub(crate) struct Before(Vec<(PathBuf, Vec<u8>)>);

impl Site {
    pub(crate) fn here() -> Result<Self> {
        let folder =
            env::var("HEADROOM_SITE").context("HEADROOM_SITE is not set: run this by `cargo xtask test`")?;
        Ok(Self(folder.into()))
    }

    /// Takes away every file whose name begins like this; with nothing, all of them, as if there were no network.
    pub(crate) fn take_away(&self, start: &str) -> Result<Before> {
        let mut before = Before(Vec::new());
        for entry in fs::read_dir(&self.0)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(start) {
                before.keep(&entry.path())?;
                fs::remove_file(entry.path())?;
            }
        }
        ensure!(!before.0.is_empty(), "no file begins with `{start}`");
        Ok(before)
    }

    /// Another version of the page, known by a mark in its head.
    pub(crate) fn publish_anew(&self) -> Result<Before> {
        let mut before = Before(Vec::new());
        for (name, old, new) in [
            ("index.html", "</head>", "<meta name=\"newer\" /></head>"),
            ("sw.js", "const VERSION = \"", "const VERSION = \"newer-"),
        ] {
            let file = self.0.join(name);
            before.keep(&file)?;
            let text = fs::read_to_string(&file)?;
            ensure!(text.contains(old), "{name} has no `{old}`");
            fs::write(&file, text.replace(old, new))?;
        }
        Ok(before)
    }
}

impl Before {
    fn keep(&mut self, file: &Path) -> Result<()> {
        self.0.push((file.to_owned(), fs::read(file)?));
        Ok(())
    }
}

impl Drop for Before {
    fn drop(&mut self) {
        for (file, bytes) in &self.0 {
            // The next test fails if this does.
            let _ = fs::write(file, bytes);
        }
    }
}
