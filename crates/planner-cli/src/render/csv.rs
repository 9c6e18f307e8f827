//! CSV by RFC 4180, safe to open in a spreadsheet.

use crate::page::{Field, Records};

/// Rows with a line of names above them.
pub(crate) fn render(records: &Records) -> String {
    let mut out = line(records.fields.iter().map(|name| quoted(name)));
    for row in &records.rows {
        out.push_str(&line(row.iter().map(field)));
    }
    out
}

fn line(fields: impl Iterator<Item = String>) -> String {
    fields.collect::<Vec<_>>().join(",") + "\r\n"
}

fn field(field: &Field) -> String {
    match field {
        Field::Empty => String::new(),
        Field::Number(number) => quoted(number),
        Field::Text(text) => quoted(&harmless(text)),
    }
}

/// Words that a spreadsheet would take for a formula get an apostrophe in front; numbers keep their sign.
fn harmless(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn quoted(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_no_formula_comes_from_a_file() {
        let mut records = Records::new(&["name", "amount"]);
        records.rows.push(vec![Field::text("=HYPERLINK(\"x\")"), Field::Number("-5".to_owned())]);
        records.rows.push(vec![Field::text("a,b\nc"), Field::Empty]);
        assert_eq!(render(&records), "name,amount\r\n\"'=HYPERLINK(\"\"x\"\")\",-5\r\n\"a,b\nc\",\r\n");
    }
}
