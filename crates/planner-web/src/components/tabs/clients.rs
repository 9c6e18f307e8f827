//! The clients of a Redis: which, how many, with which settings, and how often they are asked for what.

use std::sync::Arc;

use planner_core::clients::{Profile, Role};

use crate::clients::{Client, Input, Redis, profiles, title};
use crate::components::Act;
use crate::components::inputs::clients::add;
use crate::components::inputs::figure_field::FigureField;
use crate::components::parts::button::button;
use crate::components::parts::choice::{Choice, Group};
use crate::components::parts::long;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::components::parts::text_field::{TextField, refused};
use crate::field::Field;
use crate::ids::id_of;
use crate::state::{Action, List, State};

pub(super) fn view(redis: &Redis, state: &State, act: &Act) -> Tag {
    let name = &redis.name;
    tag("div")
        .class("clients")
        .each(&redis.clients, |one| client(one, name, state, act))
        .maybe(long::rest(redis.count, List::Clients, state, act))
        .child(add(name, "tab", state, act))
}

/// One client, and where its fields stand.
struct At<'a> {
    resource: &'a str,
    place: usize,
    state: &'a State,
    act: &'a Act,
}

fn client(client: &Client, resource: &str, state: &State, act: &Act) -> Tag {
    let at = At { resource, place: client.place, state, act };
    let field = Field::Client(resource.to_owned(), client.place);
    let why = refused(&at.id("profile"), state, &field);
    let id = at.id("count");
    let count = TextField {
        id: &id,
        label: "How many",
        quiet: true,
        unit: "×",
        placeholder: "1",
        value: &client.count,
        ..TextField::default()
    };
    let pair = tag("div").class("pair").child(which(client, &at, &field));
    let folded = |title: &str, used: &str, inputs: &[Input]| {
        let changed = inputs.iter().filter(|input| input.changed).count();
        let mut title = [title, &inputs.len().to_string()].concat();
        if changed > 0 {
            title = [&*title, used, &changed.to_string()].concat();
        }
        let list = tag("details").child(words("summary", &title)).each(inputs, |one| input(one, &at));
        (!inputs.is_empty()).then_some(list)
    };
    let none = Action::Set(field.clone(), String::new());
    tag("fieldset")
        .class("client")
        .key(&id)
        .child(words("legend", &client.title).class("quiet"))
        .child(words("p", &client.is).class("hint"))
        .child(pair.child(count.view(state, act, &at.field("count"))))
        .maybe(why)
        .each(&client.first, |one| input(one, &at))
        .maybe(folded("Other operations: ", ", in use: ", &client.operations))
        .maybe(folded("Other settings: ", ", changed: ", &client.settings))
        .child(button("Remove").with("aria-label", &["Remove ", &client.title].concat()).acts(
            On::Click,
            act,
            none,
        ))
}

/// Which one it is.
fn which(client: &Client, at: &At<'_>, field: &Field) -> Tag {
    let id = at.id("profile");
    // What was refused stays chosen beside its reason, as it does in every field.
    let draft = at.state.drafts.get(field).map(|draft| draft.text.clone());
    let value = draft.unwrap_or_else(|| client.profile.clone());
    let list = Choice { id: &id, label: "Client", value: &value, ..Choice::default() };
    let (act, field) = (at.act.clone(), field.clone());
    let place = tag("div").class("field");
    list.add_with(place, &every(), move |word| act.emit(Action::Set(field.clone(), word)))
}

/// Every role of every library.
fn every() -> Vec<Group> {
    let one = |profile: &Profile, (id, role): &(String, Role)| {
        ([profile.id.as_str(), id].join("/"), title(profile, id, role))
    };
    let group = |profile: &Arc<Profile>| {
        (profile.name.clone(), profile.roles.iter().map(|role| one(profile, role)).collect())
    };
    profiles().iter().map(group).collect()
}

fn input(input: &Input, at: &At<'_>) -> Tag {
    if input.is_operation() {
        let place = ["resources", at.resource, "clients", &at.place.to_string(), &input.name];
        let (id, place) = (at.id(&input.name), place.map(str::to_owned));
        let (label, placeholder, help) = (&*input.label, &*input.default, &*input.help);
        return FigureField { place: &place, id: &id, label, placeholder, help }.view(at.state, at.act);
    }
    let (id, field) = (at.id(&input.name), at.field(&input.name));
    let changed = || input.changed.then(|| words("span", "changed").class("changed"));
    let value = if input.value.is_empty() { &input.default } else { &input.value };
    match input.words.as_slice() {
        [] => {
            let text = TextField {
                id: &id,
                label: &input.label,
                unit: &input.unit,
                placeholder: &input.default,
                value: &input.value,
                help: &input.help,
                changed: input.changed,
                ..TextField::default()
            };
            text.view(at.state, at.act, &field)
        }
        [yes, no] if yes == "true" => {
            let other = if value == yes { no } else { yes };
            let tick = tag("input").with("type", "checkbox").id(&id).checked(value == yes).acts(
                On::Change,
                at.act,
                Action::Set(field, other.clone()),
            );
            let label = words("label", &input.label).with("for", &id).maybe(changed());
            tag("div").class("tick").child(tick).child(label).child(words("small", &input.help))
        }
        choices => {
            let options = choices.iter().map(|word| (word.clone(), word.clone())).collect();
            let list = Choice { id: &id, label: &input.label, options, value, ..Choice::default() };
            let act = at.act.clone();
            let place = list.add(tag("div").class("field"), move |word| {
                act.emit(Action::Set(field.clone(), word));
            });
            place.child(words("small", &input.help)).maybe(changed())
        }
    }
}

impl At<'_> {
    fn field(&self, what: &str) -> Field {
        Field::Given(self.resource.to_owned(), self.place, what.to_owned())
    }

    fn id(&self, what: &str) -> String {
        id_of(&[self.resource, &self.place.to_string(), what])
    }
}
