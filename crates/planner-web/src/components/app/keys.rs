//! Keys that work anywhere on the page: undo and redo. In a field they are the field's own.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

use crate::state::Action;

/// What a key does.
pub(super) fn action(event: &Event) -> Option<Action> {
    let key = event.dyn_ref::<KeyboardEvent>()?;
    let is_typed = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok())
        .is_some_and(|target| ["INPUT", "TEXTAREA", "SELECT"].contains(&target.tag_name().as_str()));
    if is_typed || !(key.ctrl_key() || key.meta_key()) {
        return None;
    }
    let action = match (key.key().to_lowercase().as_str(), key.shift_key()) {
        ("z", false) => Action::Undo,
        ("z", true) | ("y", _) => Action::Redo,
        _ => return None,
    };
    event.prevent_default();
    Some(action)
}
