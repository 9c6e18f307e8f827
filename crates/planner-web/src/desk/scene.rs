//! What stands on the page: its parts as they were sent, and who listens in each.

use std::collections::BTreeMap;

use crate::components::{Child, Ear, Tag};
use crate::wire::{Writer, kinds};

/// The parts on the page, by their names.
#[derive(Default)]
pub(super) struct Scene {
    parts: BTreeMap<String, Part>,
}

#[derive(Default)]
struct Part {
    bytes: Vec<u8>,
    ears: Vec<Ear>,
}

impl Scene {
    /// Takes a page, which is a part itself; answers the parts that are other ones than before.
    pub(super) fn set(&mut self, page: Tag) -> Vec<(String, Vec<u8>)> {
        let mut parts = BTreeMap::new();
        part(&mut parts, page);
        let other = |(name, part): (&String, &Part)| {
            let same = self.parts.get(name).is_some_and(|before| before.bytes == part.bytes);
            (!same).then(|| (name.clone(), part.bytes.clone()))
        };
        let changed = parts.iter().filter_map(other).collect();
        self.parts = parts;
        changed
    }

    /// An event of a part: whoever listens hears it.
    pub(super) fn hear(&self, part: &str, ear: u64, says: &str) {
        let ears = self.parts.get(part).map(|part| part.ears.as_slice()).unwrap_or_default();
        if let Some(ear) = usize::try_from(ear).ok().and_then(|ear| ears.get(ear)) {
            (ear.then)(says);
        }
    }
}

/// Writes a part, and those inside it. Answers the name it goes by: two of one name would be one.
fn part(parts: &mut BTreeMap<String, Part>, mut tag: Tag) -> String {
    let mut name = tag.part.take().unwrap_or_default();
    while parts.contains_key(&name) {
        name.push('\'');
    }
    parts.insert(name.clone(), Part::default());
    let (mut writer, mut ears) = (Writer::default(), Vec::new());
    element(parts, &mut writer, &mut ears, tag);
    parts.insert(name.clone(), Part { bytes: writer.done(), ears });
    name
}

fn element(parts: &mut BTreeMap<String, Part>, writer: &mut Writer, ears: &mut Vec<Ear>, tag: Tag) {
    writer.byte(kinds::ELEMENT);
    writer.text(tag.name);
    for text in [&tag.key, &tag.value] {
        writer.byte(u8::from(text.is_some()));
        if let Some(text) = text {
            writer.text(text);
        }
    }
    for flag in [tag.checked, tag.selected] {
        writer.byte(flag.map_or(2, u8::from));
    }
    writer.count(tag.attributes.len());
    for (name, value) in &tag.attributes {
        writer.text(name);
        writer.text(value);
    }
    writer.count(tag.ears.len());
    for ear in tag.ears {
        writer.byte(ear.on.byte());
        ears.push(ear);
    }
    writer.count(tag.children.len());
    for child in tag.children {
        match child {
            Child::Text(text) => {
                writer.byte(kinds::TEXT);
                writer.text(&text);
            }
            Child::Drawing(svg) => {
                writer.byte(kinds::RAW);
                writer.text(&svg);
            }
            Child::Tag(tag) => place(parts, writer, ears, tag),
            Child::Maybe(tag) => {
                writer.byte(kinds::LIST);
                writer.count(usize::from(tag.is_some()));
                if let Some(tag) = tag {
                    place(parts, writer, ears, *tag);
                }
            }
        }
    }
}

/// An element, or the place of one that is a part of its own.
fn place(parts: &mut BTreeMap<String, Part>, writer: &mut Writer, ears: &mut Vec<Ear>, tag: Tag) {
    if tag.part.is_some() {
        let name = part(parts, tag);
        writer.byte(kinds::PART);
        writer.text(&name);
    } else {
        element(parts, writer, ears, tag);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::tag;

    fn names(parts: &[(String, Vec<u8>)]) -> Vec<&str> {
        parts.iter().map(|(name, _)| name.as_str()).collect()
    }

    fn page(first: &str, second: &str) -> Tag {
        let row = |name: &str, text: &str| tag("p").text(text).part(name);
        tag("div").part("page").child(row("one", first)).maybe(Some(row("two", second)))
    }

    #[test]
    fn only_what_changed_is_sent_and_what_comes_back_is_sent_again() {
        let mut scene = Scene::default();
        assert_eq!(names(&scene.set(page("a", "b"))), ["one", "page", "two"]);
        assert_eq!(names(&scene.set(page("a", "c"))), ["two"]);
        assert_eq!(scene.set(page("a", "c")), []);
        let alone = tag("div").part("page").child(tag("p").text("a").part("one")).maybe(None);
        assert_eq!(names(&scene.set(alone)), ["page"]);
        assert_eq!(names(&scene.set(page("a", "c"))), ["page", "two"]);
    }

    #[test]
    fn two_parts_of_one_name_are_two() {
        let twice = tag("div").part("page").child(tag("p").part("one")).child(tag("b").part("one"));
        assert_eq!(names(&Scene::default().set(twice)), ["one", "one'", "page"]);
    }
}
