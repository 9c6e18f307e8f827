//! YAML for the page: a stack file in, the page's JSON out, and back.
//!
//! The page itself reads JSON alone. This is a second module, which it fetches when somebody first opens or saves a YAML
//! file, so that nobody else downloads its reader. What is refused is a sentence for the visitor, with line and column.

use planner_core::document::{self, Problem, parse_json, parse_yaml};
use wasm_bindgen::prelude::wasm_bindgen;

// As the page writes JSON everywhere else.
#[path = "../../planner-web/src/json.rs"]
mod json;

/// A YAML stack file as the JSON that the page shows. Comments are left behind.
///
/// # Errors
///
/// A sentence with line and column, and what to do, for what is not YAML, for the parts of YAML that are not taken, and for
/// more than 1 MiB.
#[wasm_bindgen]
pub fn to_json(text: &str) -> Result<String, String> {
    if text.lines().map(str::trim).all(|line| line.is_empty() || line.starts_with('#')) {
        return Err("The file is empty. Choose one with a stack in it.".to_owned());
    }
    parse_yaml(text, 0).map(|node| json::print(&node)).map_err(|problem| sentence(&problem))
}

/// A JSON stack as a YAML file.
///
/// # Errors
///
/// A sentence with line and column, and what to do, for what is not JSON, and for more than 1 MiB.
#[wasm_bindgen]
pub fn to_yaml(json: &str) -> Result<String, String> {
    parse_json(json, 0).map(|node| document::to_yaml(&node)).map_err(|problem| sentence(&problem))
}

/// What is wrong, where, and what to do: each with a capital and a full stop.
fn sentence(problem: &Problem) -> String {
    let hint = problem.hint.as_deref().unwrap_or("look at the file there, and open it again");
    [problem.to_string().as_str(), hint].map(stopped).join(" ")
}

fn stopped(words: &str) -> String {
    let mut rest = words.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", rest.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stack_becomes_the_pages_json_and_yaml_again() {
        let yaml =
            "# A shop\nversion: 1\nname: Shop # ours\n\nresources:\n  web: { product: a/web, count: 2 }\n";
        let json = "{\n  \"version\": 1,\n  \"name\": \"Shop\",\n  \
                    \"resources\": { \"web\": { \"product\": \"a/web\", \"count\": 2 } }\n}\n";
        assert_eq!(to_json(yaml).as_deref(), Ok(json));
        let back = "version: 1\nname: Shop\n\nresources:\n  web: { product: a/web, count: 2 }\n";
        assert_eq!(to_yaml(json).as_deref(), Ok(back));
    }

    #[test]
    fn what_is_wrong_is_a_sentence_with_its_place_and_what_to_do() {
        for (text, says) in [
            (
                "a: &b 1\n",
                "Line 1, column 4: anchors (`&name`) are not taken. Write the value out where it is used.",
            ),
            (
                "name: Shop\nname: Other\n",
                "Line 2, column 1: `name` is given twice. Leave one of the two out, or give them different names.",
            ),
            ("# nothing\n\n", "The file is empty. Choose one with a stack in it."),
        ] {
            assert_eq!(to_json(text), Err(says.to_owned()));
        }
        let open = to_json("a:\n  - [1, 2\n").map_err(|says| says.contains(": this is not YAML: "));
        assert_eq!(open, Err(true));
        let json = to_yaml("{ \"a\": ").map_err(|says| says.starts_with("Line 1, column 8: "));
        assert_eq!(json, Err(true));
    }

    #[test]
    fn whatever_the_text_it_is_read_or_refused() {
        let large = "x".repeat((1 << 20) + 1);
        let deep = "[".repeat(100_000);
        let blocks = "- ".repeat(50_000);
        let texts = [
            "\u{0}",
            "\u{feff}",
            "%YAML 9.9",
            "? ",
            "- - -",
            "a: |\n  x",
            "'",
            "\"\\ud800\"",
            "{a: b}}",
            "🦀: \u{202e}",
        ];
        for text in texts.into_iter().chain([large.as_str(), &deep, &blocks]) {
            for says in [to_json(text).err(), to_yaml(text).err()].into_iter().flatten() {
                assert!(says.ends_with('.') && says.starts_with(char::is_uppercase), "{says}");
            }
        }
    }
}
