//! Where the output goes: how wide it is, and whether it takes colour.

use std::io::IsTerminal;

use crate::args::Color;
use crate::page::Tone;

/// The width where the output is no terminal.
const WIDTH: usize = 100;

/// The least that tables are laid out for.
const LEAST: usize = 40;

/// The most; longer rows are hard to follow with the eye.
const MOST: usize = 160;

/// Where the output goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    /// Columns of characters.
    pub(crate) width: usize,
    /// Whether pages are coloured.
    pub(crate) color: bool,
    /// Whether errors are coloured.
    pub(crate) color_errors: bool,
}

impl Terminal {
    pub(crate) fn new(color: Color) -> Self {
        let wanted = |terminal: bool| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()),
        };
        let stated = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok());
        let measured =
            || terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
        let width = stated.or_else(measured).unwrap_or(WIDTH);
        Self {
            width: width.clamp(LEAST, MOST),
            color: wanted(std::io::stdout().is_terminal()),
            color_errors: wanted(std::io::stderr().is_terminal()),
        }
    }
}

/// A text in a tone, by the sixteen colours every terminal has.
pub(crate) fn paint(text: &str, tone: Tone, color: bool) -> String {
    let code = match tone {
        Tone::Plain => return text.to_owned(),
        Tone::Strong => "1",
        Tone::Dim => "2",
        Tone::Good => "32",
        Tone::Warn => "33",
        Tone::Bad => "31",
    };
    if color { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// A text on one line, without the control characters that could steer a terminal.
pub(crate) fn plain(text: &str) -> String {
    let harmless = |c: char| if c.is_control() || is_direction(c) { ' ' } else { c };
    text.chars().map(harmless).collect()
}

/// Marks that turn the direction of what follows: a file could show a price as another.
const fn is_direction(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_cannot_steer_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\nc\u{202e}d"), "a [31mb c d");
    }
}
