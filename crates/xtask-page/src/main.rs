//! `cargo xtask` runs this while it builds the page. It is a program of its own, so that the other tasks do not wait for what it
//! is built from.
//!
//! - `shell FILE` writes the text that stands in `index.html` until the app takes over;
//! - `gallery FILE` writes every component in every state as a page, and `design FILE` as a document;
//! - `bindings WASM NAME FOLDER` writes `NAME.js` and `NAME_bg.wasm` for a module that cargo built.

use std::env;
use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Error, Result, bail, ensure};
use planner_core::Problem;
use planner_web::{gallery, shell};
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    match run(&words.iter().map(String::as_str).collect::<Vec<_>>()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&error);
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[&str]) -> Result<()> {
    match *words {
        ["shell", file] => write(file, shell::html()),
        ["gallery", file] => write(file, gallery::groups().map(|all| gallery::html(&all))),
        ["design", file] => write(file, gallery::groups().map(|all| gallery::design(&all))),
        ["bindings", wasm, name, folder] => bindings(wasm, name, folder),
        _ => bail!("say `shell FILE`, `gallery FILE`, `design FILE` or `bindings WASM NAME FOLDER`"),
    }
}

fn write(file: &str, text: Result<String, Problem>) -> Result<()> {
    fs::write(file, text.map_err(Error::msg)?).with_context(|| format!("cannot write {file}"))
}

fn bindings(wasm: &str, name: &str, folder: &str) -> Result<()> {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).out_name(name).typescript(false).omit_default_module_path(true);
    bindgen.remove_name_section(true).remove_producers_section(true).web(true)?;
    let mut output = bindgen.generate_output().with_context(|| format!("no bindings for {wasm}"))?;
    // They would be further files, which the page's list of files does not know.
    let brought: Vec<&String> =
        output.snippets().values().flatten().chain(output.local_modules().keys()).collect();
    ensure!(brought.is_empty(), "{name} brings JavaScript of its own; put it into start.js: {brought:?}");
    output.emit(folder).with_context(|| format!("cannot write the bindings into {folder}"))
}

#[expect(clippy::print_stderr, reason = "a terminal tool speaks")]
fn complain(error: &anyhow::Error) {
    eprintln!("error: {error:#}");
}
