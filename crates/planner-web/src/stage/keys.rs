//! Keys that work anywhere on the page: undo and redo. In a field they are the field's own.

use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

use crate::wire::Heard;

/// Where such keys are the field's own: what is typed into.
const TYPED: &str = "textarea, input:not([type=range], [type=checkbox], [type=radio])";

/// What a key says.
pub(super) fn heard(event: &Event) -> Option<Heard> {
    let key = event.dyn_ref::<KeyboardEvent>()?;
    let is_typed = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlElement>().ok())
        .is_some_and(|target| target.matches(TYPED).unwrap_or(false));
    if is_typed || !(key.ctrl_key() || key.meta_key()) {
        return None;
    }
    let heard = match (key.key().to_lowercase().as_str(), key.shift_key()) {
        ("z", false) => Heard::Undo,
        ("z", true) | ("y", _) => Heard::Redo,
        _ => return None,
    };
    event.prevent_default();
    Some(heard)
}
