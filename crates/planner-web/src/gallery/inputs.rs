//! What is expected, what runs, and the whole.

use planner_core::document::Problem;

use super::states::{after, driver, fresh, on, opened, place, shop, typed};
use super::{Cut, Group, Room, Showing};
use crate::catalog::{SEASON, STEPS};
use crate::field::Field;
use crate::state::{Action, Edit, State};

fn edited(state: &State, edits: impl IntoIterator<Item = Edit>) -> State {
    after(state, edits.into_iter().map(Action::Edit))
}

fn asked(state: &State, what: &str) -> State {
    state.after(Action::Ask(Some(what.to_owned())))
}

pub(super) fn drivers() -> Result<Group, Problem> {
    let (open, shop) = (on("ai-assistant")?, shop()?);
    let card = opened(&open, "drivers.visits");
    let step = edited(&card, [Edit::AddBend("visits".to_owned(), STEPS)]);
    let both = opened(&shop, "drivers.visits");
    let growth = Field::Growth("visits".to_owned());
    let month = Field::Key(place(&["drivers", "visits", "steps", "2027-03"]));
    let wrong_month = both.after(Action::Set(month, "soon".to_owned()));
    let ours = Cut::Part("drivers.visits");
    let mut all = Showing::new(
        "drivers",
        Room::Narrow,
        "What is expected",
        "Numbers that usage follows, drawn over the horizon.",
    );
    all.of("inputs/drivers.rs", ours);
    all.shows("A number with its growth, and why it is assumed.", &open);
    all.shows("A figure that is none is refused.", &typed(&open, driver("visits"), "many"));
    all.shows("A growth that is none is refused.", &typed(&open, growth, "fast"));
    all.shows("Its card is open.", &card);
    all.shows("It starts anew from a month on.", &step);
    all.shows("Steps and seasons together.", &both);
    all.of("inputs/drivers.rs", Cut::Part("drivers.requests"));
    all.shows("So many for each of another: it has a slider, and what it comes to in words.", &open);
    all.of("inputs/drivers.rs", Cut::Part("drivers.orders_of_customers_who_come_back_within_a_month"));
    all.shows("A long name wraps.", &shop);
    all.of("inputs/drivers.rs", Cut::Titled("What you expect"));
    all.shows("Nothing is expected yet.", &fresh()?);
    all.of("inputs/drawing.rs", Cut::Class("drawn"));
    all.shows("A line with a handle at each end.", &open);
    all.shows("A step and a season bend it.", &shop);
    all.of("inputs/bends.rs", Cut::Class("bends"));
    all.shows("No steps and no seasons.", &card);
    all.shows("One step.", &step);
    all.shows("A month more in the season.", &edited(&both, [Edit::AddBend("visits".to_owned(), SEASON)]));
    all.shows("A month that is none is refused.", &wrong_month);
    Ok(all.group)
}

pub(super) fn resources() -> Result<Group, Problem> {
    let (open, shop, chat) = (on("ai-assistant")?, shop()?, on("convoai")?);
    let find = |words: &str| open.after(Action::Find(Some(words.to_owned())));
    let picked = |state: &State, path: &str| state.after(Action::Pick(Some(path.to_owned())));
    let (listed, database) = (picked(&open, "resources.api"), picked(&chat, "resources.database"));
    let later = edited(&opened(&open, "resources.api"), [Edit::Later("api".to_owned())]);
    let none = typed(&open, Field::Count("api".to_owned()), "-1");
    let mut all = Showing::new(
        "resources",
        Room::Narrow,
        "What runs",
        "A row for each part: its plan, how many, and the plans it could be on.",
    );
    all.of("inputs/resources.rs", Cut::Part("resources.api"));
    all.shows("A part on its plan.", &open);
    all.shows("A count that cannot be is refused.", &none);
    all.of("inputs/resources.rs", Cut::Part("resources.storefront-with-checkout-and-accounts-of-customers"));
    all.shows("A long name wraps.", &shop);
    all.of("inputs/resources.rs", Cut::Part("resources.search"));
    all.shows("Nobody has prices of it.", &shop);
    all.of("inputs/plan_list.rs", Cut::Class("plans"));
    all.shows("The plans are being worked out.", &listed);
    all.shows(
        "Each plan with its price, what it includes, and whether the stack holds on it.",
        &listed.after(Action::WorkOut),
    );
    all.shows("Plans that need another one: both can be taken at once.", &database.after(Action::WorkOut));
    all.of("inputs/add.rs", Cut::Class("adding"));
    all.shows("A part is looked for.", &find("postgres"));
    all.shows("Nothing has that name.", &find("zzzz"));
    all.of("inputs/timeline.rs", Cut::Titled("Plan over time"));
    all.shows("The plan stays what it is.", &opened(&open, "resources.api"));
    all.shows("It changes later.", &later);
    all.shows(
        "An account changes its plan.",
        &edited(&opened(&open, "accounts.render"), [Edit::Later("accounts.render".to_owned())]),
    );
    Ok(all.group)
}

pub(super) fn cards() -> Result<Group, Problem> {
    let (open, shop, chat) = (on("ai-assistant")?, shop()?, on("convoai")?);
    let (api, redis) = (opened(&open, "resources.api"), opened(&chat, "resources.redis"));
    let cache = opened(&shop, "resources.cache");
    let requests = place(&["resources", "api", "load", "requests"]);
    let cpu = Field::At(place(&["resources", "api", "load", "cpu"]));
    let in_all = api.after(Action::Set(Field::Per(requests.clone()), String::new()));
    let figure = |text: &str| typed(&api, Field::Figure(requests.clone()), text);
    let mut all = Showing::new(
        "cards",
        Room::Narrow,
        "Cards",
        "All that can be said of one part, in sight where it is said.",
    );
    all.of("inputs/card.rs", Cut::Class("card"));
    all.shows("An account.", &opened(&open, "accounts.render"));
    all.shows("A part that nothing is said of yet.", &cache);
    all.unfolded("inputs/card.rs", Cut::Class("card"));
    all.shows("A part with all that is folded open.", &api);
    all.of("inputs/does.rs", Cut::Class("does"));
    all.shows("What a part does, in a form.", &api);
    all.shows("A figure in it is refused.", &typed(&api, cpu, "5 GB"));
    all.of("inputs/clients.rs", Cut::Titled("Clients"));
    all.shows("Nothing uses it yet.", &cache);
    all.shows("One client, and the way to its settings.", &redis);
    all.shows("Which client is to be added.", &asked(&cache, "clients.card.cache"));
    all.of("inputs/figure_field.rs", Cut::Class("figure-field"));
    all.shows("So many for each of a driver, and in words.", &api);
    all.shows("A figure in all.", &in_all);
    all.shows("Refused.", &figure("some"));
    Ok(all.group)
}

pub(super) fn whole() -> Result<Group, Problem> {
    let (open, shop) = (on("ai-assistant")?, shop()?);
    let said = after(
        &open,
        [
            Action::Set(Field::At(place(&["seats"])), "3".to_owned()),
            Action::Set(Field::At(place(&["commercial"])), "true".to_owned()),
        ],
    );
    let alarm = |key: &str| place(&["limits", "alarm", key]);
    let listed = after(&open, [Action::Pick(Some("accounts.render".to_owned())), Action::WorkOut]);
    let mut all = Showing::new(
        "whole",
        Room::Narrow,
        "The whole",
        "Accounts, time, what plans ask of whoever uses them, ceilings of one's own.",
    );
    all.of("inputs/accounts.rs", Cut::Titled("Accounts"));
    all.shows("An account on its plan.", &open);
    all.shows("Its plans are listed.", &listed);
    all.shows("Several accounts.", &shop);
    all.shows("None is named: each is on its cheapest plan.", &fresh()?);
    all.of("inputs/time.rs", Cut::Titled("When"));
    all.shows("The first month, and how many.", &open);
    all.shows("More months than there can be are refused.", &typed(&open, Field::Months, "99"));
    all.of("inputs/about.rs", Cut::Titled("About the whole"));
    all.shows("Nothing is said but its name.", &open);
    all.shows("Seats and its purpose are said.", &said);
    all.of("inputs/ceilings.rs", Cut::Titled("Your own ceilings"));
    all.shows("None but the share that counts as little.", &open);
    all.shows("It is asked what one is to be on.", &asked(&open, "ceiling"));
    all.shows("One on the whole bill, one on what is expected.", &shop);
    all.shows("An amount that is none is refused.", &typed(&shop, Field::At(alarm("at")), "high"));
    Ok(all.group)
}
