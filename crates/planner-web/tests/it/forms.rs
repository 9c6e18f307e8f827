//! What a resource does: every form can begin, twice where it has names, and takes every word it offers.

use planner_core::document::Problem;
use planner_web::cards::Card;
use planner_web::field::Field;
use planner_web::forms::{FORMS, Form, Kind};
use planner_web::state::{Action, Edit, Inputs, State};

/// A stack with one thing of each kind.
const STACK: &str = r#"{ "version": 1, "name": "All", "start": "2026-12", "resources": {
    "web": { "product": "render/web", "plan": "starter" }, "db": { "product": "supabase/database" },
    "files": { "product": "cloudflare/r2" }, "model": { "product": "openai/api" }, "logs": { "product": "betterstack/logs" } } }"#;

/// Where a form fits: the first resource whose product it is offered for.
fn fits(state: &State, form: &Form) -> Option<String> {
    let names =
        planner_web::tree::entries(&state.inputs.document, &["resources"]).map(|(name, _)| name.to_owned());
    names.into_iter().find(|name| {
        Card::of_resource(&state.inputs.document, name).can.iter().any(|can| can.key == form.key)
    })
}

#[test]
fn every_form_begins_and_takes_the_words_it_offers() -> Result<(), Problem> {
    let state = State::on(Inputs::read(STACK, None, 12)?)?;
    for form in FORMS {
        let name =
            fits(&state, form).ok_or_else(|| Problem::new(format!("nothing here fits {}", form.key)))?;
        let place: Vec<String> =
            ["resources", &name, form.key].into_iter().chain(form.entry).map(str::to_owned).collect();
        let beginning = Action::Edit(Edit::Begin(place.clone(), form.begin));
        let begun = state.after(beginning.clone());
        assert!(
            begun.looks.said.as_ref().is_some_and(|said| said.undo),
            "{}: {:?}",
            form.key,
            begun.looks.said
        );
        // An index of embeddings wants an embedding.
        let vector = Field::At(place.iter().cloned().chain(["vector".to_owned()]).collect());
        let filled = if form.key == "tables" {
            begun.after(Action::Set(vector, "1536".to_owned()))
        } else {
            begun.clone()
        };
        assert!(!filled.refused());
        for part in form.parts {
            let Kind::Words(words) = part.kind else { continue };
            for word in words {
                let at = Field::At(place.iter().cloned().chain([part.key.to_owned()]).collect());
                assert!(!filled.after(Action::Set(at, (*word).to_owned())).refused(), "{}: {word}", form.key);
            }
        }
        if form.entry.is_some() {
            let twice = begun.after(beginning);
            let does = Card::of_resource(&twice.inputs.document, &name).does;
            assert_eq!(does.iter().filter(|does| does.form.key == form.key).count(), 2, "{}", form.key);
        }
    }
    Ok(())
}
