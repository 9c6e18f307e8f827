//! A picture of the built page, at any size, light or dark.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result};
use xtask::webdriver::Session;

use crate::args::Shot;
use crate::server::Server;
use crate::{page, project, report, setup};

/// Builds the page, opens it and writes what it shows.
pub(crate) fn take(shot: &Shot) -> Result<()> {
    page::build(&setup::for_page()?)?;
    let browser = setup::for_browser()?;
    let server = Server::start(project::dist(), "/", 0)?;
    let driver = browser.start_driver()?;
    let session = Session::start(&driver.address, &browser.capabilities())?;
    session.resize(shot.width, shot.height, shot.width < 600)?;
    session.prefer_dark(shot.dark)?;
    session.open(&server.address())?;
    session.wait_for("main[data-ready]", Duration::from_secs(20))?;
    // What was changed last is painted by the second frame.
    session.run_async("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")?;
    let file = project::root().join(&shot.out);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(&file, session.screenshot()?).with_context(|| format!("cannot write {}", file.display()))?;
    report::step(&format!("wrote {}", file.display()));
    Ok(())
}
