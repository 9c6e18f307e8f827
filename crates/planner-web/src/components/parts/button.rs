//! Buttons.

use super::tag::{Tag, words};

/// A button that does not look like one.
pub(in crate::components) fn button(text: &str) -> Tag {
    words("button", text).with("type", "button").class("plain")
}

/// A button that does.
pub(in crate::components) fn solid(text: &str) -> Tag {
    words("button", text).with("type", "button").class("solid")
}
