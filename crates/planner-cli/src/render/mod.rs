//! A page as text for a terminal, as Markdown, as CSV, and plain data as JSON.

mod csv;
mod layout;
mod markdown;
mod text;

use serde::Serialize;

use crate::args::Format;
use crate::failure::Failure;
use crate::page::Page;
use crate::terminal::Terminal;

/// Prints `data` in a format; the page is made only where it is wanted.
pub(crate) fn render<T: Serialize>(
    format: Format,
    terminal: &Terminal,
    data: &T,
    page: impl FnOnce() -> Page,
) -> Result<String, Failure> {
    match format {
        Format::Table => Ok(text::render(&page(), terminal)),
        Format::Markdown => Ok(markdown::render(&page())),
        Format::Csv => Ok(csv::render(&page().records)),
        Format::Json => match serde_json::to_string_pretty(data) {
            Ok(json) => Ok(json + "\n"),
            Err(error) => Err(Failure::new(
                format!("the result cannot be written as JSON: {error}"),
                "choose another --format",
            )),
        },
    }
}
