//! What stands side by side, in which order, and what acts on a column.

use planner_core::document::Problem;
use planner_web::columns::{Beside, Origin, Sorting};
use planner_web::field::Field;
use planner_web::state::{Action, State};

use crate::{page, totals, typed, visits};

const SHOP: &str = r#"{ "version": 1, "name": "Shop", "start": "2026-12",
    "resources": { "web": { "product": "render/web", "plan": "1c-2g" } } }"#;

fn shop(title: &str) -> Action {
    Action::Beside(vec![(title.to_owned(), SHOP.to_owned())])
}

fn prices(day: &str) -> Action {
    Action::PricesOf(day.to_owned())
}

fn titles(state: &State) -> Vec<&str> {
    state.answer.columns.iter().map(|column| column.title.as_str()).collect()
}

fn refusal(state: &State) -> String {
    let problem = state.drafts.get(&Field::PriceDay).and_then(|draft| draft.problem.as_ref());
    problem
        .map(|problem| [&problem.message, problem.hint.as_deref().unwrap_or_default()].join("; "))
        .unwrap_or_default()
}

#[test]
fn a_kept_stack_stands_beside_the_plans() -> Result<(), Problem> {
    let state = page([shop("My shop")])?;
    assert_eq!(titles(&state), ["Free", "Starter", "Standard", "My shop"]);
    assert_eq!(totals(&state), ["$0.00", "$7.00", "$25.00", "$25.00"]);
    assert!(state.answer.status.contains("$25.00 in My shop"), "{}", state.answer.status);
    assert_eq!(state.answer.name, "AI assistant", "the stack at hand is the one that is spoken of");
    // Put there again it is the same column.
    let again = state.after(shop("My shop"));
    assert_eq!(titles(&again).len(), 4);
    // A fifth does not fit, and that is said.
    let full = state.after(shop("Another"));
    assert_eq!(titles(&full), titles(&state));
    let said = full.looks.said.map(|said| said.text).unwrap_or_default();
    assert!(said.contains("Another cannot stand beside") && said.contains("remove one first"), "{said}");
    assert_eq!(full.inputs.room(), 0);
    Ok(())
}

#[test]
fn asking_for_a_kept_stack_waits_for_its_text() -> Result<(), Problem> {
    let before = page([])?;
    let asked = before.after(Action::AskBeside(7));
    assert!(*asked.inputs == *before.inputs);
    Ok(())
}

#[test]
fn what_is_no_stack_is_refused_in_words() -> Result<(), Problem> {
    let before = page([])?;
    for text in [
        "{",
        "{}",
        r#"{ "version": 1, "name": "x", "start": "2026-12", "resources": { "a": { "product": "render/wbe" } } }"#,
    ] {
        let state = before.after(Action::Beside(vec![("Broken".to_owned(), text.to_owned())]));
        assert!(*state.inputs == *before.inputs, "{text}");
        assert!(state.looks.said.is_some_and(|said| said.text.starts_with("Broken cannot")), "{text}");
    }
    Ok(())
}

#[test]
fn the_stack_stands_beside_itself_under_the_prices_of_another_day() -> Result<(), Problem> {
    let alone = page([Action::Compare(None), typed(Field::Plan("api".to_owned()), "starter")])?;
    let state = alone.after(typed(Field::PriceDay, "2025-12-01")).after(prices(" 2025-12-01 "));
    assert_eq!(titles(&state), ["As it is", "Prices of 1 December 2025"]);
    assert_eq!(state.drafts.get(&Field::PriceDay), None, "the field is free again");
    let report = state.comparison.columns.last().map(|column| &column.report);
    assert_eq!(report.and_then(|report| report.as_of.as_deref()), Some("2025-12-01"));
    assert!(state.answer.status.contains("at the prices of 1 December 2025"), "{}", state.answer.status);
    // The other column goes by the stack as it is changed.
    let changed = state.after(typed(Field::Count("api".to_owned()), "3"));
    assert!(
        totals(&changed).iter().zip(totals(&state)).all(|(now, then)| *now != then),
        "{:?}",
        totals(&changed)
    );
    // The plan it is on is said where others stand beside it.
    let plans = page([prices("2025-12-01")])?;
    assert_eq!(plans.answer.columns.last().map(|column| column.detail.as_str()), Some("api on Free"));
    Ok(())
}

#[test]
fn a_day_that_nothing_is_known_of_is_refused_with_what_is_allowed() -> Result<(), Problem> {
    let before = page([Action::Compare(None)])?;
    for day in ["", "today", "1.12.2025", "2019-01-01", "2031-01-01"] {
        let state = before.after(prices(day));
        assert!(*state.inputs == *before.inputs, "{day}");
        let refusal = refusal(&state);
        assert!(refusal.contains("write a day from 2024-10-01 to 2027-11-30, such as "), "{day}: {refusal}");
        assert!(!state.refused(), "the answer is as good as before");
    }
    let full = page([Action::AddColumn])?.after(prices("2025-12-01"));
    assert!(refusal(&full).contains("remove one first"), "{}", refusal(&full));
    Ok(())
}

#[test]
fn what_cannot_stand_beside_any_more_keeps_nobody_from_changing_the_stack() -> Result<(), Problem> {
    let state = page([Action::Compare(None), prices("2024-11-01")])?;
    assert_eq!(titles(&state).len(), 2, "{}", refusal(&state));
    // Of a provider whose first prices are later than that.
    let later = r#"{ "version": 1, "name": "Later", "start": "2026-12", "resources": {
        "web": { "product": "render/web", "plan": "starter" }, "late": { "product": "LATE" } } }"#;
    let late = planner_web::plans::books()?;
    let found = late.providers().find_map(|provider| {
        let first = late.files(provider).first()?.effective;
        let book = late.as_of(provider, first).ok()?;
        let product = book.provider.products.keys().next()?;
        (first.to_string().as_str() > "2024-11-01").then(|| format!("{provider}/{product}"))
    });
    let product = found.ok_or_else(|| Problem::new("every provider is known since 2024"))?;
    let changed = state.after(typed(Field::Json, &later.replace("LATE", &product)));
    assert!(!changed.refused(), "{:?}", changed.drafts.get(&Field::Json));
    let left: Vec<&str> = changed.answer.left_out.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(left, ["Prices of 1 November 2024"]);
    let without = changed.after(Action::RemoveBeside(0));
    assert!(without.answer.left_out.is_empty() && without.inputs.beside.is_empty());
    Ok(())
}

#[test]
fn columns_are_sorted_by_cost_with_what_they_need() -> Result<(), Problem> {
    let state = page([Action::Column(0, "2c-4g".to_owned()), Action::Sort(Sorting::Cost)])?;
    assert_eq!(totals(&state), ["$7.00", "$25.00", "$85.00"]);
    // The row of each limit goes with its column.
    let memory = state.answer.limits.rows.iter().find(|row| row.id == "api/memory");
    let first = memory.and_then(|row| row.cells.first().cloned().flatten()).map(|cell| cell.text);
    assert_eq!(first.as_deref(), Some("restarted 19 Oct 2027"), "Starter stands first");
    let given = state.after(Action::Sort(Sorting::AsGiven));
    assert_eq!(totals(&given), ["$85.00", "$7.00", "$25.00"]);
    // A plan that is needed is paid for: what costs less without it goes behind.
    let needs = r#"{ "version": 1, "name": "Needs", "start": "2026-12", "accounts": { "supabase": { "plan": "free" } },
        "resources": { "db": { "product": "supabase/database", "plan": "micro" } } }"#;
    let two = SHOP.replace("1c-2g", "starter\", \"count\": \"2");
    let state = page([typed(Field::Json, needs), Action::Compare(None)])?
        .after(Action::Beside(vec![("Two starters".to_owned(), two)]));
    let bare: Vec<&str> = state.comparison.columns.iter().map(|column| column.first_month.as_str()).collect();
    assert_eq!((bare, titles(&state)), (vec!["9.99936", "14"], vec!["As it is", "Two starters"]));
    assert_eq!(titles(&state.after(Action::Sort(Sorting::Cost))), ["Two starters", "As it is"]);
    Ok(())
}

#[test]
fn what_differs_in_a_row_is_marked_and_what_is_equal_is_quiet() -> Result<(), Problem> {
    let html = planner_web::shell::html()?;
    let row = |head: &str| {
        let rest = html.split_once(&format!(">{head}</th>")).map(|(_, rest)| rest).unwrap_or_default();
        let row = rest.split("</tr>").next().unwrap_or_default();
        ["class=\"differs\"", "class=\"same\""].map(|class| row.matches(class).count())
    };
    assert_eq!(row("Breaks first"), [1, 2], "Free and Starter break alike, Standard does not");
    assert_eq!(row("A month, in December 2026"), [3, 0], "each plan has its price");
    Ok(())
}

#[test]
fn columns_are_sorted_by_what_breaks_first() -> Result<(), Problem> {
    // On Free and Starter it breaks on one day; on Standard nothing is judged to break, and not all is known.
    let state = page([Action::Sort(Sorting::Breaks)])?;
    assert_eq!(titles(&state), ["Free", "Starter", "Standard"], "what cannot be judged goes last");
    let of = |text: &str| -> Result<State, Problem> {
        let text = format!(
            r#"{{ "version": 1, "name": "Queue", "start": "2026-12", "resources": {{ "redis": {{ "product": "upstash/redis", "plan": "free", "usage": {text} }} }} }}"#
        );
        Ok(page([typed(Field::Json, &text)])?.after(Action::Compare(None)))
    };
    let quiet = r#"{ "version": 1, "name": "Quiet", "start": "2026-12", "resources": { "redis": { "product": "upstash/redis", "plan": "free", "usage": { "commands": 590000 } } } }"#;
    let early =
        of(r#"{ "commands": 3000000 }"#)?.after(Action::Beside(vec![("Later".to_owned(), quiet.to_owned())]));
    let breaks = |state: &State| -> Vec<Option<String>> {
        state
            .answer
            .columns
            .iter()
            .map(|column| column.limit.as_ref().map(|event| event.short_date.clone()))
            .collect()
    };
    let given = breaks(&early);
    assert!(given.iter().all(Option::is_some) && given.first() != given.last(), "{given:?}");
    let sorted = early.after(Action::Sort(Sorting::Breaks));
    assert_eq!(titles(&sorted), ["Later", "As it is"]);
    Ok(())
}

#[test]
fn what_acts_on_a_column_acts_on_the_one_that_is_seen() -> Result<(), Problem> {
    let state = page([Action::Column(0, "2c-4g".to_owned()), shop("My shop"), Action::Sort(Sorting::Cost)])?;
    assert_eq!(totals(&state), ["$7.00", "$25.00", "$25.00", "$85.00"]);
    let origins: Vec<Origin> = state.answer.columns.iter().map(|column| column.origin).collect();
    assert_eq!(origins, [Origin::Plan(1), Origin::Beside(0), Origin::Plan(2), Origin::Plan(0)]);
    // Each is removed by what it is of.
    let dearest = state.after(Action::RemoveColumn(0));
    assert_eq!(totals(&dearest), ["$7.00", "$25.00", "$25.00"]);
    let other = state.after(Action::RemoveBeside(0));
    assert!(!titles(&other).contains(&"My shop") && titles(&other).len() == 3);
    let changed = state.after(Action::Column(1, "free".to_owned()));
    assert_eq!(totals(&changed).first(), Some(&"$0.00"));
    // What is looked at closer stays the same column when the order changes.
    let closer = state.after(Action::Show(3));
    let given = closer.after(Action::Sort(Sorting::AsGiven));
    assert_eq!((given.looks.shown, totals(&given).first()), (0, Some(&"$85.00")));
    let back = given.after(Action::Sort(Sorting::Cost));
    assert_eq!(back.looks.shown, 3);
    let left = back.after(Action::RemoveColumn(1));
    assert_eq!(left.looks.shown, 2, "and when another one goes");
    Ok(())
}

#[test]
fn columns_are_undone_and_stay_with_other_changes() -> Result<(), Problem> {
    let first = page([])?;
    let steps = [
        Action::RemoveColumn(0),
        shop("My shop"),
        prices("2025-12-01"),
        Action::Sort(Sorting::Cost),
        Action::RemoveBeside(0),
        Action::AddColumn,
        Action::Compare(None),
    ];
    let mut states = vec![first];
    for step in steps {
        let next =
            states.last().map(|state| state.after(step.clone())).ok_or_else(|| Problem::new("no state"))?;
        assert!(states.last().is_some_and(|before| *before.inputs != *next.inputs), "{step:?}");
        states.push(next);
    }
    let mut state = states.last().cloned().ok_or_else(|| Problem::new("no state"))?;
    for earlier in states.iter().rev().skip(1) {
        state = state.after(Action::Undo);
        assert!(
            *state.inputs == *earlier.inputs && *state.answer == *earlier.answer,
            "{:?}",
            titles(earlier)
        );
    }
    assert!(!state.edited, "what is compared is no change of the stack");
    // A change of the stack keeps what stands beside it, and so does undoing it.
    let both = page([Action::Compare(None), shop("My shop"), prices("2025-12-01")])?;
    let changed = both.after(typed(visits(), "900000"));
    assert_eq!(titles(&changed), titles(&both));
    assert!(*changed.after(Action::Undo).inputs == *both.inputs);
    Ok(())
}

#[test]
fn as_it_was_stands_first_beside_other_things() -> Result<(), Problem> {
    let state = page([typed(visits(), "900000"), shop("My shop"), Action::AsItWas(true)])?;
    assert_eq!(titles(&state), ["As it was", "As it is", "My shop"]);
    assert!(state.inputs.beside.iter().any(|one| matches!(one, Beside::AsItWas(_))));
    assert!(
        state.answer.status.contains("as it was") && state.answer.status.contains("as it is"),
        "{}",
        state.answer.status
    );
    let gone = state.after(Action::AsItWas(false));
    assert_eq!(titles(&gone), ["As it is", "My shop"]);
    Ok(())
}

#[test]
fn a_stack_that_begins_in_another_month_says_so() -> Result<(), Problem> {
    let later = SHOP.replace("2026-12", "2027-02");
    let state = page([Action::Compare(None), Action::Beside(vec![("Later".to_owned(), later)])])?;
    let details: Vec<&str> = state.answer.columns.iter().map(|column| column.detail.as_str()).collect();
    assert_eq!(details, ["", "from February 2027"]);
    Ok(())
}

#[test]
fn a_ceiling_of_ones_own_hides_no_limit_of_the_vendors() -> Result<(), Problem> {
    let stack = r#"{ "version": 1, "name": "Queue", "start": "2026-12",
        "limits": { "ours": { "resource": "redis", "meter": "commands", "at": "100000 /month" } },
        "resources": { "redis": { "product": "upstash/redis", "plan": "free", "usage": { "commands": 600000 } } } }"#;
    let state = page([typed(Field::Json, stack)])?.after(Action::Compare(None));
    let column = state.answer.columns.first().ok_or_else(|| Problem::new("no column"))?;
    let what = |event: &Option<planner_web::answer::Event>| event.as_ref().map(|event| event.what.clone());
    assert_eq!(what(&column.own).as_deref(), Some("your ceiling on commands of redis"));
    assert!(what(&column.limit).is_some_and(|what| what.starts_with("redis: ")), "{:?}", column.limit);
    Ok(())
}
