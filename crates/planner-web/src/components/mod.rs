//! What the page is laid out from: a function of the state for each part of it. Nothing here computes, and nothing here knows a
//! browser.
//!
//! - `app`: the page around the rest: its head, how to begin, what is said in passing;
//! - `answer`: what it costs and what breaks first, in columns;
//! - `inputs`: what is expected, what runs, accounts;
//! - `tabs`: what is looked at closer;
//! - `dialogs`: what opens over the page;
//! - `parts`: elements, fields, lists and marks that all others are made of.
//!
//! Each folder has its own style sheet beside it.

mod answer;
mod app;
mod dialogs;
mod inputs;
mod parts;
mod tabs;

pub(crate) use app::page;
#[cfg(test)]
pub(crate) use parts::tag::tag;
pub(crate) use parts::tag::{Act, Child, Ear, On, Tag, words};

#[cfg(test)]
mod tests {
    use planner_core::document::Problem;

    use super::{Act, Child, Tag, page};
    use crate::presets::PRESETS;
    use crate::state::{Action, Edit, Inputs, State, Tab};
    use crate::tree;

    /// The ids of a layout, and those that it speaks of.
    fn ids(tag: &Tag, all: &mut Vec<String>, spoken: &mut Vec<String>) {
        for (name, value) in &tag.attributes {
            match *name {
                "id" => all.push(value.clone()),
                "for" => spoken.push(value.clone()),
                _ => {}
            }
        }
        for child in &tag.children {
            match child {
                Child::Tag(tag) => ids(tag, all, spoken),
                Child::Maybe(tag) => tag.iter().for_each(|tag| ids(tag, all, spoken)),
                Child::Text(_) | Child::Drawing(_) => {}
            }
        }
    }

    fn are_apart(state: &State) {
        let (mut all, mut spoken) = (Vec::new(), Vec::new());
        ids(&page(state, &Act::default()), &mut all, &mut spoken);
        let count = all.len();
        all.sort();
        let twice: Vec<&str> = all
            .windows(2)
            .filter_map(|pair| (pair.first() == pair.last()).then(|| pair.first())?)
            .map(String::as_str)
            .collect();
        assert!(twice.is_empty() && count > 20, "{twice:?}");
        let lost: Vec<&String> = spoken.iter().filter(|id| !all.contains(id)).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }

    /// A stack with every card of it open in turn, and what can be asked.
    fn opened(state: &State) -> Vec<State> {
        let mut all = vec![state.clone()];
        for list in ["drivers", "resources", "accounts"] {
            for (name, _) in tree::entries(&state.inputs.document, &[list]) {
                let card = state.after(Action::Card(Some([list, ".", name].concat())));
                all.push(card.after(Action::Ask(Some(["clients.card.", name].concat()))));
                all.push(card.after(Action::Look(Tab::Redis)).after(Action::WorkOut));
            }
        }
        all.push(state.after(Action::Ask(Some("ceiling".to_owned()))));
        all
    }

    #[test]
    fn no_two_elements_have_one_id() -> Result<(), Problem> {
        for index in 0..PRESETS.len() {
            let state = State::open(index)?;
            opened(&state).iter().for_each(are_apart);
        }
        Ok(())
    }

    #[test]
    fn names_that_look_alike_have_ids_of_their_own() -> Result<(), Problem> {
        let text = r#"{ "version": 1, "name": "Alike", "start": "2026-12",
            "drivers": { "a b": 5, "a_b": 5, "a-b": 5, "a": { "start": 5, "steps": { "2027-03": 5 }, "season": { "12": "150 %" } },
                "a-name": { "per": "a", "times": 2 }, "name-a": 5 },
            "resources": {
                "my redis": { "product": "upstash/redis", "plan": "free", "clients": [{ "profile": "bullmq/worker", "jobs": "a" }] },
                "my-redis": { "product": "upstash/redis", "plan": "free", "clients": [{ "profile": "bullmq/worker", "jobs": "a" }] },
                "my_redis": { "product": "upstash/redis", "plan": "free", "clients": [{ "profile": "bullmq/worker", "jobs": "a" }] },
                "web": { "product": "render/web", "plan": "starter" }, "web-unit": { "product": "render/web", "plan": "starter" },
                "db": { "product": "render/postgres", "plan": "free" } },
            "limits": { "a b": { "driver": "a", "at": 9 }, "a-b": { "driver": "a", "at": 9 } } }"#;
        let state = State::on(Inputs::read(text, None, 12)?)?;
        let connected = state.after(Action::Edit(Edit::Connect("web".to_owned(), "db".to_owned())));
        assert!(connected.inputs.text.contains("connects"));
        opened(&connected).iter().for_each(are_apart);
        Ok(())
    }
}
