//! The clients of a Redis: which, how many, with which settings, and how often they are asked for what.

use crate::clients::{Client, Input, Redis, profiles, title};
use crate::components::Act;
use crate::components::inputs::DRIVERS;
use crate::components::parts::button::button;
use crate::components::parts::choice::Choice;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::components::parts::text_field::TextField;
use crate::field::Field;
use crate::state::{Action, State};

/// What one more client is at first.
const FIRST: &str = "bullmq/worker";

pub(super) fn view(redis: &Redis, state: &State, act: &Act) -> Tag {
    let (name, last) = (&redis.name, redis.clients.last().map_or(0, |client| client.place.saturating_add(1)));
    let one_more = Action::Set(Field::Client(name.clone(), last), FIRST.to_owned());
    tag("div")
        .class("clients")
        .each(&redis.clients, |one| client(one, name, state, act))
        .child(button("Add a client").acts(On::Click, act, one_more))
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
    let problem = state.drafts.get(&field).and_then(|draft| draft.problem.as_ref());
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
        .child(pair.child(count.view(state, act, &at.field("count"))))
        .maybe(problem.map(|problem| words("p", &problem.message).class("error").role("alert")))
        .each(&client.first, |one| input(one, &at))
        .maybe(folded("Other operations: ", ", in use: ", &client.operations))
        .maybe(folded("Other settings: ", ", changed: ", &client.settings))
        .child(button("Remove").with("aria-label", &["Remove ", &client.title].concat()).acts(
            On::Click,
            act,
            none,
        ))
}

/// Every role of every library.
fn which(client: &Client, at: &At<'_>, field: &Field) -> Tag {
    let (field, id) = (field.clone(), at.id("profile"));
    let list = tag("select")
        .id(&id)
        .hears(On::Change, at.act, move |word| Some(Action::Set(field.clone(), word.to_owned())));
    let list = list.each(profiles(), |profile| {
        tag("optgroup").with("label", &profile.name).each(&profile.roles, |(role, known)| {
            let word = [profile.id.as_str(), role].join("/");
            words("option", &title(profile, known)).with("value", &word).selected(word == client.profile)
        })
    });
    tag("div").class("field").child(words("label", "Client").with("for", &id).class("quiet")).child(list)
}

fn input(input: &Input, at: &At<'_>) -> Tag {
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
                list: if input.is_operation() { DRIVERS } else { "" },
                changed: input.changed && !input.is_operation(),
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
        [self.resource, &self.place.to_string(), what].join("-").replace(' ', "-")
    }
}
