//! Running other programs, and finding them.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::project;

/// A command that starts in the checkout.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(project::root());
    command
}

/// The Cargo that runs this program, hence of the checkout's toolchain.
pub(crate) fn cargo() -> Command {
    command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Runs it with its output on the terminal.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start `{}`", words(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", words(command));
    }
    Ok(())
}

/// Runs it with its output on the terminal, but not for longer than `limit`.
pub(crate) fn run_within(command: &mut Command, limit: Duration) -> Result<()> {
    let mut child = command.spawn().with_context(|| format!("cannot start `{}`", words(command)))?;
    let end = Instant::now() + limit;
    loop {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(()),
            Some(status) => bail!("`{}` failed ({status})", words(command)),
            None if Instant::now() > end => {
                child.kill()?;
                child.wait()?;
                bail!("`{}` took longer than {} s", words(command), limit.as_secs());
            }
            None => thread::sleep(Duration::from_millis(100)),
        }
    }
}

/// What it prints, if it starts and succeeds.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether we may install packages, and must start Chromium without its sandbox.
pub(crate) fn is_root() -> bool {
    cfg!(unix) && output(command("id").arg("-u")).is_some_and(|id| id == "0")
}

/// Every program of that name: on PATH, in Cargo's folder, among this checkout's own tools.
pub(crate) fn find_all(name: &str) -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = env::split_paths(&path).chain(cargo_bin()).chain([own_tools().join("bin")]);
    let mut found: Vec<PathBuf> = Vec::new();
    for folder in folders {
        let file = folder.join(format!("{name}{}", env::consts::EXE_SUFFIX));
        if file.is_file() && !found.contains(&file) {
            found.push(file);
        }
    }
    found
}

/// Tools that would otherwise replace another version of the user's.
pub(crate) fn own_tools() -> PathBuf {
    project::target().join("tools")
}

fn cargo_bin() -> Option<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    home.map(|home| home.join("bin"))
}

/// PATH with `folders` in front.
pub(crate) fn path_with(folders: &[PathBuf]) -> Result<std::ffi::OsString> {
    let path = env::var_os("PATH").unwrap_or_default();
    Ok(env::join_paths(folders.iter().cloned().chain(env::split_paths(&path)))?)
}

/// The line to type for the same command.
pub(crate) fn words(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or_default();
    let words = [program].into_iter().chain(command.get_args());
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{command, words};

    #[test]
    fn a_command_is_shown_as_one_types_it() {
        let mut apt = command("/usr/bin/apt-get");
        apt.args(["install", "-y", "chromium"]);
        assert_eq!(words(&apt), "apt-get install -y chromium");
    }
}
