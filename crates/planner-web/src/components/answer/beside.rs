//! What else can stand beside the stack: stacks kept in this browser, and the prices of another day.

use crate::answer::LeftOut;
use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::choice::Choice;
use crate::components::parts::mark::state_of;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::field::Field;
use crate::limits::Standing;
use crate::price_days::PriceDays;
use crate::state::{Action, State};

pub(super) fn view(state: &State, act: &Act) -> Tag {
    let body = tag("div").class("toolbar");
    let body = if state.inputs.room() == 0 {
        body.child(words("p", "Four columns stand side by side. Remove one to add another.").class("hint"))
    } else {
        prices(scenarios(body, state, act), state, act)
    };
    let more = tag("details").class("beside");
    let more = more.child(words("summary", "Compare with another stack, or other prices")).child(body);
    let left_out = state.answer.left_out.as_slice();
    let left_out =
        (!left_out.is_empty()).then(|| tag("ul").class("left-out").each(left_out, |one| left(one, act)));
    tag("div").child(more).maybe(left_out)
}

/// The stacks that are kept, but for the one at hand.
fn scenarios(place: Tag, state: &State, act: &Act) -> Tag {
    let others = state.looks.library.iter().filter(|(id, _)| Some(*id) != state.scenario);
    let mut options: Vec<(String, String)> =
        others.map(|(id, name)| (id.to_string(), name.clone())).collect();
    if options.is_empty() {
        let none = "Other stacks of yours that this browser keeps can stand here too.";
        return place.child(words("p", none).class("hint"));
    }
    options.insert(0, (String::new(), "Choose a stack".to_owned()));
    let list = Choice { id: "beside", label: "Stack of yours", options, ..Choice::default() };
    let act = act.clone();
    list.add(place, move |id| {
        if let Ok(id) = id.parse() {
            act.emit(Action::AskBeside(id));
        }
    })
}

/// A day to type, or to choose from those on which prices changed.
fn prices(place: Tag, state: &State, act: &Act) -> Tag {
    let Some(days) = PriceDays::of(&state.inputs.document, state.inputs.months) else { return place };
    let draft = state.drafts.get(&Field::PriceDay);
    let typed = draft.map(|draft| draft.text.clone()).unwrap_or_default();
    let problem = draft.and_then(|draft| draft.problem.as_ref());
    let newest = days.changes.first().map_or(days.first, |(day, _)| *day).to_string();
    let adds = Action::PricesOf(typed.clone());
    let enters = adds.clone();
    let mut input = tag("input")
        .id("price-day")
        .with("list", "price-days")
        .with("placeholder", &newest)
        .with("autocomplete", "off")
        .with("spellcheck", "false")
        .with("aria-describedby", "price-day-error")
        .value(&typed)
        .types(act, &Field::PriceDay)
        .hears(On::KeyDown, act, move |key| (key == "Enter").then(|| enters.clone()));
    if problem.is_some() {
        input = input.with("aria-invalid", "true");
    }
    let offered = tag("datalist").id("price-days").each(&days.changes, |(day, whose)| {
        words("option", &["prices of ", whose, " changed"].concat()).with("value", &day.to_string())
    });
    let error = tag("p").class("error").id("price-day-error").role("alert");
    let error = match problem {
        Some(problem) => error
            .text(&problem.message)
            .maybe(problem.hint.as_deref().map(|hint| words("span", hint).class("hint"))),
        None => error,
    };
    let add = button("Add these prices").flag("disabled", typed.trim().is_empty());
    place
        .child(words("label", "Prices of the day").with("for", "price-day"))
        .child(input)
        .child(offered)
        .child(add.acts(On::Click, act, adds))
        .child(error)
}

/// What cannot stand beside the stack now. It comes back once it can.
fn left(one: &LeftOut, act: &Act) -> Tag {
    let label = ["Remove ", &one.title].concat();
    let remove = button("Remove").with("aria-label", &label);
    let why = [&one.title, " cannot stand beside this stack now: ", &one.why].concat();
    tag("li").child(state_of(Standing::Unknown, &why)).child(remove.acts(
        On::Click,
        act,
        Action::RemoveBeside(one.at),
    ))
}
