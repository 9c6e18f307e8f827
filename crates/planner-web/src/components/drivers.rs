//! The drivers: what a person expects, with a slider for each.

use super::Act;
use super::tag::{On, Tag, tag, typed, words};
use super::text_field::TextField;
use crate::field::Field;
use crate::inputs::{DriverInput, drivers, slid};
use crate::state::{Action, State};

pub(super) fn view(state: &State, act: &Act) -> Tag {
    let drivers = drivers(&state.inputs.document);
    let none = drivers
        .is_empty()
        .then(|| words("p", "This stack names no drivers: its usage is constant.").class("hint"));
    tag("fieldset")
        .child(words("legend", "What you expect"))
        .maybe(none)
        .each(&drivers, |driver| row(driver, state, act))
}

fn row(driver: &DriverInput, state: &State, act: &Act) -> Tag {
    let id = driver.name.replace(' ', "-");
    let row = tag("div").class("driver").key(&driver.name);
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
    row.child(figure.view(state, act, &Field::Driver(driver.name.clone())))
        .maybe(driver.slider.map(|(place, last)| slider(driver, place, last, act)))
        .maybe(growth)
        .maybe(assumed.map(|reason| words("p", "Assumed: ").text(reason).class("hint assumed")))
}

fn slider(driver: &DriverInput, place: usize, last: usize, act: &Act) -> Tag {
    let act = act.clone();
    let slid_to = driver.clone();
    tag("input")
        .with("type", "range")
        .with("min", "0")
        .with("max", &last.to_string())
        .value(&place.to_string())
        .on(On::Input, move |event| {
            if let Ok(place) = typed(&event).parse() {
                act.emit(Action::Type(Field::Driver(slid_to.name.clone()), slid(&slid_to, place)));
            }
        })
        .with("aria-label", &format!("{}, slider", driver.label))
        .with("aria-valuetext", &driver.value)
}
