//! Every field has an example that it accepts, and says it where it refuses something.

use planner_core::document::Problem;
use planner_web::cards::Card;
use planner_web::field::{Asks, Field};
use planner_web::forms::{FORMS, Kind};
use planner_web::plans::books;
use planner_web::state::{Action, Edit, Inputs, State};
use planner_web::tree;

/// A stack with a field of every kind, and with one thing for each form.
const STACK: &str = r#"{ "version": 1, "name": "All", "start": "2026-12",
    "drivers": { "users": { "start": 500, "growth": "6 %/month", "assumed": "so said" },
        "visits": { "per": "users", "times": 3 }, "jobs": { "months": [ 5, 6 ] }, "plain": 7 },
    "accounts": { "render": {}, "upstash": {}, "supabase": { "plan": "pro" } },
    "resources": {
        "web": { "product": "render/web", "plan": "starter" },
        "later": { "product": "render/web", "plan": { "2026-12": "free", "2027-04": "starter" } },
        "redis": { "product": "upstash/redis", "plan": "free", "clients": [
            { "profile": "bullmq/worker", "jobs": "users" }, { "profile": "connection/ioredis" } ] },
        "db": { "product": "supabase/database" }, "files": { "product": "cloudflare/r2" },
        "model": { "product": "openai/api" }, "logs": { "product": "betterstack/logs" } } }"#;

fn open(text: &str) -> Result<State, Problem> {
    State::on(Inputs::read(text, None, 2)?)
}

fn owned(place: &[&str]) -> Vec<String> {
    place.iter().map(|&step| step.to_owned()).collect()
}

/// Asserts that a field accepts its example, and tells it where it refuses something.
fn accepts(state: &State, field: &Field) {
    let document = &state.inputs.document;
    let example = field.example(document);
    assert!(!example.is_empty(), "{field:?} has no example");
    let after = state.after(Action::Type(field.clone(), example.clone()));
    let draft = after.drafts.get(field).and_then(|draft| draft.problem.as_ref());
    assert_eq!(draft.map(ToString::to_string), None, "{field:?} refuses its own example, {example}");
    let said = field.refusal(document, &Problem::new("no").hint("why"));
    assert!(said.starts_with("no; why") && said.ends_with(&example), "{said}");
}

/// Every field that the page has for the parts of a stack, but for those of open cards.
fn fields(state: &State) -> Vec<Field> {
    let document = &state.inputs.document;
    let names =
        |of: &str| tree::entries(document, &[of]).map(|(name, _)| name.to_owned()).collect::<Vec<_>>();
    let mut all = vec![Field::Start, Field::Months, Field::Json, Field::Paste, Field::Currency];
    all.push(Field::At(owned(&["drivers", "users", "assumed"])));
    for name in names("drivers") {
        all.push(Field::Driver(name.clone()));
        all.push(Field::Per(owned(&["drivers", &name])));
        if !matches!(Field::Driver(name.clone()).asks(document), Asks::Numbers) && name != "visits" {
            all.push(Field::Growth(name));
        }
    }
    let whole = ["name", "about", "seats", "commercial", "donations", "sponsors"];
    all.extend(whole.map(|place| Field::At(owned(&[place]))));
    all.extend(["spend", "headroom"].map(|place| Field::At(owned(&["limits", place]))));
    for name in names("accounts") {
        let own = ["cycle_day", "card", "region", "since", "until"];
        all.extend(own.map(|what| Field::At(owned(&["accounts", &name, what]))));
    }
    for name in names("resources") {
        all.push(Field::Count(name.clone()));
        if !planner_web::plans::choices(document, &name).is_empty() {
            all.push(Field::Plan(name.clone()));
        }
        let own = ["region", "quoted", "note", "since", "until"];
        all.extend(own.map(|what| Field::At(owned(&["resources", &name, what]))));
    }
    all
}

#[test]
fn every_field_accepts_its_example() -> Result<(), Problem> {
    let state = open(STACK)?;
    for field in fields(&state) {
        accepts(&state, &field);
    }
    let rate = state.after(Action::Type(Field::Currency, "EUR".to_owned()));
    accepts(&rate, &Field::Rate);
    Ok(())
}

#[test]
fn every_part_of_every_form_accepts_its_example() -> Result<(), Problem> {
    let state = open(STACK)?;
    let names: Vec<String> =
        tree::entries(&state.inputs.document, &["resources"]).map(|(name, _)| name.to_owned()).collect();
    for form in FORMS {
        let fits = |name: &&String| {
            Card::of_resource(&state.inputs.document, name).can.iter().any(|can| can.key == form.key)
        };
        let name = names.iter().find(fits).ok_or_else(|| Problem::new(form.key))?;
        let place: Vec<String> =
            ["resources", name, form.key].into_iter().chain(form.entry).map(str::to_owned).collect();
        let begun = state.after(Action::Edit(Edit::Begin(place.clone(), form.begin)));
        for part in form.parts {
            let place: Vec<String> = place.iter().cloned().chain([part.key.to_owned()]).collect();
            // What is in front of something has to pass things on: which can, the stack says.
            if let Kind::Resource = part.kind {
                assert!(!Field::At(place).example(&begun.inputs.document).is_empty());
                continue;
            }
            if let Kind::Figure = part.kind {
                accepts(&begun, &Field::Figure(place.clone()));
            }
            accepts(&begun, &Field::At(place));
        }
    }
    Ok(())
}

#[test]
fn every_setting_of_a_client_accepts_its_example() -> Result<(), Problem> {
    let state = open(STACK)?;
    let redis = planner_web::clients::redis(&state.inputs.document);
    let clients = redis.iter().flat_map(|one| one.clients.iter().map(|client| (one.name.clone(), client)));
    let mut count = 0;
    for (name, client) in clients {
        accepts(&state, &Field::Client(name.clone(), client.place));
        accepts(&state, &Field::Given(name.clone(), client.place, "count".to_owned()));
        for input in client.first.iter().chain(&client.operations).chain(&client.settings) {
            accepts(&state, &Field::Given(name.clone(), client.place, input.name.clone()));
            count += 1;
        }
    }
    assert!(count > 5, "{count}");
    Ok(())
}

/// Whatever unit a meter has and whatever an option takes, in all books.
#[test]
fn usage_and_options_of_every_book_accept_their_examples() -> Result<(), Problem> {
    let day = planner_core::Date::parse("2026-12-01").ok_or_else(|| Problem::new("a day"))?;
    let (mut units, mut tried) = (Vec::new(), 0);
    for provider in books()?.providers() {
        let Ok(book) = books()?.as_of(provider, day) else { continue };
        for id in book.provider.products.keys() {
            let text = format!(
                r#"{{ "version": 1, "name": "One", "start": "2026-12", "resources": {{ "one": {{ "product": "{provider}/{id}" }} }} }}"#
            );
            let Ok(state) = open(&text) else { continue };
            let card = Card::of_resource(&state.inputs.document, "one");
            for meter in card.meters {
                let unit = meter.help.split(';').next().unwrap_or_default().to_owned();
                if !units.contains(&unit) {
                    accepts(&state, &Field::Figure(meter.place));
                    units.push(unit);
                }
            }
            for option in card.options {
                accepts(&state, &Field::At(option.place));
                tried += 1;
            }
        }
    }
    assert!(units.len() > 20 && tried > 50, "{} units, {tried} options", units.len());
    Ok(())
}
