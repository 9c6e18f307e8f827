//! `docs/design.md` with its pictures: every component of the page in every state, drawn by Chromium. They are committed.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;
use xtask::webdriver::Session;

use super::{files, modules};
use crate::server::Server;
use crate::{png, process, project, report, setup};

/// What places the components on the gallery's page, behind the page's own styles.
const STYLE: &str = "crates/planner-web/style/gallery.css";

/// The groups: name, width, and whether there is a dark picture too.
const GROUPS: &str =
    "return [...document.querySelectorAll('.board')].map(b => [b.id, b.dataset.width, 'dark' in b.dataset]);";

/// Enough for a group's first layout; its height is asked for then.
const HEIGHT: u32 = 900;

/// No picture is higher: Chromium draws no more.
const HIGHEST: u64 = 16_000;

/// Writes the document and draws all groups.
pub(crate) fn draw() -> Result<()> {
    let folder = project::target().join("page").join("gallery");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("page.css"), [files::styles()?, files::source(STYLE)?].concat())?;
    let helper = modules::helper()?;
    process::run(process::command(&helper).arg("gallery").arg(folder.join("index.html")))?;
    process::run(process::command(&helper).arg("design").arg(project::root().join("docs/design.md")))?;
    report::step("wrote docs/design.md");

    let pictures = project::root().join("docs/design");
    if pictures.is_dir() {
        fs::remove_dir_all(&pictures)?; // with those of groups that are no more
    }
    fs::create_dir_all(&pictures)?;
    let browser = setup::for_browser()?;
    let server = Server::start(folder, "/", 0)?;
    let driver = browser.start_driver()?;
    let session = Session::start(&driver.address, &browser.capabilities())?;
    session.open(&server.address())?;
    let groups = session.run(GROUPS)?;
    for group in groups.as_array().context("the gallery has no groups")? {
        let text = |at| group.get(at).and_then(Value::as_str).unwrap_or_default();
        let (name, width) = (text(0), text(1).parse().context("a group has no width")?);
        let shades = if group.get(2) == Some(&Value::Bool(true)) { &[false, true][..] } else { &[false] };
        for &dark in shades {
            let file = pictures.join(format!("{name}{}.png", if dark { "-dark" } else { "" }));
            picture(&session, &server.address(), name, (width, dark), &file)?;
        }
    }
    Ok(())
}

/// Draws one group, whole, however high it is.
fn picture(session: &Session, page: &str, name: &str, (width, dark): (u32, bool), file: &Path) -> Result<()> {
    session.prefer_dark(dark)?;
    session.resize(width, HEIGHT, width < 600)?;
    session.open(page)?;
    session.run(&format!("document.querySelectorAll('.board:not(#{name})').forEach(b => b.remove());"))?;
    let height = session.run("return Math.ceil(document.body.getBoundingClientRect().height);")?;
    let height = height.as_u64().filter(|height| *height > 0).context("the group has no height")?;
    session.resize(width, u32::try_from(height.min(HIGHEST))?, width < 600)?;
    // What was changed last is painted by the second frame.
    session.run_async("requestAnimationFrame(() => requestAnimationFrame(arguments[0]))")?;
    let bytes = png::smaller(&session.screenshot()?)?;
    fs::write(file, &bytes).with_context(|| format!("cannot write {}", file.display()))?;
    report::step(&format!("drew {}, {} kB", file.display(), bytes.len() / 1000));
    Ok(())
}
