//! What stands on the page: its parts as they were sent, and who listens in each.

use std::collections::{BTreeMap, VecDeque};

use crate::components::{Child, Ear, Tag};
use crate::locale;
use crate::wire::{Sent, Writer, kinds};

/// So many parts that are not on the page any more still hear: what the visitor pressed just before is not lost, and no other
/// element hears it.
const PAST: usize = 64;

/// Attributes that people read or hear, so that numbers in them are written as everywhere.
const SAID: [&str; 4] = ["aria-label", "aria-valuetext", "placeholder", "title"];

/// Elements whose text is what a machine reads.
const EXACT: [&str; 3] = ["code", "pre", "textarea"];

/// The parts on the page, by their names.
#[derive(Default)]
pub(super) struct Scene {
    parts: BTreeMap<String, Part>,
    /// Those that were there before, with their names: the latest are the last.
    past: VecDeque<(String, Part)>,
    /// The version of the part that was sent last.
    version: u64,
}

#[derive(Default)]
struct Part {
    version: u64,
    bytes: Vec<u8>,
    ears: Vec<Ear>,
}

impl Scene {
    /// Takes a page, which is a part itself; answers the parts that are other ones than before.
    pub(super) fn set(&mut self, page: Tag) -> Vec<Sent> {
        let mut parts = BTreeMap::new();
        part(&mut parts, page);
        let mut changed = Vec::new();
        for (name, part) in &mut parts {
            if let Some(before) = self.parts.get(name).filter(|before| before.bytes == part.bytes) {
                part.version = before.version;
                continue;
            }
            self.version = self.version.saturating_add(1);
            part.version = self.version;
            changed.push(Sent { name: name.clone(), version: part.version, bytes: part.bytes.clone() });
        }
        for (name, before) in std::mem::take(&mut self.parts) {
            if parts.get(&name).is_none_or(|part| part.version != before.version) {
                self.past.push_back((name, before));
            }
        }
        let many = self.past.len().saturating_sub(PAST);
        self.past.drain(..many);
        self.parts = parts;
        changed
    }

    /// An event of a part as the visitor saw it: whoever listened there hears it.
    pub(super) fn hear(&self, name: &str, version: u64, ear: u64, says: &str) {
        let is_it = |part: &&Part| part.version == version;
        let before = || self.past.iter().find(|(known, part)| known == name && is_it(&part));
        let seen = self.parts.get(name).filter(is_it).or_else(|| before().map(|(_, part)| part));
        let ears = seen.map(|part| part.ears.as_slice()).unwrap_or_default();
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
    parts.insert(name.clone(), Part { bytes: writer.done(), ears, version: 0 });
    name
}

fn element(parts: &mut BTreeMap<String, Part>, writer: &mut Writer, ears: &mut Vec<Ear>, tag: Tag) {
    let locale = locale::own();
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
        writer.text(&if SAID.contains(name) { locale.sentence(value) } else { value.into() });
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
                writer.text(&if EXACT.contains(&tag.name) { text.into() } else { locale.sentence(&text) });
            }
            Child::Drawing(svg) => {
                writer.byte(kinds::RAW);
                writer.text(&locale.drawing(&svg));
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
    use crate::components::{Act, On, tag};
    use crate::state::{Action, Tab};

    fn names(parts: &[Sent]) -> Vec<&str> {
        parts.iter().map(|part| part.name.as_str()).collect()
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
    fn what_was_pressed_before_the_page_changed_is_what_was_meant() {
        let act = Act::default();
        let tabs = |all: &[Tab]| {
            tag("div")
                .part("tabs")
                .each(all, |tab| tag("button").text(tab.title()).acts(On::Click, &act, Action::Look(*tab)))
        };
        let mut scene = Scene::default();
        let seen = scene.set(tabs(&[Tab::Cost, Tab::Idle])).first().map_or(0, |part| part.version);
        scene.set(tabs(&[Tab::Cost, Tab::Redis, Tab::Idle]));
        scene.hear("tabs", seen, 1, "");
        assert_eq!(act.take(), [Action::Look(Tab::Idle)]);
        scene.hear("tabs", seen.saturating_add(1), 1, "");
        assert_eq!(act.take(), [Action::Look(Tab::Redis)]);
        scene.hear("tabs", 99, 1, "");
        assert_eq!(act.take(), []);
        for _ in 0..PAST {
            scene.set(tabs(&[Tab::Cost]));
            scene.set(tabs(&[Tab::Idle]));
        }
        scene.hear("tabs", seen, 1, "");
        assert_eq!(act.take(), [], "long ago");
    }

    #[test]
    fn two_parts_of_one_name_are_two() {
        let twice = tag("div").part("page").child(tag("p").part("one")).child(tag("b").part("one"));
        assert_eq!(names(&Scene::default().set(twice)), ["one", "one'", "page"]);
    }
}
