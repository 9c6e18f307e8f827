//! Text in a drawing: how wide it is without a font at hand, how it is cut, and how it is escaped.

/// Widths of the printable ASCII characters in thousandths of the font size, as in Helvetica and Arial.
const WIDTHS: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, // space to /
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, // 0 to ?
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, // @ to O
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, // P to _
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, // ` to o
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584, // p to ~
];

/// Other system fonts are up to this much wider; too wide an estimate leaves air, too narrow one overlaps.
const WIDER: f64 = 1.1;

/// About how wide `text` is at `size`, in the units of `size`.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(|c| f64::from(advance(c))).sum::<f64>() * WIDER * size / 1000.0
}

/// Thousandths of the font size that a character takes. Past ASCII: Latin, Greek and Cyrillic are counted
/// as wide letters, all else as a full square.
fn advance(c: char) -> u16 {
    let place = u32::from(c).checked_sub(32).and_then(|place| usize::try_from(place).ok());
    match place.and_then(|place| WIDTHS.get(place)) {
        Some(&width) => width,
        None if u32::from(c) < 0x530 => 667,
        None => 1000,
    }
}

/// `text`, or as much of its beginning as fits into `room`, with an ellipsis.
pub(crate) fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let room = room - width("…", size);
    let mut used = 0.0;
    let kept = text.chars().take_while(|&c| {
        used += f64::from(advance(c)) * WIDER * size / 1000.0;
        used <= room
    });
    kept.chain(['…']).collect()
}

/// `text` in at most so many rows that fit into `room`, broken between words; what is left over is cut with an ellipsis.
pub(crate) fn wrap(text: &str, size: f64, room: f64, rows: usize) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while all.len() + 1 < rows {
        let mut row = String::new();
        while let Some(word) = words.peek() {
            let longer = if row.is_empty() { (*word).to_owned() } else { [&*row, " ", word].concat() };
            if width(&longer, size) > room {
                break;
            }
            row = longer;
            words.next();
        }
        if row.is_empty() {
            break; // A word that is wider than a row.
        }
        all.push(row);
    }
    let rest: Vec<&str> = words.collect();
    if !rest.is_empty() || all.is_empty() {
        all.push(fit(&rest.join(" "), size, room));
    }
    all
}

/// Appends `text` so that it is only text, in an element or in a quoted attribute. Characters that XML
/// forbids become U+FFFD.
pub(crate) fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            // Marks that turn the direction of what follows, out of their own text too.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            _ => out.push(c),
        }
    }
}

/// `text` as an id that needs no escaping and can stand in a reference: `chart` when nothing is left of it.
pub(crate) fn id(text: &str) -> String {
    let kept: String =
        text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-' || *c == '_').take(64).collect();
    if kept.starts_with(|c: char| c.is_ascii_alphabetic()) { kept } else { format!("chart{kept}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_leave_its_place() {
        let mut out = String::new();
        escape_into(&mut out, "</svg><script a='\"'>&\u{0}\u{202e}x");
        assert_eq!(out, "&lt;/svg&gt;&lt;script a=&#39;&quot;&#39;&gt;&amp;\u{fffd}x");
    }

    #[test]
    fn ids_are_safe_and_never_empty() {
        assert_eq!(id("cost-2"), "cost-2");
        assert_eq!(id("\" onload=x"), "onloadx");
        assert_eq!(id("3 plans"), "chart3plans");
        assert_eq!(id(""), "chart");
    }

    #[test]
    fn what_does_not_fit_is_cut_with_an_ellipsis() {
        assert_eq!(fit("$20", 11.0, 100.0), "$20");
        let cut = fit("a budget with a very long name", 11.0, 80.0);
        assert!(cut.ends_with('…') && width(&cut, 11.0) <= 80.0, "{cut}");
        assert_eq!(fit("abc", 11.0, 0.0), "…");
    }

    #[test]
    fn what_is_too_long_for_a_row_goes_on_in_the_next() {
        let name = "render: outbound bandwidth included in the workspace";
        let rows = wrap(name, 11.0, 130.0, 3);
        assert!(rows.len() == 3 && rows.iter().all(|row| width(row, 11.0) <= 130.0), "{rows:?}");
        assert_eq!(rows.join(" "), name);
        let cut = wrap(name, 11.0, 130.0, 2);
        assert!(cut.len() == 2 && cut.last().is_some_and(|row| row.ends_with('…')), "{cut:?}");
        assert_eq!(wrap("Free", 11.0, 130.0, 2), ["Free"]);
        assert_eq!(wrap("", 11.0, 130.0, 2), [""]);
        let word = "w".repeat(200);
        assert_eq!(wrap(&word, 11.0, 60.0, 2).len(), 1);
    }
}
