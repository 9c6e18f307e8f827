//! How long what people wait for takes: the command line as a whole process, and a keystroke on the built page.

use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use xtask::webdriver::Session;

use crate::server::Server;
use crate::{page, process, project, report, setup};

/// As often is a command run, and a key pressed.
const TIMES: usize = 25;

/// The stack that a command is timed on.
const STACK: &str = "data/stacks/gp-bikes-production.yaml";

/// Types another number into the first driver, so often, and answers how long each time took in milliseconds: from the event
/// until the page is other and its lay-out is worked out. What typing leads to is done when the microtasks are.
const KEYSTROKES: &str = "
    const [done] = arguments;
    const field = document.querySelector('input[id^=driver-]');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const start = parseInt(field.value.replace(/[^0-9]/g, '')) || 1000;
    const turn = () => new Promise(resolve => setTimeout(resolve));
    (async () => {
        const took = [];
        for (let at = 0; at < TIMES; at++) {
            await turn();
            const begun = performance.now();
            let changed;
            const other = new Promise(resolve => { changed = resolve; });
            const watch = new MutationObserver(() => changed(performance.now()));
            watch.observe(document.querySelector('main'),
                { subtree: true, childList: true, characterData: true, attributes: true });
            set.call(field, String(start + 1 + at));
            field.dispatchEvent(new Event('input', { bubbles: true }));
            const is = await Promise.race([other.then(() => true), turn().then(() => false)]);
            document.body.getBoundingClientRect();
            // A number that changes nothing on the page was not taken.
            took.push(is ? performance.now() - begun : null);
            watch.disconnect();
        }
        done(took);
    })();";

/// Prints a row for the process and one for each preset: `name ns multiple-of-a-true`, and `name ns`.
pub(crate) fn bench() -> Result<()> {
    command()?;
    keystrokes()
}

/// A run of the command line from start to end, beside a process that does nothing.
fn command() -> Result<()> {
    process::run(process::cargo().args(["build", "--quiet", "--release", "--package", "planner-cli"]))?;
    let binary = project::target().join("release").join("headroom");
    ensure!(binary.exists(), "the command line was not built at {}", binary.display());
    let empty = fastest(|| std::process::Command::new("true"))?;
    let time = fastest(|| {
        let mut headroom = std::process::Command::new(&binary);
        headroom.args(["project", STACK, "--months", "12"]).current_dir(project::root());
        headroom
    })?;
    row("process_project_12", time, &format!(" {:.1}", time.as_secs_f64() / empty.as_secs_f64()));
    Ok(())
}

fn fastest(command: impl Fn() -> std::process::Command) -> Result<Duration> {
    let mut fastest = Duration::MAX;
    for _ in 0..TIMES {
        let mut command = command();
        let begun = Instant::now();
        let status = command.stdout(Stdio::null()).status().context("a command does not start")?;
        ensure!(status.success(), "{command:?} failed");
        fastest = fastest.min(begun.elapsed());
    }
    Ok(fastest)
}

/// The median keystroke in each preset of the built page.
fn keystrokes() -> Result<()> {
    page::build(&setup::for_page()?)?;
    let browser = setup::for_browser()?;
    let server = Server::start(project::dist(), "/", 0)?;
    let driver = browser.start_driver()?;
    let session = Session::start(&driver.address, &browser.capabilities())?;
    session.resize(1440, 900, false)?;
    session.open(&server.address())?;
    session.wait_for("main[data-ready]", Duration::from_secs(20))?;
    let presets =
        session.run("return [...document.querySelectorAll('#preset option')].map(one => one.value)")?;
    for preset in presets.as_array().context("the page has no presets")? {
        let preset = preset.as_str().context("a preset has no name")?;
        choose(&session, preset)?;
        if session.run("return !document.querySelector('input[id^=driver-]')")? == Value::Bool(true) {
            report::line(&format!("page_{preset} has no driver to type into"));
            continue;
        }
        let took = session.run_async(&KEYSTROKES.replace("TIMES", &TIMES.to_string()))?;
        let took = took.as_array().with_context(|| format!("{preset}: nothing was timed"))?;
        let mut took: Vec<f64> = took.iter().filter_map(Value::as_f64).collect();
        ensure!(took.len() == TIMES, "{preset}: only {} of {TIMES} numbers changed the page", took.len());
        took.sort_by(f64::total_cmp);
        let median = *took.get(took.len() / 2).with_context(|| format!("{preset}: nothing was timed"))?;
        row(&format!("page_{preset}"), Duration::from_secs_f64(median / 1_000.0), "");
    }
    Ok(())
}

fn choose(session: &Session, preset: &str) -> Result<()> {
    let script = format!(
        "const list = document.querySelector('#preset');
         list.value = {};
         list.dispatchEvent(new Event('change', {{ bubbles: true }}));
         setTimeout(arguments[0], 300);",
        Value::from(preset)
    );
    session.run_async(&script).map(|_| ())
}

fn row(name: &str, time: Duration, multiple: &str) {
    report::line(&format!("{name} {}{multiple}", time.as_nanos()));
}
