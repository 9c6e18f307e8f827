//! The files of `dist/`: named by their content, so that a browser may keep them for ever, and linked from `index.html`.

use std::collections::BTreeMap;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::modules::{self, Style};
use super::{policy, prices};
use crate::project;

/// Copied under their own names: the manifest and other people's pages refer to them.
const COPIED: [&str; 7] = [
    "manifest.webmanifest",
    "icon.svg",
    "icon-192.png",
    "icon-512.png",
    "icon-maskable-512.png",
    "apple-touch-icon.png",
    CARD,
];

/// The picture that other sites show beside a link: nothing that the page needs.
pub(super) const CARD: &str = "card.png";

/// In the order in which they stand in the page.
const STYLES: &[&str] = &[
    "crates/planner-charts/src/chart.css",
    "crates/planner-web/style/tokens.css",
    "crates/planner-web/style/base.css",
    "crates/planner-web/src/components/app/style.css",
    "crates/planner-web/src/components/answer/style.css",
    "crates/planner-web/src/components/inputs/style.css",
    "crates/planner-web/src/components/tabs/style.css",
    "crates/planner-web/src/components/dialogs/style.css",
];

/// The service worker.
const WORKER: &str = "sw.js";

type Files = BTreeMap<String, Vec<u8>>;

/// Writes `dist/` from the built parts and the checkout; answers the version, which is another one whenever a file is.
pub(super) fn lay_out(parts: &Path, style: Style) -> Result<String> {
    let mut named = Vec::new(); // the name in `index.html`, the name in `dist/`
    let mut files = Files::new();
    let mut add = |name: &str, bytes: Vec<u8>| {
        let hashed = hashed(name, &bytes);
        named.push((name.to_owned(), hashed.clone()));
        files.insert(hashed, bytes);
    };
    for name in ["start.js", "worker.js"] {
        add(name, source(&format!("crates/planner-web/{name}"))?);
    }
    for name in [prices::FILE, prices::PROFILES] {
        add(name, read(&parts.join(name))?);
    }
    for module in modules::modules() {
        for name in [format!("{}.js", module.name), format!("{}_bg.wasm", module.name)] {
            add(&name, read(&parts.join(&name))?);
        }
    }
    for name in COPIED {
        files.insert(name.to_owned(), source(&format!("assets/{name}"))?);
    }
    let shell = String::from_utf8(read(&parts.join("shell.html"))?)?;
    let html = policy::styled(&String::from_utf8(source("index.html")?)?, &String::from_utf8(styles()?)?)?;
    let html = index(&html, &shell, &named)?;
    files.insert("index.html".to_owned(), html.into_bytes());
    let template = String::from_utf8(source("crates/planner-web/sw.js")?)?;
    let version = version(&files, &template);
    // A page that is being changed is never answered from a cache.
    let kept = if style == Style::Small { kept(&files) } else { Vec::new() };
    files.insert(WORKER.to_owned(), worker(&template, &version, &kept)?.into_bytes());
    write(&files)?;
    Ok(version)
}

/// `page.css`.
pub(super) fn styles() -> Result<Vec<u8>> {
    Ok(STYLES.iter().map(|file| source(file)).collect::<Result<Vec<_>>>()?.concat())
}

/// `index.html` with its answer, and with every file under its name in `dist/`.
fn index(template: &str, shell: &str, named: &[(String, String)]) -> Result<String> {
    let mut attributes = String::new();
    let mut html = template.to_owned();
    for (name, hashed) in named {
        html = html.replace(&format!("\"{name}\""), &format!("\"./{hashed}\""));
        if let Some(key) = attribute(name) {
            attributes = format!("{attributes} data-{key}=\"./{hashed}\"");
        }
    }
    for mark in [ANSWER, FILES] {
        ensure!(html.contains(mark), "index.html has no place for `{mark}`");
    }
    Ok(html.replace(FILES, &attributes).replace(ANSWER, shell))
}

const ANSWER: &str = "<!-- answer -->";
const FILES: &str = " data-files";

/// What `start.js` knows a file by: `page-js`, `page-wasm`, `prices`. It does not load itself.
fn attribute(name: &str) -> Option<String> {
    match name.split_once('.')? {
        ("start", _) => None,
        (stem, "txt") => Some(stem.to_owned()),
        (stem, end) => Some(format!("{}-{end}", stem.strip_suffix("_bg").unwrap_or(stem))),
    }
}

/// The files that the service worker keeps; the page itself by its folder, as it is asked for.
fn kept(files: &Files) -> Vec<String> {
    let names = files.keys().filter(|name| *name != CARD);
    names.map(|name| if name == "index.html" { "./".to_owned() } else { name.clone() }).collect()
}

fn worker(template: &str, version: &str, kept: &[String]) -> Result<String> {
    const VERSION: &str = "\"{version}\"";
    const KEPT: &str = "[\"{files}\"]";
    for mark in [VERSION, KEPT] {
        ensure!(template.contains(mark), "sw.js has no place for `{mark}`");
    }
    let kept = serde_json::to_string(kept)?;
    Ok(template.replace(VERSION, &format!("\"{version}\"")).replace(KEPT, &kept))
}

fn version(files: &Files, template: &str) -> String {
    let mut hasher = DefaultHasher::new();
    (files, template).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// `page_bg.wasm` as `page-0123456789abcdef_bg.wasm`.
fn hashed(name: &str, bytes: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let at = name.find(['_', '.']).unwrap_or(name.len());
    let (stem, end) = name.split_at(at);
    format!("{stem}-{:016x}{end}", hasher.finish())
}

/// Whether a file is named by its content, and so never another one.
pub(crate) fn is_hashed(name: &str) -> bool {
    let hash = name.split_once('-').map(|(_, rest)| rest.split(['_', '.']).next().unwrap_or_default());
    hash.is_some_and(|hash| hash.len() == 16 && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Replaces `dist/` as a whole, so that nobody is served half of each.
fn write(files: &Files) -> Result<()> {
    let (dist, fresh) = (project::dist(), project::target().join("page").join("dist"));
    if fresh.is_dir() {
        fs::remove_dir_all(&fresh)?; // of a build that was stopped
    }
    fs::create_dir_all(&fresh)?;
    for (name, bytes) in files {
        fs::write(fresh.join(name), bytes).with_context(|| format!("cannot write {name}"))?;
    }
    if dist.is_dir() {
        fs::remove_dir_all(&dist).with_context(|| format!("cannot replace {}", dist.display()))?;
    }
    fs::rename(&fresh, &dist).with_context(|| format!("cannot write {}", dist.display()))
}

pub(super) fn source(name: &str) -> Result<Vec<u8>> {
    read(&project::root().join(name))
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| format!("cannot read {}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str]) -> Vec<(String, String)> {
        names.iter().map(|name| ((*name).to_owned(), hashed(name, name.as_bytes()))).collect()
    }

    #[test]
    fn a_file_has_another_name_for_other_content() {
        let name = hashed("page_bg.wasm", b"one");
        assert!(name.starts_with("page-") && name.ends_with("_bg.wasm"), "{name}");
        assert_ne!(name, hashed("page_bg.wasm", b"two"));
        assert!(is_hashed(&name) && is_hashed(&hashed("start.js", b"")), "{name}");
        for plain in ["sw.js", "index.html", "icon-192.png", "apple-touch-icon.png", "icon-maskable-512.png"]
        {
            assert!(!is_hashed(plain), "{plain}");
        }
    }

    #[test]
    fn the_page_refers_to_each_file_by_its_content_and_holds_the_answer() -> Result<()> {
        let names = named(&["page.json", "start.js", "prices.txt", "page.js", "page_bg.wasm", "yaml.js"]);
        let template =
            "<link href=\"page.json\" /><script src=\"start.js\" data-files></script><!-- answer -->";
        let html = index(template, "<h1>Holds.</h1>", &names)?;
        let at = |name: &str| hashed(name, name.as_bytes());
        assert!(html.contains(&format!("<link href=\"./{}\" />", at("page.json"))), "{html}");
        assert!(html.contains(&format!("data-page-wasm=\"./{}\"", at("page_bg.wasm"))), "{html}");
        assert!(html.contains(&format!("data-yaml-js=\"./{}\"", at("yaml.js"))), "{html}");
        assert!(html.contains(&format!(" data-prices=\"./{}\"", at("prices.txt"))), "{html}");
        assert!(!html.contains("data-start-js") && html.ends_with("<h1>Holds.</h1>"), "{html}");
        assert!(index("<p>", "", &names).is_err(), "a page without a place for the answer");
        Ok(())
    }

    #[test]
    fn the_worker_keeps_every_file_but_the_card() -> Result<()> {
        let files: Files =
            ["index.html", "page-1.js", CARD].into_iter().map(|name| (name.to_owned(), Vec::new())).collect();
        assert_eq!(kept(&files), ["./", "page-1.js"]);
        let text = worker("const VERSION = \"{version}\", FILES = [\"{files}\"];", "v1", &kept(&files))?;
        assert_eq!(text, "const VERSION = \"v1\", FILES = [\"./\",\"page-1.js\"];");
        Ok(())
    }

    #[test]
    fn any_change_is_another_version() {
        let mut files: Files = [("a".to_owned(), b"1".to_vec())].into();
        let first = version(&files, "");
        assert_ne!(first, version(&files, "other"));
        files.insert("a".to_owned(), b"2".to_vec());
        assert_ne!(first, version(&files, ""));
    }
}
