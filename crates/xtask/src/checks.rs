//! The test and CI runs: which commands, in which order.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::Result;

use crate::browser::Browser;
use crate::server::Server;
use crate::setup::{self, Toolchain};
use crate::{page, process, project, report};

const WASM32: &str = "wasm32-unknown-unknown";

/// All that must pass before a change is merged.
pub(crate) fn ci() -> Result<()> {
    lint()?;
    test()
}

/// Formatting, lints for both targets, links in the documentation that lead nowhere, and the library by itself.
pub(crate) fn lint() -> Result<()> {
    let tools = setup::for_lints()?;
    stage("formatting", process::cargo().args(["fmt", "--all", "--check"]))?;
    let native = ["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"];
    stage("lints", process::cargo().args(native))?;
    let mut wasm = tools.clippy()?;
    for member in project::members_with_wasm_tests()? {
        wasm.args(["--package", &member]);
    }
    wasm.args(["--all-targets", "--target", WASM32, "--", "-D", "warnings"]);
    stage("lints for wasm32", &mut wasm)?;
    let docs = ["doc", "--workspace", "--all-features", "--no-deps", "--quiet"];
    stage("documentation", process::cargo().args(docs).env("RUSTDOCFLAGS", "-D warnings"))?;
    // What the library shows to others, without what is for the crates here alone.
    let face = ["doc", "--package", "planner-core", "--no-deps", "--quiet"];
    stage("documentation of the library", process::cargo().args(face).env("RUSTDOCFLAGS", "-D warnings"))?;
    // It has to build from what it carries alone: books, profiles and licences included.
    let package = ["package", "--package", "planner-core", "--allow-dirty", "--quiet"];
    stage("the library as a package", process::cargo().args(package))
}

/// Every test: native, in the browser, and of the built page.
pub(crate) fn test() -> Result<()> {
    let tools = setup::for_tests()?;
    let (chromium, firefox) = (setup::for_browser()?, setup::for_firefox()?);
    stage("native tests", process::cargo().args(["test", "--workspace"]))?;
    in_browser(&tools, &chromium)?;
    page::build(&tools)?;
    end_to_end(&chromium, "")?;
    end_to_end(&firefox, JOURNEY)?;
    report::step("everything passed");
    Ok(())
}

/// Times the rows that are asked for.
pub(crate) fn bench(words: &[String]) -> Result<()> {
    let rows =
        ["bench", "--quiet", "--package", "planner-core", "--features", "yaml", "--bench", "rows", "--"];
    process::run(process::cargo().args(rows).args(words))
}

/// Wasm tests, each in a page of its own.
fn in_browser(tools: &Toolchain, browser: &Browser) -> Result<()> {
    let mut tests = tools.cargo()?;
    tests.args(["test", "--target", WASM32, "--tests"]);
    for member in project::members_with_wasm_tests()? {
        tests.args(["--package", &member]);
    }
    tests
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser.capabilities_file()?)
        .env("CHROMEDRIVER", browser.driver());
    stage("tests in the browser", &mut tests)
}

/// The built page in a real browser, as a visitor meets it: all tests, or those of a module.
fn end_to_end(browser: &Browser, tests: &str) -> Result<()> {
    // A copy, which tests of updates and of a lost network change; in a folder, as many hosts serve it.
    let site = project::target().join("page").join("site");
    copy(&project::dist(), &site)?;
    let server = Server::start(site.clone(), "/some/folder/", 0)?;
    let driver = browser.start_driver()?;
    let mut command = process::cargo();
    // The whole workspace, so that what is built already fits; of it this one test.
    command
        .args(["test", "--workspace", "--features", "headroom-tests/browser", "--test", "browser"])
        .args(["--", "--nocapture", "--test-threads=1", tests])
        .env("RUST_LIB_BACKTRACE", "0") // a failed check says what it saw
        .env("HEADROOM_PAGE", server.address())
        .env("HEADROOM_SITE", &site)
        .env("HEADROOM_WEBDRIVER", &driver.address)
        .env("HEADROOM_CAPABILITIES", browser.capabilities_file()?);
    stage(&format!("end-to-end test in {}", browser.name()), &mut command)
}

/// The tests that each browser passes; the others use what Chromium's driver alone can do.
const JOURNEY: &str = "journey::";

fn copy(from: &Path, to: &Path) -> Result<()> {
    if to.is_dir() {
        fs::remove_dir_all(to)?;
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        fs::copy(entry.path(), to.join(entry.file_name()))?;
    }
    Ok(())
}

fn stage(name: &str, command: &mut Command) -> Result<()> {
    report::step(&format!("{name}: {}", process::words(command)));
    let start = Instant::now();
    process::run(command)?;
    report::step(&format!("{name} passed in {} s", start.elapsed().as_secs()));
    Ok(())
}
