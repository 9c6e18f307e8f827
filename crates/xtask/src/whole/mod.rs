//! How long what people wait for takes: the command line as a whole process, and the built page in Chromium.
//!
//! - `process`: a run of the command line, beside one that does nothing;
//! - `strokes`: keys typed into each preset;
//! - `loads`: the page opened, on this machine and as on a slow phone; `large`: stacks of a thousand parts.
//!
//! Each row of the page is `name milliseconds multiple`, the multiple of a yardstick that the same page runs: machines are
//! shared, and what else they do moves both.

mod large;
mod loads;
mod process;
mod strokes;

use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use xtask::webdriver::Session;

use crate::browser::Browser;
use crate::server::Server;
use crate::{page, project, report, setup};

/// Longer than anything here should take.
const PATIENCE: Duration = Duration::from_mins(1);

/// A sum that every page works out alike, the fastest of some times, in milliseconds.
const YARDSTICK: &str = "
    const once = () => {
        const begun = performance.now();
        let sum = 1;
        for (let at = 0; at < 4000000; at++) sum = Math.imul(sum ^ at, 16777619);
        return [performance.now() - begun, sum];
    };
    let fastest = Infinity;
    for (let time = 0; time < 40; time++) fastest = Math.min(fastest, once()[0]);
    return fastest;";

/// What is timed, by the words that ask for it.
const PARTS: [&str; 4] = ["process", "strokes", "large", "loads"];

/// Prints the rows of some parts; of all where none is named.
pub(crate) fn bench(parts: &[String]) -> Result<()> {
    if let Some(other) = parts.iter().find(|part| !PARTS.contains(&part.as_str())) {
        bail!("`bench --page` times {}, not `{other}`", PARTS.join(", "));
    }
    let wants = |part: &str| parts.is_empty() || parts.iter().any(|wanted| wanted == part);
    if wants("process") {
        process::bench()?;
    }
    page::build(&setup::for_page()?)?;
    let bench = Bench { browser: setup::for_browser()?, server: Server::start(project::dist(), "/", 0)? };
    report::line("row, milliseconds, multiple of the yardstick in that page");
    if wants("strokes") {
        strokes::bench(&bench)?;
    }
    if wants("large") {
        large::bench(&bench)?;
    }
    if wants("loads") {
        loads::bench(&bench)?;
    }
    Ok(())
}

/// Where the page is served, and what opens it.
struct Bench {
    browser: Browser,
    server: Server,
}

impl Bench {
    /// A browser with a page just opened, on a desktop.
    fn visit<T>(&self, then: impl FnOnce(&Session) -> Result<T>) -> Result<T> {
        let driver = self.browser.start_driver()?;
        let session = Session::start(&driver.address, &self.browser.capabilities())?;
        session.resize(1440, 900, false)?;
        session.open(&self.server.address())?;
        session.wait_for("main[data-ready]", PATIENCE)?;
        then(&session)
    }
}

/// How long the yardstick takes in a page.
fn yardstick(session: &Session) -> Result<f64> {
    session.run(YARDSTICK)?.as_f64().context("the yardstick told no time")
}

fn row(name: &str, milliseconds: f64, yardstick: f64) {
    report::line(&format!("{name} {milliseconds:.1} {:.1}", milliseconds / yardstick));
}

/// The time that a share of all were within: 0.5 is the median.
fn within(times: &[f64], share: f64) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    let below = |at: usize| share <= ratio(at.saturating_add(1), times.len());
    let at = (0..times.len()).find(|at| below(*at));
    at.and_then(|at| times.get(at)).copied().unwrap_or_default()
}

fn ratio(part: usize, of: usize) -> f64 {
    let number = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    number(part) / number(of)
}

fn number(value: &Value, key: &str) -> Result<f64> {
    value.get(key).and_then(Value::as_f64).with_context(|| format!("the page told no `{key}`: {value}"))
}

#[cfg(test)]
mod tests {
    use super::within;

    #[test]
    fn a_share_of_the_times_is_within() {
        let times: Vec<f64> = (1..=20).rev().map(f64::from).collect();
        for (share, wanted) in [(0.0, 1.0), (0.5, 10.0), (0.95, 19.0), (1.0, 20.0)] {
            assert!((within(&times, share) - wanted).abs() < 1e-9, "{share}: {}", within(&times, share));
        }
        assert!(within(&[], 0.5).abs() < 1e-9);
    }
}
