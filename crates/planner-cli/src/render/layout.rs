//! Tables laid out for a width: spare columns go first, then words are broken over lines.

use crate::page::{Align, Cell, Column, Table, Tone};
use crate::terminal::{Terminal, paint, plain};

/// Between two columns.
const GAP: usize = 2;

/// Before the first.
const MARGIN: usize = 2;

/// The least a column that wraps is squeezed to.
const LEAST: usize = 12;

/// The least a column that wraps should have, before spare ones give way.
const READABLE: usize = 20;

/// The table as lines.
pub(crate) fn table(table: &Table, terminal: &Terminal) -> Vec<String> {
    let columns = chosen(table, terminal.width);
    let cells: Vec<Vec<String>> = columns.iter().map(|(at, column)| texts(table, *at, column)).collect();
    let widths = widths(&columns, &cells, terminal.width);
    let head: Vec<Cell> = columns.iter().map(|(_, column)| Cell::dim(column.name.clone())).collect();
    let names: Vec<String> = columns.iter().map(|(_, column)| column.name.clone()).collect();
    let mut out = row(&columns, &widths, &names, &head, terminal);
    for (number, cells_of_row) in table.rows.iter().enumerate() {
        let text = |column: &Vec<String>| column.get(number).cloned().unwrap_or_default();
        let texts: Vec<String> = cells.iter().map(text).collect();
        let toned: Vec<Cell> =
            columns.iter().map(|(at, _)| cells_of_row.get(*at).cloned().unwrap_or_default()).collect();
        out.extend(row(&columns, &widths, &texts, &toned, terminal));
    }
    out
}

/// The columns that are shown: those that say something, without spare ones where the width is short.
fn chosen(table: &Table, width: usize) -> Vec<(usize, &Column)> {
    let says = |at: usize| table.rows.iter().any(|row| row.get(at).is_some_and(|cell| !cell.text.is_empty()));
    let mut columns: Vec<(usize, &Column)> =
        table.columns.iter().enumerate().filter(|(at, _)| says(*at)).collect();
    let needs = |(at, column): &(usize, &Column)| {
        let natural = natural(table, *at, column);
        let need = if column.wraps { natural.min(READABLE) } else { natural };
        need.saturating_add(GAP)
    };
    let mut need: usize = columns.iter().map(needs).sum();
    loop {
        let spare = columns
            .iter()
            .enumerate()
            .filter(|(_, (_, column))| column.spare > 0)
            .max_by_key(|(_, (_, column))| column.spare);
        match spare {
            Some((at, _)) if need > width => need = need.saturating_sub(needs(&columns.remove(at))),
            _ => return columns,
        }
    }
}

fn natural(table: &Table, at: usize, column: &Column) -> usize {
    texts(table, at, column).iter().map(|text| length(text)).max().unwrap_or(0).max(length(&column.name))
}

/// A column's cells, numbers with spaces behind them so that their points are below each other.
fn texts(table: &Table, at: usize, column: &Column) -> Vec<String> {
    let cells: Vec<String> =
        table.rows.iter().map(|row| row.get(at).map(|cell| plain(&cell.text)).unwrap_or_default()).collect();
    if column.align == Align::Left {
        return cells;
    }
    let places = |text: &String| text.rsplit_once('.').map_or(0, |(_, rest)| length(rest).saturating_add(1));
    let is_number = |text: &String| text.ends_with(|c: char| c.is_ascii_digit());
    let most = cells.iter().filter(|text| is_number(text)).map(places).max().unwrap_or(0);
    let padded = |text: String| {
        if is_number(&text) {
            format!("{text}{}", " ".repeat(most.saturating_sub(places(&text))))
        } else {
            text
        }
    };
    cells.into_iter().map(padded).collect()
}

/// Each column's natural width, the widest that wraps cut until all fit.
fn widths(columns: &[(usize, &Column)], cells: &[Vec<String>], width: usize) -> Vec<usize> {
    let natural = |((_, column), cells): (&(usize, &Column), &Vec<String>)| {
        cells.iter().map(|text| length(text)).max().unwrap_or(0).max(length(&column.name))
    };
    let mut widths: Vec<usize> = columns.iter().zip(cells).map(natural).collect();
    let gaps = GAP.saturating_mul(columns.len().saturating_sub(1)).saturating_add(MARGIN);
    loop {
        let over = widths.iter().sum::<usize>().saturating_add(gaps).saturating_sub(width);
        let widest = columns
            .iter()
            .zip(widths.iter_mut())
            .filter(|((_, column), width)| column.wraps && **width > LEAST);
        match widest.map(|(_, width)| width).max() {
            Some(widest) if over > 0 => *widest = widest.saturating_sub(1),
            _ => return widths,
        }
    }
}

fn row(
    columns: &[(usize, &Column)],
    widths: &[usize],
    texts: &[String],
    cells: &[Cell],
    terminal: &Terminal,
) -> Vec<String> {
    let wrapped: Vec<Vec<String>> = texts
        .iter()
        .zip(columns)
        .zip(widths)
        .map(
            |((text, (_, column)), width)| {
                if column.wraps { wrapped(text, *width) } else { vec![text.clone()] }
            },
        )
        .collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    let line = |number: usize| {
        let parts = wrapped.iter().zip(columns).zip(widths).zip(cells).map(
            |(((lines, (_, column)), width), cell)| {
                let text = lines.get(number).map_or("", String::as_str);
                let space = " ".repeat(width.saturating_sub(length(text)));
                let tone = if text.is_empty() { Tone::Plain } else { cell.tone };
                let text = paint(text, tone, terminal.color);
                if column.align == Align::Point { space + &text } else { text + &space }
            },
        );
        format!("{}{}", " ".repeat(MARGIN), parts.collect::<Vec<_>>().join(&" ".repeat(GAP)))
    };
    (0..height).map(line).collect()
}

/// A text broken at its spaces; a word that is too long is cut.
pub(crate) fn wrapped(text: &str, width: usize) -> Vec<String> {
    if length(text) <= width {
        return vec![text.to_owned()];
    }
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split_inclusive(' ') {
        if length(&line).saturating_add(length(word.trim_end())) > width && !line.is_empty() {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        line.push_str(word);
        while length(line.trim_end()) > width {
            let cut = joint(&line, width);
            let rest: String = line.chars().skip(cut).collect();
            lines.push(line.chars().take(cut).collect());
            line = rest;
        }
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Where to cut a long word: behind a `/`, `_` or the like in its second half, else at the width.
fn joint(word: &str, width: usize) -> usize {
    let joints =
        word.chars().take(width).enumerate().filter(|(_, c)| matches!(c, '/' | '_' | '-' | '.' | ':'));
    let last = joints.map(|(at, _)| at.saturating_add(1)).last();
    last.filter(|at| at.saturating_mul(2) > width).unwrap_or(width)
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminal(width: usize) -> Terminal {
        Terminal { width, color: false, color_errors: false }
    }

    fn example() -> Table {
        let mut table = Table::new(vec![
            Column::words("Line"),
            Column::words("What").wrapping(),
            Column::words("Why").spare(1),
            Column::numbers("Amount"),
        ]);
        table.row(vec![
            "web".into(),
            "Running instances, by the second".into(),
            "because".into(),
            "$7.00".into(),
        ]);
        table.row(vec!["db".into(), "Storage".into(), "".into(), "$1,230.5".into()]);
        table.row(vec!["mail".into(), "Messages".into(), "".into(), "unpriced".into()]);
        table
    }

    #[test]
    fn numbers_have_their_points_below_each_other() {
        let lines = table(&example(), &terminal(100));
        let point = |line: Option<&String>| line.and_then(|line| line.rfind('.'));
        assert_eq!(point(lines.get(1)), point(lines.get(2)));
        assert!(lines.iter().all(|line| line.chars().count() <= 100));
    }

    #[test]
    fn a_narrow_page_loses_spare_columns_and_breaks_words() {
        let lines = table(&example(), &terminal(40));
        assert!(lines.iter().all(|line| line.chars().count() <= 40), "{lines:#?}");
        assert!(lines.iter().all(|line| !line.contains("because")), "{lines:#?}");
        assert!(lines.iter().any(|line| line.contains("Running")), "{lines:#?}");
    }

    #[test]
    fn a_word_longer_than_the_width_is_cut() {
        assert_eq!(wrapped("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(wrapped("", 4), [""]);
    }
}
