//! A tool that Cargo builds: found if it is there, otherwise installed beside, never over, another version.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::{process, report};

pub(super) struct CargoTool {
    pub(super) package: &'static str,
    /// What it installs; the first tells the version.
    pub(super) programs: &'static [&'static str],
    pub(super) version: String,
    /// What makes it tell its version.
    pub(super) asked: &'static [&'static str],
    /// Whether a version that was found will do for the one wanted.
    pub(super) accepts: fn(&str, &str) -> bool,
    /// Whether to build it with its own lock file.
    pub(super) locked: bool,
    /// Whether to build it unoptimised: for a tool that mostly waits for others, a third of the time.
    pub(super) quick: bool,
    /// How long that takes, in words.
    pub(super) takes: &'static str,
}

enum Found {
    Good(PathBuf),
    /// Only another version.
    Other(String),
    Nothing,
}

impl CargoTool {
    /// The folder that holds it, once it is there.
    pub(super) fn ensure(&self) -> Result<PathBuf> {
        let mut other = false;
        match self.find() {
            Found::Good(folder) => return Ok(folder),
            Found::Other(version) => {
                other = true;
                let wanted = &self.version;
                report::step(&format!("{} here is {version}, the project needs {wanted}", self.package));
            }
            Found::Nothing => report::step(&format!("{} is not installed", self.package)),
        }
        self.install(other)?;
        match self.find() {
            Found::Good(folder) => Ok(folder),
            Found::Other(_) | Found::Nothing => {
                anyhow::bail!("Cargo installed {} {}, but it does not start", self.package, self.version)
            }
        }
    }

    fn find(&self) -> Found {
        let mut found = Found::Nothing;
        let first = self.programs.first().copied().unwrap_or(self.package);
        for file in process::find_all(first) {
            let Some(text) = process::output(process::command(&file).args(self.asked)) else { continue };
            let Some(version) = text.split_whitespace().nth(1) else { continue };
            let Some(folder) = file.parent() else { continue };
            let complete = self
                .programs
                .iter()
                .all(|name| process::find_all(name).iter().any(|p| p.starts_with(folder)));
            if complete && (self.accepts)(version, &self.version) {
                return Found::Good(folder.to_owned());
            }
            found = Found::Other(version.to_owned());
        }
        found
    }

    fn install(&self, beside_another: bool) -> Result<()> {
        report::step(&format!("building {} {}: {} on two cores", self.package, self.version, self.takes));
        let start = Instant::now();
        let mut install = process::cargo();
        install.args(["install", self.package, "--version", &self.version]);
        if self.locked {
            install.arg("--locked");
        }
        if self.quick {
            install.env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0").env("CARGO_PROFILE_RELEASE_LTO", "off");
            install.env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
        }
        if beside_another {
            install.arg("--root").arg(process::own_tools());
        }
        // A build that is interrupted goes on where it stopped.
        install.env("CARGO_TARGET_DIR", builds());
        process::run(&mut install).with_context(|| format!("{} was not installed", self.package))?;
        report::step(&format!("{} installed after {} s", self.package, start.elapsed().as_secs()));
        Ok(())
    }
}

fn builds() -> PathBuf {
    process::own_tools().join("build")
}

/// Frees the gigabyte that building tools took.
pub(super) fn forget_builds() -> Result<()> {
    let folder = builds();
    if folder.is_dir() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    Ok(())
}
