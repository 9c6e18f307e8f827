//! Elements as HTML, written by native code: for the page before its app runs, and for the gallery of its components.

use crate::components::{Child, Tag};

/// Elements without an end.
const VOID: [&str; 1] = ["input"];

/// What of elements is written, and how.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Writer {
    /// The classes of those that are left out.
    pub(crate) without: &'static [&'static str],
    /// The names of those that do nothing yet.
    pub(crate) disabled: &'static [&'static str],
    /// Whether what is folded stands open.
    pub(crate) unfolded: bool,
}

impl Writer {
    /// Adds an element with all that stands in it.
    pub(crate) fn element(&self, out: &mut String, tag: &Tag) {
        if class(tag).is_some_and(|class| self.without.contains(&class)) {
            return;
        }
        out.push('<');
        out.push_str(tag.name);
        // `data-ready` is the app's word that it is there.
        for (key, value) in tag.attributes.iter().filter(|(key, _)| *key != "data-ready") {
            pair(out, key, value);
        }
        let is_area = tag.name == "textarea";
        if let Some(value) = tag.value.as_ref().filter(|_| !is_area) {
            pair(out, "value", value);
        }
        let opens =
            self.unfolded && tag.name == "details" && !tag.attributes.iter().any(|(key, _)| *key == "open");
        let flags = [
            ("selected", tag.selected == Some(true)),
            ("checked", tag.checked == Some(true)),
            ("open", opens),
        ];
        for (flag, _) in flags.iter().filter(|(_, set)| *set) {
            pair(out, flag, flag);
        }
        if self.disabled.contains(&tag.name) {
            pair(out, "disabled", "");
        }
        out.push('>');
        if VOID.contains(&tag.name) {
            return;
        }
        if let Some(value) = tag.value.as_ref().filter(|_| is_area) {
            out.push_str(&escaped(value));
        }
        for child in &tag.children {
            match child {
                Child::Tag(tag) => self.element(out, tag),
                Child::Maybe(tag) => tag.iter().for_each(|tag| self.element(out, tag)),
                Child::Text(text) => out.push_str(&escaped(text)),
                Child::Drawing(svg) => out.push_str(svg),
            }
        }
        out.push_str("</");
        out.push_str(tag.name);
        out.push('>');
    }
}

/// The class of an element, as it is written.
pub(crate) fn class(tag: &Tag) -> Option<&str> {
    tag.attributes.iter().find(|(known, _)| *known == "class").map(|(_, class)| class.as_str())
}

fn pair(out: &mut String, key: &str, value: &str) {
    for part in [" ", key, "=\"", &escaped(value), "\""] {
        out.push_str(part);
    }
}

/// A text as it stands between tags, or between quotes.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::{tag, words};

    fn written(writer: Writer, tag: &Tag) -> String {
        let mut out = String::new();
        writer.element(&mut out, tag);
        out
    }

    #[test]
    fn what_stands_in_a_stack_is_text() {
        assert_eq!(escaped("<b>\"a\" & b"), "&lt;b&gt;&quot;a&quot; &amp; b");
    }

    #[test]
    fn fields_hold_what_was_typed_and_boxes_are_ticked() {
        let area = tag("textarea").value("a < b");
        assert_eq!(written(Writer::default(), &area), "<textarea>a &lt; b</textarea>");
        let tick = tag("input").value("1").checked(true);
        assert_eq!(written(Writer::default(), &tick), "<input value=\"1\" checked=\"checked\">");
    }

    #[test]
    fn what_is_folded_opens_once() {
        let folded = tag("details").child(words("summary", "More")).child(tag("details").flag("open", true));
        let open = written(Writer { unfolded: true, ..Writer::default() }, &folded);
        assert_eq!(open.matches("open=\"open\"").count(), 2, "{open}");
        assert_eq!(written(Writer::default(), &folded).matches("open=").count(), 1);
    }
}
