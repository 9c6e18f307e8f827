//! Where the output goes: narrow terminals, colour, pipes that close.

use std::io::Read;
use std::process::Stdio;

use crate::run::{command, fail, files, finished, headroom, names, written};

const SHOP: &str = "tests/stacks/shop.yaml";

#[test]
fn a_narrow_terminal_is_not_overrun() {
    for (name, args) in [
        ("project", &["project", SHOP][..]),
        ("compare", &["compare", SHOP, "--vary", "web=free,starter,standard"]),
        ("prices", &["prices", "upstash/redis", "--as-of", "2026-11-21"]),
        ("explain", &["explain", SHOP, "render/bandwidth"]),
        ("redis", &["redis", "tests/stacks/queue.yaml"]),
    ] {
        let mut narrow = command(args);
        narrow.env("COLUMNS", "60");
        let run = finished(narrow, &[]);
        written(&format!("narrow-{name}"), &format!("{} (60 columns)", args.join(" ")), &run);
        let longest = run.out.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(longest <= 60, "{name}: a line of {longest}");
    }
}

#[test]
fn nothing_is_wider_than_a_page() {
    for file in files("data/stacks") {
        let (_, name) = names(&file);
        let run = headroom(&["project", &format!("data/stacks/{name}")]);
        let longest = run.out.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        assert!(longest <= 100, "{name}: a line of {longest}");
    }
}

#[test]
fn colour_is_for_terminals_and_whoever_asks() {
    let colored = |args: &[&str]| headroom(args).out.contains('\u{1b}');
    assert!(!colored(&["project", SHOP]));
    assert!(colored(&["project", SHOP, "--color", "always"]));
    assert!(!colored(&["project", SHOP, "--color", "never"]));
    assert!(!colored(&["project", SHOP, "--color", "always", "--format", "json"]));
    let mut without = command(&["project", SHOP]);
    without.env("NO_COLOR", "1");
    assert!(!finished(without, &[]).out.contains('\u{1b}'));
}

#[test]
fn colour_changes_no_character() {
    let plain = headroom(&["project", SHOP]).out;
    let colored = headroom(&["project", SHOP, "--color", "always"]).out;
    let mut stripped = String::new();
    let mut inside = false;
    for c in colored.chars() {
        match (inside, c) {
            (false, '\u{1b}') => inside = true,
            (true, 'm') => inside = false,
            (true, _) => {}
            (false, c) => stripped.push(c),
        }
    }
    let trimmed = |text: &str| text.lines().map(|line| line.trim_end().to_owned()).collect::<Vec<_>>();
    assert_eq!(trimmed(&stripped), trimmed(&plain));
}

#[test]
fn a_closed_pipe_ends_quietly() {
    // Far more than a pipe holds, so that the writer meets the closed end.
    let args = ["project", SHOP, "--months", "120", "--format", "json"];
    let mut child =
        command(&args).stdout(Stdio::piped()).spawn().unwrap_or_else(|error| fail(&error.to_string()));
    if let Some(mut out) = child.stdout.take() {
        let mut first = [0_u8; 16];
        assert!(out.read(&mut first).is_ok());
    }
    let output = child.wait_with_output().unwrap_or_else(|error| fail(&error.to_string()));
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn hundreds_of_drivers_leave_the_table_readable() {
    let drivers: Vec<String> = (0..600).map(|at| format!("  d{at}: 5\n")).collect();
    let text =
        format!("version: 1\nname: t\nstart: 2026-12\ndrivers:\n{}resources: {{}}\n", drivers.concat());
    let run = finished(command(&["project", "-"]), text.as_bytes());
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.contains("d0") && !run.out.contains("d599"), "{}", run.out);
}
