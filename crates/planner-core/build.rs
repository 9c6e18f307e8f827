//! Lists the price files of `data/pricing` and the profiles of `data/profiles`, so that a new one is a file and nothing
//! else.

#![expect(
    clippy::disallowed_methods,
    reason = "cargo tells a build script where it is through the environment"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=data/pricing");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("data/pricing");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?).join("bundled.rs");
    let mut code = String::from("pub(super) const FILES: &[(&str, &str)] = &[\n");
    for provider in sorted(&root)? {
        if !provider.is_dir() {
            continue;
        }
        println!("cargo::rerun-if-changed={}", provider.display());
        for file in sorted(&provider)? {
            if file.extension().is_some_and(|extension| extension == "json") {
                let name = format!("{}/{}", name(&provider), name(&file));
                let path = file.canonicalize()?;
                let path =
                    path.to_str().ok_or_else(|| io::Error::other("a price file's path is not UTF-8"))?;
                writeln!(code, "    ({name:?}, include_str!({path:?})),").map_err(io::Error::other)?;
            }
        }
    }
    code.push_str("];\n");
    fs::write(out, code)?;
    profiles()
}

fn profiles() -> io::Result<()> {
    println!("cargo::rerun-if-changed=data/profiles");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?).join("data/profiles");
    let out = PathBuf::from(env::var("OUT_DIR").map_err(io::Error::other)?).join("profiles.rs");
    let mut code = String::from("pub(super) const FILES: &[(&str, &str)] = &[\n");
    for file in sorted(&root)? {
        let path = file.canonicalize()?;
        let path = path.to_str().ok_or_else(|| io::Error::other("a profile's path is not UTF-8"))?;
        let name = name(&file);
        if let Some(client) = name.strip_suffix(".json") {
            println!("cargo::rerun-if-changed={path}");
            writeln!(code, "    ({client:?}, include_str!({path:?})),").map_err(io::Error::other)?;
        }
    }
    code.push_str("];\n");
    fs::write(out, code)
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
