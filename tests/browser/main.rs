//! The built page in a real browser, as a visitor meets it. `cargo xtask test` builds the page and starts the rest: all of it in
//! Chromium, `journey` in Firefox too.

mod building;
mod journey;
mod keeping;
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
fn numbers_and_dates_are_written_as_the_reader_writes_them() -> Result<()> {
    let visit = Visit::begin()?;
    let english = visit.totals()?;
    for (language, sign, day) in [("de-DE", ',', " 2027"), ("en-US", '.', ", 2027")] {
        visit.speak(language)?;
        let totals = visit.totals()?;
        assert!(totals.iter().all(|total| total.contains(sign)), "{language}: {totals:?}");
        assert_eq!(totals.len(), english.len());
        let finding = visit.find("#finding")?.text()?;
        assert!(finding.contains(day), "{language}: {finding}");
        // What is written there can be typed there.
        let months = visit.value_of("input[id^=driver-]")?;
        assert!(!months.contains('.') && !months.contains(','), "{language}: {months}");
    }
    visit.end()
}

#[test]
fn nothing_scrolls_sideways_on_a_phone() -> Result<()> {
    let visit = Visit::begin_on_a_phone()?;
    let width = visit.session().run("return document.documentElement.scrollWidth")?;
    assert!(width.as_u64() <= Some(u64::from(visit::PHONE.0)), "the page is {width} pixels wide");
    visit.end()
}

#[test]
fn a_setting_of_a_redis_moves_its_budget() -> Result<()> {
    let visit = Visit::begin()?;
    visit.choose_stack("convoai")?;
    visit.press("Redis")?;
    let first = visit.commands_other_than(0)?;
    visit.find("#redis-0-stalled_interval")?.retype("300")?;
    let set = visit.commands_other_than(first)?;
    assert!(set < first, "looking for stalled jobs less often sends fewer: {set} after {first}");
    let stack = visit.stack()?;
    assert!(stack.contains("\"stalled_interval\": \"300 s\""), "{stack}");
    visit.end()
}

#[test]
fn the_redis_tab_fits_on_a_phone_and_every_control_has_its_label() -> Result<()> {
    let visit = Visit::begin_on_a_phone()?;
    visit.choose_stack("convoai")?;
    visit.press("Redis")?;
    visit.commands_other_than(0)?;
    visit.is_not_wider_than_the_window()?;
    let bare = "return document.querySelectorAll('main :is(input, select, textarea)').length - \
                [...document.querySelectorAll('main :is(input, select, textarea)')].filter(e => e.labels.length || e.ariaLabel).length";
    assert_eq!(visit.session().run(bare)?, Value::from(0), "every control has its label");
    visit.end()
}

#[test]
fn idle_and_one_more_are_worked_out_when_they_are_looked_at() -> Result<()> {
    let visit = Visit::begin()?;
    visit.choose_stack("convoai")?;
    for (tab, wanted) in [("Idle", "with nobody using it, of"), ("One more", "not to be had")] {
        visit.press(tab)?;
        visit.wait_for_text("[role=tabpanel]", wanted)?;
    }
    visit.end()
}
