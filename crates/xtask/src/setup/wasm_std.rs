//! The standard library for wasm32: rustup's, or built from Debian's source where rustup cannot fetch it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use super::apt;
use crate::{process, report};

const TARGET: &str = "wasm32-unknown-unknown";

/// Debian's second compiler, which it keeps for its browsers, with the source of its own library.
const DEBIAN_STD: [&str; 2] = ["rustc-web", "rust-web-src"];
const DEBIAN_CLIPPY: [&str; 1] = ["rust-web-clippy"];
const DEBIAN_BIN: &str = "/usr/bin";

/// What makes the downloaded page small, beside its cargo profile: a panic stops at once and carries no text, and
/// nothing is kept that only debug output would print. A fifth of the Wasm, and all of it unstable.
const SMALL: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// What has the compiler's back end write less, a twentieth of the Wasm: moving a value is one instruction rather than
/// a load and a store for each eight bytes of it, and nothing is worked out ahead of a loop or a branch.
const SMALLER: [&str; 6] = [
    "max-store-memcpy=1",
    "max-store-memmove=1",
    "max-store-memset=1",
    "disable-lsr",
    "disable-machine-licm",
    "enable-pre=0",
];

pub(super) enum WasmStd {
    /// The compiler in use has the target.
    Rustup,
    /// Debian's compiler builds the library on the way; the linker is rustup's.
    Debian { linker: PathBuf },
}

impl WasmStd {
    /// Sets what a Wasm build needs, on this command alone: native builds keep their compiler.
    pub(super) fn set_up(&self, command: &mut Command, folders: &mut Vec<PathBuf>) {
        match self {
            Self::Rustup => {}
            Self::Debian { linker } => {
                let bin = Path::new(DEBIAN_BIN);
                command.env("RUSTC", bin.join("rustc")).env("RUSTDOC", bin.join("rustdoc"));
                build_std(command);
                // Cargo puts the other compiler's libraries here for the programs it runs, this one included.
                command.env_remove("LD_LIBRARY_PATH");
                folders.push(linker.clone());
            }
        }
    }

    /// Sets what the small build needs, which takes the library's source.
    pub(super) fn set_up_small(&self, command: &mut Command, folders: &mut Vec<PathBuf>) {
        self.set_up(command, folders);
        build_std(command);
        command.env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
        // It would replace the flags below.
        let smaller = SMALLER.map(|option| format!(" -Cllvm-args=-{option}")).concat();
        command.env_remove("CARGO_ENCODED_RUSTFLAGS").env("RUSTFLAGS", format!("{SMALL}{smaller}"));
    }
}

/// Has cargo build the library. That is unstable, hence the pass for a stable compiler.
fn build_std(command: &mut Command) {
    command.env("RUSTC_BOOTSTRAP", "1").env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
}

/// Finds the library, or installs it.
pub(super) fn ensure() -> Result<WasmStd> {
    if let Some(found) = find() {
        return Ok(found);
    }
    install("the wasm32 standard library", &["target", "add", TARGET], find)
}

/// Finds the library's source, or installs it.
pub(super) fn ensure_source() -> Result<WasmStd> {
    if let Some(found) = find_source() {
        return Ok(found);
    }
    install("the standard library's source", &["component", "add", "rust-src"], find_source)
}

/// Asks rustup first, which most people have, then Debian.
fn install(what: &str, words: &[&str], find: fn() -> Option<WasmStd>) -> Result<WasmStd> {
    report::step(&format!("{what} is missing; asking rustup for it"));
    let mut rustup = process::command("rustup");
    rustup.args(words).env("RUSTUP_MAX_RETRIES", "1").env("RUST_BACKTRACE", "0");
    match process::run_within(&mut rustup, Duration::from_mins(3)) {
        Ok(()) => return find().context("rustup installed it, but rustc does not see it"),
        Err(error) => report::step(&format!("rustup could not install it: {error:#}")),
    }
    if !apt::is_debian() {
        let words = words.join(" ");
        bail!("{what} is missing; where rustup's server can be reached, run\n  rustup {words}");
    }
    report::step("taking Debian's instead");
    apt::install(&DEBIAN_STD)?;
    find().context("Debian's packages are there, but rustup's own linker, rust-lld, is not")
}

fn find() -> Option<WasmStd> {
    let library = rustc(&["--print", "target-libdir", "--target", TARGET])?;
    if fs::read_dir(library).is_ok_and(|mut files| files.any(|file| file.is_ok_and(|f| is_std(&f)))) {
        return Some(WasmStd::Rustup);
    }
    find_debian()
}

fn find_source() -> Option<WasmStd> {
    let source = Path::new(&rustc(&["--print", "sysroot"])?).join("lib/rustlib/src/rust/library/Cargo.lock");
    if source.is_file() {
        return Some(WasmStd::Rustup);
    }
    find_debian()
}

fn find_debian() -> Option<WasmStd> {
    let linker = Path::new(&rustc(&["--print", "target-libdir"])?).parent()?.join("bin");
    let complete = linker.join("rust-lld").is_file() && apt::is_debian() && apt::installed(&DEBIAN_STD);
    complete.then_some(WasmStd::Debian { linker })
}

fn rustc(words: &[&str]) -> Option<String> {
    process::output(process::command("rustc").args(words))
}

fn is_std(file: &fs::DirEntry) -> bool {
    file.file_name().to_string_lossy().starts_with("libstd-")
}

/// Installs the Clippy that fits Debian's compiler.
pub(super) fn ensure_debian_clippy() -> Result<()> {
    if apt::installed(&DEBIAN_CLIPPY) { Ok(()) } else { apt::install(&DEBIAN_CLIPPY) }
}

pub(super) fn debian_clippy() -> PathBuf {
    Path::new(DEBIAN_BIN).join("cargo-clippy")
}
