//! The built page in a real Chromium, as a visitor meets it. `cargo xtask test` builds the page and starts the rest.

mod visit;

use anyhow::Result;
use serde_json::Value;

use visit::Visit;

#[test]
fn a_preset_and_a_driver_change_the_answer() -> Result<()> {
    let visit = Visit::begin()?;
    let first = visit.totals()?;
    assert!(first.iter().all(|total| total.contains('$')), "totals are amounts: {first:?}");
    visit.status_names(&first)?;

    visit.find("#preset option:not(:checked)")?.click()?;
    let other = visit.totals_other_than(&first)?;
    visit.status_names(&other)?;

    let driver = visit.find("input[id^=driver-]")?;
    driver.retype("900000")?;
    let grown = visit.totals_other_than(&other)?;
    visit.status_names(&grown)?;
    visit.end()
}

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

/// Prints a figure; machines differ too much to judge it here.
#[test]
fn a_keystroke_is_timed() -> Result<()> {
    let visit = Visit::begin()?;
    let times = visit.keystrokes()?;
    visit::print_times("keystroke to changed page", &times.changed);
    visit::print_times("keystroke to painted page", &times.painted);
    visit.end()
}
