//! The accounts: plan, card on file, cycle, options of each.

use super::{card, plan_list};
use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::long;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::ids::id_of;
use crate::inputs::{AccountInput, accounts, count};
use crate::plans;
use crate::state::{Action, List, State};

pub(in crate::components) fn view(state: &State, act: &Act) -> Tag {
    let document = &state.inputs.document;
    let all = accounts(document, long::most(List::Accounts, state));
    let none =
        all.is_empty().then(|| words("p", "Each vendor's account is on its cheapest plan.").class("hint"));
    tag("fieldset")
        .child(words("legend", "Accounts"))
        .maybe(none)
        .each(&all, |one| row(one, state, act))
        .maybe(long::rest(count(document, "accounts"), List::Accounts, state, act))
}

fn row(one: &AccountInput, state: &State, act: &Act) -> Tag {
    let (name, path) = (one.name.as_str(), ["accounts.", &one.name].concat());
    let open = state.looks.card.as_deref() == Some(&path);
    let listed = state.looks.pick.as_deref() == Some(&path);
    let title = button(name)
        .class("plain name")
        .id(&id_of(&["card", &path]))
        .with("aria-expanded", if open { "true" } else { "false" })
        .with("aria-label", &format!("Account {name}: card, cycle, options"))
        .acts(On::Click, act, Action::Card((!open).then(|| path.clone())));
    let several = plans::choices(&state.inputs.document, &path).len() > 1;
    let shown = if one.plan.is_empty() { "no plans" } else { &one.plan };
    let plan = if several {
        words("button", shown)
            .with("type", "button")
            .class("pick")
            .id(&id_of(&["pick", &path]))
            .with("aria-expanded", if listed { "true" } else { "false" })
            .with("aria-label", &format!("Plan of the account {name}: {shown}"))
            .acts(On::Click, act, Action::Pick((!listed).then(|| path.clone())))
    } else {
        words("p", if one.known { shown } else { "no prices of it yet" }).class("hint")
    };
    tag("div")
        .class(if open { "resource open" } else { "resource" })
        .key(name)
        .part(&path)
        .child(tag("div").class("title").child(title))
        .child(plan)
        .maybe(listed.then(|| plan_list::view(&path, state, act)))
        .maybe(open.then(|| card::account(name, state, act)))
}
