//! Chromium and Firefox through their drivers: the flags, and the driver's process.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};

use crate::{process, project};

/// A browser and its driver.
pub(crate) enum Browser {
    /// Chromium, or Chrome, with the driver of its version.
    Chromium { browser: PathBuf, driver: PathBuf },
    /// Firefox.
    Firefox { browser: PathBuf, driver: PathBuf },
}

impl Browser {
    pub(crate) const fn name(&self) -> &'static str {
        match self {
            Self::Chromium { .. } => "Chromium",
            Self::Firefox { .. } => "Firefox",
        }
    }

    /// The program that starts sessions.
    pub(crate) fn driver(&self) -> &Path {
        match self {
            Self::Chromium { driver, .. } | Self::Firefox { driver, .. } => driver,
        }
    }

    /// What a session asks for: no window, no network of its own, the console's lines kept.
    pub(crate) fn capabilities(&self) -> Value {
        match self {
            Self::Chromium { browser, .. } => chromium(browser),
            Self::Firefox { browser, .. } => firefox(browser),
        }
    }

    /// The same in a file, for tests that start their own session.
    pub(crate) fn capabilities_file(&self) -> Result<PathBuf> {
        let file = project::target().join(format!("{}.json", self.name().to_lowercase()));
        fs::create_dir_all(project::target())?;
        fs::write(&file, self.capabilities().to_string())
            .with_context(|| format!("cannot write {}", file.display()))?;
        Ok(file)
    }

    /// Starts the driver on a free port.
    pub(crate) fn start_driver(&self) -> Result<Driver> {
        let mut command = process::command(self.driver());
        if let Self::Firefox { .. } = self {
            // Of several ports that it opens this one is told; the other one is for the browser to find by itself.
            command.args(["--websocket-port", "0"]);
        }
        start(command.arg("--port=0"))
    }
}

fn chromium(browser: &Path) -> Value {
    let mut flags = vec![
        "--headless=new",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
    ];
    if process::is_root() {
        flags.push("--no-sandbox"); // Chromium refuses to sandbox root
    }
    json!({
        // Wherever the machine is, numbers and dates are written alike.
        "goog:chromeOptions": { "binary": browser, "args": flags, "prefs": { "intl.accept_languages": "en-GB" } },
        "goog:loggingPrefs": { "browser": "ALL" },
    })
}

fn firefox(browser: &Path) -> Value {
    json!({ "moz:firefoxOptions": {
        "binary": browser,
        "args": ["-headless"],
        // Looking for updates, portals and experiments is what it does on its own account.
        "prefs": {
            "app.update.disabledForTesting": true,
            "network.captive-portal-service.enabled": false,
            "network.connectivity-service.enabled": false,
            "datareporting.policy.dataSubmissionEnabled": false,
            "intl.accept_languages": "en-GB",
        },
    } })
}

fn start(command: &mut Command) -> Result<Driver> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = command.spawn().context("the browser's driver does not start")?;
    let output = child.stdout.take().context("the driver has no output")?;
    let mut driver = Driver { child, address: String::new() };
    let (tell, told) = mpsc::channel();
    // The thread reads on to the end, so that the driver never waits for a full pipe.
    thread::spawn(move || {
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            if let Some(port) = port_in(&line) {
                let _ = tell.send(port);
            }
        }
    });
    match told.recv_timeout(Duration::from_secs(30)) {
        Ok(port) => driver.address = format!("127.0.0.1:{port}"),
        Err(_) => bail!("the driver named no port within 30 s"),
    }
    Ok(driver)
}

/// The driver's process, ended when dropped.
pub(crate) struct Driver {
    child: Child,
    pub(crate) address: String,
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Fails only if it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn port_in(line: &str) -> Option<u16> {
    let chromium = line.split_once("started successfully on port ");
    let (_, rest) = chromium.or_else(|| line.split_once("Listening on 127.0.0.1:"))?;
    rest.trim_end_matches('.').parse().ok()
}

#[cfg(test)]
mod tests {
    use super::port_in;

    #[test]
    fn the_driver_tells_its_port() {
        assert_eq!(port_in("ChromeDriver was started successfully on port 39307."), Some(39307));
        assert_eq!(port_in("Starting ChromeDriver 156.0.8078.79 on port 0"), None);
        assert_eq!(port_in("1764516000000\tgeckodriver\tINFO\tListening on 127.0.0.1:41117"), Some(41117));
    }
}
