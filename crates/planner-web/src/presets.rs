//! The reference stacks, converted when the page is built.

/// A reference stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Its file's name.
    pub id: &'static str,
    /// What its owners call it.
    pub name: &'static str,
    /// The kind of app it is: `AI chat on Render, Upstash and Supabase`.
    pub title: &'static str,
    /// A sentence about it.
    pub about: &'static str,
    /// The stack as JSON.
    pub json: &'static str,
    /// What its file compares, such as `api=free,starter,standard`.
    pub vary: Option<&'static str>,
}

include!(concat!(env!("OUT_DIR"), "/presets.rs"));

/// The preset at a place; the first where there is none.
#[must_use]
pub fn preset(index: usize) -> Option<&'static Preset> {
    PRESETS.get(index).or_else(|| PRESETS.first())
}

/// The place of a preset by its id.
#[must_use]
pub fn index_of(id: &str) -> Option<usize> {
    PRESETS.iter().position(|preset| preset.id == id)
}

#[cfg(test)]
mod tests {
    use planner_core::document::{Problem, parse_json};

    use super::*;

    #[test]
    fn the_page_opens_on_the_assistant() {
        let first = preset(0).map(|preset| (preset.id, preset.vary));
        assert_eq!(first, Some(("ai-assistant", Some("api=free,starter,standard"))));
    }

    #[test]
    fn a_title_says_the_kind_of_app_and_what_is_past_comes_last() {
        for preset in PRESETS {
            assert!(preset.title.len() <= 60 && !preset.title.ends_with('.'), "{}", preset.title);
            assert!(preset.about.len() <= 120 && preset.about.ends_with(['.', '?']), "{}", preset.about);
            assert_ne!(preset.title, preset.name);
        }
        let late = |preset: &Preset| preset.id.ends_with("-before") || preset.id.ends_with("-staging");
        assert!(PRESETS.is_sorted_by_key(late));
        assert!(PRESETS.last().is_some_and(late));
    }

    #[test]
    fn printing_a_preset_again_changes_nothing() -> Result<(), Problem> {
        for preset in PRESETS {
            let tree = parse_json(preset.json, 0)?;
            assert_eq!(crate::json::print(&tree), preset.json, "{}", preset.id);
        }
        Ok(())
    }
}
