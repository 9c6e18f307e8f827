//! Notes: whose each is, what kind of thing it says, and with which figures. Nobody has to read a sentence to act on one.

use std::fs;

use planner_core::{Date, NoteKind, Notes, Planner};

use crate::cases::root;

fn notes(resources: &str) -> Notes {
    let text =
        format!(r#"{{ "version": 1, "name": "Notes", "start": "2026-12", "resources": {{ {resources} }} }}"#);
    let planner = Planner::bundled().expect("the bundled books are whole");
    let stack = planner.stack(&text).unwrap_or_else(|problem| panic!("{problem}"));
    let stack = stack.as_of(Date::parse("2026-11-28").expect("a day"));
    stack.report(2).unwrap_or_else(|problem| panic!("{problem}")).notes
}

#[track_caller]
fn has(notes: &Notes, whose: Option<&str>, kind: &NoteKind) {
    let found = notes.iter().any(|note| note.whose() == whose && note.kind() == kind);
    assert!(found, "{whose:?} {kind:?} is not among {notes:#?}");
}

#[test]
fn a_note_has_its_figures() {
    let found = notes(
        r#""web": { "product": "render/web", "plan": "standard", "note": "the shop",
                "scaling": { "min": 2, "max": 5 }, "usage": { "bandwidth": "3 GB" } },
           "cache": { "product": "upstash/redis", "plan": "payg" },
           "mail": { "product": "nobody/mail" }"#,
    );
    has(&found, Some("web"), &NoteKind::OfTheUser);
    has(&found, Some("web"), &NoteKind::Scales { least: 2, most: 5 });
    has(&found, Some("mail"), &NoteKind::Unpriced);
    has(&found, None, &NoteKind::AsOf(Date::parse("2026-11-28").expect("a day")));
    let mut of_cache =
        found.iter().filter(|note| note.whose() == Some("cache")).map(planner_core::Note::kind);
    let silent = of_cache.find(|kind| matches!(kind, NoteKind::NotGiven { .. }));
    let Some(NoteKind::NotGiven { meters }) = silent else { panic!("{found:#?}") };
    assert!(meters.iter().any(|meter| meter == "commands"), "{meters:?}");
    let needs = found.iter().find(|note| matches!(note.kind(), NoteKind::Needs { .. }));
    let Some(NoteKind::Needs { costs: Some(costs) }) = needs.map(planner_core::Note::kind) else {
        panic!("an autoscaler needs a workspace plan: {found:#?}")
    };
    assert!(*costs > 0.into() && needs.and_then(planner_core::Note::whose) == Some("web"), "{costs}");
}

#[test]
fn what_changes_nothing_is_named_by_its_fields() {
    let found = notes(
        r#""site": { "product": "render/static", "usage": { "bandwidth": "1 GB" }, "count": 3 },
           "web": { "product": "render/web", "plan": "starter",
                "usage": { "bandwidth": "1 GB", "build_minutes": "1 min" }, "project": "shop" }"#,
    );
    has(&found, Some("site"), &NoteKind::Vain { fields: vec!["count".to_owned()] });
    has(&found, None, &NoteKind::Vain { fields: vec!["project".to_owned()] });
}

#[test]
fn a_note_that_begins_with_a_name_is_about_it() {
    let planner = Planner::bundled().expect("the bundled books are whole");
    let (mut about, mut faults) = (0, Vec::new());
    for entry in fs::read_dir(root().join("data/stacks")).expect("the stacks are there") {
        let text = fs::read_to_string(entry.expect("an entry").path()).unwrap_or_default();
        let stack = planner.stack(&text).unwrap_or_else(|problem| panic!("{problem}"));
        let report = stack.report(12).unwrap_or_else(|problem| panic!("{problem}"));
        let names: Vec<&str> =
            stack.stack().resources.names().chain(stack.stack().accounts.names()).collect();
        for note in &report.notes {
            let first = note.text().split_once([':', '/']).map(|(first, _)| first);
            if let Some(name) = first.and_then(|first| names.iter().find(|name| **name == first)) {
                about += 1;
                if note.whose() != Some(name) {
                    faults.push(note.text().to_owned());
                }
            }
        }
    }
    assert!(
        faults.is_empty() && about > 50,
        "{about} are about somebody, and of these nobody's: {faults:#?}"
    );
}

#[test]
fn what_is_given_counted_and_doubted_is_named() {
    let found = notes(
        r#""b": { "product": "backblaze/b2", "usage": { "egress": "100 GB" } },
           "db": { "product": "render/postgres", "plan": "free", "usage": { "age": 3 } },
           "web": { "product": "render/web", "plan": "standard", "charges": { "instances": { "fee": 20 } } },
           "queue": { "product": "render/queue" },
           "box": { "product": "hetzner/server", "plan": "cx23", "usage": { "egress": "1 TB" } }"#,
    );
    let by = |word: &str| word.to_owned();
    has(&found, Some("backblaze"), &NoteKind::Awaits { meter: by("egress"), by: by("storage") });
    has(&found, Some("db"), &NoteKind::Uncounted { key: by("age") });
    has(&found, Some("db"), &NoteKind::Default { meter: by("storage"), amount: 1.into() });
    has(&found, Some("web"), &NoteKind::OwnPrice { charge: by("instances") });
    has(&found, Some("box"), &NoteKind::Doubted { charge: by("server") });
    has(&found, Some("hetzner"), &NoteKind::OtherCurrency { rate: None });
    has(&found, Some("queue"), &NoteKind::Unpriced);
}

#[test]
fn a_plan_that_has_ended_says_what_it_is_moved_to() {
    let text = r#"{ "version": 1, "name": "Model", "start": "2027-01", "rates": { "EUR": 1.08 }, "resources": {
        "ai": { "product": "google/gemini", "plan": "gemini-2.5-pro", "since": "2027-01-01", "usage": { "input": 1000 } },
        "box": { "product": "hetzner/server", "plan": "cx23" } } }"#;
    let stack = Planner::bundled().and_then(|planner| planner.stack(text)).expect("the stack is read");
    let report = stack.report(1).unwrap_or_else(|problem| panic!("{problem}"));
    has(&report.notes, Some("ai"), &NoteKind::Moved { to: "gemini-3.8-flash".to_owned() });
    let rate = planner_core::decimal("1.08");
    has(&report.notes, Some("hetzner"), &NoteKind::OtherCurrency { rate });
}

#[test]
fn what_is_taken_and_what_is_awaited_have_their_figures() {
    let found = notes(
        r#""db": { "product": "supabase/database", "plan": "micro" },
           "web": { "product": "render/web", "plan": "starter", "usage": { "bandwidth": "1 GB" },
                "charges": { "tax": { "price": { "fee": "3" } } }, "options": { "autoscaling": true } }"#,
    );
    let vain = found.iter().any(|note| {
        note.whose() == Some("web") && matches!(note.kind(), NoteKind::Vain { fields } if fields.iter().any(|one| one == "options.autoscaling"))
    });
    assert!(vain, "{found:#?}");
    let text = r#"{ "version": 1, "name": "Cycle", "start": "2026-12",
        "accounts": { "vercel": { "plan": "pro", "cycle_day": 12 } },
        "resources": { "site": { "product": "vercel/project" } } }"#;
    let stack = Planner::bundled().and_then(|planner| planner.stack(text)).expect("the stack is read");
    let report = stack.report(1).unwrap_or_else(|problem| panic!("{problem}"));
    has(&report.notes, Some("vercel"), &NoteKind::BilledFrom { day: 12 });
}
