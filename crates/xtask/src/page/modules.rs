//! The page's Wasm modules: built by cargo, bound to JavaScript, stripped.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Child;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use super::{prices, wasm};
use crate::setup::Toolchain;
use crate::{process, project, report};

/// What becomes `NAME.js` and `NAME_bg.wasm`.
pub(super) struct Module {
    package: &'static str,
    pub(super) name: &'static str,
    /// The program of the package that it is; none where it is the package's library (`cdylib`).
    program: Option<&'static str>,
}

/// The page's own thread, the worker that it begins at once, and what the worker fetches when it is first wanted, by
/// `headroomModule(NAME)` of `worker.js`. A crate that is not there is left out.
const MODULES: [Module; 3] = [
    Module { package: "planner-web", name: "page", program: Some("planner-web") },
    Module { package: "planner-web", name: "desk", program: Some("desk") },
    Module { package: "planner-yaml", name: "yaml", program: None },
];

/// How the page is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// As people download it: as small as it gets.
    Small,
    /// As quickly as it builds.
    Quick,
}

impl Style {
    /// A cargo profile. The quick one is that of the helper below, so that what both run while they compile is built once.
    const fn profile(self) -> &'static str {
        match self {
            Self::Small => "web",
            Self::Quick => "once",
        }
    }
}

/// The packages that the modules are of, each built at once.
const PACKAGES: [&str; 2] = ["planner-web", "planner-yaml"];

const TARGET: &str = "wasm32-unknown-unknown";

/// The modules that this checkout has.
pub(super) fn modules() -> impl Iterator<Item = &'static Module> {
    MODULES.iter().filter(|module| project::root().join("crates").join(module.package).is_dir())
}

/// Builds all modules and the shell's text; answers the folder that holds them, with the price books.
pub(super) fn build(tools: &Toolchain, style: Style) -> Result<PathBuf> {
    let folder = project::target().join("page").join("parts");
    if folder.is_dir() {
        fs::remove_dir_all(&folder).with_context(|| format!("cannot empty {}", folder.display()))?;
    }
    fs::create_dir_all(&folder)?;
    prices::write(&folder)?;
    // While the page's last step keeps one core busy, the other one builds this.
    let helper = Helper::start()?;
    for package in PACKAGES {
        cargo(tools, style, package)?;
    }
    let helper = helper.finish()?;
    for module in modules() {
        let mut bind = process::command(&helper);
        bind.arg("bindings").arg(module.wasm(style)).arg(module.name).arg(&folder);
        process::run(&mut bind)?;
    }
    wasm::strip_all(&folder)?;
    process::run(process::command(&helper).arg("shell").arg(folder.join("shell.html")))?;
    Ok(folder)
}

fn cargo(tools: &Toolchain, style: Style, package: &str) -> Result<()> {
    let modules: Vec<&Module> = modules().filter(|module| module.package == package).collect();
    if modules.is_empty() {
        return Ok(());
    }
    let (mut build, takes) = match style {
        Style::Small => (tools.small_cargo()?, "2 to 3 minutes the first time, about one after a change"),
        Style::Quick => (tools.cargo()?, "1 to 2 minutes the first time, some seconds after a change"),
    };
    report::step(&format!("building {package} for the browser: {takes}, on two cores"));
    let start = Instant::now();
    build.args(["build", "--target", TARGET, "--package", package, "--no-default-features"]);
    build.args(["--profile", style.profile()]);
    for module in modules {
        match module.program {
            Some(program) => build.args(["--bin", program]),
            None => build.arg("--lib"),
        };
    }
    process::run(&mut build)?;
    report::step(&format!("{package} built in {} s", start.elapsed().as_secs()));
    Ok(())
}

impl Module {
    /// Whether it is fetched when it is first wanted.
    pub(super) const fn is_later(&self) -> bool {
        self.program.is_none()
    }

    /// What cargo made of it.
    fn wasm(&self, style: Style) -> PathBuf {
        let file = self.program.map_or_else(|| self.package.replace('-', "_"), str::to_owned);
        project::target().join(TARGET).join(style.profile()).join(file).with_extension("wasm")
    }
}

/// The program of `xtask-page`, for who needs nothing else of the page.
pub(super) fn helper() -> Result<PathBuf> {
    Helper::start()?.finish()
}

/// The crate `xtask-page`, which binds modules and writes the shell.
struct Helper {
    cargo: Child,
    start: Instant,
}

impl Helper {
    /// Begins to build it, quick to compile before quick to run.
    fn start() -> Result<Self> {
        report::step(
            "building what binds the page's Wasm and writes its shell: about a minute the first time",
        );
        let mut build = process::cargo();
        build.args([
            "build",
            "--quiet",
            "--profile",
            "once",
            "--package",
            "xtask-page",
            "--features",
            "page",
        ]);
        Ok(Self { cargo: build.spawn().context("cargo does not start")?, start: Instant::now() })
    }

    /// Waits until it is there.
    fn finish(mut self) -> Result<PathBuf> {
        let status = self.cargo.wait()?;
        if !status.success() {
            bail!("what binds the page's Wasm does not build ({status})");
        }
        report::step(&format!("bindings and shell are ready after {} s", self.start.elapsed().as_secs()));
        let name = Path::new("once").join(format!("xtask-page{}", std::env::consts::EXE_SUFFIX));
        Ok(project::target().join(name))
    }
}

impl Drop for Helper {
    fn drop(&mut self) {
        // Where the Wasm did not build, nobody waits for this; it fails only if it has ended.
        let _ = self.cargo.kill();
        let _ = self.cargo.wait();
    }
}

#[cfg(test)]
mod tests {
    use super::{MODULES, Style, modules};

    #[test]
    fn cargo_names_a_library_by_underscores() {
        let ends = |at: usize, end: &str| {
            let file = MODULES.get(at).map(|module| module.wasm(Style::Small)).unwrap_or_default();
            assert!(file.ends_with(end), "{}", file.display());
        };
        ends(0, "web/planner-web.wasm");
        ends(1, "web/desk.wasm");
        ends(2, "web/planner_yaml.wasm");
    }

    #[test]
    fn the_page_itself_is_always_there() {
        assert_eq!(modules().next().map(|module| module.name), Some("page"));
    }
}
