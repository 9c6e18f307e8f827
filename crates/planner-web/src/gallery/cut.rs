//! The element of a component, out of a page, within what its style sheet knows it by.

use crate::components::{Child, Tag};
use crate::html::{Writer, class, escaped};

/// How the element of a component is told: it is the first on the page that is so.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cut {
    /// By its classes, separated by spaces.
    Class(&'static str),
    /// By its id.
    Id(&'static str),
    /// By its name as an element.
    Name(&'static str),
    /// By the part of the page that it is.
    Part(&'static str),
    /// By the text that its first element holds.
    Titled(&'static str),
    /// By an element right in it, which has this id.
    Around(&'static str),
}

impl Cut {
    /// The element as HTML. Around it stand the classes of what it is in, which has no looks of its own here.
    pub(super) fn written(self, page: &Tag, writer: Writer) -> Option<String> {
        let mut around = Vec::new();
        let found = self.find(page, &mut around)?;
        let mut out = String::new();
        for class in &around {
            out.push_str(&["<div class=\"around ", &escaped(class), "\">"].concat());
        }
        writer.element(&mut out, found);
        out.push_str(&"</div>".repeat(around.len()));
        Some(out)
    }

    fn find<'a>(self, tag: &'a Tag, around: &mut Vec<&'a str>) -> Option<&'a Tag> {
        if self.is(tag) {
            return Some(tag);
        }
        let own = class(tag);
        around.extend(own);
        let found = children(tag).find_map(|child| self.find(child, around));
        if found.is_none() && own.is_some() {
            around.pop();
        }
        found
    }

    fn is(self, tag: &Tag) -> bool {
        let has = |tag: &Tag, key: &str, value: &str| {
            tag.attributes.iter().any(|(known, own)| *known == key && own == value)
        };
        match self {
            Self::Class(wanted) => {
                let own: Vec<&str> = class(tag).unwrap_or_default().split(' ').collect();
                wanted.split(' ').all(|word| own.contains(&word))
            }
            Self::Id(id) => has(tag, "id", id),
            Self::Name(name) => tag.name == name,
            Self::Part(part) => tag.part.as_deref() == Some(part),
            Self::Titled(title) => children(tag).next().is_some_and(
                |first| matches!(first.children.first(), Some(Child::Text(text)) if text == title),
            ),
            Self::Around(id) => children(tag).any(|child| has(child, "id", id)),
        }
    }
}

/// The elements right in another.
fn children(tag: &Tag) -> impl Iterator<Item = &Tag> {
    tag.children.iter().filter_map(|child| match child {
        Child::Tag(tag) => Some(tag),
        Child::Maybe(tag) => tag.as_deref(),
        Child::Text(_) | Child::Drawing(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::{tag, words};

    fn page() -> Tag {
        let field =
            tag("div").class("field wide").child(words("label", "Name")).child(tag("input").id("name"));
        let form =
            tag("form").class("inputs").child(tag("p").class("hint")).child(tag("fieldset").child(field));
        tag("div").class("page").maybe(None).maybe(Some(form.part("inputs")))
    }

    #[test]
    fn an_element_is_found_in_every_way_that_it_is_told() {
        let written = |cut: Cut| cut.written(&page(), Writer::default()).unwrap_or_default();
        let field = "<div class=\"around page\"><div class=\"around inputs\"><div class=\"field wide\"><label>Name</label>\
                     <input id=\"name\"></div></div></div>";
        for cut in [Cut::Class("wide field"), Cut::Around("name"), Cut::Titled("Name")] {
            assert_eq!(written(cut), field, "{cut:?}");
        }
        assert!(
            written(Cut::Id("name")).contains("<div class=\"around field wide\"><input id=\"name\"></div>")
        );
        assert!(
            written(Cut::Part("inputs")).starts_with("<div class=\"around page\"><form class=\"inputs\">")
        );
        assert!(written(Cut::Name("fieldset")).contains("<div class=\"around inputs\"><fieldset>"));
        assert_eq!(written(Cut::Class("narrow")), "");
    }
}
