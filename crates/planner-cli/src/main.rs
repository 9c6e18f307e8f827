//! `headroom`: what will my stack cost, what breaks first, and when?
//!
//! Arguments in, one command run, its page written. Everything that is computed is computed by `planner-core`.

mod args;
mod clock;
mod command;
mod failure;
mod figure;
mod input;
mod page;
mod pricing;
mod render;
mod terminal;
mod view;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use crate::args::Arguments;
use crate::command::Outcome;
use crate::failure::Failure;
use crate::terminal::Terminal;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let terminal = Terminal::new(arguments.color);
    match command::run(&arguments, &terminal).and_then(|outcome| print(&outcome)) {
        Ok(code) => code,
        Err(Failure::Closed) => ExitCode::SUCCESS,
        Err(failure) => {
            let text = failure.text(&terminal);
            // Where the error cannot be written either, the exit code still tells.
            let _ = std::io::stderr().lock().write_all(text.as_bytes());
            ExitCode::from(2)
        }
    }
}

/// Writes the page, then what failed; exit 1 for a check that failed.
fn print(outcome: &Outcome) -> Result<ExitCode, Failure> {
    let mut out = std::io::stdout().lock();
    out.write_all(outcome.text.as_bytes())?;
    out.flush()?;
    if outcome.failed.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let mut err = std::io::stderr().lock();
    for check in &outcome.failed {
        writeln!(err, "check failed: {}", terminal::plain(check))?;
    }
    Ok(ExitCode::from(1))
}
