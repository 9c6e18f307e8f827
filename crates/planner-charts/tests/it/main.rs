//! Whole drawings: what is in them, that they are XML whatever goes in, and one written down in full.

mod cost;
mod headroom;
mod properties;
mod snapshot;

use planner_core::Decimal;
use planner_core::Month;
use roxmltree::{Document, Error, Node};

/// Months from December 2026 on.
fn months(count: u32) -> Vec<Month> {
    (0..count).filter_map(|n| Month::new(2026, 12)?.plus(n)).collect()
}

fn whole(values: &[i64]) -> Vec<Option<Decimal>> {
    values.iter().map(|value| Some(Decimal::from(*value))).collect()
}

/// What holds for every drawing in a page: it is XML, names itself, and carries no style and no script.
#[track_caller]
fn check(svg: &str) -> Result<Document<'_>, Error> {
    let document = Document::parse(svg)?;
    let root = document.root_element();
    assert_eq!(root.attribute("role"), Some("img"));
    assert_eq!((root.attribute("width"), root.attribute("height")), (None, None), "it scales");
    let ids: Vec<_> = root.attribute("aria-labelledby").unwrap_or_default().split(' ').collect();
    assert_eq!(ids.len(), 2);
    for id in ids {
        let words = root.children().find(|child| child.attribute("id") == Some(id));
        assert!(words.is_some_and(|node| node.has_tag_name("title") || node.has_tag_name("desc")), "{id}");
    }
    let known = ["svg", "title", "desc", "defs", "pattern", "g", "path", "circle", "rect", "text"];
    for node in root.descendants().filter(Node::is_element) {
        assert!(known.contains(&node.tag_name().name()), "<{}>", node.tag_name().name());
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            assert!(name != "style" && name != "href" && !name.starts_with("on"), "{name}");
            assert!(!value.contains("NaN") && !value.contains("inf"), "{name}={value}");
        }
    }
    Ok(document)
}

/// The texts in sight, in order.
fn texts(document: &Document<'_>) -> Vec<String> {
    let texts = document.descendants().filter(|node| node.has_tag_name("text"));
    texts.filter_map(|node| node.text().map(str::to_owned)).collect()
}

/// The groups whose class contains `class` as a word.
fn groups<'a, 'b>(document: &'a Document<'b>, class: &'a str) -> impl Iterator<Item = Node<'a, 'b>> {
    let of_class = move |node: &Node<'_, '_>| {
        node.has_tag_name("g") && node.attribute("class").is_some_and(|c| c.split(' ').any(|c| c == class))
    };
    document.descendants().filter(of_class)
}

/// How many strokes and how many filled shapes are in the groups of `class`.
fn strokes_and_fills(document: &Document<'_>, class: &str) -> (usize, usize) {
    let count = |kind: &str| {
        let parts = groups(document, class).flat_map(|group| group.children());
        parts.filter(|part| part.attribute("class") == Some(kind)).count()
    };
    (count("line"), count("fill"))
}
