//! The browser's own storage: it may be full or forbidden, and other tabs write to it.

use gloo::events::EventListener;
use planner_core::document::Problem;
use web_sys::wasm_bindgen::{JsCast, JsValue};
use web_sys::{Storage, StorageEvent};

use super::Library;
use super::place::{self, KEY, Loaded, Place};

/// Hears other tabs change the library, as long as it is there.
#[derive(Debug)]
pub struct Watch(#[expect(dead_code, reason = "it stops listening once it is dropped")] EventListener);

/// The library that this browser keeps. A broken one is put aside, which is said.
///
/// # Errors
///
/// A [`Problem`] where the browser keeps nothing, or keeps what a later version of this page wrote.
pub fn load() -> Result<Loaded, Problem> {
    place::load(&Browser(storage()?))
}

/// Changes the library that this browser keeps, as it is now: what other tabs saved meanwhile is in it.
///
/// # Errors
///
/// A [`Problem`] where the change is refused, or the browser keeps nothing or no more. What it keeps is unchanged then.
pub fn change<T>(by: impl FnOnce(&mut Library) -> Result<T, Problem>) -> Result<(Loaded, T), Problem> {
    place::change(&Browser(storage()?), by)
}

/// Calls back whenever another tab changed the library.
#[must_use]
pub fn watch(changed: impl Fn() + 'static) -> Watch {
    Watch(EventListener::new(&gloo::utils::window(), "storage", move |event| {
        // Without a key everything was cleared.
        let key = event.dyn_ref::<StorageEvent>().and_then(StorageEvent::key);
        if key.is_none_or(|key| key == KEY) {
            changed();
        }
    }))
}

struct Browser(Storage);

impl Place for Browser {
    fn get(&self, key: &str) -> Result<Option<String>, Problem> {
        self.0.get_item(key).map_err(|error| nothing(&reason(&error)))
    }

    fn set(&self, key: &str, text: &str) -> Result<(), Problem> {
        self.0.set_item(key, text).map_err(|error| nothing(&reason(&error)))
    }
}

fn storage() -> Result<Storage, Problem> {
    let storage = gloo::utils::window().local_storage().map_err(|error| nothing(&reason(&error)))?;
    storage.ok_or_else(|| nothing("it has no storage"))
}

/// What a browser says for itself, in words that help.
fn reason(error: &JsValue) -> String {
    let name = js_sys::Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        Some("QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED") => {
            "its storage for this page is full".to_owned()
        }
        Some("SecurityError") => "its settings forbid it, as in a private window".to_owned(),
        Some(other) => format!("it says {other}"),
        None => "it does not say why".to_owned(),
    }
}

fn nothing(why: &str) -> Problem {
    Problem::new(format!("The browser keeps nothing here: {why}"))
        .hint("download the stack as a file, or copy its link")
}
