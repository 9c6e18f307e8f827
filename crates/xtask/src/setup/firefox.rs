//! Firefox, and its driver, which Debian does not package and Cargo builds.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::apt;
use super::cargo_tool::{self, CargoTool};
use crate::browser::Browser;
use crate::{process, report};

const DEBIAN: [&str; 1] = ["firefox-esr"];

/// Any version drives the Firefox of its year and older ones.
const DRIVER: &str = "0.37.1";

const NAMES: [&str; 2] = ["firefox-esr", "firefox"];

const MAC: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";

/// Finds Firefox and its driver, or installs them.
pub(super) fn ensure() -> Result<Browser> {
    Ok(Browser::Firefox { browser: browser()?, driver: driver()? })
}

fn browser() -> Result<PathBuf> {
    if let Some(found) = find() {
        return Ok(found);
    }
    report::step("Firefox is missing");
    if apt::is_debian() && process::is_root() {
        apt::install(&DEBIAN)?;
        if let Some(found) = find() {
            return Ok(found);
        }
    }
    let advice =
        if apt::is_debian() { apt::advice(&DEBIAN) } else { "your system's package of it".to_owned() };
    bail!("the tests need Firefox on PATH; install it by\n  {advice}")
}

fn find() -> Option<PathBuf> {
    let named = env::var_os("FIREFOX").map(PathBuf::from).into_iter();
    let on_path = NAMES.iter().flat_map(|name| process::find_all(name));
    named.chain(on_path).chain([Path::new(MAC).to_owned()]).find(|file| file.is_file())
}

fn driver() -> Result<PathBuf> {
    // GitHub's machines name the folder.
    let folder = env::var_os("GECKOWEBDRIVER").map(|folder| Path::new(&folder).join("geckodriver"));
    if let Some(found) =
        folder.into_iter().chain(process::find_all("geckodriver")).find(|file| file.is_file())
    {
        return Ok(found);
    }
    let tool = CargoTool {
        package: "geckodriver",
        programs: &["geckodriver"],
        version: DRIVER.to_owned(),
        asked: &["--version"],
        accepts: |_, _| true,
        locked: true,
        quick: true,
        takes: "1 to 2 minutes",
    };
    let folder = tool.ensure()?;
    cargo_tool::forget_builds()?;
    Ok(folder.join(format!("geckodriver{}", env::consts::EXE_SUFFIX)))
}
