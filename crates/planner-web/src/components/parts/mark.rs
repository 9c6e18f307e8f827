//! The shape of a state: seen beside its word, and with its colour; and the bar of what is used.

use super::tag::{Tag, tag};
use crate::limits::Standing;

/// The shape alone.
pub(in crate::components) fn mark(standing: Standing) -> Tag {
    let path =
        tag("path").with("d", standing.shape()).with("fill", "currentColor").with("fill-rule", "evenodd");
    tag("svg")
        .class(&format!("mark {}", standing.class()))
        .with("viewBox", "0 0 12 12")
        .with("width", "12")
        .with("height", "12")
        .with("aria-hidden", "true")
        .child(path)
}

/// The shape with its word.
pub(in crate::components) fn state_of(standing: Standing, word: &str) -> Tag {
    tag("span").class(&format!("state {}", standing.class())).child(mark(standing)).text(word)
}

/// The used share, in percent, as a bar.
pub(in crate::components) fn gauge(standing: Standing, used: u32) -> Tag {
    let rect = |class, width: &str| tag("rect").class(class).with("width", width).with("height", "6");
    tag("svg")
        .class(&format!("bar {}", standing.class()))
        .with("viewBox", "0 0 100 6")
        .with("preserveAspectRatio", "none")
        .with("aria-hidden", "true")
        .child(rect("track", "100"))
        .child(rect("used", &used.to_string()))
}
