//! The clients of a Redis in its card, and the list that asks which one is to be added.

use std::sync::Arc;

use planner_core::clients::Profile;

use crate::clients::{Client, Redis, profiles, title};
use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::components::parts::text_field::TextField;
use crate::field::Field;
use crate::ids::id_of;
use crate::state::{Action, Edit, State, Tab};

/// How many there are of each, and the way to their settings.
pub(super) fn view(redis: &Redis, state: &State, act: &Act) -> Tag {
    let settings = button("What they do and their settings").acts(On::Click, act, Action::Look(Tab::Redis));
    let list = tag("ul").class("timeline").each(&redis.clients, |one| client(one, &redis.name, state, act));
    let more = redis.count.saturating_sub(redis.clients.len());
    let more = (more > 0).then(|| words("p", &[&more.to_string(), " more stand in the Redis tab"].concat()));
    tag("fieldset")
        .class("does")
        .child(words("legend", "Clients"))
        .maybe((!redis.clients.is_empty()).then_some(list))
        .maybe(more.map(|more| more.class("hint")))
        .maybe((!redis.clients.is_empty()).then_some(settings))
        .child(add(&redis.name, "card", state, act))
}

fn client(client: &Client, resource: &str, state: &State, act: &Act) -> Tag {
    let count = TextField {
        id: &id_of(&["client", resource, &client.place.to_string(), "count"]),
        label: &["How many: ", client.title.as_str()].concat(),
        quiet: true,
        placeholder: "1",
        value: &client.count,
        ..TextField::default()
    };
    let field = Field::Given(resource.to_owned(), client.place, "count".to_owned());
    let none = Action::Set(Field::Client(resource.to_owned(), client.place), String::new());
    tag("li").child(words("span", &client.title)).child(count.view(state, act, &field)).child(
        button("Remove").with("aria-label", &["Remove ", client.title.as_str()].concat()).acts(
            On::Click,
            act,
            none,
        ),
    )
}

/// A button, or the list of every client by its library where it was pressed. It can stand in several places at once.
pub(in crate::components) fn add(resource: &str, from: &str, state: &State, act: &Act) -> Tag {
    let asks = ["clients.", from, ".", resource].concat();
    let open = state.looks.asks.as_deref() == Some(&asks);
    let add = button(if open { "Add none" } else { "+ Add a client" })
        .with(
            "aria-label",
            &[if open { "Add none: no client of " } else { "Add a client of " }, resource].concat(),
        )
        .with("aria-expanded", if open { "true" } else { "false" })
        .acts(On::Click, act, Action::Ask((!open).then_some(asks)));
    tag("div").child(add).maybe(open.then(|| which(resource, act)))
}

/// Every role of every library.
fn which(resource: &str, act: &Act) -> Tag {
    let library = |profile: &Arc<Profile>| {
        let roles = tag("ul").each(&profile.roles, |(role, known)| {
            let word = [profile.id.as_str(), role].join("/");
            let adds = Edit::AddClient(resource.to_owned(), word);
            let offer = tag("button")
                .with("type", "button")
                .class("offer")
                .child(words("b", &title(profile, role, known)))
                .child(words("small", &known.does));
            tag("li").child(offer.acts(On::Click, act, Action::Edit(adds)))
        });
        tag("section").child(words("h2", &profile.name)).child(roles)
    };
    let found =
        tag("div").class("found").role("group").with("aria-label", "Which client").each(profiles(), library);
    tag("div")
        .class("adding search")
        .child(words("p", "Which library uses it, and as what?").class("sub"))
        .child(found)
}
