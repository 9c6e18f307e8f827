//! The page opened for the first time: on this machine, and on a phone four times as slow, on a network of 1.44 Mbit/s
//! with 562 ms to an answer (what browsers call fast 3G).

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use xtask::webdriver::Session;

use super::{Bench, PATIENCE, number, row, within, yardstick};

/// So often is the page opened.
const TIMES: usize = 5;

/// Notes when the app is there, and every task that keeps the page's own thread for 50 ms or more.
const WATCH: &str = "
    globalThis.loaded = { tasks: [] };
    new PerformanceObserver(list => loaded.tasks.push(...list.getEntries().map(one => one.duration)))
        .observe({ type: 'longtask', buffered: true });
    new MutationObserver((_, watch) => {
        if (!document.querySelector('main[data-ready]')) return;
        loaded.ready = performance.now();
        watch.disconnect();
    }).observe(document, { subtree: true, childList: true, attributes: true });";

const TOLD: &str = "
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    const size = performance.getEntriesByType('resource').reduce((sum, one) => sum + one.encodedBodySize, 0);
    return { painted: paint?.startTime, ready: loaded.ready, task: Math.max(0, ...loaded.tasks),
             kilobytes: (size + performance.getEntriesByType('navigation')[0].encodedBodySize) / 1000 };";

/// Prints the medians.
pub(super) fn bench(bench: &Bench) -> Result<()> {
    for (name, slow) in [("load", false), ("load_slow_phone", true)] {
        let (mut all, mut unit) = (Vec::new(), 1.0);
        for _ in 0..TIMES {
            let driver = bench.browser.start_driver()?;
            let session = Session::start(&driver.address, &bench.browser.capabilities())?;
            all.push(load(&session, &bench.server.address(), slow)?);
            unit = yardstick(&session)?;
        }
        for what in ["painted", "ready", "task", "kilobytes"] {
            let times = all.iter().map(|one| number(one, what)).collect::<Result<Vec<_>>>()?;
            row(&format!("{name}_{what}"), within(&times, 0.5), unit);
        }
    }
    Ok(())
}

fn load(session: &Session, address: &str, slow: bool) -> Result<Value> {
    let (width, height) = if slow { (390, 844) } else { (1440, 900) };
    session.resize(width, height, slow)?;
    session.devtools("Page.addScriptToEvaluateOnNewDocument", &json!({ "source": WATCH }))?;
    if slow {
        let network = json!({ "offline": false, "latency": 562.5, "downloadThroughput": 180_000, "uploadThroughput": 84_375 });
        session.devtools("Network.enable", &json!({}))?;
        session.devtools("Network.emulateNetworkConditions", &network)?;
        session.devtools("Emulation.setCPUThrottlingRate", &json!({ "rate": 4 }))?;
    }
    session.open(address)?;
    session.wait_for("main[data-ready]", PATIENCE)?;
    // What the app does right after belongs to it.
    let end = Instant::now() + Duration::from_secs(2);
    while Instant::now() < end {
        thread::sleep(Duration::from_millis(200));
    }
    let told = session.run(TOLD)?;
    ensure!(told.get("ready").is_some_and(Value::is_number), "nobody saw the app arrive: {told}");
    told.get("painted").context("nothing was painted")?;
    Ok(told)
}
