//! What holds in every browser: the answer, before and after the app is there, with a network and without, old and new.

use anyhow::Result;
use serde_json::Value;

use crate::site::Site;
use crate::visit::Visit;

#[test]
fn a_preset_and_a_driver_change_the_answer() -> Result<()> {
    let visit = Visit::begin()?;
    let first = visit.totals()?;
    assert!(first.iter().all(|total| total.contains('$')), "totals are amounts: {first:?}");
    visit.status_names(&first)?;

    visit.choose("#preset", "Render, Upstash and Supabase")?;
    let other = visit.totals_other_than(&first)?;
    visit.status_names(&other)?;

    let driver = visit.find("input[id^=driver-]")?;
    driver.retype("900000")?;
    let grown = visit.totals_other_than(&other)?;
    visit.status_names(&grown)?;
    visit.end()
}

#[test]
fn the_first_answer_is_there_before_any_script_and_stays_in_its_place() -> Result<()> {
    let site = Site::here()?;
    let away = site.take_away("start-")?;
    let shell = Visit::arrive()?;
    let (before, placed) = (shell.totals()?, shell.places()?);
    let finding = shell.find("#finding")?.text()?;
    assert!(!finding.is_empty() && before.iter().all(|total| total.contains('$')), "{finding} {before:?}");
    assert_eq!(shell.session().run("return document.querySelector('main[data-ready]')")?, Value::Null);
    drop(shell);
    drop(away);
    let visit = Visit::begin()?;
    assert_eq!(visit.find("#finding")?.text()?, finding);
    assert_eq!(visit.totals()?, before);
    assert_eq!(visit.places()?, placed, "nothing moves when the app takes over");
    visit.end()
}

#[test]
fn a_page_that_cannot_start_keeps_its_first_answer_and_says_why() -> Result<()> {
    let site = Site::here()?;
    let _away = site.take_away("prices-")?;
    let visit = Visit::arrive()?;
    let alert = visit.find("#app [role=alert]")?.text()?;
    assert!(alert.contains("could not start"), "{alert}");
    assert!(visit.totals()?.iter().all(|total| total.contains('$')), "the answer stays");
    Ok(())
}

#[test]
fn a_page_whose_worker_never_comes_says_so() -> Result<()> {
    let site = Site::here()?;
    let _away = site.take_away("worker-")?;
    let visit = Visit::arrive()?;
    let alert = visit.wait_for_text("#app [role=alert]", "could not start")?;
    assert!(alert.contains("reload"), "{alert}");
    assert!(visit.totals()?.iter().all(|total| total.contains('$')), "the answer stays");
    Ok(())
}

#[test]
fn it_opens_again_without_a_network() -> Result<()> {
    let visit = Visit::begin()?;
    let first = visit.totals()?;
    visit.is_kept()?;
    let site = Site::here()?;
    let _away = site.take_away("")?;
    visit.session().reload()?;
    visit.find("main[data-ready]")?;
    assert_eq!(visit.totals()?, first);
    let foreign = "return caches.keys().then(names => Promise.all(names.map(async name => (await (await caches.open(name)).keys()).map(one => one.url)))).then(lists => lists.flat())";
    let kept = visit.session().run(foreign)?;
    let kept: Vec<&str> = kept.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    assert!(kept.len() > 10 && kept.iter().all(|address| address.starts_with(visit.page())), "{kept:?}");
    Ok(())
}

#[test]
fn a_newer_version_is_told_and_taken_over_when_asked() -> Result<()> {
    let visit = Visit::begin()?;
    visit.is_kept()?;
    visit.session().run("addEventListener('headroom-update', () => { window.told = true; })")?;
    let site = Site::here()?;
    let _newer = site.publish_anew()?;
    visit
        .session()
        .run("return navigator.serviceWorker.getRegistration().then(one => one.update()).then(() => true)")?;
    visit.find("html[data-update=ready]")?;
    assert_eq!(visit.session().run("return window.told")?, Value::Bool(true));
    // The page that is asked to go over is loaded again, by the newer worker alone.
    visit.press("Load it now")?;
    visit.find("html:not([data-update]) main[data-ready]")?;
    let caches = visit.session().run("return caches.keys().then(names => names.length)")?;
    assert_eq!(caches, Value::from(1), "what the older version kept is gone");
    visit.end()
}

#[test]
fn the_next_load_has_the_newer_version() -> Result<()> {
    let visit = Visit::begin()?;
    visit.is_kept()?;
    let site = Site::here()?;
    let _newer = site.publish_anew()?;
    visit
        .session()
        .run("return navigator.serviceWorker.getRegistration().then(one => one.update()).then(() => true)")?;
    visit.find("html[data-update=ready]")?;
    visit.session().reload()?;
    visit.find("meta[name=newer]")?;
    visit.find("main[data-ready]")?;
    visit.end()
}
