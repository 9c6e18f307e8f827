//! One book for each kind of fault, and what is said of it.

use super::*;
use crate::document::Problem;

const BOOK: &str = r#"{
    "schema": 1, "provider": "acme", "name": "Acme", "effective": "2026-01-01", "announcement": "Start.",
    "currency": "USD",
    "sources": { "page": { "title": "Prices", "url": "https://example.com", "read": "2026-01-02" } },
    "account": { "name": "Account",
        "options": {
            "cap": { "description": "a cap", "kind": "flag", "default": "false" },
            "home": { "description": "where", "kind": "choice", "default": "a", "choices": { "a": {}, "b": { "also": ["B1"] } } }
        },
        "charges": { "fee": { "description": "Fee", "tags": ["base"], "price": { "fee": "5" } } },
        "adjustments": { "credit": { "description": "Credit", "covers": ["base"], "credit": "5" } },
        "settle": { "waived_when_empty": ["fee"] },
        "plans": { "a": { "name": "A", "source": "page", "confidence": "official" } } },
    "products": { "box": { "name": "Box",
        "meters": { "calls": { "name": "calls", "unit": "calls", "kind": "flow" } },
        "charges": { "calls": { "meter": "calls", "description": "Calls", "price": { "each": "2" } } },
        "pools": { "free": { "amount": "10", "order": ["calls"] } },
        "limits": {
            "day": { "meter": "calls", "description": "Calls a day", "window": "day", "ceiling": "8",
                "stages": [{ "effect": "refused" }] },
            "spent": { "spend": ["calls"], "description": "A cap", "window": "month", "ceiling": "8",
                "stages": [{ "effect": "suspended" }] }
        },
        "plans": {
            "old": { "name": "Old", "until": "2026-05-01", "source": "page", "confidence": "official" },
            "new": { "name": "New", "offered": "2026-05-01", "source": "page", "confidence": "official" }
        } } }
}"#;

fn found(text: &str) -> Result<Vec<String>, Problem> {
    let books = Books::parse(&[("acme/2026-01-01.json", text)])?;
    Ok(audit(&books).into_iter().map(|f| format!("{}: {}", f.path, f.message)).collect())
}

/// Whoever starts the program does without this check of the bundled books.
#[cfg(feature = "bundled")]
#[test]
fn the_bundled_books_hold_together() -> Result<(), Problem> {
    let files = crate::book::history::bundled::files().iter();
    let checked = Books::unread(files.map(|&(name, text)| (name, text.to_owned())))?;
    assert_eq!(audit(&checked), []);
    Ok(())
}

#[test]
fn a_name_that_nothing_has_a_wrong_default_and_what_is_below_zero_are_found() -> Result<(), Problem> {
    assert_eq!(found(BOOK)?, Vec::<String>::new());
    for (was, is, wanted) in [
        (
            r#""covers": ["base"]"#,
            r#""covers": ["bases"]"#,
            "account.adjustments.credit: it covers `bases`, which is no charge and no tag",
        ),
        (
            r#""spend": ["calls"]"#,
            r#""spend": ["fee"]"#,
            "products.box.limits.spent: `spend` covers `fee`, which is no charge and no tag",
        ),
        (
            r#""order": ["calls"]"#,
            r#""order": ["call"]"#,
            "products.box.pools.free: `order` has `call`, which is no charge",
        ),
        (
            r#"["fee"] }"#,
            r#"["fees"] }"#,
            "account.settle: `waived_when_empty` has `fees`, which is no charge of the account",
        ),
        (
            r#""default": "false""#,
            r#""default": "off""#,
            "account.options.cap: its default is `off`, which is none of what it takes",
        ),
        (
            r#""default": "a""#,
            r#""default": "c""#,
            "account.options.home: its default is `c`, which is none of what it takes",
        ),
        (r#""currency""#, r#""rank": 4, "currency""#, "rank: a rank is 1 to 3, not 4"),
        (
            r#""kind": "flag", "default": "false""#,
            r#""kind": "flag", "at_most": "5""#,
            "account.options.cap.at_most: only a count and an amount of money have bounds, and none below zero",
        ),
        (
            r#""kind": "flag", "default": "false""#,
            r#""kind": "count", "at_least": "5", "at_most": "2""#,
            "account.options.cap.at_most: it is below what it takes at least",
        ),
        (
            r#""kind": "flag", "default": "false""#,
            r#""kind": "money", "choices": ["1000", "more"]"#,
            "account.options.cap.choices: `more` is no number, as it takes",
        ),
        (r#"["B1"]"#, r#"["A"]"#, "account.options.home: `a` names both `a` and `b`"),
        (r#""name": "New""#, r#""name": "old""#, ""),
        (
            r#""name": "New", "offered": "2026-05-01""#,
            r#""name": "old", "offered": "2026-04-30""#,
            "products.box.plans: new and old are both sold as old at one time",
        ),
        (r#""each": "2""#, r#""each": "-2""#, "products.box.charges.calls: the price can be -2, below zero"),
        (
            r#""each": "2""#,
            r#""unit": { "price": "2", "per": "0" }"#,
            "products.box.charges.calls: a price for 0 units: it is for more than none",
        ),
        (
            r#""ceiling": "8",
                "stages": [{ "effect": "refused" }]"#,
            r#""ceiling": { "base": "4", "each": { "count": "-8" } },
                "stages": [{ "effect": "refused" }]"#,
            "products.box.limits.day: the ceiling falls below zero: say `at_least`",
        ),
        (
            r#""ceiling": "8",
                "stages": [{ "effect": "refused" }]"#,
            r#""ceiling": { "base": "4", "each": { "cap": "-4" } },
                "stages": [{ "effect": "refused" }]"#,
            "",
        ),
        (
            r#""amount": "10""#,
            r#""amount": "-10""#,
            "products.box.pools.free: what is included can be -10, below zero",
        ),
    ] {
        let text = BOOK.replacen(was, is, 1);
        assert_ne!(text, BOOK, "{was}");
        let wanted: Vec<String> =
            Some(wanted.to_owned()).filter(|wanted| !wanted.is_empty()).into_iter().collect();
        assert_eq!(found(&text)?, wanted, "{is}");
    }
    Ok(())
}

#[test]
fn what_is_below_zero_is_refused_before_anything_is_computed() -> Result<(), Problem> {
    let text = BOOK.replacen(r#""each": "2""#, r#""each": "-2""#, 1);
    let books = Books::parse(&[("acme/2026-01-01.json", &text)])?;
    let day = crate::month::Date::parse("2026-02-01").ok_or_else(|| Problem::new("a day"))?;
    let refused = books.as_of("acme", day).err().map(|problem| problem.message.clone());
    assert_eq!(refused.as_deref(), Some("the price can be -2, below zero"));
    Ok(())
}

#[test]
fn an_option_that_a_products_limit_moves_is_refused() -> Result<(), Problem> {
    let moved = r#"{ "effect": "moved", "option": "home", "to": "b", "billed": "cycle" }"#;
    let limit = format!(
        r#""limits": {{ "spent": {{ "spend": [], "description": "A cap", "window": "month", "ceiling": "8", "stages": [{moved}] }} }},"#
    );
    let of_account = BOOK.replacen(r#""settle":"#, &format!(r#"{limit} "settle":"#), 1);
    assert_eq!(found(&of_account)?, Vec::<String>::new());
    let of_product = BOOK.replacen(r#"{ "effect": "refused" }"#, moved, 1);
    assert_eq!(
        found(&of_product)?,
        [
            "products.box.limits.day: a limit of a product moves its plan alone, and `home` is an option: put the limit under \
             `account`, or leave `option` out and name a plan in `to`"
        ]
    );
    Ok(())
}

const BARE: &str = r#"{
    "schema": 1, "provider": "acme", "name": "Acme", "effective": "2026-01-01", "announcement": "Start.",
    "currency": "USD",
    "sources": {
        "page": { "title": "Prices", "url": "https://example.com", "read": "2026-01-02" },
        "old": { "title": "Old", "url": "example.com", "read": "2026-01-02", "published": "2026-02-01" }
    },
    "account": { "name": "Account", "plans": { "a": { "name": "A", "source": "page", "confidence": "official" } } },
    "products": { "box": { "name": "Box", "plans": {
        "bare": { "name": "Bare", "source": "page", "confidence": "disputed" } } } }
}"#;

#[test]
fn everything_wrong_is_said_at_once() -> Result<(), Problem> {
    let books = Books::parse(&[("acme/2026-01-01.json", BARE)])?;
    let found: Vec<String> =
        audit(&books).into_iter().map(|f| format!("{}: {}", f.path, f.message)).collect();
    assert_eq!(
        found,
        [
            "products.box.plans.bare: the plan has neither a price nor a limit; where nobody knows one, say `unpriced`",
            "products.box.plans.bare: a figure is disputed, and the plan's `note` does not say how",
            "sources.old: nothing names this source: remove it, or name it where it was used",
            "sources.old: a source's address starts with https:// or http://",
            "sources.old: read on 2026-01-02, before it was published on 2026-02-01",
        ]
    );
    Ok(())
}

#[test]
fn a_book_without_sources_is_refused() -> Result<(), Problem> {
    let text = BARE.replace("\"sources\": {", "\"sources\": {}, \"other\": {");
    let books = Books::parse(&[("acme/2026-01-01.json", &text)])?;
    assert!(audit(&books).first().is_some_and(|finding| finding.message.contains("unknown field `other`")));
    let (before, rest) = BARE.split_once("\"sources\": {").unwrap_or_default();
    let (_, after) = rest.split_once("\"account\"").unwrap_or_default();
    let text = format!("{before}\"sources\": {{}}, \"account\"{after}");
    let books = Books::parse(&[("acme/2026-01-01.json", &text)])?;
    let said = audit(&books).into_iter().next().map(|finding| finding.message).unwrap_or_default();
    assert!(said.contains("no source `page`"), "{said}");
    let text = format!("{before}\"account\"{after}");
    let books = Books::parse(&[("acme/2026-01-01.json", &text)])?;
    let said = audit(&books).into_iter().next().map(|finding| finding.message).unwrap_or_default();
    assert!(said.contains("sources"), "{said}");
    Ok(())
}

#[test]
fn a_least_duration_that_makes_no_sense_is_refused() -> Result<(), Problem> {
    let kept = BOOK.replace(r#""unit": "calls", "kind": "flow""#, r#""unit": "GB", "kind": "level""#);
    let with = |book: &str, least: &str| {
        let charge = r#""description": "Calls", "#;
        found(&book.replace(charge, &format!("{charge}{least}, ")))
    };
    for least in [
        r#""minimum_duration": "30 days""#,
        r#""minimum_duration": { "length": "1 h", "source": "page", "confidence": "derived" }"#,
        r#""over_time": "mean-of-daily-peaks", "minimum_duration": "90 days""#,
    ] {
        assert_eq!(with(&kept, least)?, Vec::<String>::new(), "{least}");
    }
    let stored = "`minimum_duration` belongs to a charge for what is stored over time";
    let length = "`minimum_duration` is a length of time above zero such as 30 days";
    for (book, least, wanted) in [
        (kept.as_str(), r#""minimum_duration": "0 days""#, length),
        (&kept, r#""minimum_duration": "-30 days""#, length),
        (&kept, r#""minimum_duration": "30 GB""#, length),
        (&kept, r#""minimum_duration": "30""#, length),
        (&kept, r#""minimum_duration": { "length": "30 days", "source": "nowhere" }"#, "no source `nowhere`"),
        (&kept, r#""over_time": "maximum", "minimum_duration": "30 days""#, stored),
        (&kept, r#""at_level": true, "minimum_duration": "30 days""#, stored),
        (&kept, r#""started": true, "minimum_duration": "30 days""#, stored),
        (BOOK, r#""minimum_duration": "30 days""#, stored),
    ] {
        let said = with(book, least)?;
        assert!(said.iter().any(|fault| fault.contains(wanted)), "{least}: {said:?}");
    }
    Ok(())
}

#[test]
fn limits_that_share_a_row_are_never_in_force_together() -> Result<(), Problem> {
    let with = |day: &str, spent: &str| {
        let book = BOOK.replacen(r#""day": {"#, &format!(r#""day": {{ {day}"#), 1);
        book.replacen(r#""spent": {"#, &format!(r#""spent": {{ {spent}"#), 1)
    };
    let apart = with(r#""when": { "home": "a" },"#, r#""row": "day", "when": { "home": "b" },"#);
    assert_eq!(found(&apart)?, Vec::<String>::new());
    for (day, spent) in [
        ("", r#""row": "day","#),
        (r#""when": { "home": ["a", "b"] },"#, r#""row": "day", "when": { "home": "b" },"#),
        (r#""when": { "home": "given" },"#, r#""row": "day", "when": { "home": "b" },"#),
        (r#""when": { "home": "a" },"#, r#""row": "day", "when": { "cap": "true" },"#),
    ] {
        assert_eq!(
            found(&with(day, spent))?,
            ["products.box.limits.spent: `day` has the row `day` too, and both may be in force"],
            "{day} {spent}"
        );
    }
    Ok(())
}

#[test]
fn the_most_that_each_costs_belongs_to_what_runs() -> Result<(), Problem> {
    let running = BOOK.replace(r#""unit": "calls", "kind": "flow""#, r#""unit": "calls", "kind": "running""#);
    let with = |book: &str, most: &str| {
        let charge = r#""description": "Calls", "#;
        found(&book.replace(charge, &format!("{charge}{most}, ")))
    };
    let wanted = "`each_at_most` belongs to a charge with one price";
    for (book, most) in [
        (BOOK, r#""each_at_most": "5""#),
        (running.as_str(), r#""at_level": true, "each_at_most": "5""#),
        (&running, r#""over_time": "maximum", "each_at_most": "5""#),
    ] {
        let said = with(book, most)?;
        assert!(said.iter().any(|fault| fault.contains(wanted)), "{most}: {said:?}");
    }
    let said = with(&running, r#""each_at_most": "-5""#)?;
    assert!(said.iter().any(|fault| fault.contains("the most each costs can be -5, below zero")), "{said:?}");
    Ok(())
}

#[test]
fn a_change_of_plan_that_is_not_made_names_what_is_there() -> Result<(), Problem> {
    let with = |rule: &str| {
        let says = format!(r#""unmade": [{{ {rule} "says": "make a new one", "source": "page" }}], "pools""#);
        found(&BOOK.replacen(r#""pools""#, &says, 1))
    };
    assert_eq!(with(r#""to": ["old"],"#)?, Vec::<String>::new());
    for (rule, wanted) in [
        (r#""to": ["older"],"#, "products.box.unmade: no plan `older`"),
        (r#""falls": "ram","#, "products.box.unmade: no plan has an attribute `ram`"),
        ("", "products.box.unmade: say onto which plans, or what falls"),
    ] {
        assert_eq!(with(rule)?, [wanted]);
    }
    Ok(())
}
