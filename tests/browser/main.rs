//! The built page in a real browser, as a visitor meets it. `cargo xtask test` builds the page and starts the rest: all of it in
//! Chromium, `journey` in Firefox too.

mod journey;
mod site;
mod visit;

use anyhow::Result;
use serde_json::Value;

use visit::Visit;

#[test]
fn the_page_talks_to_nobody() -> Result<()> {
    let visit = Visit::begin()?;
    let requests = visit.requests()?;
    assert!(requests.iter().any(|address| address.contains("_bg.wasm")), "the list is real: {requests:?}");
    let elsewhere: Vec<_> = requests.iter().filter(|address| !address.starts_with(visit.page())).collect();
    assert!(elsewhere.is_empty(), "requests to elsewhere: {elsewhere:?}");
    visit.console_is_clean()?;
    // And could not if it wanted to.
    let refused = visit.session().run_async(
        "const done = arguments[0];
         addEventListener('securitypolicyviolation', event => done(event.effectiveDirective));
         fetch('https://example.com/').then(() => done('it went out'), () => {});",
    )?;
    assert_eq!(refused, Value::from("connect-src"));
    Ok(())
}

#[test]
fn nothing_scrolls_sideways_on_a_phone() -> Result<()> {
    let visit = Visit::begin_on_a_phone()?;
    let width = visit.session().run("return document.documentElement.scrollWidth")?;
    assert!(width.as_u64() <= Some(u64::from(visit::PHONE.0)), "the page is {width} pixels wide");
    visit.end()
}

#[test]
fn a_setting_in_the_redis_panel_moves_the_budget_and_advice_lowers_it() -> Result<()> {
    let visit = Visit::begin()?;
    visit.choose("#preset", "convoai")?;
    let first = visit.commands_other_than(0)?;
    visit.find("#redis-0-stalled_interval")?.retype("300")?;
    let set = visit.commands_other_than(first)?;
    assert!(set < first, "looking for stalled jobs less often sends fewer: {set} after {first}");
    visit.find(".advice button")?.click()?;
    let applied = visit.commands_other_than(set)?;
    assert!(applied < set, "the best advice saves commands: {applied} after {set}");
    let stack = visit.session().run("return document.querySelector('#stack-json').value")?;
    let stack = stack.as_str().unwrap_or_default();
    for part in ["\"stalled_interval\": \"300 s\"", "\"drain_delay\": \"300 s\""] {
        assert!(stack.contains(part), "{part} is in the stack: {stack}");
    }
    visit.end()
}

#[test]
fn the_redis_panel_fits_on_a_phone_and_opens_when_asked() -> Result<()> {
    let visit = Visit::begin_on_a_phone()?;
    visit.choose("#preset", "convoai")?;
    let open = visit.session().run("return document.querySelectorAll('.panel[open]').length")?;
    assert_eq!(open, Value::from(0), "it waits until it is asked for");
    visit.find(".panel > summary")?.click()?;
    visit.commands_other_than(0)?;
    let width = visit.session().run("return document.documentElement.scrollWidth")?;
    assert!(width.as_u64() <= Some(u64::from(visit::PHONE.0)), "the page is {width} pixels wide");
    let bare = "return [...document.querySelectorAll('.panel :is(input, select)')].filter(e => !e.labels.length).length";
    assert_eq!(visit.session().run(bare)?, Value::from(0), "every control has its label");
    visit.end()
}

#[test]
fn the_floor_and_one_more_open_when_asked() -> Result<()> {
    let visit = Visit::begin()?;
    visit.choose("#preset", "convoai")?;
    for (panel, wanted) in
        [("With nobody using it", "with nobody using it, of"), ("The cost of one more", "not to be had")]
    {
        let script = format!(
            "const done = arguments[0];
             const panel = [...document.querySelectorAll('.panel')].find(one => one.innerText.startsWith('{panel}'));
             panel.querySelector('summary').click();
             const look = () => panel.innerText.includes('{wanted}') ? done(true) : setTimeout(look, 50);
             look();"
        );
        assert_eq!(visit.session().run_async(&script)?, Value::from(true), "{panel}");
    }
    visit.end()
}

/// Prints a figure; machines differ too much to judge it here.
#[test]
fn a_keystroke_is_timed() -> Result<()> {
    let visit = Visit::begin()?;
    let times = visit.keystrokes()?;
    visit::print_times("keystroke to changed page", &times.changed);
    visit::print_times("keystroke to painted page", &times.painted);
    visit.end()
}
