//! A page as Markdown, for pull requests and notes.

use std::fmt::Write as _;

use crate::page::{Align, Block, Cell, Page, Table, Tone};
use crate::terminal::plain;

/// The page as Markdown.
pub(crate) fn render(page: &Page) -> String {
    let mut out = String::new();
    for block in &page.blocks {
        if !out.is_empty() {
            out.push('\n');
        }
        let _ = match block {
            Block::Title(title, below) if below.is_empty() => writeln!(out, "# {}", escaped(title)),
            Block::Title(title, below) => writeln!(out, "# {}\n\n{}", escaped(title), escaped(below)),
            Block::Heading(text) => writeln!(out, "## {}", escaped(text)),
            Block::Text(text) => writeln!(out, "{}", escaped(text)),
            Block::Facts(facts) => facts.iter().try_for_each(|(label, answer, more)| {
                let more = if more.is_empty() { String::new() } else { format!(" {}", escaped(more)) };
                writeln!(out, "- {}: **{}**{more}", escaped(label), escaped(&answer.text))
            }),
            Block::List(items) => items.iter().try_for_each(|item| writeln!(out, "- {}", escaped(item))),
            Block::Table(rows) => {
                out.push_str(&table(rows));
                Ok(())
            }
        };
    }
    out
}

fn table(table: &Table) -> String {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = row(table.columns.iter().map(|column| escaped(&column.name)).collect());
    let rule = |align| if align == Align::Point { "---:" } else { "---" };
    out.push_str(&row(table.columns.iter().map(|column| rule(column.align).to_owned()).collect()));
    for cells in &table.rows {
        out.push_str(&row(cells.iter().map(cell).collect()));
    }
    out
}

fn cell(cell: &Cell) -> String {
    let text = escaped(cell.text.trim());
    if cell.tone == Tone::Strong && !text.is_empty() { format!("**{text}**") } else { text }
}

/// Text that means nothing but itself: no table cell ends, no tag or link starts in it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in plain(text).chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '#' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_leave_its_cell() {
        assert_eq!(escaped("a|b <img> [x](y)\n"), "a\\|b &lt;img> \\[x\\](y) ");
    }
}
