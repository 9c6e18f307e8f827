//! The page before its Wasm runs: the first answer as HTML, written into `index.html` when the page is built.
//!
//! It is what `components` lays out for a page just opened, without what needs the app: so a visitor reads the answer at once,
//! and nothing moves when the app takes over.

use planner_core::document::Problem;

use crate::components::{self, Act};
use crate::html::Writer;
use crate::state::State;

/// Parts that come with the app, by their class: the inputs, and what is below the answer.
const LATER: [&str; 3] = ["inputs", "closer-look", "said"];

/// What does nothing before the app is there.
const CONTROLS: [&str; 4] = ["button", "input", "select", "textarea"];

/// The page just opened, as HTML.
///
/// # Errors
///
/// A [`Problem`] where the first preset gives no answer, which tests rule out.
pub fn html() -> Result<String, Problem> {
    let mut out = String::new();
    let mut state = State::open(0)?;
    state.looks.welcome = true;
    let writer = Writer { without: &LATER, disabled: &CONTROLS, unfolded: false };
    writer.element(&mut out, &components::page(&state, &Act::default()));
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::escaped;

    #[test]
    fn the_shell_says_what_the_page_will_say() -> Result<(), Problem> {
        let (html, state) = (html()?, State::open(0)?);
        let answer = &state.answer;
        for text in [&answer.finding, &answer.status, &answer.name] {
            assert!(html.contains(&escaped(text)), "{text} in {html}");
        }
        for column in &answer.columns {
            assert!(html.contains(&column.title) && html.contains(&column.now.text), "{column:?}");
        }
        assert!(html.contains("<h1 id=\"finding\">"), "the headline has its place: {html}");
        Ok(())
    }

    #[test]
    fn nothing_in_it_waits_for_an_app_that_is_not_there() -> Result<(), Problem> {
        let html = html()?;
        assert!(!html.contains("data-ready"), "the app alone says that it is ready");
        assert!(!html.contains("class=\"inputs\"") && !html.contains("class=\"closer-look\""), "{html}");
        for control in CONTROLS {
            for tag in html.split(&format!("<{control} ")).skip(1) {
                let (tag, _) = tag.split_once('>').unwrap_or_default();
                assert!(tag.contains("disabled"), "{control} {tag}");
            }
        }
        assert!(html.contains("selected=\"selected\""), "lists show what is chosen: {html}");
        Ok(())
    }
}
