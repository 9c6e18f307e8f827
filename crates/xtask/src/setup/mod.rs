//! Set-up: look for each tool, say what is missing, install it.

mod apt;
mod cargo_tool;
mod chromium;
mod wasm_std;

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::browser::Browser;
use crate::{process, project};
use cargo_tool::CargoTool;
use wasm_std::WasmStd;

/// Trunk 0.22 wants a newer Rust than this workspace.
const TRUNK: &str = "0.21.14";

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

    /// Trunk, which finds wasm-bindgen on its PATH.
    pub(crate) fn trunk(&self) -> Result<Command> {
        self.set_up(Self::plain_trunk())
    }

    /// Trunk for the page that people download: the standard library is built with it, as small as it gets.
    pub(crate) fn small_trunk(&self) -> Result<Command> {
        let mut command = Self::plain_trunk();
        let mut folders = self.folders.clone();
        wasm_std::ensure_source()?.set_up_small(&mut command, &mut folders);
        command.env("PATH", process::path_with(&folders)?);
        Ok(command)
    }

    fn plain_trunk() -> Command {
        let mut command = process::command("trunk");
        command.env("TRUNK_SKIP_VERSION_CHECK", "true").env("RUST_LIB_BACKTRACE", "0");
        if env::var_os("NO_COLOR").is_some() {
            command.env("NO_COLOR", "true"); // it refuses the customary 1
        }
        command
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
    for_browser()?;
    for_lints()?;
    Ok(())
}

/// What building the page takes.
pub(crate) fn for_page() -> Result<Toolchain> {
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
    let trunk = CargoTool {
        package: "trunk",
        programs: &["trunk"],
        version: TRUNK.to_owned(),
        asked: &["--version"],
        accepts: |found, _| found.starts_with("0.21."),
        locked: true,
        quick: true,
        takes: "2 to 5 minutes",
    };
    let folders = vec![bindgen.ensure()?, trunk.ensure()?];
    cargo_tool::forget_builds()?;
    Ok(Toolchain { std, folders })
}

/// What opening the page in a real browser takes.
pub(crate) fn for_browser() -> Result<Browser> {
    chromium::ensure()
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
