//! The gallery: every component is in it, each state shows something of its own, and `docs/design.md` is what it writes.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use planner_core::document::Problem;
use planner_web::gallery::{self, Group, design, html};

/// Files that lay out nothing of their own, and why.
const WITHOUT: [(&str, &str); 5] = [
    ("app/mod.rs", "puts the page together"),
    ("dialogs/mod.rs", "puts a dialog around what it is about"),
    ("inputs/mod.rs", "puts the inputs together"),
    ("tabs/mod.rs", "puts a tab's panel together"),
    ("parts/tag.rs", "makes elements"),
];

/// Made once: it opens plans, tabs and clients of several stacks.
static GROUPS: LazyLock<Result<Vec<Group>, Problem>> = LazyLock::new(gallery::groups);

fn groups() -> Result<&'static [Group], Problem> {
    GROUPS.as_deref().map_err(Clone::clone)
}

fn crate_folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below `src/components`, as the gallery names them.
fn components() -> BTreeSet<String> {
    fn walk(folder: &Path, out: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                walk(&path, out);
            } else if path.extension().is_some_and(|end| end == "rs") {
                out.push(path);
            }
        }
    }
    let (root, mut files) = (crate_folder().join("src/components"), Vec::new());
    walk(&root, &mut files);
    let names =
        files.iter().filter_map(|file| Some(file.strip_prefix(&root).ok()?.to_str()?.replace('\\', "/")));
    names.filter(|name| name.contains('/') && name != "parts/mod.rs").collect()
}

#[test]
fn every_component_is_shown() -> Result<(), Problem> {
    let groups = groups()?;
    let shown: BTreeSet<&str> =
        groups.iter().flat_map(|group| group.shown.iter().map(|one| one.of)).collect();
    let (all, without) = (components(), WITHOUT.map(|(name, _)| name));
    assert!(all.len() > 40, "only {} components were found", all.len());
    let missing: Vec<&String> = all
        .iter()
        .filter(|name| !shown.contains(name.as_str()) && !without.contains(&name.as_str()))
        .collect();
    assert!(missing.is_empty(), "src/gallery shows none of {missing:?}");
    let gone: Vec<&&str> = shown.iter().chain(&without).filter(|name| !all.contains(**name)).collect();
    assert!(gone.is_empty(), "there is no {gone:?}");
    let twice: Vec<&str> = without.into_iter().filter(|name| shown.contains(name)).collect();
    assert!(twice.is_empty(), "{twice:?} is shown after all");
    Ok(())
}

#[test]
fn every_state_shows_something_of_its_own() -> Result<(), Problem> {
    let (mut seen, mut faults) = (BTreeSet::new(), Vec::new());
    for group in groups()? {
        for one in &group.shown {
            let text = one
                .html
                .split('<')
                .filter_map(|part| part.split_once('>'))
                .any(|(_, text)| !text.trim().is_empty());
            let is_drawn = one.html.contains("<svg");
            if !text && !is_drawn {
                faults.push(format!("{}, empty: {}", one.of, one.says));
            }
            if one.says.contains('|') || !one.says.ends_with('.') {
                faults.push(format!("{}, no plain sentence: {}", one.of, one.says));
            }
            if !seen.insert((one.of, group.id == "phone", &one.html)) {
                faults.push(format!("{}, like another: {}", one.of, one.says));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    Ok(())
}

#[test]
fn the_gallery_is_a_page_with_a_place_for_each_picture() -> Result<(), Problem> {
    let (html, groups) = (html(groups()?), groups()?);
    for group in groups {
        assert_eq!(html.matches(&format!("id=\"{}\" data-width=", group.id)).count(), 1, "{}", group.id);
    }
    let shown: usize = groups.iter().map(|group| group.shown.len()).sum();
    assert_eq!(html.matches("<form class=\"exhibit\">").count(), shown);
    assert_eq!(html.matches("<form").count(), html.matches("</form>").count());
    assert!((8..=14).contains(&groups.len()), "{} pictures", groups.len());
    Ok(())
}

#[test]
fn the_document_is_what_the_code_writes() -> Result<(), Problem> {
    let file = crate_folder().join("../../docs/design.md");
    let there = fs::read_to_string(file).unwrap_or_default();
    assert!(there == design(groups()?), "docs/design.md is another one: `cargo xtask gallery` writes it");
    Ok(())
}
