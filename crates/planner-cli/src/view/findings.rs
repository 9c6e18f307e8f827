//! What is wrong in price books.

use planner_core::book::{Books, Finding};

use super::plural;
use crate::page::{Column, Field, Page, Records, Table};

/// The page of a check of price books.
pub(crate) fn page(findings: &[Finding], books: &Books, files: usize) -> Page {
    let mut page = Page { records: records(findings), ..Page::default() };
    let providers = books.providers().count();
    page.title(
        "Price books",
        format!("{files} {} of {providers} {}.", plural(files, "file"), plural(providers, "provider")),
    );
    let mut table = Table::new(vec![
        Column::words("File"),
        Column::words("Where").wrapping(),
        Column::words("What is wrong").wrapping(),
    ]);
    for finding in findings {
        table.row(vec![
            finding.file.clone().into(),
            finding.path.clone().into(),
            finding.message.clone().into(),
        ]);
    }
    if findings.is_empty() {
        page.text("Nothing is wrong with them.");
    } else {
        page.table("Findings", table);
    }
    page
}

fn records(findings: &[Finding]) -> Records {
    let mut records = Records::new(&["file", "path", "message"]);
    for finding in findings {
        records.rows.push(vec![
            Field::text(finding.file.clone()),
            Field::text(finding.path.clone()),
            Field::text(finding.message.clone()),
        ]);
    }
    records
}
