//! The release page: built by Trunk into `dist/`, held against its promises, served.

use std::fs;

use anyhow::{Context, Result};

use crate::server::Server;
use crate::setup::Toolchain;
use crate::{policy, prices, process, project, report, size, wasm};

/// Builds the page; fails if it breaks its content security policy or its size budget.
pub(crate) fn build(tools: &Toolchain) -> Result<()> {
    report::step("building the page");
    prices::write()?;
    process::run(tools.small_trunk()?.args(["build", "--release"]))?;
    wasm::strip_all(&project::dist())?;
    let file = project::dist().join("index.html");
    let html = fs::read_to_string(&file).with_context(|| format!("Trunk wrote no {}", file.display()))?;
    policy::check(&html).context("dist/index.html breaks the page's content security policy")?;
    size::check(&project::dist())
}

/// Builds the page once and serves it until stopped.
pub(crate) fn serve(tools: &Toolchain, port: u16) -> Result<()> {
    // First the port, so that one in use is known before the build.
    let server =
        Server::start(project::dist(), port).context("is the port in use? choose another by --port")?;
    build(tools)?;
    report::step(&format!("Headroom is at {} (Ctrl-C ends it)", server.address()));
    server.wait();
    Ok(())
}

/// Builds a debug page at every change and serves it until stopped.
pub(crate) fn watch(tools: &Toolchain, port: u16) -> Result<()> {
    report::step("building at every change; the policy allows no reload script, so reload the page yourself");
    prices::write()?;
    process::run(tools.trunk()?.args(["serve", "--address", "127.0.0.1", "--port", &port.to_string()]))
}
