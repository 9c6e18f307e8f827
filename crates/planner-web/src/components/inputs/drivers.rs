//! The drivers: what a person expects, drawn over the horizon.

use super::{bends, drawing};
use crate::components::Act;
use crate::components::parts::button::button;
use crate::components::parts::choice::Choice;
use crate::components::parts::long;
use crate::components::parts::tag::{On, Tag, tag, words};
use crate::components::parts::text_field::{TextField, refused};
use crate::field::Field;
use crate::ids::id_of;
use crate::inputs::{DriverInput, EACH, count, drivers};
use crate::ladder;
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
    let path = ["drivers.", &driver.name].concat();
    let open = state.looks.card.as_deref() == Some(&path);
    let figure = TextField {
        id: &id_of(&["driver", &driver.name]),
        label: &driver.label,
        unit: &driver.unit,
        value: &driver.value,
        help: driver.said.as_deref().unwrap_or_default(),
        ..TextField::default()
    };
    let growth = driver.growth.as_ref().map(|growth| {
        let field = TextField {
            id: &id_of(&["growth", &driver.name]),
            label: &[&*driver.label, " growth a month: a share such as 15 %, or an amount such as +100"]
                .concat(),
            quiet: true,
            unit: "growth a month",
            placeholder: "15 % or +100",
            value: growth,
            ..TextField::default()
        };
        field.view(state, act, &Field::Growth(driver.name.clone()))
    });
    let assumed = driver.assumed.as_ref();
    let word = if open { "Close" } else { "Edit" };
    let edit = button(word)
        .class("plain edit")
        .with("aria-expanded", if open { "true" } else { "false" })
        .with(
            "aria-label",
            &[word, " ", &driver.label, ": its name, what it follows, steps, seasons"].concat(),
        )
        .acts(On::Click, act, Action::Card((!open).then_some(path)));
    tag("div")
        .class(if open { "driver open" } else { "driver" })
        .key(&driver.name)
        .part(&["drivers.", &driver.name].concat())
        .child(figure.view(state, act, &Field::Driver(driver.name.clone())))
        .maybe(driver.slider.map(|place| slider(driver, place, act)))
        .maybe(growth)
        .maybe(drawing::view(driver, state, act))
        .maybe(assumed.map(|reason| words("p", "Assumed: ").text(reason).class("hint assumed")))
        .child(edit)
        .maybe(open.then(|| card(driver, state, act)))
}

/// Its name, what it is for each of, what bends it, and the way out.
fn card(driver: &DriverInput, state: &State, act: &Act) -> Tag {
    let name = driver.name.as_str();
    let id = id_of(&["driver", name, "name"]);
    let from = driver.name.clone();
    let input = tag("input").id(&id).with("maxlength", "80").with("autocomplete", "off").value(name).hears(
        On::Change,
        act,
        move |to| {
            (to.trim() != from).then(|| Action::Edit(Edit::RenameDriver(from.clone(), to.trim().to_owned())))
        },
    );
    let named = tag("div").class("field").child(words("label", "Name").with("for", &id)).child(input);
    let reason = Field::At(["drivers", name, "assumed"].map(str::to_owned).to_vec());
    let why = TextField {
        id: &id_of(&["driver", name, "assumed"]),
        label: "Why you assume it",
        value: &reason.read(&state.inputs.document),
        help: "where nobody stated it; it is listed as assumed",
        ..TextField::default()
    };
    let why = driver.assumed.is_some().then(|| why.view(state, act, &reason));
    let drop = button("Remove").with("aria-label", &["Remove ", driver.label.as_str()].concat()).acts(
        On::Click,
        act,
        Action::Edit(Edit::RemoveDriver(driver.name.clone())),
    );
    tag("div")
        .class("card")
        .child(named)
        .child(follows(driver, state, act))
        .child(bends::view(driver, state, act))
        .maybe(why)
        .child(drop)
}

/// What it is for each of, from a list.
fn follows(driver: &DriverInput, state: &State, act: &Act) -> Tag {
    let per = Field::Per(["drivers", &driver.name].map(str::to_owned).to_vec());
    let others = tree::entries(&state.inputs.document, &["drivers"]).map(|(other, _)| other);
    let options = std::iter::once((String::new(), "nothing: a number of its own".to_owned())).chain(
        others
            .filter(|other| *other != driver.name)
            .map(|other| (other.to_owned(), ["so many for each of ", &tree::words(other)].concat())),
    );
    let (id, value) = (id_of(&["driver", &driver.name, "per"]), per.read(&state.inputs.document));
    let list =
        Choice { id: &id, label: "Follows", options: options.collect(), value: &value, ..Choice::default() };
    let why = refused(&id, state, &per);
    let sets = act.clone();
    list.add(tag("div").class("field"), move |driver| sets.emit(Action::Set(per.clone(), driver))).maybe(why)
}

/// So many for each of another, along round figures.
fn slider(driver: &DriverInput, place: i32, act: &Act) -> Tag {
    let field = Field::Driver(driver.name.clone());
    let moves = field.clone();
    tag("input")
        .with("type", "range")
        .with("min", &EACH.0.to_string())
        .with("max", &EACH.1.to_string())
        .value(&place.to_string())
        .hears(On::Input, act, move |place| {
            let figure = ladder::figure(place.parse().ok()?).to_string();
            Some(Action::Type(moves.clone(), figure))
        })
        .acts(On::Change, act, Action::Leave(field))
        .with("aria-label", &[driver.label.as_str(), ", slider"].concat())
        .with("aria-valuetext", driver.said.as_deref().unwrap_or(&driver.value))
}
