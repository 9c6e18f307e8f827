//! Runs the binary and compares everything it wrote with what is written down.
//!
//! `UPDATE=1 cargo test -p planner-cli` writes it anew: look at the difference.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a run came to.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// The crate's folder; `data` in it is a link to the project's.
pub(crate) fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The binary, far from whatever the environment says of terminals.
pub(crate) fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_headroom"));
    command.args(args).current_dir(here()).env_remove("NO_COLOR").env_remove("COLUMNS");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

pub(crate) fn headroom(args: &[&str]) -> Run {
    finished(command(args), &[])
}

/// Runs with an input; one that is refused unread is no failure.
#[track_caller]
pub(crate) fn finished(mut command: Command, input: &[u8]) -> Run {
    command.stdin(if input.is_empty() { Stdio::null() } else { Stdio::piped() });
    let mut child = command.spawn().unwrap_or_else(|error| fail(&format!("cannot start: {error}")));
    if let Some(mut stdin) = child.stdin.take() {
        let _ = stdin.write_all(input);
    }
    let output = child.wait_with_output().unwrap_or_else(|error| fail(&format!("cannot wait: {error}")));
    Run {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

#[track_caller]
#[expect(clippy::panic, reason = "a test that cannot go on")]
pub(crate) fn fail(why: &str) -> ! {
    panic!("{why}")
}

/// Everything a run wrote against `tests/expected/<name>.txt`.
#[track_caller]
pub(crate) fn check(name: &str, args: &[&str]) -> Run {
    let run = headroom(args);
    written(name, &args.join(" "), &run);
    run
}

#[track_caller]
pub(crate) fn written(name: &str, args: &str, run: &Run) {
    let code = run.code.map_or_else(|| "none".to_owned(), |code| code.to_string());
    let found = format!("$ headroom {args}\n--- exit {code}\n{}--- errors\n{}", run.out, run.err);
    let path = here().join("tests/expected").join(format!("{name}.txt"));
    if std::env::var_os("UPDATE").is_some() {
        let parent = path.parent().unwrap_or(here());
        let wrote = std::fs::create_dir_all(parent).and_then(|()| std::fs::write(&path, &found));
        assert!(wrote.is_ok(), "cannot write {}", path.display());
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "{} differs; if it is meant to, run with UPDATE=1\n{found}", path.display());
}

/// The files of a folder, in the order of their names.
pub(crate) fn files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(here().join(folder))
        .map(|entries| entries.filter_map(Result::ok).collect::<Vec<_>>());
    let mut paths: Vec<PathBuf> = entries.unwrap_or_default().iter().map(std::fs::DirEntry::path).collect();
    paths.retain(|path| path.is_file());
    paths.sort();
    paths
}

/// The name of a file, without and with its ending.
pub(crate) fn names(path: &Path) -> (String, String) {
    let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    (text(path.file_stem()), text(path.file_name()))
}
