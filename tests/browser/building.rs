//! A stack of one's own: built from parts, changed, undone, kept, sent and opened again.

use anyhow::{Result, ensure};
use serde_json::Value;

use crate::visit::Visit;

/// A small stack as a person would paste it.
const YAML: &str = "version: 1\nname: Pasted shop # ours\nstart: 2026-12\nresources:\n  web: { product: render/web, plan: starter, count: 2 }\n";

#[test]
fn from_parts_to_an_answer() -> Result<()> {
    let visit = Visit::begin()?;
    visit.press("Start from parts")?;
    visit.find("#find")?.retype("upstash redis")?;
    visit.add_offer("Upstash Redis")?;
    // Nothing is said to hold of what is not known.
    visit.wait_for_text("#finding", "can be judged")?;
    visit.find(".next li")?;
    ensure!(visit.stack()?.contains("\"product\": \"upstash/redis\""), "it is in the stack");
    // A number that grows, and usage that follows it.
    visit.press("+ Add a number")?;
    visit.find(".driver.open")?;
    visit.open_card("redis")?;
    visit.find("#resources-redis-usage-commands")?.retype("600,000")?;
    let finding = visit.wait_for_text("#finding", "commands")?;
    ensure!(finding.starts_with("redis runs out of commands on "), "{finding}");
    visit.end()
}

#[test]
fn a_template_brings_its_use_and_says_what_is_assumed() -> Result<()> {
    let visit = Visit::begin()?;
    visit.press("Start from parts")?;
    visit.press("Queue worker with BullMQ")?;
    visit.press("Notes")?;
    visit.wait_for_text("#tab-notes-panel", "Assumed, because nobody stated it")?;
    visit.end()
}

#[test]
fn a_changed_preset_becomes_a_scenario_that_a_reload_keeps() -> Result<()> {
    let visit = Visit::begin()?;
    visit.find("input[id^=driver-]")?.retype("4321")?;
    visit.wait_for_text(".saved", "Saved in this browser")?;
    let (totals, stack) = (visit.totals()?, visit.stack()?);
    visit.session().reload()?;
    visit.find("main[data-ready]")?;
    ensure!(visit.stack()? == stack && visit.totals()? == totals, "the reload keeps all");
    ensure!(
        visit.session().run("return document.querySelector('.welcome')")? == Value::Null,
        "nobody is asked again"
    );
    visit.end()
}

#[test]
fn plans_of_an_account_stand_side_by_side() -> Result<()> {
    let visit = Visit::begin()?;
    visit.choose("#compare", "the account render")?;
    let heads = visit.wait_for_text(".columns thead", "Hobby")?;
    ensure!(heads.contains("Pro"), "{heads}");
    visit.end()
}

#[test]
fn changes_are_undone_and_made_again_by_buttons_and_keys() -> Result<()> {
    let visit = Visit::begin()?;
    let first = visit.stack()?;
    visit.open_card("api")?;
    visit.press("Duplicate")?;
    let two = visit.stack_other_than(&first)?;
    visit.press("Undo")?;
    ensure!(visit.stack_other_than(&two)? == first, "undone");
    visit.session().run(
        "document.dispatchEvent(new KeyboardEvent('keydown', { key: 'y', ctrlKey: true, bubbles: true }))",
    )?;
    ensure!(visit.stack_other_than(&first)? == two, "made again");
    visit.end()
}

#[test]
fn advice_for_a_redis_is_applied_and_undone() -> Result<()> {
    let visit = Visit::begin()?;
    visit.choose_stack("convoai")?;
    visit.press("Redis")?;
    let first = visit.commands_other_than(0)?;
    let before = visit.stack()?;
    visit.find(".advice button")?.click()?;
    let applied = visit.commands_other_than(first)?;
    ensure!(applied < first, "the best advice saves commands: {applied} after {first}");
    visit.press("Undo")?;
    ensure!(visit.stack_other_than("")? == before && visit.commands_other_than(applied)? == first, "undone");
    visit.end()
}

#[test]
fn a_link_opens_the_same_stack_and_writes_over_nothing() -> Result<()> {
    let visit = Visit::begin()?;
    visit.find("input[id^=driver-]")?.retype("4321")?;
    visit.wait_for_text(".saved", "Saved")?;
    let (stack, totals) = (visit.stack()?, visit.totals()?);
    visit.press("Share")?;
    let link = visit.value_of("#link")?;
    ensure!(link.contains("#s1=") && link.len() < 1_500, "{} characters: {link}", link.len());
    let other = Visit::at(&link)?;
    other.find("main[data-ready]")?;
    other.wait_for_text(".said", "Somebody sent you this stack")?;
    ensure!(other.stack()? == stack && other.totals()? == totals, "it is the same");
    let kept = other.session().run("return localStorage.getItem('headroom-scenarios')")?;
    ensure!(
        kept == Value::Null || !kept.to_string().contains("4321"),
        "it is not kept before it is changed: {kept}"
    );
    other.end()?;
    visit.end()
}

#[test]
fn a_hostile_link_is_refused_with_what_to_do() -> Result<()> {
    let page = std::env::var("HEADROOM_PAGE")?;
    let long = format!("#s1={}", "A".repeat(70_000));
    for link in ["#s1=AAAA", "#s1=%%%", "#s9=AAAA", "#p=../../etc", "#s1=<script>alert(1)</script>", &long] {
        let visit = Visit::at(&format!("{page}{link}"))?;
        visit.find("main[data-ready]")?;
        let said = visit.wait_for_text(".said", "this link")?;
        ensure!(said.contains("paste") || said.contains("reload"), "{said}");
        ensure!(visit.totals()?.iter().all(|total| total.contains('$')), "the page answers");
        visit.end()?;
    }
    Ok(())
}

#[test]
fn a_pasted_file_becomes_the_stack_and_a_wrong_one_is_told_by_its_place() -> Result<()> {
    let visit = Visit::begin()?;
    visit.press("Import")?;
    visit.paste("#paste", "version: 1\nname: [\n")?;
    visit.press("Open it")?;
    let said = visit.wait_for_text(".import .error", "Line")?;
    ensure!(said.to_lowercase().contains("line 2") || said.to_lowercase().contains("line 3"), "{said}");
    visit.paste("#paste", YAML)?;
    visit.press("Open it")?;
    visit.wait_for_text(".stack-name", "Pasted shop")?;
    ensure!(visit.stack()?.contains("\"count\": 2"), "it is the stack");
    visit.wait_for_text(".saved", "Saved")?;
    visit.end()
}

#[test]
fn the_stack_file_is_edited_both_ways() -> Result<()> {
    let visit = Visit::begin()?;
    let text = visit.stack()?.replace("\"start\": 2000", "\"start\": 77777");
    visit.press("Stack file")?;
    visit.paste("#stack-json", &text)?;
    visit.press("Close")?;
    let follows = "document.querySelector('input[id^=driver-]').value.replace(/[^0-9]/g, '') === '77777'";
    visit.wait_until("the field follows the file", follows)?;
    visit.end()
}

#[test]
fn a_part_of_a_phone_page_can_be_added_and_nothing_is_wider_than_the_window() -> Result<()> {
    let visit = Visit::begin_on_a_phone()?;
    visit.press("Start from parts")?;
    visit.find("#find")?.retype("postgres")?;
    visit.add_offer("Postgres")?;
    visit.wait_for_text("#finding", "can be judged")?;
    for tab in ["Limits", "Cost", "Idle", "One more", "Prices", "Proof", "Notes", "More questions"] {
        visit.press(tab)?;
        visit.is_not_wider_than_the_window()?;
    }
    visit.end()
}

#[test]
fn tabs_go_by_arrow_keys_and_keep_the_focus() -> Result<()> {
    let visit = Visit::begin()?;
    visit.session().run("document.querySelector('#tab-limits').focus()")?;
    visit.session().run("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }))")?;
    visit.find("#tab-cost[aria-selected=true]")?;
    let focus = visit.session().run("return document.activeElement.id")?;
    ensure!(focus == "tab-cost", "the focus is on {focus}");
    visit.end()
}

#[test]
fn what_has_no_panel_has_its_command() -> Result<()> {
    let visit = Visit::begin()?;
    visit.press("More questions")?;
    let text = visit.wait_for_text("#tab-questions-panel", "headroom project ai-assistant.yaml --check")?;
    ensure!(text.contains("Not yet."), "{text}");
    visit.end()
}

#[test]
fn what_was_changed_a_moment_ago_is_kept_when_another_stack_is_opened() -> Result<()> {
    let visit = Visit::begin()?;
    // A stroke and another stack, with no time between them.
    visit.session().run(
        "const field = document.querySelector('input[id^=driver-]');
         Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(field, '4321');
         field.dispatchEvent(new InputEvent('input', { bubbles: true }));
         const list = document.querySelector('#preset');
         list.value = '1';
         list.dispatchEvent(new Event('change', { bubbles: true }));",
    )?;
    visit.wait_for_text(".stack-name", "convoai")?;
    // It is kept a moment later, or when the page is left.
    visit.wait_until(
        "what was changed is kept",
        "localStorage.getItem('headroom-scenarios')?.includes('4321')",
    )?;
    let opened = "return localStorage.getItem('headroom-scenarios').includes('convoai')";
    ensure!(visit.session().run(opened)? == Value::Bool(false), "what was opened is not");
    visit.end()
}

#[test]
fn a_dropped_file_is_opened_and_a_wrong_one_is_told() -> Result<()> {
    let visit = Visit::begin()?;
    let drop = |text: &str| {
        let text = serde_json::to_string(text)?;
        visit.session().run(&format!(
            "const data = new DataTransfer();
             data.items.add(new File([{text}], 'stack.yaml'));
             document.querySelector('main').dispatchEvent(new DragEvent('drop', {{ dataTransfer: data, bubbles: true, cancelable: true }}));"
        ))
    };
    // UTF-16 that says nothing of it: where it does, Chromium reads it.
    visit.session().run(
        "const data = new DataTransfer();
         data.items.add(new File([Uint16Array.from('version: 1', one => one.charCodeAt(0))], 'wide.yaml'));
         document.querySelector('main').dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));",
    )?;
    visit.wait_for_text(".said", "wide.yaml is not in UTF-8")?;
    drop("version: 1\nname: [\n")?;
    visit.wait_for_text(".import .error", "Line")?;
    visit.press("Close")?;
    drop(YAML)?;
    visit.wait_for_text(".stack-name", "Pasted shop")?;
    visit.end()
}

#[test]
fn the_focus_goes_into_a_dialog_and_back_to_its_button() -> Result<()> {
    let visit = Visit::begin()?;
    visit.find("#open-share")?.click()?;
    visit.find("#dialog:focus")?;
    visit.session().run("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))")?;
    visit.find("#open-share:focus")?;
    visit.end()
}
