//! Ends of life in a book made for it: who is moved is billed by the successor, along a chain and pooled as well.

use crate::book::{Books, audit};
use crate::document::{Problem, parse_json};
use crate::number::Decimal;
use crate::projection::{Options, Projection, project};
use crate::stack::Stack;

const BOOK: &str = r#"{
    "schema": 1, "provider": "acme", "name": "Acme", "effective": "2026-01-01", "announcement": "Start.",
    "currency": "USD",
    "sources": { "page": { "title": "Prices", "url": "https://example.com", "read": "2026-01-02" } },
    "account": {
        "name": "Account", "default_plan": "old",
        "meters": { "hours": { "name": "hours", "unit": "h", "kind": "flow" } },
        "charges": { "hours": { "meter": "hours", "description": "Hours", "price": { "each": "1" } } },
        "plans": {
            "old": { "name": "Old", "source": "page", "confidence": "official",
                "charges": { "fee": { "description": "Fee", "price": { "fee": "31" } } } },
            "new": { "name": "New", "source": "page", "confidence": "official",
                "charges": { "fee": { "description": "Fee", "price": { "fee": "62" } } } }
        }
    },
    "products": { "box": {
        "name": "Box",
        "meters": { "calls": { "name": "calls", "unit": "calls", "kind": "flow" } },
        "charges": { "calls": { "meter": "calls", "description": "Calls", "price": { "each": { "each": { "price": "1" } } } } },
        "plans": {
            "a": { "name": "A", "attributes": { "price": "1" }, "source": "page", "confidence": "official" },
            "b": { "name": "B", "attributes": { "price": "2" }, "source": "page", "confidence": "official" },
            "c": { "name": "C", "attributes": { "price": "5" }, "source": "page", "confidence": "official",
                   "feeds": { "hours": { "running": "hour" } } }
        }
    } }
}"#;

/// The ends as a later file announces them.
fn books(products: &str, account: &str) -> Result<Books, Problem> {
    let patch = format!(
        r#"{{ "provider": "acme", "effective": "2026-06-15", "announcement": "Ends.",
             "account": {account}, "products": {{ "box": {{ "plans": {products} }} }} }}"#
    );
    Books::parse(&[("acme/2026-01-01.json", BOOK), ("acme/2026-06-15.json", &patch)])
}

fn stack(plan: &str, start: &str) -> Result<Stack, Problem> {
    let text = format!(
        r#"{{ "version": 1, "name": "t", "start": "{start}",
             "resources": {{ "x": {{ "product": "acme/box", "plan": "{plan}", "usage": {{ "calls": "1 /day" }} }} }} }}"#
    );
    Stack::parse(&parse_json(&text, 0)?)
}

const MOVED: &str = r#"{
    "a": { "ends": { "on": "2026-08-11", "announced": "2026-06-15", "effect": "moved", "to": "b" } },
    "b": { "ends": { "on": "2026-08-21", "effect": "moved", "to": "c", "says": "C is faster" } } }"#;

fn cost(projection: &Projection<'_>, month: usize, of: &str) -> Vec<Decimal> {
    let lines = projection.months.get(month).map(|month| month.lines.as_slice()).unwrap_or_default();
    lines.iter().filter(|line| line.id() == of).filter_map(|line| line.amount()).collect()
}

#[test]
fn a_chain_of_moves_is_billed_by_each_plan_for_its_days() -> Result<(), Problem> {
    let (books, stack) = (books(MOVED, "{}")?, stack("a", "2026-07")?);
    let projection = project(&books, &stack, Options { months: 3, ..Options::default() })?;
    let whole = |values: &[i64]| values.iter().map(|value| Decimal::from(*value)).collect::<Vec<_>>();
    assert_eq!(cost(&projection, 0, "x/calls"), whole(&[31]));
    // August: 10 days at 1, 10 at 2, 11 at 5; the 11 days on C run on the account's meter, 24 hours each.
    assert_eq!(cost(&projection, 1, "x/calls"), whole(&[10, 20, 55]));
    assert_eq!(cost(&projection, 1, "acme/hours"), whole(&[264]));
    assert_eq!(cost(&projection, 2, "x/calls"), whole(&[150]));
    let first = projection.first_limit().map(|first| (first.limit.id(), first.limit.consequence()));
    assert_eq!(first, Some(("x/end".to_owned(), "moved to B from 11 August 2026".to_owned())));
    // The days are counted from the start of the answer, and not since the announcement.
    let said =
        projection.first_limit().map(|first| (first.limit.description.clone(), first.limit.unit.clone()));
    let said = said.as_ref().map(|(description, unit)| (description.as_ref(), unit.as_ref()));
    let wanted = "A, as announced on 15 June 2026, ends on 11 August 2026";
    assert_eq!(said, Some((wanted, "days from 1 July 2026")));
    let rows = projection.months.get(1).map(|month| month.limits.as_slice()).unwrap_or_default();
    let second = rows.iter().filter(|row| row.limit == "end").nth(1);
    assert_eq!(
        second.map(|row| (row.consequence(), row.says)),
        Some(("moved to C from 21 August 2026".to_owned(), Some("C is faster")))
    );
    Ok(())
}

#[test]
fn who_starts_after_the_move_is_told_which_plan_to_write() -> Result<(), Problem> {
    let (books, stack) = (books(MOVED, "{}")?, stack("a", "2026-09")?);
    let projection = project(&books, &stack, Options { months: 1, ..Options::default() })?;
    assert_eq!(projection.first_limit().map(|first| first.limit.id()), None);
    assert_eq!(cost(&projection, 0, "x/calls"), [Decimal::from(150)]);
    assert!(
        projection.notes.iter().any(|note| note.text()
            == "x: B has ended on 21 August 2026; it is moved to C and billed so, write `plan: c`"),
        "{:?}",
        projection.notes
    );
    Ok(())
}

#[test]
fn an_end_that_is_first_read_on_its_day_cuts_that_month() -> Result<(), Problem> {
    let ends = r#"{ "a": { "ends": { "on": "2026-06-16", "effect": "refused" } } }"#;
    let (books, stack) = (books(ends, "{}")?, stack("a", "2026-05")?);
    let projection = project(&books, &stack, Options { months: 3, ..Options::default() })?;
    let totals: Vec<Decimal> = projection.months.iter().map(|month| month.total).collect();
    assert_eq!(totals, [31 + 31, 15 + 31, 31].map(Decimal::from));
    Ok(())
}

#[test]
fn an_account_is_moved_with_its_fee() -> Result<(), Problem> {
    let account =
        r#"{ "plans": { "old": { "ends": { "on": "2026-08-11", "effect": "moved", "to": "new" } } } }"#;
    let (books, stack) = (books("{}", account)?, stack("a", "2026-07")?);
    let projection = project(&books, &stack, Options { months: 3, ..Options::default() })?;
    assert_eq!(cost(&projection, 1, "acme/fee"), [Decimal::from(10), Decimal::from(42)]);
    assert_eq!(cost(&projection, 2, "acme/fee"), [Decimal::from(62)]);
    assert_eq!(projection.first_limit().map(|first| first.limit.id()), Some("acme/end".to_owned()));
    Ok(())
}

#[test]
fn what_each_plan_of_an_account_allows_holds_whole_on_both_sides_of_an_end() -> Result<(), Problem> {
    let account = r#"{ "plans": { "old": { "ends": { "on": "2026-08-11", "effect": "moved", "to": "new" } } },
        "limits": { "hours": { "description": "Hours", "meter": "hours", "ceiling": "600", "window": "month",
            "stages": [ { "effect": "refused" } ] } } }"#;
    let (books, stack) = (books("{}", account)?, stack("c", "2026-08")?);
    let projection = project(&books, &stack, Options { months: 2, ..Options::default() })?;
    // 10 days on Old and 21 on New are 240 and 504 hours, 600 allowed on each; 30 days on New are 720.
    let passed = projection.months.iter().map(|month| {
        month.limits.iter().filter(|row| row.limit == "hours" && row.passed_at.is_some()).count()
    });
    assert_eq!(passed.collect::<Vec<_>>(), [0, 1]);
    Ok(())
}

#[test]
fn ends_that_lead_nowhere_are_refused() -> Result<(), Problem> {
    for (products, account, said) in [
        (r#"{ "a": { "ends": { "on": "2027-01-01", "effect": "moved" } } }"#, "{}", "`moved` needs `to`"),
        (r#"{ "a": { "ends": { "on": "2027-01-01", "effect": "moved", "to": "z" } } }"#, "{}", "no plan `z`"),
        (r#"{ "a": { "ends": { "on": "2027-01-01", "effect": "moved", "to": "a" } } }"#, "{}", "leads back"),
        (
            r#"{ "a": { "ends": { "on": "2027-01-01", "effect": "refused", "to": "b" } } }"#,
            "{}",
            "leave `to` out",
        ),
        (
            r#"{ "a": { "ends": { "on": "2027-01-01", "announced": "2027-01-02", "effect": "refused" } } }"#,
            "{}",
            "before that was announced",
        ),
        (
            r#"{ "a": { "ends": { "on": "2027-01-01", "effect": "refused", "source": "z" } } }"#,
            "{}",
            "no source `z`",
        ),
        (r#"{ "a": { "ends": { "on": "2027-01-01", "effect": "deleted" } } }"#, "{}", "refused"),
        (
            "{}",
            r#"{ "plans": { "old": { "ends": { "on": "2027-01-01", "effect": "refused" } } } }"#,
            "`moved` to another",
        ),
    ] {
        let found: Vec<String> =
            audit(&books(products, account)?).into_iter().map(|finding| finding.message).collect();
        assert!(found.iter().any(|message| message.contains(said)), "{said}: {found:?}");
    }
    Ok(())
}
