//! The page: its Wasm built and bound, its files laid out in `dist/`, held against its promises, served.

mod files;
pub(crate) mod gallery;
mod modules;
pub(crate) mod pictures;
mod policy;
mod prices;
mod size;
mod wasm;
mod watch;

use std::fs;
use std::time::Instant;

use anyhow::{Context, Result};

pub(crate) use files::is_hashed;
use modules::Style;
pub(crate) use watch::watch;

use crate::server::Server;
use crate::setup::Toolchain;
use crate::{project, report};

/// Builds the page that people download; fails if it breaks its content security policy or its size budget.
pub(crate) fn build(tools: &Toolchain) -> Result<()> {
    build_as(tools, Style::Small)?;
    let file = project::dist().join("index.html");
    let html = fs::read_to_string(&file).with_context(|| format!("there is no {}", file.display()))?;
    policy::check(&html).context("dist/index.html breaks the page's content security policy")?;
    size::check(&project::dist())
}

fn build_as(tools: &Toolchain, style: Style) -> Result<()> {
    let start = Instant::now();
    let parts = modules::build(tools, style)?;
    let version = files::lay_out(&parts, style)?;
    let seconds = start.elapsed().as_secs();
    report::step(&format!("the page is in dist/, version {version}, after {seconds} s"));
    Ok(())
}

/// Builds the page once and serves it until stopped.
pub(crate) fn serve(tools: &Toolchain, port: u16) -> Result<()> {
    // First the port, so that one in use is known before the build.
    let server = Server::start(project::dist(), "/", port).context(PORT)?;
    build(tools)?;
    report::step(&format!("Headroom is at {} (Ctrl-C ends it)", server.address()));
    server.wait();
    Ok(())
}

/// What helps where a port is taken.
const PORT: &str = "is the port in use? choose another by --port";
