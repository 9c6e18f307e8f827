//! The price books as the page loads them: one text beside the Wasm, so that a price change touches no code.
//!
//! On each line stand a file's name without `.json`, a space, and its JSON without white space.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::project;

/// The file's name, here and beside the page.
pub(super) const FILE: &str = "prices.txt";

/// The profiles of clients, in the same way.
pub(super) const PROFILES: &str = "profiles.txt";

/// Writes both into a folder.
pub(super) fn write(folder: &Path) -> Result<()> {
    let prices = listed(&project::root().join("data/pricing"))?;
    fs::write(folder.join(FILE), prices).context("cannot write the price books for the page")?;
    let mut profiles = String::new();
    lines(&mut profiles, "", &project::root().join("data/profiles"))?;
    ensure!(!profiles.is_empty(), "there are no profiles of clients");
    fs::write(folder.join(PROFILES), profiles).context("cannot write the profiles for the page")
}

fn listed(root: &Path) -> Result<String> {
    let mut text = String::new();
    for provider in sorted(root)?.into_iter().filter(|path| path.is_dir()) {
        let name = provider.file_name().unwrap_or_default().to_string_lossy();
        lines(&mut text, &format!("{name}/"), &provider)?;
    }
    ensure!(!text.is_empty(), "there are no price files in {}", root.display());
    Ok(text)
}

/// Adds a line for each JSON file of a folder: its name after `prefix`, and its text.
fn lines(text: &mut String, prefix: &str, folder: &Path) -> Result<()> {
    for file in sorted(folder)?.into_iter().filter(|path| path.extension().is_some_and(|e| e == "json")) {
        let json = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        writeln!(text, "{prefix}{name} {}", unannounced(compact(&json)))?;
    }
    Ok(())
}

/// JSON without the white space between its words; what stands in strings stays, and so does the order.
fn compact(json: &str) -> String {
    let (mut kept, mut inside, mut escaped) = (String::with_capacity(json.len()), false, false);
    for c in json.chars() {
        if inside || !c.is_ascii_whitespace() {
            kept.push(c);
        }
        if c == '"' && !escaped {
            inside = !inside;
        }
        escaped = inside && c == '\\' && !escaped;
    }
    kept
}

/// The same without what the file announces, which the page shows nowhere: a twentieth of all there is.
fn unannounced(mut json: String) -> String {
    const KEY: &str = "\"announcement\":\"";
    if let Some(from) = json.find(KEY).map(|at| at + KEY.len()) {
        let mut escaped = false;
        let end = json[from..].find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        });
        json.replace_range(from..end.map_or(from, |length| from + length), "");
    }
    json
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

#[cfg(test)]
mod tests {
    use super::{compact, listed, unannounced};
    use crate::project;

    #[test]
    fn white_space_goes_but_not_from_strings() {
        assert_eq!(
            compact("{\n  \"a b\": [1, 2],\n  \"c\": \"d \\\" e\\\\\" \n}\n"),
            r#"{"a b":[1,2],"c":"d \" e\\"}"#
        );
    }

    #[test]
    fn what_is_announced_is_left_out_to_its_last_quote() {
        let json = r#"{"a":1,"announcement":"It \"grows\" by \\","b":2}"#;
        assert_eq!(unannounced(json.to_owned()), r#"{"a":1,"announcement":"","b":2}"#);
    }

    #[test]
    fn each_price_file_is_a_line() -> anyhow::Result<()> {
        let text = listed(&project::root().join("data/pricing"))?;
        assert!(text.lines().any(|line| line.starts_with("render/2026-04-23 {\"")), "{text:.80}");
        for line in text.lines() {
            let (_, json) = line.split_once(' ').unwrap_or_default();
            assert!(serde_json::from_str::<serde_json::Value>(json).is_ok(), "{line:.80}");
        }
        Ok(())
    }
}
