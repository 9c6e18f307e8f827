//! The icons and the card as PNG, drawn from their SVG by Chromium: for what takes no SVG. They are committed.

use std::fs;

use anyhow::{Context, Result};
use xtask::webdriver::Session;

use super::files::CARD;
use crate::server::Server;
use crate::{project, report, setup};

/// What is drawn, from what, at which size.
const PICTURES: [(&str, &str, u32, u32); 5] = [
    ("icon-192.png", "icon.svg", 192, 192),
    ("icon-512.png", "icon.svg", 512, 512),
    ("icon-maskable-512.png", "icon-full.svg", 512, 512),
    ("apple-touch-icon.png", "icon-full.svg", 180, 180),
    (CARD, "card.svg", 1200, 630),
];

/// Draws all of them.
pub(crate) fn draw() -> Result<()> {
    let browser = setup::for_browser()?;
    let folder = project::root().join("assets");
    let server = Server::start(folder.clone(), "/", 0)?;
    let driver = browser.start_driver()?;
    let session = Session::start(&driver.address, &browser.capabilities())?;
    session.clear_background()?;
    for (name, source, width, height) in PICTURES {
        session.resize(width, height, false)?;
        session.open(&format!("{}{source}", server.address()))?;
        let file = folder.join(name);
        fs::write(&file, session.screenshot()?)
            .with_context(|| format!("cannot write {}", file.display()))?;
        report::step(&format!("drew {}", file.display()));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::PICTURES;
    use crate::project;

    /// Width and height stand at bytes 16 to 23 of a PNG.
    #[test]
    fn each_picture_is_there_in_its_size() {
        for (name, _, width, height) in PICTURES {
            let bytes = fs::read(project::root().join("assets").join(name)).unwrap_or_default();
            let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
            assert_eq!(bytes.get(16..24), Some(size.as_slice()), "`cargo xtask pictures` draws {name}");
        }
    }

    #[test]
    fn the_manifest_names_icons_that_are_there() -> anyhow::Result<()> {
        let folder = project::root().join("assets");
        let manifest: serde_json::Value =
            serde_json::from_slice(&fs::read(folder.join("manifest.webmanifest"))?)?;
        let icons = manifest.get("icons").and_then(|icons| icons.as_array()).cloned().unwrap_or_default();
        assert_eq!(icons.len(), 4);
        for icon in icons {
            let name = icon.get("src").and_then(|name| name.as_str()).unwrap_or_default();
            assert!(folder.join(name).is_file(), "{name}");
        }
        Ok(())
    }
}
