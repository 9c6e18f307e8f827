//! A page as text that fits the terminal.

use crate::page::{Block, Cell, Page, Tone};
use crate::render::layout::{self, wrapped};
use crate::terminal::{Terminal, paint, plain};

/// The page, each part apart from the one before by a line.
pub(crate) fn render(page: &Page, terminal: &Terminal) -> String {
    let mut out = String::new();
    let mut after_heading = false;
    for block in &page.blocks {
        if !out.is_empty() && !after_heading {
            out.push('\n');
        }
        after_heading = matches!(block, Block::Heading(_));
        for line in lines(block, terminal) {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

fn lines(block: &Block, terminal: &Terminal) -> Vec<String> {
    let color = terminal.color;
    let words = |text: &str, width: usize| wrapped(&plain(text), width);
    match block {
        Block::Title(title, below) => {
            let title =
                words(title, terminal.width).into_iter().map(|line| paint(&line, Tone::Strong, color));
            let below = words(below, terminal.width).into_iter().map(|line| paint(&line, Tone::Dim, color));
            title.chain(below).filter(|line| !line.is_empty()).collect()
        }
        Block::Heading(text) => {
            words(text, terminal.width).iter().map(|line| paint(line, Tone::Strong, color)).collect()
        }
        Block::Text(text) => {
            words(text, terminal.width).iter().map(|line| paint(line, Tone::Dim, color)).collect()
        }
        Block::List(items) => items
            .iter()
            .flat_map(|item| {
                let lines = words(item, terminal.width.saturating_sub(4));
                lines
                    .into_iter()
                    .enumerate()
                    .map(|(at, line)| format!("{}{line}", if at == 0 { "  - " } else { "    " }))
            })
            .collect(),
        Block::Facts(facts) => self::facts(facts, terminal),
        Block::Table(table) => layout::table(table, terminal),
    }
}

fn facts(facts: &[(String, Cell, String)], terminal: &Terminal) -> Vec<String> {
    let label_width = facts.iter().map(|(label, ..)| label.chars().count()).max().unwrap_or(0);
    let indent = label_width.saturating_add(4);
    let mut out = Vec::new();
    for (label, answer, more) in facts {
        let answer_text = plain(&answer.text);
        let room = terminal.width.saturating_sub(indent).max(10);
        let whole =
            if more.is_empty() { answer_text.clone() } else { format!("{answer_text}  {}", plain(more)) };
        for (at, line) in wrapped(&whole, room).into_iter().enumerate() {
            // The answer itself stands at the start of the first line.
            let line = match line.strip_prefix(&answer_text) {
                Some(rest) if at == 0 => {
                    format!("{}{rest}", paint(&answer_text, answer.tone, terminal.color))
                }
                _ => line,
            };
            let label = if at == 0 { label.as_str() } else { "" };
            let label = paint(&format!("{label:<label_width$}"), Tone::Dim, terminal.color);
            out.push(format!("  {label}  {line}"));
        }
    }
    out
}
