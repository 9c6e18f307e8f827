//! What can be added: a search over everything the books know, by what it is or by its vendor.

use crate::catalog::{Group, Offer, search as look_up};
use crate::components::Act;
use crate::components::app::templates;
use crate::components::parts::button::{button, solid};
use crate::components::parts::long;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::plans;
use crate::state::{Action, Edit, List, State};

/// The button, or the search where it was pressed.
pub(super) fn view(state: &State, act: &Act) -> Tag {
    let Some(words) = &state.looks.find else {
        let open = Action::Find(Some(String::new()));
        return tag("p").child(solid("+ Add a part").acts(On::Click, act, open));
    };
    let stop = button("Stop adding").acts(On::Click, act, Action::Find(None));
    tag("div").class("adding").child(search(words, state, act)).child(stop)
}

/// The search with what it finds.
pub(in crate::components) fn search(wanted: &str, state: &State, act: &Act) -> Tag {
    let input = tag("input")
        .id("find")
        .with("type", "search")
        .with("placeholder", "Redis, Postgres, web service, a vendor")
        .with("autocomplete", "off")
        .with("spellcheck", "false")
        .value(wanted)
        .hears(On::Input, act, |typed| Some(Action::Find(Some(typed.to_owned()))));
    let field =
        tag("div").class("field").child(words("label", "What runs?").with("for", "find")).child(input);
    let groups = plans::first_day(&state.inputs.document).map(|day| look_up(wanted, day)).unwrap_or_default();
    let count = groups.iter().fold(0_usize, |count, group| count.saturating_add(group.offers.len()));
    let groups = few(groups, long::most(List::Offers, state));
    let none = groups.is_empty().then(|| {
        words(
            "p",
            "The books know no product of that name; plans are chosen once a part is there. The stack file takes any product; it stays unpriced.",
        )
        .class("hint")
    });
    let found = tag("div").class("found").role("group").with("aria-label", "What can be added");
    let ready = wanted
        .is_empty()
        .then(|| tag("details").child(words("summary", "Parts with their use")).child(templates(act)));
    tag("div")
        .class("search")
        .child(field)
        .maybe(ready)
        .maybe(none)
        .child(found.each(&groups, |one| group(one, act)))
        .maybe(long::rest(count, List::Offers, state, act))
}

/// So many offers at most, whatever their groups.
fn few(mut groups: Vec<Group>, most: usize) -> Vec<Group> {
    let mut left = most;
    for group in &mut groups {
        group.offers.truncate(left);
        left = left.saturating_sub(group.offers.len());
    }
    groups.retain(|group| !group.offers.is_empty());
    groups
}

fn group(group: &Group, act: &Act) -> Tag {
    tag("section")
        .key(group.id)
        .child(words("h2", group.name))
        .child(tag("ul").each(&group.offers, |one| offer(one, act)))
}

/// Its name with its vendor's, which most names begin with.
fn named(offer: &Offer) -> String {
    if offer.name.starts_with(&offer.provider_name) {
        return offer.name.clone();
    }
    [&*offer.provider_name, " ", &offer.name].concat()
}

fn offer(offer: &Offer, act: &Act) -> Tag {
    let add = tag("button")
        .with("type", "button")
        .class("offer")
        .acts(On::Click, act, Action::Edit(Edit::Add(offer.product.clone())))
        .child(words("b", &named(offer)))
        .child(words("small", &offer.from));
    tag("li").key(&offer.product).child(add)
}
