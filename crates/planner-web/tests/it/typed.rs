//! Numbers as people type them, in every kind of field, and what stands there once it is left.

use planner_core::document::Problem;
use planner_web::field::Field;
use planner_web::locale::{self, Locale};
use planner_web::state::{Action, Inputs, State};

use crate::{page, typed, visits};

fn at(place: &[&str]) -> Vec<String> {
    place.iter().map(|&step| step.to_owned()).collect()
}

/// A stack with a field of every kind that takes a number.
fn stack() -> Result<State, Problem> {
    let text = r#"{ "version": 1, "name": "All", "start": "2026-12", "drivers": { "users": 500 },
        "resources": {
            "web": { "product": "render/web", "plan": "starter", "load": { "requests": 1000 } },
            "redis": { "product": "upstash/redis", "plan": "free", "usage": { "commands": 5, "storage": "1 MB" } } } }"#;
    State::on(Inputs::read(text, None, 12)?)
}

/// What a field says after a text was typed into it, and what stands in it once it is left.
fn left(state: &State, field: &Field, text: &str) -> (String, String) {
    let typed = state.after(Action::Type(field.clone(), text.to_owned()));
    assert!(!typed.refused(), "{field:?} refuses {text}: {:?}", typed.drafts.get(field));
    assert_eq!(typed.drafts.get(field).map(|draft| draft.text.as_str()), Some(text), "it stays while typed");
    let left = typed.after(Action::Leave(field.clone()));
    assert_eq!(left.drafts.get(field), None);
    let document = &left.inputs.document;
    let written = field.read(document);
    let shown = field.shown(document, &written);
    (written, shown)
}

#[test]
fn numbers_are_taken_as_people_write_them_and_set_in_order() -> Result<(), Problem> {
    let state = stack()?;
    let users = Field::Driver("users".to_owned());
    for (text, written, shown) in [
        ("5,000", "5000", "5\u{202f}000"),
        ("5 000", "5000", "5\u{202f}000"),
        ("5\u{202f}000", "5000", "5\u{202f}000"),
        ("1e9", "1000000000", "1\u{202f}000\u{202f}000\u{202f}000"),
        ("1.5M", "1.5M", "1\u{202f}500\u{202f}000"),
        ("1.234,5", "1234.5", "1\u{202f}234.5"),
        ("1'234.5", "1234.5", "1\u{202f}234.5"),
        ("1,5", "1.5", "1.5"),
        ("1,234", "1234", "1\u{202f}234"),
        ("1.234", "1.234", "1.234"),
    ] {
        assert_eq!(left(&state, &users, text), (written.to_owned(), shown.to_owned()), "{text}");
    }
    let usage = |meter| Field::Figure(at(&["resources", "redis", "usage", meter]));
    let own = |what| Field::At(at(&["limits", what]));
    for (field, text, written, shown) in [
        (Field::Growth("users".to_owned()), "15%", "15 %/month", "15 %/month"),
        (Field::Growth("users".to_owned()), "7,5", "7.5 %/month", "7.5 %/month"),
        (Field::Growth("users".to_owned()), "+1 000 /month", "+1000 /month", "+1\u{202f}000 /month"),
        (Field::Count("web".to_owned()), "1 000", "1000", "1\u{202f}000"),
        (usage("commands"), "2 500 000", "2500000", "2\u{202f}500\u{202f}000"),
        (usage("commands"), "16.667 /day", "16.667 /day", "16.667 /day"),
        (usage("commands"), "1.5M commands", "1.5M commands", "1.5M commands"),
        (usage("storage"), "1.500,5 MB", "1500.5 MB", "1\u{202f}500.5 MB"),
        (own("spend"), "$50 /month", "$50 /month", "$50 /month"),
        (own("spend"), "$1,500", "$1500", "$1\u{202f}500"),
        (own("headroom"), "15%", "15%", "15%"),
        (own("headroom"), "12,5 %", "12.5 %", "12.5 %"),
        (Field::At(at(&["seats"])), "1,200", "1200", "1\u{202f}200"),
        (Field::At(at(&["resources", "web", "load", "answer"])), "1 500 kB", "1500 kB", "1\u{202f}500 kB"),
        (Field::At(at(&["resources", "web", "quoted"])), "$90", "90", "90"),
        (Field::At(at(&["resources", "web", "quoted"])), "1.250,50 $", "1250.5", "1\u{202f}250.5"),
    ] {
        assert_eq!(left(&state, &field, text), (written.to_owned(), shown.to_owned()), "{field:?} {text}");
    }
    Ok(())
}

/// A stack whose jobs are told month by month, and their field.
fn jobs_by_month() -> Result<(State, Field), Problem> {
    let text = r#"{ "version": 1, "name": "Jobs", "start": "2026-12", "drivers": { "jobs": { "months": [1] } },
        "resources": { "web": { "product": "render/web", "plan": "starter" } } }"#;
    Ok((State::on(Inputs::read(text, None, 12)?)?, Field::Driver("jobs".to_owned())))
}

#[test]
fn figures_by_month_are_apart_by_commas_or_semicolons() -> Result<(), Problem> {
    let (state, jobs) = jobs_by_month()?;
    for (text, written) in
        [("7, 8", "7, 8"), ("5 000, 6 000", "5000, 6000"), ("1,5; 5,000; 2e3", "1.5, 5000, 2000")]
    {
        assert_eq!(left(&state, &jobs, text).0, written);
    }
    Ok(())
}

#[test]
fn words_are_no_numbers() -> Result<(), Problem> {
    let state = stack()?;
    for (field, text) in [
        (Field::At(at(&["name"])), "1\u{202f}5 ways"),
        (Field::At(at(&["resources", "web", "note"])), "5 000 a month, they said"),
        (Field::At(at(&["resources", "web", "load", "assumed"])), "1.234\u{202f}5 of last year"),
    ] {
        assert_eq!(left(&state, &field, text), (text.to_owned(), text.to_owned()));
    }
    Ok(())
}

#[test]
fn a_reader_elsewhere_types_and_reads_as_at_home() -> Result<(), Problem> {
    locale::speak(Locale::parse("decimal ,\ngroup .\nmonth-first"));
    let state = page([])?;
    let users = left(&state, &visits(), "1.500");
    assert_eq!(users, ("1500".to_owned(), "1\u{202f}500".to_owned()));
    assert_eq!(left(&state, &visits(), "1,234"), ("1.234".to_owned(), "1,234".to_owned()));
    let said = |text: &str| locale::own().sentence(text).into_owned();
    assert!(said(&state.answer.status).contains("$25,00"), "{}", state.answer.status);
    assert!(said(&state.answer.finding).contains("October 19, 2027"), "{}", state.answer.finding);
    Ok(())
}

#[test]
fn what_can_be_read_in_two_ways_is_refused_and_says_so() -> Result<(), Problem> {
    locale::speak(Locale::parse("decimal ,\ngroup \u{202f}"));
    let state = page([typed(visits(), "1.500")])?;
    assert!(state.refused());
    let problem = state.drafts.get(&visits()).and_then(|draft| draft.problem.clone());
    let said = problem.map(|problem| visits().refusal(&state.inputs.document, &problem));
    let wanted = "`1.500` can be read as 1500 or as 1,500; write 1500 or 1,500. For example: 2000";
    assert_eq!(said.map(|said| locale::own().sentence(&said).into_owned()).as_deref(), Some(wanted));
    Ok(())
}

#[test]
fn what_a_button_sets_is_as_the_stack_writes_it() -> Result<(), Problem> {
    locale::speak(Locale::parse("decimal ,\ngroup ."));
    let set = page([Action::Set(visits(), "1.500".to_owned())])?;
    assert_eq!(visits().read(&set.inputs.document), "1.500");
    Ok(())
}

#[test]
fn figures_by_month_are_not_cut_at_the_commas_of_thousands() -> Result<(), Problem> {
    let (state, jobs) = jobs_by_month()?;
    for typed in ["1,200, 1,350", "1,200,1,350", "100,200"] {
        let state = state.after(Action::Type(jobs.clone(), typed.to_owned()));
        assert!(state.refused(), "{typed} is taken");
    }
    Ok(())
}

#[test]
fn a_horizon_is_no_more_than_what_was_typed() -> Result<(), Problem> {
    let state = stack()?;
    for typed in ["1,5", "1.5", "abc", "0", "37"] {
        assert!(state.after(Action::Type(Field::Months, typed.to_owned())).refused(), "{typed} is taken");
    }
    assert_eq!(state.after(Action::Type(Field::Months, "24".to_owned())).inputs.months, 24);
    Ok(())
}
