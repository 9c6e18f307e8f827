//! Debian's packages: whether they are there, and installing them as root.

use std::fs;
use std::sync::Once;

use anyhow::{Context, Result, bail};

use crate::{process, report};

/// Package lists are fetched once a run.
static UPDATED: Once = Once::new();

/// Whether this is Debian, or a system made from it.
pub(crate) fn is_debian() -> bool {
    fs::read_to_string("/etc/os-release").is_ok_and(|text| says_debian(&text))
}

fn says_debian(os_release: &str) -> bool {
    os_release.lines().any(|line| {
        let (key, value) = line.split_once('=').unwrap_or_default();
        let mut words = value.trim_matches('"').split_whitespace();
        matches!(key, "ID" | "ID_LIKE") && words.any(|word| word == "debian")
    })
}

/// Whether all of these packages are installed.
pub(crate) fn installed(packages: &[&str]) -> bool {
    let mut query = process::command("dpkg-query");
    query.args(["--show", "--showformat=${db:Status-Status}\n"]).args(packages);
    process::output(&mut query).is_some_and(|text| text.lines().all(|line| line == "installed"))
}

/// The command that a person would type.
pub(crate) fn advice(packages: &[&str]) -> String {
    let packages = packages.join(" ");
    format!("sudo apt-get update && sudo apt-get install -y --no-install-recommends {packages}")
}

/// Installs packages where we may, and otherwise says how.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    if !process::is_root() {
        bail!("installing {} takes root; run\n  {}", packages.join(" "), advice(packages));
    }
    report::step(&format!("installing Debian's {}", packages.join(" ")));
    UPDATED.call_once(|| {
        // A mirror that does not answer may be one of several: let the installation decide.
        if let Err(error) = process::run(process::command("apt-get").args(["update", "-q"])) {
            report::step(&format!("{error:#}; going on with the package lists that are here"));
        }
    });
    let mut install = process::command("apt-get");
    install.args(["install", "-q", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300"]);
    install.args(packages).env("DEBIAN_FRONTEND", "noninteractive");
    process::run(&mut install).with_context(|| format!("apt has no {}", packages.join(" ")))
}

#[cfg(test)]
mod tests {
    use super::says_debian;

    #[test]
    fn debian_and_its_children_are_known() {
        assert!(says_debian("NAME=\"Debian GNU/Linux\"\nID=debian\n"));
        assert!(says_debian("ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n"));
        assert!(!says_debian("ID=fedora\nHOME_URL=\"https://debian.example\"\n"));
    }
}
