//! Price files of the user's own: laid over the project's, named in every answer, and refused as a whole.

use std::fs;
use std::path::PathBuf;

use crate::run::{check, fail, headroom};

/// Render's Standard is 25 in the book; agreed are 20 from 15 December on, so that January is the first month with them.
/// Acme's box is 9 and (3,000 - 1,000) calls at 0.5 for 1,000.
#[test]
fn own_prices_are_used_and_named() {
    let stack = "tests/stacks/own-prices.yaml";
    let own = ["--pricing", "tests/pricing/own"];
    let run = check("own-prices", &[&["project", stack, "--months", "2"][..], &own[..]].concat());
    assert!(run.out.contains("$35.00") && run.out.contains("$30.00"), "{}", run.out);
    check(
        "own-prices-explain",
        &[&["explain", stack, "api/instances", "--month", "2027-01"][..], &own[..]].concat(),
    );
    check("own-prices-list", &[&["prices", "acme/box"][..], &own[..]].concat());
    check("own-prices-bill", &[&["bill", "tests/usage/own-prices.yaml"][..], &own[..]].concat());
    let run = headroom(&[&["prices", "check"][..], &own[..]].concat());
    assert!(run.code == Some(0) && run.out.contains("Nothing is wrong with them."), "{}", run.out);
    // The vendor's book alone knows no Acme.
    assert!(headroom(&["project", stack, "--months", "2"]).out.contains("no price book for acme"));
    for command in
        [&["compare", stack, "--vary", "api=standard,pro"][..], &["floor", stack], &["more", stack]]
    {
        let run = headroom(&[command, &own[..]].concat());
        assert!(run.out.contains("prices of your own, tests/pricing/own/acme"), "{command:?}: {}", run.out);
    }
    for command in [&["redis", "tests/stacks/queue.yaml"][..], &["demand", "data/stacks/ai-assistant.yaml"]] {
        let run = headroom(&[command, &own[..]].concat());
        assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    }
    let run = headroom(&[&["prices", "diff", "2026-12-01", "2027-01-01"][..], &own[..]].concat());
    assert!(run.out.contains("2026-12-15 render (your own)"), "{}", run.out);
}

#[test]
fn a_folder_with_something_wrong_changes_nothing() {
    for name in ["broken", "wrong-price", "half", "misplaced", "none"] {
        let folder = format!("tests/pricing/{name}");
        let run = check(
            &format!("bad-pricing/{name}"),
            &["project", "tests/stacks/plain.json", "--months", "1", "--pricing", &folder],
        );
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{name}");
        assert!(run.err.contains(name) && run.err.contains("hint:"), "{}", run.err);
    }
    check("bad-pricing/file", &["prices", "--pricing", "tests/stacks/plain.json"]);
    check("bad-pricing/in-vain", &["schema", "stack", "--pricing", "tests/pricing/own"]);
}

#[test]
fn a_thousand_files_are_too_many() {
    let folder = scratch("thousand");
    for at in 0..600 {
        let (year, month, day) = (2000 + at / 300, 1 + at / 28 % 12, 1 + at % 28);
        put(&folder, &format!("render/{year}-{month:02}-{day:02}-{at}.json"), "{}");
    }
    let run = headroom(&["prices", "--pricing", &folder.to_string_lossy()]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("holds more than 500 price files"), "{}", run.err);
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_is_refused() {
    let folder = scratch("link");
    put(&folder, "outside.json", "{}");
    put(&folder, "prices/render/README", "");
    let linked =
        std::os::unix::fs::symlink(folder.join("outside.json"), folder.join("prices/render/2027-01-01.json"));
    assert!(linked.is_ok());
    let run = headroom(&["prices", "--pricing", &folder.join("prices").to_string_lossy()]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("2027-01-01.json is a link that leads out of the folder"), "{}", run.err);
}

/// An empty folder for one test.
fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("own-prices-{name}"));
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap_or_else(|error| fail(&error.to_string()));
    folder
}

fn put(folder: &std::path::Path, name: &str, text: &str) {
    let path = folder.join(name);
    let wrote = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, text));
    wrote.unwrap_or_else(|error| fail(&error.to_string()));
}
