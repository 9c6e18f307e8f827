//! One visit to the page: what a person would read and do there.

use std::env;
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use xtask::webdriver::{Element, Session};

/// A common phone, in CSS pixels.
pub(crate) const PHONE: (u32, u32) = (390, 844);
const DESKTOP: (u32, u32) = (1280, 900);

/// Longer than any answer takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

pub(crate) struct Visit {
    session: Session,
    page: String,
}

impl Visit {
    /// Opens the page on a desktop and waits until it has computed its first answer.
    pub(crate) fn begin() -> Result<Self> {
        Self::on(DESKTOP, false)
    }

    pub(crate) fn begin_on_a_phone() -> Result<Self> {
        Self::on(PHONE, true)
    }

    fn on(size: (u32, u32), phone: bool) -> Result<Self> {
        let visit = Self::arrive_on(size, phone)?;
        visit.find("main[data-ready]")?;
        Ok(visit)
    }

    /// Opens the page on a desktop and waits for nothing.
    pub(crate) fn arrive() -> Result<Self> {
        Self::arrive_on(DESKTOP, false)
    }

    fn arrive_on((width, height): (u32, u32), phone: bool) -> Result<Self> {
        let page = variable("HEADROOM_PAGE")?;
        let capabilities = fs::read_to_string(variable("HEADROOM_CAPABILITIES")?)?;
        let session =
            Session::start(&variable("HEADROOM_WEBDRIVER")?, &serde_json::from_str(&capabilities)?)?;
        session.resize(width, height, phone)?;
        session.open(&page)?;
        Ok(Self { session, page })
    }

    /// Opens the page anew as to somebody whose browser speaks this language.
    pub(crate) fn speak(&self, language: &str) -> Result<()> {
        let agent = self.session.run("return navigator.userAgent")?;
        let as_told = serde_json::json!({ "userAgent": agent, "acceptLanguage": language });
        self.session.devtools("Emulation.setUserAgentOverride", &as_told)?;
        self.session.open(&self.page)?;
        self.find("main[data-ready]")?;
        ensure!(
            self.session.run("return navigator.language")? == language,
            "the browser speaks no {language}"
        );
        Ok(())
    }

    /// Ends the visit; fails if the browser complained on the way.
    pub(crate) fn end(self) -> Result<()> {
        self.console_is_clean()
    }

    pub(crate) fn session(&self) -> &Session {
        &self.session
    }

    /// The page's address, which its own requests start with.
    pub(crate) fn page(&self) -> &str {
        &self.page
    }

    pub(crate) fn find(&self, css: &str) -> Result<Element<'_>> {
        self.session.wait_for(css, PATIENCE)
    }

    /// The text of the element with this `data-testid`.
    pub(crate) fn read(&self, id: &str) -> Result<String> {
        self.find(&format!("[data-testid='{id}']"))?.text()
    }

    /// The total of each column.
    pub(crate) fn totals(&self) -> Result<Vec<String>> {
        let script =
            "return [...document.querySelectorAll('[data-testid^=total-]')].map(e => e.innerText.trim())";
        let totals = strings(&self.session.run(script)?);
        ensure!(!totals.is_empty(), "the page shows no total");
        Ok(totals)
    }

    /// The totals, once they are others.
    pub(crate) fn totals_other_than(&self, before: &[String]) -> Result<Vec<String>> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            let now = self.totals()?;
            if now != before {
                return Ok(now);
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("the totals stayed at {before:?}")
    }

    /// Chooses from a list the option whose label holds these words.
    pub(crate) fn choose(&self, list: &str, words: &str) -> Result<()> {
        self.find(list)?;
        let script = format!(
            "const list = document.querySelector({list:?});
             const found = [...list.options].find(option => option.label.includes({words:?}));
             if (!found) return false;
             list.value = found.value;
             list.dispatchEvent(new Event('change', {{ bubbles: true }}));
             return true;"
        );
        ensure!(self.session.run(&script)? == Value::Bool(true), "{list} offers no {words}");
        Ok(())
    }

    /// Opens an address on a desktop.
    pub(crate) fn at(address: &str) -> Result<Self> {
        let visit = Self::arrive()?;
        visit.session.open("about:blank")?;
        visit.session.open(address)?;
        Ok(visit)
    }

    /// Presses the button with this text.
    pub(crate) fn press(&self, text: &str) -> Result<()> {
        let script = format!(
            "const found = [...document.querySelectorAll('button:not([disabled])')].find(one => one.innerText.trim() === {text:?});
             found?.scrollIntoView({{ block: 'center' }}); found?.click(); return Boolean(found);"
        );
        Self::until(&format!("a button {text:?}"), || Ok(self.session.run(&script)? == Value::Bool(true)))
    }

    /// Opens the card of a resource.
    pub(crate) fn open_card(&self, name: &str) -> Result<()> {
        let script = format!(
            "const found = [...document.querySelectorAll('button.name')].find(one => one.innerText.trim() === {name:?});
             // Pressed once: the answer takes a moment, and a second press would close it.
             if (found?.getAttribute('aria-expanded') === 'false' && !found.pressed) {{ found.pressed = true; found.click(); }}
             return found?.getAttribute('aria-expanded') === 'true';"
        );
        Self::until(&format!("the card of {name}"), || Ok(self.session.run(&script)? == Value::Bool(true)))
    }

    /// Opens a reference stack by its id.
    pub(crate) fn choose_stack(&self, id: &str) -> Result<()> {
        self.session.open("about:blank")?;
        self.session.open(&format!("{}#p={id}", self.page))?;
        self.find("main[data-ready]")?;
        Ok(())
    }

    /// Puts a text into a field, as pasting does.
    pub(crate) fn paste(&self, css: &str, text: &str) -> Result<()> {
        self.find(css)?;
        let script = format!(
            "const field = document.querySelector({css:?});
             Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, {});
             field.dispatchEvent(new InputEvent('input', {{ bubbles: true, inputType: 'insertFromPaste' }}));",
            serde_json::to_string(text)?
        );
        self.session.run(&script)?;
        Ok(())
    }

    /// What stands in a field.
    pub(crate) fn value_of(&self, css: &str) -> Result<String> {
        self.find(css)?;
        let value = self.session.run(&format!("return document.querySelector({css:?}).value"))?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// The text of an element, once it holds some words.
    pub(crate) fn wait_for_text(&self, css: &str, words: &str) -> Result<String> {
        let script = format!("return document.querySelector({css:?})?.innerText");
        let mut text = String::new();
        Self::until(&format!("{words:?} in {css}"), || {
            self.session.run(&script)?.as_str().unwrap_or_default().trim().clone_into(&mut text);
            Ok(!text.is_empty() && text.contains(words))
        })?;
        Ok(text)
    }

    /// Adds what is found first, once it is called like this.
    pub(crate) fn add_offer(&self, words: &str) -> Result<()> {
        let script = format!(
            "const first = document.querySelector('button.offer');
             const found = first?.innerText.includes({words:?}); if (found) first.click(); return Boolean(found);"
        );
        Self::until(words, || Ok(self.session.run(&script)? == Value::Bool(true)))
    }

    /// Waits until something holds on the page: JavaScript.
    pub(crate) fn wait_until(&self, what: &str, holds: &str) -> Result<()> {
        let script = format!("return Boolean({holds})");
        Self::until(what, || Ok(self.session.run(&script)? == Value::Bool(true)))
    }

    /// The stack at hand as JSON, by the dialog that shows it.
    pub(crate) fn stack(&self) -> Result<String> {
        self.press("Stack file")?;
        let stack = self.value_of("#stack-json")?;
        self.press("Close")?;
        // The next one to look is not to see this one while it closes.
        self.wait_until("the dialog is closed", "!document.querySelector('#stack-json')")?;
        Ok(stack)
    }

    /// The stack, once it is another.
    pub(crate) fn stack_other_than(&self, before: &str) -> Result<String> {
        let mut stack = String::new();
        Self::until("another stack", || {
            stack = self.stack()?;
            Ok(stack != before)
        })?;
        Ok(stack)
    }

    /// Fails where the page is wider than its window.
    pub(crate) fn is_not_wider_than_the_window(&self) -> Result<()> {
        let widths = self
            .session
            .run("return [document.documentElement.scrollWidth, document.documentElement.clientWidth]")?;
        ensure!(
            widths.get(0).and_then(Value::as_u64) <= widths.get(1).and_then(Value::as_u64),
            "the page is too wide: {widths}"
        );
        Ok(())
    }

    /// Tries something again until it is so.
    fn until(what: &str, mut is_so: impl FnMut() -> Result<bool>) -> Result<()> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if is_so()? {
                return Ok(());
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("there never was {what}")
    }

    /// The commands of a month in the Redis panel, once they are others.
    pub(crate) fn commands_other_than(&self, before: u64) -> Result<u64> {
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            let script =
                "return document.querySelector('.counts tr:nth-child(3) td')?.innerText.replaceAll(',', '')";
            let now = self.session.run(script)?.as_str().and_then(|number| number.parse().ok());
            if let Some(now) = now.filter(|now| *now != before) {
                return Ok(now);
            }
            thread::sleep(Duration::from_millis(50));
        }
        bail!("the commands of a month stayed at {before}")
    }

    /// Waits until the status line, which is what a screen reader speaks, names each of these amounts.
    pub(crate) fn status_names(&self, amounts: &[String]) -> Result<()> {
        let end = Instant::now() + PATIENCE;
        loop {
            let status = self.read("status")?;
            match amounts.iter().find(|amount| !status.contains(amount.as_str())) {
                None => return Ok(()),
                Some(amount) if Instant::now() > end => bail!("the status names no {amount}: {status}"),
                Some(_) => thread::sleep(Duration::from_millis(50)),
            }
        }
    }

    /// Where the parts of the answer are: left, top and width of each.
    pub(crate) fn places(&self) -> Result<Value> {
        self.session.run(
            "return ['.brand', '#preset', '.stack-name', '#finding', '.status', '.toolbar', '.columns', '.columns .event', '.not-counted']
                .map(css => [css, document.querySelector(css)?.getBoundingClientRect()])
                .map(([css, at]) => [css, at && [at.left, at.top, at.width].map(Math.round)]);",
        )
    }

    /// Waits until the browser keeps the page for when there is no network, and answers from what it keeps.
    pub(crate) fn is_kept(&self) -> Result<()> {
        let script = "const done = arguments[0];
             const look = () => navigator.serviceWorker.controller ? done(true) : setTimeout(look, 50);
             navigator.serviceWorker.ready.then(look, error => done(String(error)));";
        ensure!(self.session.run_async(script)? == Value::Bool(true), "the browser does not keep the page");
        Ok(())
    }

    /// Every address the page has asked for.
    pub(crate) fn requests(&self) -> Result<Vec<String>> {
        let script = "return performance.getEntries().filter(e => 'initiatorType' in e).map(e => e.name)";
        Ok(strings(&self.session.run(script)?))
    }

    /// Fails if the browser has anything to complain about.
    pub(crate) fn console_is_clean(&self) -> Result<()> {
        let lines = self.session.console()?;
        let bad: Vec<_> = lines.iter().filter(|line| matches!(&*line.level, "SEVERE" | "WARNING")).collect();
        ensure!(bad.is_empty(), "the browser's console: {bad:#?}");
        Ok(())
    }
}

fn strings(list: &Value) -> Vec<String> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

fn variable(name: &str) -> Result<String> {
    env::var(name).with_context(|| format!("{name} is not set: run this by `cargo xtask test`"))
}
