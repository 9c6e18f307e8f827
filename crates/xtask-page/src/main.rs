//! `cargo xtask` runs this while it builds the page. It is a program of its own, so that the other tasks do not wait for what it
//! is built from.
//!
//! - `shell FILE` writes the text that stands in `index.html` until the app takes over;
//! - `bindings WASM NAME FOLDER` writes `NAME.js` and `NAME_bg.wasm` for a module that cargo built.

use std::env;
use std::fs;
use std::process::ExitCode;

use anyhow::{Context, Error, Result, bail, ensure};
use planner_core::Problem;
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
        ["shell", file] => {
            let html = planner_web::shell::html().map_err(|problem: Problem| Error::msg(problem))?;
            fs::write(file, html).with_context(|| format!("cannot write {file}"))
        }
        ["bindings", wasm, name, folder] => bindings(wasm, name, folder),
        _ => bail!("say `shell FILE` or `bindings WASM NAME FOLDER`"),
    }
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
