//! Set-up: look for each tool, say what is missing, install it.

mod apt;
mod cargo_tool;
mod chromium;
mod firefox;
mod wasm_std;

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::browser::Browser;
use crate::{process, project};
use cargo_tool::CargoTool;
use wasm_std::WasmStd;

/// Its list of changes differs from version to version, and from 26.0 on it makes some that were not asked for.
const MUTANTS: &str = "25.3.1";

/// What builds Wasm here: the standard library, and the folders of the tools.
pub(crate) struct Toolchain {
    std: WasmStd,
    folders: Vec<PathBuf>,
}

impl Toolchain {
    /// Cargo, set up for `--target wasm32-unknown-unknown`.
    pub(crate) fn cargo(&self) -> Result<Command> {
        self.set_up(process::cargo())
    }

    /// Clippy for the same: it has to come with the compiler in use.
    pub(crate) fn clippy(&self) -> Result<Command> {
        let mut command = match &self.std {
            WasmStd::Rustup => process::cargo(),
            WasmStd::Debian { .. } => process::command(wasm_std::debian_clippy()),
        };
        command.arg("clippy");
        self.set_up(command)
    }

    /// The same for the page that people download: the standard library is built with it, as small as it gets.
    pub(crate) fn small_cargo(&self) -> Result<Command> {
        let mut command = process::cargo();
        let mut folders = self.folders.clone();
        wasm_std::ensure_source()?.set_up_small(&mut command, &mut folders);
        command.env("PATH", process::path_with(&folders)?);
        Ok(command)
    }

    fn set_up(&self, mut command: Command) -> Result<Command> {
        let mut folders = self.folders.clone();
        self.std.set_up(&mut command, &mut folders);
        command.env("PATH", process::path_with(&folders)?);
        Ok(command)
    }
}

/// Installs all that any task needs.
pub(crate) fn everything() -> Result<()> {
    for_page()?;
    for_tests()?;
    for_browser()?;
    for_firefox()?;
    for_lints()?;
    Ok(())
}

/// What building the page takes: no tools, but a standard library for wasm32.
pub(crate) fn for_page() -> Result<Toolchain> {
    Ok(Toolchain { std: wasm_std::ensure()?, folders: Vec::new() })
}

/// What running tests in the browser takes.
pub(crate) fn for_tests() -> Result<Toolchain> {
    let std = wasm_std::ensure()?;
    let bindgen = CargoTool {
        package: "wasm-bindgen-cli",
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        version: project::locked_version("wasm-bindgen")?,
        asked: &["--version"],
        accepts: |found, wanted| found == wanted,
        // Its own lock file once named a crate version that is no longer published.
        locked: false,
        quick: false,
        takes: "1 to 3 minutes",
    };
    let folders = vec![bindgen.ensure()?];
    cargo_tool::forget_builds()?;
    Ok(Toolchain { std, folders })
}

/// What opening the page in a real browser takes.
pub(crate) fn for_browser() -> Result<Browser> {
    chromium::ensure()
}

/// The same in Firefox, with the driver that Cargo builds.
pub(crate) fn for_firefox() -> Result<Browser> {
    firefox::ensure()
}

/// What changing the code to try its tests takes.
pub(crate) fn for_mutants() -> Result<()> {
    let mutants = CargoTool {
        package: "cargo-mutants",
        programs: &["cargo-mutants"],
        version: MUTANTS.to_owned(),
        asked: &["mutants", "--version"],
        accepts: |found, wanted| found == wanted,
        locked: true,
        quick: true,
        takes: "1 to 3 minutes",
    };
    mutants.ensure()?;
    cargo_tool::forget_builds()
}

/// What linting for wasm32 takes: no tools, but the Clippy of the compiler.
pub(crate) fn for_lints() -> Result<Toolchain> {
    let std = wasm_std::ensure()?;
    if let WasmStd::Debian { .. } = std {
        wasm_std::ensure_debian_clippy()?;
    }
    Ok(Toolchain { std, folders: Vec::new() })
}
