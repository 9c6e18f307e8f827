//! The rooms of the core stand on floors, as ARCHITECTURE.md lists them: a room imports from the floors below its own.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::cases::root;

/// The floors of ARCHITECTURE.md, the lowest first. Rooms that stand on one floor with a `+` may import each other.
fn floors() -> Vec<Vec<Vec<String>>> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md is there");
    let (_, after) = text.split_once("## Floors\n").expect("it lists the floors");
    let block =
        after.lines().skip_while(|line| !line.starts_with("    ")).take_while(|line| !line.is_empty());
    let together = |rooms: &str| rooms.split('+').map(|room| room.trim().to_owned()).collect();
    let mut floors: Vec<Vec<Vec<String>>> =
        block.map(|line| line.split(',').map(together).collect()).collect();
    floors.reverse();
    floors
}

/// The rooms that each room imports from, found in its files without their tests.
fn imports() -> BTreeMap<String, BTreeSet<String>> {
    let source = root().join("crates/planner-core/src");
    let mut files = Vec::new();
    collect(&source, &mut files);
    let mut all: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for file in files {
        let path = file.strip_prefix(&source).expect("it is under the source");
        let first = path.iter().next().and_then(|name| name.to_str()).expect("a plain name");
        let room = first.strip_suffix(".rs").unwrap_or(first).to_owned();
        if room == "lib" || file.ends_with("tests.rs") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a file of the source");
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        assert!(!text.contains("crate::{"), "{} names several rooms in one import", file.display());
        // What stands at the root of its room says `super` to the crate.
        let is_root = path.iter().count() == 1;
        let named = code.flat_map(move |line| {
            let above = line.split("super::").skip(1).filter(move |_| is_root);
            line.split("crate::").skip(1).chain(above)
        });
        let room_of =
            |rest: &str| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
        let found: BTreeSet<String> = named.map(room_of).filter(|name| *name != room).collect();
        all.entry(room).or_default().extend(found);
    }
    let rooms: BTreeSet<String> = all.keys().cloned().collect();
    for found in all.values_mut() {
        found.retain(|name| rooms.contains(name));
    }
    all
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the source") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
}

#[test]
fn a_room_imports_from_the_floors_below() {
    let floors = floors();
    let floor_of = |room: &str| floors.iter().position(|floor| floor.iter().flatten().any(|one| one == room));
    let together = |one: &str, other: &str| {
        floors
            .iter()
            .flatten()
            .any(|rooms| [one, other].iter().all(|room| rooms.iter().any(|known| known == room)))
    };
    let imports = imports();
    let mut faults = Vec::new();
    for (room, found) in &imports {
        let Some(floor) = floor_of(room) else {
            faults.push(format!("`{room}` stands on no floor"));
            continue;
        };
        for other in found.iter().filter(|other| !together(room, other)) {
            if floor_of(other).is_none_or(|below| below >= floor) {
                faults.push(format!("`{room}` imports from `{other}`, which is not below it"));
            }
        }
    }
    let listed = floors.iter().flatten().flatten();
    faults.extend(
        listed.filter(|room| !imports.contains_key(*room)).map(|room| format!("there is no room `{room}`")),
    );
    assert!(imports.len() > 20 && faults.is_empty(), "{} rooms\n{}", imports.len(), faults.join("\n"));
}
