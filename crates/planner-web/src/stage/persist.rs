//! What the page remembers on this machine beside stacks: light or dark, the reader's currency, and which stack was open.

use web_sys::Storage;

use crate::theme::Theme;

const KEY: &str = "headroom-theme";
const READER: &str = "headroom-reader";
const LAST: &str = "headroom-last";

/// The remembered theme; the system's where nothing is remembered or nothing can be.
#[must_use]
pub(super) fn load() -> Theme {
    let word = storage().and_then(|storage| storage.get_item(KEY).ok()?);
    word.map(|word| Theme::parse(&word)).unwrap_or_default()
}

/// Remembers a theme. A browser that keeps nothing is no reason to fail.
pub(super) fn save(theme: Theme) {
    let _ = storage().map(|storage| storage.set_item(KEY, theme.word()));
}

/// The remembered currency of the reader, with its rate; empty where nothing is remembered.
pub(super) fn reader() -> String {
    storage().and_then(|storage| storage.get_item(READER).ok()?).unwrap_or_default()
}

/// Remembers it.
pub(super) fn save_reader(text: &str) {
    let _ = storage().map(|storage| storage.set_item(READER, text));
}

/// The scenario that was open last: in this tab, else in any.
pub(super) fn last() -> Option<u64> {
    [session(), storage()].into_iter().flatten().find_map(|kept| kept.get_item(LAST).ok()??.parse().ok())
}

/// Remembers it, here and for the next tab.
pub(super) fn save_last(id: u64) {
    for kept in [session(), storage()].into_iter().flatten() {
        let _ = kept.set_item(LAST, &id.to_string());
    }
}

/// The month after this one, as `2026-12`: what a new stack begins in.
#[must_use]
pub(super) fn next_month() -> String {
    let now = js_sys::Date::new_0();
    let next = js_sys::Date::new_with_year_month(
        now.get_full_year(),
        i32::try_from(now.get_month()).unwrap_or(0).saturating_add(1),
    );
    format!("{}-{:02}", next.get_full_year(), next.get_month().saturating_add(1))
}

/// None where the browser keeps nothing.
fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok()?
}

/// What this tab alone remembers.
fn session() -> Option<Storage> {
    gloo::utils::window().session_storage().ok()?
}

/// Shows the page in a theme.
pub(super) fn show(theme: Theme) {
    if let Some(root) = gloo::utils::document().document_element() {
        let _ = root.set_attribute("data-theme", theme.word());
    }
}
