//! A blocking webdriver client with the few commands this project needs.
//!
//! It speaks to a driver on this machine over plain HTTP. About 200 lines in place of the 85 crates that an
//! asynchronous client brings.
#![expect(clippy::missing_errors_doc, reason = "every call fails alike: the driver refused, or is gone")]

mod http;

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

/// The key under which a driver hands out an element's id.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// One browser, with a profile of its own, closed when dropped.
#[derive(Debug)]
pub struct Session {
    driver: String,
    path: String,
    /// Whether it is Firefox, which knows none of Chromium's own commands.
    firefox: bool,
}

/// An element of the page that is open.
#[derive(Debug)]
pub struct Element<'a> {
    session: &'a Session,
    path: String,
}

/// One line of the browser's console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// The text, after the file and place it came from.
    pub message: String,
}

impl Session {
    /// Starts a browser at `driver`, an address such as `127.0.0.1:9515`.
    pub fn start(driver: &str, capabilities: &Value) -> Result<Self> {
        let body = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let value =
            http::call(driver, "POST", "/session", Some(&body)).context("the browser did not start")?;
        let id = value.get("sessionId").and_then(Value::as_str).context("the driver gave no session id")?;
        let firefox = capabilities.get("moz:firefoxOptions").is_some();
        Ok(Self { driver: driver.to_owned(), path: format!("/session/{id}"), firefox })
    }

    /// Opens an address and waits until it has loaded.
    pub fn open(&self, url: &str) -> Result<()> {
        self.post("url", &json!({ "url": url })).map(drop)
    }

    /// Makes the page `width` by `height` CSS pixels, however small; `phone` adds touch and a phone's viewport. Firefox knows no
    /// phone, and makes its window so large.
    pub fn resize(&self, width: u32, height: u32, phone: bool) -> Result<()> {
        if self.firefox {
            return self.post("window/rect", &json!({ "width": width, "height": height })).map(drop);
        }
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 0, "mobile": phone });
        self.devtools("Emulation.setDeviceMetricsOverride", &metrics).map(drop)
    }

    /// Shows the page as to somebody who prefers a dark screen, or a light one.
    pub fn prefer_dark(&self, dark: bool) -> Result<()> {
        let value = if dark { "dark" } else { "light" };
        let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": value }] });
        self.devtools("Emulation.setEmulatedMedia", &media).map(drop)
    }

    /// Loads the page again, as a visitor does: Firefox's driver by itself would go around what the browser keeps.
    pub fn reload(&self) -> Result<()> {
        self.run("document.documentElement.toggleAttribute('data-left', true); location.reload();")?;
        self.wait_for("html:not([data-left])", Duration::from_secs(20)).map(drop)
    }

    /// The first element that a CSS selector matches.
    pub fn find(&self, css: &str) -> Result<Element<'_>> {
        let value = self.post("element", &json!({ "using": "css selector", "value": css }))?;
        let id = value.get(ELEMENT).and_then(Value::as_str);
        let id = id.with_context(|| format!("nothing on the page matches `{css}`"))?;
        Ok(Element { session: self, path: format!("element/{id}") })
    }

    /// Waits until a CSS selector matches.
    pub fn wait_for(&self, css: &str, limit: Duration) -> Result<Element<'_>> {
        let end = Instant::now() + limit;
        loop {
            match self.find(css) {
                Ok(element) => return Ok(element),
                Err(error) if Instant::now() > end => {
                    return Err(error.context(format!("no `{css}` within {} s", limit.as_secs())));
                }
                Err(_) => thread::sleep(Duration::from_millis(50)),
            }
        }
    }

    /// What a script returns, as JSON.
    pub fn run(&self, script: &str) -> Result<Value> {
        self.post("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// What a script passes to its callback, which is its last argument.
    pub fn run_async(&self, script: &str) -> Result<Value> {
        self.post("execute/async", &json!({ "script": script, "args": [] }))
    }

    /// Leaves the page's background clear where it paints none, for pictures.
    pub fn clear_background(&self) -> Result<()> {
        let clear = json!({ "color": { "r": 0, "g": 0, "b": 0, "a": 0 } });
        self.devtools("Emulation.setDefaultBackgroundColorOverride", &clear).map(drop)
    }

    /// The console's lines since the last call. Firefox's driver tells none.
    pub fn console(&self) -> Result<Vec<LogLine>> {
        if self.firefox {
            return Ok(Vec::new());
        }
        let lines = self.post("se/log", &json!({ "type": "browser" }))?;
        let text = |line: &Value, key| line.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let lines = lines.as_array().context("the console is no list")?;
        Ok(lines.iter().map(|l| LogLine { level: text(l, "level"), message: text(l, "message") }).collect())
    }

    /// The visible part of the page as a PNG file.
    pub fn screenshot(&self) -> Result<Vec<u8>> {
        let value = http::call(&self.driver, "GET", &format!("{}/screenshot", self.path), None)?;
        let text = value.as_str().context("the driver sent no picture")?;
        STANDARD.decode(text).context("the picture is not base64")
    }

    /// Runs one of Chromium's own commands, such as `Performance.getMetrics`, and answers what it tells.
    pub fn devtools(&self, command: &str, params: &Value) -> Result<Value> {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": params }))
    }

    fn post(&self, command: &str, body: &Value) -> Result<Value> {
        http::call(&self.driver, "POST", &format!("{}/{command}", self.path), Some(body))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // A browser that is gone already needs no closing.
        let _ = http::call(&self.driver, "DELETE", &self.path, None);
    }
}

impl Element<'_> {
    /// The text a reader sees.
    pub fn text(&self) -> Result<String> {
        let path = format!("{}/{}/text", self.session.path, self.path);
        let value = http::call(&self.session.driver, "GET", &path, None)?;
        value.as_str().map(str::to_owned).context("the driver sent no text")
    }

    /// Clicks it.
    pub fn click(&self) -> Result<()> {
        self.post("click", &json!({}))
    }

    /// Presses keys in it, one after the other.
    pub fn press(&self, keys: &str) -> Result<()> {
        self.post("value", &json!({ "text": keys }))
    }

    /// Replaces a field's text as a person does: select all, then type.
    pub fn retype(&self, text: &str) -> Result<()> {
        if text.is_empty() {
            bail!("nothing to type");
        }
        if self.session.firefox {
            self.post("clear", &json!({}))?; // without a window it knows no key for all of a text
            return self.press(text);
        }
        let all = if cfg!(target_os = "macos") { "\u{E03D}a\u{E000}" } else { "\u{E009}a\u{E000}" };
        self.press(&format!("{all}{text}"))
    }

    fn post(&self, command: &str, body: &Value) -> Result<()> {
        self.session.post(&format!("{}/{command}", self.path), body).map(drop)
    }
}
