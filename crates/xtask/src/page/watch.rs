//! Builds the page again at every change, as quickly as it goes.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use super::{PORT, Style, build_as};
use crate::server::Server;
use crate::setup::Toolchain;
use crate::{project, report};

/// What the page is made from.
const WATCHED: [&str; 8] = [
    "Cargo.lock",
    "assets",
    "crates/planner-charts",
    "crates/planner-core",
    "crates/planner-web",
    "crates/planner-yaml",
    "data",
    "index.html",
];

/// Looking at some hundred files takes a few milliseconds: often enough not to be waited for.
const PAUSE: Duration = Duration::from_millis(500);

/// Serves the page until stopped. A build that fails leaves the page of the last one.
pub(crate) fn watch(tools: &Toolchain, port: u16) -> Result<()> {
    let server = Server::start(project::dist(), "/", port).context(PORT)?;
    let address = server.address();
    report::step(&format!("building at every change, for {address}; reload the page yourself"));
    let mut built = None;
    loop {
        let now = newest();
        if built != Some(now) {
            // Before the build: what is saved meanwhile is built next.
            built = Some(now);
            if let Err(error) = build_as(tools, Style::Quick) {
                report::error(&error);
            }
            report::step(&format!("waiting for a change; the page is at {address}"));
        }
        thread::sleep(PAUSE);
    }
}

/// When something was last changed, and how many files there are, since one may be gone.
fn newest() -> (Option<SystemTime>, usize) {
    let mut files = Vec::new();
    for name in WATCHED {
        list(&project::root().join(name), &mut files);
    }
    let times = files.iter().filter_map(|file| fs::metadata(file).ok()?.modified().ok());
    (times.max(), files.len())
}

fn list(path: &Path, files: &mut Vec<PathBuf>) {
    // `data` of a crate is a link to what is listed already.
    if path.is_file() {
        files.push(path.to_owned());
    } else if !path.is_symlink()
        && let Ok(entries) = fs::read_dir(path)
    {
        entries.flatten().for_each(|entry| list(&entry.path(), files));
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{WATCHED, list, newest};
    use crate::project;

    #[test]
    fn what_the_page_is_made_from_is_watched() {
        let (time, count) = newest();
        assert!(time.is_some() && count > 200, "{count} files");
        assert_eq!(newest(), (time, count), "nothing changed");
        let mut files = Vec::new();
        list(&project::root().join(WATCHED[4]), &mut files);
        assert!(files.iter().any(|file| file.ends_with(Path::new("src/lib.rs"))), "{files:?}");
    }
}
