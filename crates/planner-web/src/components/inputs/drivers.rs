//! The drivers: what a person expects, with a slider for each.

use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::choice::Choice;
use crate::components::parts::long;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::components::parts::text_field::TextField;
use crate::field::Field;
use crate::inputs::{DriverInput, count, drivers, slid};
use crate::state::{Action, Edit, List, State};
use crate::tree;

pub(in crate::components) fn view(state: &State, act: &Act) -> Tag {
    let document = &state.inputs.document;
    let drivers = drivers(document, long::most(List::Drivers, state));
    let none = drivers.is_empty().then(|| {
        let text = "Nothing grows yet. Add a number that usage follows: users, visits, jobs.";
        words("p", text).class("hint")
    });
    tag("fieldset")
        .child(words("legend", "What you expect"))
        .maybe(none)
        .each(&drivers, |driver| row(driver, state, act))
        .maybe(long::rest(count(document, "drivers"), List::Drivers, state, act))
        .child(tag("p").child(button("+ Add a number").acts(On::Click, act, Action::Edit(Edit::AddDriver))))
}

fn row(driver: &DriverInput, state: &State, act: &Act) -> Tag {
    let id = driver.name.replace(' ', "_");
    let path = ["drivers.", &driver.name].concat();
    let open = state.looks.card.as_deref() == Some(&path);
    let figure = TextField {
        id: &format!("driver-{id}"),
        label: &driver.label,
        unit: &driver.unit,
        value: &driver.value,
        ..TextField::default()
    };
    let growth = driver.growth.as_ref().map(|growth| {
        let field = TextField {
            id: &format!("growth-{id}"),
            label: &format!("{} growth", driver.label),
            quiet: true,
            unit: "growth",
            placeholder: "none",
            value: growth,
            ..TextField::default()
        };
        field.view(state, act, &Field::Growth(driver.name.clone()))
    });
    let assumed = driver.assumed.as_ref();
    let edit = button(if open { "Close" } else { "Edit" })
        .class("plain edit")
        .with("aria-expanded", if open { "true" } else { "false" })
        .with(
            "aria-label",
            &format!(
                "{} {}: its name, and what it follows",
                if open { "Close" } else { "Edit" },
                driver.label
            ),
        )
        .acts(On::Click, act, Action::Card((!open).then_some(path)));
    tag("div")
        .class(if open { "driver open" } else { "driver" })
        .key(&driver.name)
        .part(&["drivers.", &driver.name].concat())
        .child(figure.view(state, act, &Field::Driver(driver.name.clone())))
        .maybe(driver.slider.map(|(place, last)| slider(driver, place, last, act)))
        .maybe(growth)
        .maybe(assumed.map(|reason| words("p", "Assumed: ").text(reason).class("hint assumed")))
        .child(edit)
        .maybe(open.then(|| card(driver, state, act)))
}

/// Its name, what it is for each of, and the way out.
fn card(driver: &DriverInput, state: &State, act: &Act) -> Tag {
    let (name, id) = (driver.name.clone(), ["driver-name-", &driver.name.replace(' ', "_")].concat());
    let from = name.clone();
    let input = tag("input").id(&id).with("maxlength", "80").with("autocomplete", "off").value(&name).hears(
        On::Change,
        act,
        move |to| {
            (to.trim() != from).then(|| Action::Edit(Edit::RenameDriver(from.clone(), to.trim().to_owned())))
        },
    );
    let named = tag("div").class("field").child(words("label", "Name").with("for", &id)).child(input);
    let place = vec!["drivers".to_owned(), name.clone()];
    let per = Field::Per(place);
    let others = tree::entries(&state.inputs.document, &["drivers"]).map(|(other, _)| other);
    let options = std::iter::once((String::new(), "nothing: a number of its own".to_owned())).chain(
        others
            .filter(|other| *other != name)
            .map(|other| (other.to_owned(), format!("so many for each of {}", tree::words(other)))),
    );
    let (list_id, value) = ([&*id, "-per"].concat(), per.read(&state.inputs.document));
    let list = Choice {
        id: &list_id,
        label: "Follows",
        options: options.collect(),
        value: &value,
        ..Choice::default()
    };
    let follows = act.clone();
    let list =
        list.add(tag("div").class("field"), move |driver| follows.emit(Action::Set(per.clone(), driver)));
    let reason = Field::At(vec!["drivers".to_owned(), name.clone(), "assumed".to_owned()]);
    let reason_id = [&*id, "-assumed"].concat();
    let why = TextField {
        id: &reason_id,
        label: "Why you assume it",
        value: &reason.read(&state.inputs.document),
        help: "where nobody stated it; it is listed as assumed",
        ..TextField::default()
    };
    let why = driver.assumed.is_some().then(|| why.view(state, act, &reason));
    let drop = button("Remove").with("aria-label", &format!("Remove {}", driver.label)).acts(
        On::Click,
        act,
        Action::Edit(Edit::RemoveDriver(name)),
    );
    tag("div").class("card").child(named).child(list).maybe(why).child(drop)
}

fn slider(driver: &DriverInput, place: usize, last: usize, act: &Act) -> Tag {
    let slid_to = driver.clone();
    tag("input")
        .with("type", "range")
        .with("min", "0")
        .with("max", &last.to_string())
        .value(&place.to_string())
        .hears(On::Input, act, move |place| {
            let to = slid(&slid_to, place.parse().ok()?);
            Some(Action::Type(Field::Driver(slid_to.name.clone()), to))
        })
        .with("aria-label", &format!("{}, slider", driver.label))
        .with("aria-valuetext", &driver.value)
}
