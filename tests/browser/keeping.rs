//! What is kept and printed: nothing of one's own is lost to a reload or to somebody's link, and paper has what counts.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::visit::Visit;

const VISITS: &str = "input[id^=driver-]";

fn keeps(visit: &Visit, number: &str) -> Result<()> {
    visit.find(VISITS)?.retype(number)?;
    let kept = format!("localStorage.getItem('headroom-scenarios')?.includes('{number}')");
    visit.wait_until("what was typed is kept", &kept)
}

fn visits(visit: &Visit) -> Result<String> {
    Ok(visit.value_of(VISITS)?.chars().filter(char::is_ascii_digit).collect())
}

#[test]
fn a_reload_shows_the_stack_that_was_open_last() -> Result<()> {
    let visit = Visit::begin()?;
    for number in ["1111", "2222", "3333"] {
        keeps(&visit, number)?; // kept more often than the next one
    }
    visit.choose_stack("convoai")?;
    visit.wait_for_text(".stack-name", "convoai")?;
    keeps(&visit, "4444")?;
    visit.session().open("about:blank")?;
    visit.session().open(visit.page())?;
    visit.find("main[data-ready]")?;
    ensure!(visits(&visit)? == "4444", "{} is shown", visits(&visit)?);
    visit.end()
}

#[test]
fn a_link_beside_stacks_of_ones_own_stays_a_link() -> Result<()> {
    let visit = Visit::begin()?;
    keeps(&visit, "1111")?;
    visit.press("Share")?;
    let link = visit.value_of("#link")?;
    visit.press("Close")?;
    keeps(&visit, "2222")?;
    let kept = "return localStorage.getItem('headroom-scenarios')";
    let before = visit.session().run(kept)?;
    for _ in 0..2 {
        visit.session().open("about:blank")?;
        visit.session().open(&link)?;
        visit.find("main[data-ready]")?;
        visit.wait_for_text(".said", "Somebody sent you this stack")?;
        ensure!(visits(&visit)? == "1111", "the link's stack is shown");
    }
    ensure!(visit.session().run(kept)? == before, "what is kept stays as it was");
    // Once it is changed it is one's own too, beside the other.
    keeps(&visit, "3333")?;
    let both =
        "return ['2222', '3333'].every(one => localStorage.getItem('headroom-scenarios').includes(one))";
    ensure!(visit.session().run(both)? == Value::Bool(true), "both are kept");
    visit.end()
}

#[test]
fn paper_has_inputs_and_proof_and_no_buttons() -> Result<()> {
    let visit = Visit::begin()?;
    visit.choose_stack("convoai")?;
    visit.wait_for_text(".stack-name", "convoai")?;
    visit.session().prefer_dark(true)?;
    visit.session().devtools("Emulation.setEmulatedMedia", &json!({ "media": "print" }))?;
    let seen = visit.session().run(
        "const seen = e => e && e.getClientRects().length > 0;
         const printed = document.querySelector('.printed');
         return { printed: seen(printed) && printed.innerText, visits: seen(document.querySelector('input[id^=driver-]')), finding: seen(document.querySelector('#finding')),
                  buttons: [...document.querySelectorAll('main button:not(.amount, .name, .pick)')].filter(seen).map(e => e.innerText),
                  paper: getComputedStyle(document.body).color };",
    )?;
    let printed =
        seen.get("printed").and_then(Value::as_str).with_context(|| format!("nothing of it: {seen}"))?;
    ensure!(printed.lines().filter(|line| line.contains('$')).count() > 3, "the proof: {printed}");
    ensure!(seen.get("visits") == Some(&Value::Bool(true)), "the inputs: {seen}");
    ensure!(
        seen.get("finding") == Some(&Value::Bool(true)) && seen.get("buttons") == Some(&json!([])),
        "{seen}"
    );
    let ink = seen.get("paper").and_then(Value::as_str).unwrap_or_default();
    let dark =
        ink.trim_start_matches("rgb(").split([',', ')']).filter_map(|part| part.trim().parse::<u8>().ok());
    ensure!(dark.map(u32::from).sum::<u32>() < 200, "dark ink, also from a dark screen: {seen}");
    visit.end()
}

#[test]
fn nothing_is_wider_than_the_smallest_window() -> Result<()> {
    let visit = Visit::begin()?;
    visit.session().resize(320, 256, false)?; // 1280 x 1024 at 400 %
    for stack in ["ai-assistant", "convoai", "gp-bikes-production"] {
        visit.choose_stack(stack)?;
        for tab in ["Cost", "Idle", "One more", "Prices", "Proof", "Notes", "Limits"] {
            visit.press(tab)?;
            visit.session().run("document.querySelectorAll('details').forEach(one => one.open = true)")?;
            visit.is_not_wider_than_the_window()?;
        }
    }
    visit.end()
}

#[test]
fn the_focus_is_led_into_lists_and_to_what_was_added() -> Result<()> {
    let visit = Visit::begin()?;
    visit.press("+ Add a part")?;
    visit.find("#find:focus")?.press("postgres")?;
    visit.add_offer("Postgres")?;
    visit.find("button.name[aria-expanded=true]:focus")?;
    visit.find(".resource.open button.pick")?.click()?;
    visit.find("#plan-list:focus")?;
    visit.find("#plan-list button.plan")?;
    visit.session().run("document.querySelector('#plan-list button.plan').click()")?;
    visit.find("button.pick:focus")?;
    visit.end()
}
