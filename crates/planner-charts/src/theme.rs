//! The style sheet, and where it is.

/// The charts' style sheet: a page puts it into its own. Tokens (`--chart-s0`…) are light and dark in one.
pub const CSS: &str = include_str!("chart.css");

/// Where a drawing will be looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// Inside a page that has [`CSS`] in its style sheet and draws title and legend itself: the drawing
    /// carries no style at all, so a content security policy of `style-src 'self'` holds.
    #[default]
    Page,
    /// A file of its own, on white: with its style sheet, its title and its legend.
    #[cfg(feature = "file")]
    Embedded,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, as in WCAG 2.2.
    fn luminance(hex: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap_or(0)) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    /// The light and the dark value of a token.
    fn token(name: &str) -> (&'static str, &'static str) {
        let values =
            CSS.split_once(&format!("--{name}: light-dark(")).and_then(|(_, rest)| rest.split_once(')'));
        values.and_then(|(values, _)| values.split_once(", ")).unwrap_or_default()
    }

    #[test]
    fn every_colour_stands_out_in_light_and_dark() {
        let lines = (0..8).map(|n| (format!("chart-s{n}"), 4.5));
        let words = ["chart-ink", "chart-limit", "chart-tight"].map(|name| (name.to_owned(), 4.5));
        for (name, least) in lines.chain(words) {
            let ((light, dark), (paper, night), (over, dark_over)) =
                (token(&name), token("chart-paper"), token("chart-over"));
            for (ink, ground, least) in
                [(light, paper, least), (dark, night, least), (light, over, 3.0), (dark, dark_over, 3.0)]
            {
                assert!(
                    contrast(ink, ground) >= least,
                    "{name}: {ink} on {ground} {}",
                    contrast(ink, ground)
                );
            }
        }
    }
}
