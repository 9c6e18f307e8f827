//! The price files that CONTRIBUTING.md shows are price files: whoever copies them gets what it says.

use std::fs;

use planner_core::book::{Books, audit};
use planner_core::document::{Value, parse_json};

use crate::cases::root;

/// The JSON that CONTRIBUTING.md shows, with the file name each stands for.
fn shown() -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join("CONTRIBUTING.md")).expect("CONTRIBUTING.md is there");
    let blocks = text.split("```json\n").skip(1).filter_map(|rest| rest.split_once("```"));
    let name = |block: &str| {
        let node = parse_json(block, 0).unwrap_or_else(|problem| panic!("{problem}\n{block}"));
        let word = |field: &str| match node.get(field).map(|node| node.value.clone()) {
            Some(Value::Text(text)) => text,
            _ => panic!("no `{field}` in\n{block}"),
        };
        format!("{}/{}.json", word("provider"), word("effective"))
    };
    blocks.map(|(block, _)| (name(block), block.to_owned())).collect()
}

#[test]
fn a_first_file_stands_alone() {
    let mut count = 0;
    for (name, text) in shown().into_iter().filter(|(_, text)| text.contains("\"schema\"")) {
        let books = Books::parse(&[(&name, &text)]).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        assert_eq!(audit(&books), [], "{name}");
        count += 1;
    }
    assert_eq!(count, 1);
}

#[test]
fn a_price_change_goes_on_top_of_what_is_there() {
    let mut count = 0;
    for (name, text) in shown().into_iter().filter(|(_, text)| !text.contains("\"schema\"")) {
        let provider = name.split('/').next().unwrap_or_default();
        let folder = root().join("data/pricing").join(provider);
        let mut files = vec![(name.clone(), text)];
        for entry in fs::read_dir(folder).expect("the provider has files") {
            let path = entry.expect("an entry").path();
            let file = path.file_name().and_then(|name| name.to_str()).expect("a plain name");
            files.push((format!("{provider}/{file}"), fs::read_to_string(&path).expect("a price file")));
        }
        files.sort();
        let files: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
        let books = Books::parse(&files).unwrap_or_else(|problem| panic!("{name}: {problem}"));
        assert_eq!(audit(&books), [], "{name}");
        count += 1;
    }
    assert_eq!(count, 1);
}
