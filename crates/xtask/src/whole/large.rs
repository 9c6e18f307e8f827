//! Stacks of a hundred clients and of a thousand resources, pasted as a file: until they are answered, and the longest time that
//! the page's own thread hears nothing meanwhile.

use anyhow::{Result, ensure};
use serde_json::{Value, json};
use xtask::webdriver::Session;

use super::{Bench, PATIENCE, number, row, yardstick};

/// Pastes a stack whose name is `Large` and waits until it stands on the page.
const PASTE: &str = "
    const [done] = arguments;
    const tasks = [];
    new PerformanceObserver(list => tasks.push(...list.getEntries().map(one => one.duration))).observe({ type: 'longtask' });
    const field = document.querySelector('#stack-json');
    const begun = performance.now();
    const look = () => {
        if (!document.querySelector('.stack-name')?.innerText.startsWith('Large')) return requestAnimationFrame(look);
        const answered = performance.now() - begun;
        setTimeout(() => done({ answered, task: Math.max(0, ...tasks) }), 1000);
    };
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(field, TEXT);
    field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
    look();";

/// Prints two rows for each stack.
pub(super) fn bench(bench: &Bench) -> Result<()> {
    for (name, stack) in [("clients_100", clients(100)), ("resources_1000", resources(1_000))] {
        bench.visit(|session| {
            let unit = yardstick(session)?;
            open_file(session)?;
            let times =
                session.run_async(&PASTE.replace("TEXT", &Value::from(stack.to_string()).to_string()))?;
            row(&format!("{name}_answered"), number(&times, "answered")?, unit);
            row(&format!("{name}_longest_task"), number(&times, "task")?, unit);
            Ok(())
        })?;
    }
    Ok(())
}

fn open_file(session: &Session) -> Result<()> {
    let pressed = session.run(
        "const found = [...document.querySelectorAll('button')].find(one => one.innerText.trim() === 'Stack file');
         found?.click();
         return Boolean(found);",
    )?;
    ensure!(pressed == Value::Bool(true), "the page has no button `Stack file`");
    session.wait_for("#stack-json", PATIENCE).map(drop)
}

/// A Redis that so many workers and queues use.
fn clients(count: usize) -> Value {
    let client = |at| json!({ "profile": "bullmq/worker", "name": format!("worker {at}"), "jobs": "users" });
    let clients: Vec<Value> = (0..count).map(client).collect();
    json!({ "version": 1, "name": "Large", "start": "2026-12", "drivers": { "users": 5000 },
        "resources": { "redis": { "product": "upstash/redis", "plan": "payg", "clients": clients } } })
}

fn resources(count: usize) -> Value {
    let one = |at| (format!("r{at}"), json!({ "product": "render/web", "plan": "starter" }));
    let resources: serde_json::Map<String, Value> = (0..count).map(one).collect();
    json!({ "version": 1, "name": "Large", "start": "2026-12", "resources": resources })
}
