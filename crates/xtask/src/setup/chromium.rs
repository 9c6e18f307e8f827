//! Chromium, or Chrome, and the driver of the same version.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::apt;
use crate::browser::Browser;
use crate::{process, report};

const DEBIAN: [&str; 2] = ["chromium", "chromium-driver"];

/// A page drawn without any font is blank.
const DEBIAN_FONT: &str = "fonts-dejavu-core";

const BROWSERS: [&str; 5] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

const MAC: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// Finds a browser with its driver, or installs both.
pub(super) fn ensure() -> Result<Browser> {
    if let Some(found) = find() {
        return Ok(found);
    }
    let (browsers, drivers) = (browsers(), drivers());
    report::step(match (browsers.is_empty(), drivers.is_empty()) {
        (true, true) => "Chromium and its driver are missing",
        (true, false) => "Chromium is missing",
        (false, true) => "Chromium's driver is missing",
        (false, false) => "no driver here has the version of a browser here",
    });
    if apt::is_debian() && process::is_root() {
        apt::install(&[DEBIAN[0], DEBIAN[1], DEBIAN_FONT])?;
        if let Some(found) = find() {
            return Ok(found);
        }
    }
    bail!("the tests need Chromium and the driver of its version on PATH; run\n  {}", advice())
}

fn advice() -> String {
    if cfg!(target_os = "macos") {
        "brew install --cask google-chrome chromedriver".to_owned()
    } else if apt::is_debian() {
        apt::advice(&DEBIAN)
    } else {
        "sudo dnf install chromium chromedriver    # Fedora; elsewhere your system's packages of these names"
            .to_owned()
    }
}

/// The first browser and driver of one major version.
fn find() -> Option<Browser> {
    let drivers: Vec<_> = drivers().into_iter().filter_map(with_version).collect();
    for (browser, version) in browsers().into_iter().filter_map(with_version) {
        if let Some((driver, _)) = drivers.iter().find(|(_, of_driver)| *of_driver == version) {
            return Some(Browser::Chromium { browser, driver: driver.clone() });
        }
    }
    None
}

fn browsers() -> Vec<PathBuf> {
    let named = env::var_os("CHROME").map(PathBuf::from).filter(|file| file.is_file());
    let on_path = BROWSERS.iter().flat_map(|name| process::find_all(name));
    let mac = MAC.iter().map(PathBuf::from).filter(|file| file.is_file());
    named.into_iter().chain(on_path).chain(mac).collect()
}

fn drivers() -> Vec<PathBuf> {
    let named = env::var_os("CHROMEDRIVER").map(PathBuf::from);
    // GitHub's machines name the folder.
    let folder = env::var_os("CHROMEWEBDRIVER").map(|folder| Path::new(&folder).join("chromedriver"));
    let named = named.into_iter().chain(folder).filter(|file| file.is_file());
    named.chain(process::find_all("chromedriver")).collect()
}

fn with_version(program: PathBuf) -> Option<(PathBuf, u32)> {
    let text = process::output(process::command(&program).arg("--version"))?;
    Some((program, major(&text)?))
}

fn major(version: &str) -> Option<u32> {
    version.split_whitespace().find_map(|word| word.split_once('.')?.0.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn browsers_and_drivers_tell_their_major_version() {
        assert_eq!(major("Chromium 156.0.8078.79 built on Debian GNU/Linux 12 (bookworm)"), Some(156));
        assert_eq!(major("ChromeDriver 141.0.7390.54 (abc-refs/branch-heads/7390@{#1})"), Some(141));
        assert_eq!(major("Google Chrome 141.0.7390.54 "), Some(141));
        assert_eq!(major("Chromium, unknown"), None);
    }
}
