//! Keys typed into the first driver of each preset: how long the page's own thread is busy with one, and how long it takes
//! until its answer is painted.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use xtask::webdriver::Session;

use super::{Bench, PATIENCE, number, report, row, within, yardstick};

/// So many keys are typed in each case.
const STROKES: usize = 30;

/// What is looked at: a horizon in months, and so many columns.
const CASES: [(u32, usize); 3] = [(12, 1), (12, 3), (36, 3)];

/// What a stroke has to change to be taken: the answer, which is sent by the worker.
const STROKE: &str = "
    const [done] = arguments;
    const field = document.querySelector('input[id^=driver-]');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    const frame = () => new Promise(requestAnimationFrame);
    const task = () => new Promise(go => { const { port1, port2 } = new MessageChannel(); port1.onmessage = go; port2.postMessage(0); });
    (async () => {
        await new Promise(go => setTimeout(go, PAUSE)); // at any moment of a frame
        const begun = performance.now();
        const changed = new Promise(go => {
            const watch = new MutationObserver(() => { watch.disconnect(); go(performance.now() - begun); });
            watch.observe(document.querySelector('main'),
                { subtree: true, childList: true, characterData: true, attributes: true });
            setTimeout(() => { watch.disconnect(); go(null); }, 5000);
        });
        set.call(field, String(TYPED));
        field.dispatchEvent(new InputEvent('input', { bubbles: true, data: '1', inputType: 'insertText' }));
        const answer = await changed;
        await frame();
        await task();
        done({ answer, painted: performance.now() - begun });
    })();";

/// What thirty strokes took, in milliseconds.
#[derive(Default)]
struct Times {
    /// The page's own thread was busy, lay-out and paint included.
    busy: Vec<f64>,
    /// Until the answer stood in the page.
    answer: Vec<f64>,
    /// Until it was painted.
    painted: Vec<f64>,
}

/// Prints for each preset and case what 95 of 100 strokes were within, and for each case the worst preset.
pub(super) fn bench(bench: &Bench) -> Result<()> {
    let presets = bench.visit(|session| {
        let all = session.run(
            "return [...document.querySelectorAll('#preset option')].map(one => one.value).filter(Boolean)",
        )?;
        let all = all.as_array().context("the page has no presets")?.iter();
        Ok(all.filter_map(|one| Some(one.as_str()?.to_owned())).collect::<Vec<_>>())
    })?;
    ensure!(presets.len() > 3, "the page has no presets: {presets:?}");
    for (months, columns) in CASES {
        let mut worst = [0.0_f64; 3];
        for preset in &presets {
            let typed = bench.visit(|session| timed(session, preset, months, columns))?;
            let Some((times, unit)) = typed else {
                report::line(&format!(
                    "stroke_{months}_{columns}_{preset}: no number to type, or no {columns} columns"
                ));
                continue;
            };
            let found = [&times.busy, &times.answer, &times.painted].map(|all| within(all, 0.95));
            for (what, (time, worst)) in
                ["busy", "answer", "painted"].into_iter().zip(found.into_iter().zip(&mut worst))
            {
                row(&format!("stroke_{months}_{columns}_{preset}_{what}"), time, unit);
                *worst = worst.max(time);
            }
        }
        let [busy, answer, painted] = worst;
        report::line(&format!(
            "{months} months, {columns} columns, 95 of 100 strokes, worst preset: busy {busy:.1} ms, answer {answer:.1} ms, \
             painted {painted:.1} ms"
        ));
    }
    Ok(())
}

/// Types into a preset; nothing where it has no number to type, or not so many columns.
fn timed(session: &Session, preset: &str, months: u32, columns: usize) -> Result<Option<(Times, f64)>> {
    choose(session, "#preset", preset)?;
    if session.run("return !document.querySelector('input[id^=driver-]')")? == Value::Bool(true) {
        return Ok(None);
    }
    if months != 12 {
        session.find("#months")?.retype(&months.to_string())?;
        pause(session)?;
    }
    if !stand_side_by_side(session, columns)? {
        return Ok(None);
    }
    let unit = yardstick(session)?;
    session.devtools("Performance.enable", &serde_json::json!({}))?;
    let mut times = Times::default();
    for at in 0..STROKES {
        let script = STROKE
            .replace("PAUSE", &(40 + 3 * at).to_string())
            .replace("TYPED", &(100_000 + 10_007 * at).to_string());
        let before = busy(session)?;
        let stroke = session.run_async(&script)?;
        let after = busy(session)?;
        let answer =
            number(&stroke, "answer").with_context(|| format!("{preset}: a number changed nothing"))?;
        times.answer.push(answer);
        times.painted.push(number(&stroke, "painted")?);
        times.busy.push((after - before) * 1_000.0);
    }
    Ok(Some((times, unit)))
}

/// The seconds that the page's own thread was busy so far, as Chromium counts them.
fn busy(session: &Session) -> Result<f64> {
    let metrics = session.devtools("Performance.getMetrics", &serde_json::json!({}))?;
    let all = metrics.get("metrics").and_then(Value::as_array).context("Chromium counts nothing")?;
    let busy = all.iter().find(|one| one.get("name").and_then(Value::as_str) == Some("TaskDuration"));
    number(busy.context("Chromium counts no tasks")?, "value")
}

/// Shows so many columns: the stack alone, or plans of the first thing that has more.
fn stand_side_by_side(session: &Session, columns: usize) -> Result<bool> {
    let shown = "return document.querySelectorAll('[data-testid^=total-]').length";
    let is_so = |session: &Session| Ok::<bool, anyhow::Error>(session.run(shown)? == columns);
    choose(session, "#compare", "")?;
    if columns == 1 {
        return is_so(session);
    }
    let names = session.run(
        "return [...document.querySelectorAll('#compare option')].map(one => one.value).filter(Boolean)",
    )?;
    for name in names.as_array().into_iter().flatten().filter_map(Value::as_str) {
        choose(session, "#compare", name)?;
        for _ in 0..columns {
            if is_so(session)? {
                return Ok(true);
            }
            session.run("[...document.querySelectorAll('button')].find(one => one.innerText === 'Add a plan' && !one.hidden)?.click()")?;
            pause(session)?;
        }
    }
    Ok(false)
}

/// Chooses from a list by its value, and waits until that is answered.
fn choose(session: &Session, list: &str, value: &str) -> Result<()> {
    session.wait_for(list, PATIENCE)?;
    session.run(&format!(
        "const list = document.querySelector({list:?});
         list.value = {};
         list.dispatchEvent(new Event('change', {{ bubbles: true }}));",
        Value::from(value)
    ))?;
    pause(session)
}

/// Waits until nothing on the page has changed for a while.
fn pause(session: &Session) -> Result<()> {
    session
        .run_async(
            "const [done] = arguments;
             let timer;
             const watch = new MutationObserver(() => wait());
             const wait = () => { clearTimeout(timer); timer = setTimeout(() => { watch.disconnect(); done(); }, 400); };
             watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
             wait();",
        )
        .map(drop)
}
