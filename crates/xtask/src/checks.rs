//! The test and CI runs: which commands, in which order.

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
    let tools = setup::for_page()?;
    let browser = setup::for_browser()?;
    stage("native tests", process::cargo().args(["test", "--workspace"]))?;
    in_browser(&tools, &browser)?;
    page::build(&tools)?;
    end_to_end(&browser)?;
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
        .env("CHROMEDRIVER", &browser.driver);
    stage("tests in the browser", &mut tests)
}

/// The built page in a real browser, as a visitor meets it.
fn end_to_end(browser: &Browser) -> Result<()> {
    let server = Server::start(project::dist(), 0)?;
    let driver = browser.start_driver()?;
    let mut tests = process::cargo();
    // The whole workspace, so that what is built already fits; of it this one test.
    tests
        .args(["test", "--workspace", "--features", "headroom-tests/browser", "--test", "browser"])
        .args(["--", "--nocapture", "--test-threads=1"])
        .env("RUST_LIB_BACKTRACE", "0") // a failed check says what it saw
        .env("HEADROOM_PAGE", server.address())
        .env("HEADROOM_WEBDRIVER", &driver.address)
        .env("HEADROOM_CAPABILITIES", browser.capabilities_file()?);
    stage("end-to-end test", &mut tests)
}

fn stage(name: &str, command: &mut Command) -> Result<()> {
    report::step(&format!("{name}: {}", process::words(command)));
    let start = Instant::now();
    process::run(command)?;
    report::step(&format!("{name} passed in {} s", start.elapsed().as_secs()));
    Ok(())
}
