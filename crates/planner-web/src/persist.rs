//! What the page remembers on this machine: light or dark, and nothing else.

use web_sys::Storage;

const KEY: &str = "headroom-theme";

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Its name.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The one a button leads to.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }

    fn parse(word: &str) -> Self {
        [Self::Light, Self::Dark].into_iter().find(|theme| theme.word() == word).unwrap_or_default()
    }
}

/// The remembered theme; the system's where nothing is remembered or nothing can be.
#[must_use]
pub fn load() -> Theme {
    let word = storage().and_then(|storage| storage.get_item(KEY).ok()?);
    word.map(|word| Theme::parse(&word)).unwrap_or_default()
}

/// Remembers a theme. A browser that keeps nothing is no reason to fail.
pub fn save(theme: Theme) {
    let _ = storage().map(|storage| storage.set_item(KEY, theme.word()));
}

/// The month after this one, as `2026-12`: what a new stack begins in.
#[must_use]
pub fn next_month() -> String {
    let now = js_sys::Date::new_0();
    let next = js_sys::Date::new_with_year_month(
        now.get_full_year(),
        i32::try_from(now.get_month()).unwrap_or(0).saturating_add(1),
    );
    format!("{}-{:02}", next.get_full_year(), next.get_month().saturating_add(1))
}

/// None where the browser keeps nothing.
fn storage() -> Option<Storage> {
    gloo::utils::window().local_storage().ok()?
}

/// Shows the page in a theme.
pub fn show(theme: Theme) {
    if let Some(root) = gloo::utils::document().document_element() {
        let _ = root.set_attribute("data-theme", theme.word());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_button_goes_round() {
        assert_eq!(Theme::System.next().next().next(), Theme::System);
        assert_eq!(Theme::parse("dark"), Theme::Dark);
        assert_eq!(Theme::parse("<script>"), Theme::System);
    }
}
