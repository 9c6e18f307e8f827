//! What the person at the terminal reads. The only module that prints.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a terminal tool speaks")]

/// Says what happens next.
pub(crate) fn step(text: &str) {
    println!("xtask: {text}");
}

/// A result, or a line of one.
pub(crate) fn line(text: &str) {
    println!("  {text}");
}

pub(crate) fn help(text: &str) {
    println!("{text}");
}

pub(crate) fn error(error: &anyhow::Error) {
    eprintln!("error: {error:#}");
}
