//! Building a stack: growth drawn, steps and seasons, what a resource connects to, clients, ceilings of one's own.

use planner_core::document::{Problem, to_json};
use planner_web::cards::Card;
use planner_web::catalog::{SEASON, STEPS, bends};
use planner_web::ceilings::{ceilings, subjects};
use planner_web::clients::{profiles, redis};
use planner_web::drawn::drawn;
use planner_web::field::Field;
use planner_web::forms::{CONNECTS, Kind};
use planner_web::inputs::drivers;
use planner_web::ladder;
use planner_web::presets::{PRESETS, index_of};
use planner_web::state::{Action, Edit, Inputs, State};
use planner_web::tree;

use crate::{page, typed, visits};

const STACK: &str = r#"{ "version": 1, "name": "Shop", "start": "2026-12",
    "drivers": { "visits": 2000, "orders": { "per": "visits", "times": 0.5 }, "mails": "orders" },
    "accounts": { "render": { "plan": "hobby" } },
    "resources": {
        "web": { "product": "render/web", "plan": "starter", "load": { "requests": { "per": "visits", "times": 10 } } },
        "db": { "product": "render/postgres", "plan": "free" },
        "cache": { "product": "upstash/redis", "plan": "free" } } }"#;

fn shop() -> Result<State, Problem> {
    State::on(Inputs::read(STACK, None, 12)?)
}

fn at(path: &[&str]) -> Vec<String> {
    path.iter().map(|&step| step.to_owned()).collect()
}

fn found(state: &State, path: &[&str]) -> String {
    state.inputs.document.find(path).map(to_json).unwrap_or_default()
}

fn end() -> Field {
    Field::End("visits".to_owned())
}

/// Why a field was refused, with what to write instead.
fn refusal(state: &State, field: &Field) -> Option<(String, String)> {
    let problem = state.drafts.get(field)?.problem.as_ref()?;
    Some((problem.message.clone(), problem.hint.clone().unwrap_or_default()))
}

#[test]
fn every_driver_is_drawn_as_the_core_works_it_out() -> Result<(), Problem> {
    for (index, preset) in PRESETS.iter().enumerate() {
        let state = page([Action::Preset(index)])?;
        for driver in drivers(&state.inputs.document, usize::MAX) {
            let drawn = drawn(&state, &driver.name).ok_or_else(|| Problem::new(driver.name.clone()))?;
            assert_eq!(drawn.path.matches(['M', 'L']).count(), 12, "{} {}", preset.id, driver.name);
            let (low, high) = drawn.range;
            for place in drawn.start.iter().chain(&drawn.end) {
                assert!((low..=high).contains(place), "{} {}", preset.id, driver.name);
            }
            assert!(drawn.end.is_none() || driver.growth.is_some(), "what follows has no growth to draw");
        }
    }
    let state = shop()?;
    let drawn = drawn(&state, "orders").ok_or_else(|| Problem::new("orders"))?;
    assert_eq!((drawn.first.1.as_str(), drawn.last.0.as_str(), drawn.start), ("1,000", "Nov 2027", None));
    let month = state.comparison.columns.last().and_then(|column| column.report.months.last());
    let value = month.and_then(|month| month.drivers.iter().find(|driver| driver.name == "orders"));
    assert_eq!(value.map(|driver| driver.value.as_str()), Some("1000"));
    Ok(())
}

#[test]
fn drawing_the_end_sets_a_round_growth_as_one_change() -> Result<(), Problem> {
    let first = shop()?;
    let dragged =
        ["2500", "4000", "5000"].iter().fold(first.clone(), |state, to| state.after(typed(end(), to)));
    assert!(!dragged.refused());
    assert_eq!(found(&dragged, &["drivers", "visits"]), r#"{"start":2000,"growth":"8.5 %/month"}"#);
    let let_go = dragged.after(Action::Leave(end()));
    let moved = drawn(&let_go, "visits").and_then(|drawn| drawn.end).map(ladder::figure);
    assert_eq!(moved.map(|figure| figure.to_string()).as_deref(), Some("5000"));
    assert_eq!(let_go.after(Action::Undo).inputs.text, first.inputs.text, "one step back");
    let again = let_go.after(typed(end(), "3000")).after(Action::Undo);
    assert_eq!(again.inputs.text, let_go.inputs.text, "the next time is another change");
    // What was typed into the growth before, and refused, is no longer what it is.
    let growth = Field::Growth("visits".to_owned());
    let typed_wrong = first.after(typed(growth.clone(), "fast"));
    assert!(typed_wrong.refused() && !typed_wrong.after(typed(end(), "5000")).refused());
    Ok(())
}

#[test]
fn the_scale_stands_still_while_a_handle_moves() -> Result<(), Problem> {
    let first = shop()?;
    let range = |state: &State| drawn(state, "visits").map(|drawn| drawn.range);
    let moved = ["5000", "12000", "80000"].iter().fold(first.clone(), |state, to| {
        let next = state.after(typed(visits(), to));
        assert_eq!(range(&next), range(&first), "{to}");
        next
    });
    let left = moved.after(Action::Leave(visits()));
    assert_ne!(range(&left), range(&first), "and goes along once it is let go");
    assert_eq!(left.after(Action::Undo).inputs.text, first.inputs.text);
    Ok(())
}

#[test]
fn a_growth_is_typed_as_a_share_or_an_amount() -> Result<(), Problem> {
    let growth = Field::Growth("visits".to_owned());
    for (text, written) in
        [("15%", "15 %/month"), ("6", "6 %/month"), ("+100", "+100 /month"), ("100 a month", "100 a month")]
    {
        let state = shop()?.after(Action::Set(growth.clone(), text.to_owned()));
        assert!(!state.refused(), "{text}");
        assert_eq!(growth.read(&state.inputs.document), written);
    }
    let state = shop()?.after(Action::Set(growth.clone(), "fast".to_owned()));
    let (message, hint) = refusal(&state, &growth).unwrap_or_default();
    assert!(message.contains("6 %/month") || hint.contains("6 %/month"), "{message} {hint}");
    Ok(())
}

#[test]
fn steps_and_seasons_come_change_and_go() -> Result<(), Problem> {
    let add = |kind| Action::Edit(Edit::AddBend("visits".to_owned(), kind));
    let begun = shop()?.after(add(STEPS)).after(add(SEASON));
    assert_eq!(
        found(&begun, &["drivers", "visits"]),
        r#"{"start":2000,"steps":{"2027-03":2000},"season":{"12":"100 %"}}"#
    );
    let step = |month: &str| at(&["drivers", "visits", STEPS, month]);
    let season = |month: &str| at(&["drivers", "visits", SEASON, month]);
    let changed = [
        Action::Set(Field::Key(step("2027-03")), "2027-06".to_owned()),
        Action::Set(Field::Row(step("2027-06")), "5000".to_owned()),
        Action::Set(Field::Key(season("12")), "8".to_owned()),
        Action::Set(Field::Row(season("8")), "1.5".to_owned()),
    ];
    let changed = changed.into_iter().fold(begun, |state, action| state.after(action));
    assert!(!changed.refused(), "{:?}", changed.drafts);
    assert_eq!(
        found(&changed, &["drivers", "visits"]),
        r#"{"start":2000,"steps":{"2027-06":5000},"season":{"8":"150 %"}}"#
    );
    assert_eq!(drawn(&changed, "visits").map(|drawn| drawn.last.1).as_deref(), Some("5,000"));
    for (field, text, allowed) in [
        (Field::Key(step("2027-06")), "June", "2027-03"),
        (Field::Key(step("2027-06")), "2026-06", "start"),
        (Field::Row(step("2027-06")), "", "5000"),
        (Field::Row(season("8")), "", "150 %"),
        (Field::Row(season("8")), "many", "150 %"),
        (Field::Key(season("8")), "13", "1 to 12"),
    ] {
        let refused = changed.after(Action::Set(field.clone(), text.to_owned()));
        let (message, hint) = refusal(&refused, &field).unwrap_or_default();
        assert!([&*message, &*hint].concat().contains(allowed), "{field:?} {text}: {message} ({hint})");
        assert_eq!(refused.inputs.text, changed.inputs.text);
    }
    let gone =
        changed.after(Action::Edit(Edit::Drop(step("2027-06")))).after(Action::Edit(Edit::Drop(season("8"))));
    assert_eq!(found(&gone, &["drivers", "visits"]), r#"{"start":2000}"#);
    // What follows another has seasons of its own, and no steps.
    let follows =
        |kind| shop().map(|state| state.after(Action::Edit(Edit::AddBend("orders".to_owned(), kind))));
    assert!(follows(STEPS)?.looks.said.is_some_and(|said| !said.undo));
    assert_eq!(bends(&follows(SEASON)?.inputs.document, "orders", SEASON).len(), 1);
    Ok(())
}

#[test]
fn what_a_driver_follows_is_said_in_words_and_chosen_from_a_list() -> Result<(), Problem> {
    let said = |state: &State| {
        drivers(&state.inputs.document, usize::MAX)
            .into_iter()
            .map(|driver| driver.said.unwrap_or_default())
            .collect::<Vec<_>>()
    };
    let state = shop()?;
    assert_eq!(said(&state), ["", "0.5 for each of visits", "1 for each of orders"]);
    let mails = Field::Per(at(&["drivers", "mails"]));
    let other = state.after(Action::Set(mails.clone(), "visits".to_owned()));
    assert_eq!(said(&other), ["", "0.5 for each of visits", "1 for each of visits"]);
    let three = other.after(typed(Field::Driver("mails".to_owned()), "3"));
    assert_eq!(said(&three).last().map(String::as_str), Some("3 for each of visits"));
    let circle = state.after(Action::Set(Field::Per(at(&["drivers", "visits"])), "mails".to_owned()));
    let (message, hint) = refusal(&circle, &Field::Per(at(&["drivers", "visits"]))).unwrap_or_default();
    assert!(message.contains("circle") && !hint.is_empty(), "{message}");
    Ok(())
}

#[test]
fn a_resource_connects_to_the_databases_there_are() -> Result<(), Problem> {
    let state = shop()?;
    let card = |state: &State, name: &str| Card::of_resource(&state.inputs.document, name);
    assert_eq!(card(&state, "web").connects, ["db", "cache"]);
    assert!(card(&state, "db").connects.is_empty(), "a database connects to none");
    let connected = state.after(Action::Edit(Edit::Connect("web".to_owned(), "db".to_owned())));
    let web = card(&connected, "web");
    assert_eq!(web.connects, ["cache"]);
    let does = web.does.iter().find(|does| does.form == &CONNECTS).cloned();
    let place = does.map(|does| does.place).unwrap_or_default();
    assert_eq!(place, ["resources", "web", "connects", "0"]);
    for part in CONNECTS.parts {
        let Kind::Meanings(words) = part.kind else { continue };
        for (word, _) in words {
            let field = Field::At(place.iter().cloned().chain([part.key.to_owned()]).collect());
            let set = connected.after(Action::Set(field.clone(), (*word).to_owned()));
            assert!(!set.refused(), "{word}");
            assert_eq!(field.read(&set.inputs.document), *word);
        }
    }
    let each = Field::At(place.iter().cloned().chain(["each".to_owned()]).collect());
    let refused = connected.after(typed(each.clone(), "many"));
    let (message, _) = refusal(&refused, &each).unwrap_or_default();
    assert!(message.contains("number"), "{message}");
    assert_eq!(refused.inputs.text, connected.inputs.text);
    let gone = connected.after(Action::Edit(Edit::Drop(place)));
    assert_eq!(gone.inputs.text, state.inputs.text, "nothing of it is left");
    Ok(())
}

#[test]
fn one_more_client_is_the_one_that_was_asked_for() -> Result<(), Problem> {
    let asked = shop()?.after(Action::Ask(Some("clients.card.cache".to_owned())));
    assert!(asked.looks.asks.is_some());
    assert!(Card::of_resource(&asked.inputs.document, "cache").redis.is_some());
    for profile in profiles() {
        for (role, _) in &profile.roles {
            let word = format!("{}/{role}", profile.id);
            let added = asked.after(Action::Edit(Edit::AddClient("cache".to_owned(), word.clone())));
            let all = redis(&added.inputs.document);
            let one = all.first().and_then(|redis| redis.clients.last());
            assert_eq!(one.map(|client| client.profile.as_str()), Some(word.as_str()));
            assert!(added.looks.asks.is_none() && added.looks.said.as_ref().is_some_and(|said| said.undo));
            assert_eq!(added.after(Action::Undo).inputs.text, asked.inputs.text);
        }
    }
    let unknown = asked.after(Action::Edit(Edit::AddClient("cache".to_owned(), "nobody".to_owned())));
    assert!(unknown.looks.said.is_some_and(|said| !said.undo && said.text.contains("bullmq/worker")));
    Ok(())
}

#[test]
fn how_often_a_client_is_asked_is_chosen_like_any_figure() -> Result<(), Problem> {
    let state = page([Action::Preset(index_of("convoai").unwrap_or_default())])?;
    let jobs = at(&["resources", "redis", "clients", "0", "jobs"]);
    let (figure, per) = (Field::Figure(jobs.clone()), Field::Per(jobs));
    assert_eq!(
        (figure.read(&state.inputs.document), per.read(&state.inputs.document)),
        ("1".into(), "jobs".into())
    );
    let two = state.after(Action::Set(figure, "2".to_owned()));
    assert!(!two.refused());
    assert_eq!(found(&two, &["resources", "redis", "clients", "0", "jobs"]), r#"{"per":"jobs","times":2}"#);
    let alone = two.after(Action::Set(per, String::new()));
    assert_eq!(found(&alone, &["resources", "redis", "clients", "0", "jobs"]), "2");
    Ok(())
}

#[test]
fn a_ceiling_can_be_on_everything_that_is_offered() -> Result<(), Problem> {
    let state = shop()?;
    let all = subjects(&state.inputs.document);
    assert!(all.len() > 20, "{}", all.len());
    for subject in &all {
        let added = state.after(Action::Edit(Edit::AddCeiling(subject.id.clone())));
        assert!(
            added.looks.said.as_ref().is_some_and(|said| said.undo),
            "{}: {:?}",
            subject.label,
            added.looks.said
        );
        let held = ceilings(&added.inputs.document);
        let one = held.first().ok_or_else(|| Problem::new(subject.label.clone()))?;
        assert_eq!((&one.subject, &one.on, held.len()), (&subject.id, &subject.label, 1));
        assert!(!one.help.is_empty());
        let gone = added.after(Action::Edit(Edit::Drop(at(&["limits", &one.name]))));
        assert_eq!(gone.inputs.text, state.inputs.text);
    }
    Ok(())
}

#[test]
fn a_ceiling_is_named_changed_and_held_against_something_else() -> Result<(), Problem> {
    let add = |on: &str| Action::Edit(Edit::AddCeiling(on.to_owned()));
    let two = shop()?.after(add("on-driver-visits")).after(add("on-resource-cache-meter-commands"));
    assert_eq!(
        found(&two, &["limits"]),
        r#"{"visits":{"driver":"visits","at":20000},"commands of cache":{"resource":"cache","meter":"commands","at":"80 %"}}"#
    );
    let place = at(&["limits", "commands of cache"]);
    let named = two.after(Action::Set(Field::Key(place), "alarm".to_owned()));
    let amount = Field::At(at(&["limits", "alarm", "at"]));
    let changed = named.after(Action::Set(amount.clone(), "10000 /day".to_owned()));
    assert!(!changed.refused());
    assert_eq!(
        found(&changed, &["limits", "alarm"]),
        r#"{"resource":"cache","meter":"commands","at":"10000 /day"}"#
    );
    for (field, text, allowed) in [
        (amount.clone(), "5 GB", "command"),
        (amount.clone(), "5 /week", "per day"),
        (amount, "", "at"),
        (Field::Key(at(&["limits", "alarm"])), "spend", "alarm"),
        (Field::Key(at(&["limits", "alarm"])), "visits", "another"),
        (Field::At(at(&["limits", "headroom"])), "5 GB", "20 %"),
        (Field::At(at(&["limits", "spend"])), "5 GB", "write"),
    ] {
        let refused = changed.after(Action::Set(field.clone(), text.to_owned()));
        let (message, hint) = refusal(&refused, &field).unwrap_or_default();
        assert!([&*message, &*hint].concat().contains(allowed), "{field:?} {text}: {message} ({hint})");
    }
    let moved =
        changed.after(Action::Edit(Edit::PutCeiling("alarm".to_owned(), "on-resource-web".to_owned())));
    assert_eq!(found(&moved, &["limits", "alarm"]), r#"{"resource":"web","spend":"50 /month"}"#);
    assert!(tree::text(&moved.inputs.document, &["limits", "visits", "driver"]).is_some());
    // A driver of a name that is taken here gets another one.
    let driver = shop()?.after(Action::Edit(Edit::RenameDriver("visits".to_owned(), "spend".to_owned())));
    let held = driver.after(add("on-driver-spend"));
    assert_eq!(ceilings(&held.inputs.document).first().map(|one| one.name.as_str()), Some("most spend"));
    Ok(())
}
