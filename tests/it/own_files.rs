//! Price files of the user's own: what is wrong with one is told at its place, and nothing in it is taken in vain.

use planner_core::book::Books;
use planner_core::document::Problem;

#[track_caller]
fn refused(name: &str, text: &str) -> Problem {
    let books = Books::bundled().expect("the bundled books are whole");
    match books.with("prices", [(name, text.to_owned())].into_iter()) {
        Ok(_) => panic!("taken: {text}"),
        Err(problem) => problem,
    }
}

fn over_render(attributes: &str) -> String {
    format!(
        r#"{{ "provider": "render", "effective": "2026-12-15", "announcement": "What we agreed.",
  "products": {{ "web": {{ "plans": {{ "1c-2g": {{ "attributes": {attributes} }} }} }} }} }}"#
    )
}

#[test]
fn a_number_that_nothing_goes_by_is_refused() {
    let problem = refused("render/2026-12-15.json", &over_render(r#"{ "prise": "20" }"#));
    assert_eq!(
        problem.path, "prices/render/2026-12-15.json products.web.plans.1c-2g.attributes.prise",
        "{problem}"
    );
    assert_eq!(problem.hint.as_deref(), Some("did you mean `price`?"));
    assert_eq!(problem.position.map(|at| at.line), Some(2));
    // One that a charge of the same file names is a number of the user's own.
    let own = r#"{ "provider": "render", "effective": "2026-12-15", "announcement": "What we agreed.",
  "products": { "web": { "plans": { "1c-2g": { "attributes": { "care": "5" }, "charges": { "care": {
    "description": "Care", "price": { "fee": { "each": { "care": "1" } } } } } } } } } }"#;
    let books = Books::bundled().expect("the bundled books are whole");
    let files = [("render/2026-12-15.json", own.to_owned())];
    books.with("prices", files.into_iter()).expect("a number that a charge goes by");
}

#[test]
fn a_price_below_zero_is_blamed_on_the_file_it_stands_in() {
    let problem = refused("render/2026-12-15.json", &over_render(r#"{ "price": "-20" }"#));
    assert!(problem.path.starts_with("prices/render/2026-12-15.json "), "{problem}");
    assert!(problem.message.contains("`price` is -20, below zero"), "{problem}");
    assert_eq!(problem.position.map(|at| at.line), Some(2), "{problem}");
}

#[test]
fn a_slip_in_a_name_is_told_and_not_what_a_new_one_lacks() {
    let of = |provider: &str, rest: &str| {
        format!(
            r#"{{ "provider": "{provider}", "effective": "2026-12-15", "announcement": "What we agreed.", {rest} }}"#
        )
    };
    for (provider, rest, meant) in [
        (
            "render",
            r#""account": { "plans": { "proo": { "charges": { "fee": { "price": { "fee": "9" } } } } } }"#,
            "pro",
        ),
        ("vercel", r#""account": { "meters": { "transferr": { "unit": "TB" } } }"#, "transfer"),
        ("render", r#""products": { "webb": { "plans": {} } }"#, "web"),
    ] {
        let problem = refused(&format!("{provider}/2026-12-15.json"), &of(provider, rest));
        let hint = problem.hint.clone().unwrap_or_default();
        assert!(hint.starts_with(&format!("did you mean `{meant}`?")), "{problem}: {hint}");
    }
}
