//! Where things lie in the checkout, and what its lock file says.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The checkout this program was built from.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here)
}

/// Cargo's target folder.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The built page.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// The version that `Cargo.lock` holds of a package.
pub(crate) fn locked_version(package: &str) -> Result<String> {
    let file = root().join("Cargo.lock");
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    version_in(&text, package).with_context(|| format!("Cargo.lock holds no `{package}`"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

/// The members whose manifest asks for `wasm-bindgen-test`: those with tests for the browser.
pub(crate) fn members_with_wasm_tests() -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(root().join("crates"))? {
        let manifest = fs::read_to_string(entry?.path().join("Cargo.toml")).unwrap_or_default();
        if manifest.lines().any(|line| line.starts_with("wasm-bindgen-test")) {
            names.extend(package_name(&manifest));
        }
    }
    names.sort();
    Ok(names)
}

fn package_name(manifest: &str) -> Option<String> {
    let name = manifest.lines().find_map(|line| line.strip_prefix("name = \""))?;
    Some(name.strip_suffix('"')?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{package_name, version_in};

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n\n\
                        [[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.131\"\n";

    #[test]
    fn the_lock_file_is_read_by_the_whole_name() {
        assert_eq!(version_in(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(version_in(LOCK, "wasm-bindgen-macro").as_deref(), Some("0.2.131"));
        assert_eq!(version_in(LOCK, "wasm"), None);
    }

    #[test]
    fn a_member_is_known_by_its_package_name() {
        assert_eq!(package_name("[package]\nname = \"planner-web\"\n").as_deref(), Some("planner-web"));
    }
}
